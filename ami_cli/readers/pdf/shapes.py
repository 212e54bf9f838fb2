"""What is drawn on a page: ruling lines, small squares, marks, shades, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pypdfium2.raw as pdfium_c

from ami_cli.model.document import Box
from ami_cli.readers.layout import Ruling
from ami_cli.readers.pdf.colours import BROAD, is_bright, is_dark, is_ground, is_light
from ami_cli.readers.pdf.frame import Frame
from ami_cli.readers.pdf.masked import digests_seen
from ami_cli.readers.pdf.objects import ObjectReader, Pen, image_digest
from ami_cli.readers.pdf.paths import IDENTITY, Matrix, Subpath, along, apply, times
from ami_cli.readers.pdf.sizes import SQUARE, is_large, is_near, is_slanted, is_square, is_thin

TEXT, PATH = pdfium_c.FPDF_PAGEOBJ_TEXT, pdfium_c.FPDF_PAGEOBJ_PATH
IMAGE, FORM = pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM
SHADING = pdfium_c.FPDF_PAGEOBJ_SHADING
MOVE, CURVE = pdfium_c.FPDF_SEGMENT_MOVETO, pdfium_c.FPDF_SEGMENT_BEZIERTO

TALL = 45.0  # points: what marks out words of one line is lower
MARK = 26.0  # points: a tick drawn by hand runs over its box
CHAIN = 4  # points of a stretch that may go on in the next path
MAX_OBJECTS = 20_000  # a dense form page has 500; more is a map or a plan
MAX_SEGMENTS = 20_000
MAX_DEPTH = 8
MAX_SQUARES = 400  # a form has 60 a page; more is a pattern


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as placed: digest of its stored bytes, pixels, box."""

    sha256: str
    box: Box
    width: int
    height: int


@dataclass(slots=True)
class Shapes:
    """Everything drawn on one page.

    ``strokes`` are what is neither line nor rectangle (a logo, a circle, ink), ``marks`` the boxes
    of small drawings, ``blots`` those of filled squares, ``rings`` the ``squares`` that are round,
    ``frames`` rectangles drawn alone, ``grounds`` what white text can show on. ``covers`` hide what
    was painted before: when, and where; ``texts``: when each text object was.
    """

    rulings: list[Ruling] = field(default_factory=list)
    squares: list[Box] = field(default_factory=list)
    rings: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    shades: list[tuple[Box, str]] = field(default_factory=list)
    blots: list[Box] = field(default_factory=list)
    strokes: list[Subpath] = field(default_factory=list)
    frames: list[Box] = field(default_factory=list)
    grounds: list[Box] = field(default_factory=list)
    covers: list[tuple[int, Box]] = field(default_factory=list)
    texts: dict[int, int] = field(default_factory=dict)
    pictures: list[Drawn] = field(default_factory=list)
    cut: bool = False


class ShapeReader:
    """Walks the objects of one page, form XObjects included."""

    def __init__(self, document: object, page: object, frame: Frame) -> None:
        self._document, self._page = document, page
        self._frame, self._reader = frame, ObjectReader()
        self._images: list[int] = []
        self._objects = self._segments = 0
        self._chain: tuple[Subpath, Pen] | None = None
        self.shapes = Shapes()

    def read(self) -> Shapes:
        """Return the shapes; ``cut`` is set when there were too many to look at."""
        for handle in self._reader.children(self._page):
            self._visit(handle, IDENTITY, 0)
        self._end_chain()
        self._join_combs()
        self._tell_apart()
        return self.shapes

    def _tell_apart(self) -> None:
        """Give pictures that store the same bytes the digest of what is seen of them."""
        drawn = self.shapes.pictures
        seen = digests_seen([d.sha256 for d in drawn], self._images, self._document, self._page)
        self.shapes.pictures = [replace(d, sha256=s) for d, s in zip(drawn, seen, strict=True)]

    def _visit(self, handle: int, matrix: Matrix, depth: int) -> None:
        self._objects += 1
        if self._objects > MAX_OBJECTS:
            self.shapes.cut = True
            return
        kind = self._reader.type_of(handle)
        if kind == TEXT:
            self.shapes.texts[handle] = self._objects
            return
        if kind == PATH:
            self._path(handle, matrix)
        elif kind == IMAGE:
            self._image(handle, matrix)
        elif kind == SHADING:
            self.shapes.grounds += [box] if (box := self._bounds(handle, matrix)) else []
        elif kind == FORM and depth < MAX_DEPTH:
            inner = times(self._reader.matrix(handle), matrix)
            for one in self._reader.inner(handle):
                self._visit(one, inner, depth + 1)

    def _bounds(self, handle: int, matrix: Matrix) -> Box | None:
        bounds = self._reader.bounds(handle)
        if bounds is None:
            return None
        if matrix is IDENTITY:
            return self._frame.box(*bounds)
        x0, y0, x1, y1 = bounds
        corners = [apply(matrix, x, y) for x, y in ((x0, y0), (x0, y1), (x1, y0), (x1, y1))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return self._frame.box(min(xs), min(ys), max(xs), max(ys))

    def _image(self, handle: int, matrix: Matrix) -> None:
        box = self._bounds(handle, matrix)
        if box is not None:
            drawn = Drawn(image_digest(handle), box, *self._reader.pixels(handle))
            self.shapes.pictures.append(drawn)
            self._images.append(handle)
            self.shapes.grounds.append(box)

    def _path(self, handle: int, matrix: Matrix) -> None:
        pen = self._reader.pen(handle, matrix)
        if pen is None:
            return
        count = self._reader.count_segments(handle)
        box = self._bounds(handle, matrix)
        if box is None or count < 2:
            return
        square = pen.fill and is_square(box)
        if pen.covers and not square and self._hides(handle, count, matrix, box):
            self.shapes.covers.append((self._objects, box))
        if not (pen.fill or pen.stroke):
            return
        if is_ground(pen):
            self.shapes.grounds.append(box)
        if pen.width >= BROAD and not pen.fill and is_bright(pen.stroke):
            self._highlighter(handle, count, pen, times(self._reader.matrix(handle), matrix))
            return
        if count <= 3 and is_thin(box, pen) and not self._chain and not is_slanted(box, pen):
            self._line(box)
            return
        if not pen.stroke and pen.fill and count <= 5 and is_large(box):
            self.shapes.shades.append((box, pen.fill))
            return
        self._segments += count
        if self._segments > MAX_SEGMENTS:
            self.shapes.cut = True
            return
        for part in self._subpaths(handle, count, times(self._reader.matrix(handle), matrix)):
            if not self._chained(part, pen):
                self._part(part, pen)

    def _chained(self, part: Subpath, pen: Pen) -> bool:
        """Join the short slanted lines that some programs make of one stroke, each with its pen."""
        short = len(part.points) <= CHAIN and pen.stroke and not pen.fill
        short = short and (len(part.points) == 2 or not part.closed)
        if self._chain is not None:
            stroke, first = self._chain
            (x0, y0), (x1, y1) = stroke.points[-1], part.points[0]
            if short and pen.stroke == first.stroke and abs(x0 - x1) + abs(y0 - y1) <= 0.5:
                stroke.points += part.points[1:]
                return True
            self._end_chain()
        (x0, y0), (x1, y1) = part.points[0], part.points[-1]
        if not short or min(abs(x0 - x1), abs(y0 - y1)) < 0.3:
            return False
        self._chain = (part, pen)
        return True

    def _end_chain(self) -> None:
        if self._chain is not None:
            stroke, pen = self._chain
            self._chain = None
            self._part(stroke, pen)

    def _hides(self, handle: int, count: int, matrix: Matrix, box: Box) -> bool:
        """True for a filled rectangle behind which words disappear, all of which is painted."""
        high = min(box.x1 - box.x0, box.y1 - box.y0) >= SQUARE[0]
        if not high or count > 6 or self._reader.is_see_through(handle):
            return False
        clip = self._reader.clip(handle)
        if clip is None:
            return True
        if matrix is not IDENTITY or clip[0] > clip[2] or clip[1] > clip[3]:
            return False
        cut = self._frame.box(*clip)
        inside = cut.x0 <= box.x0 + 1 and box.x1 - 1 <= cut.x1
        return inside and cut.y0 <= box.y0 + 1 and box.y1 - 1 <= cut.y1

    def _highlighter(self, handle: int, count: int, pen: Pen, matrix: Matrix) -> None:
        """Strokes of a broad bright pen."""
        self._segments += count
        if self._segments > MAX_SEGMENTS:
            self.shapes.cut = True
            return
        half = pen.width / 2
        for part in self._subpaths(handle, count, matrix):
            box = part.box
            broad = Box(box.x0, box.y0 - half, box.x1, box.y1 + half)
            self.shapes.shades.append((broad, pen.stroke or ""))

    def _subpaths(self, handle: int, count: int, matrix: Matrix) -> list[Subpath]:
        parts: list[Subpath] = []
        steer: list[tuple[float, float]] = []
        for kind, x, y in self._reader.segments(handle, count):
            point = self._frame.point(*apply(matrix, x, y))
            if kind == MOVE or not parts:
                parts.append(Subpath([point]))
                continue
            part = parts[-1]
            part.curved += kind == CURVE
            if kind == CURVE and len(steer) < 2:
                steer.append(point)
            elif kind == CURVE:
                part.points += along(part.points[-1], (steer[0], steer[1]), point)
                steer = []
            else:
                part.points.append(point)
        return [part for part in parts if len(part.points) > 1]

    def _part(self, part: Subpath, pen: Pen) -> None:
        box = part.box
        height = box.y1 - box.y0
        if is_thin(box, pen, pen.width) and not part.curved:
            self._line(box)
        elif part.frame:
            self._rectangle(box, pen)
        elif is_light(pen) and height <= TALL:
            self.shapes.shades.append((box, pen.fill or ""))
        elif (
            part.curved and part.closed and pen.stroke and not is_dark(pen.fill) and is_square(box)
        ):
            self.shapes.squares.append(box)
            self.shapes.rings.append(box)
        elif pen.stroke or is_dark(pen.fill):
            part.filled = pen.stroke is None or pen.fill is not None
            self.shapes.strokes.append(part)
            if max(box.x1 - box.x0, height) <= MARK:
                self.shapes.marks.append(box)

    def _rectangle(self, box: Box, pen: Pen) -> None:
        if is_square(box):
            if pen.stroke and not is_dark(pen.fill):
                self.shapes.squares.append(box)
            elif is_light(pen):
                self.shapes.shades.append((box, pen.fill or ""))
            elif pen.fill and (is_dark(pen.fill) or is_bright(pen.fill)):
                self.shapes.marks.append(box)
                self.shapes.blots.append(box)
            return
        if pen.stroke and not pen.fill and box.y1 - box.y0 <= TALL:
            self.shapes.frames.append(box)
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
            twin = any(is_near(box, other) for other in kept)
            touching = any(
                abs(box.y0 - o.y0) < 2
                and abs(box.y1 - o.y1) < 2
                and (abs(box.x0 - o.x1) < 2 or abs(box.x1 - o.x0) < 2)
                for o in squares
            )
            if not twin and not touching:
                kept.append(box)
        self.shapes.squares = kept
