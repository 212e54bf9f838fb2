"""Paragraph properties: modifiers to nesting, marks of cells, list and outline ([MS-DOC] 2.6.2)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from struct import unpack_from
from typing import Any

from ami_cli.readers.doc.sprm import sprms

BODY_LEVEL = 9
_DEEPEST = 16  # Word itself stops well before; deeper is damage


@dataclass(frozen=True, slots=True)
class Form:
    """Properties of one paragraph.

    ``depth`` is the nesting of tables around it, 0 outside of them. ``list_index`` 0 is no list.
    ``outline`` 0..8 is a heading.
    ``table`` holds the modifiers of a row, where the paragraph is its end mark.
    """

    style: int = 0
    in_table: bool = False
    depth_given: int = 0
    row_end: bool = False
    inner_cell: bool = False
    inner_row_end: bool = False
    depth: int = 0
    list_index: int = 0
    list_level: int = 0
    outline: int = BODY_LEVEL
    table: bytes = b""


_FLAGS = {
    0x2416: "in_table",
    0x2417: "row_end",
    0x244B: "inner_cell",
    0x244C: "inner_row_end",
}
_NO_LIST = (0xF801, 0x07FF)  # "was in a list", "numbered by Word 6": not in this one
# too long for their page, so stored elsewhere: sprmPHugePapx twice, sprmPTableProps
_STORED = (0x6645, 0x6646, 0x646B)


def apply(base: Form, grpprl: bytes, data: bytes) -> Form:
    """Return ``base`` changed by a list of modifiers; ``data`` is the Data stream for huge ones."""
    changed: dict[str, Any] = {}
    _collect(changed, base, grpprl, data)
    if not changed:
        return base
    given = changed.get("depth_given", base.depth_given)
    in_table = changed.get("in_table", base.in_table)
    return replace(base, **changed, depth=min(given or int(in_table), _DEEPEST))


def style_change(grpprl: bytes) -> int | None:
    """Return the paragraph style that a fast save put on a piece (sprmPIstd), or None."""
    found = None
    for code, operand in sprms(grpprl):
        if code == 0x4600:
            (found,) = unpack_from("<H", operand)
    return found


def _collect(changed: dict[str, Any], base: Form, grpprl: bytes, data: bytes) -> None:
    for code, operand in sprms(grpprl):
        if code in _FLAGS:
            changed[_FLAGS[code]] = bool(operand[0])
        elif code in (0x6649, 0x664A):
            before = changed.get("depth_given", base.depth_given) if code == 0x664A else 0
            changed["depth_given"] = max(0, before + unpack_from("<l", operand)[0])
        elif code in (0x460B, 0x260A, 0x2640):
            _list_or_outline(changed, code, operand)
        elif code >> 10 & 7 == 5:
            _add_table_modifier(changed, code, operand)
        elif code in _STORED and data:
            _collect(changed, base, _stored(data, operand), b"")


def _list_or_outline(changed: dict[str, Any], code: int, operand: bytes) -> None:
    if code == 0x460B:
        (index,) = unpack_from("<H", operand)
        changed["list_index"] = 0 if index in _NO_LIST else index
    elif code == 0x260A:
        changed["list_level"] = operand[0] if operand[0] < 9 else 0
    else:
        changed["outline"] = min(operand[0], BODY_LEVEL)


def _add_table_modifier(changed: dict[str, Any], code: int, operand: bytes) -> None:
    length = b""
    if code == 0xD608:
        length = (len(operand) + 1).to_bytes(2, "little")
    elif code >> 13 == 6:
        length = bytes((len(operand) & 0xFF,))
    changed["table"] = changed.get("table", b"") + code.to_bytes(2, "little") + length + operand


def _stored(data: bytes, operand: bytes) -> bytes:
    """Return the PrcData ([MS-DOC] 2.9.209) at the offset the operand gives."""
    (offset,) = unpack_from("<L", operand)
    try:
        (size,) = unpack_from("<H", data, offset)
    except struct.error:
        return b""
    return data[offset + 2 : offset + 2 + size]
