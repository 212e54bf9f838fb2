"""Answers outside the form: a letter that stands in for it, or that gives what the form refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ami_cli.forms.dossier.sendings import answered
from ami_cli.forms.values.parse import refers_elsewhere
from ami_cli.model.dossier import Evidence

Found = Mapping[str, tuple[Evidence, ...]]

ENOUGH = 4  # answers: fewer is a letter that mentions the candidature, not one that makes it
MOST = 0.75  # confidence of an answer read outside a form: a person looks at it
LABELLED = 0.85  # a sighting less sure than this in a letter is chance


def stand_in(located: Mapping[str, Found]) -> str | None:
    """Return the letter or message that answers the most questions of the call; None if none answers enough."""
    best = max(located, key=lambda path: (len(answered(located[path])), path), default=None)
    return best if best is not None and len(answered(located[best])) >= ENOUGH else None


def doubted(found: Found) -> dict[str, tuple[Evidence, ...]]:
    """Return sightings with no more confidence than one outside a form deserves."""
    return {path: tuple(_lowered(e) for e in some) for path, some in found.items()}


def supplements(found: Found, outside: Found) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Yield what a letter says of the fields that the form does not ask, or where it answers « cf. courrier ».

    A field that the applicant left blank stays blank; signatures are read apart.
    """
    for path, some in outside.items():
        told = tuple(_lowered(e) for e in some if e.text and e.confidence >= LABELLED)
        own = found.get(path, ())
        referred = bool(own) and all(refers_elsewhere(e.text) for e in own if e.text)
        if told and not path.startswith("signature.") and (not own or (referred and _says(own))):
            yield path, told


def _says(some: tuple[Evidence, ...]) -> bool:
    return any(e.text for e in some)


def _lowered(evidence: Evidence) -> Evidence:
    return evidence.model_copy(update={"confidence": min(evidence.confidence, MOST)})
