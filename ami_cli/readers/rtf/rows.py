"""Row definitions (``\\trowd`` … ``\\cellx``) and the grid they make: columns, merged cells."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from ami_cli.readers.draft import CellDraft, draft_text

TOLERANCE = 20  # twips (1 pt): writers round the same border differently from row to row


class CellDefinition(NamedTuple):
    """Right border in twips; how the cell is merged: ``first``, ``next`` or nothing."""

    right: int
    across: str = ""
    down: str = ""


@dataclass(slots=True)
class RowDefinition:
    """The definition being read; ``across`` and ``down`` are of the cell ``\\cellx`` will end."""

    left: int = 0
    cells: list[CellDefinition] = field(default_factory=list)
    across: str = ""
    down: str = ""

    def reset(self) -> None:
        """``\\trowd``."""
        self.left = 0
        self.cells = []
        self.across = self.down = ""

    def end_cell(self, right: int) -> None:
        """``\\cellxN``."""
        self.cells.append(CellDefinition(right, self.across, self.down))
        self.across = self.down = ""

    def frozen(self) -> FrozenDefinition:
        """A copy that later rows do not change."""
        return FrozenDefinition(self.left, tuple(self.cells))


class FrozenDefinition(NamedTuple):
    """The definition of one finished row."""

    left: int
    cells: tuple[CellDefinition, ...]


class RowDraft(NamedTuple):
    """The cells of a row, and its definition if there was one."""

    cells: list[CellDraft]
    definition: FrozenDefinition | None


def finish_table(rows: list[RowDraft], covered: list[str]) -> list[list[CellDraft]]:
    """Give every cell its column and spans; a merged cell appears once.

    The text of cells that a merge covers (nobody sees it) is added to ``covered``.
    """
    borders = _borders(rows)
    above: dict[int, CellDraft] = {}  # column -> the cell that a vertical merge goes on from
    result = []
    for cells, definition in rows:
        kept: list[CellDraft] = []
        below: dict[int, CellDraft] = {}
        for cell, merge in _placed(cells, definition, borders):
            if merge.across == "next" and kept:
                kept[-1].colspan += cell.colspan
                _cover(cell, covered)
            elif merge.down == "next" and cell.column in above:
                start = above[cell.column]
                start.rowspan += 1
                below[cell.column] = start
                _cover(cell, covered)
            else:
                kept.append(cell)
                if merge.down:
                    below[cell.column] = cell
        above = below
        result.append(kept)
    return result


def _cover(cell: CellDraft, covered: list[str]) -> None:
    text = draft_text(cell.blocks).strip()
    if text:
        covered.append(text)


def _borders(rows: list[RowDraft]) -> list[int]:
    """Return the vertical borders of the grid, sorted, those closer than TOLERANCE made one."""
    positions = set()
    for _, definition in rows:
        if definition is not None:
            positions.add(definition.left)
            positions.update(cell.right for cell in definition.cells)
    borders: list[int] = []
    for position in sorted(positions):
        if not borders or position - borders[-1] > TOLERANCE:
            borders.append(position)
    return borders


def _placed(
    cells: list[CellDraft], definition: FrozenDefinition | None, borders: list[int]
) -> list[tuple[CellDraft, CellDefinition]]:
    defined = definition.cells if definition is not None else ()
    column = _column(definition.left, borders) if definition is not None else 0
    placed = []
    for cell, merge in zip(cells, defined, strict=False):
        cell.column = column
        cell.colspan = max(1, _column(merge.right, borders) - column)
        column += cell.colspan
        placed.append((cell, merge))
    for cell in cells[len(defined) :]:  # more cells than borders: one column each
        if defined and not draft_text(cell.blocks).strip():
            continue  # LibreOffice writes an empty one after a merge
        cell.column = column
        column += 1
        placed.append((cell, CellDefinition(0)))
    return placed


def _column(position: int, borders: list[int]) -> int:
    """Return how many borders lie left of ``position`` (which is one of them, or close to one)."""
    return max(0, bisect_right(borders, position) - 1)
