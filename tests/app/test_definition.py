"""Every mistake of a definition is said at once, where it is and in its own words."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from ami_cli.app.campaigns import load
from ami_cli.app.drafting.make import draft_to
from ami_cli.errors import CampaignError, UsageError

VELO = Path(__file__).parents[2] / "samples" / "calls" / "fonds-velo-2026"


def mistakes(folder: Path, *changes: tuple[str, str]) -> list[str]:
    shutil.copytree(VELO / "blanks", folder / "blanks")
    text = (VELO / "campaign.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "campaign.toml").write_text(text, "utf-8")
    with pytest.raises(CampaignError) as caught:
        load(str(folder))
    return list(caught.value.mistakes)


def test_contradictions_are_said_together(tmp_path: Path) -> None:
    said = mistakes(
        tmp_path,
        ("opened = 2026-03-02", "opened = 2026-06-02"),
        ('timezone = "Europe/Paris"', 'timezone = "Europe/Arras"'),
        ('blanks/formulaire.doc"', 'blanks/perdu.doc"'),
        ('other_field = "association.type_association_autre"', 'other_field = "association.rien"'),
        ('wordings = ["Date de fin"]', 'wordings = ["Date de début"]'),
        ('name = "totaux"', 'name = "sommes"'),
    )
    assert said[:5] == [
        "champ association.type_association : other_field nomme « association.rien », qui n'existe pas.",
        "blanks.v1 : le fichier « blanks/perdu.doc » n'existe pas.",
        "deadline : la date limite précède l'ouverture (opened).",
        "timezone : « Europe/Arras » n'est pas un fuseau connu (Europe/Paris).",
        "« Date de début » : libellé de projet.date_debut et de projet.date_fin, dans le même groupe ;"
        " donnez-leur des groupes différents.",
    ]
    assert said[5].startswith("Règle inconnue : « sommes »")
    assert len(said) == 6


def test_an_unknown_kind_is_named_with_its_field(tmp_path: Path) -> None:
    (said,) = mistakes(tmp_path, ('kind = "iban"', 'kind = "compte"'))
    assert said.startswith("fields.[coordonnees_bancaires.iban].kind : valeur inconnue")


def test_a_form_that_asks_the_same_twice_makes_a_definition_that_loads(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("Nom : ______", "Nom : ______", "Téléphone : ______  Portable : ______"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "blank.docx"))
    draft_to([tmp_path / "blank.docx"], tmp_path / "appel")
    found = load(str(tmp_path / "appel")).campaign
    assert [f.path for f in found.fields] == [
        "demande.nom",
        "demande.nom_2",
        "demande.telephone",
        "demande.telephone_2",
    ]


def test_a_blank_that_asks_for_nothing_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Bonjour à toutes et à tous.")
    document.save(str(tmp_path / "lettre.docx"))
    with pytest.raises(UsageError, match="aucun champ"):
        draft_to([tmp_path / "lettre.docx"], tmp_path / "appel")
    assert not (tmp_path / "appel").exists()
