"""Long answers without a label: paragraphs under a heading that nothing else has taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import Unit
from ami_cli.forms.view.sighting import Sighting, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import tidy
from ami_cli.model.campaign import FieldSpec

SENTENCE = 45  # characters: shorter lines are titles, labels or stray words


def leftovers(view: View, found: Mapping[str, Sequence[Sighting]]) -> Iterator[Sighting]:
    """Yield a sighting for each long field that has none, from the free paragraphs of its section."""
    taken = {s.evidence.text for some in found.values() for s in some}
    for spec in view.key.campaign.fields:
        if spec.kind != "longtext" or _has_text(found.get(spec.path, ())):
            continue
        if sum(f.kind == "longtext" for f in _fellows(view, spec)) > 1:
            continue
        units = [u for u in view.sheet.units if _free(u, spec, view, taken)]
        if units:
            parts = tuple(Slice(u, 0, len(u.text)) for u in units)
            area = Area(parts, "texte de la rubrique, sans libellé", 1.0, view.around.of(units[0]))
            yield sight(spec.path, parts, area, view, 0.88)


def _has_text(some: Sequence[Sighting]) -> bool:
    return any(s.evidence.text for s in some)


def _fellows(view: View, spec: FieldSpec) -> list[FieldSpec]:
    return [f for f in view.key.campaign.fields if f.section == spec.section]


def _free(unit: Unit, spec: FieldSpec, view: View, taken: set[str]) -> bool:
    text = tidy(unit.text)
    if len(text) < SENTENCE or unit.index < view.start or view.presents(unit):
        return False
    if view.printed(unit.text) or view.stops(unit) or not _runs(unit):
        return False
    if spec.section not in view.around.of(unit).all:
        return False
    return not any(text in other or other in text for other in taken if len(other) > 20)


def _runs(unit: Unit) -> bool:
    """True for running text: a cell among others belongs to the label of its row."""
    cell = unit.cell
    if cell is None or cell.table.framed:
        return True
    return len([c for c in cell.table.row(cell.row) if any(not u.empty for u in c.units)]) == 1
