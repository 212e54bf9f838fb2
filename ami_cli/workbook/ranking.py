"""The sheet « Classement »: the candidatures in the order of their totals, by formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from ami_cli.model.campaign import Campaign
from ami_cli.workbook.cells import formula, put
from ami_cli.workbook.layout import SCORING, Entry
from ami_cli.workbook.page import HEADER_ROW, head, headers, set_up
from ami_cli.workbook.scoring import Grid, grid_of
from ami_cli.workbook.styles import CENTRED, NOTE, PLAIN, POINTS, Look

_ROW = replace(CENTRED, upright="center")
_NAME = replace(PLAIN, upright="center", bold=True)


def write_ranking(sheet: Worksheet, shown: Sequence[Entry], campaign: Campaign) -> None:
    """Fill the sheet."""
    grid = grid_of(shown, campaign)
    set_up(sheet, campaign, [8.0, 44.0, 13.0, 16.0, 22.0], "portrait")
    head(sheet, "Classement", _explain(campaign.jury.seats))
    names = ["Rang", "Candidature", f"Total\nsur {grid.best:g}", "Égalité", "Proposition"]
    headers(sheet, names)
    for place in range(1, grid.blocks + 1):
        _write_place(sheet, HEADER_ROW + place, place, grid)
    last = HEADER_ROW + grid.blocks
    waiting = f"COUNT({SCORING}!{grid.column(grid.total)})"
    missing = f"{grid.blocks}-{waiting}"
    said = f'=IF({missing}>0,{missing}&" candidature(s) sans note complète","")'
    formula(sheet, last + 2, 2, said, replace(NOTE, wrapped=False))
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"


def _explain(seats: int | None) -> str:
    aim = f" Places visées : {seats}." if seats else ""
    return f"Se remplit seul, à mesure que les notes sont saisies.{aim} Le jury reste souverain."


def _write_place(sheet: Worksheet, row: int, place: int, grid: Grid) -> None:
    """A candidature appears once each of its criteria has a note."""
    places = f"{SCORING}!{grid.column(grid.place)}"
    found = f"MATCH({place},{places},0)"

    def taken(letter: str) -> str:
        return f'=IFERROR(INDEX({SCORING}!{grid.column(letter)},{found}),"")'

    totals = f"{SCORING}!{grid.column(grid.total)}"
    tie = f'=IF(ISNUMBER(C{row}),IF(COUNTIF({totals},C{row})>1,"ex æquo",""),"")'
    cells: list[tuple[str, Look]] = [
        (taken(grid.rank), replace(_ROW, bold=True)),
        (taken("A"), _NAME),
        (taken(grid.total), replace(POINTS, upright="center")),
        (tie, _ROW),
        (_proposal(row, grid.jury.seats), _ROW),
    ]
    for column, (text, look) in enumerate(cells, 1):
        formula(sheet, row, column, text, look)
    put(sheet, row, 6, None, Look(borders=""))
    sheet.row_dimensions[row].height = 22


def _proposal(row: int, seats: int | None) -> str:
    """Seats are an aim: candidatures tied on the last one are for the jury to decide."""
    if not seats:
        return '=""'
    ranks = f"$A${HEADER_ROW + 1}:$A${row + 500}"
    over = f'COUNTIF({ranks},"<="&A{row})>{seats}'
    return (
        f'=IF(NOT(ISNUMBER(A{row})),"",IF(A{row}>{seats},"liste d’attente",'
        f'IF({over},"à départager","proposé")))'
    )
