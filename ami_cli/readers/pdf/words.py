"""The words of a page with their boxes and looks, from pdfium's text page."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from ami_cli.readers.layout import PLAIN, PageWord, Style
from ami_cli.readers.pdf.frame import Frame
from ami_cli.readers.pdf.glyphs import from_private_use, is_doubtful, mend
from ami_cli.readers.symbols import from_symbol_text, is_symbol_font

# A word ends at white space; U+FFFE is pdfium's hyphen at a line end, and ends it too.
WORD = re.compile(r"[^\s\ufffe\x00-\x1f]+\ufffe?|\ufffe")
SPACE = re.compile(r"[ \u00a0]")
BOLD_NAME = re.compile(r"bold|black|heavy|demi|gras", re.IGNORECASE)
SUBSET = re.compile(r"^[A-Z]{6}\+")
SUFFIX = re.compile(r"(?:[-,]?(?:Regular|Normal|Bold|Italic|MT))+$")
FORCE_BOLD = 1 << 18  # font flag 19 (ISO 32000-1, table 123)
BOLD_WEIGHT = 700  # guessed from the stems: Ghostscript's regular fonts have 610, so names go first
NO_NAME = re.compile(r"^(?:[A-Z]{6}\+)?(?:CIDFont\+)?[A-Za-z]{0,2}\d*$")
FILL_AND_STROKE, INVISIBLE = 2, 3  # text render modes (ISO 32000-1, table 106)
LETTER_LOST = 0.5  # confidence in a word with a character that is no text
MAX_CHARS = 400_000  # a form has 3,000 a page; more is a book or a bomb


def _plain(function: object, result: type, *arguments: type) -> Callable[..., Any]:
    """The same C function with plain integers for handles: three times as fast to call."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_POINTER, _INT = ctypes.c_void_p, ctypes.c_int
_object_at = _plain(pdfium_c.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
_loose_box = _plain(pdfium_c.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
_origin = _plain(pdfium_c.FPDFText_GetCharOrigin, _INT, _POINTER, _INT, _POINTER, _POINTER)
_is_generated = _plain(pdfium_c.FPDFText_IsGenerated, _INT, _POINTER, _INT)
_font_of = _plain(pdfium_c.FPDFTextObj_GetFont, _POINTER, _POINTER)
_mode_of = _plain(pdfium_c.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
_size_at = _plain(pdfium_c.FPDFText_GetFontSize, ctypes.c_double, _POINTER, _INT)
_matrix_at = _plain(pdfium_c.FPDFText_GetMatrix, _INT, _POINTER, _INT, _POINTER)
_fill_of = _plain(
    pdfium_c.FPDFPageObj_GetFillColor, _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER
)


class Look(NamedTuple):
    """What all characters of one text object share."""

    style: Style
    size: float
    turn: int
    invisible: bool
    symbol_font: str


class RawWord(NamedTuple):
    """One word in PDF user space: left, bottom, right, top; the baseline's start."""

    text: str
    rect: tuple[float, float, float, float]
    origin: tuple[float, float]
    look: Look
    hyphen: bool
    glued: bool
    space_before: bool
    space_after: bool


class TextPage:
    """An open pdfium text page; it must stay referenced while its characters are read."""

    def __init__(self, page: object) -> None:
        self.handle = pdfium_c.FPDFText_LoadPage(page)
        self._address = ctypes.cast(self.handle, ctypes.c_void_p).value or 0
        self._looks: dict[int, Look] = {}
        self._fonts: dict[int, tuple[bool, str]] = {}
        self.said = ""
        self._spaces: set[int] = set()
        self._rect = pdfium_c.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix, self._rgba = pdfium_c.FS_MATRIX(), (ctypes.c_uint * 4)()
        self._to_rect = ctypes.addressof(self._rect)
        self._to_matrix = ctypes.addressof(self._matrix)
        self._to_rgba = ctypes.addressof(self._rgba)
        self._to_point = ctypes.addressof(self._x), ctypes.addressof(self._y)

    def close(self) -> None:
        """Free the text page; the object is unusable afterwards."""
        pdfium_c.FPDFText_ClosePage(self.handle)

    def words(self, known: str = "") -> list[RawWord]:
        """Return every word in content order, without those of ``known`` if the text begins so."""
        count = min(pdfium_c.FPDFText_CountChars(self.handle), MAX_CHARS)
        if count <= 0:
            return []
        said = self.said = self._text(count)
        rest = said[len(known) :] if known and said.startswith(known) else None
        start = len(known) if rest is not None and not rest[:1].strip() else 0
        spans = [(m.group(), m.start(), m.end()) for m in WORD.finditer(said, start)]
        self._spaces = {m.start() for m in SPACE.finditer(said) if self._is_written(m.start())}
        looks = [self._look(start) for _, start, _ in spans]
        found: list[RawWord] = []
        for i, (text, start, end) in enumerate(spans):
            look = looks[i]
            # A look that changes inside a word shows at the next word too, or at its own end;
            # a box glued to a bold option (« ☐Commune ») shows only there.
            alike = text[0].isalnum() or self._look(end - 1) == look
            if i + 1 < len(spans) and looks[i + 1] == look and alike:
                found.append(self._word(text, start, end, look, False))
            else:
                self._add_cut(found, text, start, end)
        return found

    def _text(self, count: int) -> str:
        """One character per index, so that positions in the text are pdfium's own."""
        buffer = (ctypes.c_ushort * (count + 1))()
        length = pdfium_c.FPDFText_GetText(self.handle, 0, count, buffer) - 1
        if length == count:
            text = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
            return text if len(text) == count else "".join(map(chr, buffer[:count]))
        # Some characters have no text: ask for each one.
        return "".join(_char(pdfium_c.FPDFText_GetUnicode(self.handle, i)) for i in range(count))

    def _add_cut(self, found: list[RawWord], text: str, start: int, end: int) -> None:
        """Append the word, cut where its look changes."""
        glued = False
        while start < end:
            look = self._look(start)
            cut = next((i for i in range(start + 1, end) if self._look(i) != look), end)
            piece, text = text[: cut - start], text[cut - start :]
            found.append(self._word(piece, start, cut, look, glued))
            start, glued = cut, True

    def _word(self, text: str, start: int, end: int, look: Look, glued: bool) -> RawWord:
        left, bottom, right, top = self._loose(start)
        if end - start > 1:
            other = self._loose(end - 1)
            if look.turn in (0, 180):
                left, right = min(left, other[0]), max(right, other[2])
            else:
                bottom, top = min(bottom, other[1]), max(top, other[3])
        _origin(self._address, start, *self._to_point)
        if look.symbol_font:
            text = from_symbol_text(look.symbol_font, text)
        hyphen = text[-1] in "\ufffe\u00ad"
        if not text.isascii():
            # pdfium's line-end hyphen, and a soft hyphen, which shows since it was drawn.
            text = mend(text.replace("\ufffe", "-").replace("\u00ad", "-"))
            text = from_private_use(text)
        rect = (left, bottom, right, top)
        return RawWord(
            text,
            rect,
            (self._x.value, self._y.value),
            look,
            hyphen,
            glued,
            start - 1 in self._spaces,
            end in self._spaces,
        )

    def _is_written(self, index: int) -> bool:
        """True for a space of the file, False for one that pdfium made up."""
        return not _is_generated(self._address, index)

    def _loose(self, index: int) -> tuple[float, float, float, float]:
        _loose_box(self._address, index, self._to_rect)
        r = self._rect
        return r.left, r.bottom, r.right, r.top

    def _look(self, index: int) -> Look:
        key = _object_at(self._address, index) or 0
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._read_look(index, key) if key else NO_LOOK
        return look

    def _read_look(self, index: int, handle: int) -> Look:
        """Read font, colour and direction of a text object."""
        key = _font_of(handle) or 0
        known = self._fonts.get(key)
        if known is None:
            font = pdfium_c.FPDFTextObj_GetFont(pdfium_c.FPDFText_GetTextObject(self.handle, index))
            known = self._fonts[key] = _read_font(font)
        bold, symbol = known
        mode = _mode_of(handle)
        bold = bold or mode == FILL_AND_STROKE
        _matrix_at(self._address, index, self._to_matrix)
        m = self._matrix
        size = _size_at(self._address, index) * (m.c**2 + m.d**2) ** 0.5
        style = _style(bold, self._colour(handle))
        return Look(style, size, _turn(m.a, m.b), mode == INVISIBLE, symbol)

    def _colour(self, handle: int) -> str | None:
        """``RRGGBB``; None for black or unknown."""
        rgba = self._rgba
        at = self._to_rgba
        if not _fill_of(handle, at, at + 4, at + 8, at + 12):
            return None
        if not (rgba[0] or rgba[1] or rgba[2]):
            return None
        return f"{rgba[0]:02X}{rgba[1]:02X}{rgba[2]:02X}"


def _char(code: int) -> str:
    """The character of a code point; pdfium also gives codes that Unicode does not have."""
    return chr(code) if code < 0x110000 else "\ufffd"


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


def main_turn(words: list[RawWord]) -> int | None:
    """The direction most characters are written in; None without words."""
    votes: Counter[int] = Counter()
    for word in words:
        votes[word.look.turn] += len(word.text)
    return votes.most_common(1)[0][0] if votes else None


def to_page(word: RawWord, frame: Frame, overlay: bool = False) -> PageWord:
    """Place one word on the upright page."""
    x0, y0, x1, y1 = frame.corners(*word.rect)
    _, baseline = frame.point(*word.origin)
    look = word.look
    return PageWord(
        word.text,
        x0,
        y0,
        x1,
        y1,
        baseline if y0 <= baseline <= y1 + 1 else None,
        look.size or None,
        look.style,
        LETTER_LOST if is_doubtful(word.text) else 1.0,
        glued=word.glued,
        hyphen=word.hyphen,
        overlay=overlay,
    )
