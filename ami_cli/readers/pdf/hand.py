"""What the shape of a stroke says of the hand that drew it: a tick, a line, a signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import atan2, hypot, pi

from ami_cli.model.document import Box
from ami_cli.readers.pdf.paths import Subpath

Point = tuple[float, float]

STEP = 1.0  # points: shorter moves are the pen's trembling
TURNS, BACKS = 5.0, 4  # radians turned and changes of direction: the least of a signature
ALONG = 0.7  # share of a drawing's length along the axes: more is a plan or a frame
BENT = 0.12  # of its length: how far a straight stroke leaves the line between its ends
PEN = 3.2  # points: the broadest stroke of a pen that is drawn as an outline
FILLED_SPAN = 20.0  # points: smaller outlines are letters
TICK = 48.0  # points: the longest leg of a tick
HOOK = 8.0  # points around the point of a large tick: the part that says which box it is for


def box_of(points: Sequence[Point]) -> Box:
    """The smallest box around some points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def is_signature(stroke: Subpath) -> bool:
    """True for what only a hand draws: open, turning to and fro, along no axis; or its outline."""
    if stroke.filled:
        return _is_outline(stroke)
    points = list(_steps(stroke.points))
    if len(points) < 5 or stroke.loop:
        return False
    turned, along = _turned(points), _along_axes(points)
    return turned >= TURNS and _backs(points) >= BACKS and along <= ALONG


def hook(stroke: Subpath) -> Box | None:
    """Where a tick points at: the box around its lowest point; None when it is no tick.

    A tick goes down, then up to the right and higher than it came from.
    """
    if stroke.filled or len(stroke.points) < 3:
        return None
    points = list(_steps(stroke.points))
    if len(points) < 3:
        return None
    if points[0][0] > points[-1][0]:
        points.reverse()
    low = max(range(len(points)), key=lambda i: points[i][1])
    first, (x, y), last = points[0], points[low], points[-1]
    down, up = y - first[1], y - last[1]
    if not first[0] - 2 <= x < last[0] or down < 1.5 or up < max(4.0, 1.2 * down):
        return None
    if hypot(last[0] - x, up) > TICK or _turned(points) > 1.5 * pi:
        return None
    if not _rises(points[low:]) or not _rises(points[low::-1]):
        return None
    near = [p for p in dense(stroke.points) if hypot(p[0] - x, p[1] - y) <= HOOK]
    return box_of([*near, (x, y)])


def crosses(one: Subpath, two: Subpath) -> bool:
    """True when two short straight strokes make a cross."""
    slopes = [_slope(one), _slope(two)]
    if None in slopes or (slopes[0] or 0) * (slopes[1] or 0) >= 0:
        return False
    a, b = one.box, two.box
    middle = abs((a.x0 + a.x1) - (b.x0 + b.x1)) / 2, abs((a.y0 + a.y1) - (b.y0 + b.y1)) / 2
    width = max(a.x1 - a.x0, b.x1 - b.x0)
    height = max(a.y1 - a.y0, b.y1 - b.y0)
    return middle[0] <= 0.35 * width and middle[1] <= 0.35 * height


def dense(points: Sequence[Point]) -> Iterator[Point]:
    """The points of a line at most ``STEP`` apart."""
    for (x0, y0), (x1, y1) in pairwise(points):
        parts = min(400, 1 + int(hypot(x1 - x0, y1 - y0) / STEP))
        for i in range(parts):
            yield x0 + (x1 - x0) * i / parts, y0 + (y1 - y0) * i / parts
    yield points[-1]


def _steps(points: Sequence[Point]) -> Iterator[Point]:
    """The points that are ``STEP`` away from the one before, and the last one."""
    x, y = points[0]
    yield x, y
    for point in points[1:]:
        if hypot(point[0] - x, point[1] - y) >= STEP:
            x, y = point
            yield point


def _turned(points: Sequence[Point]) -> float:
    """The sum of the angles of a line, in radians."""
    ways = [atan2(y1 - y0, x1 - x0) for (x0, y0), (x1, y1) in pairwise(points)]
    turns = (abs(b - a) for a, b in pairwise(ways))
    return sum(min(turn, 2 * pi - turn) for turn in turns)


def _backs(points: Sequence[Point]) -> int:
    """How often a line changes between left and right, up and down."""
    changes = 0
    for axis in (0, 1):
        signs = [b[axis] > a[axis] for a, b in pairwise(points) if abs(b[axis] - a[axis]) > 0.3]
        changes += sum(a != b for a, b in pairwise(signs))
    return changes


def _along_axes(points: Sequence[Point]) -> float:
    """The share of a line's length that runs level or upright."""
    along = total = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        wide, high = abs(x1 - x0), abs(y1 - y0)
        total += hypot(wide, high)
        along += hypot(wide, high) if min(wide, high) <= 0.03 * max(wide, high) else 0.0
    return along / total if total else 1.0


def _length(points: Sequence[Point]) -> float:
    return sum(hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points))


def _is_outline(stroke: Subpath) -> bool:
    """True for a pen's stroke given as its outline, painted inside: long, thin, winding."""
    points = stroke.points
    box = stroke.box
    if max(box.x1 - box.x0, box.y1 - box.y0) < FILLED_SPAN or len(points) < 12:
        return False
    rim = _length([*points, points[0]])
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise([*points, points[0]]))) / 2
    return (
        2 * area <= PEN * rim
        and _turned(list(_steps(points))) >= 2 * TURNS
        and _along_axes(points) <= ALONG
    )


def _rises(points: Sequence[Point]) -> bool:
    """True when a leg of a tick goes up all along, but for a tremble."""
    return all(b[1] <= a[1] + 1.0 for a, b in pairwise(points))


def _slope(stroke: Subpath) -> float | None:
    """Rise over run of a straight slanted stroke, drawn once or to and fro; None for any other."""
    (x0, y0), (x1, y1) = min(stroke.points), max(stroke.points)
    wide, high = x1 - x0, y1 - y0
    if min(wide, abs(high)) < 2.5:
        return None
    far = max(abs((x - x0) * high - (y - y0) * wide) for x, y in stroke.points)
    return high / wide if far <= BENT * (wide * wide + high * high) else None
