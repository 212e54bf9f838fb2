"""Character properties: modifiers to what a run looks like ([MS-DOC] 2.6.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from struct import unpack_from
from typing import Any

from ami_cli.readers.doc.sprm import sprms

CHARACTER_STYLE = 0x4A30
_PLAIN = 0x2A33
_AUTO = 0xFF
_WHITE = "FFFFFF"
_PALETTE = (
    None, None, "0000FF", "00FFFF", "00FF00", "FF00FF", "FF0000", "FFFF00", _WHITE,
    "000080", "008080", "008000", "800080", "800000", "808000", "808080", "C0C0C0",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of one run of characters.

    the fonts are indexes of the font table or -1; ``symbol`` is (font, code);
    ``location`` is where in the Data stream the object of a special character lies, or -1.
    """

    bold: bool = False
    struck: bool = False
    struck_twice: bool = False
    underlined: bool = False
    marked: bool = False
    shaded: bool = False
    colour: str | None = None
    hidden: bool = False
    inserted: bool = False
    deleted: bool = False
    special: bool = False
    form_data: bool = False
    ole: bool = False
    location: int = -1
    font_ascii: int = -1
    font_other: int = -1
    font_east: int = -1
    symbol: tuple[int, int] | None = None


PLAIN = Look()
_FIELDS = tuple(f.name for f in fields(Look))


def apply(base: Look, grpprl: bytes) -> Look:
    """Return ``base`` changed by a list of modifiers; "as the style says" refers to ``base``."""
    changed: dict[str, Any] = {}
    for code, operand in sprms(grpprl):
        if code == _PLAIN:
            changed = {name: changed[name] for name in _KEPT if name in changed}
            continue
        toggle = _TOGGLES.get(code)
        if toggle is not None:
            changed[toggle] = _toggled(operand[0], getattr(base, toggle))
            continue
        setter = _SETTERS.get(code)
        if setter is not None:
            setter(changed, operand)
    if not changed:
        return base
    values = [changed.get(name, getattr(base, name)) for name in _FIELDS]
    return Look(*values)


def character_style(grpprl: bytes) -> int | None:
    """Return the index of the character style a list of modifiers asks for, or None."""
    found = None
    if b"\x30\x4a" not in grpprl:
        return None
    for code, operand in sprms(grpprl):
        if code == CHARACTER_STYLE:
            found = operand[0] | operand[1] << 8
    return found


def _toggled(operand: int, styled: bool) -> bool:
    """Read a ToggleOperand ([MS-DOC] 2.9.327): 0x80 as the style, 0x81 its opposite."""
    if operand & 0x80:
        return styled ^ bool(operand & 1)
    return bool(operand)


_KEPT = ("special", "form_data", "ole", "location", "inserted", "deleted", "symbol")
_TOGGLES = {
    0x0835: "bold",
    0x0837: "struck",
    0x2A53: "struck_twice",
    0x083C: "hidden",
}
_Setter = Callable[[dict[str, Any], bytes], None]


def _flag(name: str) -> _Setter:
    def setter(changed: dict[str, Any], operand: bytes) -> None:
        changed[name] = operand[0] not in (0, 0x80)

    return setter


def _number(name: str, format_: str) -> _Setter:
    def setter(changed: dict[str, Any], operand: bytes) -> None:
        (changed[name],) = unpack_from(format_, operand)

    return setter


def _location(changed: dict[str, Any], operand: bytes) -> None:
    (changed["location"],) = unpack_from("<l", operand)
    changed["special"] = True


def _symbol(changed: dict[str, Any], operand: bytes) -> None:
    changed["symbol"] = unpack_from("<HH", operand) if len(operand) >= 4 else None
    changed["special"] = True


def _underline(changed: dict[str, Any], operand: bytes) -> None:
    changed["underlined"] = operand[0] not in (0, 5)  # 5 is a hidden underline


def _palette_colour(changed: dict[str, Any], operand: bytes) -> None:
    changed["colour"] = _PALETTE[operand[0]] if operand[0] < len(_PALETTE) else None


def _true_colour(changed: dict[str, Any], operand: bytes) -> None:
    changed["colour"] = colour_of(operand)


def _highlight(changed: dict[str, Any], operand: bytes) -> None:
    changed["marked"] = operand[0] not in (0, 8)


def _shading(changed: dict[str, Any], operand: bytes) -> None:
    """Shd ([MS-DOC] 2.9.250): clear shows the back colour, solid the fore colour."""
    if len(operand) >= 10:
        pattern = operand[8] | operand[9] << 8
        shown = colour_of(operand[4:8] if pattern == 0 else operand[:4], black="000000")
        changed["shaded"] = pattern != 0xFFFF and (pattern > 1 or shown not in (None, _WHITE))


def _shading_80(changed: dict[str, Any], operand: bytes) -> None:
    """Shd80 ([MS-DOC] 2.9.251), by palette."""
    value = operand[0] | operand[1] << 8
    pattern = value >> 10
    index = value >> 5 & 31 if pattern == 0 else value & 31
    changed["shaded"] = value != 0xFFFF and (pattern > 1 or index not in (0, 8))


def colour_of(reference: bytes, black: str | None = None) -> str | None:
    """Return a COLORREF ([MS-DOC] 2.9.46) as RRGGBB; None for automatic."""
    red, green, blue, automatic = reference[:4]
    if automatic == _AUTO:
        return None
    return f"{red:02X}{green:02X}{blue:02X}" if red or green or blue else black


_SETTERS: dict[int, _Setter] = {
    0x0800: _flag("deleted"),
    0x0801: _flag("inserted"),
    0x0806: _flag("form_data"),
    0x080A: _flag("ole"),
    0x0855: _flag("special"),
    0x6A03: _location,
    0x6A09: _symbol,
    0x2A3E: _underline,
    0x2A42: _palette_colour,
    0x6870: _true_colour,
    0x2A0C: _highlight,
    0xCA71: _shading,
    0x4866: _shading_80,
    0x4A4F: _number("font_ascii", "<H"),
    0x4A50: _number("font_east", "<H"),
    0x4A51: _number("font_other", "<H"),
}
