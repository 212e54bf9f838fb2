"""Where the characters of a text page stand; asked for many at a time, from C, not in a loop.

Buffers are ``array``s: ctypes makes, and keeps, a new type for each length of its own.
"""

from __future__ import annotations

import ctypes
import re
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import repeat

import pypdfium2.raw as pdfium_c

from ami_cli.readers.pdf.handles import INT, POINTER, plain

Rect = tuple[float, float, float, float]

INK = 0.1  # points
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f]")
_tight_box = plain(pdfium_c.FPDFText_GetCharBox, INT, POINTER, INT, *(POINTER,) * 4)
_text = plain(pdfium_c.FPDFText_GetText, INT, POINTER, INT, INT, POINTER)
_code = plain(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, POINTER, INT)
_loose_box = plain(pdfium_c.FPDFText_GetLooseCharBox, INT, POINTER, INT, POINTER)
_origin = plain(pdfium_c.FPDFText_GetCharOrigin, INT, POINTER, INT, POINTER, POINTER)


def text_of(text_page: int, count: int) -> str:
    """The first ``count`` characters; one for each index, so that places in it are pdfium's own."""
    buffer = array("H", bytes(2 * (count + 1)))
    length = _text(text_page, 0, count, buffer.buffer_info()[0]) - 1
    if length == count:
        text = buffer.tobytes()[: 2 * count].decode("utf-16-le", "surrogatepass")
        text = text if len(text) == count else "".join(map(chr, buffer[:count]))
    else:  # Some characters have no text: ask for each one.
        text = "".join(_char(_code(text_page, i)) for i in range(count))
    if CONTROL.search(text):
        text = CONTROL.sub(lambda match: _letter_lost(text_page, match.start()), text)
    return text


def _letter_lost(text_page: int, index: int) -> str:
    """What a number that no font table explains stands for: a letter if it has ink, or a space."""
    found = array("d", bytes(32))
    at = found.buffer_info()[0]
    if not _tight_box(text_page, index, at, at + 8, at + 16, at + 24):
        return " "
    left, right, bottom, top = found
    return "\ufffd" if right - left > INK and top - bottom > INK else " "


def boxes(text_page: int, indices: Sequence[int]) -> Iterator[Rect]:
    """Left, top, right, bottom of each character, from the ascender to the descender of its font."""
    found = array("f", bytes(16 * len(indices)))
    at, size = found.buffer_info()
    deque(map(_loose_box, repeat(text_page), indices, range(at, at + 4 * size, 16)), 0)
    flat = iter(found)
    return zip(flat, flat, flat, flat, strict=True)


def origins(text_page: int, indices: Sequence[int]) -> Iterator[tuple[float, float]]:
    """The start of each character on its baseline."""
    found = array("d", bytes(16 * len(indices)))
    at, size = found.buffer_info()
    to_x, to_y = range(at, at + 8 * size, 16), range(at + 8, at + 8 * size + 8, 16)
    deque(map(_origin, repeat(text_page), indices, to_x, to_y), 0)
    flat = iter(found)
    return zip(flat, flat, strict=True)


def _char(code: int) -> str:
    """The character of a code point; pdfium also gives codes that Unicode does not have."""
    return chr(code) if code < 0x110000 else "\ufffd"
