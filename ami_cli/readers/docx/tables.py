"""The grid of a table: merged cells once, with how many columns and rows they span."""

from __future__ import annotations

from dataclasses import dataclass, field

from ami_cli.readers.draft import CellDraft


@dataclass(slots=True)
class Grid:
    """Rows being filled, and which cell each column continues from above."""

    rows: list[list[CellDraft]] = field(default_factory=list)
    _column: int = 0
    _above: dict[int, CellDraft] = field(default_factory=dict)
    _left: CellDraft | None = None

    def start_row(self, before: int) -> None:
        """Begin a row whose first cell stands after ``before`` empty grid columns."""
        self.rows.append([])
        self._column = max(before, 0)
        self._left = None

    def add(
        self, cell: CellDraft, *, continues_up: bool, starts_down: bool, continues_left: bool
    ) -> None:
        """Place the next cell of the row.

        The part of a merged cell that continues another one is only counted: what it may still
        hold is never shown (ISO 29500-1 § 17.4.84).
        """
        column = self._column
        self._column += cell.colspan
        above = self._above.get(column)
        if continues_left and self._left is not None:
            self._left.colspan += cell.colspan
            return
        if continues_up and above is not None:
            above.rowspan += 1
            self._left = None
            return
        cell.column = column
        if starts_down:
            self._above[column] = cell
        else:
            self._above.pop(column, None)
        self.rows[-1].append(cell)
        self._left = cell
