"""Free drawings in the page itself: ink that somebody flattened, among logos and plans."""

from __future__ import annotations

from collections.abc import Sequence

from ami_cli.model.document import Box

APART = 12.0  # points: strokes closer than this are one drawing
SMALLEST = (15.0, 6.0)  # points
LARGEST = (320.0, 160.0)
MAX_STROKES = 400  # more is a plan or a chart


def drawings(strokes: Sequence[Box], width: float, height: float) -> list[Box]:
    """Return the boxes of groups of strokes that have the size of a signature."""
    if len(strokes) > MAX_STROKES:
        return []
    groups: list[Box] = []
    for stroke in strokes:
        near = [box for box in groups if _near(box, stroke)]
        groups = [box for box in groups if box not in near]
        groups.append(_around([*near, stroke]))
    return [box for box in groups if _fits(box, width, height)]


def _near(a: Box, b: Box) -> bool:
    return (
        a.x0 - APART <= b.x1
        and b.x0 - APART <= a.x1
        and a.y0 - APART <= b.y1
        and b.y0 - APART <= a.y1
    )


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.x0 for b in boxes),
        min(b.y0 for b in boxes),
        max(b.x1 for b in boxes),
        max(b.y1 for b in boxes),
    )


def _fits(box: Box, width: float, height: float) -> bool:
    wide, high = box.x1 - box.x0, box.y1 - box.y0
    inside = box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height
    return inside and SMALLEST[0] <= wide <= LARGEST[0] and SMALLEST[1] <= high <= LARGEST[1]
