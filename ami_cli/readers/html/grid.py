"""Columns of the cells of an HTML table (HTML Standard, § 4.9.12 « forming a table »)."""

from __future__ import annotations

from ami_cli.errors import TooLargeFile
from ami_cli.readers.draft import CellDraft, ParagraphDraft, TableDraft

MAX_SPAN = 1000
MAX_SLOTS = 500_000  # grid places of one table


class Grid:
    """One table being read: rows of cells, and the columns that cells above still cover."""

    def __init__(self) -> None:
        self.draft = TableDraft()
        self.slots = 0
        self._covered: dict[int, int] = {}  # column -> rows still covered
        self._column = 0

    def start_row(self) -> None:
        """``<tr>``."""
        self.draft.rows.append([])
        self._column = 0

    def end_row(self) -> None:
        """``</tr>``: what covers the row covers one row less from now on."""
        self._spend(len(self._covered))
        self._covered = {c: rows - 1 for c, rows in self._covered.items() if rows > 1}

    def start_cell(self, colspan: int, rowspan: int) -> CellDraft:
        """``<td>``: place a cell in the first free column."""
        if not self.draft.rows:
            self.start_row()
        while self._column in self._covered:
            self._column += 1
        cell = CellDraft([], self._column, colspan, rowspan)
        self._spend(colspan)
        if rowspan > 1:
            for column in range(self._column, self._column + colspan):
                self._covered[column] = rowspan  # the end of this row takes one
        self._column += colspan
        self.draft.rows[-1].append(cell)
        return cell

    def _spend(self, slots: int) -> None:
        self.slots += slots
        if self.slots > MAX_SLOTS:
            raise TooLargeFile("Tableaux démesurés : demander une version plus légère.")

    def finish(self) -> TableDraft | None:
        """Return the table without empty rows that only set widths; None when nothing is left."""
        rows = self.draft.rows
        kept = [row for row in rows if row]
        for i, row in enumerate(kept):
            for cell in row:  # a span never goes below the table
                cell.rowspan = min(cell.rowspan, len(kept) - i)
        self.draft.rows = kept
        return self.draft if kept else None


def is_spacer(cells: list[CellDraft]) -> bool:
    """Whether a row shows nothing (Word ends a table of uneven columns with one of height 0)."""
    return not any(
        not isinstance(block, ParagraphDraft) or block.items
        for cell in cells
        for block in cell.blocks
    )
