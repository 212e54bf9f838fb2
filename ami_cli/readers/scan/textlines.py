"""Lines of text of a page: found, cut where columns, rules and tick boxes part them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from ami_cli.readers.scan import engine
from ami_cli.readers.scan.engine import NOTHING, Recognised
from ami_cli.readers.scan.lines import Line
from ami_cli.readers.scan.pixels import PER_POINT, Floats, Pixels
from ami_cli.readers.scan.ticks import Tick

INK = 170
COLUMN_GAP = 1.25  # of the line's height: parts of one line further apart are read apart
LOOSE = 0.6  # share of a box that print of its own size fills
SLANT = 1.2  # degrees, and
DRIFT = 6.0  # pixels from end to end: what is more slanted on a straight page is a stamp


@dataclass(frozen=True, slots=True)
class TextLine:
    """A piece of a line of text: its place in pixels, its image (ink dark), and how it was read.

    ``slanted`` lines were turned flat before reading; their words have the box of the whole line.
    ``known``: a line of the blank, its text is the blank's; ``blank_page`` is its page there, from 0.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    image: Pixels
    slanted: bool = False
    known: bool = False
    blank_page: int | None = None
    text: Recognised = NOTHING

    @property
    def confidence(self) -> float:
        """Mean score of the characters, 0 when nothing was read."""
        return float(np.mean(self.text.scores)) if self.text.scores else 0.0


def find_text(grey: Pixels, rules: list[Line], ticks: list[Tick]) -> list[TextLine]:
    """Return the pieces of lines of a page whose rules and tick boxes are painted over, unread."""
    pieces: list[TextLine] = []
    for corners in engine.detect(grey):
        angle, length = _slant(corners)
        if abs(angle) > SLANT and length * abs(np.sin(np.deg2rad(angle))) > DRIFT:
            pieces.append(_turned(grey, corners))
        else:
            pieces += _pieces(grey, corners, rules, ticks)
    return pieces


def ink_gaps(image: Pixels) -> list[tuple[int, int]]:
    """Return the runs of columns without ink inside a line, left to right."""
    edge = max(1, image.shape[0] // 12)
    inked = np.flatnonzero((image[edge:-edge] < INK).any(axis=0))
    breaks = np.flatnonzero(np.diff(inked) > 1)
    return [(int(inked[k]) + 1, int(inked[k + 1])) for k in breaks]


def _slant(corners: Floats) -> tuple[float, float]:
    """Return the angle in degrees of the longer side, and its length."""
    sides = [(corners[1] - corners[0]), (corners[2] - corners[1])]
    longest = max(sides, key=lambda side: float(np.linalg.norm(side)))
    angle = float(np.degrees(np.arctan2(longest[1], longest[0])))
    return (angle + 90) % 180 - 90, float(np.linalg.norm(longest))


def _turned(grey: Pixels, corners: Floats) -> TextLine:
    """Cut out a slanted line, turned flat."""
    angle, _ = _slant(corners)
    turn = np.deg2rad(angle)
    along = np.array([np.cos(turn), np.sin(turn)])
    across = np.array([-np.sin(turn), np.cos(turn)])
    x, y = corners @ along, corners @ across
    width, height = max(8, round(x.max() - x.min())), max(8, round(y.max() - y.min()))
    origin = along * x.min() + across * y.min()
    source = np.array([origin, origin + along * width, origin + across * height], np.float32)
    target = np.array([[0, 0], [width, 0], [0, height]], np.float32)
    image: Pixels = cv2.warpAffine(
        grey,
        cv2.getAffineTransform(source, target),
        (width, height),
        flags=cv2.INTER_CUBIC,
        borderValue=(255,),
    )
    if height > 1.5 * width:
        image = np.ascontiguousarray(np.rot90(image))
    x0, y0 = corners.min(axis=0)
    x1, y1 = corners.max(axis=0)
    return TextLine(float(x0), float(y0), float(x1), float(y1), image, slanted=True)


def _pieces(grey: Pixels, corners: Floats, rules: list[Line], ticks: list[Tick]) -> list[TextLine]:
    """Cut a line at vertical rules, tick boxes and column gaps."""
    height, width = grey.shape
    x0, y0 = (max(0, int(v)) for v in np.floor(corners.min(axis=0)))
    x1, y1 = (int(v) for v in np.minimum(np.ceil(corners.max(axis=0)), (width, height)))
    if x1 - x0 < 4 or y1 - y0 < 4:
        return []
    image = grey[y0:y1, x0:x1]
    if float(np.median(image)) < 120:
        image = 255 - image
    walls = _walls(x0, y0, x1, y1, rules, ticks)
    walls += [
        (start, end) for start, end in ink_gaps(image) if end - start > COLUMN_GAP * (y1 - y0)
    ]
    pieces: list[TextLine] = []
    left = 0
    for start, end in [*sorted(walls), (x1 - x0, x1 - x0)]:
        piece = _trimmed(image, left, start, x0, y0)
        if piece is not None:
            pieces.append(piece)
        left = max(left, end)
    return pieces


def _walls(
    x0: int, y0: int, x1: int, y1: int, rules: list[Line], ticks: list[Tick]
) -> list[tuple[int, int]]:
    middle = (y0 + y1) / 2
    walls = [
        (round(rule.at * PER_POINT) - x0 - 2, round(rule.at * PER_POINT) - x0 + 2)
        for rule in rules
        if not rule.horizontal
        and x0 + 6 < rule.at * PER_POINT < x1 - 6
        and rule.start * PER_POINT <= middle <= rule.end * PER_POINT
    ]
    walls += [
        (tick.x0 - x0, tick.x1 - x0)
        for tick in ticks
        if tick.y0 < middle < tick.y1 and tick.x1 > x0 and tick.x0 < x1
    ]
    return walls


def _trimmed(image: Pixels, left: int, right: int, x0: int, y0: int) -> TextLine | None:
    """Return one piece cut down to its ink, with a small margin; None when it holds none."""
    left, right = max(0, left), min(image.shape[1], right)
    if right - left < 3:
        return None
    inked = np.flatnonzero((image[:, left:right] < INK).any(axis=0))
    if not len(inked):
        return None
    start, end = max(left, left + int(inked[0]) - 4), min(right, left + int(inked[-1]) + 5)
    if end - start < 6:
        return None
    top, bottom = _body(image[:, start:end])
    cut = np.ascontiguousarray(image[top:bottom, start:end])
    return TextLine(x0 + start, y0 + top, x0 + end, y0 + bottom, cut)


def _body(image: Pixels) -> tuple[int, int]:
    """Return the rows to keep: small print in a tall box is read with letters missing."""
    height = image.shape[0]
    inked = np.flatnonzero((image < INK).any(axis=1))
    top, bottom = int(inked[0]), int(inked[-1]) + 1
    if bottom - top > LOOSE * height:
        return 0, height
    margin = max(2, round(0.2 * (bottom - top)))
    return max(0, top - margin), min(height, bottom + margin)


def ink_ends(image: Pixels) -> tuple[int, int]:
    """Return the first inked column of a line and the one after the last."""
    inked = np.flatnonzero((image < INK).any(axis=0))
    return (int(inked[0]), int(inked[-1]) + 1) if len(inked) else (0, image.shape[1])
