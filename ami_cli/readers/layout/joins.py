"""Join what a page break cut: a paragraph, a table, a row, a framed text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ami_cli.model.document import Block, Cell, Paragraph, Row, Table
from ami_cli.readers.layout.overruns import into_last_row
from ami_cli.readers.layout.sentences import LOWER_START, OPEN_END, join_sentence

SAME_X = 4.0  # points
LOW = 0.7  # of the page height: a table that ends higher did not run into the page break


def join_pages(pages: Iterable[tuple[Sequence[Block], float]]) -> tuple[Block, ...]:
    """Return the blocks of all pages (blocks, page height), those cut in two made whole."""
    out: list[Block] = []
    height = 0.0
    for blocks, next_height in pages:
        rest = list(blocks)
        while out and isinstance(out[-1], Table) and rest:
            filled = into_last_row(out[-1], rest)
            if filled is None:
                break
            out[-1] = filled
            rest.pop(0)
        if out and rest:
            joined = _join(out[-1], rest[0], height)
            if joined is not None:
                out[-1] = joined
                rest.pop(0)
        out.extend(rest)
        height = next_height
    return tuple(out)


def _join(a: Block, b: Block, height: float) -> Block | None:
    match a, b:
        case Paragraph(), Paragraph():
            return join_sentence(a, b)
        case Table(), Table():
            return _table(a, b, height)
        case _:
            return None


def _table(a: Table, b: Table, height: float) -> Table | None:
    if a.place.box is None or b.place.box is None or a.place.box.y1 < LOW * height:
        return None
    if not _same_columns(a.rows[-1], b.rows[0]) and not _same_columns(a.rows[0], b.rows[0]):
        return None
    rows = list(b.rows)
    if len(a.rows) > 1 and len(rows) > 1 and _text(rows[0]) == _text(a.rows[0]) != "":
        rows.pop(0)  # a heading row printed again
    before, after = a.rows[-1], rows[0]
    if _row_goes_on(before, after):
        cells = tuple(
            replace(cell, blocks=_both(cell, more))
            for cell, more in zip(before.cells, after.cells, strict=True)
        )
        return replace(a, rows=(*a.rows[:-1], replace(before, cells=cells), *rows[1:]))
    return replace(a, rows=(*a.rows, *rows))


def _both(cell: Cell, more: Cell) -> tuple[Block, ...]:
    """The blocks of the two halves of a cell; an empty half adds nothing."""
    halves = [
        [b for b in half.blocks if not isinstance(b, Paragraph) or b.items] for half in (cell, more)
    ]
    return join_pages([(half, 0.0) for half in halves]) or cell.blocks


def _same_columns(a: Row, b: Row) -> bool:
    """True when the cells of both rows stand under one another."""
    return len(a.cells) == len(b.cells) and all(
        _aligned(x, y) for x, y in zip(a.cells, b.cells, strict=True)
    )


def _aligned(a: Cell, b: Cell) -> bool:
    if a.place.box is None or b.place.box is None:
        return False
    return (
        abs(a.place.box.x0 - b.place.box.x0) <= SAME_X
        and abs(a.place.box.x1 - b.place.box.x1) <= SAME_X
    )


def _text(row: Row) -> str:
    return "|".join(cell.text for cell in row.cells)


def _row_goes_on(before: Row, after: Row) -> bool:
    """A framed text goes on; a row goes on when its label is not repeated, or its sentences are."""
    if len(before.cells) != len(after.cells):
        return False
    if len(before.cells) == 1 or _sentences_go_on(before, after):
        return True
    return (
        bool(before.cells[0].text.strip())
        and not after.cells[0].text.strip()
        and any(cell.text.strip() for cell in after.cells)
    )


def _sentences_go_on(before: Row, after: Row) -> bool:
    """True when every cell behind the first one was cut in mid-sentence."""
    label = after.cells[0].text.strip()
    if label and not LOWER_START.match(label):
        return False
    pairs = zip(before.cells[1:], after.cells[1:], strict=True)
    rest = [(a.text.strip(), b.text.strip()) for a, b in pairs if b.text.strip()]
    return bool(rest) and all(OPEN_END.search(a) and LOWER_START.match(b) for a, b in rest)
