"""How a sheet is framed and printed: A4, fit to its width, titles repeated, page n / N below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ami_cli.model.campaign import Campaign
from ami_cli.workbook.cells import put
from ami_cli.workbook.styles import HEADER, SUBTITLE, TITLE

A4 = 9  # the format's code
HEADER_ROW = 4


def set_up(
    sheet: Worksheet,
    campaign: Campaign,
    widths: Sequence[float],
    orientation: Literal["portrait", "landscape"],
) -> None:
    """Set column widths, paper, margins and footer."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = orientation
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.65, 0.3, 0.3
    footer: Any = sheet.oddFooter  # its three parts are always made, the stubs doubt it
    said = _escape(f"{campaign.organiser} — {campaign.title}")
    parts = (footer.left, footer.center, footer.right)
    for part, text in zip(parts, (said, "&A", "&P / &N"), strict=True):
        part.text, part.size = text, 8


def _escape(text: str) -> str:
    return text.replace("&", "&&")[:120]


def head(sheet: Worksheet, title: str, subtitle: str) -> None:
    """Write the title and the line under it, in rows 1 and 2."""
    put(sheet, 1, 1, title, TITLE)
    put(sheet, 2, 1, subtitle, SUBTITLE)
    sheet.row_dimensions[1].height = 26
    sheet.row_dimensions[2].height = 16


def headers(sheet: Worksheet, names: Sequence[str], row: int = HEADER_ROW) -> None:
    """Write the row of column names, frozen on screen and repeated on paper."""
    for column, name in enumerate(names, 1):
        put(sheet, row, column, name, HEADER)
    sheet.row_dimensions[row].height = 32
    sheet.print_title_rows = f"{row}:{row}"


def filtered(sheet: Worksheet, columns: int, last_row: int, row: int = HEADER_ROW) -> None:
    """Let people filter the table under its header."""
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(columns)}{max(last_row, row + 1)}"
