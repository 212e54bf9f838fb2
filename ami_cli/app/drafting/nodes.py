"""The lines and tables that a form is walked through, and what shows on them."""

from __future__ import annotations

from collections.abc import Sequence

from ami_cli.app.drafting.faces import BOX, DAY, GAP, GridCell, Line, faces
from ami_cli.model.document import Block, Paragraph, Table

Node = Line | Table


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
    """Return the cell under another."""
    for row in rows[number + 1 : number + 2]:
        return next((c for c in row if c.column == cell.column), None)
    return None
