"""A person said to be another one: « Le Maire (voir ci-dessus) », « idem élu », « cf. supra »."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ami_cli.forms.values.nothing import refers_elsewhere
from ami_cli.forms.view.sighting import Sighting
from ami_cli.forms.view.view import View
from ami_cli.forms.words import STOP, fold, line_key

SAME = 0.75
STEPPED_BACK = 0.2
SHORT = 2  # words of a wording that may stand in a reference: « élu », « le maire »
PARTS = ("nom", "prenom", "fonction")
_OFFICE = re.compile(
    r"^(?:m\.?|mme|monsieur|madame)?\s*(?:l[ea]|l')?\s*(?:maire|presidente?|elue?)\b(?P<rest>.*)$"
)


def references(view: View, found: Mapping[str, list[Sighting]]) -> None:
    """Give a person who is said to be another one the names and function of that one, at ``SAME`` at most."""
    campaign = view.key.campaign
    people = [g.id for g in campaign.groups if f"{g.id}.prenom" in campaign.by_path]
    for person in people:
        said = _first(found.get(f"{person}.nom", ()))
        if said is not None and _refers(said.evidence.text):
            other = _meant(said.evidence.text, person, people, view)
            for part in PARTS if other else ():
                _copy(f"{other}.{part}", f"{person}.{part}", said, found)
        else:
            _same_function(person, people, found)


def _refers(text: str) -> bool:
    """True for a reference, or for an office without any name."""
    office = _OFFICE.match(fold(text))
    rest = re.sub(r"\W|\b(?:de la commune|de la ville)\b", "", office["rest"]) if office else "-"
    return (
        refers_elsewhere(text)
        or not rest
        or bool(office and refers_elsewhere(office["rest"].strip(" (,:-")))
    )


def _meant(text: str, person: str, people: Sequence[str], view: View) -> str | None:
    """Return whom a reference names, else the head of the executive for one of the pair."""
    words = set(line_key(text).split())
    groups = view.key.campaign.by_group
    for other in people:
        short = (w for x in groups[other].wordings if len(w := line_key(x).split()) <= SHORT)
        if other != person and words & ({word for some in short for word in some} - STOP):
            return other
    heads = [p for p in people if p != person and not groups[p].parent]
    return heads[0] if len(heads) == 1 and groups[person].parent else None


def _copy(source: str, target: str, said: Sighting, found: Mapping[str, list[Sighting]]) -> None:
    given = _first(found.get(source, ()))
    if given is None or target not in found or _refers(given.evidence.text):
        return
    own = _first(found[target])
    if own is not None and own is not said and not _refers(own.evidence.text):
        return
    if own is not None:
        found[target].remove(own)
        found[target].append(_at(own, target, own.evidence.text, STEPPED_BACK))
    method = f"{said.evidence.method}, renvoi à une autre personne"
    evidence = given.evidence.model_copy(
        update={"method": method, "confidence": round(min(SAME, given.evidence.confidence), 4)}
    )
    found[target].append(replace(given, path=target, evidence=evidence))


def _same_function(person: str, people: Sequence[str], found: Mapping[str, list[Sighting]]) -> None:
    """« Fonction : cf. supra » beside the names of somebody who has one."""
    own = _first(found.get(f"{person}.fonction", ()))
    if own is None or not refers_elsewhere(own.evidence.text):
        return
    for other in people:
        if other != person and all(
            _alike(f"{person}.{p}", f"{other}.{p}", found) for p in PARTS[:2]
        ):
            _copy(f"{other}.fonction", f"{person}.fonction", own, found)


def _alike(one: str, two: str, found: Mapping[str, list[Sighting]]) -> bool:
    a, b = _first(found.get(one, ())), _first(found.get(two, ()))
    return a is not None and b is not None and fold(a.evidence.text) == fold(b.evidence.text)


def _first(some: Sequence[Sighting]) -> Sighting | None:
    return next((s for s in some if s.evidence.text), None)


def _at(sighting: Sighting, path: str, text: str, factor: float) -> Sighting:
    sure = round(sighting.evidence.confidence * factor, 4)
    evidence = sighting.evidence.model_copy(update={"text": text, "confidence": sure})
    return replace(sighting, path=path, evidence=evidence)
