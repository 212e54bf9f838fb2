"""One picture in two signature boxes: who signed cannot be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ami_cli.forms.view.sighting import Sighting
from ami_cli.forms.words import fold

TRUST = 0.5


def twins_among(boxes: Iterable[tuple[str, set[str], str]]) -> set[str]:
    """Return the signatures whose boxes hold the same picture, unless one person is named in both.

    A box is its signature's path, the digests of its pictures, the name typed in it.
    """
    held: dict[str, dict[str, str]] = defaultdict(dict)
    for path, digests, typed in boxes:
        for digest in digests:
            if digest.strip("0"):
                held[digest][path] = fold(typed)
    alike = (named for named in held.values() if len(named) > 1)
    return {path for named in alike if not _one_person(named.values()) for path in named}


def doubted(found: Sighting) -> Sighting:
    """Return a signature that a person must look at, and why."""
    changed = {
        "method": f"{found.evidence.method}, la même image dans les deux cases",
        "confidence": round(found.evidence.confidence * TRUST, 4),
    }
    return replace(found, evidence=found.evidence.model_copy(update=changed))


def _one_person(names: Iterable[str]) -> bool:
    said = set(names)
    return len(said) == 1 and all(said)
