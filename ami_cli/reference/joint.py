"""« Seclin et Wattignies »: several collectivities in one name, or one named twice."""

from __future__ import annotations

import re
from dataclasses import replace

from ami_cli.reference import by_name
from ami_cli.reference.answers import Resolution
from ami_cli.reference.by_name import NOTHING, Match
from ami_cli.reference.normalise import fold, words
from ami_cli.reference.question import Question
from ami_cli.reference.words import SERVICES
from ami_cli.reference.written import Written, read


def resolve_joint(q: Question, w: Written) -> Resolution | None:
    """The verdict when every part is recognised, or all but the service of a commune."""
    found = [_recognise(q, read(part)) for part in w.joint]
    named = [m for m in found if m is not NOTHING]
    if not named:
        return None
    if len(named) < len(found):
        services = w.headed and all(_is_service(part) for part in w.joint[1:])
        motto = w.body == "epci" and all(_is_motto(q, part) for part in w.joint[1:])
        return q.verdict(found[0]) if (services or motto) and found[0] is not NOTHING else None
    common = set(named[0].codes).intersection(*(m.codes for m in named))
    if len(common) == 1:  # « CCPL - Pays de Lumbres »
        only = min(named, key=lambda m: len(m.codes))
        return q.verdict(replace(only, codes=tuple(common)))
    every = [c for m in named for c in m.codes]
    reason = f"« {q.shown} » nomme plusieurs collectivités : candidature conjointe à vérifier."
    return q.undecided("a_verifier", "commune", every, reason)


def _recognise(q: Question, w: Written) -> Match:
    if w.body in ("other", "groupement") or w.generic:
        return NOTHING
    if w.body != "epci":
        match = by_name.commune(q.vintage, w, q.where)
        if match is not NOTHING and match.how != "beginning":
            return match
    return by_name.intercommunality(q.vintage, w, q.where, headed=w.body == "epci")


def _is_motto(q: Question, text: str) -> bool:
    """« La Vallée dorée », after a dash and the name of the EPCI."""
    return (
        re.search(rf"\s[-–—]\s*{re.escape(text)}", fold(q.shown)) is not None
        and not read(text).body
    )


def _is_service(text: str) -> bool:
    """« Direction du développement durable », after the name of the commune."""
    return not SERVICES.isdisjoint(words(fold(text)))
