"""What is drawn on a page: ruling lines, small squares, marks, shades, pictures."""

from __future__ import annotations

import ctypes
import hashlib
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium_c

from ami_cli.model.document import Box
from ami_cli.readers.layout import Ruling
from ami_cli.readers.pdf.frame import Frame
from ami_cli.readers.pdf.paths import IDENTITY, Matrix, Subpath, apply, matrix_of, times

THIN = 2.0  # points without the pen: a filled rectangle this thin is a line
SQUARE = (5.0, 19.0)  # points: side of a tick box; 7-12 in office forms, 18 in large print
MARK = 26.0  # points: a tick drawn by hand runs over its box
MAX_OBJECTS = 20_000  # a dense form page has 500; more is a map or a plan
MAX_SEGMENTS = 20_000
MAX_DEPTH = 8
MAX_SQUARES = 400  # a form has 60 a page; more is a pattern
MAX_IMAGE_BYTES = 50_000_000
WHITE = 250


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as placed: digest of its stored bytes, pixels, box."""

    sha256: str
    box: Box
    width: int
    height: int


@dataclass(slots=True)
class Shapes:
    """Everything drawn on one page; ``curves`` are free drawings: a logo, flattened ink."""

    rulings: list[Ruling] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    shades: list[tuple[Box, str]] = field(default_factory=list)
    curves: list[Box] = field(default_factory=list)
    pictures: list[Drawn] = field(default_factory=list)
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Pen:
    """How a path is painted; None where it is not."""

    fill: str | None
    stroke: str | None
    width: float


class ShapeReader:
    """Walks the objects of one page, form XObjects included."""

    def __init__(self, document: object, page: object, frame: Frame) -> None:
        self._document, self._page, self._frame = document, page, frame
        self._objects = self._segments = 0
        self._floats = tuple(ctypes.c_float() for _ in range(4))
        self.shapes = Shapes()

    def read(self) -> Shapes:
        """Return the shapes; ``cut`` is set when there were too many to look at."""
        for i in range(pdfium_c.FPDFPage_CountObjects(self._page)):
            self._visit(pdfium_c.FPDFPage_GetObject(self._page, i), IDENTITY, 0)
        self._join_combs()
        return self.shapes

    def _visit(self, handle: object, matrix: Matrix, depth: int) -> None:
        self._objects += 1
        if self._objects > MAX_OBJECTS:
            self.shapes.cut = True
            return
        kind = pdfium_c.FPDFPageObj_GetType(handle)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            self._path(handle, matrix)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            self._image(handle, matrix)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = times(matrix_of(handle), matrix)
            for i in range(pdfium_c.FPDFFormObj_CountObjects(handle)):
                self._visit(pdfium_c.FPDFFormObj_GetObject(handle, i), inner, depth + 1)

    def _bounds(self, handle: object, matrix: Matrix) -> Box | None:
        left, bottom, right, top = self._floats
        if not pdfium_c.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
            return None
        return self._box(left.value, bottom.value, right.value, top.value, matrix)

    def _box(self, x0: float, y0: float, x1: float, y1: float, matrix: Matrix) -> Box:
        if matrix is IDENTITY:
            return self._frame.box(x0, y0, x1, y1)
        corners = [apply(matrix, x, y) for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self._frame.box(min(xs), min(ys), max(xs), max(ys))

    def _image(self, handle: object, matrix: Matrix) -> None:
        box = self._bounds(handle, matrix)
        if box is None:
            return
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        pdfium_c.FPDFImageObj_GetImagePixelSize(handle, wide, high)
        drawn = Drawn(image_digest(handle), box, wide.value, high.value)
        self.shapes.pictures.append(drawn)

    def _path(self, handle: object, matrix: Matrix) -> None:
        pen = _pen(handle, matrix)
        if pen is None:
            return
        count = pdfium_c.FPDFPath_CountSegments(handle)
        box = self._bounds(handle, matrix)
        if box is None or count < 2:
            return
        if count <= 3 and _is_thin(box, pen):
            self._line(box)
            return
        if not pen.stroke and pen.fill and count <= 5 and _is_large(box):
            self.shapes.shades.append((box, pen.fill))
            return
        self._segments += count
        if self._segments > MAX_SEGMENTS:
            self.shapes.cut = True
            return
        for part in self._subpaths(handle, count, times(matrix_of(handle), matrix)):
            self._part(part, pen)

    def _subpaths(self, handle: object, count: int, matrix: Matrix) -> list[Subpath]:
        parts: list[Subpath] = []
        x, y = self._floats[0], self._floats[1]
        for i in range(count):
            segment = pdfium_c.FPDFPath_GetPathSegment(handle, i)
            pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
            point = self._frame.point(*apply(matrix, x.value, y.value))
            kind = pdfium_c.FPDFPathSegment_GetType(segment)
            if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not parts:
                parts.append(Subpath([point]))
                continue
            parts[-1].points.append(point)
            parts[-1].curved += kind == pdfium_c.FPDF_SEGMENT_BEZIERTO
        return [part for part in parts if len(part.points) > 1]

    def _part(self, part: Subpath, pen: _Pen) -> None:
        box = part.box
        width, height = box.x1 - box.x0, box.y1 - box.y0
        if _is_thin(box, pen, pen.width) and not part.curved:
            self._line(box)
        elif part.frame:
            self._rectangle(box, pen)
        elif max(width, height) <= MARK:
            round_ = part.curved and pen.stroke and not _dark(pen.fill) and _is_square(box)
            (self.shapes.squares if round_ and part.closed else self.shapes.marks).append(box)
        elif pen.stroke and not pen.fill:
            self.shapes.curves.append(box)

    def _rectangle(self, box: Box, pen: _Pen) -> None:
        if _is_square(box):
            if pen.stroke and not _dark(pen.fill):
                self.shapes.squares.append(box)
            elif _dark(pen.fill):
                self.shapes.marks.append(box)
            return
        if pen.stroke:
            self.shapes.rulings += [
                Ruling(box.x0, box.y0, box.x1, box.y0),
                Ruling(box.x0, box.y1, box.x1, box.y1),
                Ruling(box.x0, box.y0, box.x0, box.y1),
                Ruling(box.x1, box.y0, box.x1, box.y1),
            ]
        if pen.fill:
            self.shapes.shades.append((box, pen.fill))

    def _line(self, box: Box) -> None:
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        if box.x1 - box.x0 >= box.y1 - box.y0:
            self.shapes.rulings.append(Ruling(box.x0, y, box.x1, y))
        else:
            self.shapes.rulings.append(Ruling(x, box.y0, x, box.y1))

    def _join_combs(self) -> None:
        """Drop squares that touch: they are the cells of a number to be written digit by digit."""
        kept: list[Box] = []
        squares = self.shapes.squares
        if len(squares) > MAX_SQUARES:
            self.shapes.squares = []
            return
        for box in squares:
            twin = any(_near(box, other) for other in kept)
            touching = any(
                abs(box.y0 - o.y0) < 2
                and abs(box.y1 - o.y1) < 2
                and (abs(box.x0 - o.x1) < 2 or abs(box.x1 - o.x0) < 2)
                for o in squares
            )
            if not twin and not touching:
                kept.append(box)
        self.shapes.squares = kept


def image_digest(handle: object) -> str:
    """SHA-256 of the stored (still compressed) bytes; empty when there are none or too many."""
    size = pdfium_c.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    if not 0 < size <= MAX_IMAGE_BYTES:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFImageObj_GetImageDataRaw(handle, buffer, size)
    return hashlib.sha256(buffer.raw).hexdigest()


def _pen(handle: object, matrix: Matrix) -> _Pen | None:
    """How the path is painted; None when nothing of it can be seen."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(handle, mode, stroked)
    fill = _colour(pdfium_c.FPDFPageObj_GetFillColor, handle) if mode.value else None
    stroke = _colour(pdfium_c.FPDFPageObj_GetStrokeColor, handle) if stroked.value else None
    if fill is None and stroke is None:
        return None
    width = ctypes.c_float()
    pdfium_c.FPDFPageObj_GetStrokeWidth(handle, width)
    scale = (abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) ** 0.5
    return _Pen(fill, stroke, width.value * scale if stroke else 0.0)


def _colour(get: object, handle: object) -> str | None:
    """``RRGGBB``; None for white, transparent or unknown, that is for what leaves no trace."""
    red, green, blue, alpha = (ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint())
    if not get(handle, red, green, blue, alpha):  # type: ignore[operator]  # a C function
        return None
    if alpha.value == 0 or min(red.value, green.value, blue.value) >= WHITE:
        return None
    return f"{red.value:02X}{green.value:02X}{blue.value:02X}"


def _dark(colour: str | None) -> bool:
    return colour is not None and max(bytes.fromhex(colour)) < 0x90


def _is_thin(box: Box, pen: _Pen, ink: float | None = None) -> bool:
    """True for a line; bounds given by pdfium (ink None) include twice the pen."""
    extra = 2 * pen.width if ink is None else 0.0
    return min(box.x1 - box.x0, box.y1 - box.y0) - extra <= THIN


def _is_large(box: Box) -> bool:
    return min(box.x1 - box.x0, box.y1 - box.y0) > SQUARE[1]


def _is_square(box: Box) -> bool:
    width, height = box.x1 - box.x0, box.y1 - box.y0
    low, high = SQUARE
    return low <= width <= high and low <= height <= high and abs(width - height) <= 0.25 * width


def _near(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) < 2 and abs(a.y0 - b.y0) < 2
