"""Answers outside the form: a letter that stands in for it, or that gives what the form refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.dossier.sendings import answered
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.values.nothing import refers_elsewhere
from ami_cli.forms.view.sighting import sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import STOP, key
from ami_cli.model.campaign import FieldSpec
from ami_cli.model.dossier import Evidence

Found = Mapping[str, tuple[Evidence, ...]]

ENOUGH = 4  # answers: fewer is a letter that mentions the candidature, not one that makes it
MOST = 0.75  # confidence of an answer read outside a form: a person looks at it
LABELLED = 0.85  # a sighting less sure than this in a letter is chance
ANNOUNCED = 0.7
ROOT = 5  # letters: « ce qui nous motive » announces « Motivations »


def stand_in(located: Mapping[str, Found]) -> str | None:
    """Return the letter or message that answers the most questions of the call; None if none answers enough."""
    best = max(located, key=lambda path: (len(answered(located[path])), path), default=None)
    return best if best is not None and len(answered(located[best])) >= ENOUGH else None


def doubted(found: Found) -> dict[str, tuple[Evidence, ...]]:
    """Return sightings with no more confidence than one outside a form deserves."""
    return {path: tuple(_lowered(e) for e in some) for path, some in found.items()}


def supplements(found: Found, outside: Found) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Yield what a letter or message says, with its label, of the fields that the form leaves open.

    Open are those it does not ask, those left blank and those that refer elsewhere; signatures are read apart.
    """
    for path, some in outside.items():
        told = tuple(_lowered(e) for e in some if e.text and e.confidence >= LABELLED)
        own = found.get(path, ())
        open_ = all(refers_elsewhere(e.text) for e in own if e.text)
        if told and not path.startswith("signature.") and open_:
            yield path, told


def announced(found: Found, letter: View) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Yield what follows « Voici ce qui nous motive : » in a letter, for a long answer that refers to it."""
    for spec in letter.key.campaign.fields:
        own = found.get(spec.path, ())
        if (
            spec.kind == "longtext"
            and _says(own)
            and all(refers_elsewhere(e.text) for e in own if e.text)
        ):
            parts = tuple(_behind_announcement(spec, letter))
            if parts:
                area = Area(parts, "annoncé dans le courrier", 1.0, letter.around.of(parts[0].unit))
                yield spec.path, (sight(spec.path, parts, area, letter, ANNOUNCED).evidence,)


def _behind_announcement(spec: FieldSpec, letter: View) -> Iterator[Slice]:
    open_ = False
    for unit in letter.sheet.units:
        if open_ and (_announces(unit) or letter.around.of(unit).flow):
            return
        if open_ and not unit.empty:
            yield Slice(unit, 0, len(unit.text))
        open_ = open_ or (_announces(unit) and bool(_roots(unit.text) & _own_roots(spec)))


def _announces(unit: Unit) -> bool:
    return unit.text.rstrip().endswith(":")


def _own_roots(spec: FieldSpec) -> frozenset[str]:
    """Return the roots of a field's own words: those of its label and of its wordings of one word."""
    short = (w for w in spec.wordings if len(w.split()) == 1)
    return frozenset().union(*(_roots(text) for text in (spec.label, *short)))


def _roots(text: str) -> frozenset[str]:
    return frozenset(w[:ROOT] for w in key(text) if len(w) >= ROOT and w not in STOP)


def _says(some: tuple[Evidence, ...]) -> bool:
    return any(e.text for e in some)


def _lowered(evidence: Evidence) -> Evidence:
    return evidence.model_copy(update={"confidence": min(evidence.confidence, MOST)})
