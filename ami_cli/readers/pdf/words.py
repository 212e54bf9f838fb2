"""The words of a page with their boxes and looks, from pdfium's text page."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pypdfium2.raw as pdfium_c

from ami_cli.readers.layout import PageWord
from ami_cli.readers.pdf.characters import boxes, origins, text_of
from ami_cli.readers.pdf.frame import Frame
from ami_cli.readers.pdf.gaps import part
from ami_cli.readers.pdf.glyphs import from_private_use, is_doubtful, mend
from ami_cli.readers.pdf.handles import INT, POINTER, plain
from ami_cli.readers.pdf.looks import NO_LOOK, Look, LookReader
from ami_cli.readers.symbols import from_symbol_text

# A word ends at white space; U+FFFE is pdfium's hyphen at a line end, and ends it too.
WORD = re.compile(r"[^\s\ufffe\x00-\x1f]+\ufffe?|\ufffe")
LETTER_LOST = 0.5  # confidence in a word with a character that is no text
MAX_CHARS = 400_000  # a form has 3,000 a page; more is a book or a bomb

_object_at = plain(pdfium_c.FPDFText_GetTextObject, POINTER, POINTER, INT)
_is_generated = plain(pdfium_c.FPDFText_IsGenerated, INT, POINTER, INT)


_Piece = tuple[str, int, int, Look, bool, int]  # text, start, end, look, glued, text object


class RawWord(NamedTuple):
    """One word in PDF user space: left, bottom, right, top; the baseline's start.

    ``start`` and ``end`` are its place in the text of the page, ``handle`` its first text object.
    """

    text: str
    rect: tuple[float, float, float, float]
    origin: tuple[float, float]
    look: Look
    hyphen: bool
    glued: bool
    start: int
    end: int
    handle: int = 0


class TextPage:
    """An open pdfium text page; it must stay referenced while its characters are read."""

    def __init__(self, page: object) -> None:
        self.handle = pdfium_c.FPDFText_LoadPage(page)
        self._address = ctypes.cast(self.handle, ctypes.c_void_p).value or 0
        self._reader = LookReader(self.handle)
        self._looks: dict[int, Look] = {0: NO_LOOK}
        self.said = ""

    def close(self) -> None:
        """Free the text page; the object is unusable afterwards."""
        pdfium_c.FPDFText_ClosePage(self.handle)

    def words(self, known: str = "") -> list[RawWord]:
        """Return every word in content order, without those of ``known`` if the text begins so."""
        count = min(pdfium_c.FPDFText_CountChars(self.handle), MAX_CHARS)
        if count <= 0:
            return []
        said = self.said = text_of(self._address, count)
        rest = said[len(known) :] if known and said.startswith(known) else None
        begin = len(known) if rest is not None and not rest[:1].strip() else 0
        found = [(m.group(), *m.span()) for m in WORD.finditer(said, begin)]
        spans = part(self._address, found, upright=self._is_upright(found))
        objects = [_object_at(self._address, start) or 0 for _, start, _ in spans]
        objects.append(-1)
        pieces: list[_Piece] = []
        for i, (text, start, end) in enumerate(spans):
            # All characters of a text object stand together: where the next word begins in the
            # same one, this word is of one look.
            key = objects[i]
            look = self._looks.get(key) or self._look(start)
            if objects[i + 1] == key or end - start == 1 or look.alike(self._look(end - 1)):
                pieces.append((text, start, end, look, False, key))
            else:
                self._add_cut(pieces, text, start, end)
        return self._placed(pieces)

    def _is_upright(self, spans: Sequence[tuple[str, int, int]]) -> bool:
        return bool(spans) and self._look(spans[0][1]).turn == 0

    def is_written(self, index: int) -> bool:
        """True for a space of the file at this place, False for one that pdfium made up."""
        if not 0 <= index < len(self.said) or self.said[index] not in " \u00a0":
            return False
        return not _is_generated(self._address, index)

    def _add_cut(self, pieces: list[_Piece], text: str, start: int, end: int) -> None:
        """Append the word, cut where its look changes."""
        glued = False
        while start < end:
            look = self._look(start)
            cut = next((i for i in range(start + 1, end) if not look.alike(self._look(i))), end)
            piece, text = text[: cut - start], text[cut - start :]
            key = _object_at(self._address, start) or 0
            pieces.append((piece, start, cut, look, glued, key))
            start, glued = cut, True

    def _placed(self, pieces: Sequence[_Piece]) -> list[RawWord]:
        """Give each piece its box, from its first and last character."""
        starts = [piece[1] for piece in pieces]
        firsts = boxes(self._address, starts)
        lasts = boxes(self._address, [piece[2] - 1 for piece in pieces])
        points = origins(self._address, starts)
        found: list[RawWord] = []
        for piece, first, last, point in zip(pieces, firsts, lasts, points, strict=True):
            text, start, end, look, glued, key = piece
            left, top, right, bottom = first
            other_left, other_top, other_right, other_bottom = last
            left = left if left < other_left else other_left
            right = right if right > other_right else other_right
            if look.turn not in (0, 180):
                bottom, top = min(bottom, other_bottom), max(top, other_top)
            hyphen = False
            if look.symbol_font:
                text = from_symbol_text(look.symbol_font, text)
            if not text.isascii():
                hyphen = text[-1] in "\ufffe\u00ad"
                text = _shown(text)
            rect = (left, bottom, right, top)
            found.append(RawWord(text, rect, point, look, hyphen, glued, start, end, key))
        return found

    def _look(self, index: int) -> Look:
        key = _object_at(self._address, index) or 0
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._reader.read(index, key)
        return look


def _shown(text: str) -> str:
    """The letters a person sees; pdfium's line-end hyphen, and a soft one, show since they are drawn."""
    return from_private_use(mend(text.replace("\ufffe", "-").replace("\u00ad", "-")))


def main_turn(words: list[RawWord]) -> int | None:
    """The direction most characters are written in; None without words."""
    turns = {word.look.turn for word in words}
    if len(turns) == 1:
        return turns.pop()
    votes: Counter[int] = Counter()
    for word in words:
        votes[word.look.turn] += len(word.text)
    return votes.most_common(1)[0][0] if votes else None


def to_page(words: Iterable[RawWord], frame: Frame, overlay: bool = False) -> list[PageWord]:
    """Place words on the upright page."""
    placed: list[PageWord] = []
    for text, rect, origin, look, hyphen, glued, _, _, _ in words:
        x0, y0, x1, y1 = frame.corners(*rect)
        _, baseline = frame.point(*origin)
        placed.append(
            PageWord(
                text,
                x0,
                y0,
                x1,
                y1,
                baseline if y0 <= baseline <= y1 + 1 else None,
                look.size or None,
                look.style,
                1.0 if text.isascii() or not is_doubtful(text) else LETTER_LOST,
                glued,
                hyphen,
                overlay,
            )
        )
    return placed
