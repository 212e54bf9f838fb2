"""Forms that end without the boxes of the blank: marks beside a name or a function, as at the foot of a letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import document

from ami_cli.forms.assemble import assemble
from ami_cli.forms.key import Key
from ami_cli.forms.understand import Received, understand
from ami_cli.model.campaign import Campaign
from ami_cli.model.document import Block, Paragraph, Picture, Table
from ami_cli.model.dossier import Reading

FORM = """
# 1. La collectivité
| Nom de la collectivité | Commune de Rety |
| Adresse | 1 place de la Mairie |
| Code postal | 62720 |
| Ville | Rety |
| Population | 2 100 |
| Maire | Paul Roy |
# 3. Le binôme
| | Élu·e | Technicien·ne |
| Nom | Dupont | Martin |
| Prénom | Anne | Luc |
| Fonction | adjointe au maire | DGS |
| Téléphone | 01 99 00 10 10 | 01 99 00 10 11 |
# 4. Motivations
Nous voulons associer les habitants aux choix de la commune.
# 5. Attentes
De la méthode et des échanges.
"""


def signed(closing: str, key: Key, campaign: Campaign) -> tuple[str, str]:
    """Return what was read of both signatures, « ? » behind a doubtful one, « – » where nothing was found."""
    lines = "\n".join(line.strip() for line in closing.strip().split("\n"))
    seen = understand([Received("AMI.docx", document(FORM + lines))], key)
    reading = Reading(dossier="essai", campaign=campaign.id, digest="", found=seen.found)
    answers = assemble(reading, (), campaign).answers
    told = [answers["signature.elu"], answers["signature.executif"]]
    first, second = (f"{a.value or '–'}{'?' if 0 < a.confidence < 0.8 else ''}" for a in told)
    return first, second


@pytest.mark.parametrize(
    ("closing", "elu", "executif"),
    [
        ("Fait à Rety, le 3 mars 2021\nL'élue référente et Maire, Anne Dupont\n{img}", "image", "–"),
        ("Fait à Rety, le 3 mars 2021\nAnne Dupont, adjointe au maire\n{img}\nPaul Roy, maire\n{img}", "image", "image"),
        ("Fait à Rety, le 3 mars 2021\nAnne Dupont\t\t\tPaul Roy\n{img}\t\t\t{img}", "image", "image"),
        ("Le Maire, Paul ROY {img}\nL'adjointe, Anne DUPONT {img}", "image", "image"),
        ("| Pour la commune | |\n| Anne Dupont<br>{img} | Paul Roy<br>{img} |", "image", "image"),
        ("# Signature(s)\nAnne Dupont (élue)\nLu et approuvé\n{img}", "image", "–"),
        ("Vu, le maire\n{img}", "–", "image"),
        ("Fait à Rety, le 3 mars 2021\n{img}\nAnne Dupont\n{img}\nPaul Roy", "image?", "image?"),
        ("Fait à Rety le 3/3/21\nP/O le Maire, Anne Dupont {img}", "image?", "image?"),
        ("Signé : Anne Dupont, Paul Roy", "typed?", "typed?"),
        ("Fait à Rety, le 3 mars 2021\n{img:Logo de la commune}", "–", "–"),
    ],
)  # fmt: skip
def test_a_form_may_close_as_a_letter_does(
    closing: str, elu: str, executif: str, key: Key, campaign: Campaign
) -> None:
    assert signed(closing, key, campaign) == (elu, executif)


def boxed(left: str, right: str, digest: str, key: Key, campaign: Campaign) -> tuple[float, str]:
    """Return the confidence and the method of both boxes that hold one picture."""
    text = FORM + (
        "# 7. Signatures\n"
        "| L’élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |\n"
        f"| {left}<br>{{img}} | {right}<br>{{img}} |"
    )
    same = document(text)
    blocks = tuple(_with_digest(block, digest) for block in same.blocks)
    seen = understand([Received("AMI.docx", replace(same, blocks=blocks))], key)
    first = seen.found["signature.elu"][0]
    return first.confidence, first.method


def _with_digest(block: Block, digest: str) -> Block:
    if isinstance(block, Paragraph):
        items = tuple(
            replace(i, sha256=digest) if isinstance(i, Picture) else i for i in block.items
        )
        return replace(block, items=items)
    if isinstance(block, Table):
        rows = tuple(
            replace(
                row,
                cells=tuple(
                    replace(c, blocks=tuple(_with_digest(b, digest) for b in c.blocks))
                    for c in row.cells
                ),
            )
            for row in block.rows
        )
        return replace(block, rows=rows)
    return block


def test_one_picture_in_both_boxes_is_for_a_person(key: Key, campaign: Campaign) -> None:
    sure, method = boxed("Anne Dupont", "Paul Roy", "a1" * 32, key, campaign)
    assert sure < 0.8
    assert method == "image dans la case, la même image dans les deux cases"


def test_one_person_may_sign_both_boxes(key: Key, campaign: Campaign) -> None:
    sure, method = boxed("Paul Roy", "Paul Roy", "a1" * 32, key, campaign)
    assert (sure > 0.8, method) == (True, "image dans la case")
