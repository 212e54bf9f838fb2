"""Le budget est équilibré: charges and produits, as amounts or as tables."""

from __future__ import annotations

from made import campaign, candidature, read

from ami_cli.rules import judge, mistakes

AMOUNTS = {"charges": "collectivite.population", "produits": "projet.avancement"}
ONE_TABLE = {
    "charges": "projet.demarches",
    "produits": "projet.demarches",
    "colonne_charges": "charges",
    "colonne_produits": "produits",
}


def said(rule: dict[str, str], **answers: object) -> tuple[str, list[str]]:
    call = campaign(("budget_equilibre", rule))
    assert mistakes(call) == []
    [judgement] = judge([candidature(**{k: read(v) for k, v in answers.items()})], call)
    return judgement.verdict.overall, [f.message for f in judgement.findings]


def test_a_balanced_budget_says_nothing() -> None:
    assert said(AMOUNTS, collectivite__population=1500, projet__avancement=1499.995) == (
        "recevable",
        [],
    )


def test_a_gap_is_looked_at_by_a_person() -> None:
    message = (
        "Le budget n’est pas équilibré : charges 12\u202f000, produits 11\u202f500,50"
        " (écart de 499,50)."
    )
    assert said(AMOUNTS, collectivite__population=12000, projet__avancement=11500.5) == (
        "a_verifier",
        [message],
    )


def test_two_columns_of_one_table_are_added_up() -> None:
    lines = (
        {"charges": 100, "produits": 60},
        {"charges": None, "produits": 40},
        {"charges": "?", "produits": True},
    )
    assert said(ONE_TABLE, projet__demarches=lines) == ("recevable", [])
    message = "Le budget n’est pas équilibré : charges 100, produits 60 (écart de 40)."
    assert said(ONE_TABLE, projet__demarches=lines[:1]) == ("a_verifier", [message])


def test_what_is_not_known_is_not_compared() -> None:
    assert said(ONE_TABLE, projet__demarches=({"charges": 100},)) == ("recevable", [])
    assert said(AMOUNTS, collectivite__population=1500, projet__avancement="à venir") == (
        "recevable",
        [],
    )
