"""The lines and tables that a form is walked through, and what shows on them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ami_cli.app.drafting.faces import GridCell, Line, faces, grid_of
from ami_cli.app.drafting.lines import is_gap_only
from ami_cli.app.drafting.marks import BOX, DAY, GAP
from ami_cli.model.document import Block, Paragraph, Table

Node = Line | Table
_MARK_ONLY = re.compile(r"^\s*(?:\d{1,2}\s?[.)°/-]+|[-–—•*▪➢►·])\s*$")


def nodes(block: Block) -> list[Node]:
    """Return the lines of a paragraph, or the table itself."""
    match block:
        case Table():
            return [block]
        case Paragraph():
            return list(faces(block))


def is_empty(node: Node) -> bool:
    """True for a line without anything printed."""
    return isinstance(node, Line) and node.empty


def fillable(node: Node | None) -> bool:
    """True for a line with a gap, a box or a list."""
    return isinstance(node, Line) and (
        bool(node.choices) or any(mark in node.text for mark in (GAP, DAY, BOX))
    )


def asks(line: Line) -> bool:
    """True for a line that asks for something."""
    return fillable(line) or line.text.rstrip(" *").endswith((":", "?"))


def is_answer(cell: GridCell) -> bool:
    """True for a cell that holds boxes, gaps or a list."""
    return any(fillable(line) for line in cell.lines)


def tall(cells: Sequence[GridCell]) -> bool:
    """True for a cell of several empty lines."""
    return any(len(cell.lines) > 3 for cell in cells)


def below(rows: Sequence[Sequence[GridCell]], number: int, cell: GridCell) -> GridCell | None:
    """Return the cell under another, in a row that holds nothing but answers."""
    for row in rows[number + 1 : number + 2]:
        if not all(c.blank for c in row):
            return None
        return next((c for c in row if c.column == cell.column), None)
    return None


def is_mark_only(line: Line) -> bool:
    """True for « 1) » or « – » with nothing after: one item of a list to write."""
    return bool(_MARK_ONLY.match(line.text))


def is_frame(node: Node | None) -> bool:
    """True for a table of one cell with nothing printed in it: a frame to write in."""
    if not isinstance(node, Table) or len(node.rows) != 1 or len(node.rows[0].cells) != 1:
        return False
    (cell,) = grid_of(node)[0]
    return all(line.empty or is_gap_only(line.text) for line in cell.lines)


def receives(node: Node | None) -> bool:
    """True for what can only answer the words above it: a frame, a line of leaders, boxes without a label."""
    if isinstance(node, Table):
        return is_frame(node)
    if node is None or node.empty:
        return False
    return (
        is_gap_only(node.text)
        or node.text.lstrip().startswith(BOX)
        or is_mark_only(node)
        or (bool(node.choices) and not node.text.strip(f"{GAP} "))
    )


def room_in(cell: GridCell) -> int:
    """Return how many empty lines follow the only printed line of a cell; 0 when more is printed."""
    full = [n for n, line in enumerate(cell.lines) if not line.empty]
    if len(full) != 1 or full[0] != 0 or fillable(cell.lines[0]):
        return 0
    return len(cell.lines) - 1
