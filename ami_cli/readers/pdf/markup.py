"""Words marked out by markup annotations: highlighted, underlined, struck through."""

from __future__ import annotations

from collections.abc import Iterable

from ami_cli.readers.layout import PageWord
from ami_cli.readers.pdf.notes import Note
from ami_cli.readers.pdf.pen import Mark, holds, marked

MARKS: dict[str, Mark] = {
    "highlight": "highlighted",
    "ink": "highlighted",
    "underline": "underlined",
    "strikeout": "struck",
}


def mark_up(words: list[PageWord], notes: Iterable[Note]) -> list[PageWord]:
    """Give words the look of the markup over them."""
    for note in notes:
        mark = MARKS.get(note.kind)
        if note.quads and mark is not None:
            words = [
                marked(word, mark) if any(holds(quad, word) for quad in note.quads) else word
                for word in words
            ]
    return words
