"""Group what stands on a page into writing lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from ami_cli.model.document import Box
from ami_cli.readers.layout.atoms import Atom

SAME_LINE = 0.5  # share of the smaller band that must overlap; a superscript overlaps 0.57
BESIDE = 0.7  # share of a line's band that a field's box must cover to stand on the line
FAR = 60.0  # points: lines are begun from top to bottom, so none further up can match
NEAR = 0.8  # of the size: how far typed-over text may float above or below its dotted line


@dataclass(slots=True)
class Line:
    """One writing line, its atoms from left to right; ``block`` for tall objects side by side."""

    atoms: list[Atom]
    top: float
    base: float
    size: float
    block: bool = False

    @property
    def x0(self) -> float:
        """Left end, in points."""
        return self.atoms[0].x0

    @property
    def x1(self) -> float:
        """Right end, in points."""
        return max([atom.x1 for atom in self.atoms])

    @property
    def y0(self) -> float:
        """Top of the highest atom."""
        return min([atom.y0 for atom in self.atoms])

    @property
    def y1(self) -> float:
        """Bottom of the lowest atom."""
        return max([atom.y1 for atom in self.atoms])

    def part(self, atoms: list[Atom]) -> Line:
        """The same line with some of its atoms only."""
        return Line(atoms, self.top, self.base, self.size, self.block)


def surround(atoms: Iterable[Atom]) -> Box:
    """The smallest box around the atoms."""
    atoms = list(atoms)
    return Box(
        min([atom.x0 for atom in atoms]),
        min([atom.y0 for atom in atoms]),
        max([atom.x1 for atom in atoms]),
        max([atom.y1 for atom in atoms]),
    )


def build_lines(atoms: Iterable[Atom], blocks: Iterable[Atom] = ()) -> list[Line]:
    """Return the lines of one region from top to bottom."""
    lines: list[Line] = []
    floating: list[Atom] = []
    for atom in sorted(atoms, key=attrgetter("overlay", "base")):
        line = None if atom.whole else _best(lines, atom)
        if line is not None:
            _add(line, atom)
        elif atom.overlay or atom.item is not None:
            floating.append(atom)
        else:
            lines.append(Line([atom], atom.top, atom.base, atom.size))
    for atom in floating:
        line = None
        if not atom.whole:
            line = _best(lines, atom) or _on_leader(lines, atom) or _beside(lines, atom)
        if line is None:
            lines.append(Line([atom], atom.top, atom.base, atom.size))
        else:
            _add(line, atom)
    lines = _onto_leaders(lines)
    for line in lines:
        line.atoms.sort(key=attrgetter("x0"))
        line.atoms = write_over_leaders(line.atoms)
    lines.extend(_block_lines(blocks))
    lines.sort(key=lambda one: (one.base, one.x0))
    return lines


def _best(lines: list[Line], atom: Atom) -> Line | None:
    """The line whose band the atom shares most; lines are searched from the last one up."""
    best, most = None, SAME_LINE
    top, base = atom.top, atom.base
    for line in reversed(lines):
        if line.base == base and line.top == top:
            return line
        if line.base < top - FAR:
            break
        low = (line.base if line.base < base else base) - (line.top if line.top > top else top)
        if low <= 0:
            continue
        share = low / max(0.1, min(line.base - line.top, base - top))
        if share >= most:
            best, most = line, share
    return best


def _on_leader(lines: list[Line], atom: Atom) -> Line | None:
    """The line with dots under or over this typed-over word."""
    near = [
        line
        for line in lines
        if abs(line.base - atom.base) <= NEAR * max(atom.size, line.size)
        and any(a.leader and a.x0 - 2 <= atom.x0 <= a.x1 for a in line.atoms)
    ]
    return min(near, key=lambda line: abs(line.base - atom.base), default=None)


def _onto_leaders(lines: list[Line]) -> list[Line]:
    """Put a line of words that floats over the dots of another one, and nowhere else, onto it."""
    dotted = [(line, [a for a in line.atoms if a.leader]) for line in lines]
    dotted = [(line, dots) for line, dots in dotted if dots]
    if not dotted:
        return lines
    kept: list[Line] = []
    for line in lines:
        under = [
            (abs(other.base - line.base), i)
            for i, (other, dots) in enumerate(dotted)
            if other is not line and _floats_over(line, other, dots)
        ]
        if under:
            other = dotted[min(under)[1]][0]
            other.atoms.extend(line.atoms)
        else:
            kept.append(line)
    return kept


def _floats_over(line: Line, other: Line, dots: list[Atom]) -> bool:
    """True when every word of the line begins over the dots of the other one."""
    if abs(line.base - other.base) > NEAR * max(line.size, other.size):
        return False
    return not any(atom.leader or atom.whole for atom in line.atoms) and all(
        any(dot.x0 - 2 <= atom.x0 <= dot.x1 for dot in dots) for atom in line.atoms
    )


def _beside(lines: list[Line], atom: Atom) -> Line | None:
    """The line that a field stands on although its box is shifted up or down."""
    if atom.item is None:
        return None
    for line in lines:
        shared = min(line.base, atom.y1) - max(line.top, atom.y0)
        free = all(atom.x0 >= a.x1 - 2 or atom.x1 <= a.x0 + 2 for a in line.atoms)
        if free and shared >= BESIDE * (line.base - line.top):
            return line
    return None


def _add(line: Line, atom: Atom) -> None:
    line.atoms.append(atom)
    if atom.item is None and atom.size > line.size and not atom.overlay:
        line.top, line.base, line.size = atom.top, atom.base, atom.size


def write_over_leaders(atoms: list[Atom]) -> list[Atom]:
    """Cut dotted leaders where something was written over them."""
    if not any(atom.leader for atom in atoms):
        return atoms
    written = [a for a in atoms if not a.leader]
    kept: list[Atom] = []
    for atom in atoms:
        if not atom.leader:
            kept.append(atom)
            continue
        over = [w for w in written if min(w.x1, atom.x1) - max(w.x0, atom.x0) > 0.5 * (w.x1 - w.x0)]
        if over:
            end = max(w.x1 for w in over)
            left = (atom.x1 - end) / max(0.1, atom.x1 - atom.x0)
            atom.text = atom.text[: round(len(atom.text) * max(0.0, left))]
            atom.x0 = min(end, atom.x1)
        if not over or len(atom.text) > 3:
            kept.append(atom)
    kept.sort(key=lambda a: a.x0)
    return kept


def _block_lines(blocks: Iterable[Atom]) -> list[Line]:
    """Tall objects; those that stand side by side share a line."""
    lines: list[Line] = []
    for atom in sorted(blocks, key=lambda a: a.y0):
        for line in lines:
            overlap = min(line.y1, atom.y1) - max(line.y0, atom.y0)
            apart = all(atom.x0 >= a.x1 or atom.x1 <= a.x0 for a in line.atoms)
            if apart and overlap >= SAME_LINE * min(line.y1 - line.y0, atom.y1 - atom.y0):
                line.atoms.append(atom)
                line.atoms.sort(key=lambda a: a.x0)
                break
        else:
            lines.append(Line([atom], atom.top, atom.base, atom.size, block=True))
    return lines
