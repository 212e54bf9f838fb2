"""Zip files at their lowest: opened, and one member read at a time, with nothing trusted.

``zipfile`` reads a member in small pieces through four layers, 0.1 ms each; a Word file has a dozen.
Members of the usual shape are inflated in one call here, all others are left to it.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

# What damage makes ``zipfile`` and what it calls raise.
ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    struct.error,
    ValueError,
)
_HEADER = struct.Struct("<4s2xHH16xHH")  # local file header (APPNOTE 4.3.7)
_PLAIN_FLAGS = 0x806  # UTF-8 names, how hard the writer tried; anything else is unusual
_SIZES_AFTER = 0x8
_DEFLATE_WINDOW = -15


def opened(data: bytes) -> zipfile.ZipFile:
    """Open an archive; may raise any of ``ERRORS``."""
    return zipfile.ZipFile(BytesIO(data))


def member(archive: zipfile.ZipFile, data: bytes, info: zipfile.ZipInfo) -> bytes:
    """Return the bytes of one member of the archive in ``data``; may raise any of ``ERRORS``.

    Never more bytes than the directory declares; their checksum is verified.
    """
    start = info.header_offset
    if start < 0 or info.flag_bits & ~(_PLAIN_FLAGS | _SIZES_AFTER) or not info.file_size:
        return archive.read(info)
    mark, flags, method, name_size, extra_size = _HEADER.unpack_from(data, start)
    name_end = start + 30 + name_size
    name = data[start + 30 : name_end].decode("utf-8" if flags & 0x800 else "cp437")
    if mark != b"PK\3\4" or name != info.orig_filename or method != info.compress_type:
        return archive.read(info)
    begin = name_end + extra_size
    raw = data[begin : begin + info.compress_size]
    if method == zipfile.ZIP_DEFLATED:
        out = zlib.decompressobj(_DEFLATE_WINDOW).decompress(raw, info.file_size)
    elif method == zipfile.ZIP_STORED:
        out = raw[: info.file_size]
    else:
        return archive.read(info)
    if len(out) != info.file_size or zlib.crc32(out) != info.CRC:
        raise zipfile.BadZipFile("a member is not what the directory says")
    return out
