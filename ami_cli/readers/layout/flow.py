"""The blocks of a whole document from its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ami_cli.model.document import Block, Box, Paragraph
from ami_cli.readers.layout.atoms import page_atoms
from ami_cli.readers.layout.compose import Region, blocks_of, distribute
from ami_cli.readers.layout.content import PageContent, TickBox
from ami_cli.readers.layout.decor import decorate
from ami_cli.readers.layout.edges import body_edge
from ami_cli.readers.layout.grid import Grid, find_grids
from ami_cli.readers.layout.joins import join_pages
from ami_cli.readers.layout.lines import Line
from ami_cli.readers.layout.margins import take_margins
from ami_cli.readers.layout.runs import write
from ami_cli.readers.layout.ticks import tick

FRAME = 0.7  # share of the page: a larger single cell is a frame around the page, not a box
SQUARE = (5.0, 19.0)  # points: side of a tick box
COMB, COMB_SIDE = 4, 22.0  # cells, points
WIDE_PAGE = 1.2  # width over height of a sheet that may carry two pages
GUTTER = 20.0  # points of white in the middle of such a sheet


@dataclass(frozen=True, slots=True)
class Flow:
    """``blocks`` in reading order; ``margins`` are the headers and footers that repeat."""

    blocks: tuple[Block, ...]
    margins: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page to lay out: a page, or one half of a sheet with two pages."""

    content: PageContent
    prefix: str
    region: Region


def lay_out(pages: Sequence[PageContent]) -> Flow:
    """Return the blocks of a document; text and tables that run over a page break are joined."""
    sheets = [sheet for page in pages for sheet in _sheets(page)]
    margins = take_margins([(s.region.inline, s.content.height) for s in sheets])
    same = len({round(sheet.content.width) for sheet in sheets}) == 1
    halves = any("half" in sheet.prefix for sheet in sheets)
    edge = _edge(sheets) if same and not halves else 0.0
    laid = [
        (
            blocks_of(sheet.region, sheet.prefix, sheet.content.number, edge or _edge([sheet])),
            sheet.content.height,
        )
        for sheet in sheets
    ]
    return Flow(join_pages(laid), tuple(_margin_blocks(sheets, margins)))


def page_blocks(page: PageContent) -> tuple[Block, ...]:
    """Return the blocks of one page, its headers and footers included."""
    return tuple(
        block
        for sheet in _sheets(page)
        for block in blocks_of(sheet.region, sheet.prefix, page.number, _edge([sheet]))
    )


def _sheets(page: PageContent) -> Iterator[_Sheet]:
    every, free = find_grids(page.rulings)
    squares = tuple(TickBox(grid.box, False) for grid in every if _is_square(grid))
    lines = tuple(Box(line.x0, line.y0, line.x1, line.y1) for line in free)
    page = tick(
        replace(page, tick_boxes=(*page.tick_boxes, *squares), strikes=(*page.strikes, *lines))
    )
    grids = [g for g in every if not (_is_square(g) or _is_comb(g) or _is_frame(g, page))]
    inline, blocks = page_atoms(page)
    decorate(inline, free, page.shades)
    prefix = f"page[{page.number}]"
    middle = _gutter(page, [(a.x0, a.x1) for a in (*inline, *blocks)], grids)
    if middle is None:
        yield _Sheet(page, prefix, distribute(inline, blocks, grids))
        return
    for half, left in ((1, True), (2, False)):
        region = distribute(
            [a for a in inline if (a.x0 < middle) == left],
            [a for a in blocks if (a.x0 < middle) == left],
            [g for g in grids if (g.x0 < middle) == left],
        )
        yield _Sheet(replace(page, width=middle), f"{prefix}/half[{half}]", region)


def _gutter(
    page: PageContent, spans: Sequence[tuple[float, float]], grids: Sequence[Grid]
) -> float | None:
    """x of the white band between two pages printed side by side; None on an ordinary page."""
    if page.width < WIDE_PAGE * page.height:
        return None
    all_spans = [*spans, *((grid.x0, grid.x1) for grid in grids)]
    middle = page.width / 2
    left = [b for a, b in all_spans if a < middle]
    right = [a for a, b in all_spans if a >= middle]
    if not left or not right or min(right) - max(left) < GUTTER:
        return None
    return (min(right) + max(left)) / 2


def _is_frame(grid: Grid, page: PageContent) -> bool:
    return len(grid.cells) == 1 and grid.area > FRAME * page.width * page.height


def _is_square(grid: Grid) -> bool:
    """True for a tick box drawn as four lines."""
    width, height = grid.x1 - grid.x0, grid.y1 - grid.y0
    low, high = SQUARE
    return low <= width <= high and low <= height <= high and abs(width - height) <= 0.25 * width


def _is_comb(grid: Grid) -> bool:
    """True for the small cells of a number to be written digit by digit."""
    return (
        len(grid.ys) == 2
        and len(grid.cells) >= COMB
        and all(cell.x1 - cell.x0 <= COMB_SIDE for cell in grid.cells)
        and grid.y1 - grid.y0 <= 1.5 * COMB_SIDE
    )


def _edge(sheets: Sequence[_Sheet]) -> float:
    return body_edge([(s.region.inline, s.content.width) for s in sheets])


def _margin_blocks(
    sheets: Sequence[_Sheet], margins: Sequence[Sequence[Line]]
) -> Iterator[Paragraph]:
    """One paragraph for each header or footer text."""
    seen: set[str] = set()
    for sheet, lines in zip(sheets, margins, strict=True):
        for i, line in enumerate(lines, 1):
            path = f"{sheet.prefix}/margin[{i}]"
            paragraph = write([line], path, sheet.content.number)
            if paragraph.text not in seen:
                seen.add(paragraph.text)
                yield paragraph
