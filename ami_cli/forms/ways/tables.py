"""Tables with typed columns: found by their headings, read row by row, typed and added up.

A table goes through evidence as text, one line a row, cells apart by « | », so that a correction typed by
a person passes the same parser.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import CellView, TableView, Unit
from ami_cli.forms.values.tabular import TOTAL, same_label
from ami_cli.forms.view.sighting import Sighting, blank, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import fold, tidy
from ami_cli.model.campaign import Column, FieldSpec

SURE = 0.97
HEADS = 0.6  # share of the headings that must be there: people drop a column they have no use for


@dataclass(frozen=True, slots=True)
class Heads:
    """Where a table's headings stand: their row, and the grid column of each declared column found."""

    table: TableView
    row: int
    columns: dict[str, int]
    score: float


def tables(view: View) -> Iterator[Sighting]:
    """Yield a sighting of each table whose headings are in the form."""
    for spec in view.key.campaign.fields:
        if spec.kind != "table":
            continue
        found = heads_of(view, spec)
        if found is not None:
            yield _read(spec, found, view)


def heads_of(view: View, spec: FieldSpec) -> Heads | None:
    """Return the place of a declared table: the grid whose headings agree best, under its label if several do."""
    fits = [
        heads
        for table in view.sheet.tables
        if not table.framed and any(c.units and c.units[0].index >= view.start for c in table.cells)
        if (heads := _best_row(table, spec)) is not None
    ]
    return max(fits, key=lambda h: h.score + 0.2 * _under_label(h, spec, view), default=None)


def _best_row(table: TableView, spec: FieldSpec) -> Heads | None:
    best: Heads | None = None
    for row in range(min(table.row_count - 1, 4)):
        columns = _matched(table.row(row), spec.columns)
        score = len(columns) / len(spec.columns)
        if score >= HEADS and len(columns) > 1 and (best is None or score > best.score):
            best = Heads(table, row, columns, score)
    return best


def _matched(cells: Sequence[CellView], columns: Sequence[Column]) -> dict[str, int]:
    """Give each declared column the first heading not yet taken that says the same."""
    left = [cell for cell in cells if tidy(cell.text)]
    found: dict[str, int] = {}
    for column in columns:
        cell = next((c for c in left if same_label(c.text, column.label)), None)
        if cell is not None:
            left.remove(cell)
            found[column.code] = cell.column
    return found


def _under_label(heads: Heads, spec: FieldSpec, view: View) -> bool:
    first = next((u for c in heads.table.cells for u in c.units), None)
    return first is not None and spec.section in view.around.of(first).all


def _read(spec: FieldSpec, heads: Heads, view: View) -> Sighting:
    lines: list[str] = []
    parts: list[Slice] = []
    first_cell = heads.table.cells[0]
    area = Area((), "tableau", 1.0, view.around.of(_first_unit(heads.table)), first_cell)
    for table, begin in ((heads.table, heads.row + 1), *((t, 0) for t in _following(heads, view))):
        for row in range(begin, table.row_count):
            cells = [
                table.at(row, heads.columns[c.code]) if c.code in heads.columns else None
                for c in spec.columns
            ]
            said = [_said(cell) if cell is not None and cell.row == row else "" for cell in cells]
            if _is_written(said, spec, cells):
                lines.append(" | ".join(said))
                parts += [
                    Slice(u, 0, len(u.text)) for c in cells if c for u in c.units if not u.empty
                ]
    if not lines:
        return blank(spec.path, area, view, 0.95 * SURE)
    return sight(
        spec.path, parts[:1], area, view, SURE * (0.9 + 0.1 * heads.score), text="\n".join(lines)
    )


def _first_unit(table: TableView) -> Unit:
    return next(u for c in table.cells for u in c.units)


def _said(cell: CellView) -> str:
    return " ".join(tidy(cell.text).replace("|", "/").split())


def _is_written(said: Sequence[str], spec: FieldSpec, cells: Sequence[CellView | None]) -> bool:
    """True for a row with an answer: not empty, not just the name that the blank prints."""
    spread = {id(cell) for cell in cells if cell is not None}
    if len(spread) < 2 or not any(any(c.isalnum() for c in text) for text in said):
        return False
    printed = any(same_label(said[0], row.label) for row in spec.rows) or bool(
        TOTAL.match(fold(said[0]))
    )
    return not printed or any(any(c.isalnum() for c in text) for text in said[1:])


def _following(heads: Heads, view: View) -> Iterator[TableView]:
    """Yield the tables that go on with this one over a page break: right behind, as wide, without headings."""
    width = _width(heads.table)
    last = max((u.index for c in heads.table.cells for u in c.units), default=-1)
    for table in view.sheet.tables[heads.table.number + 1 :]:
        indexes = [u.index for c in table.cells for u in c.units]
        between = view.sheet.units[last + 1 : min(indexes, default=last + 1)]
        if _width(table) != width or table.framed or any(not u.empty for u in between):
            return
        if any(view.stops(c.units[0]) for c in table.row(0) if c.units and c.column == 0):
            return
        yield table
        last = max(indexes, default=last)


def _width(table: TableView) -> int:
    return max((c.column + c.colspan for c in table.cells), default=0)
