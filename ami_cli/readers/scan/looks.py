"""How the words of a coloured scan look: brushed with a marker."""

from __future__ import annotations

import numpy as np

from ami_cli.readers.scan.pixels import PER_POINT, Floats, Pixels

BRIGHT = 140  # the strongest colour of a marker on paper; dark bars are below
DEEP = 0.3  # distance from the tint of the paper: markers 0.37 to 1, shaded cells 0.05
SOME = 0.0003  # share of a page that one word brushed over takes
STEP = 4  # dots between two that are looked at


class Brushed:
    """Tell which words of one page a marker went over; ``colour`` is the page, RGB."""

    def __init__(self, colour: Pixels) -> None:
        self._colour = colour
        seen = colour[::STEP, ::STEP]
        tints, bright = _tints(seen), seen.max(axis=2) >= BRIGHT
        self._paper = np.median(tints[bright], axis=0) if bright.any() else np.ones(3)
        self._any = float((bright & (self._away(tints) >= DEEP)).mean()) >= SOME

    def over(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Tell whether a box, in points, is brushed: the paper in it, not the ink."""
        if not self._any:
            return False
        left, top, right, bottom = (max(0, round(edge * PER_POINT)) for edge in (x0, y0, x1, y1))
        box = self._colour[top:bottom, left:right]
        bright = box.max(axis=2) >= BRIGHT if box.size else np.zeros((0, 0), bool)
        if not bright.any():
            return False
        return float(np.median(self._away(_tints(box)[bright]))) >= DEEP

    def _away(self, tints: Floats) -> Floats:
        """Return how far each dot is from the tint of the paper, 0 to 1."""
        away: Floats = np.abs(tints - self._paper).max(axis=-1)
        return away


def _tints(pixels: Pixels) -> Floats:
    """Return red, green and blue as shares of the strongest of them: shadows do not count."""
    strongest = pixels.max(axis=-1, keepdims=True).astype(np.float32)
    tints: Floats = pixels / np.maximum(strongest, 1)
    return tints
