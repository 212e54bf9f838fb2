"""Hairlines that a fax or a black-and-white scan broke into dots."""

from __future__ import annotations

import cv2
import numpy as np

from ami_cli.readers.scan.pixels import PER_MM, Flags, Pixels

DARK = 150
FLAT = 4  # pixels: a crumb of a hairline is not thicker
LONGEST = 80  # pixels: longer pieces are lines of their own
SPAN = round(28 * PER_MM)  # shorter rows of crumbs are chance
COVER = 0.10  # share of a broken line that is still inked
FAINT, PARTS = 0.025, 14  # share still inked of a line nearly gone; it shows in all parts but two
WALL = 0.1  # share of the height of a cell that its broken wall still inks
CROWD = 0.12  # share of crumbs with other ink close beside: print has more

Run = tuple[float, int, int]


def broken_lines(grey: Pixels, gap: int) -> list[Run]:
    """Return broken lines along x as (y, x0, x1) in pixels; crumbs are at most ``gap`` apart."""
    dark = (grey < DARK).astype(np.uint8)
    crumbs = _crumbs(dark)
    if not crumbs.any():
        return []
    rows = cv2.dilate(crumbs, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(rows, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, SPAN), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Run] = []
    for k in range(1, count):
        x, y, width, height = (int(v) for v in stats[k, :4])
        window = (slice(y, y + height), slice(x, x + width))
        inside = (labels[window] == k) & (crumbs[window] > 0)
        if height > 12 or not inside.any():
            continue
        level = y + float(np.median(np.nonzero(inside)[0]))
        if float(inside.any(axis=0).mean()) >= COVER and not _beside(dark, level, x, inside):
            found.append((level, x, x + width))
    return found


def faint_levels(grey: Pixels, box: tuple[int, int, int, int]) -> list[float]:
    """Return y of the lines, nearly gone, that cross a table from side to side (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = box
    dark = (grey[max(0, y0) : y1, max(0, x0) : x1] < DARK).astype(np.uint8)
    if dark.shape[1] < SPAN or not dark.size:
        return []
    crumbs = cv2.dilate(_crumbs(dark), np.ones((3, 1), np.uint8))
    inked = crumbs.mean(axis=1)
    levels: list[float] = []
    for row in np.argsort(-inked):
        if inked[row] < FAINT:
            break
        if any(abs(row - level) < 8 for level in levels):
            continue
        parts = np.array_split(crumbs[row], PARTS)
        spread = sum(bool(part.any()) for part in parts)
        line = crumbs[max(0, row - 1) : row + 2] > 0
        if spread >= PARTS - 2 and not _beside(dark, float(row), 0, line):
            levels.append(float(row))
    return [max(0, y0) + level for level in levels]


def cell_walls(grey: Pixels, box: tuple[int, int, int, int]) -> list[float]:
    """Return x of the walls inside one row of a table: ink from top to bottom with none beside."""
    x0, y0, x1, y1 = box
    dark = (grey[y0 + 4 : y1 - 4, x0:x1] < DARK).astype(np.uint8)
    if dark.shape[0] < 20 or dark.shape[1] < 40:
        return []
    wide = cv2.dilate(dark, np.ones((1, 3), np.uint8))
    thirds = [part.any(axis=0) for part in np.array_split(wide, 3, axis=0)]
    inked = (wide.mean(axis=0) > WALL) & thirds[0] & thirds[1] & thirds[2]
    walls: list[float] = []
    for x in np.flatnonzero(inked):
        left, right = dark[:, max(0, x - 9) : max(0, x - 3)], dark[:, x + 4 : x + 10]
        if not left.any() and not right.any() and not (walls and x - walls[-1] < 8):
            walls.append(float(x))
    return [x0 + x for x in walls]


def _crumbs(dark: Pixels) -> Pixels:
    """Keep the components that are flat and not long."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    keep = (stats[:, cv2.CC_STAT_HEIGHT] <= FLAT) & (stats[:, cv2.CC_STAT_WIDTH] <= LONGEST)
    keep[0] = False
    crumbs: Pixels = keep[labels].astype(np.uint8)
    return crumbs


def _beside(dark: Pixels, level: float, x: int, inside: Flags) -> bool:
    """Tell whether crumbs stand close above or below other ink, as the dots of letters do."""
    columns = x + np.flatnonzero(inside.any(axis=0))
    row = round(level)
    above = dark[max(0, row - 12) : max(0, row - 4), columns]
    below = dark[row + 5 : row + 13, columns]
    shares = [float(band.any(axis=0).mean()) for band in (above, below) if band.size]
    return max(shares, default=0.0) > 3 * CROWD or min(shares, default=0.0) > CROWD
