"""What the resolver is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Verdict = Literal["eligible", "not_eligible", "ambiguous", "a_verifier", "unknown"]
Kind = Literal["commune", "epci", "other"]


@dataclass(frozen=True, slots=True)
class Clues:
    """What a form says beside the name; every value as written, ``None`` when nothing was read.

    ``departement`` is a code or a name; ``siren`` a SIREN or SIRET, spaces and label allowed;
    ``type`` is ``commune``, ``epci`` or a code of the campaign (``communaute_de_communes``…).
    """

    departement: str | None = None
    code_postal: str | None = None
    siren: str | None = None
    type: str | None = None
    pays: str | None = None
    epci_rattachement: str | None = None
    population: int | None = None
    ville: str | None = None
    mail_domain: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A commune (INSEE code) or an EPCI (SIREN) the name may mean; département of the commune,
    or of most of the EPCI's communes."""

    code: str
    name: str
    kind: Kind
    departement: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer. ``code`` and ``name`` are official, of the territory's vintage.

    ``reason`` and each of ``doubts`` are French sentences; doubts tell what contradicts the answer.
    """

    verdict: Verdict
    kind: Kind | None
    code: str | None
    name: str | None
    reason: str
    candidates: tuple[Candidate, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Territory:
    """Where a call is open, on the map of one vintage (``2021`` or ``2026``).

    A commune is inside when its région, its département, or its code is listed; an EPCI when it is
    listed or when all its communes are inside.
    """

    name: str
    vintage: str = "2021"
    regions: frozenset[str] = field(default=frozenset())
    departements: frozenset[str] = field(default=frozenset())
    codes: frozenset[str] = field(default=frozenset())


HAUTS_DE_FRANCE_2021 = Territory("Hauts-de-France", "2021", regions=frozenset({"32"}))
HAUTS_DE_FRANCE_2026 = Territory("Hauts-de-France", "2026", regions=frozenset({"32"}))
