"""Puts values into cells: an applicant's text is always text, a link stays in the workbook."""

from __future__ import annotations

import math
import re

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ami_cli.output import printable
from ami_cli.workbook.styles import LINK, Look

LONGEST = 32_767  # characters of one cell, a limit of the format
TALLEST = 400.0  # points; rows stop at 409
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # « _x0041_ » would be shown as « A »


def clean(text: str) -> str:
    """Return a text that the format can hold and shows as it is."""
    return _ESCAPE.sub("_x005F_", printable(text))[:LONGEST]


def put(sheet: Worksheet, row: int, column: int, value: str | float | None, look: Look) -> Cell:
    """Write a number, or a text that is never taken for a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    look.dress(cell)
    if isinstance(value, str):
        cell.value = clean(value)
        if cell.value:
            cell.data_type = "s"
            cell.quotePrefix = cell.value[0] in "=+-@\t\n"
    else:
        cell.value = value
    return cell


def formula(sheet: Worksheet, row: int, column: int, text: str | None, look: Look) -> Cell:
    """Write a formula of ours; nothing an applicant wrote may stand in it."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    look.dress(cell)
    cell.value = text
    return cell


def link(cell: Cell, sheet_name: str, target: str = "A1", look: Look = LINK) -> None:
    """Make a cell lead to another sheet of the workbook."""
    quoted = sheet_name.replace("'", "''")
    look.dress(cell)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{target}")


def span(sheet: Worksheet, row: int, first: int, last: int, look: Look) -> None:
    """Merge the cells of one row, all dressed alike so that borders go all around."""
    for column in range(first, last + 1):
        look.dress(sheet.cell(row, column))
    # ``merge_cells`` redraws the borders of each range: 14 ms, a third of a dossier's time
    letters = get_column_letter(first), get_column_letter(last)
    sheet.merged_cells.add(f"{letters[0]}{row}:{letters[1]}{row}")


def lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of that many characters."""
    per_line = max(
        4.0, width * 1.18
    )  # French prose in Arial 9.5: 1.2 in Excel, 1.38 in LibreOffice
    return sum(max(1, math.ceil(_length(part) / per_line)) for part in text.split("\n"))


def _length(text: str) -> float:
    """Capitals are a third wider than the letters of prose."""
    return len(text) + 0.35 * sum(map(str.isupper, text))


def height(texts_and_widths: list[tuple[str, float]], line: float = 12.2) -> float:
    """Return the height in points of a row that shows its texts whole."""
    most = max((lines(text, width) for text, width in texts_and_widths), default=1)
    return min(TALLEST, most * line + 5.0)


def chunks(text: str, width: float, most: int = 12) -> list[str]:
    """Cut a long text into pieces of so many lines, at a paragraph or a word.

    A row can be neither higher than a page nor cut by one: short rows leave no gaps on paper.
    """
    pieces: list[str] = []
    current = ""
    for part in _bits(text, width, most):
        joined = f"{current}\n{part}" if current else part
        if current and lines(joined, width) > most:
            pieces.append(current)
            current = part
        else:
            current = joined
    return [*pieces, current]


def _bits(text: str, width: float, most: int) -> list[str]:
    limit = int(width * (most - 2))
    bits: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph
        while len(rest) > limit:
            cut = rest.rfind(" ", limit // 2, limit)
            cut = cut if cut > 0 else limit
            bits.append(rest[:cut])
            rest = rest[cut:].lstrip(" ")
        bits.append(rest)
    return bits
