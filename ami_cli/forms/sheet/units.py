"""A document as the engine walks it: one unit per paragraph, with its cell and table when it has one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ami_cli.model.document import (
    Block,
    Box,
    Document,
    Inline,
    Paragraph,
    Place,
    Row,
    Run,
    Table,
    inline_text,
)


@dataclass(frozen=True, slots=True)
class Span:
    """One inline item and the part of the unit's text it fills (empty for a picture)."""

    start: int
    end: int
    item: Inline


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph: its text, its inline items by offset, its place, and the cell that holds it."""

    index: int
    text: str
    spans: tuple[Span, ...]
    place: Place
    level: int
    cell: CellView | None = None
    number: str = ""
    confidence: float = 1.0

    @property
    def empty(self) -> bool:
        """True if nothing is written in it (a picture is not writing)."""
        return not self.text.strip()


@dataclass(slots=True)
class CellView:
    """One cell in its grid; ``units`` are all units inside, nested tables included."""

    table: TableView
    row: int
    column: int
    colspan: int
    rowspan: int
    place: Place
    units: list[Unit] = field(default_factory=list)

    def covers(self, row: int, column: int) -> bool:
        """True if the cell covers that place of the grid."""
        return (
            self.row <= row < self.row + self.rowspan
            and self.column <= column < self.column + self.colspan
        )

    @property
    def text(self) -> str:
        """Text of the cell, one line per paragraph."""
        return "\n".join(unit.text for unit in self.units)


@dataclass(slots=True)
class TableView:
    """One table as a grid of cells; ``number`` counts tables from 0 in reading order."""

    number: int
    place: Place
    cells: list[CellView] = field(default_factory=list)
    row_count: int = 0
    parent: CellView | None = None

    @property
    def framed(self) -> bool:
        """True if it is just a frame around text."""
        return len(self.cells) == 1

    def at(self, row: int, column: int) -> CellView | None:
        """Return the cell that covers a place of the grid."""
        return next((cell for cell in self.cells if cell.covers(row, column)), None)

    def row(self, row: int) -> list[CellView]:
        """Return the cells that begin in a row, left to right."""
        return [cell for cell in self.cells if cell.row == row]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document as units and tables, in reading order."""

    document: Document
    units: tuple[Unit, ...]
    tables: tuple[TableView, ...]


def lay_out(document: Document) -> Sheet:
    """Flatten a document's body."""
    units: list[Unit] = []
    tables: list[TableView] = []
    _walk(document.blocks, None, units, tables)
    return Sheet(document, tuple(units), tuple(tables))


def _walk(
    blocks: tuple[Block, ...], cell: CellView | None, units: list[Unit], tables: list[TableView]
) -> None:
    for block in blocks:
        match block:
            case Paragraph():
                unit = _unit(block, len(units), cell)
                units.append(unit)
                holder = cell
                while holder is not None:
                    holder.units.append(unit)
                    holder = holder.table.parent
            case Table():
                _walk_table(block, cell, units, tables)


def _walk_table(
    table: Table, parent: CellView | None, units: list[Unit], tables: list[TableView]
) -> None:
    view = TableView(len(tables), table.place, row_count=len(table.rows), parent=parent)
    tables.append(view)
    for number, row in enumerate(table.rows):
        _walk_row(row, number, view, units, tables)


def _walk_row(
    row: Row, number: int, view: TableView, units: list[Unit], tables: list[TableView]
) -> None:
    for cell in row.cells:
        seen = CellView(view, number, cell.column, cell.colspan, cell.rowspan, cell.place)
        view.cells.append(seen)
        _walk(cell.blocks, seen, units, tables)


def _unit(paragraph: Paragraph, index: int, cell: CellView | None) -> Unit:
    spans: list[Span] = []
    offset = 0
    parts: list[str] = []
    for item in paragraph.items:
        text = "" if isinstance(item, Run) and item.hint else inline_text(item)
        spans.append(Span(offset, offset + len(text), item))
        parts.append(text)
        offset += len(text)
    text = "".join(parts).replace("\u00a0", " ").replace("\u202f", " ").replace("\u2007", " ")
    return Unit(
        index,
        text,
        tuple(spans),
        paragraph.place,
        paragraph.level,
        cell,
        paragraph.number,
        paragraph.confidence,
    )


def certainty(unit: Unit, start: int = 0, end: int | None = None) -> float:
    """Return how surely the characters between two offsets were read: the worst of their items."""
    stop = len(unit.text) if end is None else end
    worst = unit.confidence
    for span in unit.spans:
        if span.start < stop and span.end > start and span.end > span.start:
            worst = min(worst, span.item.confidence)
    return worst


def place_of(unit: Unit, start: int = 0, end: int | None = None) -> Place:
    """Return the place of a part of a unit: the boxes of its items where they have any."""
    stop = len(unit.text) if end is None else end
    boxes: list[Box] = []
    page = unit.place.page
    for span in unit.spans:
        place = span.item.place
        if place is None or place.box is None or span.start >= stop or span.end <= start:
            continue
        if page is None:
            page = place.page
        if place.page == page:
            boxes.append(place.box)
    box = hull(boxes) if boxes else unit.place.box
    return Place(unit.place.path, page, box)


def hull(boxes: list[Box]) -> Box:
    """Return the smallest box around others."""
    return Box(
        min(b.x0 for b in boxes),
        min(b.y0 for b in boxes),
        max(b.x1 for b in boxes),
        max(b.y1 for b in boxes),
    )


def marks(units: list[Unit]) -> Iterator[Span]:
    """Yield the spans that hold something other than text."""
    for unit in units:
        yield from (span for span in unit.spans if not isinstance(span.item, Run))
