"""From PDF user space (origin bottom left, unrotated) to the page as a person sees it."""

from __future__ import annotations

from dataclasses import dataclass

from ami_cli.model.document import Box


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible rectangle of a page, and the clockwise turn (0 to 270) that sets it upright."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the upright page, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.turn in (0, 180) else (height, width)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Map one point; y then runs downwards."""
        match self.turn:
            case 90:
                return y - self.bottom, x - self.left
            case 180:
                return self.right - x, y - self.bottom
            case 270:
                return self.top - y, self.right - x
            case _:
                return x - self.left, self.top - y

    def corners(
        self, x0: float, y0: float, x1: float, y1: float
    ) -> tuple[float, float, float, float]:
        """Map an upright rectangle; returns left, top, right, bottom."""
        if self.turn == 0 and x0 <= x1 and y0 <= y1:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Map a rectangle given by two opposite corners."""
        return Box(*self.corners(x0, y0, x1, y1))
