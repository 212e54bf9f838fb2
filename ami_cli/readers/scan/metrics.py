"""The writing line of a line of text, and the size of its letters, from its ink."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ami_cli.readers.scan.pixels import PER_POINT, Pixels
from ami_cli.readers.scan.textlines import TextLine

LOWER = re.compile(r"[acemnorsuvwxz]")
X_HEIGHT, CAP_HEIGHT = 0.49, 0.68  # of the font size; Carlito, Arial, Times, DejaVu lie around
DENSE = 0.42  # share of the fullest row from which a row is in the body of the letters
INK = 150
SAME = 0.3  # a size this near the page's usual one is the usual one: « (60) » has no small letter


@dataclass(frozen=True, slots=True)
class Font:
    """Where a line is written, and how large, in points."""

    baseline: float
    size: float


def font_sizes(lines: Sequence[TextLine]) -> list[Font | None]:
    """Return the writing line and size of each line; None where they do not show."""
    found = [None if line.slanted else writing_line(line.image, line.text.text) for line in lines]
    sizes = Counter(round(one[1] / PER_POINT) for one in found if one)
    usual = float(max(sizes, key=lambda size: (sizes[size], size))) if sizes else 0.0
    return [
        one and Font((line.y0 + one[0]) / PER_POINT, _settled(one[1] / PER_POINT, usual))
        for line, one in zip(lines, found, strict=True)
    ]


def _settled(size: float, usual: float) -> float:
    return usual if abs(size - usual) <= SAME * usual else size


def writing_line(image: Pixels, text: str) -> tuple[float, float] | None:
    """Return the row of the baseline and the font size in pixels, None when no body shows."""
    rows = (image < INK).sum(axis=1).astype(np.float64)
    if not rows.max():
        return None
    body = np.flatnonzero(rows >= DENSE * np.percentile(rows[rows > 0], 90))
    top, bottom = int(body[0]), int(body[-1]) + 1
    height = bottom - top
    if height < 5:
        return None
    return float(bottom), height / (X_HEIGHT if LOWER.search(text) else CAP_HEIGHT)
