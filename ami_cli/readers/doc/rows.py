"""The shape of a table's rows: grid columns, merged cells ([MS-DOC] 2.9.326, 2.9.317)."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from struct import unpack_from

from ami_cli.readers.doc.sprm import DEFINE_TABLE, sprms

FIRST, COVERED = 1, 2  # horzMerge
_VERTICAL, _RESTART = 1, 3
_NEAR = 30  # twips: edges nearer than that are one grid line
_MAX_CELLS = 63
_VERTICAL_MERGE, _MERGE, _SPLIT = 0xD62B, 0x5624, 0x5625


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of one row: edges in twips (one more than cells), merging of each cell."""

    edges: tuple[int, ...] = ()
    horizontal: tuple[int, ...] = ()
    vertical: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Where one stored cell lies; ``covered`` when it belongs to a merged cell before or above."""

    column: int
    colspan: int
    rowspan: int
    covered: bool


@lru_cache(maxsize=256)  # the rows of a form are mostly alike
def read_shape(grpprl: bytes) -> Shape:
    """Read the modifiers of a row's end mark."""
    edges: tuple[int, ...] = ()
    horizontal: list[int] = []
    vertical: list[int] = []
    for code, operand in sprms(grpprl):
        try:
            if code == DEFINE_TABLE:
                edges, horizontal, vertical = _definition(operand)
            elif code == _VERTICAL_MERGE and operand[0] < len(vertical):
                vertical[operand[0]] = operand[1]
            elif code == _MERGE:
                for i in range(operand[0], min(operand[1], len(horizontal))):
                    horizontal[i] = FIRST if i == operand[0] else COVERED
            elif code == _SPLIT:
                for i in range(operand[0], min(operand[1], len(horizontal))):
                    horizontal[i] = 0
        except (struct.error, IndexError):
            continue
    return Shape(edges, tuple(horizontal), tuple(vertical))


def _definition(operand: bytes) -> tuple[tuple[int, ...], list[int], list[int]]:
    """Read a TDefTableOperand; cells without a TC80 are not merged."""
    count = min(operand[0], _MAX_CELLS)
    edges = unpack_from(f"<{count + 1}h", operand, 1)
    start = 1 + 2 * (operand[0] + 1)
    horizontal, vertical = [0] * count, [0] * count
    for i in range(min(count, (len(operand) - start) // 20)):
        (flags,) = unpack_from("<H", operand, start + 20 * i)
        horizontal[i] = flags & 3
        vertical[i] = flags >> 5 & 3
    return edges, horizontal, vertical


def lay_out(shapes: Sequence[Shape], counts: Sequence[int]) -> list[list[Span]]:
    """Return the spans of every stored cell of a table, row by row.

    ``counts`` are the cells each row really has; a row whose shape says otherwise is laid out
    without merging, one grid column a cell.
    """
    grid = _grid(edge for shape in shapes for edge in shape.edges)
    rows = [_row(shape, count, grid) for shape, count in zip(shapes, counts, strict=True)]
    heights = _heights(rows, shapes)
    return [
        [_spread(rows[r], shapes[r], i, heights.get((r, i), 1)) for i in range(len(rows[r]))]
        for r in range(len(rows))
    ]


def _grid(edges: Iterable[int]) -> list[int]:
    grid: list[int] = []
    for edge in sorted(set(edges)):
        if not grid or edge - grid[-1] > _NEAR:
            grid.append(edge)
    return grid


def _row(shape: Shape, count: int, grid: list[int]) -> list[tuple[int, int]]:
    """Return (first grid column, column after the last) of each stored cell."""
    if len(shape.edges) != count + 1:
        return [(i, i + 1) for i in range(count)]
    lines = [max(0, bisect_left(grid, edge - _NEAR)) for edge in shape.edges]
    found: list[tuple[int, int]] = []
    for i in range(count):
        left = max(lines[i], found[-1][1] if found else 0)
        found.append((left, max(left + 1, lines[i + 1])))
    return found


def _heights(
    rows: list[list[tuple[int, int]]], shapes: Sequence[Shape]
) -> dict[tuple[int, int], int]:
    """Return the rowspan of each vertically merged cell by (row, cell), 0 for covered ones."""
    heights: dict[tuple[int, int], int] = {}
    above: dict[int, tuple[int, int]] = {}  # grid column -> the merged cell open there
    for r, row in enumerate(rows):
        still: dict[int, tuple[int, int]] = {}
        for i, (left, _) in enumerate(row):
            merging = _at(shapes[r].vertical, i)
            if merging == _VERTICAL and left in above:
                still[left] = above[left]
                heights[above[left]] += 1
                heights[r, i] = 0
            elif merging in (_VERTICAL, 2, _RESTART):
                still[left] = (r, i)
                heights[r, i] = 1
        above = still
    return heights


def _spread(row: list[tuple[int, int]], shape: Shape, i: int, height: int) -> Span:
    left, right = row[i]
    covered = height == 0 or (i > 0 and _at(shape.horizontal, i) in (COVERED, 3))
    following = i + 1
    while following < len(row) and _at(shape.horizontal, following) in (COVERED, 3):
        right = row[following][1]
        following += 1
    return Span(left, right - left, max(1, height), covered)


def _at(values: tuple[int, ...], index: int) -> int:
    return values[index] if index < len(values) else 0
