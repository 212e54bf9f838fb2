"""Where the value of a label lies: on its line, in the next cell, below, in the frame that follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ami_cli.forms.choices import same_choice
from ami_cli.forms.context import STRANGER, Context, Surroundings
from ami_cli.forms.key import Key, annex_start, lines_of
from ami_cli.forms.labels import Hit, hits_of
from ami_cli.forms.lexicon import Match
from ami_cli.forms.options import Slice
from ami_cli.forms.relabel import forget_functions, is_person, join_broken_labels, names_person
from ami_cli.forms.ticks import without_ticks
from ami_cli.forms.units import CellView, Sheet, Unit
from ami_cli.forms.words import line_key, tidy
from ami_cli.model.campaign import Choice

_FOOTER = re.compile(
    r"@|\bt[ée]l\b|www\.|\bpage \d|\b\d{5} [A-Z]|\b0\d(?:[ .]\d\d){4}", re.IGNORECASE
)
LONG_KINDS = ("longtext", "list", "table", "grid")


@dataclass(frozen=True, slots=True)
class Area:
    """Where a value should be. ``fit`` lowers the confidence of far or guessed places; ``context`` rules it."""

    slices: tuple[Slice, ...]
    method: str
    fit: float
    context: Context
    cell: CellView | None = None

    @property
    def text(self) -> str:
        """Everything in the area, one line per part, leaders gone."""
        return "\n".join(text for part in self.slices if (text := tidy(part.text)))


class View:
    """One sheet with its labels found and its contexts known."""

    def __init__(self, sheet: Sheet, key: Key) -> None:
        self.sheet = sheet
        self.key = key
        self.file = sheet.document.file
        self.start = annex_start(sheet, key)
        self.hits: dict[int, list[Hit]] = {}
        for unit in sheet.units:
            if unit.index >= self.start and not self.presents(unit):
                found = hits_of(unit, key.lexicon)
                if found:
                    self.hits[unit.index] = found
        join_broken_labels(sheet, self.hits, key, self.start)
        forget_functions(sheet, self.hits, key)
        self.around = Surroundings(sheet, self.hits, key)
        self._stops = {
            index: [h for h in hits if self._is_stop(h)] for index, hits in self.hits.items()
        }

    def presents(self, unit: Unit) -> bool:
        """True for a line of the pages that present the call, or the title of the form."""
        return bool(lines_of(unit) & (self.key.presentation | self.key.annex_titles))

    def printed(self, text: str) -> bool:
        """True for a line that the blank form prints too, or for the rest of a label broken over lines."""
        line = line_key(without_ticks(text))
        if line.count(" ") < 1:
            return False
        return line in self.key.annex or any(f" {line} " in label for label in self.key.label_lines)

    def stops(self, unit: Unit) -> list[Hit]:
        """Return the labels of a unit that end the value before them."""
        return self._stops.get(unit.index, [])

    def _is_stop(self, hit: Hit) -> bool:
        if hit.style == "prefix":
            return False
        return any(self.fit(m, self.around.of(hit.unit)) > 0.3 for m in hit.matches)

    def fit(self, match: Match, context: Context) -> float:
        """Tell how well a meaning agrees with where the label stands, 0 (impossible) to 1."""
        group = match.target.group
        if STRANGER in context.all and (match.said or self._is_person(group)):
            return 0.0
        if match.said or match.target.kind == "group":
            return 1.0
        if match.target.kind == "composite" and not group:
            return 1.0 if self.person(context) else 0.0
        if group in context.all:
            return 1.0 - 0.01 * context.all.index(group)
        if self._opposed(group, context):
            return 0.0
        if match.target.kind == "composite":
            return 0.2 if self._signs(context) else 0.9
        if match.alone:
            return 0.0 if context.grid and self._is_person(context.grid[0]) else 0.9
        parent = (
            self.key.campaign.by_group[group].parent if group in self.key.campaign.by_group else ""
        )
        if parent and parent in context.all:
            return 0.4
        return 0.35 if not context.all else 0.1

    def person(self, context: Context) -> str:
        """Return the nearest group that has a nom and a prénom, or an empty string."""
        return next((group for group in context.all if self._is_person(group)), "")

    def _is_person(self, group: str) -> bool:
        return group == STRANGER or is_person(group, self.key)

    def _signs(self, context: Context) -> bool:
        """True where people sign: « Le Maire » over a name is no new person there."""
        fields = self.key.campaign.fields
        return any(f.kind == "signature" and f.section in context.all for f in fields)

    def _opposed(self, group: str, context: Context) -> bool:
        near = self.person(context)
        return bool(near) and self._is_person(group) and near != group

    # --- places of a value ---------------------------------------------------------------------

    def inline(self, hit: Hit, *, options: Sequence[Choice] = ()) -> Slice | None:
        """Return what follows a label in its own unit, up to the next label; None if nothing does.

        ``options`` are those of a choice: their words are no labels here (« Type : Commune »).
        """
        ends = [
            other.start
            for other in self.stops(hit.unit)
            if other.start >= hit.end
            and not self._is_last(hit, other)
            and not same_choice(hit.unit.text[other.start : other.end], options)
        ]
        part = Slice(hit.unit, hit.end, min(ends, default=len(hit.unit.text)))
        return part if tidy(part.text).strip(" :.-–—*") else None

    def _is_last(self, hit: Hit, other: Hit) -> bool:
        """« Qualité ⇥ Maire »: a role's name right behind a label, at the end of the line, is its value."""
        text = hit.unit.text
        between, behind = text[hit.end : other.start], text[other.end :]
        person = names_person(other, self.key)
        return person and other.style == "gap" and not (between + behind).strip(" :.\t")

    def under(self, hit: Hit) -> tuple[Slice, ...]:
        """Return the units after the label in the same cell, up to the next label."""
        cell = hit.unit.cell
        if cell is None:
            return ()
        last = max(hit.last, hit.unit.index)
        after = [u for u in cell.units if u.index > last and not u.empty]
        if len(after) == 1 and hit.style == "whole" and self._nothing_right(cell):
            return (Slice(after[0], 0, len(after[0].text)),)  # « Ville » above « Rue »
        return tuple(self._run(u for u in cell.units if u.index > last))

    def _nothing_right(self, cell: CellView) -> bool:
        """True if the next cell of the row is empty or there is none: labels stacked have values there."""
        right = [c for c in cell.table.row(cell.row) if c.column > cell.column]
        return not right or not tidy(right[0].text)

    def _run(self, units: Iterator[Unit]) -> Iterator[Slice]:
        for unit in units:
            stops = self.stops(unit)
            end = stops[0].start if stops else len(unit.text)
            if end > 0:
                yield Slice(unit, 0, end)
            if stops:
                return

    def whole(self, cell: CellView) -> tuple[Slice, ...]:
        """Return everything in a cell."""
        return tuple(Slice(unit, 0, len(unit.text)) for unit in cell.units)

    def label_in(self, cell: CellView, *, fields_only: bool = False) -> Hit | None:
        """Return the label that opens a cell, or None for a cell that holds a value."""
        first = next((unit for unit in cell.units if not unit.empty), None)
        if first is None:
            return None
        for hit in self.stops(first):
            if hit.start > 3 or (
                hit.style != "whole" and len(cell.units) == 1 and hit.style == "gap"
            ):
                continue
            if not fields_only or any(
                m.target.kind == "field"
                and m.score >= 0.92
                and self.fit(m, self.around.of(first)) > 0.3
                for m in hit.matches
            ):
                return hit
        return None

    def flow(
        self, hit: Hit, *, long: bool, items: bool = False, options: Sequence[Choice] = ()
    ) -> Area | None:
        """Return what follows a label: the next paragraph, the run of paragraphs, or the frame.

        ``items`` says that a list is expected: a line with a dash is an item, whatever it says.
        ``options`` are those of a choice: one of them alone is no label here.
        """
        context = self.around.of(hit.unit)
        found: list[Slice] = []
        for unit in self.sheet.units[hit.unit.index + 1 :]:
            if unit.cell is not hit.unit.cell:
                if found:
                    return _area(found, context)
                return self._frame(unit, context, long=long)
            if unit.empty:
                if found and not long:
                    break
                continue
            if long and self._closes(unit, context):
                break
            stops = self.stops(unit)
            if (items and _is_item(unit)) or same_choice(unit.text, options):
                stops = []
            if stops or self.presents(unit):
                if found and long and stops and _tells(unit.text[: stops[0].start]):
                    found.append(Slice(unit, 0, stops[0].start))
                if found or not self._same_label(hit, unit):
                    break
                continue
            if self.printed(unit.text):
                if long:
                    continue
                break
            found.append(Slice(unit, 0, len(unit.text)))
            if not long:
                break
        return _area(found, context) if found else None

    def after_table(self, unit: Unit) -> Area | None:
        """Return the paragraphs or the frame that follow the table holding a unit."""
        if unit.cell is None:
            return None
        last = max(u.index for c in unit.cell.table.cells for u in c.units)
        context = self.around.of(unit)
        found: list[Slice] = []
        for other in self.sheet.units[last + 1 :]:
            if other.cell is not None:
                return _area(found, context) if found else self._frame(other, context, long=False)
            if self.stops(other) or self.presents(other) or self._closes(other, context):
                break
            if not other.empty and not self.printed(other.text):
                found.append(Slice(other, 0, len(other.text)))
        return _area(found, context) if found else None

    def _closes(self, unit: Unit, context: Context) -> bool:
        """True for « Lille, le 3 mars » behind a text: another section begins without a heading."""
        return self.around.of(unit).flow[-1:] != context.flow[-1:]

    def _same_label(self, hit: Hit, unit: Unit) -> bool:
        """« 4. Motivations » then « Pourquoi … ? »: two labels of one field, the value comes after both."""
        ours = {m.target.id for m in hit.matches if m.target.kind == "field" and m.score > 0.9}
        return any(m.target.id in ours for h in self.stops(unit) for m in h.matches)

    def _frame(self, unit: Unit, context: Context, *, long: bool) -> Area | None:
        cell = unit.cell
        if cell is None or not cell.table.framed:
            return None
        area = Area(self.whole(cell), "cadre sous le libellé", 1.0, context, cell)
        if area.text and not long:
            return area
        below = self.after_table(unit)
        if below is None or not below.text:
            return area
        if not area.text:  # the frame was left empty, the text typed under it
            return below
        more = tuple(part for part in below.slices if _goes_on(part.text))
        if not more or below.cell is not None:
            return area
        return replace(area, slices=(*area.slices, *more), method="cadre et suite", fit=0.92)


def _goes_on(text: str) -> bool:
    """True for a sentence under a frame: no page number, no address of the town hall."""
    return len(text.strip()) >= 20 and not _FOOTER.search(text)


def _tells(text: str) -> bool:
    """True for words before a label, not just the number of a heading."""
    return sum(c.isalpha() for c in text) > 4


def _is_item(unit: Unit) -> bool:
    return bool(unit.number) or unit.text.lstrip()[:1] in tuple("-–—•*▪➢►·")


def _area(found: Sequence[Slice], context: Context) -> Area:
    return Area(tuple(found), "texte sous le libellé", 0.97, context)
