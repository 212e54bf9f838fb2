"""Formatted disk pages: which text has which modifiers ([MS-DOC] 2.9.33, 2.9.174)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from struct import unpack_from

from ami_cli.readers.doc.fib import Part
from ami_cli.readers.doc.streams import Streams, read_plc

_PAGE = 512
_PHE = 13  # bytes of a paragraph's entry: one offset and the obsolete height of its lines


@dataclass(frozen=True, slots=True)
class Spans:
    """Byte ranges of the WordDocument stream, rising and apart, each with its raw properties."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: tuple[bytes, ...]

    def at(self, offset: int) -> int:
        """Return the index of the span that holds this byte offset, or -1."""
        index = bisect_right(self.starts, offset) - 1
        return index if index >= 0 and offset < self.ends[index] else -1


def character_spans(streams: Streams) -> Spans:
    """Return the modifiers of characters; the value is a list of modifiers."""
    return _spans(streams, Part.CHPX_BINS, _character_page)


def paragraph_spans(streams: Streams) -> Spans:
    """Return the modifiers of paragraphs; the value is the style index and a list of modifiers."""
    return _spans(streams, Part.PAPX_BINS, _paragraph_page)


_Span = tuple[int, int, bytes]


def _spans(streams: Streams, part: Part, read: Callable[[bytes], Iterator[_Span]]) -> Spans:
    found: list[_Span] = []
    seen: set[int] = set()
    for record in read_plc(streams.part(part), 4).records:
        number = unpack_from("<L", record)[0] & 0x3FFFFF
        page = streams.word[number * _PAGE : (number + 1) * _PAGE]
        if number in seen or len(page) < _PAGE:
            continue  # a page twice would only repeat itself
        seen.add(number)
        try:
            found.extend(read(page))
        except (struct.error, IndexError):
            continue
    found.sort(key=lambda span: span[0])
    clean: list[_Span] = []
    for span in found:
        if not clean or span[0] >= clean[-1][1]:
            clean.append(span)
    if not clean:
        return Spans((), (), ())
    starts, ends, values = zip(*clean, strict=True)
    return Spans(starts, ends, values)


def _character_page(page: bytes) -> Iterator[_Span]:
    count = page[511]
    offsets = unpack_from(f"<{count + 1}L", page)
    for i, where in enumerate(page[4 * (count + 1) : 4 * (count + 1) + count]):
        at = where * 2
        grpprl = page[at + 1 : at + 1 + page[at]] if at else b""
        if offsets[i + 1] > offsets[i]:
            yield offsets[i], offsets[i + 1], grpprl


def _paragraph_page(page: bytes) -> Iterator[_Span]:
    count = page[511]
    offsets = unpack_from(f"<{count + 1}L", page)
    base = 4 * (count + 1)
    for i in range(count):
        at = page[base + i * _PHE] * 2
        if offsets[i + 1] > offsets[i]:
            yield offsets[i], offsets[i + 1], _papx(page, at) if at else b"\0\0"


def _papx(page: bytes, at: int) -> bytes:
    """Return a PapxInFkp's GrpPrlAndIstd; its length is in words, in one byte or two."""
    if page[at]:
        return page[at + 1 : at + 2 * page[at]]
    return page[at + 2 : at + 2 + 2 * page[at + 1]]
