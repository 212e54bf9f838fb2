"""What stands on a writing line: words and inline objects, as one sort of thing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ami_cli.readers.layout.content import PLAIN, PageContent, PageWord, Placed, Style

LEADER = re.compile(r"[.…_‥·⋅]{3,}$")
DOTS = frozenset(".…_‥·⋅")
TAIL = re.compile(r"[.…_‥·⋅]{4,}$")
BLOCK_HEIGHT = 30.0  # points: a taller object is not part of a line of text


@dataclass(slots=True)
class Atom:
    """A word or an object. ``top`` to ``base`` is the band of its small letters."""

    x0: float
    y0: float
    x1: float
    y1: float
    top: float
    base: float
    size: float
    text: str
    style: Style = PLAIN
    confidence: float = 1.0
    glued: bool = False
    hyphen: bool = False
    overlay: bool = False
    whole: bool = False
    item: Placed | None = None

    @property
    def leader(self) -> bool:
        """True for dots or a low line to write on."""
        return self.text[:1] in DOTS and self.item is None and bool(LEADER.match(self.text))


def word_atom(word: PageWord) -> Atom:
    """Give a word the band of its line."""
    size = word.size or max(1.0, (word.y1 - word.y0) / 1.2)
    base = word.baseline if word.baseline is not None else word.y1 - 0.2 * size
    high, low = base - 0.75 * size, base + 0.2 * size
    return Atom(
        word.x0,
        word.y0 if word.y0 < high else high,
        word.x1,
        word.y1 if word.y1 > low else low,
        base - 0.5 * size,
        base,
        size,
        word.text,
        word.style,
        word.confidence,
        word.glued,
        word.hyphen,
        word.overlay,
        word.whole,
    )


def item_atom(item: Placed) -> Atom | None:
    """Give an object the band it has on a line; None when it has no box."""
    box = item.place.box
    if box is None:
        return None
    height = box.y1 - box.y0
    quarter = height / 4
    size = max(4.0, min(height * 0.7, 12.0))
    return Atom(
        box.x0, box.y0, box.x1, box.y1, box.y0 + quarter, box.y1 - quarter, size, "",
        item=item, confidence=item.confidence,
    )  # fmt: skip


def page_atoms(page: PageContent) -> tuple[list[Atom], list[Atom]]:
    """Return what stands on lines, and the tall objects that stand alone."""
    inline = [word_atom(word) for word in page.words]
    blocks: list[Atom] = []
    for item in page.placed:
        atom = item_atom(item)
        if atom is not None:
            (blocks if atom.y1 - atom.y0 > BLOCK_HEIGHT else inline).append(atom)
    return inline, blocks
