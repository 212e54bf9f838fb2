"""Legacy form fields: their stored state ([MS-DOC] 2.9.78 FFData) and their names."""

from __future__ import annotations

import struct
from bisect import bisect_left
from dataclasses import dataclass
from struct import unpack_from

from ami_cli.readers.doc.fib import Part
from ami_cli.readers.doc.streams import Plc, Streams, read_plc

TEXT, CHECKBOX, LIST = range(3)
_DEFAULT = 25  # "no result yet": the default counts
_DATE = 2
_VERSION = 0xFFFFFFFF
_MAX_ENTRIES = 1000  # Word's own limit is 25


@dataclass(frozen=True, slots=True)
class FormData:
    """State of one field. ``result`` is 0 or 1 for a box, an index for a list, with the default
    already taken where nothing was chosen; None where the file contradicts itself.
    """

    kind: int
    name: str
    result: int | None
    date: bool = False
    default: str = ""
    entries: tuple[str, ...] = ()


def read_form_data(data: bytes, location: int) -> FormData | None:
    """Read the state stored in the Data stream; None when what lies there is something else."""
    try:
        size, header = unpack_from("<lH", data, location)
        raw = data[location + header : location + size]
        version, bits = unpack_from("<LH", raw)
        if location < 0 or version != _VERSION or bits & 3 > LIST:
            return None
        return _read(raw, bits)
    except struct.error:
        return None


def _read(raw: bytes, bits: int) -> FormData:
    kind = bits & 3
    name, at = _xstz(raw, 10)
    default_text, default = "", 0
    if kind == TEXT:
        default_text, at = _xstz(raw, at)
    else:
        (default,) = unpack_from("<H", raw, at)
        at += 2
    chosen = bits >> 2 & 31
    result = default if chosen == _DEFAULT else chosen
    if kind == TEXT:
        return FormData(kind, name, None, bits >> 11 & 7 == _DATE, default_text)
    if kind == CHECKBOX:
        return FormData(kind, name, result if result in (0, 1) else None)
    for _ in range(5):  # format, help, status, the two macros
        _, at = _xstz(raw, at)
    entries = _entries(raw, at)
    return FormData(kind, name, result if result < len(entries) else None, entries=entries)


def _xstz(raw: bytes, at: int) -> tuple[str, int]:
    """Read a counted, null-terminated string ([MS-DOC] 2.9.354); return it and what follows."""
    (length,) = unpack_from("<H", raw, at)
    end = at + 2 + 2 * length
    if end > len(raw):
        raise struct.error("string past the end")
    return raw[at + 2 : end].decode("utf-16-le", "replace"), end + 2


def _entries(raw: bytes, at: int) -> tuple[str, ...]:
    """Read the list of a drop-down: an extended STTB without extra data ([MS-DOC] 2.2.4)."""
    try:
        mark, count, extra = unpack_from("<HHH", raw, at)
    except struct.error:
        return ()
    found: list[str] = []
    at += 6
    try:
        for _ in range(min(count, _MAX_ENTRIES) if mark == 0xFFFF else 0):
            (length,) = unpack_from("<H", raw, at)
            entry = raw[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
            if "\0" in entry or len(entry) < length:
                break  # damage: better no entry than half of one
            found.append(entry)
            at += 2 + 2 * length + extra
    except struct.error:
        pass
    return tuple(found)


class Bookmarks:
    """Names of stretches of text ([MS-DOC] 2.8.10): a form field's name when its state has none."""

    def __init__(self, starts: list[int], ends: list[int], names: list[str]) -> None:
        self._starts = starts
        self._ends = ends
        self._names = names

    def name(self, start: int, end: int) -> str:
        """Return the name of the first bookmark that starts in [start, end) and ends not before."""
        at = bisect_left(self._starts, start)
        while at < len(self._starts) and self._starts[at] < end:
            if self._ends[at] > self._starts[at]:
                return self._names[at]
            at += 1
        return ""


def read_bookmarks(streams: Streams) -> Bookmarks:
    """Read the bookmarks; none where their tables disagree."""
    names = _names(streams.part(Part.BOOKMARK_NAMES))
    starts: Plc = read_plc(streams.part(Part.BOOKMARK_STARTS), 4)
    ends = read_plc(streams.part(Part.BOOKMARK_ENDS), 0).positions
    found = []
    for i, record in enumerate(starts.records[: len(names)]):
        (index,) = unpack_from("<H", record)
        if index < len(ends):
            found.append((starts.positions[i], ends[index], names[i]))
    found.sort()
    return Bookmarks([f[0] for f in found], [f[1] for f in found], [f[2] for f in found])


def _names(raw: bytes) -> list[str]:
    names: list[str] = []
    try:
        mark, count, extra = unpack_from("<HHH", raw)
        at = 6
        for _ in range(count if mark == 0xFFFF else 0):
            (length,) = unpack_from("<H", raw, at)
            names.append(raw[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace"))
            at += 2 + 2 * length + extra
    except struct.error:
        pass
    return names
