"""Find tables in ruling lines: which lines meet, and which cells they close.

A table is a set of lines that touch. Its cells are the regions its lines close: the grid of all
its x and y positions, where neighbours without a line between them are one (merged) cell.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ami_cli.model.document import Box
from ami_cli.readers.layout.content import Ruling

JOIN = 2.0  # points: closer lines are one; producers draw borders twice, 0.5-1.5 apart
TOUCH = 3.0  # points: ends closer than this meet; LibreOffice stops inner lines 0.8 pt short
MIN_SIDE = 6.0  # points: a smaller cell holds no text
WALL = 0.6  # share of a side that must be drawn for it to be a wall
MAX_LINES = 4_000  # a dense page of a form has 150; more is a drawing
MAX_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class GridCell:
    """One closed region; ``row`` and ``column`` count grid positions from 0."""

    x0: float
    y0: float
    x1: float
    y1: float
    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One table as drawn: its outline, its cells in reading order, its grid positions."""

    x0: float
    y0: float
    x1: float
    y1: float
    cells: tuple[GridCell, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    at: dict[tuple[int, int], int]

    def cell_at(self, x: float, y: float) -> int | None:
        """Index in ``cells`` of the cell around a point; None outside all cells."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return self.at.get((row, column))

    @property
    def box(self) -> Box:
        """The outline."""
        return Box(self.x0, self.y0, self.x1, self.y1)

    @property
    def area(self) -> float:
        """Square points inside the outline."""
        return (self.x1 - self.x0) * (self.y1 - self.y0)


@dataclass(slots=True)
class _Line:
    """A merged line: position across, start and end along."""

    at: float
    lo: float
    hi: float


def find_grids(rulings: Iterable[Ruling]) -> tuple[list[Grid], list[Ruling]]:
    """Return the tables and the horizontal lines that belong to none (underlines, separators)."""
    horizontal, vertical = [], []
    for r in rulings:
        if r.horizontal:
            horizontal.append(_Line((r.y0 + r.y1) / 2, r.x0, r.x1))
        else:
            vertical.append(_Line((r.x0 + r.x1) / 2, r.y0, r.y1))
    if len(horizontal) + len(vertical) > MAX_LINES:
        return [], []
    horizontal, vertical = _merge(horizontal), _merge(vertical)
    grids: list[Grid] = []
    free: list[_Line] = []
    for rows, columns in _components(horizontal, vertical):
        grid = _grid(rows, columns)
        if grid is None:
            free.extend(rows)
        else:
            grids.append(grid)
    return grids, [Ruling(line.lo, line.at, line.hi, line.at) for line in free]


def _merge(lines: list[_Line]) -> list[_Line]:
    """Join collinear lines that overlap or touch."""
    merged: list[_Line] = []
    for line in sorted(lines, key=lambda one: (one.at, one.lo)):
        other = _same_line(merged, line)
        if other is None:
            merged.append(_Line(line.at, line.lo, line.hi))
        else:
            other.lo, other.hi = min(other.lo, line.lo), max(other.hi, line.hi)
    return merged


def _same_line(merged: list[_Line], line: _Line) -> _Line | None:
    for other in reversed(merged):
        if line.at - other.at > JOIN:
            return None
        if line.lo <= other.hi + TOUCH and line.hi >= other.lo - TOUCH:
            return other
    return None


def _components(
    horizontal: list[_Line], vertical: list[_Line]
) -> list[tuple[list[_Line], list[_Line]]]:
    """Group the lines that touch."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical, len(horizontal)):
            if h.lo - TOUCH <= v.at <= h.hi + TOUCH and v.lo - TOUCH <= h.at <= v.hi + TOUCH:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[_Line], list[_Line]]] = {}
    for i, h in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(vertical, len(horizontal)):
        groups.setdefault(root(j), ([], []))[1].append(v)
    return list(groups.values())


def _positions(lines: list[_Line]) -> list[float]:
    """The distinct positions across, at least MIN_SIDE / 2 apart."""
    found: list[float] = []
    for at in sorted(line.at for line in lines):
        if not found or at - found[-1] > MIN_SIDE / 2:
            found.append(at)
    return found


def _grid(rows: list[_Line], columns: list[_Line]) -> Grid | None:
    """Close the cells of one group of lines; None when they close nothing."""
    ys, xs = _positions(rows), _positions(columns)
    ys, xs = _with_ends(ys, columns, rows), _with_ends(xs, rows, columns)
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_CELLS:
        return None
    if len(rows) < 2 or not columns:
        return None
    across = [[_drawn(rows, y, x0, x1) for x0, x1 in itertools.pairwise(xs)] for y in ys]
    down = [[_drawn(columns, x, y0, y1) for y0, y1 in itertools.pairwise(ys)] for x in xs]
    cells = tuple(_cells(xs, ys, across, down))
    if not cells:
        return None
    at = {
        (row, column): i
        for i, cell in enumerate(cells)
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    }
    return Grid(xs[0], ys[0], xs[-1], ys[-1], cells, tuple(xs), tuple(ys), at)


def _with_ends(at: list[float], crossing: list[_Line], own: list[_Line]) -> list[float]:
    """Add the ends of the crossing lines, for tables drawn without their outer lines."""
    if not crossing or not own:
        return at
    lo, hi = min(line.lo for line in crossing), max(line.hi for line in crossing)
    if not at or lo < at[0] - 2 * MIN_SIDE:
        at = [lo, *at]
    if hi > at[-1] + 2 * MIN_SIDE:
        at = [*at, hi]
    return at


def _drawn(lines: list[_Line], at: float, lo: float, hi: float) -> bool:
    """True when most of the stretch lo..hi at this position is drawn."""
    length = 0.0
    for line in lines:
        if abs(line.at - at) <= TOUCH:
            length += max(0.0, min(hi, line.hi) - max(lo, line.lo))
    return length >= WALL * (hi - lo)


def _cells(
    xs: list[float], ys: list[float], across: list[list[bool]], down: list[list[bool]]
) -> Iterable[GridCell]:
    """Yield the merged cells in reading order."""
    seen: set[tuple[int, int]] = set()
    for r in range(len(ys) - 1):
        for c in range(len(xs) - 1):
            if (r, c) in seen:
                continue
            region = _region(r, c, across, down)
            seen |= region
            r0, r1 = min(i for i, _ in region), max(i for i, _ in region)
            c0, c1 = min(j for _, j in region), max(j for _, j in region)
            if _closed(region, across, down):
                size = (r1 - r0 + 1, c1 - c0 + 1)
                yield GridCell(xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1], r0, c0, *size)


def _region(
    row: int, column: int, across: list[list[bool]], down: list[list[bool]]
) -> set[tuple[int, int]]:
    """All grid positions that no line separates from this one."""
    rows, columns = len(across) - 1, len(down) - 1
    region, todo = {(row, column)}, [(row, column)]
    while todo:
        r, c = todo.pop()
        steps = (
            (r + 1, c, r + 1 < rows and not across[r + 1][c]),
            (r - 1, c, r > 0 and not across[r][c]),
            (r, c + 1, c + 1 < columns and not down[c + 1][r]),
            (r, c - 1, c > 0 and not down[c][r]),
        )
        for i, j, open_ in steps:
            if open_ and (i, j) not in region:
                region.add((i, j))
                todo.append((i, j))
    return region


def _closed(region: set[tuple[int, int]], across: list[list[bool]], down: list[list[bool]]) -> bool:
    """True when a line stands above and below; the sides of a table may be left open."""
    top = [across[r][c] for r, c in region if (r - 1, c) not in region]
    bottom = [across[r + 1][c] for r, c in region if (r + 1, c) not in region]
    sides = [down[c][r] for r, c in region if (r, c - 1) not in region]
    sides += [down[c + 1][r] for r, c in region if (r, c + 1) not in region]
    return all(top) and all(bottom) and any(sides)
