"""One page image read whole: words, rules, tick boxes and marks, ready for layout."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from ami_cli.model.document import Annotation, Box, Place, Signature
from ami_cli.readers.layout import PageContent, PageWord, Ruling, Style, TickBox
from ami_cli.readers.layout.content import PLAIN
from ami_cli.readers.scan.blank import Blank
from ami_cli.readers.scan.engine import NOTHING
from ami_cli.readers.scan.handwriting import by_hand
from ami_cli.readers.scan.lines import Line
from ami_cli.readers.scan.looks import Brushed
from ami_cli.readers.scan.marks import find_marks
from ami_cli.readers.scan.metrics import Font, font_sizes
from ami_cli.readers.scan.naming import name_known, read_lines, snapped
from ami_cli.readers.scan.pixels import PER_POINT, Pixels
from ami_cli.readers.scan.rules import find_lines
from ami_cli.readers.scan.straighten import FlatPage, upside_down
from ami_cli.readers.scan.textlines import TextLine, find_text
from ami_cli.readers.scan.ticks import Tick, find_ticks, painted
from ami_cli.readers.scan.words import OcrWord, split_words

RECEIVED = re.compile(r"\b(re[çc]u(e|s)?|arriv[ée]e?)\b.{0,4}\ble?\b|^re[çc]u$", re.IGNORECASE)
PRINT = 0.6  # confidence from which a line is print that hides no signature
GUESS = 0.3  # highest confidence of a line written by hand
KNOWN = 3  # lines of the blank that prove which way is up
DOUBT = 0.8  # mean confidence under which the page may be upside down
SAMPLE = 6
BRUSHED = Style(highlighted=True)
ABOVE = 0.78  # share of a font's height above its writing line


@dataclass(frozen=True, slots=True)
class PageParts:
    """What the pixels of a page hold, in pixels of the upright page."""

    page: FlatPage
    lines: tuple[TextLine, ...]
    rules: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    cleaned: Pixels


def take_apart(page: FlatPage, blanks: tuple[Blank, ...] = ()) -> PageParts:
    """Find and read everything on a page; turn it when it is upside down."""
    parts = _upright(page, blanks)
    return replace(parts, lines=tuple(snapped(read_lines(list(parts.lines)), blanks)))


def upright(page: FlatPage, blanks: tuple[Blank, ...] = ()) -> FlatPage:
    """Return the page as `take_apart` reads it: turned when it is upside down."""
    return _upright(page, blanks).page


def _upright(page: FlatPage, blanks: tuple[Blank, ...]) -> PageParts:
    parts = _sampled(_found(page, blanks))
    return _found(upside_down(page), blanks) if _backwards(parts, blanks) else parts


def blank_page(parts: PageParts) -> int | None:
    """Return the page of the blank, from 0, that most of its lines on this page stand on."""
    pages = Counter(line.blank_page for line in parts.lines if line.blank_page is not None)
    page, votes = pages.most_common(1)[0] if pages else (None, 0)
    return page if votes >= KNOWN else None


def content(parts: PageParts, number: int, printed: str = "") -> PageContent:
    """Return the page as layout takes it, lengths in points; ``printed`` is the blanks' text."""
    words: list[PageWord] = []
    sure: list[tuple[float, float, float, float]] = []
    fonts = font_sizes(parts.lines)
    marker = Brushed(parts.page.colour)
    for line, hand, font in zip(parts.lines, by_hand(parts.lines, printed), fonts, strict=True):
        if line.confidence >= PRINT and not hand:
            sure.append((line.x0, line.y0, line.x1, line.y1))
        for word in split_words(line):
            brushed = marker.over(word.x0, word.y0, word.x1, word.y1)
            words.append(_page_word(word, hand, font, BRUSHED if brushed else PLAIN))
    marks = find_marks(parts.cleaned, sure)
    return PageContent(
        number,
        parts.page.width,
        parts.page.height,
        words=tuple(words),
        rulings=tuple(_ruling(line) for line in parts.rules),
        tick_boxes=tuple(_tick_box(tick) for tick in parts.ticks),
        placed=tuple(
            Signature(
                mark.kind,
                _place(number, mark.x0, mark.y0, mark.x1, mark.y1),
                confidence=mark.confidence,
            )
            for mark in marks
        ),
    )


def _page_word(word: OcrWord, hand: bool, font: Font | None, style: Style) -> PageWord:
    confidence = min(word.confidence, GUESS) if hand else word.confidence
    y0, y1, baseline, size = word.y0, word.y1, None, None
    if font is not None:
        baseline, size = font.baseline, font.size
        y0, y1 = baseline - ABOVE * size, baseline + (1 - ABOVE) * size
    return PageWord(word.text, word.x0, y0, word.x1, y1, baseline, size, style, confidence)


def stamps(parts: PageParts, number: int) -> tuple[Annotation, ...]:
    """Return the text of the stamps of a page: slanted lines, « reçu le » and what follows."""
    groups: list[list[TextLine]] = []
    for line in sorted(parts.lines, key=lambda line: line.y0):
        starts = line.slanted or RECEIVED.search(line.text.text) is not None
        home = next((group for group in groups if _close(group[-1], line)), None)
        if home is not None and (starts or any(letter.isdigit() for letter in line.text.text)):
            home.append(line)
        elif starts:
            groups.append([line])
    return tuple(_annotation(group, number) for group in groups if _sure(group))


def digest(pixels: Pixels) -> str:
    """Return the SHA-256 of a crop's pixels, so that the same picture twice is seen."""
    return hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()


def _close(above: TextLine, line: TextLine) -> bool:
    """Tell whether a line stands just under another, or beside it."""
    height = above.y1 - above.y0
    apart = line.y0 - above.y1
    return apart < height and line.x0 < above.x1 + 2 * height and above.x0 < line.x1 + 2 * height


def _sure(group: list[TextLine]) -> bool:
    return _score(group) > 0.5 and sum(len(line.text.text.strip()) for line in group) > 3


def _annotation(group: list[TextLine], number: int) -> Annotation:
    text = " ".join(line.text.text.strip() for line in group)
    x0, y0 = min(line.x0 for line in group), min(line.y0 for line in group)
    x1, y1 = max(line.x1 for line in group), max(line.y1 for line in group)
    edges = (value / PER_POINT for value in (x0, y0, x1, y1))
    return Annotation("tampon", text, _place(number, *edges))


def _found(page: FlatPage, blanks: tuple[Blank, ...]) -> PageParts:
    """Find the parts of a page; of its lines, those of the blanks are read already."""
    ticks = find_ticks(page.grey)
    rules, cleaned = find_lines(painted(page.grey, ticks))
    lines = name_known(find_text(cleaned, rules, ticks), blanks)
    return PageParts(page, tuple(lines), tuple(rules), tuple(ticks), cleaned)


def _sampled(parts: PageParts) -> PageParts:
    """Read the longest lines of a page that is not known, to tell which way is up."""
    if sum(line.known for line in parts.lines) >= KNOWN:
        return parts
    lines = list(parts.lines)
    unknown = (k for k, line in enumerate(lines) if not line.known)
    longest = sorted(unknown, key=lambda k: -lines[k].image.shape[1])[:SAMPLE]
    for k, line in zip(longest, read_lines([lines[k] for k in longest]), strict=True):
        lines[k] = line
    return replace(parts, lines=tuple(lines))


def _backwards(parts: PageParts, blanks: tuple[Blank, ...]) -> bool:
    """Tell whether lines are known, or read, better when turned by half a turn."""
    known = sum(line.known for line in parts.lines)
    sample = [line for line in parts.lines if line.text is not NOTHING and not line.known]
    score = _score(sample)
    if known >= KNOWN or not sample or score >= DOUBT:
        return False
    turned = [replace(line, image=_half_turn(line.image), text=NOTHING) for line in parts.lines]
    if sum(line.known for line in name_known(turned, blanks)) > known + 2:
        return True
    turned = [replace(line, image=_half_turn(line.image), text=NOTHING) for line in sample]
    return _score(read_lines(turned)) > score + 0.08


def _half_turn(image: Pixels) -> Pixels:
    return np.ascontiguousarray(image[::-1, ::-1])


def _score(lines: tuple[TextLine, ...] | list[TextLine]) -> float:
    """Return the mean confidence of the characters of some lines."""
    scores = [score for line in lines for score in line.text.scores]
    return float(np.mean(scores)) if scores else 0.0


def _ruling(line: Line) -> Ruling:
    if line.horizontal:
        return Ruling(line.start, line.at, line.end, line.at)
    return Ruling(line.at, line.start, line.at, line.end)


def _tick_box(tick: Tick) -> TickBox:
    box = Box(tick.x0 / PER_POINT, tick.y0 / PER_POINT, tick.x1 / PER_POINT, tick.y1 / PER_POINT)
    return TickBox(box, tick.checked, tick.confidence)


def _place(number: int, x0: float, y0: float, x1: float, y1: float) -> Place:
    return Place(f"page[{number}]", number, Box(x0, y0, x1, y1))
