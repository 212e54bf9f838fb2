"""What a run looks like: direct properties over the styles they inherit (ISO 29500-1 § 17.7)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ami_cli.readers.docx.names import VAL, Element, W, first, is_on, number, val

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_LONGEST_CHAIN = 50
_HEADING = re.compile(r"(?:heading|titre|überschrift|título)\s*([1-9])", re.IGNORECASE)
_TOGGLES = {
    W + "b": "bold",
    W + "strike": "struck",
    W + "dstrike": "struck",
    W + "vanish": "hidden",
}

_FONTS, _STYLE, _COLOUR = W + "rFonts", W + "rStyle", W + "color"
_UNDERLINE, _HIGHLIGHT, _SHADING = W + "u", W + "highlight", W + "shd"
_REVISIONS = {W + "ins": "ins", W + "del": "del", W + "moveFrom": "del", W + "moveTo": "ins"}


class Looks(NamedTuple):
    """Properties of a run; None means that this level says nothing."""

    bold: bool | None = None
    struck: bool | None = None
    hidden: bool | None = None
    underlined: bool | None = None
    highlighted: bool | None = None
    shaded: bool | None = None
    colour: str | None = None  # "" is automatic
    font: str | None = None
    style: str | None = None  # character style, of direct properties only
    revision: str | None = None  # "ins" or "del", of direct properties only

    def over(self, below: Looks) -> Looks:
        """Return these properties, completed by ``below`` where they say nothing."""
        if self is NOTHING:
            return below
        merged = [b if a is None else a for a, b in zip(self, below, strict=True)]
        return Looks._make(merged)


NOTHING = Looks()


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph takes from its style: heading level (0 = none) and list."""

    level: int = 0
    num_id: str = ""
    list_level: int | None = None


class Styles:
    """The styles part, each style resolved once."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._defaults: dict[str, str] = {}
        self._chains: dict[str, Looks] = {}
        self._bases: dict[tuple[str, str, str], Looks] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._document = NOTHING
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        for style in root.iterchildren(W + "style"):
            style_id = style.get(W + "styleId") or ""
            self._styles[style_id] = style
            if (style.get(W + "default") or "").lower() in ("1", "true", "on"):
                self._defaults[style.get(W + "type") or ""] = style_id
        self._document = direct(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))

    def base(self, paragraph: str, character: str, table: str = "") -> Looks:
        """Return the look that styles alone give to a run.

        Toggles (bold, strike, hidden) of the table, paragraph and character styles cancel each
        other two by two (§ 17.7.3); the other properties override.
        """
        key = (paragraph, character, table)
        known = self._bases.get(key)
        if known is None:
            known = self._bases[key] = self._base(*key)
        return known

    def _base(self, paragraph: str, character: str, table: str) -> Looks:
        levels = [
            self._chain(table or self._defaults.get("table", "")),
            self._chain(paragraph or self._defaults.get("paragraph", "")),
            self._chain(character or self._defaults.get("character", "")),
        ]
        look = self._document
        for level in levels:
            look = level.over(look)
        document = self._document
        return look._replace(
            bold=document.bold or _odd(level.bold for level in levels),
            struck=document.struck or _odd(level.struck for level in levels),
            hidden=document.hidden or _odd(level.hidden for level in levels),
        )

    def _chain(self, style_id: str) -> Looks:
        known = self._chains.get(style_id)
        if known is None:
            known = NOTHING
            for style in self._ancestors(style_id):
                known = known.over(direct(first(style, W + "rPr")))
            self._chains[style_id] = known
        return known

    def paragraph(self, style_id: str) -> ParagraphStyle:
        """Return the heading level and the list that a paragraph style gives."""
        style_id = style_id or self._defaults.get("paragraph", "")
        known = self._paragraphs.get(style_id)
        if known is None:
            known = self._paragraphs[style_id] = self._paragraph(style_id)
        return known

    def _paragraph(self, style_id: str) -> ParagraphStyle:
        level: int | None = None
        num_id, list_level = "", None
        for style in self._ancestors(style_id):
            properties = first(style, W + "pPr")
            if level is None:
                level = _heading(style, properties)
            numbering = first(properties, W + "numPr")
            if numbering is not None:
                num_id = num_id or val(numbering, W + "numId")
                if list_level is None and first(numbering, W + "ilvl") is not None:
                    list_level = number(val(numbering, W + "ilvl"), 0, 8)
        return ParagraphStyle(level or 0, num_id, list_level)

    def list_of(self, style_id: str) -> str:
        """Return the numbering id that a numbering style points to, "" without one."""
        style = self._styles.get(style_id)
        return "" if style is None else val(style.find(f"{W}pPr/{W}numPr"), W + "numId")

    def _ancestors(self, style_id: str) -> list[Element]:
        """Return the style and what it is based on, nearest first; loops are cut."""
        chain: list[Element] = []
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen and len(chain) < _LONGEST_CHAIN:
            seen.add(style_id)
            chain.append(self._styles[style_id])
            style_id = val(chain[-1], W + "basedOn")
        return chain


def direct(properties: Element | None) -> Looks:
    """Return the look that one ``w:rPr`` states by itself."""
    if properties is None or not len(properties):
        return NOTHING
    found: dict[str, bool | str | None] = {}
    for child in properties:
        tag = child.tag
        if tag in _TOGGLES:
            name = _TOGGLES[tag]
            found[name] = is_on(child) or (tag == W + "dstrike" and bool(found.get(name)))
        elif tag == _UNDERLINE:
            found["underlined"] = (child.get(VAL) or "none") != "none"
        elif tag == _COLOUR:
            found["colour"] = colour_of(child.get(VAL))
        elif tag == _HIGHLIGHT:
            found["highlighted"] = (child.get(VAL) or "none") not in ("none", "white")
        elif tag == _SHADING:
            found["shaded"] = _is_shaded(child)
        elif tag == _FONTS:
            found["font"] = _font(child)
        elif tag == _STYLE:
            found["style"] = child.get(VAL)
        elif tag in _REVISIONS:
            found.setdefault("revision", _REVISIONS[tag])
    return Looks(**found)  # type: ignore[arg-type]  # each name is set to its own type above


def colour_of(value: str | None) -> str:
    """Return ``RRGGBB``, or "" for automatic and for black."""
    if not value or not _HEX.fullmatch(value):
        return ""
    return "" if value == "000000" else value.upper()


def _heading(style: Element, properties: Element | None) -> int | None:
    outline = first(properties, W + "outlineLvl")
    if outline is not None:
        depth = number(outline.get(VAL), 9)
        return depth + 1 if 0 <= depth <= 8 else 0
    named = _HEADING.fullmatch(val(style, W + "name").strip())
    return int(named[1]) if named else None


def _is_shaded(shading: Element) -> bool:
    if (shading.get(VAL) or "clear") not in ("clear", "nil"):
        return True
    return (shading.get(W + "fill") or "auto").upper() not in ("AUTO", "FFFFFF")


def _font(fonts: Element) -> str | None:
    return fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or fonts.get(W + "cs")


def _odd(flags: Iterable[bool | None]) -> bool:
    return sum(1 for flag in flags if flag) % 2 == 1
