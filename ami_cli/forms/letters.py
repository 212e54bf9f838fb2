"""A cover letter's signatures: who signed it, told by the name or the function beside the mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ami_cli.forms.key import Key
from ami_cli.forms.options import Slice
from ami_cli.forms.sighting import Sighting, as_tuple, sight
from ami_cli.forms.signatures import Mark, marks_of
from ami_cli.forms.units import Unit, place_of
from ami_cli.forms.view import Area, View
from ami_cli.forms.words import fold, tidy
from ami_cli.forms.words import key as words_of
from ami_cli.model.document import Box, Signature

NEAR = 5  # lines above or below a mark that may name its author
CLOSING = 0.45  # a signature stands in the second part of a letter; a logo in the first


def letter_signatures(view: View, people: Mapping[str, Sequence[str]]) -> Iterator[Sighting]:
    """Yield a sighting per signature of a letter that can be attributed.

    ``people`` maps a signature field to the names (« nom », « prénom ») of the person expected there.
    """
    units = [u for u in view.sheet.units if not u.empty or marks_of([u])]
    signers = {path: _clues(path, names, view.key) for path, names in people.items()}
    written = [u for u in units if not u.empty]
    last_third = written[int(len(written) * CLOSING)].index if written else 0
    for mark in marks_of(units):
        if mark.unit.index < last_third and not isinstance(mark.item, Signature):
            continue
        path = _author(mark, units, signers)
        if path:
            yield _sighting(path, mark, view)


def _clues(path: str, names: Sequence[str], key: Key) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the folded names of a signer and the folded names of the function."""
    group = path.rsplit(".", 1)[-1]
    spec = key.campaign.by_group.get(group)
    roles = tuple(" ".join(words_of(w)) for w in spec.wordings) if spec else ()
    return tuple(fold(n) for n in names if len(n) > 1), tuple(r for r in roles if len(r) > 3)


def _author(
    mark: Mark,
    units: Sequence[Unit],
    signers: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]],
) -> str | None:
    scores = {
        path: max((_closeness(mark, u, names, roles) for u in units), default=0.0)
        for path, (names, roles) in signers.items()
    }
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] <= 0:
        return None
    if len(ranked) > 1 and ranked[1][1] >= ranked[0][1]:
        return None
    return ranked[0][0]


def _closeness(mark: Mark, unit: Unit, names: tuple[str, ...], roles: tuple[str, ...]) -> float:
    words = set(words_of(unit.text))
    text = " ".join(words_of(unit.text))
    named = bool(names) and all(set(words_of(n)) <= words for n in names)
    role = len(words) <= 9 and any(r in text for r in roles)
    if not (named or role):
        return 0.0
    return (2.0 if named else 1.0) * _nearness(mark, unit)


def _nearness(mark: Mark, unit: Unit) -> float:
    """1 beside, 0 too far: by the page where there is one, else by lines; same cell beats all."""
    if mark.unit.cell is not None and mark.unit.cell is unit.cell:
        return 1.0
    here, there = mark.item.place.box, place_of(unit).box
    if here is not None and there is not None and mark.item.place.page == place_of(unit).page:
        return max(0.0, 1 - _apart(here, there) / 200)
    if (
        mark.unit.cell is not None
        and unit.cell is not None
        and mark.unit.cell.table is unit.cell.table
    ):
        same = mark.unit.cell.column == unit.cell.column
        return 0.9 if same else 0.0
    distance = abs(mark.unit.index - unit.index)
    return max(0.0, 1 - distance / (NEAR + 1))


def _apart(a: Box, b: Box) -> float:
    dx = abs((a.x0 + a.x1) / 2 - (b.x0 + b.x1) / 2)
    dy = max(0.0, a.y0 - b.y1, b.y0 - a.y1)
    return dx * 0.6 + dy


def _sighting(path: str, mark: Mark, view: View) -> Sighting:
    item = mark.item
    value, sure = ("digital", 0.95) if _digital(item) else ("image", 0.9)
    if isinstance(item, Signature) and item.kind == "stamp":
        sure = 0.5
    area = Area((), "signature de la lettre", 1.0, view.around.of(mark.unit), mark.unit.cell)
    part = Slice(mark.unit, 0, len(mark.unit.text))
    typed = tidy(mark.unit.text).replace("\n", ", ")
    text = f"{value} : {typed}" if typed else value
    result = sight(path, (part,), area, view, sure * item.confidence, text=text)
    if item.place.box is None:
        return result
    changed = result.evidence.model_copy(
        update={"page": item.place.page, "box": as_tuple(item.place)}
    )
    return Sighting(result.path, changed, result.order)


def _digital(item: object) -> bool:
    return isinstance(item, Signature) and item.kind == "digital"
