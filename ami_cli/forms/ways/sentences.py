"""A pair told in a sentence: « Notre binôme : Mme Anne Dupont, adjointe (06 …), et M. Luc Martin, DGS »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.values.people import split_person, without_contact
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import fold, line_key
from ami_cli.model.campaign import Group

SURE = 0.86
GUESSED = 0.7  # a name without capitals: which word is the surname is a habit, not a sign
_KINDS = ("elected", "staff")
_PERSON = re.compile(
    r"\b(?:M\.|MM?\.?|Mr\.?|Mme|Mlle|Monsieur|Madame|Mademoiselle)\s+"
    r"(?P<name>[^\W\d_a-zà-ÿ][\w'’-]*(?:\s+(?:(?:de|du|des|d['’]|le|la|van|den|der|von)\s+)*[^\W\d_a-zà-ÿ][\w'’-]*){1,4})"
)
_ELECTED = re.compile(
    r"\b(?:maire|adjointe?s?|conseill\w+|(?:vice-)?president\w*|elue?s?|deleguee?s? a)\b"
)
_STAFF = re.compile(
    r"\b(?:dgs|dga|dst|direct(?:eur|rice)\w*|charge\w*|chef\w*|responsable|secretaire|technicien\w*|ingenieur\w*|"
    r"animat\w+|agente?s?|coordin\w+|redact\w+|attache\w*|referente? technique|charge\w* de mission)\b"
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a sentence: her parts as written, and whether she is elected, on the staff, or unknown."""

    nom: str
    prenom: str
    fonction: str
    telephone: str
    courriel: str
    kind: str
    sure: float


def sentences(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """Yield the sightings of a pair that no label gives, when one of each kind is named in one paragraph."""
    for parent in {g.parent for g in view.key.campaign.groups if g.parent}:
        groups = {_kind(g): g.id for g in view.key.campaign.groups if g.parent == parent}
        if tuple(sorted(groups)) != _KINDS or _given(found, groups.values()):
            continue
        for unit in view.sheet.units[view.start :]:
            people = _pair(unit, parent, view)
            for person in people:
                yield from _sightings(person, groups[person.kind], unit, view)
            if people:
                return


def _kind(group: Group) -> str:
    words = {word for wording in group.wordings for word in line_key(wording).split()}
    return "elected" if "elu" in words else "staff" if words & {"technicien", "agent"} else ""


def _given(found: Mapping[str, Sequence[Sighting]], groups: Iterable[str]) -> bool:
    return any(s.evidence.text for group in groups for s in found.get(f"{group}.nom", ()))


def _pair(unit: Unit, parent: str, view: View) -> list[Person]:
    """Return the two people of a paragraph, one of each kind; else none."""
    names = {line_key(w) for w in view.key.campaign.by_group[parent].wordings}
    told = parent in view.around.of(unit).all or any(
        f" {name} " in f" {line_key(unit.text)} " for name in names
    )
    if not told or (unit.cell is not None and not unit.cell.table.framed):
        return []
    starts = list(_PERSON.finditer(unit.text))
    if len(starts) != len(_KINDS):
        return []
    ends = [*(m.start() for m in starts[1:]), len(unit.text)]
    people = [_person(m, unit.text[m.end() : e]) for m, e in zip(starts, ends, strict=True)]
    kinds = [person.kind for person in people]
    return people if tuple(sorted(kinds)) == _KINDS else []


def _person(name: re.Match[str], rest: str) -> Person:
    nom, prenom, sure = split_person(name.group("name"))
    said, (phone, mail) = without_contact(rest)
    function = re.split(r"[(;\n.]|,\s|\s[–—-]\s", said.lstrip(" ,(–—-:"))[0]
    function = re.sub(r"\s+(?:et|ainsi que|avec)(?:\s+(?:de|d['’]))?\s*$", "", function).strip(" ,")
    words = fold(function)
    elected, staff = _ELECTED.search(words), _STAFF.search(words)
    # « adjointe chargée de l'écologie » is elected: the first word of a function tells
    first = min((m for m in (elected, staff) if m), key=lambda m: m.start(), default=None)
    kind = "" if first is None else "elected" if first is elected else "staff"
    return Person(nom, prenom, function, phone, mail, kind, SURE if sure else GUESSED)


def _sightings(person: Person, group: str, unit: Unit, view: View) -> Iterator[Sighting]:
    part = Slice(unit, 0, len(unit.text))
    area = Area((part,), "phrase qui présente le binôme", 1.0, view.around.of(unit), unit.cell)
    for name in ("nom", "prenom", "fonction", "telephone", "courriel"):
        text = getattr(person, name)
        path = f"{group}.{name}"
        if text and path in view.key.campaign.by_path:
            sure = person.sure if name in ("nom", "prenom") else SURE
            yield sight(path, (part,), area, view, sure, text=text)
