"""Labels deleted or in words nobody knows: the place in the blank's own table tells the field.

A fall-back: it speaks only for fields that no label gave, and never with assurance.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ami_cli.forms.choices.choose import choose
from ami_cli.forms.labels.templates import Slot, Template, pattern_of
from ami_cli.forms.sheet.units import CellView, TableView
from ami_cli.forms.values.parse import parse
from ami_cli.forms.view.meaning import CHOICE_KINDS
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import tidy
from ami_cli.model.campaign import FieldSpec

SURE = 0.72
UNFIT = 0.4
FITTING = 0.7  # share of the typed answers that must have the form of their field
_TYPED = ("int", "postal_code", "siren", "siret", "phone", "email", "url", "date", *CHOICE_KINDS)


def aligned(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """Yield sightings for fields without any, from tables of the same pattern as a blank's."""
    for table in view.sheet.tables:
        first = next((u.index for c in table.cells for u in c.units), -1)
        if table.framed or first < view.start:
            continue
        for slot, cell in _fit(table, view):
            if not any(s.evidence.text for s in found.get(slot.path, ())) and _unknown(cell, view):
                yield from _sighting(slot.path, cell, view)


def _fit(table: TableView, view: View) -> list[tuple[Slot, CellView]]:
    """Return the answers' cells of the template that fits best, or none."""
    pattern = pattern_of(table)
    best: tuple[float, list[tuple[Slot, CellView]]] = (FITTING, [])
    for template in view.key.templates:
        if template.pattern == pattern:
            cells = _cells(template, table)
            share = _share(cells, view)
            if share > best[0] or (share == best[0] and not best[1]):
                best = (share, cells)
    return best[1]


def _cells(template: Template, table: TableView) -> list[tuple[Slot, CellView]]:
    pairs = ((slot, table.at(slot.row, slot.column)) for slot in template.slots)
    return [(slot, cell) for slot, cell in pairs if cell is not None and tidy(cell.text).strip()]


def _share(cells: Sequence[tuple[Slot, CellView]], view: View) -> float:
    """Return the share of typed answers that have the form of their field; 0 when fewer than two do."""
    fields = view.key.campaign.by_path
    typed = [_fits(cell, fields[slot.path], view) for slot, cell in cells]
    known = [fit for fit in typed if fit is not None]
    return sum(known) / len(known) if sum(known) >= 2 else 0.0


def _fits(cell: CellView, spec: FieldSpec, view: View) -> bool | None:
    if spec.kind not in _TYPED:
        return None
    if spec.kind in CHOICE_KINDS:
        return choose(view.whole(cell), spec.choices, several=True).printed
    read = parse(cell.text, spec)
    return None if read.nothing else read.quality >= 0.85


def _unknown(cell: CellView, view: View) -> bool:
    """True if no word of the call labels the cell's row: a known label has spoken already."""
    left = [c for c in cell.table.row(cell.row) if c.column < cell.column]
    return not any(view.label_in(c, fields_only=True) for c in left)


def _sighting(path: str, cell: CellView, view: View) -> Iterator[Sighting]:
    spec = view.key.campaign.by_path[path]
    parts = tuple(p for p in view.whole(cell) if tidy(p.text))
    area = Area(
        parts,
        "place dans le tableau du formulaire vierge",
        1.0,
        view.around.of(parts[0].unit),
        cell,
    )
    if spec.kind not in CHOICE_KINDS:
        read = parse("\n".join(tidy(p.text) for p in parts), spec)
        yield sight(path, parts, area, view, SURE if read.quality >= 0.85 else UNFIT)
        return
    chosen = choose(parts, spec.choices, several=spec.kind == "multichoice")
    if chosen.options:
        text = " ; ".join(option.choice.label for option in chosen.options)
        yield sight(path, parts, area, view, min(SURE, chosen.confidence), text=text)
