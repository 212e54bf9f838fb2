"""One name to resolve, with what stays the same while it is tried in several ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ami_cli.reference import judge
from ami_cli.reference.answers import Clues, Kind, Resolution, Territory, Verdict
from ami_cli.reference.atlas import Atlas, atlas
from ami_cli.reference.by_name import Match, Where

_EPCI_TYPES = frozenset(
    [
        "epci",
        "communaute_de_communes",
        "communaute_d_agglomeration",
        "communaute_urbaine",
        "metropole",
    ]
)


@dataclass(frozen=True, slots=True)
class Question:
    """``shown`` is the name as written, on one line; ``where`` the place hints."""

    shown: str
    where: Where
    clues: Clues
    territory: Territory

    @property
    def vintage(self) -> str:
        """The year of the map."""
        return self.territory.vintage

    @property
    def map(self) -> Atlas:
        """The map of the territory's vintage."""
        return atlas(self.territory.vintage)

    @property
    def wants_epci(self) -> bool:
        """Whether the type ticked on the form is an intercommunality."""
        return self.clues.type in _EPCI_TYPES

    def holds(self, code: str) -> bool:
        """Whether a commune, or some communes of an EPCI, are in the territory."""
        return judge.share(self.territory, code) > 0

    def verdict(self, match: Match) -> Resolution:
        """The verdict on what the name was found to mean."""
        return judge.verdict(self.territory, match, self.where, self.shown)

    def undecided(
        self, verdict: Verdict, kind: Kind | None, codes: Iterable[str], reason: str
    ) -> Resolution:
        """An answer for a person to give, with its candidates."""
        return judge.undecided(self.territory, verdict, kind, codes, reason)
