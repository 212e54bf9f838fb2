"""Single property modifiers ([MS-DOC] 2.6): the atoms every property is written in."""

from __future__ import annotations

from collections.abc import Iterator
from struct import unpack_from

# Operand size by the top three bits of the code ([MS-DOC] 2.2.5.1); 6 is variable.
_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_VARIABLE = 6
CHANGE_TABS = 0xC615
DEFINE_TABLE = 0xD608
DEFINE_TABLE_10 = 0xD606

# isprm of a short piece modifier -> code ([MS-DOC] 2.9.215)
_SHORT = {
    0x0C: 0x260A,
    0x18: 0x2416,
    0x19: 0x2417,
    0x41: 0x0800,
    0x42: 0x0801,
    0x47: 0x0806,
    0x4B: 0x080A,
    0x4D: 0x2A0C,
    0x53: 0x2A33,
    0x55: 0x0835,
    0x56: 0x0836,
    0x57: 0x0837,
    0x5C: 0x083C,
    0x5E: 0x2A3E,
    0x62: 0x2A42,
    0x73: 0x2A53,
    0x75: 0x0855,
    0x76: 0x0856,
    0x78: 0x2640,
}


def sprms(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (code, operand) of a list of modifiers; stops quietly where it is cut.

    The operand of variable ones is without its length.
    """
    position, end = 0, len(grpprl)
    while position + 2 < end:
        code = grpprl[position] | grpprl[position + 1] << 8
        start = position + 2
        if code >> 13 == _VARIABLE:
            start, size = _variable(code, grpprl, start)
            position = start + size
        else:
            position = start + _SIZES[code >> 13]
        if position > end:
            return
        yield code, grpprl[start:position]


def short_sprm(prm: int) -> bytes:
    """Return the modifier that a piece carries in its own 16 bits (Prm0), or nothing."""
    code = _SHORT.get(prm >> 1 & 0x7F)
    if code is None:
        return b""
    return bytes((code & 0xFF, code >> 8, prm >> 8))


def _variable(code: int, grpprl: bytes, position: int) -> tuple[int, int]:
    """Return where the operand of a variable modifier starts, and its size."""
    if code in (DEFINE_TABLE, DEFINE_TABLE_10):
        if position + 2 > len(grpprl):
            return len(grpprl), 1
        (size,) = unpack_from("<H", grpprl, position)
        return position + 2, max(0, size - 1)
    size = grpprl[position]
    if code == CHANGE_TABS and size == 255:
        return position + 1, _tabs_size(grpprl, position + 1)
    return position + 1, size


def _tabs_size(grpprl: bytes, position: int) -> int:
    """Size of a tab change longer than 254 bytes ([MS-DOC] 2.9.179)."""
    deleted = grpprl[position] if position < len(grpprl) else 0
    at = position + 1 + 4 * deleted
    added = grpprl[at] if at < len(grpprl) else 0
    return 2 + 4 * deleted + 3 * added
