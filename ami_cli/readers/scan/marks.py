"""Ink that is neither print, rule nor tick box: signatures, stamps, scribbles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from ami_cli.readers.scan.pixels import PER_MM, PER_POINT, Pixels
from ami_cli.readers.scan.straighten import ink_mask

TALL = 4.5 * PER_MM  # print is smaller; of 360 zones, 4 were told wrong with these two
WIDE = 8.0 * PER_MM
JOIN = round(4 * PER_MM)  # strokes of one signature are closer than this
SOLID = 0.45  # share of its box that ink fills: strokes of a pen and rings fill 0.05 to 0.3
LONGEST, HIGHEST = 120 * PER_MM, 70 * PER_MM
ROUND = 14 * PER_MM  # a round stamp is larger across


@dataclass(frozen=True, slots=True)
class Mark:
    """A patch of ink in points, and what it looks like."""

    kind: Literal["ink", "stamp"]
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


def find_marks(cleaned: Pixels, text: list[tuple[float, float, float, float]]) -> list[Mark]:
    """Return the marks of a page without its rules and tick boxes.

    ``text`` are the boxes, in pixels, of print read with confidence: ink inside them is print.
    """
    ink = ink_mask(cleaned)
    for x0, y0, x1, y1 in text:
        ink[max(0, round(y0)) : round(y1), max(0, round(x0) - 2) : round(x1) + 2] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    keep = ((height > TALL) | (width > WIDE)) & ((height > 0.8 * PER_MM) | (width > 2 * WIDE))
    keep &= (width < 0.6 * ink.shape[1]) & (height < 0.5 * ink.shape[0])
    keep[0] = False
    strokes = (keep[labels] * 255).astype(np.uint8)
    joined = cv2.dilate(strokes, np.ones((JOIN, JOIN), np.uint8))
    count, patches, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    marks = []
    for k in range(1, count):
        x, y, w, h = (int(v) for v in boxes[k, :4])
        patch = strokes[y : y + h, x : x + w] & (
            (patches[y : y + h, x : x + w] == k) * np.uint8(255)
        )
        marks.append(_mark(patch, x, y))
    return [mark for mark in marks if mark is not None]


def _mark(patch: Pixels, x: int, y: int) -> Mark | None:
    rows, columns = np.flatnonzero(patch.any(axis=1)), np.flatnonzero(patch.any(axis=0))
    if not len(rows):
        return None
    x0, x1 = x + int(columns[0]), x + int(columns[-1]) + 1
    y0, y1 = y + int(rows[0]), y + int(rows[-1]) + 1
    box = (x0 / PER_POINT, y0 / PER_POINT, x1 / PER_POINT, y1 / PER_POINT)
    filled = float(np.count_nonzero(patch)) / max(1, (x1 - x0) * (y1 - y0))
    if filled > SOLID or x1 - x0 > LONGEST or y1 - y0 > HIGHEST:
        return None  # a logo, a photo, the shadow of a fold
    kind: Literal["ink", "stamp"] = "stamp" if _is_ring(patch) else "ink"
    return Mark(kind, *box, 0.8 if kind == "stamp" else 0.85)


def _is_ring(patch: Pixels) -> bool:
    """Tell whether the outline is a circle as large as an official stamp."""
    contours, _ = cv2.findContours(patch, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    for contour in contours:
        (_, _), radius = cv2.minEnclosingCircle(contour)
        if radius * 2 < ROUND:
            continue
        hull = cv2.contourArea(cv2.convexHull(contour))
        if hull > 0.85 * np.pi * radius * radius:
            return True
    return False
