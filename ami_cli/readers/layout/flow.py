"""The blocks of a whole document from its pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ami_cli.model.document import Block
from ami_cli.readers.layout.atoms import page_atoms
from ami_cli.readers.layout.compose import Region, blocks_of, distribute
from ami_cli.readers.layout.content import PageContent
from ami_cli.readers.layout.decor import decorate
from ami_cli.readers.layout.grid import Grid, find_grids
from ami_cli.readers.layout.ticks import tick

FRAME = 0.7  # share of the page: a larger single cell is a frame around the page, not a box


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
    region = page_region(page)
    return blocks_of(region, f"page[{page.number}]", page.number, body_edge(region))


def page_region(page: PageContent) -> Region:
    """Put what is on a page in its tables and its body."""
    page = tick(page)
    grids, free = find_grids(page.rulings)
    inline, blocks = page_atoms(page)
    decorate(inline, free, page.shades)
    return distribute(inline, blocks, [grid for grid in grids if not _is_frame(grid, page)])


def _is_frame(grid: Grid, page: PageContent) -> bool:
    return len(grid.cells) == 1 and grid.area > FRAME * page.width * page.height


def body_edge(region: Region) -> float:
    """x of the right edge of the body's text."""
    return max((atom.x1 for atom in region.inline), default=0.0)
