"""Resolve the name of a collectivity with all the clues of its form.

Nothing is guessed: an answer that the clues do not settle is ``ambiguous`` or ``a_verifier``, with
its candidates. Reference: official geographic code and EPCI lists of the territory's vintage.
"""

from __future__ import annotations

from dataclasses import replace

from ami_cli.reference import clues as reading
from ami_cli.reference import doubts, judge, load
from ami_cli.reference.answers import (
    HAUTS_DE_FRANCE_2021,
    HAUTS_DE_FRANCE_2026,
    Candidate,
    Clues,
    Resolution,
    Territory,
)
from ami_cli.reference.atlas import VINTAGES, atlas
from ami_cli.reference.clues import luhn_ok
from ami_cli.reference.named import resolve_name
from ami_cli.reference.normalise import key, squash
from ami_cli.reference.question import Question
from ami_cli.reference.words import departement_code
from ami_cli.reference.written import read

__all__ = [
    "HAUTS_DE_FRANCE_2021",
    "HAUTS_DE_FRANCE_2026",
    "Candidate",
    "Clues",
    "Resolution",
    "Territory",
    "commune_names_near",
    "communes_of_postal_code",
    "departement_name",
    "epci_of",
    "luhn_ok",
    "mistakes_of",
    "official_population",
    "regions",
    "resolve",
]


NO_CLUES = Clues()


def resolve(
    name: str, clues: Clues = NO_CLUES, territory: Territory = HAUTS_DE_FRANCE_2021
) -> Resolution:
    """Say what collectivity a name designates and whether the territory holds it.

    Reliable clues win: a SIREN with a right key, then postal code and département, then the name.
    """
    written = read(name)
    if country := reading.country_abroad(clues, written):
        return Resolution(
            "not_eligible", "commune", None, None,
            f"Le pays indiqué est {country} : la collectivité n'est pas française.",
        )  # fmt: skip
    where, denied = reading.where(territory.vintage, clues, written)
    siren = reading.read_siren(clues.siren, territory.vintage)
    if siren.status == "none" and luhn_ok(written.siren):
        siren = reading.read_siren(written.siren, territory.vintage)
    shown = " ".join(name.split())[:120]
    found, sure = resolve_name(name, written, Question(shown, where, clues, territory))
    if denied and found.code and not judge.may_be_inside(territory, denied):
        found = _place_denied(found, denied, territory)
    answer = _with_siren(found, sure, siren, territory, name)
    found_doubts = doubts.of(answer, clues, where, denied, siren, territory)
    return replace(answer, doubts=(*answer.doubts, *found_doubts)) if found_doubts else answer


def _place_denied(found: Resolution, denied: frozenset[str], territory: Territory) -> Resolution:
    """Postal code, département and name do not agree, and one of them is outside."""
    if found.verdict not in ("eligible", "not_eligible"):
        return found
    places = ", ".join(sorted(denied))
    reason = f"{found.reason} Mais le code postal et le département se contredisent ({places})."
    return judge.undecided(territory, "ambiguous", found.kind, [found.code or ""], reason)


def _with_siren(
    found: Resolution, sure: bool, siren: reading.Siren, territory: Territory, name: str
) -> Resolution:
    """What the name says, and what the SIREN says, together."""
    if siren.status in ("none", "bad"):
        return found
    if siren.status == "unknown":
        return _stranger(found, siren, territory)
    if siren.status == "gone":
        return _gone(found, siren, territory)
    by_siren = judge.entity(territory, siren.code, f"désignée par son SIREN {siren.digits}")
    known = {c.code for c in found.candidates}
    if found.code == siren.code or siren.code in known or not sure:
        return by_siren
    written = read(name)
    cut = squash(written.core)
    is_name = key(found.name or "") == cut
    if len(cut) > 2 and not is_name and key(by_siren.name or "").startswith(cut):
        return by_siren
    if found.verdict == "unknown":
        if written.generic:
            return by_siren
        return replace(by_siren, doubts=(f"Le nom « {name.strip()} » n'a pas été reconnu.",))
    codes = {siren.code, *known} | ({found.code} if found.code else set())
    said = judge.label(territory.vintage, siren.code)
    reason = f"Le nom et le SIREN se contredisent. Nom : {found.reason} SIREN : {said}."
    return judge.undecided(territory, "ambiguous", by_siren.kind, codes, reason)


def _stranger(found: Resolution, siren: reading.Siren, territory: Territory) -> Resolution:
    """A right key, but the SIREN of no commune or EPCI: it may be that of another body."""
    if found.verdict != "eligible" or not found.code:
        return found
    reason = f"Le SIREN {siren.digits} n'est celui d'aucune commune ni d'aucun EPCI. {found.reason}"
    return Resolution(
        "a_verifier", found.kind, found.code, found.name, reason,
        judge.candidates(territory, [found.code]),
    )  # fmt: skip


def _gone(found: Resolution, siren: reading.Siren, territory: Territory) -> Resolution:
    """The SIREN of a body of another year: fine when the name leads to its only successor."""
    if found.code and siren.successors == (found.code,):
        return found
    codes = {c for c in siren.successors if c} | ({found.code} if found.code else set())
    reason = f"Le SIREN {siren.digits} est celui de {siren.name}, d'une autre année. {found.reason}"
    return judge.undecided(territory, "a_verifier", found.kind, codes, reason)


def communes_of_postal_code(code_postal: str, vintage: str = "2021") -> tuple[Candidate, ...]:
    """The communes a postal code serves, in code order; empty for a CEDEX or an unknown code."""
    code = reading.postal_code(code_postal)
    found = reading.communes_of_postal_code(vintage, code)
    return tuple(judge.candidate(vintage, c) for c in sorted(found))


def official_population(code: str, vintage: str = "2021") -> int | None:
    """Municipal population of a commune or EPCI; ``None`` outside Hauts-de-France."""
    a = atlas(vintage)
    known = load.populations(vintage)
    if a.is_commune(code):
        return known.get(code)
    members = a.members_of(code)
    if not members or any(c not in known for c in members):
        return None
    return sum(known[c] for c in members)


def epci_of(code: str, vintage: str = "2021") -> Candidate | None:
    """The EPCI of a commune, ``None`` when it has none or the code is unknown."""
    a = atlas(vintage)
    siren = a.epci_of(code) if a.is_commune(code) else ""
    return judge.candidate(vintage, siren) if siren else None


def departement_name(code: str) -> str | None:
    """« Pas-de-Calais » for « 62 » or for any way of writing it; ``None`` when unknown."""
    found = departement_code(code)
    return load.departements()[found].name if found else None


def commune_names_near(
    text: str, departement: str | None = None, vintage: str = "2021"
) -> tuple[tuple[Candidate, float], ...]:
    """Communes whose name is near to a text, with their cost in edits, the nearest first.

    For repairing names read by a scanner: take the first when the second costs a whole edit more.
    """
    from ami_cli.reference import fuzzy

    wanted = departement_code(departement) or ""
    written = squash(read(text).core)
    near = fuzzy.near(vintage, written, fuzzy.reach(written), wanted)
    found = [(judge.candidate(vintage, code), n.cost) for n in near for code in n.codes]
    return tuple(found)


def regions() -> dict[str, str]:
    """Code → name of the régions of the data."""
    return {row.region: row.region_name for row in load.departements().values()}


def mistakes_of(territory: Territory) -> tuple[str, ...]:
    """What is wrong in a territory a campaign names: French sentences, none when all is known."""
    if territory.vintage not in VINTAGES:
        known = ", ".join(VINTAGES)
        return (f"Le millésime « {territory.vintage} » n'est pas fourni (fournis : {known}).",)
    a = atlas(territory.vintage)
    codes = {c for c in territory.codes if not a.is_commune(c) and c not in a.epcis}
    found = [f"La région « {r} » n'existe pas." for r in territory.regions - regions().keys()]
    gone = territory.departements - load.departements().keys()
    found += [f"Le département « {d} » n'existe pas." for d in gone]
    found += [f"Le code « {c} » n'est ni une commune ni un EPCI de {a.vintage}." for c in codes]
    if not (territory.regions or territory.departements or territory.codes):
        found.append(
            "Le territoire est vide : indiquer des régions, des départements ou des codes."
        )
    return tuple(sorted(found))
