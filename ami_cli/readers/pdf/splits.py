"""Words that pdfium cut where there is no space on the page.

It orders text objects in its own way, the more so on turned pages, and ends a word between two
objects that touch: « ve ndredi ». What touches on one line, no space written between, is one word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ami_cli.readers.pdf.words import RawWord

TOUCH = 0.1  # of the size: true spaces have 0.2 or more, even in squeezed lines
OVERLAP = 0.3
LEVEL = 0.1  # of the size: difference of baselines

_Position = tuple[int, int, float, float]  # direction, line in half points, start, end


def join_split(
    words: Sequence[RawWord], is_written: Callable[[int], bool] = lambda index: False
) -> list[RawWord]:
    """Return the words with those that touch joined; of another look, glued.

    ``is_written`` tells whether the character at a place of the page's text is a space of the file.
    """
    positions = [_position(word) for word in words]
    order = sorted(range(len(words)), key=positions.__getitem__)
    joined: dict[int, RawWord] = {}
    gone: set[int] = set()
    last, line, end = -1, (-1, 0), 0.0
    for i in order:
        turn, level, start, reach = positions[i]
        word = words[i]
        size = word.look.size
        near = (turn, level) == line and -OVERLAP * size < start - end < TOUCH * size
        if near or (last >= 0 and (turn, level - 1) == line):
            before = joined.get(last) or words[last]
            if _touch(before, word, is_written):
                if before.look == word.look:
                    joined[last] = whole = _whole(before, word)
                    end = _position(whole)[3]
                    gone.add(i)
                    continue
                joined[i] = word._replace(glued=True)
        last, line, end = i, (turn, level), reach
    if not joined:
        return list(words)
    return [joined.get(i, word) for i, word in enumerate(words) if i not in gone]


def _position(word: RawWord) -> _Position:
    left, bottom, right, top = word.rect
    x, y = word.origin
    match word.look.turn:
        case 0:
            return 0, round(2 * y), left, right
        case 180:
            return 180, round(2 * y), -right, -left
        case 90:
            return 90, round(2 * x), bottom, top
        case _:
            return 270, round(2 * x), -top, -bottom


def _touch(a: RawWord, b: RawWord, is_written: Callable[[int], bool]) -> bool:
    size = b.look.size
    if not size or a.look.size != size or a.look.turn != b.look.turn or a.hyphen:
        return False
    gap = _position(b)[2] - _position(a)[3]
    if not (-OVERLAP * size < gap < TOUCH * size and abs(_across(a) - _across(b)) <= LEVEL * size):
        return False
    return not (is_written(a.end) or is_written(b.start - 1))


def _across(word: RawWord) -> float:
    return word.origin[1] if word.look.turn in (0, 180) else word.origin[0]


def _whole(a: RawWord, b: RawWord) -> RawWord:
    rect = (
        min(a.rect[0], b.rect[0]),
        min(a.rect[1], b.rect[1]),
        max(a.rect[2], b.rect[2]),
        max(a.rect[3], b.rect[3]),
    )
    return a._replace(text=a.text + b.text, rect=rect, hyphen=b.hyphen, end=b.end)
