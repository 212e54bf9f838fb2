"""Printed list marks ("1.", "b)", "•", "☐"), counted as Word counts them (ISO 29500-1 § 17.9)."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field

from ami_cli.readers.docx.look import Styles, direct
from ami_cli.readers.docx.names import VAL, WX, Element, W, first, is_on, number, val
from ami_cli.readers.numerals import written
from ami_cli.readers.symbols import to_unicode

_LEVELS = 9
_MOST = 3999  # beyond, letters and Roman numerals are printed as figures


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    font: str = ""
    legal: bool = False
    restart: int | None = None  # restarts after this level (from 1); 0 = never; None = any above


@dataclass(slots=True)
class Counter:
    """Where one list stands: the value of each level, None before its first use."""

    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """The numbering part and the counters of one story."""

    def __init__(self, load: Callable[[], Element | None], styles: Styles) -> None:
        """``load`` gives the numbering part; it is called when a first list paragraph is met."""
        self._load = load
        self._styles = styles
        self._abstracts: dict[str, Element] = {}
        self._nums: dict[str, Element] | None = None
        self._levels: dict[tuple[str, int], Level] = {}
        self._counters: dict[str, Counter] = {}
        self._started: set[tuple[str, int]] = set()

    def _num(self, num_id: str) -> Element | None:
        if self._nums is None:
            self._nums = {}
            root = self._load()
            for child in () if root is None else root:
                if child.tag == W + "abstractNum":
                    self._abstracts[child.get(W + "abstractNumId") or ""] = child
                elif child.tag == W + "num":
                    self._nums[child.get(W + "numId") or ""] = child
        return self._nums.get(num_id)

    def restarted(self) -> Numbering:
        """Return the same lists, not begun: each story counts for itself."""
        other = copy(self)
        other._counters, other._started = {}, set()
        return other

    def mark(self, num_id: str, depth: int | None, style_id: str) -> str:
        """Return the mark of the next paragraph of a list and count it; "" for no list."""
        num = self._num(num_id)
        if num is None or num_id == "0":
            return ""
        abstract_id, abstract = self._abstract(num)
        if depth is None:
            depth = _level_of_style(abstract, style_id)
        depth = min(max(depth, 0), _LEVELS - 1)
        level = self._level(num_id, num, abstract, depth)
        counter = self._counters.setdefault(abstract_id, Counter())
        self._count(counter, num_id, num, abstract, depth)
        if level.form == "bullet":
            return _bullet(level)
        if level.form == "none" and "%" not in level.text:
            return level.text.strip()
        return self._printed(counter, num_id, num, abstract, level)

    def _abstract(self, num: Element) -> tuple[str, Element | None]:
        """Follow a numbering style to the definition it really uses."""
        abstract_id = val(num, W + "abstractNumId")
        abstract = self._abstracts.get(abstract_id)
        link = val(abstract, W + "numStyleLink")
        linked = self._num(self._styles.list_of(link)) if link else None
        if linked is not None:
            abstract_id = val(linked, W + "abstractNumId")
            abstract = self._abstracts.get(abstract_id)
        return abstract_id, abstract

    def _level(self, num_id: str, num: Element, abstract: Element | None, depth: int) -> Level:
        known = self._levels.get((num_id, depth))
        if known is None:
            override = _child_at(num, "lvlOverride", depth)
            own = first(override, W + "lvl")
            known = _level(own if own is not None else _child_at(abstract, "lvl", depth))
            self._levels[num_id, depth] = known
        return known

    def _count(
        self, counter: Counter, num_id: str, num: Element, abstract: Element | None, depth: int
    ) -> None:
        values = counter.values
        level = self._level(num_id, num, abstract, depth)
        override = _child_at(num, "lvlOverride", depth)
        restart = first(override, W + "startOverride")
        if restart is not None and (num_id, depth) not in self._started:
            values[depth] = None
            level_start = number(restart.get(VAL), level.start)
        else:
            level_start = level.start
        self._started.add((num_id, depth))
        current = values[depth]
        values[depth] = level_start if current is None else current + 1
        for above in range(depth):
            if values[above] is None:
                values[above] = 1
        for below in range(depth + 1, _LEVELS):
            limit = self._level(num_id, num, abstract, below).restart
            if limit is None or depth + 1 <= limit:
                values[below] = None

    def _printed(
        self, counter: Counter, num_id: str, num: Element, abstract: Element | None, level: Level
    ) -> str:
        text = level.text
        for depth in range(_LEVELS):
            place = f"%{depth + 1}"
            if place in text:
                shown = self._level(num_id, num, abstract, depth)
                form = "decimal" if level.legal else shown.form
                text = text.replace(place, _figure(counter.values[depth] or shown.start, form))
        return text.strip()


def printed_mark(properties: Element) -> str:
    """Return the mark that a ``w:listPr`` of Word 2003 XML says was printed."""
    text, font = first(properties, WX + "t"), first(properties, WX + "font")
    mark = "" if text is None else (text.get(WX + "val") or "").strip()
    if len(mark) != 1:
        return mark[:100]
    return _bullet(Level(text=mark, font="" if font is None else font.get(WX + "val") or ""))


def _child_at(parent: Element | None, tag: str, depth: int) -> Element | None:
    for child in () if parent is None else parent.iterchildren(W + tag):
        if number(child.get(W + "ilvl"), -1) == depth:
            return child
    return None


def _level(element: Element | None) -> Level:
    if element is None:
        return Level()
    legal = first(element, W + "isLgl")
    restart = first(element, W + "lvlRestart")
    return Level(
        start=number(val(element, W + "start"), 1),
        form=val(element, W + "numFmt", "decimal"),
        text=val(element, W + "lvlText")[:100],
        font=direct(first(element, W + "rPr")).font or "",
        legal=legal is not None and is_on(legal),
        restart=None if restart is None else number(restart.get(VAL), 0),
    )


def _level_of_style(abstract: Element | None, style_id: str) -> int:
    for level in () if abstract is None else abstract.iterchildren(W + "lvl"):
        if val(level, W + "pStyle") == style_id:
            return number(level.get(W + "ilvl"), 0, 8)
    return 0


def _bullet(level: Level) -> str:
    text = level.text.strip()
    if not text:
        return ""
    if text == "o" and "wingdings" not in level.font.lower():
        return "◦"
    shown = to_unicode(level.font, ord(text[0])) or text[0]
    return "•" if "\ue000" <= shown <= "\uf8ff" else shown


def _figure(value: int, form: str) -> str:
    if not 0 < value <= _MOST:
        return str(value)
    match form:
        case "lowerLetter":
            return _letters(value)
        case "upperLetter":
            return _letters(value).upper()
        case "lowerRoman":
            return written(value, "i")
        case "upperRoman":
            return written(value, "I")
        case "decimalZero":
            return f"{value:02d}"
        case "none":
            return ""
        case "decimalEnclosedCircle":
            return chr(0x245F + value) if value <= 20 else str(value)
    return str(value)


def _letters(value: int) -> str:
    """Word repeats the letter: z is followed by aa, then bb."""
    times, letter = divmod(value - 1, 26)
    return chr(ord("a") + letter) * (times + 1)
