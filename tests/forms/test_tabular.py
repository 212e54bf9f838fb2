"""Tables and grids as text: what the machine reads and a person corrects pass the same door."""

from __future__ import annotations

from ami_cli.forms.values.parse import parse
from ami_cli.model.campaign import Choice, Column, FieldSpec

BUDGET = FieldSpec(
    path="budget",
    label="Budget",
    kind="table",
    columns=(
        Column(code="poste", label="Poste"),
        Column(code="montant", label="Montant", kind="amount", total=True),
    ),
)
GRID = FieldSpec(
    path="grille",
    label="Équipements",
    kind="grid",
    columns=(Column(code="oui", label="Oui"), Column(code="non", label="Non")),
    rows=(
        Choice(code="toit", label="Toiture isolée"),
        Choice(code="vitrage", label="Double vitrage"),
    ),
)


def test_the_total_is_no_row_and_is_checked() -> None:
    found = parse("Achats | 1 200 €\nLocation | 300,50\nTOTAL | 1 500,50 €", BUDGET)
    rows = ({"poste": "Achats", "montant": 1200}, {"poste": "Location", "montant": 300.5})
    assert (found.value, found.doubts) == (rows, ())
    wrong = parse("Achats | 1 200 €\nTotal | 1 300 €", BUDGET)
    assert wrong.value == ({"poste": "Achats", "montant": 1200},)
    assert len(wrong.doubts) == 1 and "total indiqué" in wrong.doubts[0]


def test_two_marks_in_one_row_are_no_answer() -> None:
    found = parse("Toiture isolée : Oui\nDouble vitrage : Oui / Non", GRID)
    assert found.value == {"toit": "oui", "vitrage": None}
    assert found.doubts == ("Double vitrage : réponse à vérifier (« Oui / Non »).",)
    assert found.quality < 0.8
