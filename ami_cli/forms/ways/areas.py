"""Every place where the value of one label may be, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ami_cli.forms.choices.choose import choose
from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.labels.find import Hit
from ami_cli.forms.sheet.units import CellView
from ami_cli.forms.values.parse import answer_of, parse
from ami_cli.forms.values.people import tells_person
from ami_cli.forms.view.context import Context
from ami_cli.forms.view.meaning import CHOICE_KINDS, field_meant, meaning, read_elsewhere
from ami_cli.forms.view.view import LONG_KINDS, Area, View
from ami_cli.forms.ways.cells import cells_right, pointed_at, row_of_headings, share, speaks
from ami_cli.forms.ways.flow import after_table, long_flow, short_flow
from ami_cli.forms.words import tidy
from ami_cli.model.campaign import FieldSpec

CARD = "case sous le titre"
CHECKED_KINDS = ("int", "phone", "email", "siren", "siret", "postal_code", "date", "url")


class Areas:
    """Finds the areas of labels; ``claimed`` are the units a value has taken: they hold no label any more."""

    def __init__(self, view: View, claimed: set[int]) -> None:
        self.view = view
        self.claimed = claimed

    def of(self, hit: Hit) -> Iterator[Area]:
        """Yield where the value of a label lies; an area without slices is a place left empty."""
        context = self.view.around.of(hit.unit)
        spec = field_meant(self.view, hit, context)
        kind = spec.kind if spec else "text"
        part = self.view.inline(hit, options=spec.choices if spec else ())
        if hit.style == "prefix":
            if part and self._runs_on(hit, part, context):
                fit = 0.85 if kind in CHECKED_KINDS else 0.75
                yield Area((part,), "à la suite du libellé", fit, context, hit.unit.cell)
        elif part and (kind in CHOICE_KINDS or not self.view.printed(part.text)):
            rest = self._continued(hit, part) if kind in LONG_KINDS else ()
            yield Area((part, *rest), "à côté du libellé", 0.99, context, hit.unit.cell)
        elif hit.unit.cell is None or hit.unit.cell.table.framed:
            yield from self._in_text(hit, context, spec)
        else:
            yield from self._in_table(hit, hit.unit.cell, context, spec)

    # --- in running text -------------------------------------------------------------------------

    def _in_text(self, hit: Hit, context: Context, spec: FieldSpec | None) -> Iterator[Area]:
        kind = spec.kind if spec else "text"
        options = spec.choices if spec and kind in CHOICE_KINDS else ()
        long = kind in LONG_KINDS
        under = self._under(hit, long=long) if hit.unit.cell else ()
        if under:
            yield Area(under, "sous le libellé", 0.96, context, hit.unit.cell)
            return
        if self._announces(hit, context):
            yield from self._person_below(hit, context)
            return
        flow = (
            long_flow(self.view, hit, items=kind == "list")
            if long
            else short_flow(self.view, hit, options)
        )
        if flow is None:
            yield Area((), "à côté du libellé", 0.9, context, hit.unit.cell)
            return
        self._claim(flow, long=long or bool(options))
        yield flow

    def _runs_on(self, hit: Hit, part: Slice, context: Context) -> bool:
        """« Code postal 59000 »: a short value behind a label of this very section, no sentence."""
        found = meaning(self.view, hit, context)
        value = part.text.strip()
        if found is None or found[1] < 0.95 or len(value) > 60:
            return False
        spec = field_meant(self.view, hit, context)
        if spec is not None and spec.kind in CHECKED_KINDS:
            return parse(value, spec).quality >= 0.9
        return value[:1].isupper() or value[:1].isdigit() or value[:1] in '+«"('

    def _announces(self, hit: Hit, context: Context) -> bool:
        """True for a heading that names a person or section: nothing below it is its own value."""
        groups = [m for m in hit.matches if m.target.kind == "group"]
        found = meaning(self.view, hit, context)
        return bool(groups) and (found is None or found[0].target.kind == "composite")

    def _person_below(self, hit: Hit, context: Context) -> Iterator[Area]:
        """« Élu référent » alone on its line, « R : Mme Latifa HAMMOUCHE » on the next."""
        flow = short_flow(self.view, hit)
        if flow is None or flow.cell is not None or not tells_person(answer_of(flow.text)):
            return
        self._claim(flow, long=True)
        yield replace(flow, fit=flow.fit * 0.95)

    def _under(self, hit: Hit, *, long: bool) -> tuple[Slice, ...]:
        parts = tuple(p for p in self.view.under(hit) if tidy(p.text))
        parts = tuple(p for p in parts if not self.view.printed(p.text))
        if parts and long:
            self.claimed.update(p.unit.index for p in parts)
        return parts if long else parts[:2]

    def _continued(self, hit: Hit, part: Slice) -> tuple[Slice, ...]:
        if hit.unit.cell is not None:
            return self._under(hit, long=True)
        flow = long_flow(self.view, hit)
        if flow is None or (flow.cell is not None and flow.cell.table.framed):
            return ()
        self._claim(flow, long=True)
        return flow.slices

    def _claim(self, area: Area, *, long: bool) -> None:
        if long:
            self.claimed.update(part.unit.index for part in area.slices)

    # --- in a table ------------------------------------------------------------------------------

    def _in_table(
        self, hit: Hit, cell: CellView, context: Context, spec: FieldSpec | None
    ) -> Iterator[Area]:
        kind = spec.kind if spec else "text"
        under = self._under(hit, long=kind in LONG_KINDS)
        if under:
            yield Area(under, "sous le libellé", 0.96, context, cell)
            return
        right = [
            area
            for area in self._right(hit, cell, context, spec)
            if meaning(self.view, hit, area.context) is not None
            and not row_of_headings(cell, self.view)
        ]
        if right and not (pointed_at(cell) and not any(area.text for area in right)):
            yield from right
            return
        yield from self._below(hit, cell, spec)

    def _right(
        self, hit: Hit, cell: CellView, context: Context, spec: FieldSpec | None
    ) -> list[Area]:
        areas: list[Area] = []
        for other in cells_right(cell):
            if self._is_label(other, hit, spec) or (
                self._heads_on(other, cell) and not self._offers(other, spec)
            ):
                break
            grid = self.view.around.grid(other) or self.view.around.grid(cell)
            here = Context(grid, context.flow)
            areas.append(Area(self.view.whole(other), "case à droite du libellé", 1.0, here, other))
        if not areas or any(area.context.grid for area in areas):
            return self._take(areas, spec)
        if spec and spec.kind in CHOICE_KINDS and len(areas) > 1:
            slices = tuple(part for area in areas for part in area.slices)
            return self._take(
                [Area(slices, "cases à droite du libellé", 0.98, areas[0].context, cell)], spec
            )
        if len(areas) > 1 and (split := self._by_order(areas)):
            return split
        full = [area for area in areas if area.text]
        return self._take([areas[0] if areas[0].text or not full else full[0]], spec)

    def _take(self, areas: list[Area], spec: FieldSpec | None) -> list[Area]:
        whole = spec is not None and spec.kind in (*LONG_KINDS, *CHOICE_KINDS)
        for area in areas:
            if whole or area.text:
                self.claimed.update(part.unit.index for part in area.slices)
        return areas

    def _heads_on(self, other: CellView, cell: CellView) -> bool:
        """True for the heading of the next column, seen from a heading in the same row."""
        return (
            self.view.around.heads(cell) is not None and self.view.around.heads(other) is not None
        )

    def _stack(self, hit: Hit, cell: CellView, spec: FieldSpec | None) -> Iterator[Area]:
        """A long answer over several rows of a table of one column."""
        found: list[Slice] = []
        for other in sorted(cell.table.cells, key=lambda c: c.row):
            if other.row <= cell.row:
                continue
            if self._is_label(other, hit, spec) or self.view.around.heads(other):
                break
            found.extend(self.view.whole(other))
        context = self.view.around.of(hit.unit)
        area = Area(tuple(found), "cases sous le libellé", 0.96, context, cell)
        after = None if area.text else after_table(self.view, hit.unit)
        yield from self._take([after or area], spec)

    def _card(self, cell: CellView) -> Area | None:
        """« Élu·e » over a cell that tells the person without any label: name, function, phone, mail."""
        group = self.view.around.heads(cell)
        below = cell.table.at(cell.row + cell.rowspan, cell.column)
        if group is None or below is None or below is cell or below.row + 1 < cell.table.row_count:
            return None
        heads = {c.column for c in cell.table.row(cell.row) if self.view.around.heads(c)}
        row = [c for c in cell.table.row(below.row) if any(not u.empty for u in c.units)]
        if any(c.column not in heads or speaks(self.view, c) for c in row):
            return None
        flow = self.view.around.of(cell.units[0]).flow
        return Area(self.view.whole(below), CARD, 0.95, Context((group,), flow), below)

    def _is_label(self, cell: CellView, hit: Hit, spec: FieldSpec | None) -> bool:
        """True if a neighbouring cell is the next label and not this one's value."""
        label = self.view.label_in(cell, fields_only=True)
        if label is None or self._has_no_place(label, cell, hit):
            return False
        if label.style == "colon" and self.view.inline(label) and share(label, hit):
            return False  # « Téléphone | Tél. : 01 … »: the label said twice
        if self._offers(cell, spec):
            return False
        return not all(
            read_elsewhere(self.view, m)
            or m.target.kind == "group"
            or (m.target.kind == "composite" and m.target.group)
            for m in label.matches
        )

    def _offers(self, cell: CellView, spec: FieldSpec | None) -> bool:
        """True for a cell with options of the choice that is asked: « Statut | Commune »."""
        if spec is None or spec.kind not in CHOICE_KINDS:
            return False
        return choose(self.view.whole(cell), spec.choices, several=True).printed

    def _has_no_place(self, label: Hit, cell: CellView, hit: Hit) -> bool:
        """« Ville | Rue »: the last cell of a row of answers is a value, were it a label's word."""
        ours = hit.unit.cell
        if ours is None or ours.row != cell.row or label.style != "whole" or cells_right(cell):
            return False
        row = [c for c in cell.table.row(cell.row) if any(not u.empty for u in c.units)]
        before = cell.table.at(cell.row, ours.column - 1)
        if before is not None and self.view.label_in(before, fields_only=True) is not None:
            return False  # a row of headings
        if any(self.view.label_in(c, fields_only=True) is None for c in row):
            return True
        below = cell.table.at(cell.row + 1, ours.column)
        if len(row) == 2 and cell.table.row_count == 1:
            spec = field_meant(self.view, hit, self.view.around.of(hit.unit))
            return spec is not None and spec.kind not in CHECKED_KINDS
        return len(row) == 2 and below is not None and self.view.label_in(below) is not None

    def _by_order(self, areas: list[Area]) -> list[Area]:
        """Columns without a heading: as many as there are people under this section, in their order."""
        campaign = self.view.key.campaign
        section = areas[0].context.flow[-1] if areas[0].context.flow else ""
        people = [g.id for g in campaign.groups if g.parent and g.parent == section]
        if len(people) != len(areas):
            return []
        return [
            Area(a.slices, "colonne sans titre", 0.75, Context((person,), a.context.flow), a.cell)
            for a, person in zip(areas, people, strict=True)
        ]

    def _below(self, hit: Hit, cell: CellView, spec: FieldSpec | None) -> Iterator[Area]:
        if spec is None and self.view.around.heads(cell):
            card = self._card(cell)
            if card is not None:
                yield card
            return
        flow = self.view.around.of(hit.unit).flow
        long = spec is not None and spec.kind in LONG_KINDS
        seen = False
        if long and not any(c.column for c in cell.table.cells):
            yield from self._stack(hit, cell, spec)
            return
        if not long and (pointed := pointed_at(cell)):
            here = Context(self.view.around.grid(cell), flow)
            yield from self._take(
                [Area(self.view.whole(pointed), "case sous le libellé", 0.96, here, pointed)], spec
            )
            return
        for row in range(cell.row + cell.rowspan, cell.table.row_count):
            other = cell.table.at(row, cell.column)
            if other is None or other is cell or self._is_label(other, hit, spec):
                break
            if self.view.around.heads(other) and not self._offers(other, spec):
                continue
            grid = self.view.around.grid(other)
            if seen and not grid:
                break
            seen = True
            area = Area(
                self.view.whole(other), "case sous le libellé", 0.97, Context(grid, flow), other
            )
            yield from self._take([area], spec)
        if seen:
            return
        after = after_table(self.view, hit.unit) if long else None
        if after:
            self._claim(after, long=True)
            yield after
        else:
            yield Area((), "case à côté du libellé", 0.9, self.view.around.of(hit.unit), cell)
