"""The tables that a blank form prints: their pattern, and the field that each of their cells asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ami_cli.forms.labels.lexicon import Lexicon
from ami_cli.forms.sheet.units import CellView, Sheet, TableView
from ami_cli.forms.words import fold

Pattern = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell for an answer: where it stands in its table, and the path of the field."""

    row: int
    column: int
    path: str


@dataclass(frozen=True, slots=True)
class Template:
    """One printed table: the columns at which cells begin, row by row, and its cells for answers."""

    pattern: Pattern
    slots: tuple[Slot, ...]


def pattern_of(table: TableView) -> Pattern:
    """Return the columns at which cells begin, row by row."""
    return tuple(tuple(c.column for c in table.row(row)) for row in range(table.row_count))


def templates_of(sheet: Sheet, start: int, lexicon: Lexicon) -> Iterator[Template]:
    """Yield the tables of a blank form from its unit ``start`` on that ask for two answers or more."""
    for table in sheet.tables:
        first = next((u.index for c in table.cells for u in c.units), -1)
        if table.framed or first < start:
            continue
        sections = _sections(sheet, first, lexicon)
        slots = tuple(_slots(table, sections, lexicon))
        if len(slots) > 1:
            yield Template(pattern_of(table), slots)


def _sections(sheet: Sheet, before: int, lexicon: Lexicon) -> list[str]:
    """Return the groups of the headings above a unit, the nearest first."""
    found: list[str] = []
    for unit in reversed(sheet.units[:before]):
        if unit.cell is None and unit.level:
            found.extend(_groups(unit.text.lstrip(" 0123456789.-–)"), lexicon))
            break
    return found


def _groups(text: str, lexicon: Lexicon) -> list[str]:
    matches = lexicon.look_up(text.strip()) if text.strip() else ()
    return [m.target.id for m in matches if m.target.kind == "group" and m.score > 0.9]


def _slots(table: TableView, sections: Sequence[str], lexicon: Lexicon) -> Iterator[Slot]:
    for cell in table.cells:
        label = _label(cell)
        if label is None:
            continue
        head = table.at(0, cell.column) if cell.row else None
        groups = [*_groups(_text(head), lexicon), *sections] if head else list(sections)
        for group in groups:
            paths = [
                m.target.id
                for m in lexicon.look_up(_text(label))
                if m.target.kind == "field" and m.target.group == group and m.score > 0.9
            ]
            if paths:
                yield Slot(cell.row, cell.column, paths[0])
                break


def _label(cell: CellView) -> CellView | None:
    """Return the cell that labels an answer's cell: the nearest written one on its left."""
    if cell.column == 0 or (_text(cell) and not _prints_options(cell)):
        return None
    left = [c for c in cell.table.row(cell.row) if c.column < cell.column and _text(c)]
    return left[-1] if left else None


def _prints_options(cell: CellView) -> bool:
    return "☐" in cell.text


def _text(cell: CellView | None) -> str:
    return fold(cell.text) if cell is not None else ""
