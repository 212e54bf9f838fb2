"""Know the printed lines of a blank form by sight, wherever they stand on a page.

A line of a return that looks, all along, like a line of the blank *is* that line: its exact text
needs no OCR. No page has to be registered as a whole, so a form that grew where it was filled,
was shuffled or cut is known as well as a clean one.
"""

from __future__ import annotations

import cv2
import numpy as np

from ami_cli.readers.scan.blank import Blank, PrintedLine, ink_bounds, thumbnail
from ami_cli.readers.scan.pixels import Floats, Pixels

SCALE = 0.035  # how much wider or narrower the same line may be
GLANCE = 0.5  # correlation of thumbnails under which lines are not compared
CLOSEST = 4  # lines compared in full
ALIKE = 0.8  # correlation of the whole line: 99 % of 491 true pairs have 0.85
WORST = 0.57  # of its worst half letter: 94 % of true pairs; a 3 for a 6 falls below
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
            whole, worst = likeness(ink, line.image)
            if whole >= ALIKE and worst >= WORST and (best is None or whole > best[1]):
                best = (line, whole)
    return best


def likeness(seen: Pixels, printed: Pixels) -> tuple[float, float]:
    """Return the correlation of two line images, whole and at its worst half letter."""
    height, width = printed.shape
    one = _soft(cv2.resize(seen, (width, height), interpolation=cv2.INTER_AREA))
    other = _soft(printed)
    whole, moved = max(
        (
            (_correlation(turned, other), turned)
            for turned in (np.roll(one, k, axis=1) for k in (-1, 0, 1))
        ),
        key=lambda pair: pair[0],
    )
    if whole < ALIKE:
        return whole, -1.0
    return whole, _worst(moved, other, max(8, height // 2))


def _candidates(ink: Pixels, glance: Floats, blank: Blank) -> list[PrintedLine]:
    """Return the few lines of a blank that have the same size and look alike at a glance."""
    alike = blank.thumbnails @ glance
    order = np.argsort(-alike)[: 3 * CLOSEST]
    near = (blank.lines[int(k)] for k in order if alike[k] >= GLANCE)
    return [line for line in near if _same_size(ink, line.image)][:CLOSEST]


def _worst(one: Floats, other: Floats, window: int) -> float:
    """Return the correlation in the worst window that holds ink."""
    width = one.shape[1]
    worst = 1.0
    for start in range(0, max(1, width - window + 1), max(3, window // 3)):
        a, b = one[:, start : start + window], other[:, start : start + window]
        if max(float(a.std()), float(b.std())) < 12:
            continue  # the space between two words
        worst = min(worst, _correlation(a, b))
    return worst


def _correlation(one: Floats, other: Floats) -> float:
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size > 0 else 0.0


def _soft(image: Pixels) -> Floats:
    soft: Floats = cv2.GaussianBlur(image, (0, 0), BLUR).astype(np.float32)
    return soft


def _same_size(one: Pixels, other: Pixels) -> bool:
    height, width = one.shape
    wider, taller = abs(width - other.shape[1]), abs(height - other.shape[0])
    return bool(wider <= max(5, SCALE * other.shape[1]) and taller <= max(4, 0.16 * other.shape[0]))
