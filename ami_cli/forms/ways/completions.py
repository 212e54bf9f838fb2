"""Values that stand in a neighbour's place: a prénom written in the box of the nom, a town behind its street."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ami_cli.forms.values.datelines import dateline
from ami_cli.forms.values.nothing import says_nothing
from ami_cli.forms.values.people import (
    split_address,
    split_contact,
    split_person,
    split_person_title,
    strip_title,
    without_function,
)
from ami_cli.forms.view.sighting import Sighting
from ami_cli.forms.view.view import View
from ami_cli.forms.words import fold
from ami_cli.reference.prenoms import is_first_name

MOVED = 0.9
PAIR = 2  # lines of a box that holds two people
GUESSED = 0.7
STEPPED_BACK = 0.4
TURNED = (
    0.75  # a first name in the box of the surname: perhaps the boxes were taken one for the other
)


def completions(view: View, found: Mapping[str, list[Sighting]]) -> None:
    """Add sightings for fields left empty whose value another field's box holds as well.

    The box's own sighting steps back when it holds a whole name: it is no longer the likeliest nom.
    """
    for section in view.key.campaign.groups:
        if section.openings:
            fields = [f for f in view.key.campaign.fields if f.section == section.id]
            place = next((f.path for f in fields if f.kind == "text"), "")
            day = next((f.path for f in fields if f.kind == "date"), "")
            _place_and_day(place, day, found)
    for group in {path.split(".")[0] for path in view.key.campaign.by_path}:
        _two_people(group, found)
        _with_function(group, found)
        _person(f"{group}.nom", f"{group}.prenom", found)
        _twice(f"{group}.nom", f"{group}.prenom", found)
        _turned(f"{group}.nom", f"{group}.prenom", found)
        _crossed(f"{group}.telephone", f"{group}.courriel", found)
        _address(f"{group}.adresse", f"{group}.code_postal", f"{group}.ville", found)


def _place_and_day(place: str, day: str, found: Mapping[str, list[Sighting]]) -> None:
    """« Fait à | Péronne, le 17/03/2021 »: both in the box of one of them."""
    for here in (place, day):
        for source in list(found.get(here, ())):
            told = dateline(source.evidence.text)
            if told is None:
                continue
            _step_back(source, here, found)
            for path, name in ((place, "town"), (day, "day")):
                if path == here or (path in found and _first(found[path]) is None):
                    found[path].append(_changed(source, path, told[name], MOVED))


def _two_people(group: str, found: Mapping[str, list[Sighting]]) -> None:
    """« MOREAUX / DEGAND », « Basile / Inès »: two people line by line in one column; the first one counts."""
    paths = [
        f"{group}.{part}"
        for part in ("nom", "prenom", "fonction", "service", "telephone", "courriel")
    ]
    whole = [_first(found.get(path, ())) for path in paths[:2]]
    if not all(s is not None and len(_lines(s)) == PAIR for s in whole):
        return
    for path in paths:
        source = _first(found.get(path, ()))
        if source is not None and len(_lines(source)) == PAIR:
            _step_back(source, path, found)
            found[path].append(_changed(source, path, _lines(source)[0], TURNED))


def _lines(sighting: Sighting) -> list[str]:
    return [line for line in sighting.evidence.text.split("\n") if line.strip()]


def _with_function(group: str, found: Mapping[str, list[Sighting]]) -> None:
    """« Nom : Mme Florence DUBRULLE, adjointe au maire », the other boxes left empty."""
    nom, prenom, fonction = (f"{group}.{part}" for part in ("nom", "prenom", "fonction"))
    source = _first(found.get(nom, ()))
    if source is None or fonction not in found or _first(found[fonction]) is not None:
        return
    last, first, function, sure = split_person_title(source.evidence.text)
    whole = without_function(source.evidence.text) == source.evidence.text
    if whole or not (last and function):
        return
    found[fonction].append(_changed(source, fonction, function, MOVED))
    if first and prenom in found and _first(found[prenom]) is None:
        factor = MOVED if sure else GUESSED
        _step_back(source, nom, found)
        found[nom].append(_changed(source, nom, last, factor))
        found[prenom].append(_changed(source, prenom, first, factor))


def _person(nom: str, prenom: str, found: Mapping[str, list[Sighting]]) -> None:
    """The whole name in one of the two boxes, the other one empty."""
    for full, empty in ((nom, prenom), (prenom, nom)):
        source = _first(found.get(full, ()))
        if source is None or empty not in found or _first(found[empty]) is not None:
            continue
        last, first, sure = split_person(source.evidence.text)
        if not sure and full == nom and first:
            last, first = first, last  # the surname comes first in its own box
        if last and first:
            factor = MOVED if sure else GUESSED
            _step_back(source, full, found)
            found[nom].append(_changed(source, nom, last, factor))
            found[prenom].append(_changed(source, prenom, first, factor))
            return


def _turned(nom: str, prenom: str, found: Mapping[str, list[Sighting]]) -> None:
    """« Nom : Solène », « Prénom : LEPOUTRE »: each name in the box of the other."""
    last, first = _first(found.get(nom, ())), _first(found.get(prenom, ()))
    if last is None or first is None or last.evidence.place == first.evidence.place:
        return
    in_nom, in_prenom = strip_title(last.evidence.text), strip_title(first.evidence.text)
    if not is_first_name(in_nom):
        return
    capitals = in_prenom.isupper() and not in_nom.isupper() and len(in_prenom) > 1
    if capitals:
        for path, own, other in ((nom, last, in_prenom), (prenom, first, in_nom)):
            source = first if own is last else last
            _step_back(own, path, found)
            found[path].append(_changed(source, path, other, MOVED))
    elif not is_first_name(in_prenom):
        for path, own in ((nom, last), (prenom, first)):
            _step_back(own, path, found, TURNED)


def _twice(nom: str, prenom: str, found: Mapping[str, list[Sighting]]) -> None:
    """« Nom : Dupont Anne », « Prénom : Anne »: the first name written in both boxes."""
    full, first = _first(found.get(nom, ())), _first(found.get(prenom, ()))
    if full is None or first is None or full.evidence.place == first.evidence.place:
        return
    if "," in first.evidence.text:  # « Prénom : Tournicourt, Clarisse »
        last, given_name, _ = split_person(first.evidence.text)
        if fold(last) == fold(strip_title(full.evidence.text)):
            _step_back(first, prenom, found)
            found[prenom].append(_changed(first, prenom, given_name, MOVED))
        return
    words = strip_title(full.evidence.text).split()
    given = fold(strip_title(first.evidence.text)).split()
    size = len(given)
    for at in (0, len(words) - size):
        if 0 < size < len(words) and [fold(w) for w in words[at : at + size]] == given:
            rest = " ".join(words[:at] + words[at + size :])
            _step_back(full, nom, found)
            found[nom].append(_changed(full, nom, rest, MOVED))
            return


def _crossed(phone: str, mail: str, found: Mapping[str, list[Sighting]]) -> None:
    """A mail in the box of the phone and a phone in that of the mail: each goes home."""
    for here, there, kind in ((phone, mail, "courriel"), (mail, phone, "telephone")):
        source = _first(found.get(here, ()))
        if source is None or there not in found or "case voisine" in source.evidence.method:
            continue
        number, address = split_contact(source.evidence.text)
        moved, own = (address, number) if kind == "courriel" else (number, address)
        other = _first(found[there])
        if moved and not own and (other is None or not _holds(other, kind)):
            found[there].append(_changed(source, there, moved, MOVED))


def _holds(sighting: Sighting, kind: str) -> bool:
    number, address = split_contact(sighting.evidence.text)
    return bool(address if kind == "courriel" else number)


def _address(street: str, postal: str, town: str, found: Mapping[str, list[Sighting]]) -> None:
    source = _first(found.get(street, ()))
    if source is None or postal not in found or _first(found[postal]) is not None:
        return
    _, code, name = split_address(source.evidence.text)
    if code:
        found[postal].append(_changed(source, postal, code, MOVED))
        if name and town in found and _first(found[town]) is None:
            found[town].append(_changed(source, town, name, MOVED))


def _step_back(
    source: Sighting, path: str, found: Mapping[str, list[Sighting]], factor: float = STEPPED_BACK
) -> None:
    """Lower every sighting of a text that another reading of it replaces."""
    text = fold(source.evidence.text)
    for number, other in enumerate(found[path]):
        if fold(other.evidence.text) == text:
            found[path][number] = _changed(other, path, other.evidence.text, factor)


def _first(some: Sequence[Sighting]) -> Sighting | None:
    return next((s for s in some if s.evidence.text and not says_nothing(s.evidence.text)), None)


def _changed(source: Sighting, path: str, text: str, factor: float) -> Sighting:
    how = ", case voisine" if factor in (MOVED, GUESSED) else ""
    evidence = source.evidence.model_copy(
        update={
            "text": text,
            "method": f"{source.evidence.method}{how}",
            "confidence": round(source.evidence.confidence * factor, 4),
        }
    )
    return replace(source, path=path, evidence=evidence)
