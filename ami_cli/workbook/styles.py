"""How the cells look: few colours, each doubled by a word, so that a grey print still speaks."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

FONT = "Arial"  # on every office PC, and measured alike by LibreOffice
INK = "1F2933"
TEAL = "1B5E63"
PALE = "E6F0F0"
GREY = "6B7280"
RULE = "C5CDD3"

# French whatever the language of the office suite: a no-break space between thousands
INTEGER = "[>=1000000]#\\\u00a0###\\\u00a0##0;[>=1000]#\\\u00a0##0;0"
DECIMAL = "[$-40C]0.00"
DATE = "dd/mm/yyyy"

# background, letters
_TONES = {
    "good": ("D5EAD8", "1E5631"),
    "doubt": ("FCEBC2", "7A4B00"),
    "missing": ("FAD9C8", "8A3A12"),
    "bad": ("F5C6C6", "8B1A1A"),
    "quiet": ("E9ECEF", "4B5563"),
}
_TONE_OF = {
    **dict.fromkeys(("recevable", "eligible", "complet", "conforme", "dans_les_delais"), "good"),
    **dict.fromkeys(("a_verifier",), "doubt"),
    **dict.fromkeys(("incomplet", "manquante"), "missing"),
    **dict.fromkeys(("irrecevable", "non_eligible", "hors_delai", "bloquant"), "bad"),
    **dict.fromkeys(("inconnu", "information"), "quiet"),
}


# Five style objects a cell cost 2 ms: 9 s for 24 dossiers, 1 s with the style copied.
_made: WeakKeyDictionary[Any, dict[Look, Any]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a cell."""

    size: float = 9.5
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = INK
    fill: str = ""
    borders: str = "left right top bottom"
    across: str = "left"
    upright: str = "top"
    wrapped: bool = True
    indent: int = 0
    number: str = ""
    unlocked: bool = False

    def dress(self, cell: Cell | MergedCell) -> None:
        """Give the look to a cell; the style made once in a workbook serves all its cells."""
        styled: Any = cell  # ``_style`` is missing in the stubs
        known = _made.setdefault(styled.parent.parent, {})
        if self not in known:
            self._make(cell)
            known[self] = copy(styled._style)
        styled._style = copy(known[self])

    def _make(self, cell: Cell | MergedCell) -> None:
        cell.font = Font(
            name=FONT,
            size=self.size,
            bold=self.bold,
            italic=self.italic,
            underline="single" if self.underlined else None,
            color=self.colour,
        )
        if self.fill:
            cell.fill = PatternFill("solid", start_color=self.fill, end_color=self.fill)
        if self.borders:
            side = Side(style="thin", color=RULE)
            border = Border()
            for name in self.borders.split():
                setattr(border, name, side)
            cell.border = border
        cell.alignment = Alignment(
            horizontal=self.across,
            vertical=self.upright,
            wrap_text=self.wrapped,
            indent=self.indent,
        )
        if self.number:
            cell.number_format = self.number


PLAIN = Look()
CENTRED = Look(across="center")
NUMBER = Look(across="right", number=INTEGER, indent=1)
POINTS = Look(across="right", number=DECIMAL, indent=1)
LABEL = Look(bold=True, colour=TEAL, fill="F6F9F9")
FAINT = Look(colour=GREY, size=9)
LINK = Look(colour="0B5394", underlined=True)
HEADER = Look(bold=True, colour="FFFFFF", fill=TEAL, across="center", upright="center")
SECTION = Look(size=11, bold=True, colour=TEAL, fill=PALE, upright="center")
TITLE = Look(size=16, bold=True, colour=TEAL, borders="", upright="center", wrapped=False)
SUBTITLE = Look(size=10, colour=GREY, borders="", upright="center", wrapped=False)
NOTE = Look(size=9, italic=True, colour=GREY, borders="")
INPUT = Look(across="center", upright="center", fill="FFFDF2")


@lru_cache
def sided(look: Look, borders: str) -> Look:
    """Return the look with these borders only."""
    return replace(look, borders=borders)


@lru_cache
def toned(code: str, look: Look = CENTRED) -> Look:
    """Return the look of a verdict or a severity: a colour that says what its word says."""
    fill, colour = _TONES[_TONE_OF.get(code, "quiet")]
    return replace(look, fill=fill, colour=colour, bold=True)
