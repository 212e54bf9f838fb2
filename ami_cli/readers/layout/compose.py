"""Put the lines, tables and objects of one page in reading order as blocks."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ami_cli.model.document import Block, Box, Cell, Paragraph, Place, Row, Table
from ami_cli.readers.layout.atoms import Atom
from ami_cli.readers.layout.cells import rows_of
from ami_cli.readers.layout.columns import Aligned, split_sides
from ami_cli.readers.layout.grid import Grid
from ami_cli.readers.layout.gutters import Gutters, split_tables
from ami_cli.readers.layout.lines import Line, build_lines
from ami_cli.readers.layout.paragraphs import group
from ami_cli.readers.layout.runs import write

SAME_LEADING = 0.01  # of the size
NEAR_EDGE = 0.1  # of the cell's width


@dataclass(slots=True)
class Region:
    """What stands directly in the page body or in one cell."""

    inline: list[Atom] = field(default_factory=list)
    blocks: list[Atom] = field(default_factory=list)
    grids: list[GridTree] = field(default_factory=list)


@dataclass(slots=True)
class GridTree:
    """A grid with the content of its cells."""

    grid: Grid
    cells: list[Region]


@dataclass(slots=True)
class _Path:
    """Numbers the blocks of one container."""

    prefix: str
    page: int
    leading: float = 0.0
    paragraphs: int = 0
    tables: int = 0

    def paragraph(self) -> str:
        self.paragraphs += 1
        return f"{self.prefix}/p[{self.paragraphs}]"

    def table(self) -> str:
        self.tables += 1
        return f"{self.prefix}/table[{self.tables}]"


def distribute(inline: Sequence[Atom], blocks: Sequence[Atom], grids: Sequence[Grid]) -> Region:
    """Put every atom in the innermost cell around it."""
    trees = [
        GridTree(grid, [Region() for _ in grid.cells])
        for grid in sorted(grids, key=lambda one: one.area)
    ]
    body = Region()
    for i, tree in enumerate(trees):
        grid = tree.grid
        parent = _region(trees[i + 1 :], (grid.x0 + grid.x1) / 2, (grid.y0 + grid.y1) / 2)
        (parent or body).grids.append(tree)
    for atom in inline:
        x, y = (atom.x0 + atom.x1) / 2, (atom.top + atom.base) / 2
        (_region(trees, x, y) or body).inline.append(atom)
    for atom in blocks:
        x, y = (atom.x0 + atom.x1) / 2, (atom.y0 + atom.y1) / 2
        (_region(trees, x, y) or body).blocks.append(atom)
    return body


def _region(trees: Sequence[GridTree], x: float, y: float) -> Region | None:
    for tree in trees:
        grid = tree.grid
        if grid.x0 <= x <= grid.x1 and grid.y0 <= y <= grid.y1:
            index = grid.cell_at(x, y)
            if index is not None:
                return tree.cells[index]
    return None


def blocks_of(
    region: Region, prefix: str, page: int, right: float, leading: float = 0.0
) -> tuple[Block, ...]:
    """Return the blocks of a region; ``right`` is x of the right edge of its text.

    ``leading`` is that of wrapped text in the table around it, in sizes; 0 when unknown.
    """
    path = _Path(prefix, page, leading)
    lines = build_lines(region.inline, region.blocks)
    out: list[tuple[float, Block]] = []
    tables = sorted(region.grids, key=lambda tree: (tree.grid.y0, tree.grid.x0))
    done = 0
    for tree in tables:
        above = done
        while above < len(lines) and _middle(lines[above]) < tree.grid.y0:
            above += 1
        out.extend((0.0, block) for block in _text(lines[done:above], path, right))
        done = above
        out.append((tree.grid.y0, _table(tree, path)))
    out.extend((0.0, block) for block in _text(lines[done:], path, right))
    return tuple(block for _, block in out)


def _middle(line: Line) -> float:
    return (line.top + line.base) / 2


def _text(lines: Sequence[Line], path: _Path, right: float) -> Iterator[Block]:
    """Paragraphs, columns and borderless tables of a stretch of lines."""
    plain: list[Line] = []
    for part in split_tables(lines):
        if isinstance(part, Line):
            plain.append(part)
            continue
        yield from _columns(plain, path, right)
        plain = []
        yield _borderless(part, path, right)
    yield from _columns(plain, path, right)


def _borderless(part: Gutters, path: _Path, right: float) -> Table:
    rows, edges = rows_of(part, right)
    prefix = path.table()
    made = []
    for r, lines in enumerate(rows, 1):
        cells: list[Cell] = []
        for c, (cell, edge) in enumerate(zip(lines, edges, strict=True)):
            place = f"{prefix}/r[{r}]/c[{c + 1}]"
            blocks = tuple(_paragraphs(cell, _Path(place, path.page), edge))
            box = _span(cell)
            cells.append(
                Cell(blocks or _nothing(place, path.page, None), Place(place, path.page, box), c)
            )
        made.append(Row(tuple(cells), Place(f"{prefix}/r[{r}]", path.page)))
    return Table(tuple(made), Place(prefix, path.page, _span(part.lines)))


def _columns(lines: Sequence[Line], path: _Path, right: float) -> Iterator[Block]:
    """Columns of prose, and what is set side by side without common left edges."""
    plain: list[Line] = []
    for part in split_sides(lines):
        if isinstance(part, Line):
            plain.append(part)
            continue
        yield from _paragraphs(plain, path, right)
        plain = []
        if part.prose:
            for side in (part.left, part.right):
                column = [line for line in side if line is not None]
                edge = max(line.x1 for line in column)
                yield from _paragraphs(column, path, edge)
        else:
            yield _aligned_table(part, path, right)
    yield from _paragraphs(plain, path, right)


def _paragraphs(lines: Sequence[Line], path: _Path, right: float) -> Iterator[Paragraph]:
    for paragraph in group(lines, right, path.leading):
        yield write(paragraph, path.paragraph(), path.page, right)


def _table(tree: GridTree, path: _Path) -> Table:
    prefix, grid = path.table(), tree.grid
    leading = _leading(tree.cells)
    rows: list[Row] = []
    numbers = sorted({cell.row for cell in grid.cells})
    for r, number in enumerate(numbers, 1):
        cells: list[Cell] = []
        for cell, region in zip(grid.cells, tree.cells, strict=True):
            if cell.row != number:
                continue
            place = f"{prefix}/r[{r}]/c[{len(cells) + 1}]"
            box = Box(cell.x0, cell.y0, cell.x1, cell.y1)
            cells.append(
                Cell(
                    blocks_of(region, place, path.page, _right_edge(region, box), leading)
                    or _nothing(place, path.page, box),
                    Place(place, path.page, box),
                    cell.column,
                    cell.colspan,
                    cell.rowspan,
                )
            )
        rows.append(_row(cells, f"{prefix}/r[{r}]", path.page))
    box = Box(grid.x0, grid.y0, grid.x1, grid.y1)
    return Table(tuple(rows), Place(prefix, path.page, box))


def _leading(cells: Sequence[Region]) -> float:
    """The smallest distance of two baselines in a cell, in sizes, that is met twice; else 0."""
    found: list[float] = []
    for region in cells:
        atoms = sorted((a for a in region.inline if a.item is None), key=lambda a: a.base)
        for a, b in itertools.pairwise(atoms):
            ratio = (b.base - a.base) / b.size
            if 1.0 <= ratio <= 2.0 and a.size == b.size:
                found.append(ratio)
    found.sort()
    return next((a for a, b in itertools.pairwise(found) if b - a <= SAME_LEADING), 0.0)


def _nothing(path: str, page: int, box: Box | None) -> tuple[Paragraph]:
    """What an empty cell holds, as in a word processor: one empty paragraph."""
    return (Paragraph((), Place(f"{path}/p[1]", page, box)),)


def _right_edge(region: Region, box: Box) -> float:
    """The cell's right side less its padding, which is taken to be that of the left side."""
    inside = [atom.x0 for atom in region.inline]
    padding = min(inside, default=box.x0) - box.x0
    edge = box.x1 - min(max(padding, 0.5), 8.0)
    reached = max((atom.x1 for atom in region.inline if atom.x1 <= box.x1), default=0.0)
    # Typed-over text wraps a little before the cell does: where a line comes near, it is the edge.
    near = edge - min(NEAR_EDGE * (box.x1 - box.x0), 30.0)
    return reached if reached >= near else edge


def _row(cells: list[Cell], path: str, page: int) -> Row:
    boxes = [cell.place.box for cell in cells if cell.place.box]
    box = Box(
        min(b.x0 for b in boxes),
        min(b.y0 for b in boxes),
        max(b.x1 for b in boxes),
        max(b.y1 for b in boxes),
    )
    return Row(tuple(cells), Place(path, page, box))


def _aligned_table(part: Aligned, path: _Path, right: float) -> Table:
    """A borderless table: a line that stands on one side only goes to the row above it."""
    rows = _aligned_rows(part)
    prefix = path.table()
    edges = (part.corridor[0], right)
    made = []
    for r, sides in enumerate(rows, 1):
        cells: list[Cell] = []
        for c, side in enumerate(sides):
            place = f"{prefix}/r[{r}]/c[{c + 1}]"
            inner = _Path(place, path.page)
            edge = max([edges[c], *(line.x1 for line in side)])
            blocks = tuple(_paragraphs(side, inner, edge)) or _nothing(place, path.page, None)
            cells.append(Cell(blocks, Place(place, path.page, _span(side)), c))
        made.append(Row(tuple(cells), Place(f"{prefix}/r[{r}]", path.page)))
    return Table(tuple(made), Place(prefix, path.page))


def _aligned_rows(part: Aligned) -> list[tuple[list[Line], list[Line]]]:
    """The lines of each row, left and right; pictures belong to all that stands above them."""
    pairs = list(zip(part.left, part.right, strict=True))
    lefts, rights = [a for a, _ in pairs if a], [b for _, b in pairs if b]
    if any(line.block for line in (*lefts, *rights)):
        return [(lefts, rights)]
    rows: list[tuple[list[Line], list[Line]]] = []
    for left, right in pairs:
        if not rows or (left and right):
            rows.append(([], []))
        if left:
            rows[-1][0].append(left)
        if right:
            rows[-1][1].append(right)
    return rows


def _span(lines: Sequence[Line]) -> Box | None:
    if not lines:
        return None
    return Box(
        min(line.x0 for line in lines),
        min(line.y0 for line in lines),
        max(line.x1 for line in lines),
        max(line.y1 for line in lines),
    )
