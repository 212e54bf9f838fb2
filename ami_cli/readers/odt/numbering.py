"""Numbers of list items and headings, computed from the list styles (§ 5.3, § 19.880)."""

from __future__ import annotations

from lxml import etree

from ami_cli.readers.numerals import written
from ami_cli.readers.odt.names import LOEXT, STYLE, TEXT, XML, is_true
from ami_cli.readers.odt.styles import Levels, Styles
from ami_cli.readers.symbols import from_symbol_text

LEVELS = 10


class Counter:
    """The running numbers of one list, one per level (from 1)."""

    def __init__(self) -> None:
        self._values: list[int | None] = [None] * (LEVELS + 1)

    def count(self, level: int, style: Levels | None, start: int | None = None) -> None:
        """Number one more item at ``level``; deeper levels start again."""
        value = self._values[level]
        if start is not None:
            self._values[level] = start
        elif value is None:
            self._values[level] = _start(_level_style(style, level))
        else:
            self._values[level] = value + 1
        for deeper in range(level + 1, LEVELS + 1):
            self._values[deeper] = None

    def label(self, level: int, style: Levels | None, styles: Styles) -> str:
        """Return the mark the page shows before the item, without the space that follows."""
        own = _level_style(style, level)
        if own is None:
            return ""
        if own.tag == f"{TEXT}list-level-style-bullet":
            bullet = own.get(f"{TEXT}bullet-char") or ""
            return from_symbol_text(styles.font_of(own), bullet).strip()
        if own.tag == f"{TEXT}list-level-style-image":
            return "•"
        pattern = own.get(f"{LOEXT}num-list-format")
        if pattern is not None:
            return self._fill(pattern, style).strip()
        return self._plain_label(level, own, style)

    def _plain_label(self, level: int, own: etree._Element, style: Levels | None) -> str:
        shown = own.get(f"{TEXT}display-levels") or "1"
        count = int(shown) if shown.isdecimal() and len(shown) < 3 else 1
        first = max(1, level - count + 1)
        numbers = [self._number(at, style) for at in range(first, level + 1)]
        prefix = own.get(f"{STYLE}num-prefix") or ""
        suffix = own.get(f"{STYLE}num-suffix") or ""
        return f"{prefix}{'.'.join(n for n in numbers if n)}{suffix}".strip()

    def _fill(self, pattern: str, style: Levels | None) -> str:
        for level in range(1, LEVELS + 1):
            mark = f"%{level}%"
            if mark in pattern:
                pattern = pattern.replace(mark, self._number(level, style))
        return pattern

    def _number(self, level: int, style: Levels | None) -> str:
        own = _level_style(style, level)
        if own is None:
            return ""
        value = self._values[level]
        return written(_start(own) if value is None else value, own.get(f"{STYLE}num-format") or "")


class Numbering:
    """The counters of a document: lists by identity, headings together."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._headings = Counter()
        self._lists: dict[str, Counter] = {}
        self._by_style: dict[str, Counter] = {}

    def open_list(self, element: etree._Element) -> Counter:
        """Return the counter of a list of the first level, new or continued."""
        name = element.get(f"{TEXT}style-name") or ""
        counter = None
        followed = element.get(f"{TEXT}continue-list")
        if followed is not None:
            counter = self._lists.get(followed)
        elif is_true(element.get(f"{TEXT}continue-numbering")):
            counter = self._by_style.get(name)
        counter = counter or Counter()
        self._by_style[name] = counter
        for identity in (
            element.get(f"{XML}id"),
            element.get(f"{TEXT}id"),
        ):
            if identity:
                self._lists[identity] = counter
        return counter

    def heading(self, element: etree._Element, level: int) -> str:
        """Return the number of a ``text:h`` by the outline style; empty when it has none."""
        outline = self._styles.outline
        if outline is None or not 1 <= level <= LEVELS:
            return ""
        if is_true(element.get(f"{TEXT}is-list-header")):
            return ""
        name = element.get(f"{TEXT}style-name")
        if self._styles.paragraph_attribute(name, f"{STYLE}list-style-name") == "":
            return ""
        self._headings.count(level, outline)
        return self._headings.label(level, outline, self._styles)


def _level_style(style: Levels | None, level: int) -> etree._Element | None:
    return None if style is None else style.get(str(level))


def _start(own: etree._Element | None) -> int:
    value = None if own is None else own.get(f"{TEXT}start-value")
    return int(value) if value is not None and value.isdecimal() and len(value) < 7 else 1
