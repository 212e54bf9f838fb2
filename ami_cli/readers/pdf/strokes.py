"""The strokes of annotations: ink, lines, circles, frames, in the form of drawn paths."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from math import cos, pi, sin

import pypdfium2.raw as pdfium_c

from ami_cli.model.document import Box
from ami_cli.readers.pdf.colours import BROAD, is_bright
from ami_cli.readers.pdf.frame import Frame
from ami_cli.readers.pdf.objects import ObjectReader, Pen
from ami_cli.readers.pdf.paths import IDENTITY, Subpath

MAX_STROKES = 2_000
MAX_POINTS = 20_000
ROUND = 24  # points of a circle
FEW, WHOLE = 6, 0.7  # segments of a rectangle; share of the annotation that it must cover


def strokes_of(annotation: object, box: Box, frame: Frame) -> list[Subpath]:
    """The strokes of an ink, line, polyline, circle or square annotation; else none."""
    match pdfium_c.FPDFAnnot_GetSubtype(annotation):
        case pdfium_c.FPDF_ANNOT_INK:
            return list(_ink(annotation, frame))
        case pdfium_c.FPDF_ANNOT_LINE:
            return list(_line(annotation, frame))
        case pdfium_c.FPDF_ANNOT_POLYLINE | pdfium_c.FPDF_ANNOT_POLYGON:
            return list(_vertices(annotation, frame))
        case pdfium_c.FPDF_ANNOT_CIRCLE:
            return [circle(box)]
        case pdfium_c.FPDF_ANNOT_SQUARE:
            return [rectangle(box)]
    return []


def circle(box: Box) -> Subpath:
    """The ellipse that fills a box."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    wide, high = (box.x1 - box.x0) / 2, (box.y1 - box.y0) / 2
    turn = [2 * pi * i / ROUND for i in range(ROUND + 1)]
    return Subpath([(x + wide * cos(t), y + high * sin(t)) for t in turn])


def rectangle(box: Box) -> Subpath:
    """The rim of a box, with points along its sides."""
    corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)]
    points: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        points += [(x0 + (x1 - x0) * i / 4, y0 + (y1 - y0) * i / 4) for i in range(4)]
    return Subpath([*points, corners[0]])


def is_highlighter(annotation: object) -> bool:
    """True for the broad bright pen of a highlighter, as the appearance of ink draws it."""
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


def _ink(annotation: object, frame: Frame) -> Iterator[Subpath]:
    for i in range(min(pdfium_c.FPDFAnnot_GetInkListCount(annotation), MAX_STROKES)):
        size = pdfium_c.FPDFAnnot_GetInkListPath(annotation, i, None, 0)
        if 0 < size <= MAX_POINTS:
            points = (pdfium_c.FS_POINTF * size)()
            pdfium_c.FPDFAnnot_GetInkListPath(annotation, i, points, size)
            yield Subpath([frame.point(point.x, point.y) for point in points])


def _line(annotation: object, frame: Frame) -> Iterator[Subpath]:
    start, end = pdfium_c.FS_POINTF(), pdfium_c.FS_POINTF()
    if pdfium_c.FPDFAnnot_GetLine(annotation, start, end):
        yield Subpath([frame.point(start.x, start.y), frame.point(end.x, end.y)])


def _vertices(annotation: object, frame: Frame) -> Iterator[Subpath]:
    size = pdfium_c.FPDFAnnot_GetVertices(annotation, None, 0)
    if 1 < size <= MAX_POINTS:
        points = (pdfium_c.FS_POINTF * size)()
        pdfium_c.FPDFAnnot_GetVertices(annotation, points, size)
        yield Subpath([frame.point(point.x, point.y) for point in points])
