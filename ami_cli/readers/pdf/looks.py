"""How the characters of a page look: font, weight, colour, direction, told once a text object."""

from __future__ import annotations

import ctypes
import re
from functools import lru_cache
from typing import NamedTuple

import pypdfium2.raw as pdfium_c

from ami_cli.readers.layout import PLAIN, Style
from ami_cli.readers.pdf.handles import INT, POINTER, plain
from ami_cli.readers.symbols import is_symbol_font

BOLD_NAME = re.compile(r"bold|black|heavy|demi|gras", re.IGNORECASE)
SUBSET = re.compile(r"^[A-Z]{6}\+")
SUFFIX = re.compile(r"(?:[-,]?(?:Regular|Normal|Bold|Italic|MT))+$")
FORCE_BOLD = 1 << 18  # font flag 19 (ISO 32000-1, table 123)
BOLD_WEIGHT = 700  # guessed from the stems: Ghostscript's regular fonts have 610, so names go first
NO_NAME = re.compile(r"^(?:[A-Z]{6}\+)?(?:CIDFont\+)?[A-Za-z]{0,2}\d*$")
FILL, FILL_AND_STROKE, INVISIBLE = 0, 2, 3  # text render modes (ISO 32000-1, table 106)
SLANT = 0.12  # about 7 degrees: a watermark, or a stamp put on askew
CLEAR = 13  # of 255: text so transparent does not show

_font_of = plain(pdfium_c.FPDFTextObj_GetFont, POINTER, POINTER)
_mode_of = plain(pdfium_c.FPDFTextObj_GetTextRenderMode, INT, POINTER)
_size_at = plain(pdfium_c.FPDFText_GetFontSize, ctypes.c_double, POINTER, INT)
_matrix_at = plain(pdfium_c.FPDFText_GetMatrix, INT, POINTER, INT, POINTER)
_fill_of = plain(
    pdfium_c.FPDFPageObj_GetFillColor, INT, POINTER, POINTER, POINTER, POINTER, POINTER
)


class Look(NamedTuple):
    """What all characters of one text object share."""

    style: Style
    size: float
    turn: int
    invisible: bool
    symbol_font: str
    slanted: bool = False

    def alike(self, other: Look) -> bool:
        """True when one word may have both; only the size differs in « 1er », its « er » raised."""
        return self is other or (
            self.style == other.style
            and self.turn == other.turn
            and self.invisible == other.invisible
            and self.symbol_font == other.symbol_font
            and self.slanted == other.slanted
        )


class LookReader:
    """Reads the look of text objects; objects that look alike get the same ``Look``."""

    def __init__(self, text_page: object) -> None:
        self._page = text_page
        self._address = ctypes.cast(text_page, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
        self._fonts: dict[int, tuple[bool, str]] = {}
        self._alike: dict[tuple[object, ...], Look] = {}
        self._matrix, self._rgba = pdfium_c.FS_MATRIX(), (ctypes.c_uint * 4)()
        self._to_matrix = ctypes.addressof(self._matrix)
        at = ctypes.addressof(self._rgba)
        self._to_rgba = (at, at + 4, at + 8, at + 12)

    def read(self, index: int, handle: int) -> Look:
        """The look of the text object ``handle``, one of whose characters is ``index``."""
        if not handle:
            return NO_LOOK
        key = _font_of(handle) or 0
        known = self._fonts.get(key)
        if known is None:
            font = pdfium_c.FPDFTextObj_GetFont(pdfium_c.FPDFText_GetTextObject(self._page, index))
            known = self._fonts[key] = _read_font(font)
        bold, symbol = known
        mode = _mode_of(handle)
        _matrix_at(self._address, index, self._to_matrix)
        m = self._matrix
        b, c, d = m.b, m.c, m.d
        height = abs(d) if c == 0 else (c * c + d * d) ** 0.5
        size = _size_at(self._address, index) * height
        a = m.a
        turn = 0 if b == 0 and a > 0 else _turn(a, b)
        slanted = b != 0 and min(abs(a), abs(b)) > SLANT * max(abs(a), abs(b))
        seen = (bold or mode == FILL_AND_STROKE, self._colour(handle))
        hidden = mode == INVISIBLE or (mode == FILL and self._rgba[3] < CLEAR)
        kind = (*seen, size, turn, hidden, symbol, slanted)
        look = self._alike.get(kind)
        if look is None:
            look = Look(_style(*seen), size, turn, hidden, symbol, slanted)
            self._alike[kind] = look
        return look

    def _colour(self, handle: int) -> str | None:
        """``RRGGBB``; None for black or unknown."""
        if not _fill_of(handle, *self._to_rgba):
            self._rgba[3] = 255
            return None
        red, green, blue, _ = self._rgba
        return f"{red:02X}{green:02X}{blue:02X}" if red or green or blue else None


NO_LOOK = Look(PLAIN, 0.0, 0, False, "")  # a character without object


@lru_cache(maxsize=256)
def _style(bold: bool, colour: str | None) -> Style:
    return Style(bold=bold, colour=colour)


def _read_font(font: object) -> tuple[bool, str]:
    """Whether a font is bold, and its name if it is one of symbols."""
    buffer = ctypes.create_string_buffer(128)
    length = pdfium_c.FPDFFont_GetBaseFontName(font, buffer, 128)
    name = buffer.raw[: max(0, min(length, 128) - 1)].decode("latin-1")
    bold = bool(BOLD_NAME.search(name) or pdfium_c.FPDFFont_GetFlags(font) & FORCE_BOLD)
    if not bold and NO_NAME.search(name):
        bold = pdfium_c.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
    family = SUFFIX.sub("", SUBSET.sub("", name))
    return bold, family if is_symbol_font(family) else ""


def _turn(a: float, b: float) -> int:
    """Clockwise turn that sets text of this matrix upright."""
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 90 if b > 0 else 270
