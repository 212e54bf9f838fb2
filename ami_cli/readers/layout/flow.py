"""The blocks of a whole document from its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ami_cli.model.document import Block, Box, Paragraph, Place, Run
from ami_cli.readers.layout.content import PageContent


@dataclass(frozen=True, slots=True)
class Flow:
    """``blocks`` in reading order; ``margins`` are the headers and footers that repeat."""

    blocks: tuple[Block, ...]
    margins: tuple[Block, ...]


def lay_out(pages: Sequence[PageContent]) -> Flow:
    """Return the blocks of a document; text and tables that run over a page break are joined."""
    return Flow(tuple(block for page in pages for block in page_blocks(page)), ())


def page_blocks(page: PageContent) -> tuple[Block, ...]:
    """Return the blocks of one page, its headers and footers included."""
    return tuple(
        Paragraph(
            (Run(word.text, place=_place(page, i, word.x0, word.y0, word.x1, word.y1)),),
            _place(page, i, word.x0, word.y0, word.x1, word.y1),
        )
        for i, word in enumerate(page.words, 1)
    )


def _place(page: PageContent, i: int, x0: float, y0: float, x1: float, y1: float) -> Place:
    return Place(f"page[{page.number}]/p[{i}]", page.number, Box(x0, y0, x1, y1))
