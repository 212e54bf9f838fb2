"""Words of a page: lines found, cut where columns and boxes part them, read, cut into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from ami_cli.readers.scan import engine
from ami_cli.readers.scan.blank import Blank, PrintedLine
from ami_cli.readers.scan.engine import NOTHING, Recognised
from ami_cli.readers.scan.lines import Line
from ami_cli.readers.scan.pixels import PER_POINT, Floats, Pixels
from ami_cli.readers.scan.sight import known_line
from ami_cli.readers.scan.ticks import Tick

INK = 170
COLUMN_GAP = 1.25  # of the line's height: parts of one line further apart are read apart
WORD_GAP = 0.42  # of the line's height: a space the recogniser may have missed
SLANT = 1.2  # degrees, and
DRIFT = 6.0  # pixels from end to end: what is more slanted on a straight page is a stamp


@dataclass(frozen=True, slots=True)
class TextLine:
    """A piece of a line of text: its place in pixels, its image (ink dark), and how it was read.

    ``slanted`` lines were turned flat before reading; their words have the box of the whole line.
    ``known``: a line of the blank, its text is the blank's.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    image: Pixels
    slanted: bool = False
    known: bool = False
    text: Recognised = NOTHING

    @property
    def confidence(self) -> float:
        """Mean score of the characters, 0 when nothing was read."""
        return float(np.mean(self.text.scores)) if self.text.scores else 0.0


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One word with its box in points."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


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


def read_lines(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines with their text; those that have one keep it."""
    unread = [k for k, line in enumerate(lines) if line.text is NOTHING]
    result = list(lines)
    texts = engine.recognise([lines[k].image for k in unread])
    for k, text in zip(unread, texts, strict=True):
        result[k] = replace(lines[k], text=text)
    return result


def name_known(lines: list[TextLine], blanks: tuple[Blank, ...]) -> list[TextLine]:
    """Return the lines, those of the blanks with their printed text."""
    result = []
    for line in lines:
        found = known_line(line.image, blanks)
        result.append(
            line if found is None else replace(line, known=True, text=_printed(line, *found))
        )
    return result


def _printed(line: TextLine, printed: PrintedLine, likeness: float) -> Recognised:
    first, last = _first_ink(line.image), _last_ink(line.image)
    width = line.image.shape[1]
    at = tuple((first + place * (last - first)) / width for place in printed.at)
    return Recognised(
        printed.text, (round(min(0.99, 0.5 + likeness / 2), 3),) * len(printed.text), at
    )


def split_words(line: TextLine) -> list[OcrWord]:
    """Cut a line into words at the spaces read and at gaps too wide to be inside a word."""
    if not line.text.text.strip():
        return []
    if line.slanted:
        return [
            OcrWord(word, *_points(line.x0, line.y0, line.x1, line.y1), line.confidence)
            for word in line.text.text.split()
        ]
    gaps = _gaps(line.image)
    cuts = _cuts(line, gaps)
    words: list[OcrWord] = []
    start = _first_ink(line.image)
    for first, last, cut in cuts:
        end = cut[0] if cut else _last_ink(line.image)
        text = line.text.text[first:last].strip()
        scores = [
            s
            for s, c in zip(line.text.scores[first:last], line.text.text[first:last], strict=True)
            if c != " "
        ]
        if text:
            box = _points(line.x0 + start, line.y0, line.x0 + max(end, start + 1), line.y1)
            words.append(OcrWord(text, *box, word_confidence(scores)))
        start = cut[1] if cut else end
    return words


def word_confidence(scores: Sequence[float]) -> float:
    """Return how sure a word is: one doubtful character makes the word doubtful."""
    if not scores:
        return 0.0
    return round(min(float(np.mean(scores)), 0.3 + 0.7 * min(scores)), 3)


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
    walls += [(start, end) for start, end in _gaps(image) if end - start > COLUMN_GAP * (y1 - y0)]
    pieces: list[TextLine] = []
    left = 0
    for start, end in [*sorted(walls), (x1 - x0, x1 - x0)]:
        piece = _trimmed(image, left, start, x0, y0, y1)
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


def _trimmed(image: Pixels, left: int, right: int, x0: int, y0: int, y1: int) -> TextLine | None:
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
    return TextLine(x0 + start, y0, x0 + end, y1, np.ascontiguousarray(image[:, start:end]))


def _gaps(image: Pixels) -> list[tuple[int, int]]:
    """Return the runs of columns without ink inside a line, left to right."""
    edge = max(1, image.shape[0] // 12)
    inked = np.flatnonzero((image[edge:-edge] < INK).any(axis=0))
    breaks = np.flatnonzero(np.diff(inked) > 1)
    return [(int(inked[k]) + 1, int(inked[k + 1])) for k in breaks]


def _cuts(
    line: TextLine, gaps: list[tuple[int, int]]
) -> list[tuple[int, int, tuple[int, int] | None]]:
    """Return each word as first and last character and the gap after it (None at the end)."""
    text, width = line.text.text, line.image.shape[1]
    at = [place * width for place in line.text.at]
    ends: list[tuple[int, tuple[int, int]]] = []
    for k, letter in enumerate(text):
        if letter == " " and 0 < k < len(text) - 1:
            gap = _gap_between(gaps, at[k - 1], at[k + 1])
            ends.append((k, gap or (round(at[k]), round(at[k]))))
        elif k and letter != " " and text[k - 1] != " ":
            gap = _gap_between(gaps, at[k - 1], at[k])
            if gap and gap[1] - gap[0] > WORD_GAP * line.image.shape[0]:
                ends.append((k, gap))
    cuts: list[tuple[int, int, tuple[int, int] | None]] = []
    first = 0
    for k, gap in ends:
        cuts.append((first, k, gap))
        first = k
    return [*cuts, (first, len(text), None)]


def _gap_between(gaps: list[tuple[int, int]], left: float, right: float) -> tuple[int, int] | None:
    """Return the widest gap whose middle lies between two characters."""
    inside = [gap for gap in gaps if left <= (gap[0] + gap[1]) / 2 <= right]
    return max(inside, key=lambda gap: gap[1] - gap[0], default=None)


def _first_ink(image: Pixels) -> int:
    inked = np.flatnonzero((image < INK).any(axis=0))
    return int(inked[0]) if len(inked) else 0


def _last_ink(image: Pixels) -> int:
    inked = np.flatnonzero((image < INK).any(axis=0))
    return int(inked[-1]) + 1 if len(inked) else image.shape[1]


def _points(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    return x0 / PER_POINT, y0 / PER_POINT, x1 / PER_POINT, y1 / PER_POINT
