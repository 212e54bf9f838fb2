"""Names as mayors, secretaries and scanners write them, their verdicts decided before they were run.

``names_by_hand.jsonl``: ``as_written``, ``context`` (clues of the form), ``verdict``, ``code``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ami_cli.reference.territoires import Clues, resolve

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "names_by_hand.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[c["as_written"] or "(vide)" for c in CASES])
def test_a_name_written_by_hand(case: dict[str, object]) -> None:
    context = case.get("context") or {}
    assert isinstance(context, dict)
    found = resolve(str(case["as_written"]), Clues(**context))
    assert (found.verdict, found.code) == (case["verdict"], case.get("code"))


def test_a_short_misspelt_name_is_believed_where_its_place_is_told() -> None:
    assert resolve("Ypres").verdict == "ambiguous"
    assert resolve("Ypres", Clues(departement="62")).code == "62909"


def test_a_country_beside_the_name_is_abroad() -> None:
    found = resolve("Ville de Tournai (Belgique)")
    assert (found.verdict, found.code) == ("not_eligible", None)
    assert found.reason == "Le pays indiqué est Belgique : la collectivité n'est pas française."


def test_the_siren_of_the_form_is_heard_before_the_one_in_the_name() -> None:
    written = "Vimy, SIREN 216208611"
    assert resolve(written).code == "62861"
    assert resolve(written, Clues(siren="215905605")).verdict == "ambiguous"
