"""What a run looks like: direct properties over the styles they inherit (ISO 29500-1 § 17.7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from ami_cli.readers.docx.names import VAL, Element, W, children, first, is_on, number, val
from ami_cli.readers.docx.stylesheet import StyleSheet
from ami_cli.readers.draft import Look
from ami_cli.readers.symbols import is_symbol_font

_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_LONGEST_CHAIN = 50
_HEADING = re.compile(r"(?:heading|titre|überschrift|título)\s*([1-9])", re.IGNORECASE)
_FILL, _ASCII, _HIGH_ANSI, _COMPLEX = W + "fill", W + "ascii", W + "hAnsi", W + "cs"
_Found: TypeAlias = dict[str, bool | str | None]


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


class Dress(NamedTuple):
    """What a run finally looks like; ``font`` is "" unless it is a font of symbols."""

    look: Look
    hidden: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph takes from its style: heading level (0 = none) and list."""

    level: int = 0
    num_id: str = ""
    list_level: int | None = None


class Styles:
    """The styles part, each style resolved once."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._chains: dict[str, Looks] = {}
        self._bases: dict[tuple[str, str, str], Looks] = {}
        self._dresses: dict[tuple[Looks, str, str, bool, bool], Dress] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        defaults = sheet.document
        self._document = direct(
            None if defaults is None else defaults.find(f"{W}rPrDefault/{W}rPr")
        )

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

    def dress(self, own: Looks, paragraph: str, table: str, inserted: bool, hint: bool) -> Dress:
        """Return the look of a run from its own properties and the styles around it.

        A document has some dozen looks for its hundreds of runs.
        """
        key = (own, paragraph, table, inserted, hint)
        known = self._dresses.get(key)
        if known is None:
            looks = own.over(self.base(paragraph, own.style or "", table))
            known = self._dresses[key] = _dress(looks, inserted, hint)
        return known

    def _base(self, paragraph: str, character: str, table: str) -> Looks:
        levels = [
            self._chain(table or self._sheet.defaults.get("table", "")),
            self._chain(paragraph or self._sheet.defaults.get("paragraph", "")),
            self._chain(character or self._sheet.defaults.get("character", "")),
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
        style_id = style_id or self._sheet.defaults.get("paragraph", "")
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
        style = self._sheet.get(style_id)
        return "" if style is None else val(style.find(f"{W}pPr/{W}numPr"), W + "numId")

    def _ancestors(self, style_id: str) -> list[Element]:
        """Return the style and what it is based on, nearest first; loops are cut."""
        chain: list[Element] = []
        seen: set[str] = set()
        while style_id not in seen and len(chain) < _LONGEST_CHAIN:
            style = self._sheet.get(style_id)
            if style is None:
                break
            seen.add(style_id)
            chain.append(style)
            style_id = val(style, W + "basedOn")
        return chain


def _dress(looks: Looks, inserted: bool, hint: bool) -> Dress:
    look = Look(
        bold=bool(looks.bold),
        underlined=bool(looks.underlined),
        struck=bool(looks.struck),
        highlighted=bool(looks.highlighted or looks.shaded),
        colour=looks.colour or None,
        inserted=inserted,
        hint=hint,
    )
    font = looks.font or ""
    return Dress(look, bool(looks.hidden), font if is_symbol_font(font) else "")


def direct(properties: Element | None) -> Looks:
    """Return the look that one ``w:rPr`` states by itself."""
    if properties is None:
        return NOTHING
    found: dict[str, bool | str | None] = {}
    for child in children(properties):
        read = _READ.get(child.tag)
        if read is not None:
            read(child, found)
    return Looks(**found) if found else NOTHING  # type: ignore[arg-type]  # typed by _READ


def _bold(element: Element, found: _Found) -> None:
    found["bold"] = is_on(element)


def _struck(element: Element, found: _Found) -> None:
    found["struck"] = is_on(element) or bool(found.get("struck"))  # once or twice


def _hidden(element: Element, found: _Found) -> None:
    found["hidden"] = is_on(element)


def _underlined(element: Element, found: _Found) -> None:
    found["underlined"] = (element.get(VAL) or "none") != "none"


def _coloured(element: Element, found: _Found) -> None:
    found["colour"] = colour_of(element.get(VAL))


def _highlighted(element: Element, found: _Found) -> None:
    found["highlighted"] = (element.get(VAL) or "none") not in ("none", "white")


def _shaded(element: Element, found: _Found) -> None:
    if (element.get(VAL) or "clear") in ("clear", "nil"):
        fill = (element.get(_FILL) or "auto").upper()
        found["shaded"] = fill not in ("AUTO", "FFFFFF")
    else:
        found["shaded"] = True


def _fonts(element: Element, found: _Found) -> None:
    found["font"] = element.get(_ASCII) or element.get(_HIGH_ANSI) or element.get(_COMPLEX)


def _styled(element: Element, found: _Found) -> None:
    found["style"] = element.get(VAL)


def _inserted(element: Element, found: _Found) -> None:
    found.setdefault("revision", "ins")


def _deleted(element: Element, found: _Found) -> None:
    found["revision"] = "del"


_READ: dict[str, Callable[[Element, _Found], None]] = {
    W + "b": _bold,
    W + "strike": _struck,
    W + "dstrike": _struck,
    W + "vanish": _hidden,
    W + "u": _underlined,
    W + "color": _coloured,
    W + "highlight": _highlighted,
    W + "shd": _shaded,
    W + "rFonts": _fonts,
    W + "rStyle": _styled,
    W + "ins": _inserted,
    W + "moveTo": _inserted,
    W + "del": _deleted,
    W + "moveFrom": _deleted,
}


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


def _odd(flags: Iterable[bool | None]) -> bool:
    return sum(1 for flag in flags if flag) % 2 == 1
