"""What a pen said on a page: boxes ticked, words circled, underlined, struck; the rest is left.

A stroke is looked at for itself, wherever it comes from: the page, an annotation, a flattened one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ami_cli.model.document import Box
from ami_cli.readers.layout import PageWord, Ruling
from ami_cli.readers.layout.decor import STRUCK
from ami_cli.readers.layout.ticks import (
    EMPTY_BOX,
    MARK_SIDE,
    TICK_WORD,
    covers,
    printed_boxes,
    stands_before,
)
from ami_cli.readers.pdf.hand import box_of, crosses, dense, hook, is_signature
from ami_cli.readers.pdf.paths import Subpath
from ami_cli.readers.pdf.shapes import TALL

MOST_CIRCLED = 14  # words: what a person circles is an option, not a page
FLAT = 15.0  # points: the highest line through one line of words
LEAST = 8.0  # points: the shortest line through a word
COVER = 0.6  # share of the words' width that a line runs over
BAND = (-0.85, 0.4)  # of the size, from the baseline: where a line goes through or under words
UNDER = -0.1  # of the size: below, the line is under the words
TOUCH = 3.0  # points
OVER = 12.0  # points that a line through words may run beyond them
DASH = 20.0  # points: the longest line through one box
MAX_STROKES = 1_500  # more is a plan
MAX_LOOSE = 120  # small strokes on no box, looked at in pairs; more is a pattern

Mark = Literal["highlighted", "underlined", "struck"]


@dataclass(slots=True)
class Pen:
    """What was understood.

    ``marks``: small drawings, each where it points. ``doubts``: strokes near a box that nobody can
    tell what they say. ``strikes``: lines through words. ``left``: strokes that mark nothing out.
    """

    words: list[PageWord]
    marks: list[Box] = field(default_factory=list)
    doubts: list[Box] = field(default_factory=list)
    strikes: list[Box] = field(default_factory=list)
    left: list[Subpath] = field(default_factory=list)


def read_pen(strokes: Sequence[Subpath], words: list[PageWord], boxes: Sequence[Box]) -> Pen:
    """Tell what each stroke of a page marks out; ``boxes`` are the drawn and live tick boxes."""
    pen = Pen(list(words))
    if len(strokes) > MAX_STROKES:
        pen.left = list(strokes)
        return pen
    boxes = [*boxes, *printed_boxes(words)]
    large = [s for s in strokes if is_signature(s) and s.box.y1 - s.box.y0 > FLAT]
    loose: list[Subpath] = []
    for stroke in strokes:
        if stroke in large or not _understood(stroke, pen, boxes, large):
            (loose if is_small(stroke) else pen.left).append(stroke)
    _ticks(loose, pen, boxes)
    return pen


def without_strikes(pen: Pen, rulings: Sequence[Ruling]) -> list[Ruling]:
    """Return the ruling lines that run through no words; what the others strike is noted.

    A line of a table is longer than the words it may run through, or goes on beside them.
    """
    kept: list[Ruling] = []
    for line in rulings:
        struck = line.horizontal and _runs_through(line, pen.words) and not _goes_on(line, rulings)
        if not struck or not _line(Subpath([(line.x0, line.y0), (line.x1, line.y1)]), pen):
            kept.append(line)
    return kept


def _runs_through(line: Ruling, words: Sequence[PageWord]) -> bool:
    """True when a line runs through the small letters of words, and ends with them."""
    level = [
        word
        for word in words
        if word.baseline is not None
        and word.size
        and STRUCK[0] <= (line.y0 - word.baseline) / word.size < STRUCK[1]
        and word.x0 < line.x1
        and line.x0 < word.x1
    ]
    if not any(any(c.isalnum() for c in word.text) for word in level):
        return False
    first, last = min(word.x0 for word in level), max(word.x1 for word in level)
    return first - OVER <= line.x0 and line.x1 <= last + OVER


def _goes_on(line: Ruling, rulings: Sequence[Ruling]) -> bool:
    """True when other lines continue this one."""
    return any(
        other is not line
        and other.horizontal
        and abs(other.y0 - line.y0) <= 0.5
        and (abs(other.x0 - line.x1) <= TOUCH or abs(other.x1 - line.x0) <= TOUCH)
        for other in rulings
    )


def without_dashes(
    rulings: Sequence[Ruling], boxes: Sequence[Box]
) -> tuple[list[Ruling], list[Box]]:
    """Return the ruling lines that are none through a box, and where such short lines stand."""
    dashes = [line for line in rulings if line.x1 - line.x0 <= DASH and _is_through(line, boxes)]
    kept = [line for line in rulings if line not in dashes] if dashes else list(rulings)
    return kept, [Box(line.x0, line.y0 - 1, line.x1, line.y1 + 1) for line in dashes]


def _is_through(line: Ruling, boxes: Sequence[Box]) -> bool:
    """True when the middle of a line lies well inside a box."""
    x, y = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
    for box in boxes:
        wide, high = (box.x1 - box.x0) / 4, (box.y1 - box.y0) / 4
        if box.x0 + wide < x < box.x1 - wide and box.y0 + high < y < box.y1 - high:
            return True
    return False


def _understood(stroke: Subpath, pen: Pen, boxes: Sequence[Box], large: Sequence[Subpath]) -> bool:
    """Note what a loop, a line through words or a large tick says; False for other strokes."""
    box = stroke.box
    if stroke.loop and box.y1 - box.y0 <= TALL:
        return _circle(stroke, pen, boxes)
    if any(_touches(box, one, 0) for one in boxes) and is_small(stroke):
        return False
    point = hook(stroke)
    if point is not None and not is_small(stroke):
        if any(covers(point, one) for one in boxes):
            pen.marks.append(point)
            return True
        pen.doubts.append(point)
        return False
    if point is None and not any(_touches(box, one.box, TOUCH) for one in large):
        return _line(stroke, pen)
    return False


def is_small(stroke: Subpath) -> bool:
    """True for a stroke no larger than a tick."""
    box = stroke.box
    return max(box.x1 - box.x0, box.y1 - box.y0) <= MARK_SIDE


def _circle(stroke: Subpath, pen: Pen, boxes: Sequence[Box]) -> bool:
    """A loop round words marks them out; round a box, with its words or alone, it ticks it."""
    loop = stroke.box
    inside = [
        holds(loop, word) and word.text[:1] not in EMPTY_BOX and not TICK_WORD.match(word.text)
        for word in pen.words
    ]
    held = [one for one in boxes if _touches(one, loop, 0) and _middle_in(loop, one)]
    if sum(inside) > MOST_CIRCLED or not (held or any(inside)):
        return False
    if len(held) == 1:
        pen.marks.append(held[0])
    pen.words = [
        marked(word, "highlighted") if one else word
        for word, one in zip(pen.words, inside, strict=True)
    ]
    return True


def _line(stroke: Subpath, pen: Pen) -> bool:
    """A flat line through words strikes them, one under them underlines them."""
    box = stroke.box
    if box.y1 - box.y0 > FLAT or box.x1 - box.x0 < max(LEAST, box.y1 - box.y0):
        return False
    if stroke.filled and not _is_bar(stroke):
        return False
    trace = list(dense(stroke.points))
    hit: dict[int, float] = {}
    for i, word in enumerate(pen.words):
        if word.text in EMPTY_BOX or TICK_WORD.match(word.text) or word.baseline is None:
            continue
        cover = min(word.x1, box.x1) - max(word.x0, box.x0)
        if word.x1 <= word.x0 or cover < COVER * (word.x1 - word.x0):
            continue
        height = _height(trace, word)
        if height is not None:
            hit[i] = height
    if sum(pen.words[i].x1 - pen.words[i].x0 for i in hit) < 0.4 * (box.x1 - box.x0):
        return False
    mean = sum(hit.values()) / len(hit)
    mark: Mark = "struck" if mean < UNDER else "underlined"
    pen.words = [marked(w, mark) if i in hit else w for i, w in enumerate(pen.words)]
    if mark == "struck":
        pen.strikes.append(box)
    return True


def _height(trace: Sequence[tuple[float, float]], word: PageWord) -> float | None:
    """How high a line runs over a word, of its size from the baseline; None when it misses it."""
    base, size = word.baseline or word.y1, word.size or word.y1 - word.y0
    parts = max(3, int((word.x1 - word.x0) / 2))
    found: dict[int, float] = {}
    for x, y in trace:
        offset = (y - base) / size if size else 1.0
        if word.x0 <= x <= word.x1 and BAND[0] <= offset <= BAND[1]:
            found[int((x - word.x0) / (word.x1 - word.x0) * parts * 0.999)] = offset
    return sum(found.values()) / len(found) if len(found) >= COVER * parts else None


def _is_bar(stroke: Subpath) -> bool:
    box = stroke.box
    return box.y1 - box.y0 <= 4 and box.x1 - box.x0 >= 4 * (box.y1 - box.y0)


def _ticks(loose: Sequence[Subpath], pen: Pen, boxes: Sequence[Box]) -> None:
    """Give small strokes to the boxes they lie on, or that they stand close before."""
    free: list[Subpath] = []
    for stroke in loose:
        point = hook(stroke) or stroke.box
        if any(covers(point, one) for one in boxes):
            pen.marks.append(point)
        else:
            free.append(stroke)
    for strokes in _signs(free):
        sign = box_of([point for stroke in strokes for point in stroke.points])
        after = [one for one in boxes if stands_before(sign, one, pen.words)]
        if after:
            pen.marks.append(min(after, key=lambda one: one.x0))
            free = [stroke for stroke in free if stroke not in strokes]
    for stroke in free:
        pen.marks.append(stroke.box)
        if not stroke.filled:
            pen.doubts.append(stroke.box)
            pen.left.append(stroke)


def _signs(strokes: Sequence[Subpath]) -> Iterator[tuple[Subpath, ...]]:
    """Yield the crosses, and the ticks, among some small strokes."""
    used: list[Subpath] = []
    if len(strokes) > MAX_LOOSE:
        return
    for stroke in strokes:
        if stroke in used:
            continue
        other = next((s for s in strokes if s is not stroke and crosses(stroke, s)), None)
        if other is not None:
            used.append(other)
            yield stroke, other
        elif hook(stroke) is not None:
            yield (stroke,)


def holds(box: Box, word: PageWord) -> bool:
    """True when the middle of the word lies in the box."""
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def marked(word: PageWord, mark: Mark) -> PageWord:
    """The word with one more look."""
    match mark:
        case "highlighted":
            return replace(word, style=replace(word.style, highlighted=True))
        case "underlined":
            return replace(word, style=replace(word.style, underlined=True))
        case _:
            return replace(word, style=replace(word.style, struck=True))


def _middle_in(box: Box, other: Box) -> bool:
    x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _touches(a: Box, b: Box, slack: float) -> bool:
    return (
        a.x0 - slack <= b.x1
        and b.x0 - slack <= a.x1
        and a.y0 - slack <= b.y1
        and b.y0 - slack <= a.y1
    )
