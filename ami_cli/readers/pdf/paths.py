"""Stretches of drawn paths, and the matrices that place them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ami_cli.model.document import Box

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


MANY = 9  # points: fewer make a box or a star
LOOP = 8.0  # points: a smaller one is a letter or a tick
OPEN = 0.35  # of its size: a loop drawn by hand seldom meets itself
# Squared distance from the middle of an ellipse: 1 on it, 2 in the corners of its frame.
NEAREST, FARTHEST = 0.4, 2.3


@dataclass(slots=True)
class Subpath:
    """One stretch of a path drawn without lifting the pen; ``curved`` counts its curve points.

    ``filled``: the stretch is the rim of what is painted, not a line of its own.
    """

    points: list[tuple[float, float]]
    curved: int = 0
    filled: bool = False

    @property
    def box(self) -> Box:
        """The smallest box around its points."""
        xs, ys = [x for x, _ in self.points], [y for _, y in self.points]
        return Box(min(xs), min(ys), max(xs), max(ys))

    @property
    def closed(self) -> bool:
        """True when it ends where it began."""
        (x0, y0), (x1, y1) = self.points[0], self.points[-1]
        return abs(x0 - x1) < 1 and abs(y0 - y1) < 1

    @property
    def loop(self) -> bool:
        """True for a circle or the like drawn round something, with curves or many short lines."""
        many = self.curved or len(self.points) >= MANY
        return not self.filled and bool(many) and is_loop(self.points)

    @property
    def frame(self) -> bool:
        """True for a rectangle, its corners rounded or not."""
        if self.curved not in (0, 12) or not 4 <= len(self.points) <= 18:
            return False
        box = self.box
        reach = 0.3 * min(box.x1 - box.x0, box.y1 - box.y0) if self.curved else 0.6
        return all(
            min(abs(x - box.x0), abs(x - box.x1)) <= reach
            and min(abs(y - box.y0), abs(y - box.y1)) <= reach
            for x, y in self.points
        )


def is_loop(points: Sequence[tuple[float, float]]) -> bool:
    """True for a line that comes back to where it began and keeps away from its middle."""
    if len(points) < 4:
        return False
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if min(width, height) < LOOP:
        return False
    apart = abs(xs[0] - xs[-1]) / width, abs(ys[0] - ys[-1]) / height
    middle = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    radii = [
        (2 * (x - middle[0]) / width) ** 2 + (2 * (y - middle[1]) / height) ** 2 for x, y in points
    ]
    around = sum(NEAREST <= radius <= FARTHEST for radius in radii)
    return max(apart) <= OPEN and around >= 0.9 * len(radii)


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """Apply ``inner``, then ``outer``."""
    if outer is IDENTITY:
        return inner
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """Map one point."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def along(
    start: tuple[float, float],
    steer: tuple[tuple[float, float], tuple[float, float]],
    end: tuple[float, float],
) -> Iterator[tuple[float, float]]:
    """Two points on a Bézier curve in the place of those that steer it, then its end."""
    for t in (1 / 3, 2 / 3):
        u = 1 - t
        a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        yield (
            a * start[0] + b * steer[0][0] + c * steer[1][0] + d * end[0],
            a * start[1] + b * steer[0][1] + c * steer[1][1] + d * end[1],
        )
    yield end
