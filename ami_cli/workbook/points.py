"""The sheet « À vérifier »: everything a person has to look at, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openpyxl.worksheet.worksheet import Worksheet

from ami_cli.model.campaign import Campaign
from ami_cli.workbook.cells import height, link, put
from ami_cli.workbook.layout import Entry, Point
from ami_cli.workbook.page import HEADER_ROW, filtered, head, headers, set_up
from ami_cli.workbook.styles import CENTRED, FAINT, INPUT, LINK, PLAIN, toned

_NAMES = ["Collectivité", "Gravité", "Sujet", "Constat", "Où le lire", "Source", "Décision"]
_WIDTHS = (27.0, 13.0, 24.0, 54.0, 34.0, 36.0, 20.0)
_BOLD = 0.85  # fewer bold letters to a line
_TONES = {"bloquant": "bloquant", "à vérifier": "a_verifier"}


def write_points(sheet: Worksheet, shown: Sequence[Entry], campaign: Campaign) -> None:
    """Fill the sheet."""
    listed = [(entry, point) for entry in shown for point in entry.points]
    set_up(sheet, campaign, _WIDTHS, "landscape")
    head(sheet, "Points à vérifier", _summary(len(listed), sum(bool(e.points) for e in shown)))
    headers(sheet, _NAMES)
    for row, (entry, point) in enumerate(listed, HEADER_ROW + 1):
        _write_row(sheet, row, entry, point)
    filtered(sheet, len(_NAMES), HEADER_ROW + len(listed))
    sheet.freeze_panes = f"B{HEADER_ROW + 1}"


def _summary(points: int, dossiers: int) -> str:
    if not points:
        return "Rien à vérifier."
    return f"{points} point(s) dans {dossiers} dossier(s). La dernière colonne est libre."


def _write_row(sheet: Worksheet, row: int, entry: Entry, point: Point) -> None:
    link(put(sheet, row, 1, entry.name, PLAIN), entry.sheet, look=LINK)
    put(sheet, row, 2, point.severity, toned(_TONES.get(point.severity, ""), CENTRED))
    texts = (point.title, point.message, point.where, point.source)
    looks = (replace(PLAIN, bold=True), PLAIN, FAINT, FAINT)
    for column, (text, look) in enumerate(zip(texts, looks, strict=True), 3):
        put(sheet, row, column, text, look)
    put(sheet, row, 7, None, replace(INPUT, across="left", upright="top"))
    room = (_WIDTHS[2] * _BOLD, *_WIDTHS[3:6])
    shown = [(entry.name, _WIDTHS[0]), *zip(texts, room, strict=True)]
    sheet.row_dimensions[row].height = max(18.0, height(shown))
