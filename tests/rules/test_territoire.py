"""Le territoire: who may enter, and what only a person decides."""

from made import ABSENT, UNREADABLE, campaign, candidature, read

from ami_cli.model.finding import Collectivite
from ami_cli.rules import judge

OPEN = campaign(
    (
        "territoire",
        {
            "nom": "collectivite.nom",
            "type": "collectivite.type",
            "departement": "collectivite.departement",
            "code_postal": "collectivite.code_postal",
            "ville": "collectivite.ville",
            "siren": "collectivite.siren",
        },
    )
)


def at(name, postal=None, departement=None, ville=None, kind=None):
    """Return the answers that say where the candidate is; None leaves a box empty."""
    return {
        "collectivite__nom": name,
        "collectivite__code_postal": postal,
        "collectivite__departement": departement,
        "collectivite__ville": ville,
        "collectivite__type": kind,
    }


def judged(**changes):
    [judgement] = judge([candidature(**changes)], OPEN)
    return judgement


def verdicts(**changes):
    judgement = judged(**changes)
    return judgement.verdict.territoire, judgement.verdict.overall


def test_a_commune_of_the_territory_may_enter():
    judgement = judged(**at("Commune de Wicres", "59134", "59"))
    assert judgement.territory == Collectivite("59658", "commune", "Wicres")
    assert (judgement.verdict.territoire, judgement.verdict.overall) == ("eligible", "recevable")


def test_an_epci_wholly_inside_may_enter():
    changes = at("CC du Val de l’Aisne", "02370", "02", kind="communaute_de_communes")
    assert judged(**changes).territory.code == "240200501"
    assert verdicts(**changes) == ("eligible", "recevable")


def test_a_commune_outside_is_irrecevable():
    assert verdicts(**at("Bourg-lès-Valence", "26500")) == ("non_eligible", "irrecevable")


def test_nobody_is_excluded_on_a_name_read_with_little_confidence():
    changes = at(read("Bourg-lès-Valence", 0.7), "26500")
    assert verdicts(**changes) == ("a_verifier", "a_verifier")


def test_nobody_is_excluded_on_a_clue_read_with_little_confidence():
    """There is a Saint-Aubin in the Aisne and others elsewhere: the postal code alone decides."""
    outside = at("Saint-Aubin", "40250")
    assert verdicts(**outside) == ("non_eligible", "irrecevable")
    unsure = at("Saint-Aubin", read("40250", 0.6))
    assert verdicts(**unsure) == ("a_verifier", "a_verifier")


def test_a_body_without_its_own_taxes_is_for_a_person_to_decide():
    assert verdicts(**at("PNR Scarpe-Escaut", "59230", "59")) == ("a_verifier", "a_verifier")


def test_a_name_that_was_not_read_excludes_nobody():
    for name in (UNREADABLE, ABSENT, None):
        assert verdicts(**at(name)) == ("a_verifier", "a_verifier")


def test_homonyms_are_listed():
    [message] = [f.message for f in judged(**at("Fleury")).findings if f.severity == "a_verifier"]
    codes = ["02316", "60239", "62339", "80317"]
    assert [code for code in codes if f"Fleury ({code})" in message] == codes
