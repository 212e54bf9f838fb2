"""The three streams of a .doc and the structures that the FIB points to."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from struct import unpack_from

from ami_cli.readers.doc.fib import Fib, Part


@dataclass(frozen=True, slots=True)
class Streams:
    """The bytes of WordDocument, of the table stream it names, and of Data."""

    fib: Fib
    word: bytes
    table: bytes
    data: bytes

    def part(self, part: Part) -> bytes:
        """Return the bytes of one structure of the table stream; empty when there is none."""
        start, size = self.where(part)
        return self.table[start : start + size]

    def where(self, part: Part) -> tuple[int, int]:
        """Return offset and size of one structure in the table stream."""
        return self.fib.pairs[part] if part < len(self.fib.pairs) else (0, 0)


@dataclass(frozen=True, slots=True)
class Plc:
    """A PLC ([MS-DOC] 2.2.2): n + 1 rising positions and n equal records.

    ``positions`` and ``records`` may both be empty.
    """

    positions: tuple[int, ...]
    records: tuple[bytes, ...]

    def find(self, position: int) -> int | None:
        """Return the index of the record whose range holds ``position``."""
        index = bisect_right(self.positions, position) - 1
        return index if 0 <= index < len(self.positions) - 1 else None


def read_plc(raw: bytes, size: int) -> Plc:
    """Read a PLC whose records are ``size`` bytes; a cut one loses its end."""
    count = (len(raw) - 4) // (4 + size)
    if count <= 0:
        return Plc((), ())
    positions = unpack_from(f"<{count + 1}L", raw)
    start = 4 * (count + 1)
    records = tuple(raw[start + i * size : start + (i + 1) * size] for i in range(count))
    return Plc(positions, records)
