"""The verdict on what a name or a SIREN designates, for one territory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from ami_cli.reference import load
from ami_cli.reference.answers import Candidate, Kind, Resolution, Territory, Verdict
from ami_cli.reference.atlas import atlas, departement_of
from ami_cli.reference.by_name import Match, Where

_KINDS = {
    "CC": "communauté de communes",
    "CA": "communauté d'agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole",
}
_MOST_CANDIDATES = 12


def inside(territory: Territory, code: str) -> bool:
    """Whether a commune, or the whole of an EPCI, is in the territory."""
    return share(territory, code) == 1


@lru_cache(maxsize=8192)
def share(territory: Territory, code: str) -> float:
    """The part of the communes of an EPCI that is in the territory; 0 or 1 for a commune."""
    a = atlas(territory.vintage)
    if code in territory.codes:
        return 1
    if a.is_commune(code):
        departement = departement_of(code)
        row = load.departements()[departement]
        return float(departement in territory.departements or row.region in territory.regions)
    members = a.members_of(code)
    return sum(share(territory, c) for c in members) / len(members) if members else 0


def candidate(vintage: str, code: str) -> Candidate:
    """One commune or EPCI, as shown to a person."""
    a = atlas(vintage)
    if a.is_commune(code):
        return Candidate(code, a.name(code), "commune", departement_of(code))
    places = [departement_of(c) for c in a.members_of(code)]
    return Candidate(code, a.name(code), "epci", max(set(places), key=places.count, default=""))


def candidates(territory: Territory, codes: Iterable[str]) -> tuple[Candidate, ...]:
    """Candidates in code order, those of the territory first."""
    order = sorted(set(codes), key=lambda c: (not share(territory, c), c))
    return tuple(candidate(territory.vintage, c) for c in order[:_MOST_CANDIDATES])


def label(vintage: str, code: str) -> str:
    """« Vimy (62861), commune du Pas-de-Calais »."""
    c = candidate(vintage, code)
    if c.kind == "commune":
        return f"{c.name} ({code}), commune {load.departements()[c.departement].of}"
    kind = _KINDS[atlas(vintage).epcis[code].kind]
    return f"{c.name} ({code}), {kind}"


def entity(territory: Territory, code: str, story: str = "") -> Resolution:
    """The verdict on one commune or EPCI designated without doubt."""
    vintage = territory.vintage
    name = atlas(vintage).name(code)
    kind: Kind = "commune" if atlas(vintage).is_commune(code) else "epci"
    part = share(territory, code)
    told = label(vintage, code) + (f" : {story}" if story else "")
    if part == 1:
        reason = f"{told}. La collectivité est dans le territoire de l'appel ({territory.name})."
        return Resolution("eligible", kind, code, name, reason)
    if part == 0:
        reason = f"{told}. Elle est hors du territoire de l'appel ({territory.name})."
        return Resolution("not_eligible", kind, code, name, reason)
    members = atlas(vintage).members_of(code)
    count = sum(1 for c in members if share(territory, c))
    reason = (
        f"{told}. {count} de ses {len(members)} communes sont dans le territoire de l'appel "
        f"({territory.name}) : une personne doit décider."
    )
    return Resolution("a_verifier", kind, code, name, reason, (candidate(vintage, code),))


def undecided(
    territory: Territory, verdict: Verdict, kind: Kind | None, codes: Iterable[str], reason: str
) -> Resolution:
    """An answer that a person must give, with what it may be."""
    return Resolution(verdict, kind, None, None, reason, candidates(territory, codes))


def verdict(territory: Territory, match: Match, where: Where, written: str) -> Resolution:
    """The verdict on what a name was found to mean."""
    if match.how == "gone":
        return _gone(territory, match)
    if match.how == "part":
        return _part(territory, match, where, written)
    kind: Kind = "epci" if match.kind == "epci" else "commune"
    within = [c for c in match.codes if share(territory, c)]
    if match.how == "acronym" and within:  # acronyms are known inside only: no homonym counts
        match = replace(match, codes=tuple(within))
    if match.against:
        return _against(territory, match, where, written)
    if not within:
        return _outside(territory, match, where, kind, written)
    if len(match.codes) == 1 and not match.weak:
        return entity(territory, match.codes[0], _story(match, written))
    names = " ; ".join(label(territory.vintage, c) for c in within[:4])
    if match.weak:
        reason = f"« {written} » n'est le nom d'aucune commune ; le plus proche est {names}."
        return undecided(territory, "ambiguous", kind, within, reason)
    others = len(match.codes) - len(within)
    reason = f"« {written} » peut désigner plusieurs collectivités : {names}" + (
        f", et {others} hors du territoire. " if others else ". "
    )
    reason += "Le code postal, le département ou le SIREN lèverait le doute."
    return undecided(territory, "ambiguous", kind, within, reason)


def _story(match: Match, written: str) -> str:
    if match.how == "near":
        return f"nom le plus proche de « {written} »"
    if match.how == "beginning":
        return f"seul nom complet qui commence par « {written} »"
    if match.how == "acronym":
        return f"connue sous le nom de « {written} »"
    return f"« {written} », {match.story}" if match.story else ""


def _outside(
    territory: Territory, match: Match, where: Where, kind: Kind, written: str
) -> Resolution:
    """Everything it may mean is outside; without a place, a guess is no ground to refuse."""
    sure = match.how in ("exact", "renamed") and not match.guessed
    sure = sure or bool(where.departements)
    if sure and len(match.codes) == 1:
        return entity(territory, match.codes[0], _story(match, written))
    names = " ; ".join(label(territory.vintage, c) for c in match.codes[:3])
    if sure:
        reason = f"« {written} » : {names}. Toutes hors du territoire de l'appel."
        return Resolution("not_eligible", kind, None, None, reason)
    reason = f"« {written} » n'est le nom exact d'aucune commune ; peut-être, hors du territoire : "
    reason += f"{names}."
    return undecided(territory, "ambiguous", kind, match.codes, reason)


def _against(territory: Territory, match: Match, where: Where, written: str) -> Resolution:
    """The name is known, but not where the other clues say."""
    within = [c for c in match.codes if share(territory, c)]
    elsewhere = bool(where.departements)
    if (
        match.how == "exact"
        and not within
        and elsewhere
        and not may_be_inside(territory, where.departements, every=False)
    ):
        names = " ; ".join(label(territory.vintage, c) for c in match.codes[:3])
        code = match.codes[0] if len(match.codes) == 1 else None
        name = atlas(territory.vintage).name(code) if code else None
        reason = f"« {written} » : {names}. Le nom et le lieu indiqué sont hors du territoire."
        kind: Kind = "epci" if match.kind == "epci" else "commune"
        return Resolution("not_eligible", kind, code, name, reason)
    places = ", ".join(sorted(where.departements)) or "aucun lieu"
    names = " ; ".join(label(territory.vintage, c) for c in (within or match.codes)[:4])
    reason = f"Le nom « {written} » désigne {names} ; le lieu indiqué est ailleurs ({places})."
    kind = "epci" if match.kind == "epci" else "commune"
    return undecided(territory, "ambiguous", kind, within or match.codes, reason)


def may_be_inside(territory: Territory, departements: frozenset[str], every: bool = True) -> bool:
    """Whether the territory reaches into every one (or any) of these départements."""
    rows = load.departements()
    reached = [
        d in territory.departements
        or (d in rows and rows[d].region in territory.regions)
        or any(departement_of(c) == d for c in territory.codes if len(c) == 5)
        for d in departements
    ]
    return all(reached) if every else any(reached)


def _part(territory: Territory, match: Match, where: Where, written: str) -> Resolution:
    within = [c for c in match.codes if share(territory, c)]
    if not within:
        return _outside(territory, match, where, "commune", written)
    found = candidates(territory, within)
    names = " ; ".join(label(territory.vintage, c) for c in within)
    reason = f"Ce nom est celui d'une ancienne commune ou d'une partie de commune ({match.story}). "
    reason += f"La collectivité est {names} : une personne doit confirmer qui candidate."
    if len(within) == 1:
        name = atlas(territory.vintage).name(within[0])
        return Resolution("a_verifier", "commune", within[0], name, reason, found)
    return Resolution("a_verifier", "commune", None, None, reason, found)


def _gone(territory: Territory, match: Match) -> Resolution:
    name, _, last = match.story.partition("|")
    names = " ; ".join(label(territory.vintage, c) for c in match.codes) or "à rechercher"
    when = f" après {last}" if last else ""
    reason = f"{name} n'existe plus{when} dans les listes officielles. Lui succède : {names}."
    return undecided(territory, "a_verifier", "epci", match.codes, reason)
