"""From paragraphs to blocks: nested tables, their rows and cells ([MS-DOC] 2.4.3, 2.4.4)."""

from __future__ import annotations

from dataclasses import dataclass, field

from ami_cli.model.document import Block, Cell, Place, Row, Table
from ami_cli.readers.doc.paragraphs import Form
from ami_cli.readers.doc.rows import Shape, lay_out, read_shape

CELL_MARK = "\x07"


@dataclass(slots=True)
class Box:
    """A container being filled: the body, a cell, a text box; its blocks are numbered from 1."""

    path: str
    blocks: list[Block] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0

    def next_paragraph(self) -> Place:
        """Return the place of the next paragraph."""
        self.paragraphs += 1
        return Place(f"{self.path}/p[{self.paragraphs}]")


@dataclass(slots=True)
class _Row:
    cells: list[Box] = field(default_factory=list)
    open: Box | None = None


@dataclass(slots=True)
class _Table:
    """A table being filled."""

    path: str
    rows: list[list[Box]] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    row: _Row = field(default_factory=_Row)

    def cell(self) -> Box:
        """Return the open cell, opening the next one when there is none."""
        if self.row.open is None:
            path = f"{self.path}/r[{len(self.rows) + 1}]/c[{len(self.row.cells) + 1}]"
            self.row.open = Box(path)
            self.row.cells.append(self.row.open)
        return self.row.open

    def end_row(self, shape: Shape) -> None:
        """Close the row; one without cells leaves nothing."""
        if self.row.cells:
            self.rows.append(self.row.cells)
            self.shapes.append(shape)
        self.row = _Row()


class Flow:
    """Puts the paragraphs of one story where they belong, in reading order."""

    def __init__(self, path: str) -> None:
        self._root = Box(path)
        self._tables: list[_Table] = []

    def box_for(self, form: Form) -> Box:
        """Return the container of the next paragraph, opening and closing tables as it needs."""
        depth = form.depth
        while len(self._tables) > depth:
            self._close_table()
        while len(self._tables) < depth:
            container = self._tables[-1].cell() if self._tables else self._root
            container.tables += 1
            self._tables.append(_Table(f"{container.path}/table[{container.tables}]"))
        return self._tables[-1].cell() if self._tables else self._root

    def is_row_end(self, form: Form, mark: str) -> bool:
        """Whether the paragraph is only the end mark of a row."""
        if mark != CELL_MARK and not form.inner_row_end:
            return False
        if form.depth > 1:
            return form.inner_row_end
        return form.depth == 1 and form.row_end and mark == CELL_MARK

    def end_row(self, form: Form) -> None:
        """Close the row that this end mark stands for."""
        while len(self._tables) > form.depth:
            self._close_table()
        if len(self._tables) == form.depth:
            self._tables[-1].end_row(read_shape(form.table))

    def end_paragraph(self, form: Form, mark: str) -> None:
        """Close the cell when the paragraph was its last."""
        depth = len(self._tables)
        if depth and (mark == CELL_MARK if depth == 1 else form.inner_cell):
            self._tables[-1].row.open = None

    def finish(self) -> tuple[Block, ...]:
        """Close everything and return the blocks."""
        while self._tables:
            self._close_table()
        return tuple(self._root.blocks)

    def _close_table(self) -> None:
        table = self._tables.pop()
        table.end_row(Shape())
        if table.rows:
            container = self._tables[-1].cell() if self._tables else self._root
            container.blocks.append(_freeze(table))


def _freeze(table: _Table) -> Table:
    """Return the table; a merged cell appears once, where it starts."""
    spans = lay_out(table.shapes, [len(cells) for cells in table.rows])
    rows = []
    for number, (cells, row) in enumerate(zip(table.rows, spans, strict=True), start=1):
        kept = tuple(
            Cell(tuple(cell.blocks), Place(cell.path), span.column, span.colspan, span.rowspan)
            for cell, span in zip(cells, row, strict=True)
            if not span.covered
        )
        rows.append(Row(kept, Place(f"{table.path}/r[{number}]")))
    return Table(tuple(rows), Place(table.path))
