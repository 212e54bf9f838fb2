"""Words marked out by what lies over them: highlighted, circled, underlined, struck through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from ami_cli.model.document import Box
from ami_cli.readers.layout import PageWord, Style
from ami_cli.readers.layout.decor import COVER, STRUCK, UNDER
from ami_cli.readers.pdf.notes import Note

MOST_CIRCLED = 14  # words: what a person circles is an option, not a page

Mark = Literal["highlighted", "underlined", "struck"]
MARKS: dict[str, Mark] = {
    "highlight": "highlighted",
    "underline": "underlined",
    "strikeout": "struck",
}


def mark_up(words: list[PageWord], notes: Iterable[Note], loops: Sequence[Box]) -> list[PageWord]:
    """Give words the look of the markup over them; what is circled is as if highlighted."""
    for note in notes:
        if note.line is not None:
            words = [_crossed(word, note.line) for word in words]
        elif note.means == "loop":
            words = _circled(words, note.box)
        elif note.quads:
            mark = MARKS[note.means or note.kind]
            words = [
                _marked(word, mark) if any(holds(quad, word) for quad in note.quads) else word
                for word in words
            ]
    for loop in loops:
        words = _circled(words, loop)
    return words


def marks_words(note: Note, words: Sequence[PageWord]) -> bool:
    """True when the ink of a note marks words out, and so is no signature."""
    if note.line is not None:
        return any(_crossed(word, note.line) is not word for word in words)
    if note.means == "loop":
        return 0 < sum(holds(note.box, word) for word in words) <= MOST_CIRCLED
    return any(holds(quad, word) for quad in note.quads for word in words)


def holds(box: Box, word: PageWord) -> bool:
    """True when the middle of the word lies in the box."""
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def _circled(words: list[PageWord], loop: Box) -> list[PageWord]:
    inside = [holds(loop, word) for word in words]
    if not 0 < sum(inside) <= MOST_CIRCLED:
        return words
    return [
        _marked(word, "highlighted") if held else word
        for word, held in zip(words, inside, strict=True)
    ]


def _crossed(word: PageWord, line: Box) -> PageWord:
    """The word struck or underlined by a drawn line; the same word when the line does neither."""
    cover = min(word.x1, line.x1) - max(word.x0, line.x0)
    if word.baseline is None or not word.size or cover < COVER * (word.x1 - word.x0):
        return word
    offset = ((line.y0 + line.y1) / 2 - word.baseline) / word.size
    if STRUCK[0] <= offset < STRUCK[1]:
        return _marked(word, "struck")
    return _marked(word, "underlined") if UNDER[0] <= offset <= UNDER[1] else word


def _marked(word: PageWord, mark: Mark) -> PageWord:
    style: Style
    match mark:
        case "highlighted":
            style = replace(word.style, highlighted=True)
        case "underlined":
            style = replace(word.style, underlined=True)
        case _:
            style = replace(word.style, struck=True)
    return replace(word, style=style)
