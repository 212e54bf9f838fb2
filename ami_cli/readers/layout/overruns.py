"""Give back to the last row of a borderless table what a page break carried over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ami_cli.model.document import Block, Cell, Paragraph, Picture, Run, Signature, Table
from ami_cli.readers.layout.sentences import join_sentence

SAME_START = 2.0  # points
NAME = 60  # characters: a longer text is not a name
BAND = 20.0  # points: a picture's left edge may stand that far off its column's


def into_last_row(table: Table, after: Sequence[Block]) -> Table | None:
    """Return the table with the first block after it in one of its last cells.

    None when the block stands in none of them. In the first column, where ordinary text stands
    too, only pictures and the name over a picture are taken.
    """
    block = after[0]
    starts = _starts(table)
    if not isinstance(block, Paragraph) or block.place.box is None or len(starts) < 2:
        return None
    if _is_drawn(block):
        return _pictures_in(table, block, starts)
    x = block.place.box.x0
    column = next((i for i, s in enumerate(starts) if abs(x - s) <= SAME_START), None)
    if column is None or (column == 0 and not _is_name_over_picture(after)):
        return None
    if column < len(starts) - 1 and block.place.box.x1 > starts[column + 1]:
        return None
    return _with(table, {column: (block,)})


def _starts(table: Table) -> list[float]:
    """x of the text of each column; nothing for tables with rulings or merged cells."""
    if any(cell.column != i for row in table.rows for i, cell in enumerate(row.cells)):
        return []
    if any(row.place.box is not None for row in table.rows):
        return []
    columns = zip(*(row.cells for row in table.rows), strict=False)
    boxes = [[cell.place.box for cell in column if cell.place.box] for column in columns]
    return [min(box.x0 for box in some) for some in boxes if some] if all(boxes) else []


def _is_drawn(block: Block) -> bool:
    """True for a paragraph of nothing but pictures or signatures."""
    if not isinstance(block, Paragraph) or not block.items:
        return False
    said = [item for item in block.items if not (isinstance(item, Run) and not item.text.strip())]
    return bool(said) and all(isinstance(item, Picture | Signature) for item in said)


def _is_name_over_picture(after: Sequence[Block]) -> bool:
    name = after[0]
    return (
        len(after) > 1
        and isinstance(name, Paragraph)
        and len(name.text) < NAME
        and _is_drawn(after[1])
    )


def _pictures_in(table: Table, block: Paragraph, starts: Sequence[float]) -> Table | None:
    """Put each picture in the column it stands in."""
    found: dict[int, tuple[Block, ...]] = {}
    for item in block.items:
        box = item.place.box if item.place else None
        if isinstance(item, Run) or box is None:
            continue
        column = max((i for i, s in enumerate(starts) if box.x0 >= s - BAND), default=None)
        if column is None or (column + 1 < len(starts) and box.x1 > starts[column + 1]):
            return None
        found[column] = (*found.get(column, ()), replace(block, items=(item,)))
    return _with(table, found)


def _with(table: Table, more: dict[int, tuple[Block, ...]]) -> Table:
    last = table.rows[-1]
    cells = tuple(
        replace(cell, blocks=_added(cell, more[i])) if i in more else cell
        for i, cell in enumerate(last.cells)
    )
    return replace(table, rows=(*table.rows[:-1], replace(last, cells=cells)))


def _added(cell: Cell, more: tuple[Block, ...]) -> tuple[Block, ...]:
    kept = tuple(b for b in cell.blocks if not isinstance(b, Paragraph) or b.items)
    if kept and isinstance(kept[-1], Paragraph) and isinstance(more[0], Paragraph):
        joined = join_sentence(kept[-1], more[0])
        if joined is not None:
            return (*kept[:-1], joined, *more[1:])
    return (*kept, *more)
