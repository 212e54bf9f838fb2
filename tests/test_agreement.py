"""Verdicts agree with what they are said of."""

from __future__ import annotations

import pytest

from ami_cli.model.words import feminine


@pytest.mark.parametrize(
    ("code", "one", "several"),
    [
        ("recevable", "recevable", "recevables"),
        ("incomplet", "incomplète", "incomplètes"),
        ("irrecevable", "irrecevable", "irrecevables"),
        ("a_verifier", "à vérifier", "à vérifier"),
        ("conforme", "conforme", "conformes"),
        ("manquante", "manquante", "manquantes"),
    ],
)
def test_candidatures_and_signatures_are_feminine(code: str, one: str, several: str) -> None:
    assert (feminine(code, 1), feminine(code, 2)) == (one, several)
