"""What a name alone may mean, on the map of one vintage, given the place hints.

The order is that of the conventions: exact name of a current commune, then its old names, delegated
communes and EPCI, then a part of a name, then a misspelled one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import dropwhile
from typing import Literal

from ami_cli.reference import epci, fuzzy
from ami_cli.reference.atlas import Alias, Atlas, atlas, departement_of
from ami_cli.reference.normalise import squash
from ami_cli.reference.words import LINKS, TITLES
from ami_cli.reference.written import Written

How = Literal["exact", "renamed", "part", "gone", "beginning", "near", "acronym", "none"]


@dataclass(frozen=True, slots=True)
class Match:
    """Communes (INSEE codes) or EPCI (SIREN) the name may mean; several when it does not tell.

    ``how`` says how the name was recognised: ``part`` is a commune that is now part of ``codes``,
    ``gone`` an EPCI that ``codes`` succeeded. ``against`` is true when the place hints contradict,
    ``guessed`` (with its ``cost`` in edits) when the name is not written so, only nearly; ``weak``
    when it is too short to be believed without a place (« Ypres » is not Ytres).
    """

    kind: Literal["commune", "epci", ""]
    codes: tuple[str, ...]
    how: How
    story: str = ""
    against: bool = False
    guessed: bool = False
    cost: float = 0.0
    weak: bool = False


_SHORT_NAME = 5  # letters: one of them wrong leaves too many names, of other countries too
_SHORT_BEGINNING = 7  # letters: as well a longer name misspelled
_ARTICLES = frozenset({"le", "la", "les", "l"})
_TITLES_AND_LINKS = LINKS | TITLES
NOTHING = Match("", (), "none")


@dataclass(frozen=True, slots=True)
class Where:
    """The place hints: départements, and the communes of the postal code."""

    departements: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()

    def holds(self, code: str) -> bool:
        """Whether a commune is where the hints say; anywhere when they say nothing."""
        return not self.departements or departement_of(code) in self.departements

    def holds_epci(self, a: Atlas, siren: str) -> bool:
        """Whether an EPCI has a commune where the hints say."""
        return not self.departements or any(self.holds(c) for c in a.members_of(siren))


def commune(vintage: str, written: Written, where: Where) -> Match:
    """The communes a name may mean."""
    a = atlas(vintage)
    exact = _exact(a, written.cores)
    if inside := _narrow(exact, where):
        longer = _longer_at_postal_code(a, written, where, inside)
        return Match("commune", (*inside, *longer), "beginning" if longer else "exact")
    other = _other_name(a, written, where)
    if exact and (other.how == "none" or not where.departements):
        return Match("commune", exact, "exact", against=True)
    return other


def _longer_at_postal_code(
    a: Atlas, written: Written, where: Where, exact: tuple[str, ...]
) -> tuple[str, ...]:
    """« Pernes » at the postal code of Pernes-lès-Boulogne, which is not that of Pernes."""
    if not where.communes or not where.communes.isdisjoint(exact):
        return ()
    found = (beginning(a, core, where) for core in written.cores)
    return tuple({c: None for codes in found for c in codes if c in where.communes})


def _exact(a: Atlas, cores: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    for core in cores:
        if codes := a.named(squash(core)):
            return codes
    return ()


def _narrow(codes: Iterable[str], where: Where) -> tuple[str, ...]:
    """The codes in the right place; those of the postal code alone when there are any."""
    inside = tuple(c for c in codes if where.holds(c))
    return tuple(c for c in inside if c in where.communes) or inside


def _other_name(a: Atlas, written: Written, where: Where) -> Match:
    for core in written.cores:
        lookups = [_by_article, _by_alias]
        if core[0] in _ARTICLES:  # « Le Nouvion » was a commune, « Nouvion » is another
            lookups.reverse()
        for lookup in lookups:
            if (match := lookup(a, core, where)) is not NOTHING:
                return match
    found = beginning(a, written.core, where)
    parts = _aliases_beginning(a, written.core, where)
    if parts and not found:
        return _of_aliases(parts)
    if found:
        codes = [*found, *(x.code for x in parts)]
        k = squash(written.core)
        if len(k) < _SHORT_BEGINNING and not where.departements:  # « Loon », or « Locon »?
            codes += [c for n in fuzzy.near(a.vintage, k, 1) for c in n.codes]
        return Match("commune", tuple(dict.fromkeys(codes)), "beginning")
    return NOTHING


def _by_article(a: Atlas, core: tuple[str, ...], where: Where) -> Match:
    codes = _narrow(_article_apart(a, core), where)
    return _unless_beginning(a, core, where, Match("commune", codes, "exact")) if codes else NOTHING


def _by_alias(a: Atlas, core: tuple[str, ...], where: Where) -> Match:
    aliases = [x for x in a.aliases.get(squash(core), ()) if where.holds(x.code)]
    if not aliases:
        return NOTHING
    match = _of_aliases(aliases)
    elsewhere = where.communes.isdisjoint(match.codes) and bool(where.communes)
    return _unless_beginning(a, core, where, match) if elsewhere else match


def _aliases_beginning(a: Atlas, core: tuple[str, ...], where: Where) -> list[Alias]:
    """« Hellemmes » for « Hellemmes-Lille », which is now part of Lille."""
    start = squash(core)
    if len(start) < 5 or core in (("saint",), ("sainte",)):
        return []
    return [x for x in a.aliases.beginning_with(start, core) if where.holds(x.code)]


def _unless_beginning(a: Atlas, core: tuple[str, ...], where: Where, match: Match) -> Match:
    """« Neuville » for « La Neuville », when other names of the place begin so too."""
    others = [c for c in beginning(a, core, where) if c not in match.codes]
    if others and match.how != "part":
        return Match("commune", tuple(sorted({*match.codes, *others})), "beginning")
    return match


def _article_apart(a: Atlas, core: tuple[str, ...]) -> tuple[str, ...]:
    """« Autels » for « Les Autels », « Le Ronchin » for « Ronchin »."""
    if core in (("saint",), ("sainte",)):
        return ()
    found = a.named_without_article(squash(core))
    if not found and len(core) > 1 and core[0] in _ARTICLES:
        short = squash(core[1:])  # « La Saulchoy » may be « Saulchoy » or « Le Saulchoy »
        found = tuple(sorted({*a.named(short), *a.named_without_article(short)}))
    return found


def _of_aliases(aliases: list[Alias]) -> Match:
    codes = tuple(dict.fromkeys(x.code for x in aliases))
    same = all(x.same for x in aliases)
    return Match("commune", codes, "renamed" if same else "part", aliases[0].story)


def beginning(a: Atlas, core: tuple[str, ...], where: Where) -> tuple[str, ...]:
    """The communes whose name begins with these whole words: « Le Touquet », « Margny » (60)."""
    start = squash(core)
    if len(start) < 4 or core[-1] in {"saint", "sainte", "les", "sur", "le", "la"}:
        return ()
    found = [
        code
        for k in a.beginning_with(start)
        for code in a.named(k)
        if where.holds(code) and a.begins_with_words(code, core)
    ]
    return _narrow(found, where)


def misspelled(vintage: str, written: Written, where: Where) -> Match:
    """The commune whose name is nearest to what was written, by a margin."""
    a = atlas(vintage)
    for core in dict.fromkeys((written.core, *reversed(written.cores))):
        close = fuzzy.best(vintage, squash(core), where.departements)
        if len(core) > 1 and core[0] in _ARTICLES:  # « la MEL » is not Hamel
            close = [n for n in close if n.key.startswith(core[0])]
        if not close:
            continue
        if len(close) > 1 or len(close[0].codes) > 1:
            codes = tuple(dict.fromkeys(c for n in close for c in n.codes if where.holds(c)))
            return Match("commune", _narrow(codes, where), "near", cost=close[0].cost)
        if close[0].alias:
            match = _of_aliases(a.aliases[close[0].key])
            return replace(match, guessed=True, cost=close[0].cost)
        short = len(squash(core)) <= _SHORT_NAME and not where.departements
        weak = short and close[0].cost >= 1
        return Match("commune", close[0].codes, "near", cost=close[0].cost, weak=weak)
    return NOTHING


def intercommunality(vintage: str, written: Written, where: Where, headed: bool) -> Match:
    """The EPCI a name may mean; ``headed`` when words such as « communauté de » say it is one."""
    for core in written.cores:
        if found := epci.by_core(vintage, core, headed, written.epci_kind):
            return _of_named(vintage, found, where, written.epci_kind, "exact")
    bare = tuple(dropwhile(_TITLES_AND_LINKS.__contains__, written.whole))  # « la MEL »
    for parts in (written.whole, bare, *written.cores, *(tuple(x.split()) for x in written.asides)):
        if found := epci.by_acronym(vintage, parts):
            return _of_named(vintage, found, where, "", "acronym")
    if found := _acronym_and_name(vintage, written.whole):
        return _of_named(vintage, found, where, "", "acronym")
    if headed:
        for core in written.cores:
            if found := epci.beginning_with(vintage, epci.core_words(core)):
                return _of_named(vintage, found, where, written.epci_kind, "beginning")
    return NOTHING


def _acronym_and_name(vintage: str, parts: tuple[str, ...]) -> list[epci.Named]:
    """« CUD Dunkerque », « Boulonnais CAB »: the acronym, and words of the name it stands for."""
    for acronym, rest in ((parts[:1], parts[1:]), (parts[-1:], parts[:-1])):
        said = set(epci.core_words(rest))
        for_both = [
            named
            for named in epci.by_acronym(vintage, acronym)
            if said and said <= set(epci.core_words(epci.split_name(named.name)[1]))
        ]
        if for_both:
            return for_both
    return []


def misspelled_epci(vintage: str, written: Written, where: Where) -> Match:
    """The EPCI whose name is nearest to what was written."""
    for core in dict.fromkeys((*written.cores, written.whole)):
        found, cost = epci.nearest(vintage, core)
        if found:
            match = _of_named(vintage, found, where, written.epci_kind, "near")
            return replace(match, guessed=True, cost=cost)
    return NOTHING


def _of_named(vintage: str, found: list[epci.Named], where: Where, kind: str, how: How) -> Match:
    a = atlas(vintage)
    alive = [n for n in found if n.siren]
    gone = [n for n in found if not n.siren]
    if gone and (not alive or (kind and all(n.kind != kind for n in alive))):
        codes = tuple(dict.fromkeys(s for n in gone for s in n.successors if s in a.epcis))
        return Match("epci", codes, "gone", f"{gone[0].name}|{gone[0].last}")
    inside = [n for n in alive if where.holds_epci(a, n.siren)]
    of_kind = [n for n in inside or alive if not kind or n.kind == kind]
    codes = tuple(dict.fromkeys(n.siren for n in of_kind or inside or alive))
    story = "nom d'une autre année" if all(n.how == "former" for n in alive) else ""
    return Match("epci", codes, how, story, against=not inside)
