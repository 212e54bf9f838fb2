"""The other names of communes: old, delegated, associated, everyday, of the other vintage.

Nearly three thousand of them: what they say is put together when one is looked up, so that the
first look-up of a process pays for their keys alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from ami_cli.reference import load
from ami_cli.reference.normalise import fold, keys_of_official_names, words

_PARTS = {"D": "commune déléguée", "A": "commune associée", "M": "arrondissement municipal"}
_JOINED = "commune réunie à une autre entre 2021 et 2026"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a commune, or of what is now part of one.

    ``same`` is true when the name designates the very commune ``code`` of the vintage; else
    ``code`` is the commune that the old, delegated or associated one belongs to.
    """

    name: str
    code: str
    same: bool
    story: str  # a French clause: « renommée le 19/11/2015 », « commune associée de Lille »


class Map(Protocol):
    """What of one vintage the other names are read against."""

    vintage: str
    gone: dict[str, str]

    @property
    def created(self) -> Set[str]:
        """The codes the vintage has and that of 2021 has not."""

    def named(self, squashed: str) -> tuple[str, ...]:
        """Codes of the communes of exactly this name."""

    def name(self, code: str) -> str:
        """The official name of a commune."""

    def commune_with_stem(self, stem: str) -> str:
        """The code of the commune of a SIREN's first eight digits, or empty."""


class _Raw(NamedTuple):
    """``told`` is a date (« until »), the letter of a part, or the story itself."""

    name: str
    code: str
    same: bool
    told: str


class Aliases(Mapping[str, list[Alias]]):
    """Squashed key → other names of that key."""

    def __init__(self, here: Map) -> None:
        self._here = here
        raw = [*_parts(here), *_formers(here), *_other_vintage(here)]
        raw += [_Raw(name, code, True, "nom d'usage") for name, code in load.everyday_names()]
        stranger = {c.code for c in load.changes() if c.kind == "+"} - here.created
        raw = [r for r in raw if r.code not in stranger]
        self._found: dict[str, list[_Raw]] = {}
        for k, r in zip(keys_of_official_names("\n".join(r[0] for r in raw)), raw, strict=True):
            self._found.setdefault(k, []).append(r)
        self._sorted: list[str] = []

    def __getitem__(self, k: str) -> list[Alias]:
        return [self._told(r) for r in self._other(k)]

    def __contains__(self, k: object) -> bool:
        return isinstance(k, str) and k in self._found and bool(self._other(k))

    def __iter__(self) -> Iterator[str]:
        """Every key; that of the very commune may be among them, with no other name."""
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def codes(self, k: str) -> tuple[str, ...]:
        """The communes that bear a name, or of which a part does."""
        return tuple(r.code for r in self._other(k))

    def _other(self, k: str) -> list[_Raw]:
        """The first of each commune, but of those that are called so today."""
        known = set(self._here.named(k))
        found = []
        for raw in self._found[k]:
            if raw.code not in known:
                known.add(raw.code)
                found.append(raw)
        return found

    def beginning_with(self, start: str, parts: tuple[str, ...]) -> list[Alias]:
        """Other names that begin with these whole words; ``start`` is their key."""
        table = self._sorted = self._sorted or sorted(self._found)
        found = []
        for at in range(bisect_left(table, start), len(table)):
            if not table[at].startswith(start):
                break
            if table[at] != start:
                found += [a for a in self[table[at]] if _begins(a.name, parts)]
        return found

    def _told(self, raw: _Raw) -> Alias:
        story = raw.told
        if story in _PARTS:
            story = f"{_PARTS[story]} de {self._here.name(raw.code)}"
        elif story[:2].isdigit():
            day = "/".join(reversed(story.split("-")))
            story = (
                f"nom porté jusqu'au {day}" if raw.same else f"commune réunie à une autre le {day}"
            )
        return Alias(raw.name, raw.code, raw.same, story)


def _begins(name: str, parts: tuple[str, ...]) -> bool:
    return tuple(words(fold(name)))[: len(parts)] == parts


def _parts(here: Map) -> list[_Raw]:
    gone = here.gone
    return [
        _Raw(name, gone.get(parent, parent), False, kind[0])
        for _, parent, kind, name in load.parts()
    ]


def _formers(here: Map) -> list[_Raw]:
    found = []
    for f in load.formers():
        code = here.gone.get(f.today, f.today)
        same = (f.link == "r" or f.code == f.today) and code == f.today
        found.append(_Raw(f.name, code, same, f.until))
    return found


def _other_vintage(here: Map) -> list[_Raw]:
    """Names of the other vintage: the same commune when its SIREN is the same."""
    changes = load.changes()
    new_names = {c.code: c.name for c in changes if c.kind != "-" and c.name}
    found = []
    for c in changes:
        if c.kind == "-" and here.vintage == "2021":
            found.append(_Raw(new_names.get(c.name) or _name_2021(c.name), c.code, False, _JOINED))
        elif c.kind == "-":
            found.append(_Raw(_name_2021(c.code), c.name, False, _JOINED))
        elif c.kind == "=" and c.name and here.vintage == "2021":
            same = not c.siren
            found.append(_Raw(c.name, c.code, same, "nom de 2026" if same else _JOINED))
        elif c.kind == "=" and c.name:
            code = here.commune_with_stem(load.siren_stems()[load.row_of(c.code) or 0])
            story = "nom de 2021" if code else _JOINED
            found.append(_Raw(_name_2021(c.code), code or c.code, bool(code), story))
    return found


def _name_2021(code: str) -> str:
    row = load.row_of(code)
    return load.names()[row] if row is not None else ""
