"""The rule about sums: a declared total against the lines of its table."""

from __future__ import annotations

from collections.abc import Iterator

from ami_cli.model.words import number_words
from ami_cli.rules.kit import Case, Doubt, Params, quote


class TotauxParams(Params):
    """A table, the column to add up, and the field that holds the sum; none: the table's own last line."""

    tableau: str
    colonne: str = ""
    total: str = ""
    tolerance: float = 0.01


def totaux(case: Case, params: TotauxParams) -> Iterator[Doubt]:
    """Le total indiqué est la somme des lignes du tableau."""
    if not params.total:
        for doubt in case[params.tableau].doubts:
            if "total indiqué" in doubt:
                message = f"{quote(case.label(params.tableau))} : {doubt}"
                yield Doubt("total_faux", "a_verifier", message, case.proof(params.tableau))
        return
    rows, declared = case[params.tableau].value, case[params.total].value
    if (
        not isinstance(rows, tuple)
        or isinstance(declared, bool)
        or not isinstance(declared, int | float)
    ):
        return
    amounts = [row.get(params.colonne) for row in rows if isinstance(row, dict)]
    numbers = [n for n in amounts if isinstance(n, int | float) and not isinstance(n, bool)]
    if numbers and abs(sum(numbers) - declared) > params.tolerance:
        message = (
            f"{quote(case.label(params.total))} : le total indiqué ({number_words(declared)})"
            f" n’est pas la somme des lignes ({number_words(sum(numbers))})."
        )
        proof = case.proof(params.total, params.tableau)
        yield Doubt("total_faux", "a_verifier", message, proof)
