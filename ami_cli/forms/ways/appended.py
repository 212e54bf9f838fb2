"""Long answers written elsewhere: « Suite de la rubrique 4 », « Annexe 1 : nos motivations »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.values.nothing import says_nothing
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import tidy

SURE = 0.85
STEPPED_BACK = 0.4
_HEAD = re.compile(
    r"^\W*(?P<how>suites?|compl[ée]ments?|annexe|r[ée]ponses?)?\b(?:\s+et\s+fin)?\s*(?:n°\s*)?(?:[a-z]\b|\d{1,2}\b)?"
    r"\s*[:–—-]?\s*(?:(?:de|du|à|a)\s+)?(?:la\s+|l['’])?"
    r"(?:(?:rubrique|question|point|partie|cadre|section|item|paragraphe)\s*(?:n°\s*)?(?P<number>\d{1,2})?)?"
    r"\s*[:–—.)-]?\s*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = re.compile(
    r"^\s*[(\[](?P<how>suite)s?\s+(?:d(?:e|u|es)\s+|de\s+la\s+)?(?P<name>[^)\]]{3,50})[)\]]\s*[:–—-]?\s*",
    re.IGNORECASE,
)
_REFERS = re.compile(
    r"[\s(\[…]*\b(?:(?:voir|cf\.?)\s+)?(?:la\s+)?suite\b[^.\n]{0,40}[)\].…]*\s*$", re.IGNORECASE
)


def appended(view: View, found: Mapping[str, list[Sighting]]) -> Iterator[Sighting]:
    """Yield whole texts for long fields whose answer stands, or goes on, under a heading of its own."""
    units = view.sheet.units
    for unit in units[view.start :]:
        head = _head(unit, view)
        if head is None:
            continue
        path, how, start = head
        parts = (Slice(unit, start, len(unit.text)), *_below(units[unit.index + 1 :], view))
        parts = tuple(p for p in parts if tidy(p.text))
        if parts:
            _taken_out(parts[0], path, found, view)
            yield from _joined(path, how, parts, view, found.get(path, []))


def _taken_out(part: Slice, path: str, found: Mapping[str, list[Sighting]], view: View) -> None:
    """« (suite motivations) … » in the frame of another answer is no part of that one."""
    whole = tidy(part.unit.text)
    for other, known in found.items():
        if other == path or view.key.campaign.by_path[other].kind != "longtext":
            continue
        for number, sighting in enumerate(known):
            before, cut, after = sighting.evidence.text.partition(whole)
            if cut:
                text = "\n".join(t.strip() for t in (before, after) if t.strip())
                evidence = sighting.evidence.model_copy(update={"text": text})
                known[number] = Sighting(other, evidence, sighting.order)


def _head(unit: Unit, view: View) -> tuple[str, str, int] | None:
    """Return (field, « suite » or other word, where the text begins) of a heading that goes on."""
    if unit.cell is not None and not unit.cell.table.framed:
        return None
    if unit.number or unit.text.lstrip()[:1] in tuple("-–—•*▪"):
        return None  # « – Annexe 1 : nos attentes » is listed among the enclosures
    aside = _ASIDE.match(unit.text)
    if aside:
        path = _long_field(aside.group("name"), view)
        return (path, "suite", aside.end()) if path else None
    match = _HEAD.match(unit.text)
    if match is None or not (match.group("how") or match.group("number")):
        return None
    rest, how = match.group("rest"), (match.group("how") or "").lower()
    if len(rest) < 80 and (path := _long_field(rest, view)):
        return path, how, len(unit.text)
    numbered = view.key.sections.get(int(match.group("number") or 0))
    return (numbered, how, match.start("rest")) if numbered else None


def _long_field(words: str, view: View) -> str | None:
    for hit in view.key.lexicon.look_up(words):
        spec = view.key.campaign.by_path.get(hit.target.id)
        if spec is not None and spec.kind == "longtext" and hit.score >= 0.9:
            return spec.path
    return None


def _below(units: Sequence[Unit], view: View) -> Iterator[Slice]:
    for unit in units:
        if view.stops(unit) or view.presents(unit) or _head(unit, view) is not None:
            return
        if not unit.empty and not view.printed(unit.text):
            yield Slice(unit, 0, len(unit.text))


def _joined(
    path: str, how: str, parts: tuple[Slice, ...], view: View, known: list[Sighting]
) -> Iterator[Sighting]:
    first = next((s for s in known if s.evidence.text), None)
    before = first.evidence.text if first else ""
    refers = _REFERS.search(before)
    text = "\n".join(tidy(p.text) for p in parts)
    if text in before:
        return
    if first is not None and not says_nothing(before):
        if not (how.startswith(("suite", "compl")) or refers):
            return
        text = f"{_REFERS.sub('', before)}\n{text}"
    for number, other in enumerate(known):
        sure = round(other.evidence.confidence * STEPPED_BACK, 4)
        lowered = other.evidence.model_copy(update={"confidence": sure})
        known[number] = Sighting(path, lowered, other.order)
    area = Area(parts, "texte sous un titre à part", 1.0, view.around.of(parts[0].unit))
    yield sight(path, parts, area, view, SURE, text=text)
