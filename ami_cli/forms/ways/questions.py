"""Grids: questions in rows, answers in columns (yes/no, Likert), one mark a row.

A grid goes through evidence as text, one line a row: « Question : réponse », two answers apart by « / ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ami_cli.forms.choices.choose import choose
from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.choices.ticks import merge, ticks_of
from ami_cli.forms.sheet.units import CellView, TableView, Unit
from ami_cli.forms.values.tabular import answers_of, named, same_label
from ami_cli.forms.view.sighting import Sighting, blank, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.ways.tables import HEADS
from ami_cli.forms.words import fold, tidy
from ami_cli.model.campaign import Choice, FieldSpec

SURE = 0.97
UNSURE = "?"
_SAYS = re.compile(r"^(?:x+|oui|ok|v|1|\*+)$")


def question_grids(view: View) -> Iterator[Sighting]:
    """Yield a sighting of each grid whose questions are in the form."""
    for spec in view.key.campaign.fields:
        if spec.kind == "grid" and spec.rows:
            yield from _grid(spec, view)


def _grid(spec: FieldSpec, view: View) -> Iterator[Sighting]:
    answers = answers_of(spec)
    best: tuple[int, TableView, dict[str, CellView]] | None = None
    for table in view.sheet.tables:
        rows = _rows(table, spec, view)
        if rows and (best is None or len(rows) > best[0]):
            best = (len(rows), table, rows)
    if best is None or best[0] < HEADS * len(spec.rows) - 0.01:
        yield from _in_lines(spec, view)
        return
    _, table, rows = best
    columns = _columns(table, answers)
    lines, units, sure = [], [], SURE
    for row in spec.rows:
        if row.code in rows:
            said, certain = _marked(table, rows[row.code], columns, answers)
            sure = min(sure, certain if said else sure)
            if said:
                lines.append(f"{row.label} : {' / '.join(said)}")
                units.append(rows[row.code].units[0])
    area = Area(
        (), "grille", 1.0, view.around.of(next(iter(rows.values())).units[0]), table.cells[0]
    )
    if lines:
        parts = [Slice(u, 0, len(u.text)) for u in units[:1]]
        yield sight(spec.path, parts, area, view, sure, text="\n".join(lines))
    else:
        yield blank(spec.path, area, view, 0.9)


def _rows(table: TableView, spec: FieldSpec, view: View) -> dict[str, CellView]:
    found: dict[str, CellView] = {}
    for cell in table.cells:
        if cell.units and cell.units[0].index >= view.start and tidy(cell.text):
            row = next((r for r in spec.rows if r.code not in found and _is_row(cell, r)), None)
            if row is not None:
                found[row.code] = cell
    return found


def _is_row(cell: CellView, row: Choice) -> bool:
    return any(same_label(cell.text, wording) for wording in (row.label, *row.wordings))


def _columns(table: TableView, answers: tuple[Choice, ...]) -> dict[int, str]:
    """Return the answer that heads each column; the last row of headings wins."""
    found: dict[int, str] = {}
    for cell in table.cells:
        answer = named(cell.text, answers)
        if (
            answer is not None
            and cell.row < 4
            and not (ticks_of(cell.units[0]) if cell.units else [])
        ):
            found.setdefault(cell.column, answer.code)
    return found


def _marked(
    table: TableView, question: CellView, columns: dict[int, str], answers: tuple[Choice, ...]
) -> tuple[list[str], float]:
    """Return the labels of the answers marked in a question's row, and how sure the marks are."""
    labels = {a.code: a.label for a in answers}
    said: list[str] = []
    sure = SURE
    others = [c for c in table.row(question.row) if c.column > question.column]
    for cell in others:
        marks = [t for u in cell.units for t in ticks_of(u)]
        mark = merge(marks)
        text = fold(tidy(cell.text))
        if len(marks) > 1 or (mark is None and text and not _SAYS.match(text)):
            chosen = choose([Slice(u, 0, len(u.text)) for u in cell.units], answers, several=True)
            said += [
                o.choice.label for o in chosen.options
            ]  # « ☒ oui ☐ non », or the answer in words
            sure = min(sure, chosen.confidence if chosen.options else sure)
        elif cell.column in columns and mark is not None and mark.checked is None:
            said.append(UNSURE)
        elif cell.column in columns and ((mark and mark.checked) or (mark is None and text)):
            said.append(labels[columns[cell.column]])
            sure = min(sure, SURE * (mark.confidence if mark else 0.95))
    return list(dict.fromkeys(said)), sure


def _in_lines(spec: FieldSpec, view: View) -> Iterator[Sighting]:
    """The grid retyped as lines: « Tri des déchets : oui »."""
    answers = answers_of(spec)
    lines: list[str] = []
    first: Unit | None = None
    for unit in view.sheet.units[view.start :]:
        label, colon, _ = (
            unit.text.partition(" :") if " :" in unit.text else unit.text.partition(":")
        )
        row = next((r for r in spec.rows if colon and same_label(label, r.label)), None)
        if row is None:
            continue
        begin = len(label) + len(colon)
        chosen = choose([Slice(unit, begin, len(unit.text))], answers, several=True)
        if chosen.options:
            first = first or unit
            lines.append(f"{row.label} : {' / '.join(o.choice.label for o in chosen.options)}")
    if first is not None:
        area = Area((), "grille recopiée en lignes", 1.0, view.around.of(first), first.cell)
        yield sight(
            spec.path, [Slice(first, 0, len(first.text))], area, view, 0.85, text="\n".join(lines)
        )
