"""Choices whose options stand on the lines under the label, as the blank prints them: « ☐ Enfants ☐ Adultes »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ami_cli.forms.choices.choose import choose
from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.choices.ticks import ticks_of
from ami_cli.forms.labels.find import Hit
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.view.meaning import CHOICE_KINDS, field_meant
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.model.campaign import FieldSpec

SURE = 0.97
_HINT = re.compile(
    r"^\W*(?:une seule|plusieurs|cocher|cochez|choix|r[ée]ponses?)\b.{0,60}$", re.IGNORECASE
)


def below(view: View) -> Iterator[Sighting]:
    """Yield a sighting for each choice whose label ends its line and whose boxes come on the next lines."""
    for hits in view.hits.values():
        for hit in hits:
            spec = field_meant(view, hit, view.around.of(hit.unit))
            if spec is None or spec.kind not in CHOICE_KINDS or ticks_of(hit.unit, hit.end):
                continue
            units = _lines(hit, spec, view)
            if units:
                yield from _read(spec, hit, units, view)


def _lines(hit: Hit, spec: FieldSpec, view: View) -> list[Unit]:
    """Return the lines right under a label that hold its options and boxes, up to the first that does not."""
    found: list[Unit] = []
    for unit in view.sheet.units[hit.unit.index + 1 :]:
        if unit.cell is not hit.unit.cell:
            break
        if unit.empty or (not found and _instructs(unit, view)):
            continue
        part = Slice(unit, 0, len(unit.text))
        boxed = ticks_of(unit) or ticks_of(Unit(unit.index, unit.number, (), unit.place, 0))
        if not boxed or not choose([part], spec.choices, several=True).printed:
            break
        found.append(unit)
    return found


def _instructs(unit: Unit, view: View) -> bool:
    """True for « (une seule réponse possible) » between a question and its boxes."""
    return not ticks_of(unit) and (view.printed(unit.text) or _HINT.search(unit.text) is not None)


def _read(spec: FieldSpec, hit: Hit, units: list[Unit], view: View) -> Iterator[Sighting]:
    parts = tuple(Slice(u, 0, len(u.text)) for u in units)
    area = Area(parts, "cases sous le libellé", 1.0, view.around.of(hit.unit), hit.unit.cell)
    chosen = choose(parts, spec.choices, several=spec.kind == "multichoice")
    text = " ; ".join(option.choice.label for option in chosen.options)
    sure = min(SURE, chosen.confidence)
    yield sight(spec.path, chosen.places or parts[:1], area, view, sure, text=text).how(
        chosen.method
    )
    if spec.other_field and chosen.free and chosen.free_place:
        place = (chosen.free_place,)
        yield sight(spec.other_field, place, area, view, sure, text=chosen.free)
