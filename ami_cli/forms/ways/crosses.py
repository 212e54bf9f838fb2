"""A choice laid out as a table: one option per row or column, a cross in the cell beside or below."""

from __future__ import annotations

from collections.abc import Iterator

from ami_cli.forms.choices.choose import same_choice
from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.choices.ticks import ticks_of, without_ticks
from ami_cli.forms.sheet.units import CellView, TableView
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import fold
from ami_cli.model.campaign import Choice, FieldSpec

ENOUGH = 3  # options of one field in one column or row: fewer may be values
SURE = 0.93
YES = ("oui", "yes", "x", "ok")
NO = ("", "non", "no", "-")

Cells = list[tuple[CellView, Choice]]


def option_tables(view: View) -> Iterator[Sighting]:
    """Yield a sighting for each choice whose options fill a column or a row of cells."""
    for table in view.sheet.tables:
        if table.framed or not table.cells or table.cells[0].units[-1].index < view.start:
            continue
        for spec in view.key.campaign.fields:
            if spec.kind in ("choice", "multichoice", "departement"):
                yield from _read(table, spec, view)


def _read(table: TableView, spec: FieldSpec, view: View) -> Iterator[Sighting]:
    for line, across in (*_lines(table, spec, down=True), *_lines(table, spec, down=False)):
        marks = [_mark(_neighbour(cell, across=across)) for cell, _ in line]
        if any(mark is None for mark in marks) or not any(marks):
            continue
        chosen = [(cell, choice) for (cell, choice), on in zip(line, marks, strict=True) if on]
        several = spec.kind == "multichoice"
        sure = SURE if several or len(chosen) == 1 else 0.3
        parts = tuple(Slice(u, 0, len(u.text)) for cell, _ in chosen for u in cell.units)
        context = view.around.of(parts[0].unit)
        area = Area(parts, "croix dans la case de l'option", 1.0, context, chosen[0][0])
        text = " ; ".join(choice.label for _, choice in chosen)
        yield sight(spec.path, parts, area, view, sure, text=text)


def _lines(table: TableView, spec: FieldSpec, *, down: bool) -> Iterator[tuple[Cells, bool]]:
    """Yield the options that stand in one column (``down``) or one row, with where their marks lie."""
    lines: dict[int, Cells] = {}
    for cell in table.cells:
        choice = same_choice(without_ticks(cell.text), spec.choices)
        if choice is not None:
            lines.setdefault(cell.column if down else cell.row, []).append((cell, choice))
    for line in lines.values():
        if len({choice.code for _, choice in line}) >= min(ENOUGH, len(spec.choices)):
            yield line, down


def _neighbour(cell: CellView, *, across: bool) -> CellView | None:
    row, column = (0, cell.colspan) if across else (cell.rowspan, 0)
    return cell.table.at(cell.row + row, cell.column + column)


def _mark(cell: CellView | None) -> bool | None:
    """Tell whether a cell beside an option is ticked; None if it holds anything but a mark."""
    if cell is None:
        return None
    ticks = [tick for unit in cell.units for tick in ticks_of(unit)]
    word = fold(without_ticks(cell.text))
    if word and word not in (*YES, *NO):
        return None
    return any(tick.checked for tick in ticks) or word in YES
