"""Words that pdfium cut where there is no space on the page.

It orders text objects in its own way, the more so on turned pages, and ends a word between two
objects that touch: « ve ndredi ». What touches on one line, no space written between, is one word.
"""

from __future__ import annotations

from collections.abc import Sequence

from ami_cli.readers.pdf.words import RawWord

TOUCH = 0.1  # of the size: true spaces have 0.2 or more, even in squeezed lines
OVERLAP = 0.3
LEVEL = 0.1  # of the size: difference of baselines


def join_split(words: Sequence[RawWord]) -> list[RawWord]:
    """Return the words with those that touch joined; of another look, glued."""
    order = sorted(range(len(words)), key=lambda i: _position(words[i]))
    joined: dict[int, RawWord] = {}
    gone: set[int] = set()
    last = -1
    for i in order:
        word = words[i]
        before = joined.get(last, words[last]) if last >= 0 else None
        if before is not None and _touch(before, word):
            if before.look == word.look:
                joined[last] = _whole(before, word)
                gone.add(i)
                continue
            joined[i] = word._replace(glued=True)
        last = i
    return [joined.get(i, word) for i, word in enumerate(words) if i not in gone]


def _position(word: RawWord) -> tuple[int, int, float]:
    """Direction, line in half points, start along the line."""
    return word.look.turn, round(2 * _across(word)), _along(word)[0]


def _across(word: RawWord) -> float:
    return word.origin[1] if word.look.turn in (0, 180) else word.origin[0]


def _along(word: RawWord) -> tuple[float, float]:
    """Start and end in the direction of writing."""
    left, bottom, right, top = word.rect
    match word.look.turn:
        case 0:
            return left, right
        case 180:
            return -right, -left
        case 90:
            return bottom, top
        case _:
            return -top, -bottom


def _touch(a: RawWord, b: RawWord) -> bool:
    size = b.look.size
    if not size or a.look.size != size or a.look.turn != b.look.turn:
        return False
    if a.hyphen or a.space_after or b.space_before:
        return False
    gap = _along(b)[0] - _along(a)[1]
    return -OVERLAP * size < gap < TOUCH * size and abs(_across(a) - _across(b)) <= LEVEL * size


def _whole(a: RawWord, b: RawWord) -> RawWord:
    rect = (
        min(a.rect[0], b.rect[0]),
        min(a.rect[1], b.rect[1]),
        max(a.rect[2], b.rect[2]),
        max(a.rect[3], b.rect[3]),
    )
    return a._replace(text=a.text + b.text, rect=rect, hyphen=b.hyphen, space_after=b.space_after)
