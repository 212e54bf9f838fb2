"""Places without any text: left blank, or answered with a pen or a picture that nobody can read here."""

from __future__ import annotations

from dataclasses import replace

from ami_cli.forms.signing.boxes import marks_of
from ami_cli.forms.view.sighting import Sighting, as_tuple, blank
from ami_cli.forms.view.view import Area, View

DRAWN = 0.3


def drawn_in(area: Area) -> bool:
    """True if the place holds ink or a picture."""
    units = {part.unit.index: part.unit for part in area.slices}
    return bool(marks_of(list(units.values())))


def unwritten(path: str, area: Area, view: View, sure: float) -> Sighting:
    """Return the sighting of a place without text: blank, or « illisible » where something is drawn."""
    found = blank(path, area, view, sure)
    units = {part.unit.index: part.unit for part in area.slices}
    drawn = marks_of(list(units.values()))
    if not drawn:
        return found
    method = f"{area.method}, réponse illisible : encre ou image à relire"
    changed = {"method": method, "confidence": DRAWN}
    place = drawn[0].item.place
    if place.box is not None:
        changed |= {"page": place.page, "box": as_tuple(place)}
    return replace(found, evidence=found.evidence.model_copy(update=changed))
