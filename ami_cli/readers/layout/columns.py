"""Text set side by side without ruling lines: columns of prose, and borderless tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ami_cli.model.document import Checkbox
from ami_cli.readers.layout.atoms import Atom
from ami_cli.readers.layout.lines import Line
from ami_cli.readers.layout.paragraphs import LABEL, TICK, plain_text, would_fit

GAP = 2.5  # of the font size: a gap that may part two columns
CORRIDOR = 8.0  # points: what must stay white over all lines of a group
ALIGNED = 4.0  # points
PROSE_LINES = 5


@dataclass(frozen=True, slots=True)
class Aligned:
    """Consecutive lines with a white corridor: the ``left`` and ``right`` side of each line."""

    left: tuple[Line | None, ...]
    right: tuple[Line | None, ...]
    corridor: tuple[float, float]
    prose: bool


def split_sides(lines: Sequence[Line]) -> list[Line | Aligned]:
    """Replace runs of lines that stand in two columns; other lines are left as they are."""
    out: list[Line | Aligned] = []
    i = 0
    while i < len(lines):
        found = _run_from(lines, i)
        if found is None:
            out.append(lines[i])
            i += 1
        else:
            out.append(found)
            i += len(found.left)
    return out


def _run_from(lines: Sequence[Line], start: int) -> Aligned | None:
    """The longest group from this line on that shares one corridor."""
    best: Aligned | None = None
    for lo, hi in _gaps(lines[start]):
        corridor, end, crossing = (lo, hi), start + 1, [start]
        for line in lines[start + 1 :]:
            if line.y0 - lines[end - 1].y1 > 6 * line.size:
                break
            sides = _narrow(line, corridor)
            if sides is None:
                break
            corridor, crossed = sides
            if crossed:
                crossing.append(end)
            end += 1
        end = _trim(lines, start, end, corridor)
        both = [lines[i] for i in crossing if i < end]
        if len(both) >= 2 and _is_columns(both, corridor):
            group = _aligned(lines[start:end], corridor)
            if best is None or len(group.left) > len(best.left):
                best = group
    return best


def _gaps(line: Line) -> list[tuple[float, float]]:
    """The wide gaps of a line."""
    found = []
    end = line.atoms[0].x1
    for atom in line.atoms[1:]:
        if atom.x0 - end >= GAP * line.size:
            found.append((end, atom.x0))
        end = max(end, atom.x1)
    return found


def _narrow(line: Line, corridor: tuple[float, float]) -> tuple[tuple[float, float], bool] | None:
    """Narrow the corridor to what this line leaves white; None when the line crosses it."""
    lo, hi = corridor
    left = [a.x1 for a in line.atoms if a.x0 < (lo + hi) / 2]
    right = [a.x0 for a in line.atoms if a.x0 >= (lo + hi) / 2]
    lo = max([lo, *left])
    hi = min([hi, *right])
    if hi - lo < CORRIDOR:
        return None
    return (lo, hi), bool(left) and bool(right)


def _trim(lines: Sequence[Line], start: int, end: int, corridor: tuple[float, float]) -> int:
    """Give back the last lines that stand on one side only and far from the group."""
    middle = sum(corridor) / 2
    while end > start + 1:
        line = lines[end - 1]
        two_sided = line.x0 < middle < line.x1
        near = line.y0 - lines[end - 2].y1 < 0.6 * line.size
        if two_sided or (near and line.x0 > middle):
            break
        end -= 1
    return end


def _is_columns(both: list[Line], corridor: tuple[float, float]) -> bool:
    """Right sides start, end or centre at one x, and are not labels that merely follow."""
    middle = sum(corridor) / 2
    text = [line for line in both if not line.block]
    right = [[a for a in line.atoms if a.x0 >= middle] for line in text]
    edges = [(atoms[0].x0, max(a.x1 for a in atoms)) for atoms in right]
    if not (
        _same([lo for lo, _ in edges])
        or _same([lo + hi for lo, hi in edges], 2 * ALIGNED)
        or _same([hi for _, hi in edges])
    ):
        return False
    inline = [_is_tick(atoms[0]) or LABEL.match(plain_text(atoms[:6])) for atoms in right]
    return not right or not all(inline)


def _is_tick(atom: Atom) -> bool:
    return isinstance(atom.item, Checkbox) or bool(TICK.match(atom.text))


def _same(values: Sequence[float], slack: float = ALIGNED) -> bool:
    return not values or max(values) - min(values) <= slack


def _aligned(lines: Sequence[Line], corridor: tuple[float, float]) -> Aligned:
    middle = sum(corridor) / 2
    left = tuple(side(line, [a for a in line.atoms if a.x0 < middle]) for line in lines)
    right = tuple(side(line, [a for a in line.atoms if a.x0 >= middle]) for line in lines)
    return Aligned(left, right, corridor, is_prose(left) and is_prose(right))


def side(line: Line, atoms: list[Atom]) -> Line | None:
    """The line with these atoms only; None without any."""
    return line.part(atoms) if atoms else None


def is_prose(column: Sequence[Line | None]) -> bool:
    """True when most lines of the side run on into the next one."""
    lines = [line for line in column if line is not None and not line.block]
    if len(lines) < PROSE_LINES:
        return False
    edge = max(line.x1 for line in lines)
    runs_on = sum(not would_fit(a, b, edge) for a, b in itertools.pairwise(lines))
    return runs_on >= 0.5 * (len(lines) - 1)
