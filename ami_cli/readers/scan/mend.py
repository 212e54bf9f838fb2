"""Complete the tables that a fax broke up: lines found in part are drawn from side to side."""

from __future__ import annotations

import itertools

import numpy as np

from ami_cli.readers.scan.hairlines import Run, broken_lines, cell_walls, faint_levels
from ami_cli.readers.scan.lines import Line
from ami_cli.readers.scan.pixels import PER_POINT, Pixels

NEAR = 6.0  # points: lines closer than this belong to one table
BELOW = 30.0  # points under the last line found, where the bottom line may be
LEAST = 110.0  # points: no table is narrower
SHADES = 0.5
SAME = 3.0  # points
ACROSS, DOWN = 60, 40  # pixels between two crumbs of one line


Bounds = tuple[float, float, float, float]


def mended(grey: Pixels, dotted: Pixels, lines: list[Line]) -> list[Line]:
    """Return the lines with those that were broken into dots, on a page without shades of grey.

    ``grey`` is the page without dotted leaders, ``dotted`` the page with them: what is left of a
    hairline may look like one.
    """
    if not _black_and_white(grey):
        return lines
    broken = _scaled(broken_lines(grey, ACROSS), horizontal=True)
    broken += _scaled(broken_lines(_flipped(grey), DOWN), horizontal=False)
    new = [line for line in broken if not any(_covers(other, line) for other in lines)]
    if not new:
        return lines
    whole = [*lines, *new]
    for box in _tables(whole):
        whole += _completed(dotted, box, whole)
    return whole


def _black_and_white(grey: Pixels) -> bool:
    """Tell whether print has few shades: 0.2 to 0.4 of a turned 1-bit page, else 0.6 to 0.9."""
    dark = int(np.count_nonzero(grey < 190))
    shades = int(np.count_nonzero((grey > 60) & (grey < 190)))
    return shades < SHADES * dark


def _completed(grey: Pixels, box: Bounds, lines: list[Line]) -> list[Line]:
    """Return the lines of one table drawn from side to side, and walls inside single rows."""
    x0, y0, x1, y1 = box
    left, right = round(x0 * PER_POINT), round(x1 * PER_POINT)
    zone = (left, round(y0 * PER_POINT) - 8, right, round((y1 + BELOW) * PER_POINT))
    levels = [line.at for line in lines if _inside(line, box)]
    rows = _distinct([*levels, *(y / PER_POINT for y in faint_levels(grey, zone))])
    if len(rows) < 2:
        return []
    zone = (round(rows[0] * PER_POINT), left - 8, round(rows[-1] * PER_POINT), right + 8)
    walls = [x / PER_POINT for x in faint_levels(_flipped(grey), zone)]
    added = [Line(True, y, x0, x1) for y in rows]
    added += [Line(False, x, rows[0], rows[-1]) for x in walls]
    standing = [line.at for line in lines if not line.horizontal] + walls
    for above, below in itertools.pairwise(rows):
        cell = (left + 8, round(above * PER_POINT), right - 8, round(below * PER_POINT))
        found = (x / PER_POINT for x in cell_walls(grey, cell))
        added += [
            Line(False, x, above, below)
            for x in found
            if all(abs(x - other) > SAME for other in standing)
        ]
    return added


def _flipped(grey: Pixels) -> Pixels:
    return np.ascontiguousarray(grey.T)


def _tables(lines: list[Line]) -> list[Bounds]:
    """Return the bounds of the groups of lines that stand together."""
    boxes = [
        (line.start, line.at, line.end, line.at)
        if line.horizontal
        else (line.at, line.start, line.at, line.end)
        for line in lines
    ]
    groups: list[Bounds] = []
    for box in boxes:
        near = [group for group in groups if _touch(group, box)]
        groups = [group for group in groups if group not in near]
        parts = [box, *near]
        groups.append(
            (
                min(part[0] for part in parts),
                min(part[1] for part in parts),
                max(part[2] for part in parts),
                max(part[3] for part in parts),
            )
        )
    return [group for group in groups if group[2] - group[0] >= LEAST]


def _touch(one: Bounds, other: Bounds) -> bool:
    return (
        one[0] - NEAR <= other[2]
        and other[0] - NEAR <= one[2]
        and one[1] - NEAR <= other[3]
        and other[1] - NEAR <= one[3]
    )


def _bounds(line: Line) -> Bounds:
    if line.horizontal:
        return line.start, line.at, line.end, line.at
    return line.at, line.start, line.at, line.end


def _inside(line: Line, box: Bounds) -> bool:
    """Tell whether a horizontal line crosses a good part of a table."""
    x0, y0, x1, y1 = box
    within = y0 - 1 <= line.at <= y1 + 1 and line.start >= x0 - 1 and line.end <= x1 + 1
    return line.horizontal and within and line.end - line.start > 0.12 * (x1 - x0)


def _distinct(levels: list[float]) -> list[float]:
    kept: list[float] = []
    for level in sorted(levels):
        if not kept or level - kept[-1] > SAME:
            kept.append(level)
    return kept


def _covers(other: Line, line: Line) -> bool:
    return (
        other.horizontal == line.horizontal
        and abs(other.at - line.at) < SAME
        and other.start <= line.start + 8
        and other.end >= line.end - 8
    )


def _scaled(runs: list[Run], *, horizontal: bool) -> list[Line]:
    return [Line(horizontal, y / PER_POINT, x0 / PER_POINT, x1 / PER_POINT) for y, x0, x1 in runs]
