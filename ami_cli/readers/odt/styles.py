"""Styles of an OpenDocument text: what a run looks like through its chain of parents (§ 16)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from lxml import etree

from ami_cli.readers.draft import PLAIN, Look
from ami_cli.readers.odt.names import FO, OFFICE, STYLE, SVG, TEXT, is_true

Levels: TypeAlias = dict[str, etree._Element]  # text:level, "1" to "10", and its style

_MAX_PARENTS = 30
_NO_COLOUR = ("", "transparent", "none")


class TextStyle(NamedTuple):
    """Look, font family and visibility of text."""

    look: Look = PLAIN
    font: str = ""
    hidden: bool = False


class _Properties(NamedTuple):
    """What one style says; None where it says nothing."""

    bold: bool | None = None
    underlined: bool | None = None
    struck: bool | None = None
    highlighted: bool | None = None
    colour: str | None = None  # "" is automatic
    font: str | None = None
    hidden: bool | None = None


class _Style(NamedTuple):
    parent: str | None
    properties: _Properties
    element: etree._Element


class Styles:
    """The styles one story sees: the common ones, and the automatic ones of its own part."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._fonts: dict[str, str] = {}
        self._styles: dict[tuple[str, str], _Style] = {}
        self._defaults: dict[str, _Properties] = {}
        self.lists: dict[str, Levels] = {}
        self.outline: Levels | None = None
        self._paragraphs: dict[str | None, TextStyle] = {}
        self._spans: dict[tuple[TextStyle, str], TextStyle] = {}
        for root in roots:
            self._collect(root)

    def _collect(self, root: etree._Element) -> None:
        for face in root.iterfind(f"{OFFICE}font-face-decls/{STYLE}font-face"):
            family = face.get(f"{SVG}font-family") or ""
            self._fonts[face.get(f"{STYLE}name") or ""] = family.strip("'\" ")
        for group in (f"{OFFICE}styles", f"{OFFICE}automatic-styles"):
            for element in root.iterfind(f"{group}/*"):
                self._add(element)

    def _add(self, element: etree._Element) -> None:
        name = element.get(f"{STYLE}name") or ""
        family = element.get(f"{STYLE}family") or ""
        if element.tag == f"{STYLE}style":
            parent = element.get(f"{STYLE}parent-style-name")
            self._styles[family, name] = _Style(parent, self._properties(element), element)
        elif element.tag == f"{STYLE}default-style":
            self._defaults[family] = self._properties(element)
        elif element.tag == f"{TEXT}list-style":
            self.lists[name] = _levels(element)
        elif element.tag == f"{TEXT}outline-style":
            self.outline = _levels(element)

    def paragraph(self, name: str | None) -> TextStyle:
        """Return how the letters of a paragraph of this style look."""
        found = self._paragraphs.get(name)
        if found is None:
            base = TextStyle()
            if "paragraph" in self._defaults:
                base = _apply(base, self._defaults["paragraph"])
            found = self._chain(base, "paragraph", name)
            self._paragraphs[name] = found
        return found

    def span(self, base: TextStyle, name: str | None) -> TextStyle:
        """Return how letters of text style ``name`` look inside ``base``."""
        if not name:
            return base
        found = self._spans.get((base, name))
        if found is None:
            found = self._spans[base, name] = self._chain(base, "text", name)
        return found

    def paragraph_attribute(self, name: str | None, attribute: str) -> str | None:
        """Return an attribute of a paragraph style, or of the nearest parent that has it."""
        for style in reversed(self._parents("paragraph", name)):
            value = style.element.get(attribute)
            if value is not None:
                return value
        return None

    def is_hidden_section(self, element: etree._Element) -> bool:
        """Whether a ``text:section`` is not shown."""
        hidden = is_true(element.get(f"{TEXT}is-hidden"))
        return hidden or element.get(f"{TEXT}display") == "none"

    def font_of(self, element: etree._Element) -> str:
        """Return the font family that the text properties of a list level name."""
        properties = element.find(f"{STYLE}text-properties")
        return "" if properties is None else self._font(properties) or ""

    def _chain(self, base: TextStyle, family: str, name: str | None) -> TextStyle:
        for style in self._parents(family, name):
            base = _apply(base, style.properties)
        return base

    def _parents(self, family: str, name: str | None) -> list[_Style]:
        """Return the style and its parents, the oldest first."""
        chain: list[_Style] = []
        while name and len(chain) < _MAX_PARENTS:
            style = self._styles.get((family, name))
            if style is None:
                break
            chain.append(style)
            name = style.parent
        return chain[::-1]

    def _properties(self, element: etree._Element) -> _Properties:
        text = element.find(f"{STYLE}text-properties")
        if text is None:
            return _NOTHING
        background = text.get(f"{FO}background-color")
        return _Properties(
            bold=_weight(text.get(f"{FO}font-weight")),
            underlined=_line(text, "underline"),
            struck=_line(text, "line-through"),
            highlighted=None if background is None else _is_paint(background),
            colour=_colour(text),
            font=self._font(text),
            hidden=_display(text.get(f"{TEXT}display")),
        )

    def _font(self, text: etree._Element) -> str | None:
        name = text.get(f"{STYLE}font-name")
        if name is not None:
            return self._fonts.get(name, name)
        family = text.get(f"{FO}font-family")
        return None if family is None else family.split(",")[0].strip("'\" ")


_NOTHING = _Properties()


def _levels(element: etree._Element) -> Levels:
    return {child.get(f"{TEXT}level") or "": child for child in element}


def _apply(base: TextStyle, says: _Properties) -> TextStyle:
    if says is _NOTHING:
        return base
    old = base.look
    look = Look(
        old.bold if says.bold is None else says.bold,
        old.underlined if says.underlined is None else says.underlined,
        old.struck if says.struck is None else says.struck,
        old.highlighted if says.highlighted is None else says.highlighted,
        old.colour if says.colour is None else says.colour or None,
        old.inserted,
        old.hint,
    )
    font = base.font if says.font is None else says.font
    return TextStyle(look, font, base.hidden if says.hidden is None else says.hidden)


def _weight(value: str | None) -> bool | None:
    if value is None:
        return None
    return int(value) >= 600 if value.isdecimal() and len(value) < 5 else value == "bold"


def _line(text: etree._Element, name: str) -> bool | None:
    """Whether a line goes under or through; Word writes the type only, LibreOffice both."""
    style = text.get(f"{STYLE}text-{name}-style")
    kind = text.get(f"{STYLE}text-{name}-type")
    if style is None and kind is None:
        return None
    return style != "none" and kind != "none"


def _is_paint(value: str) -> bool:
    return value.strip().lower() not in (*_NO_COLOUR, "#ffffff", "#fff")


def _colour(text: etree._Element) -> str | None:
    if text.get(f"{STYLE}use-window-font-color") == "true":
        return ""
    value = (text.get(f"{FO}color") or "").strip().lstrip("#").upper()
    if len(value) != 6 or any(c not in "0123456789ABCDEF" for c in value):
        return None
    return "" if value == "000000" else value


def _display(value: str | None) -> bool | None:
    return None if value is None else value == "none"
