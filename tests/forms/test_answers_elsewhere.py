"""Answers outside the form: « cf. courrier joint », a letter that stands in for a form nobody sent."""

from __future__ import annotations

from conftest import document

from ami_cli.forms.assemble import assemble
from ami_cli.forms.key import Key
from ami_cli.forms.understand import Received, Understanding, understand
from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Answer
from ami_cli.model.dossier import Reading

FORM = """
# 1. La collectivité
| Nom de la collectivité | Commune de Rety |
| Code postal | 62720 |
| Ville | Rety |
| N° SIREN | |
# 3. Le binôme
| | Élu·e | Technicien·ne |
| Nom | Dupont | Martin |
| Prénom | Anne | Luc |
| Fonction | adjointe au maire | DGS |
| Téléphone | 01 99 00 10 10 | 01 99 00 10 11 |
# 4. Motivations
Ce qui motive votre candidature : cf. courrier joint
"""
LETTER = """
Commune de Rety
Rety, le 3 mars 2021
Objet : candidature
Madame, Monsieur,
N° SIREN : 216 207 050
Motivations : nous voulons associer les habitants aux choix de la commune.
Site internet : www.rety.example
Je vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.
"""
PROSE = """
Rety, le 3 mars 2021
Madame, Monsieur,
La commune de Rety est candidate. Notre binôme se compose de Mme Anne DUPONT, adjointe à la citoyenneté (06 39 98 12 34, a.dupont@rety.example), et de M. Luc MARTIN, secrétaire de mairie (03 53 01 22 33).
Titre du projet : Rety demain
Attentes : une méthode.
Je vous prie d'agréer, Madame, Monsieur, mes salutations distinguées.
Anne Dupont {img}
"""


def read(key: Key, campaign: Campaign, **texts: str) -> tuple[Understanding, dict[str, Answer]]:
    files = [
        Received(f"{name}.docx", document(text, f"{name}.docx")) for name, text in texts.items()
    ]
    seen = understand(files, key)
    reading = Reading(dossier="essai", campaign=campaign.id, digest="", found=seen.found)
    return seen, dict(assemble(reading, (), campaign).answers)


def test_the_letter_gives_what_the_form_refers_to(key: Key, campaign: Campaign) -> None:
    _, answers = read(key, campaign, formulaire=FORM, courrier=LETTER)
    told = answers["motivations"]
    assert told.value == "nous voulons associer les habitants aux choix de la commune."
    assert (told.evidence[0].file, told.confidence) == ("courrier.docx", 0.75)
    assert "cf. courrier joint" in [e.text for e in told.evidence]


def test_without_the_letter_a_reference_is_no_answer(key: Key, campaign: Campaign) -> None:
    _, answers = read(key, campaign, formulaire=FORM)
    assert (answers["motivations"].value, answers["motivations"].status) == (None, "unreadable")


def test_a_field_left_blank_in_the_form_is_completed(key: Key, campaign: Campaign) -> None:
    _, answers = read(key, campaign, formulaire=FORM, courrier=LETTER)
    siren = answers["collectivite.siren"]
    assert (siren.value, siren.status, siren.evidence[0].file) == (
        "216207050",
        "read",
        "courrier.docx",
    )
    assert siren.confidence < 0.8


def test_the_letter_gives_what_the_form_does_not_ask(key: Key, campaign: Campaign) -> None:
    _, answers = read(key, campaign, formulaire=FORM, courrier=LETTER)
    site = answers["collectivite.site_web"]
    assert (site.value, site.confidence) == ("www.rety.example", 0.75)


def test_a_letter_stands_in_for_a_form_nobody_sent(key: Key, campaign: Campaign) -> None:
    seen, answers = read(key, campaign, courrier=PROSE)
    wanted = {
        "elu.nom": "Dupont",
        "elu.telephone": "+33639981234",
        "technicien.nom": "Martin",
        "technicien.fonction": "secrétaire de mairie",
        "projet.intitule": "Rety demain",
        "attentes": "une méthode.",
        "signature.elu": "image",
    }
    assert {path: answers[path].value for path in wanted} == wanted
    assert all(a.confidence <= 0.75 for p, a in answers.items() if not p.startswith("signature."))
    assert seen.remarks == (
        "Aucun formulaire : les réponses viennent de « courrier.docx », elles sont à vérifier.",
    )


ANNOUNCING = """
Mairie de Rety
Rety, le 7 mars 2021
Objet : candidature
Madame, Monsieur,
Veuillez trouver ci-joint notre formulaire. Les faits qui motivent notre commune sont les suivants :
Depuis trente ans la commune consulte des ingénieurs.
Nous souhaitons consulter les habitants.
Veuillez agréer, Madame, Monsieur, mes salutations distinguées.
"""


def test_a_letter_announces_the_answer_that_the_form_refers_to(
    key: Key, campaign: Campaign
) -> None:
    _, answers = read(key, campaign, formulaire=FORM, courrier=ANNOUNCING)
    told = answers["motivations"]
    assert told.value == (
        "Depuis trente ans la commune consulte des ingénieurs.\n"
        "Nous souhaitons consulter les habitants."
    )
    assert (told.evidence[0].file, told.confidence) == ("courrier.docx", 0.7)
