"""What the size of a drawing tells: a line, a tick box, something larger."""

from __future__ import annotations

from ami_cli.model.document import Box
from ami_cli.readers.pdf.objects import Pen

THIN = 2.0  # points without the pen: a filled rectangle this thin is a line
SQUARE = (5.0, 19.0)  # points: side of a tick box; 7-12 in office forms, 18 in large print


def is_thin(box: Box, pen: Pen, ink: float | None = None) -> bool:
    """True for a line; bounds given by pdfium (ink None) include twice the pen."""
    extra = 2 * pen.width if ink is None else 0.0
    return min(box.x1 - box.x0, box.y1 - box.y0) - extra <= THIN


def is_slanted(box: Box, pen: Pen) -> bool:
    """True for a line along neither axis, by the bounds that include twice the pen."""
    wide, high = box.x1 - box.x0 - 2 * pen.width, box.y1 - box.y0 - 2 * pen.width
    return bool(pen.stroke) and min(wide, high) > 0.4


def is_large(box: Box) -> bool:
    """True for what is no tick box, a cell or more."""
    return min(box.x1 - box.x0, box.y1 - box.y0) > SQUARE[1]


def is_square(box: Box) -> bool:
    """True for what has the size and the form of a tick box."""
    width, height = box.x1 - box.x0, box.y1 - box.y0
    low, high = SQUARE
    return low <= width <= high and low <= height <= high and abs(width - height) <= 0.25 * width


def is_near(a: Box, b: Box) -> bool:
    """True for two boxes that begin at one place."""
    return abs(a.x0 - b.x0) < 2 and abs(a.y0 - b.y0) < 2
