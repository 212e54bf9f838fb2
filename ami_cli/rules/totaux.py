"""The rules about sums: a total against the lines of its table, a budget that balances."""

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


class BudgetParams(Params):
    """What is spent and what pays for it: fields that hold an amount, or tables to add up.

    ``colonne_charges`` and ``colonne_produits`` name the column of a table; the two may be columns
    of one table.
    """

    charges: str
    produits: str
    colonne_charges: str = ""
    colonne_produits: str = ""
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


def budget_equilibre(case: Case, params: BudgetParams) -> Iterator[Doubt]:
    """Le budget est équilibré : les charges égalent les produits.

    Nothing is said where one of the two is not known.
    """
    spent = _amount(case, params.charges, params.colonne_charges)
    paid = _amount(case, params.produits, params.colonne_produits)
    if spent is None or paid is None or abs(spent - paid) <= params.tolerance:
        return
    gap = number_words(round(abs(spent - paid), 2))
    message = (
        f"Le budget n’est pas équilibré : charges {number_words(spent)}, produits"
        f" {number_words(paid)} (écart de {gap})."
    )
    proof = case.proof(*dict.fromkeys((params.charges, params.produits)))
    yield Doubt("budget_desequilibre", "a_verifier", message, proof)


def _amount(case: Case, path: str, column: str) -> float | None:
    """The amount of a field, or the sum of a column of a table; ``None`` when there is none."""
    value = case[path].value
    cells = [value]
    if isinstance(value, tuple):
        cells = [row.get(column) for row in value if isinstance(row, dict)]
    known = [n for n in cells if isinstance(n, int | float) and not isinstance(n, bool)]
    return sum(known) if known else None
