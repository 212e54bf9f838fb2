"""Choices without a label: a line of the call's own options with their boxes says which question it answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from ami_cli.forms.choices.choose import choose
from ami_cli.forms.choices.options import options_in
from ami_cli.forms.choices.strip import Slice, lay_strip
from ami_cli.forms.choices.ticks import ticks_of
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.view.meaning import CHOICE_KINDS
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.model.campaign import FieldSpec

SURE = 0.9
FAR = 2  # units between two lines of one question
LEAST = 2  # options of one question, each with its box


def unlabelled(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """Yield a sighting for each choice that no label gives and whose boxes stand on lines of their own."""
    for spec in view.key.campaign.fields:
        if spec.kind not in CHOICE_KINDS or not spec.choices or spec.path in found:
            continue
        parts = [
            Slice(u, 0, len(u.text))
            for u in view.sheet.units[view.start :]
            if _offers(u, spec, view)
        ]
        if parts and all(b.unit.index - a.unit.index <= FAR for a, b in pairwise(parts)):
            yield from _read(spec, parts, view)


def _offers(unit: Unit, spec: FieldSpec, view: View) -> bool:
    if unit.empty or view.presents(unit) or len(ticks_of(unit)) < LEAST:
        return False
    options = options_in(lay_strip([Slice(unit, 0, len(unit.text))]), spec.choices)
    return len({o.choice.code for o in options if o.tick}) >= LEAST


def _read(spec: FieldSpec, parts: Sequence[Slice], view: View) -> Iterator[Sighting]:
    chosen = choose(parts, spec.choices, several=spec.kind == "multichoice")
    area = Area(tuple(parts), "cases sans libellé", 1.0, view.around.of(parts[0].unit))
    text = " ; ".join(option.choice.label for option in chosen.options)
    sure = min(SURE, chosen.confidence)
    yield sight(spec.path, chosen.places or parts[:1], area, view, sure, text=text).how(
        chosen.method
    )
    if spec.other_field and chosen.free and chosen.free_place:
        yield sight(spec.other_field, (chosen.free_place,), area, view, sure, text=chosen.free)
