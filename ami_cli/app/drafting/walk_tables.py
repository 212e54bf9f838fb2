"""Walks the tables of a blank form: frames, labels with their cells, people, rows, grids, columns."""

from __future__ import annotations

from collections.abc import Sequence

from ami_cli.app.drafting import tables
from ami_cli.app.drafting.faces import GridCell, Line, grid_of
from ami_cli.app.drafting.gather import Gatherer
from ami_cli.app.drafting.kinds import is_wordy
from ami_cli.app.drafting.lines import bare, boxes, is_gap_only
from ami_cli.app.drafting.marks import BOX, DAY, GAP
from ami_cli.app.drafting.nodes import Node, below, fillable, is_answer, room_in, tall
from ami_cli.app.drafting.reserved import applicants_rows, is_kept
from ami_cli.model.document import Block, Table

_TITLE = 90  # characters: a longer title row is an instruction


class TableWalker:
    """Goes through tables; what stands in a cell is walked like the page."""

    def __init__(self, gatherer: Gatherer) -> None:
        self.to = gatherer
        self.nodes: list[Node] = []
        self.at = 0

    def walk(self, blocks: Sequence[Block]) -> None:
        """Gather what some blocks ask for."""
        raise NotImplementedError

    def pass_over(self) -> None:
        """Leave out what follows words that keep it for the office."""
        raise NotImplementedError

    def table(self, table: Table) -> None:
        """Gather what a table asks for."""
        whole = grid_of(table)
        if len(whole) == 1 and len(whole[0]) == 1:
            self._frame(whole[0][0])
            return
        grid = applicants_rows(whole)
        cells = [cell for row in grid for cell in row]
        if not cells:
            return
        layout = tables.shape_of(grid)
        if layout.shape != "options":
            self.to.close()
        if layout.shape not in ("labels", "print", "options"):
            self._titles(grid)
        self._shaped(layout, cells)

    def _shaped(self, layout: tables.Layout, cells: Sequence[GridCell]) -> None:
        match layout.shape:
            case "print":
                self.to.words(" ".join(c.text for c in cells))
            case "people":
                self.to.people(layout)
            case "rows":
                self.to.table(tables.columns_of(layout), tables.printed_rows(layout))
            case "grid":
                self.to.grid([bare(c.text) for c in layout.header[1:]], tables.printed_rows(layout))
            case "heads" | "signatures":
                for cell in layout.header:
                    self.to.cell_field(bare(cell.text), raw=cell.text, tall=tall(layout.body[0]))
            case "columns":
                self._columns(layout)
            case "boxed":
                for cell in cells:
                    self.to.cell_field(bare(cell.text), raw=cell.text)
            case "labels" | "options":
                self._labels(layout.body)

    def _titles(self, grid: Sequence[Sequence[GridCell]]) -> None:
        """Rows over the whole width above the header label the table."""
        for row in grid:
            if not (len(row) == 1 and row[0].colspan > 1 and row[0].text):
                return
            self.to.label(bare(row[0].text), raw=row[0].text)

    def _columns(self, layout: tables.Layout) -> None:
        """Each column is a form of its own: « Avis du maire » over boxes, date, signature."""
        for number, head in enumerate(layout.header):
            if is_kept(head.text):
                continue
            self.to.column(bare(head.text))
            for row in layout.body:
                self.walk(row[number].blocks)
        self.to.column("")

    def _frame(self, cell: GridCell) -> None:
        """A table of one cell: a frame to write in, a title, or a form in a frame."""
        if any(isinstance(block, Table) for block in cell.blocks):
            self.walk(cell.blocks)
            return
        full = [line for line in cell.lines if not line.empty]
        if full and is_kept(full[0].text):
            if len(cell.lines) < 3:
                self.pass_over()
        elif all(is_gap_only(line.text) for line in full):
            self.to.room(lines=len(cell.lines))
        elif any(fillable(line) for line in full):
            self.walk(cell.blocks)
        elif self._labels_its_room(cell, full):
            self.to.label(bare(full[0].text), raw=full[0].text)
            self.to.room(lines=len(cell.lines) - 1)
        elif room_in(cell) > 1 and self.to.waiting:
            self.to.words(cell.text)
            self.to.room(lines=len(cell.lines))
        elif len(full) == 1 and len(cell.text) <= _TITLE and not cell.text.endswith((".", ":")):
            self.to.heading(bare(cell.text), 1, raw=cell.text)
        else:
            self.to.words(cell.text)

    def _labels_its_room(self, cell: GridCell, full: Sequence[Line]) -> bool:
        if len(full) > 2 or len(full[0].text) >= 200:
            return False
        asks = full[0].text.rstrip().endswith((":", "?")) or is_wordy(full[0].text)
        if asks:
            return len(cell.lines) > len(full) or full[0].text.rstrip().endswith((":", "?"))
        return room_in(cell) > 1 and not self.to.asking and len(full[0].text) < _TITLE

    def _labels(self, rows: Sequence[Sequence[GridCell]]) -> None:
        done: set[int] = set()
        for number, row in enumerate(rows):
            cells = [c for c in row if id(c) not in done]
            if len(cells) == 1:
                self._single(cells[0], rows, number, done)
            elif _is_ticked(cells):
                self.to.label(bare(cells[0].text), raw=cells[0].text)
                self.to.choice(boxes("  ".join(c.text for c in cells[1:])), radio=False)
            else:
                self._pairs(cells, rows, number, done)

    def _single(
        self, cell: GridCell, rows: Sequence[Sequence[GridCell]], number: int, done: set[int]
    ) -> None:
        """A row of one cell: a heading, a label over its answer, or a label and answer together."""
        if cell.blank:
            self.to.room(lines=len(cell.lines))
            return
        under = rows[number + 1] if number + 1 < len(rows) else []
        if len(under) == 1 and under[0].blank:
            self.to.label(bare(cell.text), raw=cell.text)
            self.to.room(lines=len(under[0].lines))
            done.add(id(under[0]))
        elif any(fillable(line) for line in cell.lines) or cell.text.rstrip().endswith((":", "?")):
            self.walk(cell.blocks)
        elif room_in(cell):
            self.to.cell_field(bare(cell.text), raw=cell.text, tall=room_in(cell) > 2)
        elif cell.bold or len(cell.text) < _TITLE:
            self.to.heading(bare(cell.text), 2, raw=cell.text)

    def _pairs(
        self, cells: list[GridCell], rows: Sequence[Sequence[GridCell]], number: int, done: set[int]
    ) -> None:
        """A row of labels, each with the cell on its right; a label without one, with the cell below."""
        place = 0
        while place < len(cells):
            cell = cells[place]
            right = cells[place + 1] if place + 1 < len(cells) else None
            place += 1
            if cell.blank or is_kept(cell.text):
                continue
            if any(fillable(line) for line in cell.lines):
                self.walk(cell.blocks)
            elif right is not None and (right.blank or is_answer(right)):
                place += 1
                self._pair(cell, right)
            else:
                self._alone(cell, right, below(rows, number, cell), done)

    def _alone(
        self, cell: GridCell, right: GridCell | None, under: GridCell | None, done: set[int]
    ) -> None:
        """A label whose answer is not on its right: below, in its own cell, or nowhere."""
        if under is not None and under.blank and id(under) not in done:
            done.add(id(under))
            self.to.cell_field(bare(cell.text), raw=cell.text, tall=tall([under]))
        elif right is not None and cell.column == 0 and cell.rowspan > 1:
            self.to.heading(bare(cell.text), 3)
        elif room_in(cell):
            self.to.cell_field(bare(cell.text), raw=cell.text, tall=room_in(cell) > 2)
        elif cell.text.rstrip().endswith(":"):
            self.to.label(bare(cell.text), raw=cell.text)
            self.to.field_here(room=False)

    def _pair(self, cell: GridCell, right: GridCell) -> None:
        self.to.label(bare(cell.text), raw=cell.text)
        full = [line for line in right.lines if not line.empty]
        if right.blank or all(
            not bare(line.text) and BOX not in line.text and not line.choices for line in full
        ):
            text = "".join(line.text for line in full)
            unit = text.strip(f"{GAP} ")
            self.to.cell_field(
                bare(cell.text),
                raw=f"{cell.text} {unit}" if unit else cell.text,
                tall=tall([right]),
                day=DAY in text,
            )
            return
        self.to.within(True)
        self.walk(right.blocks)
        self.to.within(False)


def _is_ticked(cells: Sequence[GridCell]) -> bool:
    """« Permis B | oui | ☐ | non | ☐ »: one question, its options in cells of their own."""
    rest = cells[1:]
    alone = [c for c in rest if c.text.strip() == BOX]
    return (
        bool(cells and cells[0].text)
        and BOX not in cells[0].text
        and len(alone) >= 2
        and len(rest) == 2 * len(alone)
        and all(len(c.text) < 30 for c in rest)
    )
