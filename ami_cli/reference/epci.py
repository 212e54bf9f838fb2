"""Names and acronyms of intercommunalities: today's, those since 2019, those gone before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ami_cli.reference import load
from ami_cli.reference.atlas import atlas
from ami_cli.reference.fuzzy import looks_cost, reach
from ami_cli.reference.normalise import fold, shape, spell_digits, squash, words
from ami_cli.reference.words import EPCI_HEAD, EPCI_KINDS, LINKS

_LITTLE = frozenset([*LINKS, "et"])
_LONGEST_ACRONYM = 8
_FAR = 99.0  # no name within reach
_TYPES = frozenset({"cc", "ca", "cu"})
_ORNAMENT = frozenset(load.telling_words()["ornement"])


@dataclass(frozen=True, slots=True)
class Named:
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


_Table = defaultdict[str, list[Named]]


@dataclass(frozen=True, slots=True)
class Index:
    """Core keys and acronyms of all EPCI of one vintage."""

    cores: _Table = field(default_factory=lambda: defaultdict(list))
    short_cores: _Table = field(default_factory=lambda: defaultdict(list))  # without « agglo »…
    full_cores: _Table = field(default_factory=lambda: defaultdict(list))  # with the little words
    acronyms: _Table = field(default_factory=lambda: defaultdict(list))
    core_words: list[tuple[list[str], Named]] = field(default_factory=list)


def core_words(parts: list[str] | tuple[str, ...]) -> list[str]:
    """The words that tell an EPCI from another: no article, digits spelled."""
    return spell_digits([p for p in parts if p not in _LITTLE])


def split_name(name: str) -> tuple[str, list[str], str]:
    """Type, words after the type, and bracket content of an EPCI's name."""
    folded, opened, rest = fold(name).partition("(")
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


@cache
def index(vintage: str) -> Index:
    """The index of one vintage, built once."""
    found = Index()
    here = atlas(vintage).epcis
    for epci in here.values():
        _add(found, Named(epci.siren, epci.kind, epci.name, "exact"))
    for row in load.epcis():
        for kind, name in ((row.kind, row.name), (row.kind_2025, row.name_2025)):
            if name and row.siren in here and name != here[row.siren].name:
                _add(found, Named(row.siren, kind, name, "former"))
    for old in load.epci_names():
        if old.siren in here:
            _add(found, Named(old.siren, old.kind, old.name, "former", old.last))
        else:
            same = _renumbered(old, vintage)
            how = "former" if same else "gone"
            _add(found, Named(same, old.kind, old.name, how, old.last, old.successors))
    for siren, acronym in load.acronyms():
        if siren in here:
            named = Named(siren, here[siren].kind, here[siren].name, "everyday")
            found.acronyms[squash(words(fold(acronym)))].append(named)
            if " " in acronym:
                _add(found, Named(siren, here[siren].kind, acronym, "everyday"))
    return found


def _renumbered(old: load.EpciName, vintage: str) -> str:
    """The SIREN of today of an EPCI that changed its number and nothing else of its name."""
    here = atlas(vintage).epcis
    if len(old.successors) == 1 and old.successors[0] in here:
        today = here[old.successors[0]]
        if core_words(split_name(today.name)[1]) == core_words(split_name(old.name)[1]):
            return today.siren
    return ""


def _add(found: Index, named: Named) -> None:
    _, full, bracket = split_name(named.name)
    core = core_words(full)
    found.core_words.append((core, named))
    _put(found.cores, squash(core), named)
    if len(full) > len(core):
        _put(found.full_cores, squash(full), named)
    if bracket:
        _put(found.cores, squash([*core, *core_words(words(bracket))]), named)
    if bracket.isalnum() and len(bracket) <= _LONGEST_ACRONYM:
        _put(found.acronyms, bracket, named)
    short = [p for p in core if p not in _ORNAMENT]
    if short and len(short) < len(core):
        _put(found.short_cores, squash(short), named)


def _put(table: _Table, k: str, named: Named) -> None:
    known = table[k]
    same = named.siren or named.name
    if not known or all((n.siren or n.name) != same for n in known):
        known.append(named)


def by_core(vintage: str, parts: tuple[str, ...], headed: bool) -> list[Named]:
    """EPCI whose name is these words; without a head, « Communauté de … », the whole name only."""
    table = index(vintage)
    core = core_words(parts)
    k = squash(core)
    found = table.cores.get(k, []) if k else []
    if len(found) > 1:  # « Deux Vallées » is one, « 2 Vallées » another
        bare = [p for p in parts if p not in _LITTLE]
        found = [n for n in found if _bare_words(n.name) == bare] or found
    if found or not k:
        return found
    short = squash(p for p in core if p not in _ORNAMENT)
    if short != k:
        found = table.cores.get(short, []) if short else []
    if not found and (headed or short != k):
        found = table.short_cores.get(short, [])
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
    bare = _nearest(squash(core_words(parts)), table.cores, _shapes(vintage))
    full = _nearest(squash(parts), table.full_cores, _shapes(vintage))
    return bare if bare[1] <= full[1] else full


@cache
def _shapes(vintage: str) -> dict[str, list[str]]:
    """Shape → keys of EPCI."""
    keys = list({**index(vintage).cores, **index(vintage).full_cores})
    found = defaultdict(list)
    for k, looks in zip(keys, shape("\n".join(keys)).split("\n"), strict=True):
        found[looks].append(k)
    return found


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
