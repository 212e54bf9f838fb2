"""Neighbours of a cell: those on its right, the one an arrow points at, those with labels of their own."""

from __future__ import annotations

import re

from ami_cli.forms.labels.find import Hit
from ami_cli.forms.sheet.units import CellView
from ami_cli.forms.view.meaning import read_elsewhere
from ami_cli.forms.view.view import View

COLUMNS = 3
_ARROW = re.compile(r"\s*(?:→|⇒|➔|➜|↳|=+>|-+>|>+|»)\s*")


def speaks(view: View, cell: CellView) -> bool:
    """True if a cell holds labels of its own."""
    return any(
        match.target.kind == "field" and match.score > 0.9 and not read_elsewhere(view, match)
        for unit in cell.units
        for hit in view.stops(unit)
        for match in hit.matches
    )


def pointed_at(cell: CellView) -> CellView | None:
    """« Population | » and on the next row « → | 9 071 »: the answer stands behind the arrow."""
    below = cell.table.at(cell.row + cell.rowspan, cell.column)
    if below is None or below is cell or not _ARROW.fullmatch(below.text):
        return None
    beside = [c for c in cells_right(below) if c.text.strip()]
    return beside[0] if len(beside) == 1 else None


def row_of_headings(cell: CellView, view: View) -> bool:
    """True if every cell of the row is a label, three at least: the answers stand below."""
    first = [next((u for u in c.units if not u.empty), None) for c in cell.table.row(cell.row)]
    full = [unit for unit in first if unit is not None]
    labels = [any(h.style == "whole" for h in view.hits.get(u.index, ())) for u in full]
    return len(full) >= COLUMNS and all(labels)


def cells_right(cell: CellView) -> list[CellView]:
    """Return the cells of the same row on the right, those that reach down from rows above included."""
    own = [c for c in cell.table.row(cell.row) if c.column > cell.column]
    spanning = [
        c
        for c in cell.table.cells
        if c.row < cell.row < c.row + c.rowspan and c.column > cell.column
    ]
    return sorted(own + spanning, key=lambda c: c.column)


def share(one: Hit, two: Hit) -> bool:
    """True if two labels may mean the same field."""
    return bool({m.target.id for m in one.matches} & {m.target.id for m in two.matches})
