"""Under which heading, column or person each unit stands: « Nom » means nothing without it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ami_cli.forms.key import Key
from ami_cli.forms.labels.find import Hit
from ami_cli.forms.labels.lexicon import Match
from ami_cli.forms.sheet.units import CellView, Sheet, TableView, Unit
from ami_cli.forms.values.datelines import dateline
from ami_cli.forms.view.relabel import is_person
from ami_cli.forms.words import fold, line_key, neutral

HEADING_ENOUGH = 0.85
ROLE_LENGTH = 120  # characters of a role with the function behind it
_BEHIND = re.compile(r"\s+[–—-]\s+|\s*[:,(]\s*")
STRANGER = "~"  # the group of a person whom the form does not ask for: a substitute, a secretary
_FAREWELL = re.compile(
    r"\b(?:d'agreer|veuillez (?:agreer|recevoir)|salutations (?:distinguees|respectueuses|les meilleures)|"
    r"(?:bien )?cordialement\b[ ,.]*$)"
)
_SUBSTITUTE = re.compile(r"\b(?:suppleante?s?|remplacante?s?|adjointe? au referent)\b")


@dataclass(frozen=True, slots=True)
class Context:
    """Groups that rule a unit: those of its column and row (sure), then those of the headings above."""

    grid: tuple[str, ...] = ()
    flow: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Every group, the nearest first."""
        return self.grid + self.flow


class Surroundings:
    """Answers « under what does this stand? » for every unit and cell of a sheet."""

    def __init__(self, sheet: Sheet, hits: Mapping[int, Sequence[Hit]], key: Key) -> None:
        self._hits = hits
        self._key = key
        self._roles = {i: g for table in sheet.tables for i, g in self._role_column(table).items()}
        self._cell_groups = self._roles | {
            id(cell): group
            for table in sheet.tables
            if not table.framed
            for cell in table.cells
            if id(cell) not in self._roles and (group := self._head_of(cell, table))
        }
        self._flow = self._flows(sheet)

    def opens(self, unit: Unit) -> bool:
        """True if a unit's first words begin a section: « Fait à … »."""
        return self._opened(unit) is not None

    def of(self, unit: Unit, cell: CellView | None = None) -> Context:
        """Return the context of a unit, as seen from ``cell`` when that is another one."""
        return Context(self.grid(cell or unit.cell), self._flow[unit.index])

    def grid(self, cell: CellView | None) -> tuple[str, ...]:
        """Return the groups that head the cell's column and row."""
        found: list[str] = []
        while cell is not None:
            own = self.heads(cell)
            near = (own,) if own else (self._above(cell), self._beside(cell))
            found.extend(group for group in near if group and group not in found)
            cell = cell.table.parent
        return tuple(found)

    def heads(self, cell: CellView) -> str | None:
        """Return the group that a cell announces, or None."""
        return self._cell_groups.get(id(cell))

    def _above(self, cell: CellView) -> str | None:
        for row in range(cell.row - 1, -1, -1):
            for other in cell.table.row(row):
                overlaps = (
                    other.column < cell.column + cell.colspan
                    and cell.column < other.column + other.colspan
                )
                if overlaps and (group := self.heads(other)):
                    return group
        return None

    def _beside(self, cell: CellView) -> str | None:
        row = [c for c in cell.table.cells if c.row <= cell.row < c.row + c.rowspan]
        left = [other for other in row if other.column < cell.column]
        right = [other for other in row if id(other) in self._roles]
        for other in (*sorted(left, key=lambda c: -c.column), *right):
            if group := self.heads(other):
                return group
        return None

    def _role_column(self, table: TableView) -> dict[int, str]:
        """Return the cells of a column that tells each row's person: « élue », « technicien »."""
        columns = {cell.column for cell in table.cells if cell.column > 0}
        for column in sorted(columns):
            below = [c for c in table.cells if c.column == column and c.row > 0]
            full = [(c, unit) for c in below if (unit := _first_unit(c)) is not None]
            groups = {id(c): self._whole_group(unit) for c, unit in full}
            if len(set(groups.values())) > 1 and all(self._is_person(g) for g in groups.values()):
                return {i: g for i, g in groups.items() if g}
        return {}

    def _is_person(self, group: str | None) -> bool:
        return f"{group}.prenom" in self._key.campaign.by_path

    def _head_of(self, cell: CellView, table: TableView) -> str | None:
        first = _first_unit(cell)
        if first and (cell.row == 0 or cell.column == 0) and _is_substitute(first):
            return STRANGER
        group = self._whole_group(first) if first else None
        if group is None and first and cell.column == 0 and cell.row and self._may_lead(first):
            led = led_group(first, self._key)
            return led[0] if led else None
        return None if group is None or self._among_values(cell, table) else group

    def _alternates(self, cell: CellView, others: Sequence[tuple[CellView, Unit]]) -> bool:
        """« Élu | Dupont | Technicien | Martin »: labels and values in turn, this one a person's."""
        first = _first_unit(cell)
        if first is None or not self._is_person(self._whole_group(first)):
            return False
        left = [self._is_whole(u) for o, u in others if o.column < cell.column]
        right = [self._is_whole(u) for o, u in others if o.column > cell.column]
        return (
            left == [n % 2 == 0 for n in range(len(left))]
            and len(left) % 2 == 0
            and right[:1] == [False]
        )

    def _is_whole(self, unit: Unit) -> bool:
        return any(hit.style == "whole" for hit in self._hits.get(unit.index, ()))

    def _may_lead(self, unit: Unit) -> bool:
        return all(hit.style in ("gap", "prefix") for hit in self._hits.get(unit.index, ()))

    def _among_values(self, cell: CellView, table: TableView) -> bool:
        """True for a cell of a row of answers: « Fonction | Maire », « Élu | Dupont | Maire »."""
        others = [
            (other, first)
            for other in table.row(cell.row)
            if other is not cell and (first := _first_unit(other)) is not None
        ]
        before = [first for other, first in others if other.column < cell.column]
        if not before or self._alternates(cell, others):
            return False
        labels = [
            self._hits.get(first.index, ()) for _, first in others if not _is_substitute(first)
        ]
        if not all(hits and hits[0].style == "whole" for hits in labels):
            return True
        return self._whole_group(before[0]) is None

    def _whole_group(self, unit: Unit) -> str | None:
        hit = next(iter(self._hits.get(unit.index, ())), None)
        if hit is None or hit.style != "whole":
            return None
        return group_of(hit.matches)

    def _flows(self, sheet: Sheet) -> tuple[tuple[str, ...], ...]:
        flows: list[tuple[str, ...]] = []
        section: str | None = None
        sub: str | None = None
        groups = self._key.campaign.by_group
        for unit in sheet.units:
            group = self._heading(unit, section)
            if unit.cell is None and _is_substitute(unit):
                sub = STRANGER
            elif (
                group is not None
                and groups[group].parent
                and section
                in (
                    groups[group].parent,
                    None,
                )
            ):
                sub = group
            elif group is not None:
                section = groups[group].parent or group
                sub = group if groups[group].parent else None
            elif person := self._told(unit):
                sub = person
            elif opened := self._opened(unit) or self._dated(unit, len(sheet.units)):
                section, sub = opened, None
            flows.append(tuple(g for g in (sub, section) if g))
        return tuple(flows)

    def _told(self, unit: Unit) -> str | None:
        """« Élu du binôme (NOM, fonction) : TOURNEMINE Lydie »: the lines below are about the same person."""
        hit = next(iter(self._hits.get(unit.index, ())), None)
        if (
            unit.cell is not None
            or hit is None
            or hit.style != "colon"
            or hit.score < HEADING_ENOUGH
        ):
            return None
        said = {
            m.said or m.target.group for m in hit.matches if m.target.kind in ("composite", "group")
        }
        person = said.pop() if len(said) == 1 else ""
        groups = self._key.campaign.by_group
        return (
            person
            if person in groups and groups[person].parent and self._is_person(person)
            else None
        )

    def _heading(self, unit: Unit, section: str | None) -> str | None:
        group = self._whole_group(unit)
        if group is None or self._belongs(unit, section):
            return None
        if unit.cell is None or unit.cell.table.framed:
            return group
        row = unit.cell.table.row(unit.cell.row)
        return group if len(row) == 1 else None

    def _belongs(self, unit: Unit, section: str | None) -> bool:
        """« Le Maire » under the signatures is a label of that section, not a new heading."""
        hit = self._hits[unit.index][0]
        return any(m.target.kind == "field" and m.target.group == section for m in hit.matches)

    def _dated(self, unit: Unit, count: int) -> str | None:
        """« Lille, le 3 mars 2021 » in the second half of a form begins its closing."""
        if unit.index * 2 < count or dateline(unit.text) is None:
            return None
        return next((group.id for group in self._key.campaign.groups if group.openings), None)

    def _opened(self, unit: Unit) -> str | None:
        """Return the group that a unit's words begin where no heading does: « Fait à … », or a letter's farewell."""
        line = line_key(unit.text) + " "
        farewell = _FAREWELL.search(fold(unit.text).replace("’", "'")) is not None
        for group in self._key.campaign.groups:
            if any(line.startswith(line_key(words) + " ") for words in group.openings):
                return group.id
            if group.openings and farewell:
                return group.id
        return None


def led_group(unit: Unit, key: Key) -> tuple[str, int] | None:
    """Return the person that a cell names before saying more, and where the rest begins: « Élue – VP littoral »."""
    cut = _BEHIND.search(unit.text)
    if cut is None or not unit.text[: cut.start()].strip() or len(unit.text) > ROLE_LENGTH:
        return None
    group = group_of(key.lexicon.look_up(unit.text[: cut.start()].strip()))
    return (group, cut.end()) if group and is_person(group, key) else None


def _first_unit(cell: CellView) -> Unit | None:
    return next((unit for unit in cell.units if not unit.empty), None)


def _is_substitute(unit: Unit) -> bool:
    """True for a heading that names somebody's substitute."""
    text = fold(neutral(unit.text))
    return len(text) <= 50 and ":" not in text.rstrip(": ") and bool(_SUBSTITUTE.search(text))


def group_of(matches: Sequence[Match]) -> str | None:
    """Return the group a label announces, or None."""
    for match in matches:
        if match.target.kind == "group" and match.score >= HEADING_ENOUGH:
            return match.target.id
    return None
