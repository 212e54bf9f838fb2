"""Where the value of a label lies: on its line, in the next cell, below, in the frame that follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ami_cli.forms.choices.choose import same_choice
from ami_cli.forms.choices.strip import Slice, unstruck
from ami_cli.forms.choices.ticks import without_ticks
from ami_cli.forms.key import Key, annex_start, lines_of
from ami_cli.forms.labels.find import Hit, hits_of
from ami_cli.forms.labels.lexicon import Match
from ami_cli.forms.sheet.units import CellView, Sheet, Unit
from ami_cli.forms.view.context import STRANGER, Context, Surroundings
from ami_cli.forms.view.relabel import forget_functions, is_person, join_broken_labels, names_person
from ami_cli.forms.words import line_key, tidy, tokens
from ami_cli.model.campaign import Choice

TITLE = 90  # characters: « ANNEXE : FORMULAIRE DE CANDIDATURE (recopié) » still is the title of the form
_ASIDE = re.compile(r"\([^()]{3,60}\)\s*")
MIN_QUESTION = 6  # words: a shorter line of the blank is a label
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
        return "\n".join(text for part in unstruck(self.slices) if (text := tidy(part.kept)))


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
        if unit.cell is not None and not unit.cell.table.framed and " " not in unit.text.strip():
            return False  # « Contact » heads a column here, a paragraph there
        lines = lines_of(unit)
        if lines & (self.key.presentation | self.key.annex_titles):
            return True
        titles = tuple(f"{title} " for title in self.key.annex_titles if " " in title)
        return len(unit.text) < TITLE and any(line.startswith(titles) for line in lines)

    def printed(self, text: str) -> bool:
        """True for a line that the blank form prints too, or for the rest of a label broken over lines."""
        line = line_key(without_ticks(text))
        if line.count(" ") < 1:
            return False
        return line in self.key.annex or any(f" {line} " in label for label in self.key.label_lines)

    def boxed(self, text: str) -> bool:
        """True for a line before which the blank prints a box."""
        return line_key(without_ticks(text)) in self.key.boxed

    def unprinted(self, text: str) -> int:
        """Return where an answer begins that is typed behind a question of the blank on the same line; else 0."""
        opening = _ASIDE.match(text.lstrip())
        if opening and self._printed_within(opening.group()):
            return len(text) - len(text.lstrip()[opening.end() :])
        words = tokens(text)
        for count in range(len(words) - 1, MIN_QUESTION - 1, -1):
            if " ".join(w.word for w in words[:count]) in self.key.annex:
                rest = text[words[count - 1].end :].lstrip(" ?!:.)»\u00a0\u202f")
                aside = _ASIDE.match(rest)
                if aside and self._printed_within(aside.group()):
                    rest = rest[aside.end() :]
                return len(text) - len(rest)
        return 0

    def _printed_within(self, text: str) -> bool:
        line = line_key(text)
        return any(f" {line} " in f" {printed} " for printed in self.key.annex)

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
        text = hit.unit.text
        end = min(ends, default=len(text))
        if end < len(text):  # « Titre : X – Stade : Y »: the dash belongs to neither
            end = max(hit.end, len(text[:end].rstrip(" –—-;|/,\t")))
        part = Slice(hit.unit, hit.end, end)
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
        section = self.around.of(hit.unit).flow[-1:]
        rest = (u for u in cell.units if u.index > last)
        own = takewhile(
            lambda u: self.around.of(u).flow[-1:] in (section, ()) and not self.around.opens(u),
            rest,
        )
        return tuple(self._run(iter(own)))

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
        composites = [
            hit
            for hit in self.hits.get(first.index, ())
            if any(_is_composite_label(hit, m) for m in hit.matches)
        ]
        for hit in (*self.stops(first), *composites):
            if hit.start > 3 or (
                hit.style != "whole" and len(cell.units) == 1 and hit.style == "gap"
            ):
                continue
            if not fields_only or any(
                _is_composite_label(hit, m)
                or (
                    m.target.kind == "field"
                    and m.score >= 0.92
                    and self.fit(m, self.around.of(first)) > 0.3
                )
                for m in hit.matches
            ):
                return hit
        return None


def _is_composite_label(hit: Hit, match: Match) -> bool:
    """« Contact », « Nom et prénom » alone in a cell: never a value."""
    bare = match.target.kind == "composite" and not match.target.group
    return bare and hit.style == "whole" and match.score >= 0.97
