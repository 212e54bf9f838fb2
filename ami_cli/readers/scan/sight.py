"""Know the printed lines of a blank form by sight, wherever they stand on a page.

A line of a return that looks, all along, like a line of the blank *is* that line: its exact text
needs no OCR. No page has to be registered as a whole, so a form that grew where it was filled,
was shuffled or cut is known as well as a clean one.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from ami_cli.readers.scan.blank import Blank, PrintedLine, ink_bounds, thumbnail
from ami_cli.readers.scan.pixels import Floats, Pixels

SCALE = 0.035  # how much wider or narrower the same line may be
GLANCE = 0.5  # correlation of thumbnails under which lines are not compared
CLOSEST = 4  # lines compared in full
ALIKE = 0.8  # correlation of the whole line: 99 % of 491 true pairs have 0.85
WORST = 0.57  # of its worst half letter: 94 % of true pairs; a 3 for a 6 may pass
FIGURE = 0.82  # of each figure: 600 true ones have 0.85 or more, 147 others 0.76 at most
BLUR = 1.1  # pixels


def known_line(image: Pixels, blanks: tuple[Blank, ...]) -> tuple[PrintedLine, float] | None:
    """Return the printed line that a line image shows and how alike they are; None: new."""
    ink = ink_bounds(image)
    if ink is None:
        return None
    best: tuple[PrintedLine, float] | None = None
    glance = thumbnail(ink)
    for blank in blanks:
        for line in _candidates(ink, glance, blank):
            alike = likeness(ink, line)
            if alike >= ALIKE and (best is None or alike > best[1]):
                best = (line, alike)
    return best


def likeness(seen: Pixels, line: PrintedLine) -> float:
    """Return the correlation of a line image with a printed line; 0 when any part of it differs."""
    height, width = line.image.shape
    one = _soft(cv2.resize(seen, (width, height), interpolation=cv2.INTER_AREA))
    other = _softened(line)
    whole, moved = max(
        ((_correlation(near, other), near) for near in _shifted(one)), key=lambda pair: pair[0]
    )
    if whole < ALIKE or _worst(moved, other, max(8, height // 2)) < WORST:
        return 0.0
    return whole if _same_figures(moved, other, line) else 0.0


def _same_figures(one: Floats, other: Floats, line: PrintedLine) -> bool:
    """Tell whether every figure of the line looks the same: a date is read, not guessed."""
    height, width = other.shape
    half = max(4, round(0.3 * height))
    for letter, place in zip(line.text, line.at, strict=True):
        if letter.isdigit():
            middle = round(place * width)
            window = slice(max(0, middle - half), min(width, middle + half + 1))
            if (
                max(_correlation(near[:, window], other[:, window]) for near in _shifted(one))
                < FIGURE
            ):
                return False
    return True


def _shifted(image: Floats) -> list[Floats]:
    return [np.roll(image, step, axis=1) for step in (-1, 0, 1)]


def _candidates(ink: Pixels, glance: Floats, blank: Blank) -> list[PrintedLine]:
    """Return the few lines of a blank that have the same size and look alike at a glance."""
    alike = blank.thumbnails @ glance
    order = np.argsort(-alike)[: 3 * CLOSEST]
    near = (blank.lines[int(k)] for k in order if alike[k] >= GLANCE)
    return [line for line in near if _same_size(ink, line.image)][:CLOSEST]


def _worst(one: Floats, other: Floats, window: int) -> float:
    """Return the correlation in the worst window that holds ink."""
    height, width = one.shape
    starts = np.arange(0, max(1, width - window + 1), max(3, window // 3))
    ends = np.minimum(starts + window, width)
    size = (ends - starts) * height

    def sums(values: Floats) -> Floats:
        running = np.concatenate([[0.0], np.cumsum(values.sum(axis=0, dtype=np.float64))])
        total: Floats = running[ends] - running[starts]
        return total

    first, second = sums(one), sums(other)
    spread_one = np.maximum(0.0, sums(one * one) - first * first / size)
    spread_other = np.maximum(0.0, sums(other * other) - second * second / size)
    inked = np.maximum(spread_one, spread_other) / size >= 12.0**2  # else the space between words
    scale = np.sqrt(spread_one * spread_other)
    alike = (sums(one * other) - first * second / size) / np.where(scale > 0, scale, np.inf)
    return float(alike[inked].min(initial=1.0))


def _correlation(one: Floats, other: Floats) -> float:
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size > 0 else 0.0


def _soft(image: Pixels) -> Floats:
    soft: Floats = cv2.GaussianBlur(image, (0, 0), BLUR).astype(np.float32)
    return soft


@lru_cache(maxsize=4096)
def _softened(line: PrintedLine) -> Floats:
    return _soft(line.image)


def _same_size(one: Pixels, other: Pixels) -> bool:
    height, width = one.shape
    wider, taller = abs(width - other.shape[1]), abs(height - other.shape[0])
    return bool(wider <= max(5, SCALE * other.shape[1]) and taller <= max(4, 0.16 * other.shape[0]))
