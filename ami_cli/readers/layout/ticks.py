"""Decide which tick boxes are ticked by what lies on them: a cross, a drawn tick, a typed X."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ami_cli.model.document import Box, Checkbox, Place, Signature
from ami_cli.readers.layout.content import PageContent, PageWord, Placed

EMPTY_BOX = "☐□❏❑❒◻⬜▢"
TICK_WORD = re.compile(r"[xX✓✔✗✘×✕✖☒☑⌧⊠]{1,2}$")
NEAR = 5.0  # points: a typed X floats up to 4 pt off its box, a drawn one 3
MAX_MARKS = 400  # boxes, crosses or small drawings on a page; more is a pattern
MARK_SIDE = 26.0  # points: larger ink is a signature
BY_OVERLAY = 0.9  # a tick laid over the page by hand: the right box in 55 of 55 seen


def tick(page: PageContent) -> PageContent:
    """Return the page with drawn and marked boxes as check boxes, their marks taken away."""
    words = [w for w in page.words if not _under_control(w, page.placed)]
    if not page.tick_boxes and not any(w.text[:1] in EMPTY_BOX for w in words):
        return replace(page, words=tuple(words), marks=())
    every = [*page.marks, *(b for p in page.placed if (b := _ink_mark(p)) is not None)]
    marks = every[:MAX_MARKS]
    crosses = [w for w in words if TICK_WORD.match(w.text)][:MAX_MARKS]
    used: list[Box] = []
    placed: list[Placed] = []
    gone: set[int] = set()
    for square in page.tick_boxes[:MAX_MARKS]:
        if any(_holds(square.box, w) for w in words if not TICK_WORD.match(w.text)):
            continue
        hit = [w for w in crosses if _centre_in(square.box, _box(w), 1)]
        mark = [m for m in marks if _covers(m, square.box)]
        gone.update(id(w) for w in hit)
        used += mark
        checked = True if hit or mark else square.checked
        placed.append(Checkbox(checked, Place("", page.number, square.box)))
    kept: list[PageWord] = []
    for word in words:
        if word.text[:1] not in EMPTY_BOX:
            kept.append(word)
            continue
        box = _first_char(word)
        hit = [w for w in crosses if _centre_in(box, _box(w), NEAR if w.overlay else -1)]
        mark = [m for m in marks if _covers(m, box)]
        if not hit and not mark:
            kept.append(word)
            continue
        gone.update(id(w) for w in hit)
        used += mark
        placed.append(Checkbox(True, Place("", page.number, box), confidence=BY_OVERLAY))
        if len(word.text) > 1:
            kept.append(replace(word, text=word.text[1:], x0=box.x1))
    others = [p for p in page.placed if _ink_mark(p) is None or p.place.box not in used]
    return replace(
        page,
        words=tuple(w for w in kept if id(w) not in gone),
        placed=(*others, *placed),
        tick_boxes=(),
        marks=(),
    )


def _ink_mark(item: Placed) -> Box | None:
    """The box of ink small enough to be a tick."""
    box = item.place.box
    if not isinstance(item, Signature) or item.kind != "ink" or box is None:
        return None
    return box if max(box.x1 - box.x0, box.y1 - box.y0) <= MARK_SIDE else None


def _under_control(word: PageWord, placed: Sequence[Placed]) -> bool:
    """True for a printed box that a real control covers."""
    if word.text not in EMPTY_BOX:
        return False
    box = _box(word)
    return any(
        isinstance(item, Checkbox)
        and item.place.box is not None
        and _centre_in(item.place.box, box, 2)
        for item in placed
    )


def _box(word: PageWord) -> Box:
    return Box(word.x0, word.y0, word.x1, word.y1)


def _first_char(word: PageWord) -> Box:
    width = (word.x1 - word.x0) / len(word.text)
    if len(word.text) > 1:
        width = min(word.size or word.y1 - word.y0, word.x1 - word.x0)
    return Box(word.x0, word.y0, word.x0 + width, word.y1)


def _holds(box: Box, word: PageWord) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _centre_in(box: Box, other: Box, slack: float) -> bool:
    x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
    return box.x0 - slack <= x <= box.x1 + slack and box.y0 - slack <= y <= box.y1 + slack


def _covers(mark: Box, box: Box) -> bool:
    """True when the mark is centred on the box, or runs over the box's centre."""
    return _centre_in(box, mark, 3) or _centre_in(mark, box, 0)
