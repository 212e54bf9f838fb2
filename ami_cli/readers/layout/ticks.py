"""Decide which tick boxes are ticked by what lies on them: a cross, a drawn tick, a typed X."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ami_cli.model.document import Box, Checkbox, Place, Signature
from ami_cli.readers.layout.content import PageContent, PageWord, Placed

EMPTY_BOX = "☐□❏❑❒◻⬜▢"
TICK_WORD = re.compile(r"[xX✓✔✗✘×✕✖☒☑⌧⊠]{1,2}$")
NEAR = 5.0  # points: a typed X floats up to 4 pt off its box, a drawn one 3
MAX_MARKS = 400  # boxes, crosses or small drawings on a page; more is a pattern
MARK_SIDE = 26.0  # points: larger ink is a signature
BY_OVERLAY = 0.9  # a tick laid over the page by hand: the right box in 55 of 55 seen
CAPITAL, SMALL = 0.72, 0.52  # of the size: height of the ink of an X, of an x
OVERLAP = 0.25  # share of a typed X that lies on its box, when it is printed with the page
BEFORE = 14.0  # points between a cross and the box on its right that it is for
ASIDE = 120.0  # points to the right of a box where what stands there is its label


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place to tick: a drawn square, a printed box, a live control that is off."""

    box: Box
    checked: bool | None = False
    word: PageWord | None = None
    control: Checkbox | None = None


def tick(page: PageContent) -> PageContent:
    """Return the page with drawn and marked boxes as check boxes, their marks taken away."""
    words = [w for w in page.words if not _under_control(w, page.placed)]
    spots = list(_spots(page, words))
    if not spots:
        return replace(page, words=tuple(words), marks=(), doubts=(), strikes=())
    inks = [b for p in page.placed if (b := _ink_mark(p)) is not None]
    crosses = [w for w in words if TICK_WORD.match(w.text)][:MAX_MARKS]
    typed = [_crossed(word, spots, words) for word in crosses]
    drawn = [_covered(mark, spots) for mark in [*page.marks, *inks][:MAX_MARKS]]
    undone = {i for i, spot in enumerate(spots) if _is_struck(spot.box, page.strikes)}
    hit = {i for i in (*typed, *drawn) if i is not None and i not in undone}
    unsure = {i for d in page.doubts[:MAX_MARKS] if (i := _beside(d, spots, hit)) is not None}
    gone = {id(w) for w, i in zip(crosses, typed, strict=True) if i is not None}
    used = [m for m, i in zip([*page.marks, *inks], drawn, strict=False) if i is not None]
    states = [
        True if i in hit else None if i in unsure else spot.checked for i, spot in enumerate(spots)
    ]
    return replace(
        page,
        words=tuple(w for w in _labels(words, spots, states) if id(w) not in gone),
        placed=tuple(_placed(page, spots, states, used)),
        tick_boxes=(),
        marks=(),
        doubts=(),
        strikes=(),
    )


def first_char(word: PageWord) -> Box:
    """The box of the first character of a word, about."""
    width = (word.x1 - word.x0) / len(word.text)
    if len(word.text) > 1:
        width = min(word.size or word.y1 - word.y0, word.x1 - word.x0)
    return Box(word.x0, word.y0, word.x0 + width, word.y1)


def printed_boxes(words: Iterable[PageWord]) -> list[Box]:
    """Where the empty boxes stand that are printed as characters."""
    return [first_char(word) for word in words if word.text[:1] in EMPTY_BOX]


def _spots(page: PageContent, words: Sequence[PageWord]) -> Iterator[_Spot]:
    plain = [w for w in words if not TICK_WORD.match(w.text)]
    for square in page.tick_boxes[:MAX_MARKS]:
        if not any(_holds(square.box, word) for word in plain):
            yield _Spot(square.box, square.checked)
    for word in words:
        if word.text[:1] in EMPTY_BOX:
            yield _Spot(first_char(word), word=word)
    for item in page.placed:
        if isinstance(item, Checkbox) and item.checked is False and item.place.box is not None:
            yield _Spot(item.place.box, control=item)


def _crossed(cross: PageWord, spots: Sequence[_Spot], words: Sequence[PageWord]) -> int | None:
    """The number of the box that a typed X ticks: the nearest of those it lies on or floats by.

    Else, for one laid over the page, the box it stands close before.
    """
    ink = _ink(cross)
    near: list[tuple[float, int]] = []
    for i, spot in enumerate(spots):
        slack = NEAR if cross.overlay and spot.word is not None else 1.0
        if _centre_in(spot.box, ink, slack) or _share(ink, spot.box) >= OVERLAP:
            near.append((_apart(ink, spot.box), i))
    if not near and cross.overlay:
        others = [word for word in words if word is not cross]
        near = [
            (spot.box.x0, i) for i, spot in enumerate(spots) if stands_before(ink, spot.box, others)
        ]
    return min(near)[1] if near else None


def stands_before(sign: Box, box: Box, words: Iterable[PageWord]) -> bool:
    """True when a box comes next on the right of a sign, close by; no word is nearer on its left."""
    middle = (sign.y0 + sign.y1) / 2
    gap = box.x0 - sign.x1
    if not box.y0 - 3 <= middle <= box.y1 + 3 or not -3 <= gap <= BEFORE:
        return False
    if (sign.x0 + sign.x1) / 2 > box.x0:
        return False
    return not any(
        word.y0 <= middle <= word.y1
        and sign.x0 - gap - 3 < (word.x1 if word.x1 < sign.x1 else word.x0)
        and (word.x0 + word.x1) / 2 < box.x0
        for word in words
    )


def _is_struck(box: Box, strikes: Iterable[Box]) -> bool:
    """True when a line runs through the middle of a box and on over the words behind it."""
    x, high = (box.x0 + box.x1) / 2, (box.y1 - box.y0) / 4
    return any(
        line.x0 <= x
        and line.x1 >= box.x1 + 10
        and box.y0 + high <= (line.y0 + line.y1) / 2 <= box.y1 - high
        for line in strikes
    )


def _covered(mark: Box, spots: Sequence[_Spot]) -> int | None:
    """The number of the box that a mark ticks: the nearest of those it covers."""
    near = [(_apart(mark, s.box), i) for i, s in enumerate(spots) if covers(mark, s.box)]
    return min(near)[1] if near else None


def _beside(doubt: Box, spots: Sequence[_Spot], hit: set[int]) -> int | None:
    """The number of the box that a stroke may be for: on it, before it or on its label."""
    x, y = (doubt.x0 + doubt.x1) / 2, (doubt.y0 + doubt.y1) / 2
    near: list[tuple[float, int]] = []
    for i, spot in enumerate(spots):
        box = spot.box
        if box.y0 - 3 <= y <= box.y1 + 3 and box.x0 - MARK_SIDE <= x <= box.x1 + ASIDE:
            near.append((box.x0 - x if x < box.x0 else 0.5 * (x - box.x0), i))
    best = min(near)[1] if near else None
    return None if best in hit or best is None or spots[best].checked else best


def _labels(
    words: Sequence[PageWord], spots: Sequence[_Spot], states: Sequence[bool | None]
) -> Iterator[PageWord]:
    """The words without the printed boxes that became check boxes."""
    told = {
        id(s.word) for s, state in zip(spots, states, strict=True) if s.word and state is not False
    }
    for word in words:
        if id(word) not in told:
            yield word
        elif len(word.text) > 1:
            yield replace(word, text=word.text[1:], x0=first_char(word).x1)


def _placed(
    page: PageContent, spots: Sequence[_Spot], states: Sequence[bool | None], used: Iterable[Box]
) -> Iterator[Placed]:
    """The objects of the page, its ticks among them, and without the ink that made them."""
    used = list(used)
    changed = {
        id(s.control): state
        for s, state in zip(spots, states, strict=True)
        if s.control is not None and state is not False
    }
    for item in page.placed:
        if id(item) in changed and isinstance(item, Checkbox):
            yield replace(item, checked=changed[id(item)], confidence=BY_OVERLAY)
        elif _ink_mark(item) is None or item.place.box not in used:
            yield item
    for spot, state in zip(spots, states, strict=True):
        where = Place("", page.number, spot.box)
        if spot.word is None and spot.control is None:
            yield Checkbox(state, where)
        elif spot.word is not None and state is not False:
            yield Checkbox(state, where, confidence=BY_OVERLAY)


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
    box = Box(word.x0, word.y0, word.x1, word.y1)
    return any(
        isinstance(item, Checkbox)
        and item.place.box is not None
        and _centre_in(item.place.box, box, 2)
        for item in placed
    )


def _ink(cross: PageWord) -> Box:
    """The box of the ink of a typed X."""
    if cross.baseline is None or not cross.size:
        return Box(cross.x0, cross.y0, cross.x1, cross.y1)
    high = SMALL if cross.text.islower() else CAPITAL
    return Box(cross.x0, cross.baseline - high * cross.size, cross.x1, cross.baseline)


def _holds(box: Box, word: PageWord) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _centre_in(box: Box, other: Box, slack: float) -> bool:
    x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
    return box.x0 - slack <= x <= box.x1 + slack and box.y0 - slack <= y <= box.y1 + slack


def _share(a: Box, b: Box) -> float:
    """The share of the first box that lies in the second."""
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.y1, b.y1) - max(a.y0, b.y0)
    return max(0.0, wide) * max(0.0, high) / max(0.1, (a.x1 - a.x0) * (a.y1 - a.y0))


def _apart(a: Box, b: Box) -> float:
    """Distance of the middles of two boxes."""
    x, y = (a.x0 + a.x1 - b.x0 - b.x1) / 2, (a.y0 + a.y1 - b.y0 - b.y1) / 2
    return float((x * x + y * y) ** 0.5)


def covers(mark: Box, box: Box) -> bool:
    """True when the mark is centred on the box, or runs over the box's centre."""
    return _centre_in(box, mark, 3) or _centre_in(mark, box, 0)
