"""The compressed RTF of Outlook messages (MS-OXRTFCP): LZFu and plain containers."""

from __future__ import annotations

import struct

from ami_cli.errors import CorruptFile, TooLargeFile

_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript "
    rb"\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
MAX_BYTES = 20_000_000


def decompress(data: bytes) -> bytes:
    """Return the RTF.

    Raises:
        CorruptFile: neither signature of the format. TooLargeFile: it says it is over 20 MB.
    """
    if len(data) < 16:
        raise CorruptFile("Le texte de ce message est tronqué : demandez un nouvel envoi.")
    _, size, mark = struct.unpack_from("<II4s", data)
    if size > MAX_BYTES:
        raise TooLargeFile("Le texte de ce message est trop long pour être lu.")
    if mark == b"MELA":
        return data[16 : 16 + size]
    if mark != b"LZFu":
        raise CorruptFile("Le texte de ce message est abîmé : demandez un nouvel envoi.")
    return _expand(data[16:], size)


def _expand(packed: bytes, size: int) -> bytes:
    window = bytearray(4096)
    window[: len(_START)] = _START
    at, out, position = len(_START), bytearray(), 0
    while position < len(packed) and len(out) < size:
        control, position = packed[position], position + 1
        for bit in range(8):
            if len(out) >= size or position >= len(packed):
                break
            if control >> bit & 1:
                if position + 1 >= len(packed):
                    return bytes(out)
                token = packed[position] << 8 | packed[position + 1]
                position += 2
                start, length = token >> 4, (token & 15) + 2
                if start == at:
                    return bytes(out)  # a reference to the write position ends the stream
                for step in range(length):
                    byte = window[(start + step) % 4096]
                    out.append(byte)
                    window[at] = byte
                    at = (at + 1) % 4096
            else:
                out.append(packed[position])
                window[at] = packed[position]
                at, position = (at + 1) % 4096, position + 1
    return bytes(out)
