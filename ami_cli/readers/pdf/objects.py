"""The objects drawn on a page, as pdfium has them; handles are plain addresses."""

from __future__ import annotations

import ctypes
import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium_c

from ami_cli.readers.pdf.handles import INT, POINTER, plain
from ami_cli.readers.pdf.paths import Matrix

WHITE, OPAQUE = 250, 255
MAX_IMAGE_BYTES = 50_000_000

_FOUR = (POINTER,) * 4
_count = plain(pdfium_c.FPDFPage_CountObjects, INT, POINTER)
_object_at = plain(pdfium_c.FPDFPage_GetObject, POINTER, POINTER, INT)
_count_inner = plain(pdfium_c.FPDFFormObj_CountObjects, INT, POINTER)
_inner_at = plain(pdfium_c.FPDFFormObj_GetObject, POINTER, POINTER, ctypes.c_ulong)
_type_of = plain(pdfium_c.FPDFPageObj_GetType, INT, POINTER)
_matrix_of = plain(pdfium_c.FPDFPageObj_GetMatrix, INT, POINTER, POINTER)
_bounds_of = plain(pdfium_c.FPDFPageObj_GetBounds, INT, POINTER, *_FOUR)
_count_segments = plain(pdfium_c.FPDFPath_CountSegments, INT, POINTER)
_segment_at = plain(pdfium_c.FPDFPath_GetPathSegment, POINTER, POINTER, INT)
_point_of = plain(pdfium_c.FPDFPathSegment_GetPoint, INT, POINTER, POINTER, POINTER)
_kind_of = plain(pdfium_c.FPDFPathSegment_GetType, INT, POINTER)
_draw_mode = plain(pdfium_c.FPDFPath_GetDrawMode, INT, POINTER, POINTER, POINTER)
_fill_of = plain(pdfium_c.FPDFPageObj_GetFillColor, INT, POINTER, *_FOUR)
_stroke_of = plain(pdfium_c.FPDFPageObj_GetStrokeColor, INT, POINTER, *_FOUR)
_width_of = plain(pdfium_c.FPDFPageObj_GetStrokeWidth, INT, POINTER, POINTER)
_transparency_of = plain(pdfium_c.FPDFPageObj_HasTransparency, INT, POINTER)
_clip_of = plain(pdfium_c.FPDFPageObj_GetClipPath, POINTER, POINTER)
_count_clips = plain(pdfium_c.FPDFClipPath_CountPaths, INT, POINTER)
_count_clip_segments = plain(pdfium_c.FPDFClipPath_CountPathSegments, INT, POINTER, INT)
_clip_segment_at = plain(pdfium_c.FPDFClipPath_GetPathSegment, POINTER, POINTER, INT, INT)
_pixels_of = plain(pdfium_c.FPDFImageObj_GetImagePixelSize, INT, POINTER, POINTER, POINTER)
_raw_data = plain(
    pdfium_c.FPDFImageObj_GetImageDataRaw, ctypes.c_ulong, POINTER, POINTER, ctypes.c_ulong
)


@dataclass(frozen=True, slots=True)
class Pen:
    """How a path is painted, colours as ``RRGGBB``; None where it is not, or leaves no trace.

    ``covers``: its fill, which may be white, hides what was painted before.
    """

    fill: str | None
    stroke: str | None
    width: float
    covers: bool = False


class ObjectReader:
    """Asks pdfium about page objects, with buffers made once."""

    def __init__(self) -> None:
        self._floats = (ctypes.c_float * 6)()
        self._ints = (ctypes.c_uint * 4)()
        at = ctypes.addressof(self._floats)
        self._to_floats = (at, at + 4, at + 8, at + 12)
        at = ctypes.addressof(self._ints)
        self._to_ints = (at, at + 4, at + 8, at + 12)

    def children(self, page: object) -> Iterator[int]:
        """The objects of a page."""
        address = ctypes.cast(page, POINTER).value or 0  # type: ignore[arg-type]
        return (_object_at(address, i) or 0 for i in range(_count(address)))

    def inner(self, form: int) -> Iterator[int]:
        """The objects of a form XObject."""
        return (_inner_at(form, i) or 0 for i in range(_count_inner(form)))

    def type_of(self, handle: int) -> int:
        """One of pdfium's ``FPDF_PAGEOBJ_…``."""
        return int(_type_of(handle))

    def bounds(self, handle: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right, top where the object stands; those of a path hold twice its pen."""
        if not _bounds_of(handle, *self._to_floats):
            return None
        left, bottom, right, top = self._floats[:4]
        return left, bottom, right, top

    def matrix(self, handle: int) -> Matrix:
        """The matrix of the object."""
        _matrix_of(handle, self._to_floats[0])
        a, b, c, d, e, f = self._floats[:]
        return a, b, c, d, e, f

    def pen(self, handle: int, matrix: Matrix) -> Pen | None:
        """How the path is painted; None when nothing of it can be seen."""
        _draw_mode(handle, *self._to_ints[:2])
        filled, stroked = self._ints[:2]
        fill = self._colour(_fill_of(handle, *self._to_ints)) if filled else None
        covers = bool(filled) and self._ints[3] == OPAQUE
        stroke = self._colour(_stroke_of(handle, *self._to_ints)) if stroked else None
        if fill is None and stroke is None and not covers:
            return None
        if stroke is None:
            return Pen(fill, None, 0.0, covers)
        _width_of(handle, self._to_floats[0])
        scale = (abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])) ** 0.5
        return Pen(fill, stroke, self._floats[0] * scale, covers)

    def is_see_through(self, handle: int) -> bool:
        """True for an object blended with what lies under it, as a highlighter's stroke."""
        return bool(_transparency_of(handle))

    def _colour(self, known: int) -> str | None:
        """``RRGGBB``; None for white, transparent or unknown, that is for what leaves no trace."""
        red, green, blue, alpha = self._ints[:]
        if not known or alpha == 0 or min(red, green, blue) >= WHITE:
            return None
        return f"{red:02X}{green:02X}{blue:02X}"

    def clip(self, handle: int) -> tuple[float, float, float, float] | None:
        """Left, bottom, right, top of what cuts the object off; None when nothing does."""
        clip = _clip_of(handle)
        left = bottom = -math.inf
        right = top = math.inf
        for i in range(max(0, _count_clips(clip)) if clip else 0):
            points = [self._clip_point(clip, i, j) for j in range(_count_clip_segments(clip, i))]
            if points:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                left, bottom = max(left, min(xs)), max(bottom, min(ys))
                right, top = min(right, max(xs)), min(top, max(ys))
        return (left, bottom, right, top) if left > -math.inf else None

    def _clip_point(self, clip: int, path: int, index: int) -> tuple[float, float]:
        segment = _clip_segment_at(clip, path, index) or 0
        _point_of(segment, *self._to_floats[:2])
        return self._floats[0], self._floats[1]

    def count_segments(self, path: int) -> int:
        """How many points and moves a path has."""
        return int(_count_segments(path))

    def segments(self, path: int, count: int) -> Iterator[tuple[int, float, float]]:
        """Kind (``FPDF_SEGMENT_…``), x and y of each."""
        floats, (to_x, to_y, _, _) = self._floats, self._to_floats
        for i in range(count):
            segment = _segment_at(path, i) or 0
            _point_of(segment, to_x, to_y)
            yield _kind_of(segment), floats[0], floats[1]

    def pixels(self, image: int) -> tuple[int, int]:
        """Width and height of a stored picture."""
        _pixels_of(image, *self._to_ints[:2])
        return self._ints[0], self._ints[1]


def image_digest(image: int) -> str:
    """SHA-256 of the stored (still compressed) bytes; empty when there are none or too many."""
    size = _raw_data(image, None, 0)
    if not 0 < size <= MAX_IMAGE_BYTES:
        return ""
    buffer = bytearray(size)
    _raw_data(image, ctypes.addressof(ctypes.c_char.from_buffer(buffer)), size)
    return hashlib.sha256(buffer).hexdigest()
