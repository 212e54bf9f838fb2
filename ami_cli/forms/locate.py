"""Find every declared field in one form: labels first, then where their values lie."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from ami_cli.forms.choices import Slice, choose
from ami_cli.forms.closings import closings
from ami_cli.forms.context import Context
from ami_cli.forms.labels import Hit, bare_label
from ami_cli.forms.leftovers import leftovers
from ami_cli.forms.lexicon import Match
from ami_cli.forms.people import split_address, split_contact, split_person, split_person_title
from ami_cli.forms.sighting import Sighting, blank, sight
from ami_cli.forms.signatures import signatures
from ami_cli.forms.statements import statements
from ami_cli.forms.units import CellView
from ami_cli.forms.view import LONG_KINDS, Area, View
from ami_cli.forms.widgets import widgets
from ami_cli.forms.words import tidy
from ami_cli.model.campaign import Composite, FieldSpec
from ami_cli.model.dossier import Evidence

LABEL_SURE = 0.98  # an exact label with its value where the blank has it
CHOICE_KINDS = ("choice", "multichoice", "departement")


def locate(view: View) -> dict[str, tuple[Evidence, ...]]:
    """Return every sighting of every declared field in one form, best first.

    A label with nothing beside it is a sighting with empty text: *blank* is not *absent*.
    """
    found: dict[str, list[Sighting]] = defaultdict(list)
    closed = list(closings(view))
    for _, sighting in closed:
        found[sighting.path].append(sighting)
    for sighting in _Search(view, {index for index, _ in closed}).run():
        found[sighting.path].append(sighting)
    for sighting in (*statements(view), *signatures(view), *widgets(view)):
        found[sighting.path].append(sighting)
    for sighting in leftovers(view, found):
        found[sighting.path].append(sighting)
    return {
        path: tuple(s.evidence for s in sorted(some, key=_rank)) for path, some in found.items()
    }


def _rank(sighting: Sighting) -> tuple[bool, float, int]:
    evidence = sighting.evidence
    return (not evidence.text, -round(evidence.confidence, 2), sighting.order)


class _Search:
    """One pass over the labels of a form; a place once taken by a value holds no label any more."""

    def __init__(self, view: View, claimed: set[int]) -> None:
        self.view = view
        self.fields: Mapping[str, FieldSpec] = view.key.campaign.by_path
        self.claimed = claimed

    def run(self) -> Iterator[Sighting]:
        """Yield the sightings of every label in reading order."""
        for unit in self.view.sheet.units:
            for hit in self.view.hits.get(unit.index, ()):
                if unit.index not in self.claimed:
                    yield from self._of_label(hit)

    def _of_label(self, hit: Hit) -> Iterator[Sighting]:
        for area in self._areas(hit):
            meaning = self._meaning(hit, area.context)
            if meaning is None:
                continue
            match, fit = meaning
            sure = LABEL_SURE * match.score * fit * area.fit
            if match.target.kind == "composite":
                composite = self.view.key.campaign.composites[int(match.target.id)]
                group = match.said or composite.group or self.view.person(area.context)
                yield from self._composite(composite, group, area, sure, _title(hit))
            else:
                yield from self._field(self.fields[match.target.id], area, sure)

    # --- what does the label mean here? ----------------------------------------------------------

    def _meaning(self, hit: Hit, context: Context) -> tuple[Match, float] | None:
        best: tuple[float, Match, float] | None = None
        for match in hit.matches:
            if match.target.kind == "group" or self._is_signature(match):
                continue
            fit = self.view.fit(match, context)
            value = match.score * fit + (0.005 if match.target.kind == "composite" else 0)
            if fit > 0.3 and (best is None or value > best[0]):
                best = (value, match, fit)
        return (best[1], best[2]) if best and best[0] > 0.35 else None

    def _is_signature(self, match: Match) -> bool:
        return match.target.kind == "field" and self.fields[match.target.id].kind in (
            "signature",
            "yesno",
        )

    def _spec(self, hit: Hit, context: Context) -> FieldSpec | None:
        meaning = self._meaning(hit, context)
        if meaning is None or meaning[0].target.kind == "composite":
            return None
        return self.fields[meaning[0].target.id]

    # --- where is its value? ---------------------------------------------------------------------

    def _areas(self, hit: Hit) -> Iterator[Area]:
        context = self.view.around.of(hit.unit)
        spec = self._spec(hit, context)
        kind = spec.kind if spec else "text"
        cell = hit.unit.cell
        long = kind in LONG_KINDS
        part = self.view.inline(hit, options=spec.choices if spec else ())
        if hit.style == "prefix":
            if part and self._runs_on(hit, part, context):
                yield Area((part,), "à la suite du libellé", 0.85, context, cell)
            return
        if part and not self.view.printed(part.text):
            rest = self._continued(hit, part) if long else ()
            yield Area((part, *rest), "à côté du libellé", 0.99, context, cell)
            return
        if cell is None or cell.table.framed:
            under = self._under(hit, long=long) if cell else ()
            if under:
                yield Area(under, "sous le libellé", 0.96, context, cell)
                return
            if self._announces(hit, context):
                return
            flow = self.view.flow(hit, long=long, items=kind == "list")
            if flow is None:
                yield Area((), "à côté du libellé", 0.9, context, cell)
            else:
                self._claim(flow, long=long)
                yield flow
            return
        yield from self._cells(hit, cell, context, kind)

    def _runs_on(self, hit: Hit, part: Slice, context: Context) -> bool:
        """« Code postal 59000 »: a short value behind a label of this very section, no sentence."""
        meaning = self._meaning(hit, context)
        value = part.text.strip()
        return (
            meaning is not None
            and meaning[1] >= 0.95
            and len(value) <= 60
            and (value[:1].isupper() or value[:1].isdigit() or value[:1] in '+«"(')
        )

    def _announces(self, hit: Hit, context: Context) -> bool:
        """True for a heading that names a person or section: nothing below it is its own value."""
        groups = [m for m in hit.matches if m.target.kind == "group"]
        meaning = self._meaning(hit, context)
        return bool(groups) and (meaning is None or meaning[0].target.kind == "composite")

    def _under(self, hit: Hit, *, long: bool) -> tuple[Slice, ...]:
        parts = tuple(p for p in self.view.under(hit) if tidy(p.text))
        parts = tuple(p for p in parts if not self.view.printed(p.text))
        if parts and long:
            self.claimed.update(p.unit.index for p in parts)
        return parts if long else parts[:2]

    def _continued(self, hit: Hit, part: Slice) -> tuple[Slice, ...]:
        if hit.unit.cell is not None:
            return self._under(hit, long=True)
        flow = self.view.flow(hit, long=True)
        if flow is None or (flow.cell is not None and flow.cell.table.framed):
            return ()
        self._claim(flow, long=True)
        return flow.slices

    def _claim(self, area: Area, *, long: bool) -> None:
        if long:
            self.claimed.update(part.unit.index for part in area.slices)

    def _cells(self, hit: Hit, cell: CellView, context: Context, kind: str) -> Iterator[Area]:
        under = self._under(hit, long=kind in LONG_KINDS)
        if under:
            yield Area(under, "sous le libellé", 0.96, context, cell)
            return
        right = self._right(hit, cell, context, kind)
        if right:
            yield from right
            return
        yield from self._below(hit, cell, kind)

    def _right(self, hit: Hit, cell: CellView, context: Context, kind: str) -> list[Area]:
        others = [c for c in cell.table.row(cell.row) if c.column > cell.column]
        others += [
            c
            for c in cell.table.cells
            if c.row < cell.row < c.row + c.rowspan and c.column > cell.column and c not in others
        ]
        areas: list[Area] = []
        for other in others:
            if self._labels(other, hit, kind):
                break
            here = Context(self.view.around.grid(other), context.flow)
            areas.append(Area(self.view.whole(other), "case à droite du libellé", 1.0, here, other))
        if not areas:
            return []
        if any(area.context.grid for area in areas):
            return self._take(areas, kind)
        if len(areas) > 1 and (split := self._by_order(hit, areas)):
            return split
        full = [area for area in areas if area.text]
        first = areas[0] if areas[0].text or not full else full[0]
        return self._take([first], kind)

    def _take(self, areas: list[Area], kind: str) -> list[Area]:
        for area in areas:
            if kind in (*LONG_KINDS, *CHOICE_KINDS) or area.text:
                self.claimed.update(part.unit.index for part in area.slices)
        return areas

    def _labels(self, cell: CellView, hit: Hit, kind: str) -> bool:
        """True if a cell to the right is the next label and not this one's value."""
        label = self.view.label_in(cell, fields_only=True)
        if label is None:
            return False
        if kind in CHOICE_KINDS:
            specs = [self.fields[m.target.id] for m in hit.matches if m.target.kind == "field"]
            for spec in specs:
                if choose(self.view.whole(cell), spec.choices, several=True).printed:
                    return False
        return not all(self._is_signature(m) or m.target.kind != "field" for m in label.matches)

    def _by_order(self, hit: Hit, areas: list[Area]) -> list[Area]:
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

    def _below(self, hit: Hit, cell: CellView, kind: str) -> Iterator[Area]:
        flow = self.view.around.of(hit.unit).flow
        seen = False
        for row in range(cell.row + cell.rowspan, cell.table.row_count):
            other = cell.table.at(row, cell.column)
            if other is None or other is cell or self._labels(other, hit, kind):
                break
            grid = self.view.around.grid(other)
            if seen and not grid:
                break
            seen = True
            yield from self._take(
                [
                    Area(
                        self.view.whole(other),
                        "case sous le libellé",
                        0.97,
                        Context(grid, flow),
                        other,
                    )
                ],
                kind,
            )
        if not seen and kind in LONG_KINDS:
            after = self.view.after_table(hit.unit)
            if after:
                self._claim(after, long=True)
                yield after
        elif not seen:
            yield Area((), "case à côté du libellé", 0.9, self.view.around.of(hit.unit), cell)

    # --- from an area to sightings ---------------------------------------------------------------

    def _field(self, spec: FieldSpec, area: Area, sure: float) -> Iterator[Sighting]:
        if spec.kind in CHOICE_KINDS:
            yield from self._choice(spec, area, sure)
            return
        parts = tuple(p for p in area.slices if tidy(p.text) and not self.view.printed(p.text))
        if not parts:
            yield blank(spec.path, area, self.view, sure)
            return
        yield sight(spec.path, parts, area, self.view, sure)

    def _choice(self, spec: FieldSpec, area: Area, sure: float) -> Iterator[Sighting]:
        several = spec.kind == "multichoice"
        chosen = choose(area.slices, spec.choices, several=several)
        if not chosen.printed:
            parts = tuple(p for p in area.slices if tidy(p.text))
            if parts:
                yield sight(spec.path, parts, area, self.view, sure * 0.6)
            else:
                yield blank(spec.path, area, self.view, sure)
            return
        if chosen.extra and not chosen.free:
            yield sight(spec.path, area.slices, area, self.view, 0.9 * sure, text=chosen.extra)
            return
        text = " ; ".join(option.choice.label for option in chosen.options)
        parts = tuple(Slice(o.unit, o.start, o.end) for o in chosen.options)
        where = parts or area.slices[:1]
        sighting = sight(spec.path, where, area, self.view, min(sure, chosen.confidence), text=text)
        yield sighting.how(chosen.method)
        if spec.other_field and chosen.free and chosen.free_slice:
            yield sight(
                spec.other_field,
                (chosen.free_slice,),
                area,
                self.view,
                min(sure, chosen.confidence),
                text=chosen.free,
            ).how("texte après « autre »")

    def _composite(
        self, composite: Composite, group: str, area: Area, sure: float, title: str
    ) -> Iterator[Sighting]:
        parts = tuple(p for p in area.slices if tidy(p.text) and not self.view.printed(p.text))
        paths = [p if "." in p else f"{group}.{p}" for p in composite.fields]
        if not parts:
            yield from (blank(p, area, self.view, sure) for p in paths if p in self.fields)
            return
        text = "\n".join(tidy(p.text) for p in parts)
        values, factor = _split(composite.split, text)
        if composite.split == "person_title" and not values[2] and any(values):
            values = (*values[:2], title)
        for path, value in zip(paths, values, strict=True):
            if path in self.fields and (value or composite.split in ("person", "postal_city")):
                yield sight(path, parts, area, self.view, sure * factor, text=value)


def _title(hit: Hit) -> str:
    """Return the function that a label names by itself: « Présidente : Béatrice HENNEBELLE »."""
    said = bare_label(hit.unit.text[hit.start : hit.end])
    words = re.sub(r"^(?:le|la|l['’]|monsieur le|madame la|m\. le|mme la)\s*", "", said, flags=re.I)
    single = re.fullmatch(r"(?:maire|présidente?|vice-présidente?)", words, flags=re.I)
    return words[:1].upper() + words[1:].lower() if single else ""


def _split(way: str, text: str) -> tuple[tuple[str, ...], float]:
    """Return the parts of a composite value and how sure the cut is."""
    match way:
        case "person":
            nom, prenom, sure = split_person(text)
            return (nom, prenom), 0.97 if sure else 0.72
        case "person_title":
            nom, prenom, fonction, sure = split_person_title(text)
            return (nom, prenom, fonction), 0.96 if sure else 0.7
        case "address":
            return split_address(text), 0.97
        case "postal_city":
            _, postal, town = split_address(text)
            return (postal, town), 0.97 if postal else 0.4
        case _:
            return split_contact(text), 0.97
