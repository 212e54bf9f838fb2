"""Dotted leaders: rows of dots that mark where to write."""

from __future__ import annotations

import cv2
import numpy as np

from ami_cli.readers.scan.pixels import Floats, Pixels

DOT = 5  # pixels, the largest dot
PITCH = 14  # pixels between two dots at most
FEWEST = 8
MOST = 5000  # dots; a page of twenty leaders has 2 000, a page of specks more
UNEVEN = 0.2  # spread of the pitch; small letters in a row have 0.4
DARK = 215


def without_leaders(grey: Pixels) -> Pixels:
    """Return the page with rows of leader dots painted over; a full stop or an ellipsis stays."""
    dark = (grey < DARK).astype(np.uint8)
    _, labels, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    dots = np.flatnonzero((width <= DOT) & (height <= DOT))
    if len(dots) > MOST:
        return grey
    dots = np.array([k for k in dots[dots > 0] if not _of_colon(k, dots, centres)], dtype=np.int64)
    drop = np.zeros(len(stats), bool)
    for row in _rows(dots, centres):
        drop[row] = True
    if not drop.any():
        return grey
    gone = cv2.dilate(drop[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.where(gone > 0, np.uint8(255), grey)


def _of_colon(k: int, dots: Floats, centres: Floats) -> bool:
    """Tell whether another dot stands right above, as in « Nom : »."""
    x, y = centres[k]
    across, up = np.abs(centres[dots, 0] - x), y - centres[dots, 1]
    return bool(((across <= 2.5) & (up >= 6) & (up <= 18)).any())


def _rows(dots: Floats, centres: Floats) -> list[list[int]]:
    """Group dots that follow one another on one level at a leader's pitch."""
    order = sorted((int(k) for k in dots), key=lambda k: centres[k][0])
    open_rows: list[list[int]] = []
    rows: list[list[int]] = []
    for k in order:
        x, y = centres[k]
        still = []
        home: list[int] | None = None
        for row in open_rows:
            last_x, last_y = centres[row[-1]]
            if x - last_x > 4 * PITCH:  # a word written on the leader hides some dots
                rows.append(row)
                continue
            still.append(row)
            if home is None and abs(y - last_y) <= 2.0:
                home = row
        open_rows = still
        if home is None:
            open_rows.append([k])
        else:
            home.append(k)
    return [row for row in rows + open_rows if _is_leader(row, centres)]


def _is_leader(row: list[int], centres: Floats) -> bool:
    if len(row) < FEWEST:
        return False
    steps = np.diff([centres[k][0] for k in row])
    near = steps[steps <= PITCH]
    if len(near) < 0.7 * len(steps):
        return False
    return float(np.std(near)) < UNEVEN * float(np.mean(near)) + 0.5
