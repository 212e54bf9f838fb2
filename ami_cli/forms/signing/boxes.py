"""Who signed where: pictures, ink, stamps, digital signatures and typed names in the signature boxes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.labels.find import Hit
from ami_cli.forms.sheet.units import CellView, Span, Unit, place_of
from ami_cli.forms.signing.certificates import BROKEN, certified, is_broken
from ami_cli.forms.signing.pictures import is_ornament, is_stamp
from ami_cli.forms.signing.twins import doubted, twins_among
from ami_cli.forms.values.nothing import says_nothing
from ami_cli.forms.view.sighting import Sighting, as_tuple, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import tidy
from ami_cli.model.document import Box, Picture, Place, Signature

REACH = 190.0  # points below a signature label where a mark may still belong to it
ROUND = 4  # paragraphs behind the last signature box where a picture may belong to it
UNPLACED = 0.75  # a picture outside the boxes, given by order alone
FAINT = 0.75  # on a scan, ink may be too faint or lie over another box
MARK_SIDE = 14.0  # points: a smaller picture is an ornament, not a signature
_TO_COME = re.compile(
    r"à (?:recueillir|venir|signer|compléter)|en attente|signera|ultérieurement|manquante|"
    r"(?:est|sera) absente?|non signé|déjà signé",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"signature|cachet|visa|paraphe|signé", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """A picture, drawing or signature, with the unit that holds it."""

    unit: Unit
    span: Span

    @property
    def item(self) -> Picture | Signature:
        """The mark itself."""
        item = self.span.item
        if not isinstance(item, Picture | Signature):
            raise TypeError(item)
        return item


@dataclass(slots=True)
class _Box:
    """One signature label and what lies in its box."""

    path: str
    hit: Hit
    sure: float
    units: list[Unit]
    cell: CellView | None
    marks: list[Mark]
    label: Place
    trust: float = 1.0


def signatures(view: View) -> Iterator[Sighting]:
    """Yield one sighting per signature label; text is « image », « digital », « typed » or « absent »."""
    boxes = _boxes(view)
    if not boxes:
        return
    held = {id(mark.span) for box in boxes for mark in box.marks}
    loose = [m for m in marks_of(view.sheet.units[view.start :]) if id(m.span) not in held]
    _share_out(loose, boxes)
    _stray([m for m in loose if m.item.place.box is None and _runs_free(m.unit)], boxes)
    _name_fields(view, boxes)
    twins = twins_among((b.path, _digests(b), _typed(b, view)) for b in boxes)
    for box in boxes:
        found = _sighting(box, view)
        yield doubted(found) if box.path in twins else found


def _digests(box: _Box) -> set[str]:
    return {m.item.sha256 for m in box.marks if isinstance(m.item, Picture)}


def _boxes(view: View) -> list[_Box]:
    boxes: list[_Box] = []
    fields = view.key.campaign.by_path
    for unit in view.sheet.units[view.start :]:
        for hit in view.hits.get(unit.index, ()):
            context = view.around.of(unit)
            signs = _SIGNS.search(unit.text[hit.start : hit.end])
            fits = [
                (m.score * view.fit(m, context), m.target.id)
                for m in hit.matches
                if m.target.kind == "field"
                and fields[m.target.id].kind == "signature"
                and (signs or fields[m.target.id].section in context.all)
            ]
            best = max(fits, default=(0.0, ""))
            if best[0] >= 0.6 and hit.style != "prefix":
                boxes.append(_box(view, hit, best[1], best[0]))
    return boxes


def _box(view: View, hit: Hit, path: str, sure: float) -> _Box:
    units = [hit.unit]
    cell = hit.unit.cell
    if cell is not None and not cell.table.framed:
        units = [u for u in cell.units if u.index >= hit.unit.index]
        below = cell.table.at(cell.row + cell.rowspan, cell.column)
        if (
            below is not None
            and below is not cell
            and view.label_in(below, fields_only=True) is None
        ):
            units += below.units
            cell = below
        elif not any(tidy(u.text) or _has_mark(u) for u in units[1:]):
            right = next((c for c in cell.table.row(cell.row) if c.column > cell.column), None)
            if right is not None and view.label_in(right) is None:
                units += right.units
                cell = right
    else:
        units += _following(view, hit)
    return _Box(
        path, hit, sure, units, cell, marks_of(units), place_of(hit.unit, hit.start, hit.end)
    )


def _following(view: View, hit: Hit) -> list[Unit]:
    found: list[Unit] = []
    for unit in view.sheet.units[hit.unit.index + 1 :][:12]:
        if view.stops(unit) or view.presents(unit) or view.printed(unit.text):
            break
        if unit.cell is not hit.unit.cell:
            break
        found.append(unit)
    return found


def _has_mark(unit: Unit) -> bool:
    return bool(marks_of([unit]))


def marks_of(units: Sequence[Unit]) -> list[Mark]:
    """Return the pictures and signatures that some units hold, ornaments left out."""
    return [
        Mark(unit, span)
        for unit in units
        for span in unit.spans
        if isinstance(span.item, Picture | Signature) and _is_mark(span.item)
    ]


def _is_mark(item: Picture | Signature) -> bool:
    if isinstance(item, Signature):
        return item.signed
    if is_ornament(item.description):
        return False
    big = max(item.width, item.height)
    return big == 0 or big >= MARK_SIDE


def _share_out(loose: Sequence[Mark], boxes: Sequence[_Box]) -> None:
    """Give each floating mark to the label it lies under, when the page tells."""
    for mark in loose:
        where = mark.item.place
        if where.box is None:
            continue
        near = [
            (_distance(where.box, box.label.box), number)
            for number, box in enumerate(boxes)
            if box.label.box is not None and box.label.page == where.page
        ]
        near = [(d, n) for d, n in near if d is not None]
        if near:
            boxes[min(near)[1]].marks.append(mark)


def _stray(loose: Sequence[Mark], boxes: Sequence[_Box]) -> None:
    """Pictures just before the first label or just behind the last box, in a format without pages.

    As many as there are boxes: one each, in their order. Fewer: it cannot be told whose they are.
    """
    first = min(box.hit.unit.index for box in boxes)
    last = max(unit.index for box in boxes for unit in box.units)
    near = [m for m in loose if first - 2 <= m.unit.index <= last + ROUND]
    bare = [box for box in boxes if not box.marks]
    if not near or not bare:
        return
    shifted = [*near, *(m for box in boxes for m in box.marks)]
    before = all(m.unit.index < first for m in near)
    if before and len(shifted) == len(boxes) == len({id(m.span) for m in shifted}):
        for box, mark in zip(boxes, sorted(shifted, key=lambda m: m.unit.index), strict=True):
            box.marks = [mark]
            box.trust = UNPLACED
    elif len(near) == len(bare) and (len(bare) == len(boxes) or len(bare) == 1):
        for box, mark in zip(bare, near, strict=True):
            box.marks = [mark]
            box.trust = UNPLACED
    else:
        for box in bare:
            box.trust = UNPLACED


def _runs_free(unit: Unit) -> bool:
    """True outside tables: a picture in another column belongs to that column."""
    return unit.cell is None or unit.cell.table.framed


def _distance(mark: Box, label: Box) -> float | None:
    if mark.y1 < label.y0 - 4 or mark.y0 > label.y1 + REACH:
        return None
    return abs((mark.x0 + mark.x1) / 2 - (label.x0 + label.x1) / 2)


def _name_fields(view: View, boxes: Sequence[_Box]) -> None:
    """A digital field that names its signatory (« Signature_elu ») goes to that box."""
    by_path: dict[str, list[_Box]] = defaultdict(list)
    for box in boxes:
        by_path[box.path].append(box)
    for box in boxes:
        for mark in list(box.marks):
            item = mark.item
            if isinstance(item, Signature) and item.name:
                owner = next(
                    (p for p in by_path if p.rsplit(".", 1)[-1] in item.name.casefold()), None
                )
                if owner and owner != box.path:
                    box.marks.remove(mark)
                    by_path[owner][0].marks.append(mark)


def _sighting(box: _Box, view: View) -> Sighting:
    typed = _typed(box, view)
    kinds = {_kind(mark.item) for mark in box.marks}
    read = min((mark.item.confidence for mark in box.marks), default=1.0)
    if "digital" in kinds:
        told = certified(mark.item for mark in box.marks)
        value, method, sure = "digital", f"signature numérique{told}", 0.97
        sure = min(sure, BROKEN) if is_broken(method) else sure
    elif kinds & {"image", "ink"}:
        value, sure = "image", 0.96
        method = "signature à l'encre" if "ink" in kinds else "image dans la case"
    elif "stamp" in kinds:
        value, method, sure = "image", "cachet seul", 0.5
    elif typed:
        value, method, sure = "typed", "nom dactylographié sans signature", 0.93
        sure = min(sure, FAINT) if "scan" in view.sheet.document.via else sure
    else:
        value, method, sure = "absent", "case vide", 0.95
    area = Area((), method, 1.0, view.around.of(box.hit.unit), box.cell)
    where = (
        [m.unit for m in box.marks] or [u for u in box.units[1:] if not u.empty] or box.units[:1]
    )
    parts = tuple(Slice(u, 0, len(u.text)) for u in where[:1])
    text = f"{value} : {typed}" if typed else value
    result = sight(
        box.path, parts, area, view, sure * min(1.0, box.sure + 0.03) * read * box.trust, text=text
    )
    return _at(result, box)


def _at(sighting: Sighting, box: _Box) -> Sighting:
    """Point at the mark itself when it has a box."""
    place = next((m.item.place for m in box.marks if m.item.place.box is not None), None)
    if place is None:
        return sighting
    changed = sighting.evidence.model_copy(update={"page": place.page, "box": as_tuple(place)})
    return replace(sighting, evidence=changed)


def _kind(item: Picture | Signature) -> str:
    if isinstance(item, Picture):
        return "stamp" if is_stamp(item.description) else "image"
    return {"digital": "digital", "ink": "ink", "stamp": "stamp", "line": "image"}[item.kind]


def _typed(box: _Box, view: View) -> str:
    """Return the name typed in the box: what is neither the label nor printed by the blank."""
    lines = [tidy(box.hit.unit.text[box.hit.end :])]
    for unit in box.units[1:]:
        if not view.printed(unit.text) and not view.stops(unit):
            lines.extend(tidy(unit.text).split("\n"))
    said = ", ".join(line.strip() for line in lines if any(c.isalpha() for c in line))
    if _TO_COME.search(said):
        return ""
    return "" if says_nothing(said) else said
