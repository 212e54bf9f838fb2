"""Names and acronyms of intercommunalities: today's, those since 2019, those gone before."""

from __future__ import annotations

from functools import cache, cached_property
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ami_cli.reference import load
from ami_cli.reference.atlas import Epci, atlas
from ami_cli.reference.fuzzy import looks_cost, reach
from ami_cli.reference.normalise import fold, shape, spell_digits, squash, words
from ami_cli.reference.words import EPCI_HEAD, EPCI_KINDS, LINKS

_LITTLE = frozenset([*LINKS, "et"])
_LONGEST_ACRONYM = 8
_FAR = 99.0  # no name within reach
_TYPES = frozenset({"cc", "ca", "cu"})
_WIDE = frozenset({"pays", "canton", "region"})
_ORNAMENT = frozenset(load.telling_words()["ornement"])


class Named(NamedTuple):
    """What one name of an EPCI designates.

    ``siren`` is that of an EPCI of the vintage, or empty when the EPCI is gone: ``successors`` then
    are those that took over its communes.
    """

    siren: str
    kind: str
    name: str
    how: str  # exact, former, everyday, gone
    last: str = ""
    successors: tuple[str, ...] = ()


_Table = dict[str, list[Named]]


class Index:
    """Core keys and acronyms of all EPCI of one vintage, each table made when it is first asked."""

    def __init__(self, vintage: str) -> None:
        here = atlas(vintage).epcis
        self.named: list[Named] = [*_today(here), *_formers(here), *_gone_or_former(here)]
        self.acronyms: _Table = {}
        for siren, acronym in load.acronyms():
            if siren in here:
                named = Named(siren, here[siren].kind, here[siren].name, "everyday")
                _put(self.acronyms, squash(words(fold(acronym))), named)
                if " " in acronym:
                    self.named.append(Named(siren, here[siren].kind, acronym, "everyday"))
        folded = fold("\n".join(n.name for n in self.named)).split("\n")
        self._parts = [split_folded(name) for name in folded]
        self._cores = [core_words(full) for _, full, _ in self._parts]
        for (_, _, bracket), named in zip(self._parts, self.named, strict=True):
            if bracket.isalnum() and len(bracket) <= _LONGEST_ACRONYM:
                _put(self.acronyms, bracket, named)

    @cached_property
    def core_words(self) -> list[tuple[list[str], Named]]:
        """The words that tell each name."""
        return list(zip(self._cores, self.named, strict=True))

    @cached_property
    def cores(self) -> _Table:
        """The squashed words that tell a name, the bracket with them or not."""
        found: _Table = {}
        for core, (_, _, bracket), named in zip(self._cores, self._parts, self.named, strict=True):
            _put(found, squash(core), named)
            if bracket:
                _put(found, squash([*core, *core_words(words(bracket))]), named)
        return found

    @cached_property
    def short_cores(self) -> _Table:
        """The same without « agglo »…"""
        found: _Table = {}
        for core, named in self.core_words:
            if not _ORNAMENT.isdisjoint(core) and (short := _plain(core)):
                _put(found, squash(short), named)
        return found

    @cached_property
    def bare_cores(self) -> _Table:
        """The same without « pays », « canton », « région »."""
        found: _Table = {}
        for core, named in self.core_words:
            if not _WIDE.isdisjoint(core):
                _put(found, squash(p for p in _plain(core) if p not in _WIDE), named)
        return found

    @cached_property
    def full_cores(self) -> _Table:
        """The same with the little words."""
        found: _Table = {}
        for core, (_, full, _), named in zip(self._cores, self._parts, self.named, strict=True):
            if len(full) > len(core):
                _put(found, squash(full), named)
        return found

    @cached_property
    def shapes(self) -> dict[str, list[str]]:
        """What a name looks like to a scanner → its keys."""
        keys = list({**self.cores, **self.full_cores})
        found: dict[str, list[str]] = {}
        for k, looks in zip(keys, shape("\n".join(keys)).split("\n"), strict=True):
            found.setdefault(looks, []).append(k)
        return found


@cache
def index(vintage: str) -> Index:
    """The index of one vintage, built once."""
    return Index(vintage)


def _today(here: dict[str, Epci]) -> list[Named]:
    return [Named(e.siren, e.kind, e.name, "exact") for e in here.values()]


def _formers(here: dict[str, Epci]) -> list[Named]:
    """Names of the other vintage."""
    return [
        Named(row.siren, kind, name, "former")
        for row in load.epcis()
        for kind, name in ((row.kind, row.name), (row.kind_2025, row.name_2025))
        if name and row.siren in here and name != here[row.siren].name
    ]


def _gone_or_former(here: dict[str, Epci]) -> list[Named]:
    found = []
    for old in load.epci_names():
        if old.siren in here:
            found.append(Named(old.siren, old.kind, old.name, "former", old.last))
        else:
            same = _renumbered(old, here)
            how = "former" if same else "gone"
            found.append(Named(same, old.kind, old.name, how, old.last, old.successors))
    return found


def _renumbered(old: load.EpciName, here: dict[str, Epci]) -> str:
    """The SIREN of today of an EPCI that changed its number and nothing else of its name."""
    if len(old.successors) == 1 and old.successors[0] in here:
        today = here[old.successors[0]]
        if core_words(split_name(today.name)[1]) == core_words(split_name(old.name)[1]):
            return today.siren
    return ""


def _put(table: _Table, k: str, named: Named) -> None:
    known = table.setdefault(k, [])
    same = named.siren or named.name
    if not known or all((n.siren or n.name) != same for n in known):
        known.append(named)


def _plain(core: list[str]) -> list[str]:
    return [p for p in core if p not in _ORNAMENT]


def core_words(parts: list[str] | tuple[str, ...]) -> list[str]:
    """The words that tell an EPCI from another: no article, digits spelled."""
    return spell_digits([p for p in parts if p not in _LITTLE])


def split_name(name: str) -> tuple[str, list[str], str]:
    """Type, words after the type, and bracket content of an EPCI's name."""
    return split_folded(fold(name))


def split_folded(name: str) -> tuple[str, list[str], str]:
    """The same of a name that is folded already."""
    folded, opened, rest = name.partition("(")
    bracket, _, after = rest.partition(")")
    parts = words(folded + " " + after if opened else folded)
    if parts and parts[0] in _TYPES:  # how the official lists write it
        return parts[0].upper(), parts[1:], bracket
    text = " ".join(parts)
    match = EPCI_HEAD.match(text)
    if match and not text.startswith("metropole europeenne"):
        kind = EPCI_KINDS[match.lastgroup or "any"]
        return kind, text[match.end() :].split(), bracket
    return "", parts, bracket


def by_core(vintage: str, parts: tuple[str, ...], headed: bool, kind: str = "") -> list[Named]:
    """EPCI whose name is these words; without a head, « Communauté de … », the whole name only.

    ``kind`` is the one the head says: « Métropole de Lille » is no former « CU de Lille ».
    """
    table = index(vintage)
    core = core_words(parts)
    k = squash(core)
    found = table.cores.get(k, []) if k else []
    if len(found) > 1:  # « Deux Vallées » is one, « 2 Vallées » another
        bare = [p for p in parts if p not in _LITTLE]
        found = [n for n in found if _bare_words(n.name) == bare] or found
    short = squash(_plain(core))
    if found and kind and all(n.kind != kind for n in found):
        return [n for n in table.short_cores.get(short, []) if n.kind == kind] or found
    if found or not k:
        return found
    if short != k:
        found = table.cores.get(short, []) if short else []
    if not found and (headed or short != k):
        found = table.short_cores.get(short, [])
    if not found and headed:  # « CC du Noyonnais »: the kind has to be the same
        found = [n for n in table.bare_cores.get(short, []) if n.kind == kind]
    return found


def _bare_words(name: str) -> list[str]:
    return [p for p in split_name(name)[1] if p not in _LITTLE]


def by_acronym(vintage: str, parts: list[str] | tuple[str, ...]) -> list[Named]:
    """EPCI known by this acronym or everyday name."""
    return index(vintage).acronyms.get(squash(parts), [])


def beginning_with(vintage: str, core: list[str]) -> list[Named]:
    """EPCI whose core begins with these whole words, two of them at least."""
    if len(core) < 2:
        return []
    found = {}
    for theirs, named in index(vintage).core_words:
        if theirs[: len(core)] == core:
            found[named.siren or named.name] = named
    return list(found.values())


def nearest(vintage: str, parts: tuple[str, ...]) -> tuple[list[Named], float]:
    """The EPCI whose name is nearest within reach, all of them when several are as near; its cost.

    The little words count on both sides or on none: « dela Haute Somme » is near
    « de la Haute Somme ».
    """
    table = index(vintage)
    bare = _nearest(squash(core_words(parts)), table.cores, table.shapes)
    full = _nearest(squash(parts), table.full_cores, table.shapes)
    return bare if bare[1] <= full[1] else full


def _nearest(k: str, names: _Table, shapes: dict[str, list[str]]) -> tuple[list[Named], float]:
    allowed = reach(k)
    if not allowed:
        return [], _FAR
    hits = process.extract(k, names.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    costs = {other: float(cost) for other, cost, _ in hits}
    for other in shapes.get(shape(k), ()):
        if other in names:
            costs[other] = looks_cost(k, other)
    first = min(costs.values(), default=_FAR)
    return [n for other, cost in costs.items() if cost == first for n in names[other]], first
