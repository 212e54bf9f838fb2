"""La nature de la structure: which kinds of body a call is open to."""

from __future__ import annotations

import pytest
from made import ABSENT, UNREADABLE, campaign, candidature, read

from ami_cli.model.candidature import Answer
from ami_cli.rules import judge, mistakes

RULE = {"champ": "collectivite.type", "admises": ["commune", "communaute_de_communes"]}


def said(answer: Answer, **changes: object) -> tuple[str, list[str]]:
    call = campaign(("nature_admise", {**RULE, **changes}))
    [judgement] = judge([candidature(collectivite__type=answer)], call)
    return judgement.verdict.overall, [f.message for f in judgement.findings]


OPEN_TO = "L’appel est ouvert à : commune et communauté de communes."


@pytest.mark.parametrize("value", ["commune", "communaute_de_communes", ("commune", "autre")])
def test_an_admitted_kind_says_nothing(value: object) -> None:
    assert said(read(value)) == ("recevable", [])


def test_another_kind_is_refused() -> None:
    only = {"admises": ["communaute_de_communes"]}
    message = (
        "« Type de collectivité » : « Commune ». L’appel est ouvert à : communauté de communes."
    )
    assert said(read("commune"), **only) == ("irrecevable", [message])
    assert said(read("commune"), **only, sinon="a_verifier") == (
        "a_verifier",
        [f"{message} À vérifier."],
    )
    assert said(read("commune", 0.6), **only) == (
        "a_verifier",
        [f"{message} La lecture est peu sûre. À vérifier."],
    )


def test_other_is_for_a_person() -> None:
    message = f"« Type de collectivité » : « Autre ». {OPEN_TO} À vérifier."
    assert said(read("autre")) == ("a_verifier", [message])


def test_what_could_not_be_read_is_for_a_person() -> None:
    message = "La réponse « Type de collectivité » n’a pas été lue : la réponse est illisible."
    assert said(UNREADABLE) == ("a_verifier", [message])


def test_what_was_left_out_is_the_business_of_compulsory_answers() -> None:
    assert said(ABSENT) == ("recevable", [])


def test_a_code_that_the_field_does_not_offer_is_a_mistake() -> None:
    call = campaign(("nature_admise", {"champ": "collectivite.type", "admises": ["comune"]}))
    assert mistakes(call) == [
        "Règle « nature_admise » : « comune » n’est pas un choix du champ « collectivite.type »."
    ]
