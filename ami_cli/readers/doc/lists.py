"""Printed list marks: bullets and numbers ([MS-DOC] 2.4.6.3, 2.9.131, 2.9.147, 2.9.150)."""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import dataclass, field
from struct import unpack_from

from ami_cli.readers.doc import looks
from ami_cli.readers.doc.fib import Part
from ami_cli.readers.doc.streams import Streams
from ami_cli.readers.symbols import from_symbol_text

_BULLET, _NO_NUMBER = 23, 255
_FRENCH = 0x0C  # primary language of a lid
_MAX_LISTS = 4096
_MAX_OVERRIDES = 16384


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: first number, number format, text with the places of numbers as 0..8.

    It starts again after a paragraph of a level below ``restart_limit`` (9: of any above it).
    """

    start: int
    format: int
    text: str
    font: int
    restart_limit: int
    legal: bool


@dataclass(slots=True)
class _Override:
    list_id: int
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Lists:
    """The list marks of paragraphs, counted in reading order."""

    def __init__(
        self,
        streams: Streams,
        fonts: tuple[str, ...],
        french: bool,
    ) -> None:
        self._streams = streams
        self._levels: dict[int, tuple[Level, ...]] = {}
        self._overrides: list[_Override] = []
        self._is_read = False
        self._fonts = fonts
        self._french = french
        self._counts: dict[int, list[int | None]] = {}
        self._started: set[tuple[int, int]] = set()

    def next_mark(self, index: int, level: int) -> str:
        """Return the mark of the next paragraph of a list (``index`` from 1), empty for none."""
        if not self._is_read:
            self._read()
        if not 1 <= index <= len(self._overrides):
            return ""
        override = self._overrides[index - 1]
        levels = self._levels.get(override.list_id, ())
        if level >= len(levels):
            return ""
        current = [override.levels.get(i, own) for i, own in enumerate(levels)]
        counts = self._count(index, override, current, level)
        return self._print(current, counts, level)

    def _read(self) -> None:
        """Read the tables, once a paragraph of a list is met; the damaged part gives no marks."""
        self._is_read = True
        with suppress(struct.error, IndexError):
            _read_levels(self._streams, self._levels)
        with suppress(struct.error, IndexError):
            _read_overrides(self._streams.part(Part.LIST_OVERRIDES), self._overrides)

    def _count(
        self, index: int, override: _Override, levels: list[Level], level: int
    ) -> list[int | None]:
        counts = self._counts.setdefault(override.list_id, [None] * 9)
        if (index, level) not in self._started and level in override.starts:
            counts[level] = override.starts[level] - 1
        self._started.add((index, level))
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        for deeper in range(level + 1, len(levels)):
            if level < levels[deeper].restart_limit:
                counts[deeper] = None
        for above in range(level):  # a level that was skipped counts as begun
            if counts[above] is None:
                counts[above] = levels[above].start
        return counts

    def _print(self, levels: list[Level], counts: list[int | None], level: int) -> str:
        own = levels[level]
        if own.format == _BULLET:
            font = self._fonts[own.font] if 0 <= own.font < len(self._fonts) else ""
            return _bullet(font, own.text)
        parts = []
        for char in own.text:
            place = ord(char)
            if place >= len(levels) or place > 8:
                parts.append(char)
            elif place <= level:
                number = counts[place] or 0
                format_ = 0 if own.legal else levels[place].format
                parts.append(_format(number, format_, self._french))
        return "".join(parts).strip()


def _bullet(font: str, text: str) -> str:
    """Return a bullet; one of the private use area in no font of symbols is just a bullet."""
    shown = from_symbol_text(font, text).strip()
    return "•" if len(shown) == 1 and "\uf000" <= shown <= "\uf0ff" else shown


def read_lists(streams: Streams, fonts: tuple[str, ...]) -> Lists:
    """Return the lists of a document, none of them begun."""
    return Lists(streams, fonts, streams.fib.language & 0x3FF == _FRENCH)


def _read_levels(streams: Streams, found: dict[int, tuple[Level, ...]]) -> None:
    """Read PlfLst; the levels follow its records, beyond the size the FIB gives."""
    start, size = streams.where(Part.LISTS)
    if not size:
        return
    raw = streams.table
    (count,) = unpack_from("<H", raw, start)
    at = start + 2 + 28 * count
    for i in range(min(count, _MAX_LISTS)):
        record = start + 2 + 28 * i
        (list_id,) = unpack_from("<l", raw, record)
        levels = []
        for _ in range(1 if raw[record + 26] & 1 else 9):
            level, at = _level(raw, at)
            levels.append(level)
        found[list_id] = tuple(levels)


def _level(raw: bytes, at: int) -> tuple[Level, int]:
    """Read one LVL; return it and where the next one starts."""
    start, format_, flags = unpack_from("<lBB", raw, at)
    chpx_size, papx_size = raw[at + 24], raw[at + 25]
    limit = raw[at + 26] if flags & 8 else 9
    at += 28 + papx_size
    chpx = raw[at : at + chpx_size]
    at += chpx_size
    (length,) = unpack_from("<H", raw, at)
    text = raw[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    font = looks.apply(looks.PLAIN, chpx).font_ascii
    level = Level(start, format_, text, font, limit, bool(flags & 4))
    return level, at + 2 + 2 * length


def _read_overrides(raw: bytes, found: list[_Override]) -> None:
    """Read PlfLfo: one record each, then their changes of levels ([MS-DOC] 2.9.192)."""
    if not raw:
        return
    (count,) = unpack_from("<L", raw)
    count = min(count, _MAX_OVERRIDES)
    changes = []
    for i in range(count):
        list_id, _, _, levels = unpack_from("<lLLB", raw, 4 + 16 * i)
        found.append(_Override(list_id))
        changes.append(levels)
    at = 4 + 16 * count
    for override, levels in zip(found, changes, strict=True):
        at += 4
        for _ in range(levels):
            start, flags = unpack_from("<lL", raw, at)
            at += 8
            level = flags & 15
            if flags & 0x10:
                override.starts[level] = start
            if flags & 0x20:
                override.levels[level], at = _level(raw, at)
                if flags & 0x10:
                    override.starts[level] = override.levels[level].start


def _format(number: int, format_: int, french: bool) -> str:
    """Write a number ([MS-OSHARED] MSONFC); formats of other scripts become digits."""
    if format_ == _NO_NUMBER:
        return ""
    if format_ in (1, 2) and 0 < number < 4000:
        roman = _roman(number)
        return roman if format_ == 1 else roman.lower()
    if format_ in (3, 4) and 0 < number <= 780:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if format_ == 3 else letter.lower()
    if format_ == 22:
        return f"{number:02}"
    return str(number) + (_ordinal_ending(number, french) if format_ == 5 else "")


def _ordinal_ending(number: int, french: bool) -> str:
    if french:
        return "er" if number == 1 else "e"
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        parts.append(letters * times)
    return "".join(parts)


_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
