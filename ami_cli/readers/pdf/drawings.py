"""Free drawings in the page itself: ink that somebody flattened, stamps, among logos and plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ami_cli.model.document import Box, Signature
from ami_cli.readers.layout import PageContent, PageWord, Placed, Ruling
from ami_cli.readers.pdf.hand import is_signature
from ami_cli.readers.pdf.paths import Subpath
from ami_cli.readers.pdf.pen import holds

APART = 12.0  # points: strokes closer than this are one drawing
SMALLEST = (15.0, 6.0)  # points
FLATTEST = (25.0, 3.0)  # points, of what only a hand draws
LARGEST = (320.0, 160.0)
MAX_STROKES = 400  # more is a plan or a chart
MAYBE, SURE = 0.6, 0.98  # confidence that a drawing is ink: strange lines, a hand's own
ASTRIDE = 0.25  # share of a signature beyond the border of its cell: whose is it?
RING = (30.0, 160.0)  # points: width and height of a stamp
BY_PEN = "tracé vectoriel"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A group of strokes; ``said`` is what is written inside a stamp."""

    box: Box
    kind: Literal["ink", "stamp"]
    confidence: float
    said: str = ""


def drawings(
    strokes: Sequence[Subpath], words: Sequence[PageWord], width: float, height: float
) -> list[Drawing]:
    """Return the stamps, and the groups of strokes that have the size of a signature."""
    if len(strokes) > MAX_STROKES:
        return []
    rims = [stroke for stroke in strokes if _is_rim(stroke)]
    stamps = _stamps(rims, words)
    groups: list[tuple[Box, bool]] = []
    for stroke in strokes:
        if stroke not in rims:
            box, sure = stroke.box, is_signature(stroke)
            near = [group for group in groups if _near(group[0], box)]
            groups = [group for group in groups if group not in near]
            groups.append(
                (_around([*(one for one, _ in near), box]), sure or any(s for _, s in near))
            )
    return [
        *stamps,
        *(
            Drawing(box, "ink", SURE if sure else MAYBE)
            for box, sure in groups
            if _fits(box, sure, width, height)
        ),
    ]


def without_repeats(contents: Sequence[PageContent]) -> list[PageContent]:
    """Take out the drawings that stand at one place on several pages: letter heads, watermarks."""
    if len(contents) < 2:
        return list(contents)
    seen = Counter(place for page in contents for place in {_rounded(i) for i in _drawn(page)})
    again = {place for place, times in seen.items() if times > 1 and 2 * times >= len(contents)}
    if not again:
        return list(contents)
    return [
        replace(
            page,
            placed=tuple(i for i in page.placed if not _is_drawn(i) or _rounded(i) not in again),
        )
        for page in contents
    ]


def over_borders(placed: Iterable[Placed], rulings: Sequence[Ruling]) -> Iterator[Placed]:
    """Yield what stands on a page; ink over the border of two cells in both, and unsure."""
    for item in placed:
        box = item.place.box
        border = None
        if isinstance(item, Signature) and item.kind == "ink" and box is not None:
            border = next((line.x0 for line in rulings if _parts(line, box)), None)
        if border is None or box is None:
            yield item
            continue
        for half in (replace(box, x1=border - 1), replace(box, x0=border + 1)):
            yield replace(item, place=replace(item.place, box=half), confidence=MAYBE)


def _parts(line: Ruling, box: Box) -> bool:
    """True for an upright line with a good share of a box on either side."""
    if line.horizontal or not line.y0 <= (box.y0 + box.y1) / 2 <= line.y1:
        return False
    share = (line.x0 - box.x0) / max(0.1, box.x1 - box.x0)
    return ASTRIDE <= share <= 1 - ASTRIDE


def _drawn(page: PageContent) -> Iterable[Placed]:
    return (item for item in page.placed if _is_drawn(item))


def _is_drawn(item: Placed) -> bool:
    return isinstance(item, Signature) and item.note == BY_PEN


def _rounded(item: Placed) -> tuple[int, int, int, int]:
    box = item.place.box or Box(0, 0, 0, 0)
    return round(box.x0 / 3), round(box.y0 / 3), round(box.x1 / 3), round(box.y1 / 3)


def _is_rim(stroke: Subpath) -> bool:
    """True for a ring or a frame askew as large as a stamp."""
    box = stroke.box
    low, high = RING
    sides = box.x1 - box.x0, box.y1 - box.y0
    if not (low / 2 <= min(sides) and low <= max(sides) <= high):
        return False
    return stroke.loop or (
        not stroke.curved and len(stroke.points) in (4, 5) and _turns_back(stroke)
    )


def _turns_back(stroke: Subpath) -> bool:
    """True for four corners whose opposite sides are alike: a frame set askew."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = stroke.points[:4]
    return abs(ax + cx - bx - dx) + abs(ay + cy - by - dy) <= 4


def _stamps(rims: Sequence[Subpath], words: Sequence[PageWord]) -> list[Drawing]:
    """One stamp for rims in one another that hold words, or that are several."""
    groups: list[list[Box]] = []
    for stroke in sorted(rims, key=lambda s: -(s.box.x1 - s.box.x0)):
        box = stroke.box
        outer = next((group for group in groups if _inside(box, group[0])), None)
        if outer is None:
            groups.append([box])
        else:
            outer.append(box)
    found = []
    for group in groups:
        inside = " ".join(word.text for word in words if holds(group[0], word))
        if inside or len(group) > 1:
            found.append(Drawing(group[0], "stamp", SURE, inside))
    return found


def _inside(box: Box, outer: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1


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


def _fits(box: Box, sure: bool, width: float, height: float) -> bool:
    wide, high = box.x1 - box.x0, box.y1 - box.y0
    inside = box.x0 >= 0 and box.x1 <= width and box.y0 >= 0 and box.y1 <= height
    least = FLATTEST if sure else SMALLEST
    return inside and least[0] <= wide <= LARGEST[0] and least[1] <= high <= LARGEST[1]
