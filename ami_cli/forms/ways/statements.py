"""Sworn statements and yes/no answers: « ☒ Nous nous engageons … », « OUI ☐ NON ☒ »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from ami_cli.forms.choices.choose import POINTER, choose
from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.choices.ticks import Tick, merge, ticks_of, without_ticks
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.ways.yes_no import YES_NO, asks, beside
from ami_cli.forms.words import fold, key, line_key
from ami_cli.model.campaign import FieldSpec
from ami_cli.model.document import Run

_RESERVED = re.compile(
    r"\b(?:sauf|excepte|hormis|a l'exception|sous reserve|dans la mesure du possible|si possible)\b"
)
_SIGN = re.compile(
    r"\s*(?:[vV](?=\s)|[^\w\s,;:./()\[\]'’\"«–—•·-])\s*\w"
)  # an arrow where the blank prints a box
_ANSWERED = re.compile(r"(?:^|[:?\s])(?:oui|non)\b", re.IGNORECASE)
ROOT, OWN_WORDS = 5, 16  # letters of a root; words that count, of a line that says nothing else
SAID_ENOUGH = 5  # words in common from which a shortened sentence still is the statement
SAME_STATEMENT = 86  # ratio over 100; a house's own wording of the sentence stays above it


def statements(view: View) -> Iterator[Sighting]:
    """Yield the sightings of every yes/no field; text is « oui », « non » or empty (box left empty)."""
    for spec in view.key.campaign.fields:
        if spec.kind == "yesno":
            for unit in view.sheet.units:
                if unit.index >= view.start and not unit.empty and not view.presents(unit):
                    yield from _in_unit(spec, unit, view)


def _in_unit(spec: FieldSpec, unit: Unit, view: View) -> Iterator[Sighting]:
    said = _says(spec.statement, unit.text)
    labelled = any(
        m.target.id == spec.path and m.score > 0.9
        for hit in view.hits.get(unit.index, ())
        for m in hit.matches
    ) or (bool(spec.wordings) and asks(spec, unit))
    said = said or _alike(spec, unit)
    refused = any(line_key(words) in line_key(unit.text) for words in spec.refusals)
    if refused:
        yield _sighting(spec, unit, view, "non", "refus écrit", 0.85)
    elif said or labelled:
        yield _answer(spec, unit, view, said or 0.95, labelled=not said)


def _alike(spec: FieldSpec, unit: Unit) -> float:
    """Return how well a line says a statement in its own words: two roots in common and an answer, or three."""
    words = _roots(unit.text)
    common = max((len(words & _roots(sentence)) for sentence in spec.statement), default=0)
    answered = _ANSWERED.search(unit.text) is not None
    if len(words) > OWN_WORDS or common < (2 if answered else 3):
        return 0.0
    return 0.9 if answered else 0.78


def _roots(text: str) -> frozenset[str]:
    return frozenset(w[:ROOT] for w in key(without_ticks(text)) if len(w) >= ROOT)


def _says(statement: Sequence[str], text: str) -> float:
    """Return how well a text says one of the statements, 0 if it does not."""
    words = key(without_ticks(text))
    if not 4 <= len(words) <= 60:
        return 0.0
    mine = " ".join(words)
    best = 0.0
    for sentence in statement:
        wanted = key(sentence)
        common = set(wanted) & set(words)
        overlap = len(common) / len(set(wanted))
        ratio = fuzz.partial_ratio(" ".join(wanted), mine) if len(mine) >= 20 else 0
        if len(common) >= SAID_ENOUGH:
            ratio = max(ratio, fuzz.token_set_ratio(" ".join(wanted), mine) - 4)
        if overlap >= 0.99 or ratio >= SAME_STATEMENT:
            best = max(best, overlap if overlap >= 0.99 else ratio / 100)
    return best


def _answer(
    spec: FieldSpec, unit: Unit, view: View, sure: float, *, labelled: bool = False
) -> Sighting:
    part = Slice(unit, 0, len(unit.text))
    yes_no = choose((part,), YES_NO, several=True)
    if not yes_no.printed and (near := beside(unit, view)):
        yes_no = choose(near, YES_NO, several=True)
    if yes_no.printed and len(yes_no.options) == 1:
        return _sighting(
            spec, unit, view, yes_no.options[0].choice.code, yes_no.method, 0.95 * sure
        )
    if yes_no.printed:
        said, how = ("oui et non", "deux cases") if yes_no.options else ("", "aucune case cochée")
        return _sighting(spec, unit, view, said, how, 0.3 if said else 0.9 * sure)
    word = _word_beside(unit)
    if word:
        return _sighting(spec, unit, view, word, "réponse dans la case voisine", 0.95 * sure)
    marks = ticks_of(unit) or _beside(unit)
    mark = merge(marks)
    if mark is None and labelled:
        return _sighting(spec, unit, view, "", "libellé sans réponse", 0.85 * sure)
    if mark is None and _SIGN.match(unit.text) and view.boxed(unit.text):
        return _sighting(spec, unit, view, "oui", "signe à la place de la case", 0.9 * sure)
    if mark is None:
        if view.printed(unit.text):
            return _sighting(spec, unit, view, "", "phrase imprimée sans case", 0.7)
        return _sighting(spec, unit, view, "oui", "phrase écrite", 0.9 * sure)
    if mark.checked is None:
        return _sighting(spec, unit, view, "", "case illisible", 0.2)
    if _RESERVED.search(fold(unit.text)):
        sure *= 0.7
    text, method, fit = _told(mark, unit)
    return _sighting(spec, unit, view, text, method, fit * mark.confidence * sure)


def _told(mark: Tick, unit: Unit) -> tuple[str, str, float]:
    """Return answer, method and certainty of a sentence with its box: ticked, pointed at, picked out, left empty."""
    if mark.checked:
        return "oui", "case cochée", 0.97
    if POINTER.search(unit.text[mark.end :]):
        return "oui", "flèche derrière la phrase", 0.9
    if _brushed(unit):
        return "oui", "phrase surlignée ou entourée", 0.75
    return "", "case laissée vide", 0.97


def _brushed(unit: Unit) -> bool:
    """True for a sentence that a highlighter or a circle picks out, its box left empty."""
    runs = [s.item for s in unit.spans if isinstance(s.item, Run) and len(s.item.text.strip()) > 1]
    marked = sum(len(run.text) for run in runs if run.highlighted)
    return marked * 2 >= sum(len(run.text) for run in runs) > 0


def _word_beside(unit: Unit) -> str:
    """Return « oui » or « non » written alone in another cell of the row, or an empty string."""
    cell = unit.cell
    if cell is None or cell.table.framed:
        return ""
    words = {fold(c.text).strip(" .!") for c in cell.table.row(cell.row) if c is not cell}
    said = words & {"oui", "non"}
    return said.pop() if len(said) == 1 else ""


def _beside(unit: Unit) -> list[Tick]:
    """Return the marks of the neighbouring cells of the row, when the sentence has a cell of its own."""
    cell = unit.cell
    if cell is None or cell.table.framed:
        return []
    others = [c for c in cell.table.row(cell.row) if c is not cell]
    return [t for c in others for u in c.units if len(u.text.strip()) < 12 for t in ticks_of(u)]


def _sighting(
    spec: FieldSpec, unit: Unit, view: View, text: str, method: str, sure: float
) -> Sighting:
    area = Area((), method, 1.0, view.around.of(unit), unit.cell)
    part = Slice(unit, 0, len(unit.text))
    return sight(spec.path, (part,), area, view, min(sure, 0.98), text=text)
