"""Pictures: inline ones of the Data stream, blips of drawings ([MS-DOC] 2.9.190, [MS-ODRAW])."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

_METAFILE, _SHAPE, _SHAPE_FILE = 8, 0x64, 0x66
_BSE = 0xF007
_METAFILES = {0xF01A: 0x3D4, 0xF01B: 0x216, 0xF01C: 0x542}  # EMF, WMF, PICT: instance with one id
_BITMAPS = {
    0xF01D: (0x46A, 0x6E2),
    0xF01E: (0x6E0,),
    0xF01F: (0x7A8,),
    0xF029: (0x6E4,),
    0xF02A: (0x46A, 0x6E2),
}
_MAX_INFLATED = 8 << 20
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Blip:
    """One picture: SHA-256 of its bytes, size in points (0 = unknown), alternative text."""

    sha256: str
    width: float = 0.0
    height: float = 0.0
    description: str = ""


class Digests:
    """Digests of the pictures of one document, of ``limit`` bytes in all: damage may repeat one."""

    def __init__(self, limit: int) -> None:
        self._left = limit

    def of(self, content: bytes) -> str:
        """Return the SHA-256 of a picture; empty for no bytes, and beyond the limit."""
        if not content or len(content) > self._left:
            return ""
        self._left -= len(content)
        return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a drawing: version, instance and type of its header, where its content lies."""

    version: int
    instance: int
    type: int
    start: int
    end: int


def records(raw: bytes, start: int, end: int) -> Iterator[Record]:
    """Yield the records of [start, end); each is cut to it."""
    end = min(end, len(raw))
    while start + 8 <= end:
        head, type_, size = unpack_from("<HHL", raw, start)
        yield Record(head & 15, head >> 4, type_, start + 8, min(start + 8 + size, end))
        start += 8 + size


def inline_picture(data: bytes, location: int, digests: Digests) -> Blip | None:
    """Return the picture at an offset of the Data stream; None when it holds no bytes of one."""
    try:
        size, header, mode = unpack_from("<lHh", data, location)
        width, height, across, down = unpack_from("<HHHH", data, location + 28)
    except struct.error:
        return None
    if location < 0 or header < 44 or size < header:
        return None
    start, end = location + header, min(location + size, len(data))
    points = (round(width * across / 20000, 2), round(height * down / 20000, 2))
    if mode == _METAFILE:
        digest = digests.of(data[start:end])
        return Blip(digest, *points) if digest else None
    if mode not in (_SHAPE, _SHAPE_FILE):
        return None
    if mode == _SHAPE_FILE and start < end:
        start += 1 + data[start]  # the name of the linked file
    description = ""
    for record in records(data, start, end):
        if record.type == 0xF004:
            description = description or description_of(data, record.start, record.end)
        digest = blip_digest(data, record, digests)
        if digest:
            return Blip(digest, *points, description)
    return None


def blip_digest(raw: bytes, record: Record, digests: Digests, elsewhere: bytes = b"") -> str:
    """Return the SHA-256 of a blip, or of the one a BSE holds or points to; empty for none.

    ``elsewhere`` is the stream that a BSE's offset counts in ([MS-ODRAW] 2.2.32 foDelay).
    """
    if record.type != _BSE:
        return digests.of(_content(raw, record))
    for inner in records(raw, record.start + 36, record.end):
        digest = digests.of(_content(raw, inner))
        if digest:
            return digest
    if record.end - record.start < 36 or not elsewhere:
        return ""
    size, _, offset = unpack_from("<LLL", raw, record.start + 20)
    if offset == 0xFFFFFFFF:
        return ""
    for inner in records(elsewhere, offset, offset + size):
        return digests.of(_content(elsewhere, inner))
    return ""


def description_of(raw: bytes, start: int, end: int) -> str:
    """Return the alternative text in the properties of a shape ([MS-ODRAW] 2.3.4.2)."""
    for record in records(raw, start, end):
        if record.type == 0xF00B:
            return str(properties(raw, record)[1].get(0x381, ""))
    return ""


def properties(raw: bytes, record: Record) -> tuple[dict[int, int], dict[int, str]]:
    """Return the properties of a shape by number, numbers then texts ([MS-ODRAW] 2.2.9)."""
    numbers: dict[int, int] = {}
    texts: dict[int, str] = {}
    at = record.start + 6 * record.instance
    for i in range(record.instance):
        place = record.start + 6 * i
        if place + 6 > record.end:
            break
        code, value = unpack_from("<HL", raw, place)
        numbers[code & 0x3FFF] = value
        if code & 0x8000:
            if code & 0x3FFF == 0x381 and at + value <= record.end:
                texts[0x381] = raw[at : at + value].decode("utf-16-le", "ignore").rstrip("\0")
            at += value
    return numbers, texts


def _content(raw: bytes, record: Record) -> bytes:
    """Return the picture file in a blip record ([MS-ODRAW] 2.2.23 to 2.2.31)."""
    if record.type in _BITMAPS:
        ids = 1 if record.instance in _BITMAPS[record.type] else 2
        return raw[record.start + 16 * ids + 1 : record.end]
    if record.type in _METAFILES:
        ids = 1 if record.instance == _METAFILES[record.type] else 2
        return _inflate(raw[record.start + 16 * ids + 34 : record.end])
    return b""


def _inflate(content: bytes) -> bytes:
    """Return a metafile as its own format has it; as stored when it does not inflate."""
    try:
        return zlib.decompressobj().decompress(content, _MAX_INFLATED) or content
    except zlib.error:
        return content
