"""The style sheet: what paragraphs and characters inherit ([MS-DOC] 2.9.271, 2.9.260)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from struct import unpack_from

from ami_cli.readers.doc import looks, paragraphs
from ami_cli.readers.doc.fib import Part
from ami_cli.readers.doc.looks import Look
from ami_cli.readers.doc.paragraphs import Form
from ami_cli.readers.doc.streams import Streams

_NONE = 0xFFF
_PARAGRAPH, _CHARACTER = 1, 2
_DEEPEST = 32  # styles based on styles; Word allows 11


@dataclass(frozen=True, slots=True)
class Style:
    """One style as stored: built-in number, kind, the style it is based on, its own modifiers."""

    builtin: int
    kind: int
    base: int
    paragraph: bytes
    character: bytes


class Styles:
    """Styles resolved along their bases; what was resolved is kept."""

    def __init__(self, raw: list[bytes], base_size: int, plain: Look, data: bytes) -> None:
        self._raw = raw
        self._base_size = base_size
        self._styles: dict[int, Style | None] = {}
        self._plain = plain
        self._data = data
        self._looks: dict[int, Look] = {}
        self._forms: dict[int, Form] = {}

    def look(self, index: int) -> Look:
        """Return the look of the characters of a paragraph style."""
        found = self._looks.get(index)
        if found is None:
            found = self._plain
            for style in self._chain(index):
                found = looks.apply(found, style.character)
            self._looks[index] = found
        return found

    def form(self, index: int) -> Form:
        """Return the properties of a paragraph style; headings give their outline level."""
        found = self._forms.get(index)
        if found is None:
            found = Form(style=index)
            for style in self._chain(index):
                if 1 <= style.builtin <= 9:
                    found = replace(found, outline=style.builtin - 1)
                found = paragraphs.apply(found, style.paragraph, self._data)
            self._forms[index] = found
        return found

    def with_character_style(self, base: Look, index: int) -> Look:
        """Return ``base`` changed by a character style and those it is based on."""
        for style in self._chain(index):
            if style.kind == _CHARACTER:
                base = looks.apply(base, style.character)
        return base

    def _chain(self, index: int) -> list[Style]:
        """Return a style and its bases, the farthest first."""
        chain: list[Style] = []
        while len(chain) < _DEEPEST:
            style = self._style(index)
            if style is None:
                break
            chain.append(style)
            index = style.base
        return chain[::-1]

    def _style(self, index: int) -> Style | None:
        """Return one style, read when it is first asked for: a form uses ten of a hundred."""
        if index not in self._styles:
            raw = self._raw[index] if index < len(self._raw) else b""
            self._styles[index] = _style(raw, self._base_size) if raw else None
        return self._styles[index]


def read_styles(streams: Streams) -> Styles:
    """Read the style sheet; a damaged one ends where the damage starts."""
    raw = streams.part(Part.STYLES)
    styles: list[bytes] = []
    plain = looks.PLAIN
    base_size = 0
    try:
        (header,) = unpack_from("<H", raw)
        count, base_size = unpack_from("<HH", raw, 2)
        if header >= 18:
            ascii_font, _, other_font = unpack_from("<3H", raw, 14)
            plain = replace(plain, font_ascii=ascii_font, font_other=other_font)
        position = 2 + header
        for _ in range(min(count, _NONE)):
            (size,) = unpack_from("<H", raw, position)
            position += 2
            styles.append(raw[position : position + size])
            position += size + (size & 1)
    except struct.error:
        pass
    return Styles(styles, base_size, plain, streams.data)


def _style(raw: bytes, base_size: int) -> Style | None:
    """Read one STD ([MS-DOC] 2.9.260): fixed part, name, then its groups of modifiers."""
    try:
        builtin, kinds, groups = unpack_from("<HHH", raw)
        at = base_size + base_size % 2
        (length,) = unpack_from("<H", raw, at)
        at += 2 + 2 * length + 2
        parts = []
        for _ in range(min(groups & 15, 3)):
            at += at & 1
            (size,) = unpack_from("<H", raw, at)
            parts.append(raw[at + 2 : at + 2 + size])
            at += 2 + size
    except struct.error:
        return None
    kind = kinds & 15
    papx = parts[0][2:] if kind == _PARAGRAPH and parts else b""
    chpx = b""
    if kind == _PARAGRAPH and len(parts) > 1:
        chpx = parts[1]
    elif kind == _CHARACTER and parts:
        chpx = parts[0]
    return Style(builtin & 0xFFF, kind, kinds >> 4, papx, chpx)
