"""Le binôme: complete, two people, an élu·e and an agent."""

from made import ABSENT, UNREADABLE, campaign, candidature, form_read, problem, read

from ami_cli.model.candidature import Answer
from ami_cli.rules import judge

PAIR = campaign(("binome_complet", {"engagement": "binome.engagement_assiduite"}))
ROLES = campaign(("fonctions_du_binome", {}))


def said(case, call=PAIR):
    [judgement] = judge([case], call)
    return (
        judgement.verdict.binome,
        judgement.verdict.overall,
        [f.message for f in judgement.findings],
    )


def test_a_complete_pair_is_said_complete():
    message = "Le binôme est complet : Bruno Guéant-Morel et Aïcha Vandenbroucke."
    assert said(candidature()) == ("complet", "recevable", [message])


def test_a_blank_technicien_makes_the_pair_incomplete():
    case = candidature(
        technicien__nom=None,
        technicien__prenom=None,
        technicien__fonction=None,
        technicien__telephone=None,
        technicien__courriel=None,
    )
    message = (
        "Il manque pour le ou la technicien·ne du binôme : le nom, le prénom, la fonction"
        " et le téléphone ou le courriel."
    )
    assert said(case) == ("incomplet", "incomplet", [message])


def test_a_telephone_or_an_email_is_enough():
    assert said(candidature(elu__telephone=None))[:2] == ("complet", "recevable")
    assert said(candidature(elu__courriel=ABSENT))[:2] == ("complet", "recevable")
    message = "Il manque pour l’élu·e du binôme : le téléphone ou le courriel."
    case = candidature(elu__telephone=None, elu__courriel=ABSENT)
    assert said(case) == ("incomplet", "incomplet", [message])


def test_what_could_not_be_read_is_never_held_against_the_pair():
    message = "À relire pour l’élu·e du binôme : le nom (la réponse est illisible)."
    assert said(candidature(elu__nom=UNREADABLE)) == ("complet", "a_verifier", [message])


def test_an_unsure_blank_is_looked_at_by_a_person():
    blank = Answer(None, "blank", 0.6, read("").evidence)
    message = "À relire pour l’élu·e du binôme : la fonction (la case paraît vide, sans certitude)."
    assert said(candidature(elu__fonction=blank)) == ("complet", "a_verifier", [message])


def test_an_absent_answer_counts_only_on_a_form_that_was_read():
    assert said(candidature(elu__nom=ABSENT))[:2] == ("incomplet", "incomplet")
    damaged = form_read(problems=(problem("page 2.pdf"),))
    message = (
        "À relire pour l’élu·e du binôme : le nom (un fichier n’a pas pu être lu (page 2.pdf))."
    )
    case = candidature(reading=damaged, elu__nom=ABSENT)
    assert said(case) == ("complet", "a_verifier", [message])
    spreadsheet = form_read(problems=(problem("Budget.xlsx", "unsupported"),))
    assert said(candidature(reading=spreadsheet, elu__nom=ABSENT))[0] == "incomplet"


def test_one_person_cannot_be_both():
    case = candidature(technicien__nom="GUEANT MOREL", technicien__prenom="bruno")
    message = "L’élu·e et le ou la technicien·ne sont la même personne : Bruno Guéant-Morel."
    assert said(case) == ("incomplet", "incomplet", [message])


def test_a_family_name_in_common_is_no_proof():
    assert said(candidature(technicien__nom="Guéant-Morel"))[0] == "complet"


def test_a_refused_commitment_makes_the_pair_incomplete():
    message = "Le binôme refuse de s’engager à participer à toutes les journées."
    refused = candidature(binome__engagement_assiduite=False)
    assert said(refused) == ("incomplet", "incomplet", [message])
    unsure = candidature(binome__engagement_assiduite=read(False, 0.6))
    assert said(unsure)[:2] == ("complet", "a_verifier")


def test_a_commitment_nobody_spoke_of_is_not_refused():
    assert said(candidature(binome__engagement_assiduite=None))[0] == "complet"


def test_handwriting_names_somebody_even_when_it_is_badly_read():
    assert said(candidature(elu__nom=read("Bninelle", 0.29)))[:2] == ("complet", "recevable")
    message = (
        "La lecture est peu sûre pour l’élu·e du binôme : le nom « i »."
        " À comparer avec le document."
    )
    assert said(candidature(elu__nom=read("i", 0.1))) == ("complet", "a_verifier", [message])


def test_an_agent_as_elu_is_looked_at_by_a_person():
    case = candidature(elu__fonction="Directeur de cabinet du maire")
    message = (
        "La fonction indiquée pour l’élu·e du binôme, « Directeur de cabinet du maire »,"
        " n’est pas un mandat d’élu·e."
    )
    assert said(case, ROLES) == ("complet", "a_verifier", [message])


def test_a_function_read_with_little_confidence_is_only_an_information():
    case = candidature(elu__fonction=read("Directeur", 0.6))
    assert said(case, ROLES)[1] == "recevable"


def test_an_unclear_function_is_only_an_information():
    case = candidature(technicien__fonction="Bénévole")
    message = (
        "La fonction indiquée pour le ou la technicien·ne du binôme, « Bénévole »,"
        " ne dit pas clairement un poste d’agent·e."
    )
    assert said(case, ROLES) == ("complet", "recevable", [message])
