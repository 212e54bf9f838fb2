"""Values that stand in a neighbour's place: a prénom written in the box of the nom, a town behind its street."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ami_cli.forms.people import split_address, split_person
from ami_cli.forms.sighting import Sighting
from ami_cli.forms.view import View

MOVED = 0.82  # right as a rule, but a person should see it


def completions(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """Yield sightings for fields left empty whose value another field's box holds as well."""
    paths = view.key.campaign.by_path
    for group in {path.split(".")[0] for path in paths}:
        yield from _person(f"{group}.nom", f"{group}.prenom", found)
        street, postal, town = f"{group}.adresse", f"{group}.code_postal", f"{group}.ville"
        yield from _address(street, postal, town, found)


def _person(nom: str, prenom: str, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """The whole name in one of the two boxes, the other one empty."""
    for full, empty in ((nom, prenom), (prenom, nom)):
        source = _first(found.get(full, ()))
        if source is None or empty not in found or _first(found[empty]) is not None:
            continue
        last, first, sure = split_person(source.evidence.text)
        if sure and last and first:
            yield _moved(source, nom, last)
            yield _moved(source, prenom, first)


def _address(
    street: str, postal: str, town: str, found: Mapping[str, Sequence[Sighting]]
) -> Iterator[Sighting]:
    source = _first(found.get(street, ()))
    if source is None or _first(found.get(postal, ())) is not None:
        return
    _, code, name = split_address(source.evidence.text)
    if code and postal in found:
        yield _moved(source, postal, code)
        if name and town in found and _first(found[town]) is None:
            yield _moved(source, town, name)


def _first(some: Sequence[Sighting]) -> Sighting | None:
    return next((s for s in some if s.evidence.text), None)


def _moved(source: Sighting, path: str, text: str) -> Sighting:
    evidence = source.evidence.model_copy(
        update={
            "text": text,
            "method": f"{source.evidence.method}, case voisine",
            "confidence": round(source.evidence.confidence * MOVED, 4),
        }
    )
    return replace(source, path=path, evidence=evidence)
