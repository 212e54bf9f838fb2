"""Dark bars of a page: header rows printed white on a colour."""

from __future__ import annotations

import cv2
import numpy as np

from ami_cli.readers.scan.pixels import PER_MM, Pixels

Bar = tuple[int, int, int, int]

DARK = 130  # grey level of an evened page (paper 252); shaded label cells stay above 200
GAPS = 15  # per cent of the rows of a bar: between and around lines of letters more are dark
NARROWEST = round(12 * PER_MM)
LOWEST = round(3 * PER_MM)


def dark_bars(grey: Pixels) -> list[Bar]:
    """Return the dark filled rectangles as x0, y0, x1, y1 in pixels, letters included."""
    dark = (grey < DARK).astype(np.uint8)
    core = cv2.morphologyEx(
        dark, cv2.MORPH_OPEN, np.ones((6, 6), np.uint8)
    )  # no stroke of a letter is left
    filled = cv2.morphologyEx(core, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    filled = cv2.morphologyEx(filled, cv2.MORPH_OPEN, np.ones((LOWEST, NARROWEST), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(filled, connectivity=8)
    bars: list[Bar] = []
    for k in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[k])
        inside = dark[y : y + height, x : x + width]
        if area > 0.9 * width * height and float(inside.mean()) > 0.55:
            bars.append((x, y, x + width, y + height))
    return bars


def inner_lines(grey: Pixels, bar: Bar) -> list[float]:
    """Return x, in pixels, of the light lines that cut a bar from top to bottom."""
    x0, y0, x1, y1 = bar
    rows = grey[y0 + 2 : y1 - 2, x0:x1].astype(np.float32)
    lightest = np.percentile(rows, GAPS, axis=0).astype(np.float32).reshape(1, -1)
    rise = cv2.morphologyEx(lightest, cv2.MORPH_TOPHAT, np.ones((1, 11), np.uint8))[0]
    count, _, _, centres = cv2.connectedComponentsWithStats(
        (rise > 18).astype(np.uint8).reshape(1, -1)
    )
    margin = NARROWEST / 2
    return [
        x0 + float(centres[k][0])
        for k in range(1, count)
        if margin < centres[k][0] < (x1 - x0) - margin
    ]
