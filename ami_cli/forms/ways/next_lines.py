"""Lines without a label below an answer that goes on: a phone and a mail under a name, a town under its street."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.values.people import split_address, without_contact
from ami_cli.forms.view.context import STRANGER
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View

SURE = 0.75
TAG = 14  # characters beside a number: « Portable », « Bureau : »
FAR = 3  # lines below the answer


def next_lines(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """Yield the contacts below a person's line and the town below a street, where nothing else gave them."""
    campaign = view.key.campaign
    for group in (g.id for g in campaign.groups if f"{g.id}.prenom" in campaign.by_path):
        for unit in _below(_anchor(found, (f"{group}.fonction", f"{group}.nom")), view):
            said, (phone, mail) = without_contact(unit.text)
            if len(said) > TAG:
                break  # somebody else, or another subject
            yield from _told(
                ((f"{group}.telephone", phone), (f"{group}.courriel", mail)), unit, view, found
            )
    address = next((c for c in campaign.composites if c.split == "address"), None)
    if address is not None:
        street, *town = address.fields
        for unit in _below(_anchor(found, (street,)), view):
            _, code, name = split_address(unit.text)
            yield from _told(
                zip(town, (code, name if code else ""), strict=True), unit, view, found
            )


def _anchor(found: Mapping[str, Sequence[Sighting]], paths: Sequence[str]) -> int | None:
    """Return the index of the unit that gave the first of some answers."""
    for path in paths:
        given = next((s for s in found.get(path, ()) if s.evidence.text), None)
        if given is not None:
            return given.order
    return None


def _below(index: int | None, view: View) -> Iterator[Unit]:
    """Yield the few lines below a unit of running text, up to the next label."""
    if index is None or view.sheet.units[index].cell is not None:
        return
    for unit in view.sheet.units[index + 1 : index + 1 + FAR]:
        labelled = any(hit.style in ("whole", "colon") for hit in view.hits.get(unit.index, ()))
        another = STRANGER in view.around.of(unit).all
        if unit.cell is not None or labelled or another or view.printed(unit.text):
            return
        yield unit


def _told(
    pairs: Iterable[tuple[str, str]],
    unit: Unit,
    view: View,
    found: Mapping[str, Sequence[Sighting]],
) -> Iterator[Sighting]:
    for path, text in pairs:
        known = path in view.key.campaign.by_path
        if text and known and not any(s.evidence.text for s in found.get(path, ())):
            part = Slice(unit, 0, len(unit.text))
            area = Area((part,), "ligne sous la réponse", 1.0, view.around.of(unit))
            yield sight(path, (part,), area, view, SURE, text=text)
