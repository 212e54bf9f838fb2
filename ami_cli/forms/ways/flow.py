"""What follows a label in running text: the next paragraph, the run of paragraphs, or the frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ami_cli.forms.choices.choose import same_choice
from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.choices.ticks import ticks_of
from ami_cli.forms.labels.find import Hit
from ami_cli.forms.sheet.units import CellView, Unit
from ami_cli.forms.view.context import Context
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import key
from ami_cli.model.campaign import Choice

_FOOTER = re.compile(
    r"@|\bt[ée]l\b|www\.|\bpage \d|\b\d{5} [A-Z]|\b0\d(?:[ .]\d\d){4}", re.IGNORECASE
)
_ORDER = re.compile(r"\s*(\d{1,2}|[A-Z]|[IVX]{1,4})\s?([.)°–—/-])\s*(?=\S)")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
SWORN = 4  # words in common with a statement
MOST_ROWS = 8
TITLE = 70  # characters: a shorter line without a full stop is a heading in the house's own words
NO_OPTIONS: tuple[Choice, ...] = ()


def short_flow(view: View, hit: Hit, options: Sequence[Choice] = NO_OPTIONS) -> Area | None:
    """Return the next paragraph or the frame that follows a label.

    ``options`` are those of a choice: one of them alone is no label here.
    """
    context = view.around.of(hit.unit)
    for unit in view.sheet.units[hit.unit.index + 1 :]:
        if unit.cell is not hit.unit.cell:
            return _frame(view, unit, context, long=False)
        if unit.empty:
            continue
        stops = [] if same_choice(unit.text, options) else view.stops(unit)
        if stops or view.presents(unit):
            if not _same_label(view, hit, unit):
                return None
        elif view.printed(unit.text):
            return None
        else:
            return _area([Slice(unit, 0, len(unit.text))], context)
    return None


def long_flow(view: View, hit: Hit, *, items: bool = False) -> Area | None:
    """Return the run of paragraphs or the frame that follows a label.

    ``items`` says that a list is expected: a line with a dash is an item, whatever it says.
    """
    context = view.around.of(hit.unit)
    found: list[Slice] = []
    for unit in view.sheet.units[hit.unit.index + 1 :]:
        if unit.cell is not hit.unit.cell:
            return _area(found, context) if found else _frame(view, unit, context, long=True)
        if unit.empty:
            continue
        if _closes(view, unit, context) or _next_heading(hit, unit) or _sworn(view, unit):
            break
        if items and len(_FOOTER.findall(unit.text)) > 1:
            break  # the address of the town hall at the foot of a letter
        stops = [] if items and _is_item(unit) else view.stops(unit)
        if stops or view.presents(unit):
            if found and stops and _tells(unit.text[: stops[0].start]):
                found.append(Slice(unit, 0, stops[0].start))
            if found or not _same_label(view, hit, unit):
                break
        elif not view.printed(unit.text):
            found.append(Slice(unit, 0, len(unit.text)))
    return _area(found, context) if found else None


def after_table(view: View, unit: Unit) -> Area | None:
    """Return the paragraphs or the frame that follow the table holding a unit."""
    if unit.cell is None:
        return None
    last = max(u.index for c in unit.cell.table.cells for u in c.units)
    context = view.around.of(unit)
    found: list[Slice] = []
    for other in view.sheet.units[last + 1 :]:
        if other.cell is not None:
            return _area(found, context) if found else _frame(view, other, context, long=False)
        if view.stops(other) or view.presents(other) or _closes(view, other, context):
            break
        if not other.empty and not view.printed(other.text):
            found.append(Slice(other, 0, len(other.text)))
    return _area(found, context) if found else None


def _closes(view: View, unit: Unit, context: Context) -> bool:
    """True for « Lille, le 3 mars » behind a text: another section begins without a heading."""
    return view.around.of(unit).flow[-1:] != context.flow[-1:]


def _sworn(view: View, unit: Unit) -> bool:
    """True for « ☒ Nous nous engageons … » in whatever place: the words of a statement behind a box."""
    marks = ticks_of(unit)
    if not marks or unit.text[: marks[0].start].strip():
        return False
    words = set(key(unit.text[marks[0].end :]))
    asked = (s for f in view.key.campaign.fields if f.kind == "yesno" for s in f.statement)
    return any(len(words & set(key(s))) >= SWORN for s in asked)


def _next_heading(hit: Hit, unit: Unit) -> bool:
    """True for « D. Le binôme » behind « C. Nos attentes »: the numbering goes on, in whatever words."""
    ours, theirs = _ORDER.match(hit.unit.text), _ORDER.match(unit.text)
    if ours is None or theirs is None or ours.group(2) != theirs.group(2) or len(unit.text) > TITLE:
        return False
    one, two = _rank(ours.group(1)), _rank(theirs.group(1))
    return one is not None and two == one + 1


def _rank(mark: str) -> int | None:
    if mark.isdigit():
        return int(mark)
    if (mark.upper() in _ROMAN and len(mark) > 1) or mark in ("I", "V", "X"):
        return _ROMAN.index(mark.upper())
    return ord(mark.upper()) - ord("A") if len(mark) == 1 else None


def _same_label(view: View, hit: Hit, unit: Unit) -> bool:
    """« 4. Motivations » then « Pourquoi … ? »: two labels of one field, the value comes after both."""
    ours = {m.target.id for m in hit.matches if m.target.kind == "field" and m.score > 0.9}
    return any(m.target.id in ours for h in view.stops(unit) for m in h.matches)


def _frame(view: View, unit: Unit, context: Context, *, long: bool) -> Area | None:
    cell = unit.cell
    if cell is None or not (cell.table.framed or (long and _stacked(view, cell))):
        return None
    parts = tuple(part for c in cell.table.cells for part in view.whole(c))
    area = Area(parts, "cadre sous le libellé", 1.0, context, cell)
    if area.text and not long:
        return area
    below = after_table(view, unit)
    if below is None or not below.text:
        return area
    if not area.text:  # the frame was left empty, the text typed under it
        return below
    flowing = tuple(p for p in below.slices if p.unit.place.page is None)  # pages have footers
    more = tuple(part for part in flowing if _goes_on(part.text))
    if not more or below.cell is not None:
        return area
    return replace(area, slices=(*area.slices, *more), method="cadre et suite", fit=0.92)


def _stacked(view: View, cell: CellView) -> bool:
    """True for a frame to which rows were added: one column, no label in it."""
    cells = cell.table.cells
    if cell.row or any(c.column for c in cells) or len(cells) > MOST_ROWS:
        return False
    return not any(view.label_in(c, fields_only=True) for c in cells)


def _goes_on(text: str) -> bool:
    """True for a sentence under a frame: no heading, no page number, no address of the town hall."""
    line = text.strip()
    ends = line[-1:] in tuple(".!?…;»)") or len(line) > TITLE
    return len(line) >= 20 and ends and not _FOOTER.search(text)


def _tells(text: str) -> bool:
    """True for words before a label, not just the number of a heading."""
    return sum(c.isalpha() for c in text) > 4


def _is_item(unit: Unit) -> bool:
    return bool(unit.number) or unit.text.lstrip()[:1] in tuple("-–—•*▪➢►·")


def _area(found: Sequence[Slice], context: Context) -> Area:
    return Area(tuple(found), "texte sous le libellé", 0.97, context)
