"""The File Information Block: where every other structure of a .doc lies ([MS-DOC] 2.5)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from struct import unpack_from

from ami_cli.errors import CorruptFile, UnsupportedFile

ENCRYPTED = 0x0100
WHICH_TABLE = 0x0200
OBFUSCATED = 0x8000
_WORD_97 = 0xA5EC
_OLDER = {
    0xA5DC: "Word 6.0 ou Word 95",
    0xA5DB: "Word 2.0",
    0xA697: "Word 6.0 (japonais)",
    0xA698: "Word 6.0 (coréen)",
    0xA699: "Word 6.0 (chinois)",
    0xA59B: "Word 1.x",
    0xA59C: "Word 1.x",
}


class Part(IntEnum):
    """Index of the (offset, size) pairs that are used ([MS-DOC] 2.5.6 to 2.5.10)."""

    STYLES = 1
    FOOTNOTE_REFS = 2
    FOOTNOTE_TEXTS = 3
    COMMENT_REFS = 4
    COMMENT_TEXTS = 5
    HEADERS = 11
    CHPX_BINS = 12
    PAPX_BINS = 13
    FONTS = 15
    BOOKMARK_NAMES = 21
    BOOKMARK_STARTS = 22
    BOOKMARK_ENDS = 23
    CLX = 33
    SHAPES_MAIN = 40
    SHAPES_HEADER = 41
    ENDNOTE_REFS = 46
    ENDNOTE_TEXTS = 47
    DRAWINGS = 50
    BOX_TEXTS = 56
    HEADER_BOX_TEXTS = 58
    LISTS = 73
    LIST_OVERRIDES = 74


@dataclass(frozen=True, slots=True)
class Fib:
    """What is used of the FIB. ``lengths`` are the characters of the eight sub-documents, in file
    order: main, footnotes, headers, macros, comments, endnotes, boxes, boxes of headers.
    """

    flags: int
    language: int
    table: str
    lengths: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]

    @property
    def encrypted(self) -> bool:
        """Whether the text is enciphered: by RC4, or by the older XOR method."""
        return bool(self.flags & (ENCRYPTED | OBFUSCATED))


def read_fib(word: bytes) -> Fib:
    """Read the FIB; its three arrays are found by their counts, never at fixed offsets.

    Raises:
        OlderWord: an older Word than 97.
        CorruptFile: cut short, or no FIB at all.
    """
    try:
        return _read_fib(word)
    except struct.error as error:
        raise CorruptFile(_DAMAGED) from error


_DAMAGED = (
    "Le fichier Word (.doc) est endommagé : son en-tête est incomplet. "
    "Demandez un nouvel envoi, si possible en .docx ou en PDF."
)


class OlderWord(UnsupportedFile):
    """A format older than Word 97; ``name`` is what people call it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Format non pris en charge : {name}. Demandez un document .docx.")
        self.name = name


def older_word(ident: int) -> OlderWord | None:
    """Return the problem that names an older format, or None for Word 97 and later."""
    name = _OLDER.get(ident)
    return None if name is None else OlderWord(name)


def _read_fib(word: bytes) -> Fib:
    (ident,) = unpack_from("<H", word, 0)
    older = older_word(ident)
    if older is not None:
        raise older
    if ident != _WORD_97:
        raise CorruptFile(_DAMAGED)
    language, _, flags = unpack_from("<HHH", word, 6)
    table = "1Table" if flags & WHICH_TABLE else "0Table"
    if flags & (ENCRYPTED | OBFUSCATED):
        return Fib(flags, language, table, (0,) * 8, ())
    position = 32
    (words,) = unpack_from("<H", word, position)
    position += 2 + 2 * words
    (longs,) = unpack_from("<H", word, position)
    values = unpack_from(f"<{min(longs, 22)}i", word, position + 2)
    lengths = tuple(max(0, n) for n in (values + (0,) * 11)[3:11])
    position += 2 + 4 * longs
    (count,) = unpack_from("<H", word, position)
    flat = unpack_from(f"<{2 * count}L", word, position + 2)
    return Fib(flags, language, table, lengths, tuple(zip(flat[::2], flat[1::2], strict=True)))
