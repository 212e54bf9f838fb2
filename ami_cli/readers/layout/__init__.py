"""Turn the words and lines of pages into paragraphs and tables, as a word processor holds them.

flow = lay_out(pages)          # a whole document: margins apart, tables joined over page breaks
blocks = page_blocks(page)     # one page alone
"""

from __future__ import annotations

from ami_cli.readers.layout.content import (
    PLAIN,
    PageContent,
    PageWord,
    Placed,
    Ruling,
    Style,
    TickBox,
)
from ami_cli.readers.layout.flow import Flow, lay_out, page_blocks

__all__ = [
    "PLAIN",
    "Flow",
    "PageContent",
    "PageWord",
    "Placed",
    "Ruling",
    "Style",
    "TickBox",
    "lay_out",
    "page_blocks",
]
