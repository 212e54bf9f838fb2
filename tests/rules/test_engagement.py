"""Les signatures: who signed, how, and what it is worth."""

import pytest
from made import ABSENT, UNREADABLE, campaign, candidature, file, form_read, problem, read

from ami_cli.model.candidature import Answer
from ami_cli.model.dossier import Evidence
from ami_cli.rules import judge

SIGNED = campaign(("signature_conjointe", {"type": "collectivite.type"}))
MAIRE = {"elu__nom": "PREVOT", "elu__prenom": "chloe", "elu__fonction": "Maire"}
NONE = read("absent", 0.95)


def said(call=SIGNED, **changes):
    [judgement] = judge([candidature(**changes)], call)
    [finding] = judgement.findings
    return judgement.verdict.signature, judgement.verdict.overall, finding.message


def verdict(**changes):
    return said(**changes)[0]


def marked(text, confidence=0.95, method="image dans la case"):
    proof = Evidence(
        text=text,
        method=method,
        file="Lettre.pdf",
        place="page[1]/p[9]",
        page=1,
        confidence=confidence,
    )
    return Answer("image", "read", confidence, (proof,))


def test_both_signatures_are_enough():
    message = "L’élu·e et le ou la maire ont signé."
    assert said() == ("conforme", "recevable", message)


def test_the_head_of_an_epci_is_its_president():
    message = "L’élu·e et le ou la président·e ont signé."
    assert said(collectivite__type="communaute_de_communes")[2] == message


def test_a_digital_signature_is_one():
    assert verdict(signature__elu="digital", signature__executif="digital") == "conforme"


def test_one_signature_is_not_enough_for_two_people():
    message = (
        "Signature manquante, sur le formulaire ou sur une lettre :"
        " celle du ou de la maire, Chloé Prévôt (l’élu·e du binôme a signé)."
    )
    assert said(signature__executif=NONE) == ("manquante", "incomplet", message)
    assert verdict(signature__elu=NONE) == "manquante"
    assert verdict(signature__elu=NONE, signature__executif=NONE) == "manquante"


@pytest.mark.parametrize("box", ["signature__elu", "signature__executif"])
def test_the_maire_of_the_pair_signs_once_in_either_box(box):
    other = {"signature__elu", "signature__executif"} - {box}
    message = (
        "chloe PREVOT est à la fois l’élu·e du binôme et le ou la chef·fe de l’exécutif,"
        " et a signé."
    )
    changes = {box: read("image"), other.pop(): NONE}
    assert said(**MAIRE, **changes) == ("conforme", "recevable", message)


def test_an_elu_who_says_to_be_maire_is_believed_when_the_executive_is_not_named():
    unnamed = {f"executif__{part}": None for part in ("nom", "prenom", "fonction")}
    changes = {**unnamed, "signature__executif": NONE}
    assert verdict(elu__fonction="Maire", **changes) == "conforme"
    assert verdict(elu__fonction="Adjointe au maire", **changes) == "manquante"
    assert verdict(elu__fonction="Présidente", **changes) == "manquante"


def test_namesakes_with_two_functions_are_looked_at_by_a_person():
    changes = {**MAIRE, "elu__fonction": "Adjointe au maire", "signature__executif": NONE}
    message = (
        "Signature à vérifier : l’élu·e du binôme a signé"
        " et le ou la maire n’a pas signé."
        " Le dossier ne dit pas si l’élu·e est aussi le ou la chef·fe de l’exécutif."
    )
    assert said(**changes) == ("a_verifier", "a_verifier", message)


def test_an_initial_is_not_enough_to_say_who_it_is():
    assert verdict(elu__nom="Prévôt", elu__prenom="C.", signature__executif=NONE) == "a_verifier"


def test_names_read_with_little_confidence_do_not_tell_two_people_apart():
    garbled = {"elu__nom": read("Pnevct", 0.5), "elu__prenom": read("Chbé", 0.5)}
    changes = {**garbled, "signature__executif": NONE}
    assert verdict(**changes, elu__fonction="Maire") == "a_verifier"
    assert verdict(**changes, elu__fonction=UNREADABLE) == "a_verifier"
    assert verdict(**changes, elu__fonction="Adjointe au maire") == "manquante"


def test_typed_names_are_looked_at_by_a_person():
    message = (
        "Signature à vérifier : l’élu·e du binôme a signé"
        " et le ou la maire n’a que son nom dactylographié."
    )
    assert said(signature__executif="typed") == ("a_verifier", "a_verifier", message)
    assert verdict(signature__elu="typed", signature__executif="typed") == "a_verifier"
    assert verdict(signature__elu="typed", signature__executif=NONE) == "a_verifier"
    assert verdict(**MAIRE, signature__elu="typed", signature__executif=NONE) == "a_verifier"


def test_a_stamp_alone_is_looked_at_by_a_person():
    stamp = marked("image", 0.5, "cachet seul")
    message = (
        "Signature à vérifier : l’élu·e du binôme a signé"
        " ; le ou la maire : un cachet seul, sans signature visible."
    )
    assert said(signature__executif=stamp) == ("a_verifier", "a_verifier", message)


@pytest.mark.parametrize(
    "text",
    [
        "Pour le Maire, l’adjoint délégué",
        "Pour la Présidente et par délégation",
        "P/O le maire",
        "p.o. A. Martin",
        "PAR DÉLÉGATION",
    ],
)
def test_a_delegated_signature_is_looked_at_by_a_person(text):
    assert verdict(signature__executif=marked(f"image : {text}")) == "a_verifier"


@pytest.mark.parametrize("text", ["Le Maire", "Paul Ordinaire, maire", "La Présidente"])
def test_an_ordinary_signature_is_no_delegation(text):
    assert verdict(signature__executif=marked(f"image : {text}")) == "conforme"


def test_a_place_that_was_not_found_is_not_a_missing_signature():
    assert verdict(signature__executif=ABSENT) == "a_verifier"
    assert verdict(signature__executif=UNREADABLE) == "a_verifier"
    assert verdict(signature__executif=read("absent", 0.6)) == "a_verifier"


def test_a_letter_that_could_not_be_read_may_hold_the_signature():
    damaged = form_read(problems=(problem("courrier signé.pdf", "encrypted"),))
    assert verdict(reading=damaged, signature__executif=NONE) == "a_verifier"
    spreadsheet = form_read(problems=(problem("budget.xlsx", "unsupported"),))
    assert verdict(reading=spreadsheet, signature__executif=NONE) == "manquante"


def test_a_dossier_without_a_form_is_never_incomplete():
    letter = form_read(files=(file("lettre.docx", "courrier"),))
    assert verdict(reading=letter, signature__executif=NONE) == "a_verifier"


def test_an_unticked_attestation_is_missing():
    call = campaign(("attestation_cochee", {"champs": ["binome.engagement_assiduite"]}))
    [ticked] = judge([candidature()], call)
    assert (ticked.verdict.overall, ticked.findings) == ("recevable", ())
    overall, message = said(call, binome__engagement_assiduite=None)[1:]
    label = "« Engagement assiduite »"
    assert (overall, message) == ("incomplet", f"L’attestation {label} n’est pas cochée.")
    overall, message = said(call, binome__engagement_assiduite=read(True, 0.5))[1:]
    why = "la lecture est peu sûre"
    assert (overall, message) == ("a_verifier", f"Attestation à vérifier : {label} ({why}).")


def test_both_missing_are_asked_for_by_name():
    message = (
        "Signatures manquantes, sur le formulaire ou sur une lettre : celle de l’élu·e du binôme,"
        " Bruno Guéant-Morel ; celle du ou de la maire, Chloé Prévôt."
    )
    assert said(signature__elu=NONE, signature__executif=NONE) == (
        "manquante",
        "incomplet",
        message,
    )
    alone = (
        "Signature manquante, sur le formulaire ou sur une lettre :"
        " celle de l’élu·e du binôme, chloe PREVOT."
    )
    assert said(**MAIRE, signature__elu=NONE, signature__executif=NONE)[2] == alone


def test_names_typed_for_both_are_told_in_one_breath():
    message = (
        "Signature à vérifier : l’élu·e du binôme et le ou la maire n’ont que leur nom"
        " dactylographié."
    )
    assert said(signature__elu="typed", signature__executif="typed")[2] == message


def test_a_digital_signature_says_what_it_covers():
    how = "signature numérique, certificat de Chloé Prévôt, intacte, porte sur tout le fichier"
    assert said(signature__executif=marked("digital : la maire", method=how))[2] == (
        "L’élu·e et le ou la maire ont signé. Signature électronique : certificat de Chloé Prévôt,"
        " intacte, porte sur tout le fichier."
    )


def test_a_digital_signature_broken_since_is_checked_by_a_person():
    how = "signature numérique, certificat de Chloé Prévôt, le contenu a été modifié depuis"
    broken = marked("digital : la maire", 0.45, how)
    assert said(signature__executif=broken) == (
        "a_verifier",
        "a_verifier",
        "Signature à vérifier : l’élu·e du binôme a signé ; le ou la maire : signature"
        " électronique dont le contenu a été modifié depuis.",
    )
