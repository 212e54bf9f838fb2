"""Gather paragraphs into blocks, and the paragraphs of table rows into tables.

RTF has no table: a row is a suite of paragraphs marked « in a table », cut by ``\\cell`` and
closed by ``\\row``; a nested row by ``\\nestcell`` and ``\\nestrow`` (RTF 1.9.1, « Table
Definitions », « Nested Table Properties »).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ami_cli.model.document import Inline
from ami_cli.readers.draft import (
    Allowance,
    BlockDraft,
    CellDraft,
    Look,
    ParagraphDraft,
    TableDraft,
    TextDraft,
)
from ami_cli.readers.rtf.rows import RowDefinition, RowDraft, finish_table

MAX_TABLE_DEPTH = 8


@dataclass(slots=True)
class _Level:
    """One open table: its finished rows, the cells of the open row, the blocks of the open cell."""

    rows: list[RowDraft] = field(default_factory=list)
    cells: list[CellDraft] = field(default_factory=list)
    blocks: list[BlockDraft] = field(default_factory=list)


class Flow:
    """One story (body, header, note, text box, comment) being filled.

    ``depth`` counts the stories around it, which share their ``allowance``. ``after`` holds the
    blocks of text boxes anchored in the open paragraph: they follow it.
    """

    def __init__(self, allowance: Allowance, depth: int = 0) -> None:
        self.allowance = allowance
        self.depth = depth
        self.paragraph = ParagraphDraft()
        self.after: list[BlockDraft] = []
        self.covered: list[str] = []  # text of cells hidden by a merge
        self._blocks: list[BlockDraft] = []
        self._levels: list[_Level] = []

    def write(self, text: str, look: Look) -> None:
        """Add text to the open paragraph."""
        self.paragraph.write(text, look)

    def extent(self) -> tuple[int, int]:
        """Return how far the story is filled: it changes with each thing that is added."""
        last = self.paragraph.items[-1] if self.paragraph.items else None
        pieces = len(last.pieces) if isinstance(last, TextDraft) else 0
        return id(self.paragraph), len(self.paragraph.items) + pieces

    def add(self, item: Inline) -> None:
        """Add an item to the open paragraph."""
        self.paragraph.add(item)

    def end_paragraph(self, depth: int, heading: int = 0) -> None:
        """Close the open paragraph; ``depth`` is its table depth (0 = not in a table)."""
        self.allowance.spend()
        self._align(min(depth, MAX_TABLE_DEPTH))
        self.paragraph.level = heading
        blocks = self._open_blocks()
        blocks.append(self.paragraph)
        blocks.extend(self.after)
        self.after = []
        self.paragraph = ParagraphDraft()

    def end_cell(self, depth: int, heading: int = 0) -> None:
        """Close the open paragraph and its cell, ``depth`` ≥ 1."""
        depth = min(max(depth, 1), MAX_TABLE_DEPTH)
        self.end_paragraph(depth, heading)
        level = self._levels[-1]
        level.cells.append(CellDraft(level.blocks))
        level.blocks = []

    def end_row(self, depth: int, definition: RowDefinition) -> None:
        """Close the row of the table at ``depth`` ≥ 1; ``definition`` has its widths and merges."""
        depth = min(max(depth, 1), MAX_TABLE_DEPTH)
        if self.paragraph.items:  # text after the last cell mark: a cell nobody closed
            self.end_cell(depth)
        if len(self._levels) < depth:
            return
        self._align(depth)
        level = self._levels[-1]
        if level.blocks:
            level.cells.append(CellDraft(level.blocks))
            level.blocks = []
        if level.cells:
            level.rows.append(RowDraft(level.cells, definition.frozen()))
            level.cells = []

    def finish(self) -> list[BlockDraft]:
        """Close whatever is open and return the blocks."""
        if self.paragraph.items or self.after:
            self.end_paragraph(len(self._levels))
        self._align(0)
        return self._blocks

    def _open_blocks(self) -> list[BlockDraft]:
        return self._levels[-1].blocks if self._levels else self._blocks

    def _align(self, depth: int) -> None:
        while len(self._levels) > depth:
            self._close_table(self._levels.pop())
        while len(self._levels) < depth:
            self._levels.append(_Level())

    def _close_table(self, level: _Level) -> None:
        blocks = self._open_blocks()
        if level.cells:  # a row without its mark
            if level.blocks:
                level.cells.append(CellDraft(level.blocks))
                level.blocks = []
            level.rows.append(RowDraft(level.cells, None))
        if level.rows:
            table = TableDraft(finish_table(level.rows, self.covered))
            blocks.append(table)
        blocks.extend(level.blocks)  # paragraphs marked « in a table » that no cell ever closed
