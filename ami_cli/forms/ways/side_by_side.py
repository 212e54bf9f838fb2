"""Labels side by side over answers that stand in frames of their own: « TÉLÉPHONE | COURRIEL », then two boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from ami_cli.forms.labels.find import Hit
from ami_cli.forms.sheet.units import TableView
from ami_cli.forms.view.meaning import CHOICE_KINDS, field_meant
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View

SURE = 0.9


def side_by_side(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """Yield a sighting per label of a row of labels that as many frames follow, in their order."""
    tables = view.sheet.tables
    for number, table in enumerate(tables):
        hits = _labels(table, view)
        if not hits:
            continue
        frames = list(
            takewhile(lambda t: _answers(t, view), tables[number + 1 : number + 1 + len(hits)])
        )
        if len(frames) != len(hits):
            continue
        for hit, frame in zip(hits, frames, strict=True):
            yield from _one(hit, frame, view, found)


def _labels(table: TableView, view: View) -> list[Hit]:
    """Return the label of each cell of a table of one row; nothing if a cell is none."""
    if table.row_count != 1 or len(table.cells) < 2:
        return []
    labels = []
    for cell in table.cells:
        unit = next((u for u in cell.units if not u.empty), None)
        hit = (
            next((h for h in view.hits.get(unit.index, ()) if h.style == "whole"), None)
            if unit
            else None
        )
        if hit is None:
            return []
        labels.append(hit)
    return labels


def _answers(table: TableView, view: View) -> bool:
    """True for a frame that holds no label."""
    return table.framed and not any(view.stops(u) for u in table.cells[0].units)


def _one(
    hit: Hit, frame: TableView, view: View, found: Mapping[str, Sequence[Sighting]]
) -> Iterator[Sighting]:
    context = view.around.of(hit.unit)
    spec = field_meant(view, hit, context)
    if (
        spec is None
        or spec.kind in CHOICE_KINDS
        or any(s.evidence.text for s in found.get(spec.path, ()))
    ):
        return
    area = Area(view.whole(frame.cells[0]), "cadre sous les libellés", 1.0, context, frame.cells[0])
    if area.text:
        yield sight(spec.path, area.slices, area, view, SURE)
