"""Borderless tables, told by white gutters: texts whose left edges stand under one another.

A word processor prints a table without rulings as aligned texts, each column two cell paddings
away from the one before. A gap of that width is no proof (justified prose has as wide ones);
left edges that meet on several lines, with nothing across, are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ami_cli.model.document import Checkbox
from ami_cli.readers.layout.atoms import Atom
from ami_cli.readers.layout.columns import is_prose, side
from ami_cli.readers.layout.lines import Line
from ami_cli.readers.layout.paragraphs import BULLET, LABEL, NUMBER, TICK, looks, plain_text

START = 2.0  # points: left edges of one column differ by less
WHITE = 6.0  # points left white before a column; two cell paddings are 10.8 by default
PART = 0.8  # of the size: a gap that may part two cells
WIDE = 2.0  # of the size: a gap that no justified line has; one of them at least
ALONE = 2.5  # the same, where two lines only are evidence
APART = 3.0  # of the size: a wider white between two lines ends a table
CLOSE = 1.5  # of the size: lines of one cell follow one another within this
TITLES = 5.0  # of the size: two titles stand that far apart at least
TITLE = re.compile(r"[^\W\d_a-zà-ÿ][^:;?!\d_]{1,45}$")
FULL = 0.75  # of the lines of running text reach that share of the longest


@dataclass(frozen=True, slots=True)
class Gutters:
    """Lines that form a borderless table; ``starts`` are x of its columns from the second on."""

    lines: tuple[Line, ...]
    starts: tuple[float, ...]

    def column(self, atom: Atom) -> int:
        """Index of the column in which this atom begins."""
        return sum(atom.x0 >= start - START for start in self.starts)


def split_tables(lines: Sequence[Line]) -> list[Line | Gutters]:
    """Replace the runs of lines that form a borderless table; others are left as they are."""
    out: list[Line | Gutters] = []
    i = 0
    while i < len(lines):
        found = _table_from(lines, i)
        if found is None:
            out.append(lines[i])
            i += 1
            continue
        if found.starts:
            out.append(found)
        else:
            out.extend(found.lines)
        i += len(found.lines)
    return out


def _table_from(lines: Sequence[Line], first: int) -> Gutters | None:
    """The table with most columns, then lines, that begins here; without starts for prose."""
    found: list[Gutters] = []
    for start in _starts(lines[first]):
        group = lines[first : _extent(lines, first, start)]
        if not _is_table(group, start):
            continue
        if _is_prose(group, start):
            return Gutters(tuple(group), ())
        columns = _columns(group, start)
        group = _same_table(group, columns)
        if _is_table(group, start):
            found.append(Gutters(tuple(group), columns))
    return (
        _heads(lines, first)
        if not found
        else max(found, key=lambda one: (len(one.starts), len(one.lines)), default=None)
    )


def _heads(lines: Sequence[Line], first: int) -> Gutters | None:
    """Two titles far apart over what stands under one of them, or over the end of the page."""
    line = lines[first]
    gaps = [] if any(atom.item for atom in line.atoms) else list(_gaps(line))
    if len(gaps) != 1 or gaps[0][1] < TITLES * line.size:
        return None
    start = gaps[0][0]
    left, right = cut(line, start)
    if not (TITLE.match(plain_text(left)) and TITLE.match(plain_text(right))):
        return None
    end = first + 1
    for under in lines[first + 1 :]:
        sides = cut(under, start)
        if under.y0 - lines[end - 1].y1 > APART * under.size or all(sides):
            break
        if max([0.0, *(a.x1 for a in sides[0])]) > start - WHITE or not _is_at(under, line, start):
            break
        end += 1
    if end == first + 1 < len(lines):
        return None
    return Gutters(tuple(lines[first:end]), (start,))


def _is_at(under: Line, line: Line, start: float) -> bool:
    """True for a name or a picture that stands where one of the titles does."""
    if under.block or abs(under.x0 - start) <= START:
        return True
    return abs(under.x0 - line.x0) <= START and bool(TITLE.match(plain_text(under.atoms)))


def _same_table(lines: Sequence[Line], columns: Sequence[float]) -> Sequence[Line]:
    """Cut the lines at a heading after which the first column is no more."""
    last = max((i for i, line in enumerate(lines) if _begins_at(line, columns[0])), default=0)
    for i, line in enumerate(lines[last + 1 :], last + 1):
        if len(columns) > 1 and not cut(line, columns[0])[1]:
            return lines[:i] if any(cut(other, columns[0])[1] for other in lines[i:]) else lines
    return lines


def _begins_at(line: Line, x: float) -> bool:
    return any(abs(atom.x0 - x) <= START for atom in line.atoms)


def _starts(line: Line) -> list[float]:
    """x of what stands behind a gap on this line."""
    return [] if line.block else [x for x, _ in _gaps(line)]


def _gaps(line: Line) -> Iterator[tuple[float, float]]:
    """x behind each gap that may part two cells, and the gap's width."""
    end = line.atoms[0].x1
    for atom in line.atoms[1:]:
        if atom.x0 - end >= PART * line.size:
            yield atom.x0, atom.x0 - end
        end = max(end, atom.x1)


def _extent(lines: Sequence[Line], first: int, start: float) -> int:
    """Index behind the last line that can belong to a table with a column at ``start``."""
    end = first
    seen: list[Line] = []
    for line in lines[first:]:
        if end > first and line.y0 - lines[end - 1].y1 > APART * line.size:
            break
        left, right = cut(line, start)
        if left and max(a.x1 for a in left) > start - WHITE:
            break
        if left and not right and _is_heading(line, seen):
            break
        if left and right:
            seen.append(line.part(left))
        end += 1
    return _without_tail(lines, first, end, start)


def cut(line: Line, start: float) -> tuple[list[Atom], list[Atom]]:
    """What begins left of a column, and the rest."""
    left = [a for a in line.atoms if a.x0 < start - START]
    return left, [a for a in line.atoms if a.x0 >= start - START]


def _is_heading(line: Line, seen: Sequence[Line]) -> bool:
    """True when a line that stands alone on the left looks like none of the labels above."""
    if line.block or not seen:
        return False
    return not any(
        looks(line) & looks(other) and abs(line.size - other.size) < 0.12 * other.size
        for other in seen
    )


def _without_tail(lines: Sequence[Line], first: int, end: int, start: float) -> int:
    """Give back the last lines that stand on the left alone, unless they go on with a cell."""
    last = end
    while last > first + 1 and not cut(lines[last - 1], start)[1]:
        last -= 1
    keep = last
    for k in range(last, end):
        line, before = lines[k], lines[k - 1]
        if keep == k and line.base - before.base <= CLOSE * line.size:
            keep = k + 1
        if line.block or CONTACT.search(plain_text(line.atoms)):
            keep = k + 1
    return keep


CONTACT = re.compile(r"\S@|@\S|(?:\d[ ./-]?){9}")


def _is_table(lines: Sequence[Line], start: float) -> bool:
    """True when enough lines have something at ``start`` and something else before it."""
    both = [line for line in lines if not line.block and _stands_at(line, start)]
    if not both:
        return False
    gap = max(_gap_before(line, start) / line.size for line in both)
    beside = sum(line.block for line in lines)
    under = sum(abs(line.x0 - start) <= START for line in lines[1:])
    enough = (
        (len(both) >= 3 and gap >= WIDE)
        or (len(both) >= 2 and gap >= ALONE)
        or (gap >= ALONE and (under >= 2 or beside > 0))
    )
    return enough and not _is_list(both, start)


def _is_prose(lines: Sequence[Line], start: float) -> bool:
    """True for two columns of running text: full lines on both sides."""
    return all(
        is_prose([side(line, cut(line, start)[i]) for line in lines]) and _is_full(lines, start, i)
        for i in (0, 1)
    )


def _is_full(lines: Sequence[Line], start: float, which: int) -> bool:
    sides = [atoms for line in lines if (atoms := cut(line, start)[which])]
    widths = [max(a.x1 for a in atoms) - atoms[0].x0 for atoms in sides]
    return sum(width >= FULL * max(widths) for width in widths) >= FULL * len(widths)


def _stands_at(line: Line, start: float) -> bool:
    left, right = cut(line, start)
    return bool(left) and bool(right) and abs(right[0].x0 - start) <= START


def _gap_before(line: Line, start: float) -> float:
    left, right = cut(line, start)
    return right[0].x0 - max(a.x1 for a in left)


def _is_list(both: Sequence[Line], start: float) -> bool:
    """True for bullets or boxes before their text, options, and labels that merely follow."""
    sides = [cut(line, start) for line in both]
    if all(len(left) == 1 and _is_mark(left[0]) for left, _ in sides):
        return True
    if all(_is_tick(right[0]) and any(map(_is_tick, left)) for left, right in sides):
        return True
    labels = [(LABEL.match(plain_text(a[:6])), LABEL.match(plain_text(b[:6]))) for a, b in sides]
    if not all(right for _, right in labels):
        return False
    return not any(a and b and a[0].strip() == b[0].strip() for a, b in labels)


def _is_mark(atom: Atom) -> bool:
    return _is_tick(atom) or bool(BULLET.match(atom.text) or NUMBER.match(atom.text))


def _is_tick(atom: Atom) -> bool:
    return isinstance(atom.item, Checkbox) or bool(TICK.match(atom.text))


def _columns(lines: Sequence[Line], start: float) -> tuple[float, ...]:
    """Every column of the table: left edges that meet on two lines, or head three columns."""
    head = _starts(lines[0])
    found = [start]
    for x in sorted({x for line in lines for x in _starts(line)}):
        if any(abs(x - other) <= 2 * START for other in found) or _crossed(lines, x):
            continue
        at = [line for line in lines if not line.block and _stands_at(line, x)]
        heads = len(head) >= 2 and any(abs(x - other) <= START for other in head)
        if (len(at) >= 2 or heads) and not _is_list(at, x):
            found.append(x)
    return tuple(sorted(found))


def _crossed(lines: Sequence[Line], x: float) -> bool:
    return any(a.x0 < x - START and a.x1 > x - WHITE for line in lines for a in line.atoms)
