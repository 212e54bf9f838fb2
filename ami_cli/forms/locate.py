"""Find every declared field in one form: labels first, then where their values lie."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ami_cli.forms.choices.choose import choose
from ami_cli.forms.choices.strip import Slice, unstruck
from ami_cli.forms.labels.find import Hit, bare_label
from ami_cli.forms.labels.lexicon import Match
from ami_cli.forms.signing.boxes import signatures
from ami_cli.forms.values.parse import answer_of
from ami_cli.forms.values.people import (
    split_address,
    split_contact,
    split_person,
    split_person_title,
    split_service,
    without_contact,
    without_substitute,
)
from ami_cli.forms.values.places import departements_named
from ami_cli.forms.view.meaning import CHOICE_KINDS, meaning
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import LONG_KINDS, Area, View
from ami_cli.forms.ways.aligned import aligned
from ami_cli.forms.ways.appended import appended
from ami_cli.forms.ways.areas import CARD, Areas
from ami_cli.forms.ways.below import below
from ami_cli.forms.ways.closings import closings
from ami_cli.forms.ways.completions import completions
from ami_cli.forms.ways.crosses import option_tables
from ami_cli.forms.ways.ditto import ditto, is_ditto
from ami_cli.forms.ways.leftovers import leftovers
from ami_cli.forms.ways.mentions import mentions
from ami_cli.forms.ways.next_lines import next_lines
from ami_cli.forms.ways.questions import question_grids
from ami_cli.forms.ways.references import references
from ami_cli.forms.ways.roles import roles
from ami_cli.forms.ways.running import running
from ami_cli.forms.ways.sentences import sentences
from ami_cli.forms.ways.side_by_side import side_by_side
from ami_cli.forms.ways.statements import statements
from ami_cli.forms.ways.tables import tables
from ami_cli.forms.ways.unlabelled import unlabelled
from ami_cli.forms.ways.unwritten import drawn_in, unwritten
from ami_cli.forms.ways.widgets import widgets
from ami_cli.forms.words import tidy
from ami_cli.model.campaign import Composite, FieldSpec
from ami_cli.model.dossier import Evidence

LABEL_REST = 60  # characters: the longest rest of a label that may stand before its colon
LABEL_SURE = 0.99  # an exact label with its value where the blank has it


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
    for sighting in (
        *statements(view),
        *signatures(view),
        *widgets(view),
        *option_tables(view),
        *below(view),
        *tables(view),
        *question_grids(view),
    ):
        found[sighting.path].append(sighting)
    for sighting in leftovers(view, found):
        found[sighting.path].append(sighting)
    for fall_back in (
        aligned,
        side_by_side,
        unlabelled,
        appended,
        sentences,
        next_lines,
        mentions,
        running,
    ):
        for sighting in list(fall_back(view, found)):
            found[sighting.path].append(sighting)
    for sighting in list(roles(view, found)):
        found[sighting.path].append(sighting)
    references(view, found)
    completions(view, found)
    return {
        path: tuple(s.evidence for s in sorted(some, key=_rank)) for path, some in found.items()
    }


def _rank(sighting: Sighting) -> tuple[bool, float, int]:
    evidence = sighting.evidence
    return (not evidence.text, -round(evidence.confidence, 2), sighting.order)


class _Search:
    """One pass over the labels of a form, in reading order."""

    def __init__(self, view: View, claimed: set[int]) -> None:
        self.view = view
        self.fields: Mapping[str, FieldSpec] = view.key.campaign.by_path
        self.areas = Areas(view, claimed)

    def run(self) -> Iterator[Sighting]:
        """Yield the sightings of every label."""
        for unit in self.view.sheet.units:
            for hit in self.view.hits.get(unit.index, ()):
                if unit.index not in self.areas.claimed:
                    yield from self._of_label(hit)

    def _of_label(self, hit: Hit) -> Iterator[Sighting]:
        beside: Area | None = None
        for area in self.areas.of(hit):
            found = meaning(self.view, hit, area.context)
            if found is None:
                continue
            match, fit = found
            if beside is not None and is_ditto(area.text):
                area = ditto(area, beside)  # noqa: PLW2901 - the area stands for its neighbour
            beside = area
            sure = LABEL_SURE * match.score * fit * area.fit
            if match.target.kind == "composite":
                composite = self.view.key.lexicon.composites[int(match.target.id)]
                group = match.said or composite.group or self.view.person(area.context)
                yield from self._composite(composite, group, area, sure, _title(hit))
            else:
                yield from self._field(self.fields[match.target.id], area, sure)

    # --- from an area to sightings ---------------------------------------------------------------

    def _field(self, spec: FieldSpec, area: Area, sure: float) -> Iterator[Sighting]:
        if spec.kind in CHOICE_KINDS:
            yield from self._choice(spec, area, sure)
            return
        parts = tuple(p for p in area.slices if tidy(p.text) and not self.view.printed(p.text))
        if parts and spec.kind in LONG_KINDS:
            first = parts[0]
            parts = (
                replace(first, start=first.start + self.view.unprinted(first.text)),
                *parts[1:],
            )
        elif parts:
            parts = (self._behind_its_label(parts[0]), *parts[1:])
        if not parts:
            yield unwritten(spec.path, area, self.view, sure)
            return
        yield sight(
            spec.path, parts, area, self.view, sure, text=self._without_own_label(spec, parts)
        )

    def _behind_its_label(self, part: Slice) -> Slice:
        """« L'INTERCOMMUNALITÉ : Effry »: the rest of a label broken over lines is no part of the value."""
        colon = part.text.find(":")
        if 0 < colon < LABEL_REST and self.view.printed(part.text[:colon]):
            return Slice(part.unit, part.start + colon + 1, part.end)
        return part

    def _without_own_label(self, spec: FieldSpec, parts: tuple[Slice, ...]) -> str | None:
        """« Téléphone | Tél. : 01 … »: leave the repeated label out of a short value."""
        if spec.kind in LONG_KINDS:
            return None
        hit = next(iter(self.view.stops(parts[0].unit)), None)
        own = hit and hit.style == "colon" and any(self._means(m, spec) for m in hit.matches)
        if hit is None or not own or not parts[0].start <= hit.start <= parts[0].start + 3:
            return None
        rest = (Slice(parts[0].unit, hit.end, parts[0].end), *parts[1:])
        return "\n".join(text for p in rest if (text := tidy(p.kept)))

    def _means(self, match: Match, spec: FieldSpec) -> bool:
        if match.target.kind == "composite":
            return spec.path in self.view.key.lexicon.composites[int(match.target.id)].fields
        return match.target.id == spec.path

    def _choice(self, spec: FieldSpec, area: Area, sure: float) -> Iterator[Sighting]:
        several = spec.kind == "multichoice"
        chosen = choose(area.slices, spec.choices, several=several)
        if not chosen.printed:
            parts = tuple(p for p in area.slices if tidy(p.text))
            if parts:
                yield sight(spec.path, parts, area, self.view, sure * 0.6)
            else:
                yield unwritten(spec.path, area, self.view, sure)
            return
        if not chosen.options and drawn_in(area):
            yield unwritten(spec.path, area, self.view, sure)
            return
        if chosen.extra and not chosen.free:
            yield sight(spec.path, area.slices, area, self.view, 0.9 * sure, text=chosen.extra)
            return
        if (
            spec.kind == "departement"
            and "conservée" in chosen.method
            and len(departements_named(area.text)) > 1
        ):
            sure *= 0.5  # « Somme (80) et Seine-Maritime (76) »
        text = " ; ".join(option.choice.label for option in chosen.options)
        where = chosen.places or area.slices[:1]
        sighting = sight(spec.path, where, area, self.view, min(sure, chosen.confidence), text=text)
        yield sighting.how(chosen.method)
        if spec.other_field and chosen.free and chosen.free_place:
            yield sight(
                spec.other_field,
                (chosen.free_place,),
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
        if not parts and area.method == CARD and drawn_in(area):
            return  # a picture under « L'élue » is her signature
        if not parts:
            yield from (unwritten(p, area, self.view, sure) for p in paths if p in self.fields)
            return
        text = answer_of("\n".join(tidy(p.kept) for p in unstruck(parts)))
        if composite.split in ("person", "person_title"):
            text = without_substitute(text)
            text, contact = without_contact(text)
            for name, value in zip(("telephone", "courriel"), contact, strict=True):
                if value and f"{group}.{name}" in self.fields:
                    yield sight(f"{group}.{name}", parts, area, self.view, sure * 0.95, text=value)
        values, factor = _split(composite.split, text)
        if composite.split == "person_title" and not values[2] and any(values):
            values = (*values[:2], title)
        elif composite.split == "person_title" and f"{group}.service" in self.fields:
            function, service = split_service(values[2])
            values = (*values[:2], function)
            if service:
                yield sight(f"{group}.service", parts, area, self.view, sure * 0.9, text=service)
        for path, value in zip(paths, values, strict=True):
            if path in self.fields and (value or composite.split in ("person", "postal_city")):
                yield sight(path, parts, area, self.view, sure * factor, text=value)


def _title(hit: Hit) -> str:
    """Return the function that a label names by itself: « Présidente : Béatrice HENNEBELLE »."""
    said = bare_label(hit.unit.text[hit.start : hit.end])
    named = {w.casefold() for w in re.findall(r"\b(?:vice-)?(?:maire|présidente?)\b", said, re.I)}
    return named.pop().capitalize() if len(named) == 1 else ""


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
