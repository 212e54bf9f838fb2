"""Rows and cells of a borderless table: which of its lines stand beside one another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ami_cli.readers.layout.atoms import Atom
from ami_cli.readers.layout.gutters import Gutters
from ami_cli.readers.layout.lines import Line, build_lines
from ami_cli.readers.layout.paragraphs import plain_text, would_fit

LEVEL = 2.5  # points: baselines of one row differ by less
PADDING = 10.8  # points: what two neighbouring cells leave between their texts by default
REACHED_AT = re.compile(r"\S ?@ ?\S|(?:\+33|(?<!\d)0)(?:[ .()/-]*\d){8}")
LOOSE = 1.3  # of the leading: a wider distance parts paragraphs or rows


@dataclass(slots=True)
class _Row:
    """One row being filled: the lines of each column."""

    cells: list[list[Line]]

    @property
    def lines(self) -> list[Line]:
        return [line for cell in self.cells for line in cell]


@dataclass(slots=True)
class _Table:
    edges: list[float]
    leading: float
    rows: list[_Row] = field(default_factory=list)


def rows_of(table: Gutters, right: float) -> tuple[list[list[list[Line]]], list[float]]:
    """Return the lines of each cell, row by row, and the right edge of each column's text."""
    columns = _column_lines(table)
    edges = [_edge(lines, start) for lines, start in zip(columns, table.starts, strict=False)]
    last = max([_last_edge(table, right), *(line.x1 for line in columns[-1])])
    made = _Table([*edges, last], _leading(columns))
    for level in _levels(columns):
        if not made.rows or _begins_row(made, level):
            made.rows.append(_Row([[] for _ in columns]))
        for column, line in level:
            made.rows[-1].cells[column].append(line)
    rows = [row.cells for row in made.rows]
    return (_one_row(rows) if _are_cards(made) else rows), made.edges


def _column_lines(table: Gutters) -> list[list[Line]]:
    inline: list[list[Atom]] = [[] for _ in range(len(table.starts) + 1)]
    blocks: list[list[Atom]] = [[] for _ in inline]
    for line in table.lines:
        for atom in line.atoms:
            (blocks if line.block else inline)[table.column(atom)].append(atom)
    return [build_lines(*both) for both in zip(inline, blocks, strict=True)]


def _last_edge(table: Gutters, right: float) -> float:
    """The right edge of the last column: where all others are equally wide, it is too."""
    left = min(line.x0 for line in table.lines)
    widths = [b - a for a, b in itertools.pairwise((left, *table.starts))]
    if len(widths) < 2 or max(widths) - min(widths) > LEVEL:
        return right
    return min(right, table.starts[-1] + widths[-1] - PADDING)


def _edge(lines: Sequence[Line], start: float) -> float:
    return max([start - PADDING, *(line.x1 for line in lines)])


def _leading(columns: Sequence[Sequence[Line]]) -> float:
    """The smallest distance of two baselines in one column, in points."""
    found = [
        b.base - a.base
        for lines in columns
        for a, b in itertools.pairwise(lines)
        if not (a.block or b.block) and b.base - a.base >= 0.9 * b.size
    ]
    size = max(line.size for lines in columns for line in lines)
    return min([*found, 1.35 * size])


def _levels(columns: Sequence[Sequence[Line]]) -> list[list[tuple[int, Line]]]:
    """The lines of all columns from top to bottom, those on one level together."""
    every = [(i, line) for i, lines in enumerate(columns) for line in lines]
    levels: list[list[tuple[int, Line]]] = []
    for column, line in sorted(every, key=lambda one: one[1].base):
        alone = line.block or not levels or any(other.block for _, other in levels[-1])
        if not alone and line.base - levels[-1][0][1].base <= LEVEL:
            levels[-1].append((column, line))
        else:
            levels.append([(column, line)])
    return levels


def _begins_row(table: _Table, level: Sequence[tuple[int, Line]]) -> bool:
    row, present = table.rows[-1], [column for column, _ in level]
    if any(line.block for _, line in level) or (0 not in present and len(level) < 2):
        return False
    base = level[0][1].base
    if all(base - line.base >= LOOSE * table.leading for line in row.lines):
        return True
    if 0 not in present or len(level) < 2:
        return False
    return not _goes_on(row.cells[0], level[0][1] if present[0] == 0 else None, table.edges[0])


def _goes_on(cell: Sequence[Line], line: Line | None, edge: float) -> bool:
    """True when a line of the first column continues the label above it."""
    if line is None or not cell:
        return True
    return line.atoms[0].text[:1].islower() or not would_fit(cell[-1], line, edge)


def _are_cards(table: _Table) -> bool:
    """True for blocks of lines side by side: the first column holds values, or runs on its own."""
    if len(table.rows) < 2:
        return False
    for row in table.rows[1:]:
        texts = [" ".join(plain_text(line.atoms) for line in cell) for cell in row.cells]
        if REACHED_AT.search(texts[0]) and any(REACHED_AT.search(text) for text in texts[1:]):
            return True
        parts = [_parts(cell, table.leading) for cell in row.cells]
        if parts[0] > 1 and sum(part > 1 for part in parts) > 1:
            return True
    return False


def _parts(cell: Sequence[Line], leading: float) -> int:
    """How many paragraphs, by distance alone."""
    gaps = [b.base - a.base for a, b in itertools.pairwise(cell)]
    return min(len(cell), 1 + sum(gap >= LOOSE * leading for gap in gaps))


def _one_row(rows: list[list[list[Line]]]) -> list[list[list[Line]]]:
    """The first row is the heading; all others are one."""
    body = [[line for cell in column for line in cell] for column in zip(*rows[1:], strict=True)]
    return [rows[0], body]
