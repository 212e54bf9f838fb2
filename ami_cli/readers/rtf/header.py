"""The tables at the head of an RTF file: fonts, colours, styles (RTF 1.9.1, « Header »)."""

from __future__ import annotations

import re

from ami_cli.readers.draft import PLAIN
from ami_cli.readers.rtf.charsets import SYMBOL_CHARSET, charset_codec, page_codec
from ami_cli.readers.rtf.machine import Machine
from ami_cli.readers.rtf.state import Font, State
from ami_cli.readers.symbols import is_symbol_font

_HEADING = re.compile(r"(?:heading|titre|überschrift|kop|título|titolo) ?([1-9])\b", re.I)
_COLOUR = re.compile(r"r(\d+) |g(\d+) |b(\d+) ")


def font_table(m: Machine, _: int | None) -> None:
    """``\\fonttbl``: code page and name of each font."""
    state = m.state
    state.destination = "fonttbl"
    state.sink = None

    def close(_: State) -> None:
        for font in m.fonts.values():
            font.name = "".join(font.parts).split(";")[0].strip()
            font.symbol = is_symbol_font(font.name)

    state.on_close = close


def font_entry(m: Machine, number: int) -> None:
    """``\\fN`` inside the font table: its name follows."""
    m.state.font = number
    m.state.sink = m.fonts.setdefault(number, Font()).parts


def _charset(m: Machine, number: int | None) -> None:
    font = m.fonts.get(m.state.font)
    if m.state.destination == "fonttbl" and font is not None and number != SYMBOL_CHARSET:
        font.codec = charset_codec(number or 0)


def _font_page(m: Machine, number: int | None) -> None:
    font = m.fonts.get(m.state.font)
    if m.state.destination == "fonttbl" and font is not None and number:
        font.codec = page_codec(number) or font.codec


def _colour_table(m: Machine, _: int | None) -> None:
    parts: list[str] = []
    m.state.destination = "colortbl"
    m.state.sink = parts

    def close(_: State) -> None:
        m.colours = [_colour(entry) for entry in "".join(parts).split(";")[:-1]]

    m.state.on_close = close


def _component(letter: str, m: Machine, number: int | None) -> None:
    if m.state.destination == "colortbl" and isinstance(m.state.sink, list):
        m.state.sink.append(f"{letter}{min(max(number or 0, 0), 255)} ")


def _red(m: Machine, number: int | None) -> None:
    _component("r", m, number)


def _green(m: Machine, number: int | None) -> None:
    _component("g", m, number)


def _blue(m: Machine, number: int | None) -> None:
    _component("b", m, number)


def _colour(entry: str) -> str | None:
    """``r11 g90 b107`` as ``0B5A6B``; an empty entry is the automatic colour."""
    found = _COLOUR.findall(entry)
    if not found:
        return None
    red = green = blue = 0
    for r, g, b in found:
        red, green, blue = int(r or red), int(g or green), int(b or blue)
    return f"{red:02X}{green:02X}{blue:02X}"


def _style_sheet(m: Machine, _: int | None) -> None:
    m.state.destination = "stylesheet"
    m.state.sink = None


def style_entry(m: Machine, number: int, of_characters: bool) -> None:
    """``\\sN`` or ``\\csN`` inside the style sheet: properties, then the name, follow."""
    name: list[str] = []
    m.state.sink = name
    m.state.look = PLAIN

    def close(closed: State) -> None:
        if of_characters:
            m.looks[number] = closed.look
            return
        heading = _HEADING.match("".join(name).strip())
        if closed.outline is not None:
            m.outlines[number] = closed.outline
        elif heading is not None:
            m.outlines[number] = int(heading[1]) - 1

    m.state.on_close = close


DESTINATIONS = {
    "fonttbl": font_table,
    "fcharset": _charset,
    "cpg": _font_page,
    "colortbl": _colour_table,
    "red": _red,
    "green": _green,
    "blue": _blue,
    "stylesheet": _style_sheet,
}
