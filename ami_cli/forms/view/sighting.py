"""One sighting of one field: the evidence, built from the parts of units it was read in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ami_cli.forms.choices.strip import Slice, unstruck
from ami_cli.forms.sheet.units import CellView, certainty, hull, place_of
from ami_cli.forms.words import tidy
from ami_cli.model.document import Place
from ami_cli.model.dossier import BoxTuple, Evidence


class _Area(Protocol):
    @property
    def method(self) -> str: ...
    @property
    def cell(self) -> CellView | None: ...


class _Sheeted(Protocol):
    @property
    def file(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Sighting:
    """Evidence for one field, and the order in which the document gave it."""

    path: str
    evidence: Evidence
    order: int = 0

    def how(self, method: str) -> Sighting:
        """Return the same sighting with what told the answer in its method."""
        joined = f"{self.evidence.method}, {method}"
        return replace(self, evidence=self.evidence.model_copy(update={"method": joined}))


def sight(
    path: str,
    parts: Sequence[Slice],
    area: _Area,
    view: _Sheeted,
    sure: float,
    text: str | None = None,
) -> Sighting:
    """Return a sighting of ``text`` (by default the parts' own text) read in some parts of units."""
    said = (
        "\n".join(t for p in unstruck(parts) if (t := tidy(_numbered(p)))) if text is None else text
    )
    read = min((certainty(p.unit, p.start, p.end) for p in parts), default=1.0)
    place = _place(parts, area.cell)
    return Sighting(
        path,
        Evidence(
            text=said,
            method=area.method,
            file=view.file,
            place=place.path,
            page=place.page,
            box=as_tuple(place),
            confidence=round(max(0.0, min(1.0, sure * read)), 4),
        ),
        parts[0].unit.index if parts else 0,
    )


def blank(path: str, area: _Area, view: _Sheeted, sure: float) -> Sighting:
    """Return the sighting of a place that holds nothing."""
    place = area.cell.place if area.cell else Place("")
    return Sighting(
        path,
        Evidence(
            text="",
            method=area.method,
            file=view.file,
            place=place.path,
            page=place.page,
            box=as_tuple(place),
            confidence=round(sure, 4),
        ),
    )


def as_tuple(place: Place) -> BoxTuple | None:
    """Return a place's box as the record writes it, to a tenth of a point."""
    if place.box is None:
        return None
    box = place.box
    return (round(box.x0, 1), round(box.y0, 1), round(box.x1, 1), round(box.y1, 1))


def _numbered(part: Slice) -> str:
    """Give a list paragraph its mark back: « 1. », « • » are part of what was written."""
    if part.start == 0 and part.unit.number and tidy(part.text):
        return f"{part.unit.number} {part.kept}"
    return part.kept


def _place(parts: Sequence[Slice], cell: CellView | None) -> Place:
    if not parts:
        return cell.place if cell else Place("")
    places = [place_of(p.unit, p.start, p.end) for p in parts]
    first = places[0]
    boxes = [p.box for p in places if p.box is not None and p.page == first.page]
    path = cell.place.path if cell and len(parts) > 1 else first.path
    return Place(path, first.page, hull(boxes) if boxes else first.box)
