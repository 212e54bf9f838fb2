"""Why an answer is what it is: what was looked for, what was seen, what became of it, what to do."""

from __future__ import annotations

from pathlib import Path

from ami_cli.app.campaigns import load
from ami_cli.app.why import Seen, why
from ami_cli.model.candidature import ABSENT, Answer
from ami_cli.model.dossier import Evidence

CAMPAIGN = load(str(Path(__file__).parents[2] / "samples" / "calls" / "fonds-velo-2026")).campaign


def seen(text: str, confidence: float = 0.5) -> Evidence:
    return Evidence(
        text=text,
        method="à droite du libellé",
        file="a.docx",
        place="body/p[1]",
        confidence=confidence,
    )


def test_an_answer_that_nobody_found_says_what_was_looked_for() -> None:
    told = why(ABSENT, CAMPAIGN.by_path["association.site_web"], CAMPAIGN)
    assert told.looked_for == (
        "une adresse de site près de « Site internet », « Site web », sous « L’association »"
    )
    assert told.seen == ()
    assert told.advice.startswith("aucun de ces libellés n'a été reconnu.")


def test_the_text_beside_other_is_looked_for_there() -> None:
    told = why(ABSENT, CAMPAIGN.by_path["association.type_association_autre"], CAMPAIGN)
    assert told.looked_for == "un texte écrit à côté de « Autre », pour « Type d’association »"


def test_each_sighting_has_its_fate() -> None:
    all_seen = (
        seen("12", 0.94),
        seen("12 adhérents", 0.6),
        seen("15", 0.47),
        seen(""),
        seen("beaucoup"),
    )
    told = why(
        Answer(12, "read", 0.94, all_seen),
        CAMPAIGN.by_path["association.nombre_adherents"],
        CAMPAIGN,
    )
    assert told.seen == (
        Seen(all_seen[0], "retenu (confiance 0,94)"),
        Seen(all_seen[1], "dit la même chose"),
        Seen(all_seen[2], "écarté : dit autre chose, moins sûr (0,47)"),
        Seen(all_seen[3], "libellé trouvé, rien n'y est écrit"),
        Seen(all_seen[4], "écarté : ce n'est pas un nombre entier"),
    )
    assert told.advice == ""


def test_a_text_that_is_not_of_the_kind_is_never_said_to_agree() -> None:
    sighting = seen("bientôt", 0.9)
    told = why(
        Answer(None, "unreadable", 0.1, (sighting,)),
        CAMPAIGN.by_path["association.date_creation"],
        CAMPAIGN,
    )
    assert told.seen == (Seen(sighting, "écarté : ce n'est pas une date"),)
    assert (
        told.advice
        == "ce qui est écrit n'est pas une date : vérifiez « kind », ou corrigez la valeur."
    )
