"""The words of a page with their boxes and looks, from pdfium's text page."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass

import pypdfium2.raw as pdfium_c

from ami_cli.readers.layout import PLAIN, PageWord, Style
from ami_cli.readers.pdf.frame import Frame

# A word ends at white space; U+FFFE is pdfium's hyphen at a line end, and ends it too.
WORD = re.compile(r"[^\s\ufffe\x00-\x1f]+\ufffe?|\ufffe")
BOLD_NAME = re.compile(r"bold|black|heavy|demi|gras", re.IGNORECASE)
SYMBOL_NAME = re.compile(r"wingdings|webdings|dingbats|symbol", re.IGNORECASE)
FORCE_BOLD = 1 << 18  # font flag 19 (ISO 32000-1, table 123)
BOLD_WEIGHT = 600
INVISIBLE = 3  # text render mode (ISO 32000-1, table 106)
MAX_CHARS = 400_000  # a form has 3,000 a page; more is a book or a bomb


@dataclass(frozen=True, slots=True)
class Look:
    """What all characters of one text object share."""

    style: Style
    size: float
    turn: int
    invisible: bool
    symbol_font: str


@dataclass(frozen=True, slots=True)
class RawWord:
    """One word in PDF user space: left, bottom, right, top; the baseline's start."""

    text: str
    rect: tuple[float, float, float, float]
    origin: tuple[float, float]
    look: Look
    hyphen: bool
    glued: bool


class TextPage:
    """An open pdfium text page; it must stay referenced while its characters are read."""

    def __init__(self, page: object) -> None:
        self.handle = pdfium_c.FPDFText_LoadPage(page)
        self.looks: dict[int, Look] = {}
        self._rect = pdfium_c.FS_RECTF()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def close(self) -> None:
        """Free the text page; the object is unusable afterwards."""
        pdfium_c.FPDFText_ClosePage(self.handle)

    def words(self) -> list[RawWord]:
        """Return every word in content order."""
        count = min(pdfium_c.FPDFText_CountChars(self.handle), MAX_CHARS)
        if count <= 0:
            return []
        found: list[RawWord] = []
        text = self._text(count)
        for match in WORD.finditer(text):
            self._add(found, match.group(), match.start(), match.end())
        return found

    def _text(self, count: int) -> str:
        """One character per index, so that positions in the text are pdfium's own."""
        buffer = (ctypes.c_ushort * (count + 1))()
        length = pdfium_c.FPDFText_GetText(self.handle, 0, count, buffer) - 1
        if length == count:
            return bytes(buffer)[: 2 * count].decode("utf-16-le", "replace").ljust(count)
        # Some characters have no text or two code units: ask for each one.
        return "".join(_char(pdfium_c.FPDFText_GetUnicode(self.handle, i)) for i in range(count))

    def _add(self, found: list[RawWord], text: str, start: int, end: int) -> None:
        """Append the word, cut where its look changes."""
        glued = False
        while start < end:
            look = self._look(start)
            cut = end
            if end - start > 1 and self._look(end - 1) is not look:
                cut = next((i for i in range(start + 1, end) if self._look(i) is not look), end)
                if self._look(cut) == look:
                    cut = self._same_until(look, cut, end)
            piece, text = text[: cut - start], text[cut - start :]
            found.append(self._word(piece, start, cut, look, glued))
            start, glued = cut, True

    def _same_until(self, look: Look, start: int, end: int) -> int:
        return next((i for i in range(start, end) if self._look(i) != look), end)

    def _word(self, text: str, start: int, end: int, look: Look, glued: bool) -> RawWord:
        left, bottom, right, top = self._loose(start)
        if end - start > 1:
            other = self._loose(end - 1)
            left, right = min(left, other[0]), max(right, other[2])
            bottom, top = min(bottom, other[1]), max(top, other[3])
        pdfium_c.FPDFText_GetCharOrigin(self.handle, start, self._x, self._y)
        hyphen = text.endswith("\ufffe")
        text = text.replace("\ufffe", "-").replace("\u00ad", "-")  # a soft hyphen that is drawn
        rect = (left, bottom, right, top)
        return RawWord(text, rect, (self._x.value, self._y.value), look, hyphen, glued)

    def _loose(self, index: int) -> tuple[float, float, float, float]:
        pdfium_c.FPDFText_GetLooseCharBox(self.handle, index, self._rect)
        r = self._rect
        return r.left, r.bottom, r.right, r.top

    def _look(self, index: int) -> Look:
        handle = pdfium_c.FPDFText_GetTextObject(self.handle, index)
        key = ctypes.cast(handle, ctypes.c_void_p).value or 0
        look = self.looks.get(key)
        if look is None:
            look = self.looks[key] = _read_look(self.handle, index, handle)
        return look


def _char(code: int) -> str:
    """The character of a code point; pdfium also gives codes that Unicode does not have."""
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _read_look(text_page: object, index: int, handle: object) -> Look:
    """Read font, colour and direction; a character without object is plain."""
    if not handle:
        return Look(PLAIN, 0.0, 0, False, "")
    font = pdfium_c.FPDFTextObj_GetFont(handle)
    name = _font_name(font)
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(handle)
    bold = (
        bool(BOLD_NAME.search(name))
        or pdfium_c.FPDFFont_GetWeight(font) >= BOLD_WEIGHT
        or bool(pdfium_c.FPDFFont_GetFlags(font) & FORCE_BOLD)
        or mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE
    )
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text_page, index, matrix)
    size = pdfium_c.FPDFText_GetFontSize(text_page, index)
    size *= (matrix.c**2 + matrix.d**2) ** 0.5
    style = Style(bold=bold, colour=_colour(handle))
    symbol = name if SYMBOL_NAME.search(name) else ""
    return Look(style, size, _turn(matrix.a, matrix.b), mode == INVISIBLE, symbol)


def _font_name(font: object) -> str:
    buffer = ctypes.create_string_buffer(128)
    length = pdfium_c.FPDFFont_GetBaseFontName(font, buffer, 128)
    return buffer.raw[: max(0, min(length, 128) - 1)].decode("latin-1")


def _colour(handle: object) -> str | None:
    """Return ``RRGGBB``; None for black or unknown."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium_c.FPDFPageObj_GetFillColor(handle, red, green, blue, alpha):
        return None
    colour = f"{red.value:02X}{green.value:02X}{blue.value:02X}"
    return None if colour == "000000" else colour


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
    box = frame.box(*word.rect)
    _, baseline = frame.point(*word.origin)
    return PageWord(
        word.text,
        box.x0,
        box.y0,
        box.x1,
        box.y1,
        baseline if box.y0 <= baseline <= box.y1 + 1 else None,
        word.look.size or None,
        word.look.style,
        glued=word.glued,
        hyphen=word.hyphen,
        overlay=overlay,
    )
