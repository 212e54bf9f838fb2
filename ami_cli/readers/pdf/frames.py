"""Rectangles drawn round a few words of a line: they mark words out, as circles do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ami_cli.model.document import Box
from ami_cli.readers.layout import PageWord, Ruling
from ami_cli.readers.pdf.pen import holds

FEW = 6  # words
HIGH = 2.4  # of the size of the words: a higher frame holds text of its own
BESIDE = 15.0  # points to the next word of the line outside
ASTRIDE = 3.0  # points of a neighbour that a frame may cut
EDGE = 1.0  # points
BASE = 2.0  # points: between the baselines of one line


def around_words(
    frames: Sequence[Box], rulings: Sequence[Ruling], words: Sequence[PageWord]
) -> tuple[list[Box], list[Ruling]]:
    """Return the frames drawn round words, and the ruling lines that are not theirs."""
    found = [box for box in frames if _is_around(box, frames, rulings, words)]
    if not found:
        return [], list(rulings)
    own = {line for box in found for line in _sides(box)}
    return found, [line for line in rulings if line not in own]


def ringed(rings: Sequence[Box], boxes: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """Return the boxes that somebody ringed, and the rings that did it; radio buttons are no boxes."""
    plain = [box for box in boxes if box not in rings]
    pairs = [(box, ring) for ring in rings for box in plain if _surrounds(ring, box)]
    return [box for box, _ in pairs], [ring for _, ring in pairs]


def _surrounds(ring: Box, box: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    wider = ring.x1 - ring.x0 > box.x1 - box.x0
    return wider and ring.x0 < x < ring.x1 and ring.y0 < y < ring.y1


def _is_around(
    box: Box, frames: Sequence[Box], rulings: Sequence[Ruling], words: Sequence[PageWord]
) -> bool:
    inside = [word for word in words if holds(box, word)]
    if not 0 < len(inside) <= FEW:
        return False
    if box.y1 - box.y0 > HIGH * max(word.size or word.y1 - word.y0 for word in inside):
        return False
    if any(other is not box and _meets(box, other) for other in frames):
        return False
    own = set(_sides(box))
    if any(line not in own and _meets(box, _box(line)) for line in rulings):
        return False
    base = inside[0].baseline or inside[0].y1
    return any(
        abs((word.baseline or word.y1) - base) <= BASE
        and not holds(box, word)
        and (-ASTRIDE <= word.x0 - box.x1 <= BESIDE or -ASTRIDE <= box.x0 - word.x1 <= BESIDE)
        for word in words
    )


def _sides(box: Box) -> Iterator[Ruling]:
    yield Ruling(box.x0, box.y0, box.x1, box.y0)
    yield Ruling(box.x0, box.y1, box.x1, box.y1)
    yield Ruling(box.x0, box.y0, box.x0, box.y1)
    yield Ruling(box.x1, box.y0, box.x1, box.y1)


def _box(line: Ruling) -> Box:
    return Box(line.x0, line.y0, line.x1, line.y1)


def _meets(a: Box, b: Box) -> bool:
    """True when two boxes touch or overlap, and neither lies wholly inside the other."""
    apart = a.x0 - EDGE > b.x1 or b.x0 - EDGE > a.x1 or a.y0 - EDGE > b.y1 or b.y0 - EDGE > a.y1
    inside = b.x0 < a.x0 - EDGE and b.x1 > a.x1 + EDGE and b.y0 < a.y0 - EDGE and b.y1 > a.y1 + EDGE
    within = a.x0 < b.x0 - EDGE and a.x1 > b.x1 + EDGE and a.y0 < b.y0 - EDGE and a.y1 > b.y1 + EDGE
    return not (apart or inside or within)
