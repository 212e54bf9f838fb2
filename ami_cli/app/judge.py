"""Candidatures and judgements, derived afresh from the facts of the store each time."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from ami_cli.app.campaigns import Definition
from ami_cli.errors import UsageError
from ami_cli.model.candidature import Candidature
from ami_cli.model.finding import Judgement
from ami_cli.sources.names import fold
from ami_cli.store import Store


@dataclass(frozen=True, slots=True)
class Case:
    """One candidature and what the rules say of it."""

    candidature: Candidature
    judgement: Judgement

    @property
    def needs_a_person(self) -> bool:
        """True if something could not be read or is not settled."""
        unsettled = any(f.severity == "a_verifier" for f in self.judgement.findings)
        return unsettled or bool(self.candidature.reading.problems)


def cases(store: Store, definition: Definition, wanted: Sequence[str] = ()) -> list[Case]:
    """Judge every candidature of a campaign together, return those wanted (all by default) by name.

    Raises:
        UsageError: a dossier is not in the store. MachineError: the store cannot be read.
    """
    from ami_cli.forms.assemble import assemble
    from ami_cli.rules import judge

    campaign = definition.campaign
    readings = store.readings(campaign.id)
    names = resolve(wanted, [r.dossier for r in readings])
    decided = store.decided()
    candidatures = [
        assemble(
            reading,
            [c for c in decided.corrections if c.dossier == reading.dossier],
            campaign,
        )
        for reading in readings
    ]
    judgements = {j.dossier: j for j in judge(candidatures, campaign, decided.decisions)}
    return [
        Case(c, judgements[c.dossier])
        for c in sorted(candidatures, key=lambda c: c.dossier)
        if not names or c.dossier in names
    ]


def resolve(wanted: Sequence[str], known: Sequence[str]) -> set[str]:
    """Return the stored names of dossiers as people type them: accents and case do not count.

    Raises:
        UsageError: one of them is not there; the message proposes the nearest.
    """
    exact = set(known)
    folded: dict[str, list[str]] = {}
    for name in known:
        folded.setdefault(fold(name), []).append(name)
    found, missing = set(), []
    for typed in wanted:
        name = typed.rstrip("/\\")
        near = folded.get(fold(name), [])
        if name in exact:
            found.add(name)
        elif len(near) == 1:
            found.add(near[0])
        else:
            missing.append(_missing(typed, folded))
    if missing:
        raise UsageError("\n".join(missing))
    return found


def resolve_one(typed: str, store: Store) -> str:
    """Return the stored name of one dossier.

    Raises:
        UsageError: it is not there.
    """
    return next(iter(resolve([typed], [s.dossier for s in store.index()])))


def _missing(typed: str, folded: dict[str, list[str]]) -> str:
    near = difflib.get_close_matches(fold(typed), folded, 3, 0.6)
    names = [name for key in near for name in folded[key]]
    advice = f"vouliez-vous dire {' ou '.join(names)} ?" if names else "voyez « ami validate »."
    return f"Le dossier « {typed} » n'est pas dans le magasin : {advice}"
