"""Signatures outside boxes, in a letter or at the end of a form: told by the name or the function beside the mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import Unit, place_of
from ami_cli.forms.signing.boxes import Mark, marks_of
from ami_cli.forms.signing.certificates import BROKEN, certified, is_broken
from ami_cli.forms.signing.claims import STRANGER, Claim, Signer, claims
from ami_cli.forms.signing.pictures import is_ornament, is_stamp
from ami_cli.forms.view.sighting import Sighting, as_tuple, sight
from ami_cli.forms.view.view import Area, View
from ami_cli.forms.words import fold, tidy
from ami_cli.model.document import Box, Picture, Signature

NEAR = 5  # lines above or below a mark that may name its author
PAGE_NEAR = 200.0  # points, on a page
LINE = 15.0  # points of a line
CLOSING = 0.45  # a signature stands in the second part of a letter; a logo in the first
SURE, DOUBTFUL, TYPED = 0.9, 0.45, 0.7
MANY = 5  # marks or people: more is no letter
_CLOSES = re.compile(
    r"agreer|salutations|cordialement|consideration distinguee|sentiments|respectueu|sincerement"
)
_CONTACT = re.compile(r"www\.|https?:|\S@\S|\btel\b|\btelephone\b|\bfax\b|\bsiret\b")


@dataclass(slots=True)
class _Block:
    """What the foot of a letter says of one signer: one or several lines close together."""

    who: str
    said: list[Claim] = field(default_factory=list)
    delegated: bool = False
    doubtful: bool = False

    @property
    def text(self) -> str:
        parts = (tidy(c.unit.text[c.start : c.end]) for c in self.said)
        return ", ".join(dict.fromkeys(part.strip(" ,") for part in parts if part))


def letter_signatures(
    view: View, signers: Sequence[Signer], part: Sequence[Unit] | None = None
) -> Iterator[Sighting]:
    """Yield a sighting per signature of a letter that can be attributed, and per name typed without one.

    ``part`` are the units of a letter that shares its file with a form; by default the whole sheet.
    A mark that may be two people's is given to both with little confidence; one made « par
    délégation » to the person it stands for, likewise.
    """
    units = _foot(view.sheet.units if part is None else part)
    blocks = _blocks(list(claims(units, signers)), signers)
    paths = [s.path for s in signers if s.path != STRANGER]
    marks = [m for m in marks_of(units) if _may_sign(m, view)]
    given: dict[int, list[tuple[Mark, float]]] = {}
    for mark, number, sure in _pair(marks, blocks):
        given.setdefault(number, []).append((mark, sure))
    for number, block in enumerate(blocks):
        if number not in given:
            yield from _typed(block, view)
        for mark, sure in given.get(number, ()):
            yield from _signed(block, mark, sure, view, paths)


def closing_of(view: View) -> list[Unit]:
    """Return the end of a form: from the heading or formula under which people sign, else behind the last label."""
    units = view.sheet.units
    signing = {f.section for f in view.key.campaign.fields if f.kind == "signature"}
    under = [u.index for u in units if signing & set(view.around.of(u).flow)]
    labelled = [index for index in view.hits if view.stops(units[index])]
    last = max(labelled, default=len(units))
    if under:
        before = (u for u in reversed(units[: under[-1]]) if u.index not in under)
        return list(units[next((u.index + 1 for u in before), under[0]) :])
    return list(units[last + 1 :])


def _foot(units: Sequence[Unit]) -> list[Unit]:
    """Return what follows the closing formula (else the last half), up to the letterhead's foot."""
    held = [u for u in units if not u.empty or marks_of([u])]
    written = [u for u in held if not u.empty]
    closing = [u.index for u in written if _CLOSES.search(fold(u.text))]
    if closing:
        start = closing[-1]
        held = [u for u in held if u.index > start or (u.index == start and marks_of([u]))]
    else:
        start = written[int(len(written) * CLOSING)].index if written else 0
        held = [u for u in held if u.index >= start]
    for number, unit in enumerate(held):
        if number and len(_CONTACT.findall(fold(unit.text))) > 1 and unit.cell is None:
            return held[:number]
    return held


def _may_sign(mark: Mark, view: View) -> bool:
    """A picture shown twice, or called a logo, is an ornament."""
    if isinstance(mark.item, Signature):
        return True
    if is_ornament(mark.item.description):
        return False
    same = [
        s
        for u in view.sheet.units
        for s in u.spans
        if isinstance(s.item, Picture) and s.item.sha256 == mark.item.sha256
    ]
    return len(same) < 2 or not mark.item.sha256.strip("0")


def _blocks(said: Sequence[Claim], signers: Sequence[Signer]) -> list[_Block]:
    """Put together the lines about one signer: same column, function then name."""
    blocks: list[_Block] = []
    known = {s.path for s in signers if s.nom}
    for claim in said:
        near = next((b for b in reversed(blocks) if _same_block(b, claim)), None)
        if near is None:
            blocks.append(_Block(claim.who, [claim], claim.delegated))
            continue
        if claim.named and claim.who != near.who:
            # a function of ours above a name that is not: somebody else, or a name misread
            near.doubtful = claim.who == STRANGER and near.who in known | {""}
            near.who = near.who if claim.who == STRANGER and near.who not in ("",) else claim.who
        near.delegated |= claim.delegated
        near.said.append(claim)
    return [b for b in blocks if b.who or b.delegated]


def _same_block(block: _Block, claim: Claim) -> bool:
    last = block.said[-1]
    if not _same_column(last, claim):
        return False
    if abs(claim.unit.index - last.unit.index) > NEAR and claim.unit.cell is None:
        return False
    if block.delegated and not any(c.named for c in block.said):
        return True
    if claim.who == block.who:
        return not (claim.named and last.named and claim.unit is not last.unit)
    if claim.named and not any(c.named for c in block.said):
        return claim.who == STRANGER or block.who in (STRANGER, "")
    return not claim.named and claim.who == STRANGER and last.named


def _same_column(last: Claim, claim: Claim) -> bool:
    one, two = last.unit.cell, claim.unit.cell
    if (one is None) != (two is None):
        return False
    if one is not None and two is not None and not one.table.framed:
        return one.table is two.table and one.column == two.column
    return last.column == claim.column


def _pair(marks: Sequence[Mark], blocks: Sequence[_Block]) -> Iterator[tuple[Mark, int, float]]:
    """Give each mark to the block it stands nearest to, all marks together."""
    far = {
        (m, b): _distance(mark, block, marks)
        for m, mark in enumerate(marks)
        for b, block in enumerate(blocks)
    }
    placed = [
        m for m in range(len(marks)) if any(far[m, b] is not None for b in range(len(blocks)))
    ]
    if not placed or len(placed) > MANY or len(blocks) > MANY:
        return
    if len(placed) > len(blocks):
        for m in placed:
            near = min((d, b) for b in range(len(blocks)) if (d := far[m, b]) is not None)
            yield marks[m], near[1], SURE
        return
    ways = []
    for chosen in permutations(range(len(blocks)), len(placed)):
        steps = [far[m, b] for m, b in zip(placed, chosen, strict=True)]
        if None not in steps:
            ways.append((sum(s for s in steps if s is not None), chosen))
    ways.sort()
    for rank, m in enumerate(placed):
        if not ways:
            return
        best = ways[0][1][rank]
        rivals = {way[rank] for cost, way in ways if cost - ways[0][0] < 0.3} - {best}
        yield marks[m], best, DOUBTFUL if rivals else SURE
        for rival in rivals:
            yield marks[m], rival, DOUBTFUL


def _distance(mark: Mark, block: _Block, marks: Sequence[Mark]) -> float | None:
    """Return how many lines lie between a mark and a block; None when it cannot be its."""
    steps = [d for c in block.said if (d := _lines_apart(mark, c, marks)) is not None]
    if not steps:
        return None
    first, last = block.said[0].unit.index, block.said[-1].unit.index
    inside = first < mark.unit.index < last and block.said[0].unit.cell is None
    return 0.0 if inside and mark.item.place.box is None else min(steps)


def _lines_apart(mark: Mark, claim: Claim, marks: Sequence[Mark]) -> float | None:
    own, cell = mark.unit.cell, claim.unit.cell
    where, there = mark.item.place, claim.box
    if where.box is not None and there is not None:
        apart = _apart(where.box, there)
        return (
            apart / LINE if where.page == place_of(claim.unit).page and apart < PAGE_NEAR else None
        )
    if own is not None and own is cell:
        return 0.0
    if own is not None and cell is not None and own.table is cell.table and not own.table.framed:
        return 0.5 * abs(own.row - cell.row) if own.column == cell.column else None
    lines = float(abs(mark.unit.index - claim.unit.index))
    if lines > NEAR:
        return None
    beside = [m for m in marks if m.unit is mark.unit]
    if claim.column is not None and len(beside) > 1:
        return lines + 2 * abs(claim.column - beside.index(mark))
    return lines


def _apart(a: Box, b: Box) -> float:
    dx = abs((a.x0 + a.x1) / 2 - (b.x0 + b.x1) / 2)
    dy = max(0.0, a.y0 - b.y1, b.y0 - a.y1)
    return dx * 0.6 + dy


def _typed(block: _Block, view: View) -> Iterator[Sighting]:
    """A name under the letter with no mark near it."""
    named = [c for c in block.said if c.named]
    if block.who in ("", STRANGER) or not named or block.delegated:
        return
    unit = named[0].unit
    area = Area((), "nom dactylographié sans signature", 1.0, view.around.of(unit), unit.cell)
    part = Slice(unit, named[0].start, named[0].end)
    yield sight(block.who, (part,), area, view, TYPED, text=f"typed : {block.text}")


def _signed(
    block: _Block, mark: Mark, sure: float, view: View, paths: Sequence[str]
) -> Iterator[Sighting]:
    owners = [block.who] if block.who not in ("", STRANGER) else []
    if block.delegated:
        # whoever held the pen, the mark stands for the head of the executive: a person decides
        owners = list(dict.fromkeys([*owners, paths[-1]])) if paths else []
        sure = min(sure, DOUBTFUL)
    if block.doubtful:
        sure = DOUBTFUL
    for path in owners:
        yield _sighting(path, mark, sure, block.text, view)


def _is_stamp(item: Picture | Signature) -> bool:
    if isinstance(item, Signature):
        return item.kind == "stamp"
    return is_stamp(item.description)


def _sighting(path: str, mark: Mark, sure: float, said: str, view: View) -> Sighting:
    item = mark.item
    digital = isinstance(item, Signature) and item.kind == "digital"
    method = f"signature près du nom ou de la fonction{certified([item])}"
    sure = min(sure, BROKEN) if is_broken(method) else sure
    if _is_stamp(item):
        method, sure = "cachet seul", min(sure, 0.5)
    area = Area((), method, 1.0, view.around.of(mark.unit), mark.unit.cell)
    part = Slice(mark.unit, 0, len(mark.unit.text))
    value = "digital" if digital else "image"
    result = sight(path, (part,), area, view, sure * item.confidence, text=f"{value} : {said}")
    if item.place.box is None:
        return result
    changed = result.evidence.model_copy(
        update={"page": item.place.page, "box": as_tuple(item.place)}
    )
    return Sighting(result.path, changed, result.order)
