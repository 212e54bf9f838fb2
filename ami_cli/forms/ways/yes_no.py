"""Where the answer to a yes/no question may stand: on its line, in the next cell, on the line below."""

from __future__ import annotations

import re

from ami_cli.forms.choices.choose import choose
from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.choices.ticks import ticks_of
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.values.parse import answer_of
from ami_cli.forms.values.tabular import same_label
from ami_cli.forms.view.view import View
from ami_cli.forms.words import line_key
from ami_cli.model.campaign import Choice, FieldSpec

_ANSWER = re.compile(r"\s*\b(?:oui|non)\b[\s/:.]*$", re.IGNORECASE)
YES_NO = (
    Choice(code="oui", label="oui", wordings=("yes", "vrai", "d'accord")),
    Choice(code="non", label="non", wordings=("no", "faux")),
)


def beside(unit: Unit, view: View) -> tuple[Slice, ...]:
    """Return where « oui » and « non » stand near a question; empty when they do not.

    The cells on its right come first, then the cell or the line below.
    """
    cell = unit.cell
    if cell is not None and not cell.table.framed:
        right = sorted(
            (c for c in cell.table.row(cell.row) if c.column > cell.column), key=lambda c: c.column
        )
        below = cell.table.at(cell.row + cell.rowspan, cell.column)
        own = [u for u in cell.units if u.index > unit.index]
        places = [
            own,
            [u for c in right for u in c.units],
            below.units if below and not right else [],
        ]
    else:
        places = [_next(unit, view)]
    for units in places:
        parts = tuple(Slice(u, 0, len(u.text)) for u in units if not u.empty)
        if parts and _says(parts):
            return parts
    return ()


def asks(spec: FieldSpec, unit: Unit) -> bool:
    """True for the question itself before its boxes: « En zone rurale ?  ☐ Oui ☐ Non »."""
    marks = ticks_of(unit)
    head = unit.text[: marks[0].start] if marks else unit.text
    tail = unit.text[marks[-1].end :] if marks else ""
    said = [text for text in (_ANSWER.sub("", head), tail) if text.strip()]
    wordings = (spec.label, *spec.wordings)
    return any(same_label(text, wording) for text in said for wording in wordings)


def _next(unit: Unit, view: View) -> list[Unit]:
    following = [u for u in view.sheet.units[unit.index + 1 :][:3] if not u.empty]
    return following[:1] if following and following[0].cell is unit.cell else []


def _says(parts: tuple[Slice, ...]) -> bool:
    """True for « ☐ Oui ☐ Non » or « Oui »: the words begin the place, they do not stray in a sentence."""
    first = line_key(answer_of(parts[0].text)).split(" ")[0]
    return first in ("oui", "non", "yes", "no", "x") and choose(parts, YES_NO, several=True).printed
