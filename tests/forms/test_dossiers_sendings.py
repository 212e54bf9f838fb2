"""Whole dossiers: several forms, second sendings, blanks beside the form, stamps, words in mails."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from conftest import HERE, document

from ami_cli.forms.assemble import assemble
from ami_cli.forms.key import Key
from ami_cli.forms.understand import Received, Understanding, understand
from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Candidature
from ami_cli.model.dossier import Change, Reading
from ami_cli.readers import read_path

PARIS = ZoneInfo("Europe/Paris")
FORM = """
# Annexe — Formulaire de candidature
# 1. La collectivité
| Nom de la collectivité | Commune de Rue |
| Code postal | 80120 |
| Ville | Rue |
| N° SIREN | 218006633 |
# 2. Le binôme
|  | Élu·e | Technicien·ne |
| Nom | Benali | Quesnoy |
| Prénom | Karim | Lucie |
| Fonction | 2e adjoint | Directrice générale des services |
| Téléphone | {phone} | 03 53 01 22 12 |
# 7. Signatures
Fait à Rue, le {day}
| L’élu·e du binôme | Le Maire ou le/la Président·e, cachet et signature |
| {sign} | {sign} |
"""
FIRST, SECOND = "03 53 01 22 11", "06 39 98 55 44"


def form(path: str, phone: str = FIRST, day: str = "1er mars 2021", sign: str = "") -> Received:
    text = FORM.replace("{phone}", phone).replace("{day}", day).replace("{sign}", sign)
    return Received(path, document(text, path))


def blank(name: str) -> Received:
    return Received(name, read_path(HERE / "blanks" / name))


def body(text: str) -> Received:
    return Received("m.eml/corps.txt", document(text, "corps.txt"), body=True)


def candidature(seen: Understanding, campaign: Campaign) -> Candidature:
    reading = Reading(dossier="x", campaign="x", digest="", found=seen.found)
    return assemble(reading, (), campaign)


def replaced(seen: Understanding) -> list[str]:
    return [file.path for file in seen.files if file.superseded]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("AMI v1.docx", "AMI v2.docx"),
        ("AMI V3.docx", "AMI V10.docx"),
        ("AMI.docx", "AMI VF.docx"),
        ("candidature.docx", "candidature bis.docx"),
        ("AMI.docx", "AMI (annule et remplace).docx"),
        ("AMI projet.docx", "AMI définitif.docx"),
        ("AMI brouillon.docx", "AMI.docx"),
        ("2021-02-01 AMI.docx", "2021-03-15 AMI.docx"),
        ("AMI 01-02-2021.docx", "AMI 15-03-2021.docx"),
        ("1er envoi/AMI.docx", "2e envoi/AMI.docx"),
        ("envoi du 2 mars/AMI.docx", "envoi du 10 mars/AMI.docx"),
        ("ancienne version/AMI.docx", "AMI.docx"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_name_tells_the_second_sending(
    key: Key, campaign: Campaign, old: str, new: str, *, turned: bool
) -> None:
    files = [form(old, FIRST), form(new, SECOND)]
    seen = understand(files[::-1] if turned else files, key)
    phone = candidature(seen, campaign)["elu.telephone"]
    assert replaced(seen) == [old]
    assert (phone.value, phone.confidence >= 0.8) == ("+33639985544", True)
    assert seen.remarks == (
        f"Deux formulaires : « {new} » est retenu, « {old} » est une version antérieure ; "
        "réponses différentes : elu.telephone.",
    )


def test_the_day_of_signature_tells_when_names_do_not(key: Key, campaign: Campaign) -> None:
    files = [form("a.docx", SECOND, "12 mars 2021"), form("b.docx", FIRST, "20 février 2021")]
    seen = understand(files, key)
    assert replaced(seen) == ["b.docx"]
    assert candidature(seen, campaign)["elu.telephone"].value == "+33639985544"


def test_nothing_tells_which_is_the_last(key: Key, campaign: Campaign) -> None:
    seen = understand([form("a.docx", FIRST), form("b.docx", SECOND)], key)
    case = candidature(seen, campaign)
    assert case["elu.telephone"].confidence < 0.8
    assert case["elu.nom"].confidence >= 0.8
    assert seen.remarks == (
        "Deux formulaires : « a.docx » est retenu, « b.docx » diffère, et rien ne dit lequel est "
        "le dernier ; réponses différentes : elu.telephone.",
    )


def test_a_copy_counts_once(key: Key) -> None:
    seen = understand([form("AMI.docx"), form("AMI (1).docx")], key)
    assert replaced(seen) == ["AMI.docx"]
    assert seen.remarks == (
        "Deux formulaires : « AMI (1).docx » est retenu, « AMI.docx » est identique et ne compte pas.",
    )


@pytest.mark.parametrize("names", [("a.docx", "b.docx"), ("AMI corrigé.docx", "AMI.docx")])
def test_the_signed_copy_gives_its_signatures(
    key: Key, campaign: Campaign, names: tuple[str, str]
) -> None:
    seen = understand([form(names[0]), form(names[1], sign="{img}")], key)
    case = candidature(seen, campaign)
    assert [case[f"signature.{who}"].value for who in ("elu", "executif")] == ["image", "image"]
    assert replaced(seen) == []


def test_a_signed_scan_beside_the_word_file_is_the_same_form(key: Key, campaign: Campaign) -> None:
    paper = form("AMI signé.pdf", sign="{img}").document
    scan = replace(paper, via=("pdf", "scan"))
    misread = document(
        FORM.replace("{phone}", FIRST)
        .replace("{day}", "1er mars 2021")
        .replace("{sign}", "{img}")
        .replace("Directrice", "Dlrectrice")
    )
    for page in (scan, replace(misread, via=("pdf", "scan"))):
        seen = understand([Received("AMI signé.pdf", page), form("AMI.docx")], key)
        case = candidature(seen, campaign)
        fonction = case["technicien.fonction"]
        assert (case["signature.elu"].value, replaced(seen)) == ("image", [])
        assert fonction.value == "Directrice générale des services"
        assert fonction.confidence >= 0.8


@pytest.mark.parametrize("name", ["v1.docx", "v2.docx", "v1.pdf"])
def test_a_blank_beside_the_form_is_an_attachment(key: Key, campaign: Campaign, name: str) -> None:
    seen = understand([blank(name), form("AMI.docx", sign="{img}")], key)
    assert [(f.role, f.superseded) for f in seen.files] == [
        ("piece_jointe", False),
        ("formulaire", False),
    ]
    assert candidature(seen, campaign)["signature.elu"].value == "image"
    assert seen.remarks == (f"« {name} » est un formulaire vierge : il n'est pas pris en compte.",)


def test_a_blank_alone_is_the_form(key: Key) -> None:
    assert [f.role for f in understand([blank("v1.docx")], key).files] == ["formulaire"]


def test_a_page_of_signatures_sent_later_completes_the_form(key: Key, campaign: Campaign) -> None:
    text = FORM[FORM.index("# 7.") :].replace("{day}", "12 mars 2021").replace("{sign}", "{img}")
    later = datetime(2021, 3, 12, tzinfo=PARIS)
    page = Received("page.docx", document(text, "page.docx"), later)
    first = Received("AMI.docx", form("AMI.docx").document, datetime(2021, 3, 5, tzinfo=PARIS))
    seen = understand([first, page], key)
    case = candidature(seen, campaign)
    assert replaced(seen) == []
    assert [case[path].value for path in ("elu.nom", "signature.elu")] == ["Benali", "image"]


@pytest.mark.parametrize(
    "said",
    [
        "le téléphone de M. Benali est en fait le 06 39 98 55 44.",
        "Merci de noter que l’adresse mail de Mme Quesnoy a changé : l.quesnoy@rue.example.",
        "Il faut lire 2 450 habitants au lieu de 2 540.",
    ],
)
def test_a_correction_in_a_mail_is_shown_and_not_applied(
    key: Key, campaign: Campaign, said: str
) -> None:
    seen = understand([form("AMI.docx"), body(f"Bonjour,\n\n{said}\n\nCordialement")], key)
    assert seen.remarks == (
        f"Le message « m.eml/corps.txt » semble corriger une réponse : « {said} ». "
        "Rien n'a été changé : vérifiez, et corrigez au besoin.",
    )
    assert candidature(seen, campaign)["elu.telephone"].value == "+33353012211"


@pytest.mark.parametrize(
    "said",
    [
        "Veuillez trouver ci-joint notre dossier. Notre téléphone : 03 53 01 22 22.",
        "Nous vous adressons le dossier corrigé.",
        "> le téléphone est en fait le 06 39 98 55 44",
    ],
)
def test_an_ordinary_mail_corrects_nothing(key: Key, said: str) -> None:
    assert understand([form("AMI.docx"), body(said)], key).remarks == ()


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("COURRIER ARRIVÉ LE 12/03/2021", datetime(2021, 3, 12, 12)),
        ("Cerdd – Courrier arrivé – 23 MARS 2021", datetime(2021, 3, 23, 12)),
        ("COURRIER ARRIVÉ\n12 MARS 2021", datetime(2021, 3, 12, 12)),
        ("ARRIVÉE : 19/03/2021 16h05", datetime(2021, 3, 19, 16, 5)),
        ("Enregistré le 16/03/2021 sous le n° 2021-145", datetime(2021, 3, 16, 12)),
        ("10 RECU MARS LE 2021", datetime(2021, 3, 10, 12)),  # a stamp askew, its lines mixed up
        ("LE 14h20 RECU 10 2021 MARS", datetime(2021, 3, 10, 14, 20)),
        ("RECU 10 12 MARS LE 2021", None),
        ("10 RECU MARS LE 2021 Dupont", None),
        ("Reçu en préfecture le 02/03/2021", None),
        ("Télétransmis et reçu le 01/03/2021", None),
        ("Courrier arrivé en mairie le 5 janvier 2021", None),
        ("Nous avons reçu le 4 janvier 2021 votre appel à manifestation.", None),
        ("Suite à votre courrier reçu le 02/02/2021", None),
        ("Rue, le 4 mars 2021", None),
    ],
)
def test_stamps_of_the_reception_desk(key: Key, line: str, moment: datetime | None) -> None:
    letter = Received("lettre.docx", document(f"{line}\nMadame, Monsieur,\nVoici notre dossier."))
    seen = understand([form("AMI.docx"), letter], key)
    assert seen.stamp == (moment.replace(tzinfo=PARIS) if moment else None)


def test_a_stamp_on_an_attachment_says_nothing_of_the_dossier(key: Key) -> None:
    act = document(
        "Extrait du registre des délibérations\nReçu le 02/03/2021\nÉtaient présents : douze membres"
    )
    assert understand([form("AMI.docx"), Received("délib.docx", act)], key).stamp is None


def of(path: str, commune: str, phone: str = FIRST) -> Received:
    text = FORM.replace("{phone}", phone).replace("{day}", "1er mars 2021").replace("{sign}", "")
    return Received(path, document(text.replace("Commune de Rue", commune), path))


def test_two_collectivites_in_one_dossier_are_two_applicants(key: Key, campaign: Campaign) -> None:
    seen = understand([of("a.docx", "Commune de Rue"), of("b.docx", "Mairie de Ham", SECOND)], key)
    assert set(seen.strangers) == {"Commune de Rue", "Mairie de Ham"}
    assert candidature(seen, campaign)["elu.telephone"].confidence < 0.8
    assert [r for r in seen.remarks if "collectivités différentes" in r] == [
        "« a.docx » et « b.docx » viennent de collectivités différentes (« Commune de Rue » et « Mairie "
        "de Ham ») : séparez-les en deux dossiers, ou écartez l'un avec « ami role »."
    ]


@pytest.mark.parametrize("other", ["Ville de Rue", "RUE", "Rue (80)", "Commune de Ruee", ""])
def test_one_collectivite_written_twice_is_one_applicant(key: Key, other: str) -> None:
    seen = understand([of("AMI.docx", "Commune de Rue"), of("AMI v2.docx", other, SECOND)], key)
    assert seen.strangers == ()


PAGE = """
# 2. Le binôme
|  | Élu·e | Technicien·ne |
| Nom | Autre | Quesnoy |
| Prénom | Paul | Lucie |
| Téléphone | 03 53 01 77 77 | 03 53 01 22 12 |
# 3. Le projet
| Intitulé du projet | Une place |
| Site internet | |
| Population | |
"""


def test_a_page_that_names_nobody_never_replaces_the_whole_form(
    key: Key, campaign: Campaign
) -> None:
    page = Received("AMI v2.docx", document(PAGE, "AMI v2.docx"))
    whole = FORM.replace("{phone}", FIRST).replace("{day}", "1er mars 2021").replace("{sign}", "")
    more = whole + "\n| Population | 3 100 |\n| Site internet | rue.example |\n"
    seen = understand([Received("AMI.docx", document(more, "AMI.docx")), page], key)
    case = candidature(seen, campaign)
    assert {f.path: f.role for f in seen.files} == {
        "AMI.docx": "formulaire",
        "AMI v2.docx": "piece_jointe",
    }
    assert case["elu.nom"].value == "Benali"
    assert case["elu.nom"].confidence < 0.8
    assert case["technicien.nom"].confidence >= 0.8
    assert "ne nomme pas la collectivité" in seen.remarks[0]


def test_what_changed_from_one_version_to_the_next_is_kept(key: Key) -> None:
    files = [form("AMI v1.docx", FIRST), form("AMI v2.docx", SECOND)]
    assert understand(files, key).changes == (
        Change(field="elu.telephone", file="AMI v1.docx", before=FIRST, after=SECOND),
    )
    assert understand([form("AMI.docx"), form("copie de AMI.docx")], key).changes == ()
