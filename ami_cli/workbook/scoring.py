"""The sheet « Notation »: notes typed by the jury, means, totals and ranks by formula.

A block per candidature: a first row with its total and its rank, where a juror writes « déport »;
then a row per criterion. Means count the notes given and nothing else: an empty cell, an
« abstention » and the notes of a juror who withdrew from the candidature are not zeros.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ami_cli.model.campaign import Campaign, Criterion, Jury
from ami_cli.model.words import VERDICTS
from ami_cli.workbook.cells import formula, height, link, put
from ami_cli.workbook.layout import Entry
from ami_cli.workbook.page import HEADER_ROW, head, headers, set_up
from ami_cli.workbook.styles import (
    CENTRED,
    FAINT,
    INPUT,
    LINK,
    NOTE,
    PALE,
    PLAIN,
    POINTS,
    TEAL,
    Look,
    toned,
)

RECUSAL = "déport"
LONGEST_LIST = 20  # notes in a drop-down list; the format stops at 255 characters
ABSTENTION = "abstention"
FIRST = HEADER_ROW + 1
_WIDTHS = (32.0, 32.0, 7.0)
_BAND = Look(bold=True, fill=PALE, upright="center")
_MIDDLE = replace(CENTRED, upright="center")
_RESULT = replace(POINTS, bold=True, fill=PALE, upright="center", colour=TEAL)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where things stand in « Notation » for so many candidatures, by column letter."""

    jury: Jury
    blocks: int

    @property
    def notes(self) -> range:
        """The numbers of the jurors' columns."""
        return range(4, 4 + self.jury.jurors)

    def letter(self, offset: int) -> str:
        """Return a column counted from the last juror's."""
        return get_column_letter(3 + self.jury.jurors + offset)

    @property
    def given(self) -> str:
        """How many notes count."""
        return self.letter(1)

    @property
    def mean(self) -> str:
        """The mean of the notes that count."""
        return self.letter(2)

    @property
    def points(self) -> str:
        """The points of a criterion: its mean brought to its weight."""
        return self.letter(3)

    @property
    def total(self) -> str:
        """The total of a candidature, on the first row of its block; nothing else in the column."""
        return self.letter(4)

    @property
    def rank(self) -> str:
        """The rank of a candidature, the same for equal totals."""
        return self.letter(5)

    @property
    def place(self) -> str:
        """The place in the list: the rank, equal ones told apart by their order (hidden)."""
        return self.letter(6)

    @property
    def best(self) -> float:
        """The most points a candidature can have."""
        return sum(criterion.weight for criterion in self.jury.criteria)

    @property
    def last(self) -> int:
        """The last row of the last block."""
        return FIRST + self.blocks * (len(self.jury.criteria) + 1) - 1

    def column(self, letter: str) -> str:
        """Return a whole column of the table, fixed."""
        return f"${letter}${FIRST}:${letter}${max(self.last, FIRST)}"


def grid_of(shown: Sequence[Entry], campaign: Campaign) -> Grid:
    """Return the grid for the candidatures that are scored."""
    return Grid(campaign.jury, sum(entry.scored for entry in shown))


def write_scoring(sheet: Worksheet, shown: Sequence[Entry], campaign: Campaign) -> None:
    """Fill the sheet."""
    grid = grid_of(shown, campaign)
    jurors = [f"Juré·e {number}" for number in range(1, campaign.jury.jurors + 1)]
    widths = [*_WIDTHS, *(10.0 for _ in jurors), 7.0, 9.5, 9.0, 9.5, 7.0, 4.0]
    set_up(sheet, campaign, widths, "landscape")
    head(sheet, "Grille de notation", _how_to(campaign.jury))
    total = f"Total\nsur {grid.best:g}"
    ends = ["Notes", "Moyenne", "Points", total, "Rang"]
    headers(sheet, ["Candidature", "Critère", "Poids", *jurors, *ends])
    sheet.freeze_panes = f"D{FIRST}"
    sheet.column_dimensions[grid.place].hidden = True
    row = FIRST
    for entry in (entry for entry in shown if entry.scored):
        _write_band(sheet, row, entry, grid)
        for number, criterion in enumerate(campaign.jury.criteria, 1):
            _write_criterion(sheet, row + number, row, criterion, grid)
        row += len(campaign.jury.criteria) + 1
    if grid.blocks:
        _allow(sheet, grid)
    _left_out(sheet, row + 1, [entry for entry in shown if not entry.scored])
    sheet.print_area = f"A1:{grid.rank}{row + 2}"


def _how_to(jury: Jury) -> str:
    return (
        f"Note entière de 0 à {jury.scale}, ou « {ABSTENTION} ». « {RECUSAL} », sur la ligne de la"
        " candidature, écarte toutes les notes de ce·tte juré·e. Une case vide n’est pas un zéro."
    )


def _write_band(sheet: Worksheet, top: int, entry: Entry, grid: Grid) -> None:
    first, end = top + 1, top + len(grid.jury.criteria)
    link(
        put(sheet, top, 1, entry.name, _BAND),
        entry.sheet,
        look=replace(LINK, bold=True, fill=PALE, upright="center"),
    )
    overall = entry.judgement.verdict.overall
    put(sheet, top, 2, VERDICTS[overall], toned(overall, _MIDDLE))
    put(sheet, top, 3, grid.best, replace(_MIDDLE, bold=True, fill=PALE))
    for column in grid.notes:
        put(sheet, top, column, None, replace(INPUT, italic=True, size=9))
    counts, means = (f"{name}{first}:{name}{end}" for name in (grid.given, grid.mean))
    points, own = f"{grid.points}{first}:{grid.points}{end}", f"{grid.total}{top}"
    whole = f'=IF(COUNT({means})<{len(grid.jury.criteria)},"",ROUND(SUM({points}),2))'
    totals = grid.column(grid.total)
    rank = f'=IF(ISNUMBER({own}),RANK({own},{totals}),"")'
    above = f"{grid.total}${FIRST}:{own}"
    place = f'=IF(ISNUMBER({own}),RANK({own},{totals})+COUNTIF({above},{own})-1,"")'
    _write(sheet, grid.given, top, f"=SUM({counts})", replace(_MIDDLE, fill=PALE))
    for empty in (grid.mean, grid.points):
        _write(sheet, empty, top, None, _BAND)
    _write(sheet, grid.total, top, whole, _RESULT)
    _write(sheet, grid.rank, top, rank, replace(_RESULT, across="center", number="0"))
    _write(sheet, grid.place, top, place, FAINT)
    sheet.row_dimensions[top].height = 22


def _write_criterion(
    sheet: Worksheet, row: int, top: int, criterion: Criterion, grid: Grid
) -> None:
    put(sheet, row, 1, None, PLAIN)
    put(sheet, row, 2, criterion.label, replace(PLAIN, upright="center"))
    put(sheet, row, 3, criterion.weight, _MIDDLE)
    for column in grid.notes:
        put(sheet, row, column, None, INPUT)
    ends = [get_column_letter(column) for column in (grid.notes[0], grid.notes[-1])]
    notes, present = (":".join(f"{letter}{r}" for letter in ends) for r in (row, top))
    # AVERAGEIFS passes over empty cells and words by itself
    mean = f'=IFERROR(AVERAGEIFS({notes},{present},"<>{RECUSAL}"),"")'
    count = f'=SUMPRODUCT(ISNUMBER({notes})*({present}<>"{RECUSAL}"))'
    own = f"{grid.mean}{row}"
    points = f'=IF(ISNUMBER({own}),{own}/{grid.jury.scale}*$C{row},"")'
    _write(sheet, grid.given, row, count, _MIDDLE)
    _write(sheet, grid.mean, row, mean, replace(POINTS, upright="center"))
    _write(sheet, grid.points, row, points, replace(POINTS, upright="center"))
    for empty in (grid.total, grid.rank):
        _write(sheet, empty, row, None, PLAIN)
    sheet.row_dimensions[row].height = max(20.0, height([(criterion.label, _WIDTHS[1])]))


def _write(sheet: Worksheet, letter: str, row: int, text: str | None, look: Look) -> None:
    cell = sheet[f"{letter}{row}"]
    formula(sheet, row, cell.column, text, look)


def _allow(sheet: Worksheet, grid: Grid) -> None:
    """Let the jurors' cells take a note, an abstention or a recusal, and refuse anything else."""
    left, right = (get_column_letter(column) for column in (grid.notes[0], grid.notes[-1]))
    notes = _notes(grid.jury.scale, f"{left}{FIRST + 1}")
    recusal = _choice([RECUSAL], f"« {RECUSAL} », ou rien.")
    for block in range(grid.blocks):
        top = FIRST + block * (len(grid.jury.criteria) + 1)
        recusal.add(f"{left}{top}:{right}{top}")
        notes.add(f"{left}{top + 1}:{right}{top + len(grid.jury.criteria)}")
    sheet.add_data_validation(notes)
    sheet.add_data_validation(recusal)


def _notes(scale: int, first: str) -> DataValidation:
    """A list to choose from; a formula when the list would be longer than the format allows."""
    message = f"Une note entière de 0 à {scale}, ou « {ABSTENTION} »."
    if scale <= LONGEST_LIST:
        return _choice([*map(str, range(scale + 1)), ABSTENTION], message)
    note = f"AND(ISNUMBER({first}),{first}>=0,{first}<={scale},{first}=INT({first}))"
    formula = f'OR({note},{first}="{ABSTENTION}")'
    return _refusing(DataValidation("custom", formula1=formula, allow_blank=True), message)


def _choice(words: Sequence[str], message: str) -> DataValidation:
    listed = f'"{",".join(words)}"'
    return _refusing(DataValidation("list", formula1=listed, allow_blank=True), message)


def _refusing(rule: DataValidation, message: str) -> DataValidation:
    rule.error, rule.errorTitle, rule.showErrorMessage = message, "Saisie refusée", True
    return rule


def _left_out(sheet: Worksheet, row: int, entries: Sequence[Entry]) -> None:
    if entries:
        said = "; ".join(f"{e.name} ({_why(e)})" for e in entries)
        put(sheet, row, 1, f"Non soumis à la notation : {said}.", replace(NOTE, wrapped=False))


def _why(entry: Entry) -> str:
    return "désistement" if entry.judgement.withdrawn else "irrecevable"
