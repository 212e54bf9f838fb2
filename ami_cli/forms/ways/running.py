"""Answers told in running text: « Nous sommes motivés par … », « au stade de la réflexion », « notre projet « X » »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ami_cli.forms.choices.choose import choose
from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.view.meaning import CHOICE_KINDS
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import key, tidy
from ami_cli.model.campaign import FieldSpec

SURE = 0.6
SENTENCE = 45  # characters: shorter lines are titles
ROOT = 5  # letters that two forms of a word share: « motivations », « motivés »
OPENING = 6  # words at the head of a paragraph that tell what it is about
_TITLED = re.compile(
    r"\b(?:projet|d[ée]marche|action)\s*(?:intitul[ée]e?|:|,)?\s*[«“]\s*([^«»“”]{3,90}?)\s*[»”]",
    re.IGNORECASE,
)


def running(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """Yield sightings for fields that nothing else has found, from paragraphs that speak of them; at ``SURE`` only."""
    sworn = {
        s.evidence.place
        for path, some in found.items()
        if view.key.campaign.by_path[path].kind == "yesno"
        for s in some
    }
    units = [u for u in view.sheet.units if _runs(u, view) and u.place.path not in sworn]
    for spec in view.key.campaign.fields:
        if spec.path in found:
            continue
        if spec.kind == "longtext":
            yield from _paragraphs(spec, units, view)
        elif spec.kind in CHOICE_KINDS and spec.choices:
            yield from _mentions(spec, units, view)
        elif spec.kind == "text" and _asks_title(spec, view):
            yield from _title(spec, units, view)


def _asks_title(spec: FieldSpec, view: View) -> bool:
    person = f"{spec.section}.prenom" in view.key.campaign.by_path
    return not person and any(set(key(w)) & {"titre", "intitule"} for w in spec.wordings)


def _runs(unit: Unit, view: View) -> bool:
    if unit.index < view.start or len(unit.text.strip()) < SENTENCE or view.presents(unit):
        return False
    return not (view.printed(unit.text) or (unit.cell is not None and not unit.cell.table.framed))


def _paragraphs(spec: FieldSpec, units: Sequence[Unit], view: View) -> Iterator[Sighting]:
    own = _own_roots(spec)
    told = [u for u in units if own & _roots(_opening(u.text)) and not view.stops(u)]
    if told:
        parts = tuple(Slice(u, 0, len(u.text)) for u in told)
        yield _sighting(spec, parts, view)


def _mentions(spec: FieldSpec, units: Sequence[Unit], view: View) -> Iterator[Sighting]:
    """The only option that a sentence about the question names; several where several may be chosen."""
    own = _own_roots(spec)
    for unit in units:
        for sentence in re.finditer(r"[^.;!?]+", unit.text):
            part = Slice(unit, *sentence.span())
            if not own & _roots(part.text):
                continue
            chosen = choose((part,), [c for c in spec.choices if not c.free], several=True)
            if len(chosen.options) == 1 or (chosen.options and spec.kind == "multichoice"):
                text = " ; ".join(option.choice.label for option in chosen.options)
                yield _sighting(spec, (part,), view, text)
                return


def _title(spec: FieldSpec, units: Sequence[Unit], view: View) -> Iterator[Sighting]:
    for unit in units:
        told = _TITLED.search(unit.text)
        if told:
            yield _sighting(spec, (Slice(unit, *told.span(1)),), view)
            return


def _sighting(
    spec: FieldSpec, parts: tuple[Slice, ...], view: View, text: str | None = None
) -> Sighting:
    area = Area(parts, "dit au fil du texte", 1.0, view.around.of(parts[0].unit))
    return sight(spec.path, parts, area, view, SURE, text=text)


def _opening(text: str) -> str:
    return " ".join(tidy(text).split()[:OPENING])


def _own_roots(spec: FieldSpec) -> frozenset[str]:
    """Return the roots of a field's label and of its short wordings."""
    short = (w for w in spec.wordings if len(w.split()) <= 2)
    return frozenset().union(*(_roots(text) for text in (spec.label, *short)))


def _roots(text: str) -> frozenset[str]:
    return frozenset(w[:ROOT] for w in key(text) if len(w) >= ROOT)
