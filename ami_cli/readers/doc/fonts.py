"""The font table: names by index ([MS-DOC] 2.9.286, 2.9.93)."""

from __future__ import annotations

import struct
from struct import unpack_from

from ami_cli.readers.doc.fib import Part
from ami_cli.readers.doc.streams import Streams


def read_fonts(streams: Streams) -> tuple[str, ...]:
    """Return the font names in order; a damaged table ends where the damage starts."""
    raw = streams.part(Part.FONTS)
    names: list[str] = []
    try:
        (count,) = unpack_from("<H", raw)
        extended = count == 0xFFFF
        position = 2 if extended else 0
        (count,) = unpack_from("<H", raw, position)
        position += 4
        for _ in range(count):
            size = raw[position]
            names.append(_name(raw[position + 1 : position + 1 + size]))
            position += 1 + size
    except (struct.error, IndexError):
        pass
    return tuple(names)


def _name(ffn: bytes) -> str:
    text = ffn[39:].decode("utf-16-le", "ignore")
    return text.split("\0", 1)[0]
