"""What a stroke drawn over a page is: a highlighter's, a line through words, a loop round them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Literal

import pypdfium2.raw as pdfium_c

from ami_cli.readers.pdf.objects import ObjectReader, Pen
from ami_cli.readers.pdf.paths import IDENTITY, is_loop
from ami_cli.readers.pdf.shapes import BROAD, TALL, is_bright

Means = Literal["", "highlight", "line", "loop"]
Points = list[tuple[float, float]]
MAX_STROKES = 2_000
MAX_POINTS = 20_000
FEW, WHOLE = 6, 0.7  # segments of a rectangle; share of the annotation that it must cover
FLAT, LONG = 7.0, 15.0  # points: height and length of a line drawn by hand through words


def ink_strokes(annotation: object) -> list[Points]:
    """The points of each stroke of an ink annotation, in user space."""
    strokes: list[Points] = []
    for i in range(min(pdfium_c.FPDFAnnot_GetInkListCount(annotation), MAX_STROKES)):
        size = pdfium_c.FPDFAnnot_GetInkListPath(annotation, i, None, 0)
        if 0 < size <= MAX_POINTS:
            points = (pdfium_c.FS_POINTF * size)()
            pdfium_c.FPDFAnnot_GetInkListPath(annotation, i, points, size)
            strokes.append([(point.x, point.y) for point in points])
    return strokes


def meaning(annotation: object, strokes: Sequence[Points]) -> Means:
    """What an ink annotation says; empty for a signature, a tick, a drawing."""
    if _is_broad(annotation):
        return "highlight"
    if len(strokes) != 1:
        return ""
    points = strokes[0]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if height <= FLAT and width >= max(LONG, 4 * height):
        return "line"
    return "loop" if height <= TALL and is_loop(points) else ""


def _is_broad(annotation: object) -> bool:
    """True for the broad bright pen of a highlighter, as the appearance draws it."""
    return any(pen.width >= BROAD and is_bright(pen.stroke) for _, pen in _paths(annotation))


def is_opaque(annotation: object) -> bool:
    """True when the appearance paints its whole rectangle, and so hides what is under it."""
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDFAnnot_GetRect(annotation, rect)
    area = abs((rect.right - rect.left) * (rect.top - rect.bottom))
    reader = ObjectReader()
    for path, pen in _paths(annotation):
        bounds = reader.bounds(path) if pen.covers and reader.count_segments(path) <= FEW else None
        if bounds is None or reader.is_see_through(path):
            continue
        left, bottom, right, top = bounds
        if (right - left) * (top - bottom) >= WHOLE * area:
            return True
    return False


def _paths(annotation: object) -> Iterator[tuple[int, Pen]]:
    """The paths of an appearance, and how they are painted."""
    reader = ObjectReader()
    for i in range(min(pdfium_c.FPDFAnnot_GetObjectCount(annotation), 50)):
        handle = pdfium_c.FPDFAnnot_GetObject(annotation, i)
        address = ctypes.cast(handle, ctypes.c_void_p).value or 0
        if address and reader.type_of(address) == pdfium_c.FPDF_PAGEOBJ_PATH:
            pen = reader.pen(address, IDENTITY)
            if pen is not None:
                yield address, pen
