"""Where the lines of a page's body end: x of the edge at which their producer broke them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ami_cli.readers.layout.atoms import Atom

NEAR_MARGIN = 0.15  # of the page width: a longest line so near the margin was broken there
TOGETHER = 25.0  # points: ends of lines broken at one edge differ by less than a word
LONG = 0.4  # of the page width: shorter lines were not broken by a producer


def body_edge(pages: Iterable[tuple[Sequence[Atom], float]]) -> float:
    """Return the right edge of the text of these pages (atoms, page width); 0 without text.

    It is the end of the longest line, where that can have been broken. On pages of short lines
    only, it is the margin that mirrors the left one.
    """
    ends: list[float] = []
    left, width, longest = float("inf"), 0.0, 0.0
    for atoms, page_width in pages:
        width = max(width, page_width)
        for x0, x1 in _lines(atoms):
            left, longest = min(left, x0), max(longest, x1)
            if x1 - x0 >= LONG * page_width:
                ends.append(x1)
    if not width:
        return 0.0
    margin = width - min(left, width / 3)
    together = sum(end >= longest - TOGETHER for end in ends)
    if longest >= margin - NEAR_MARGIN * width or together >= 3:
        return longest
    return margin


def _lines(atoms: Sequence[Atom]) -> Iterable[tuple[float, float]]:
    """Left and right end of what stands at about one height."""
    lines: dict[int, tuple[float, float]] = {}
    for atom in atoms:
        key = round(atom.base / 3)
        x0, x1 = lines.get(key, (atom.x0, atom.x1))
        lines[key] = (min(x0, atom.x0), max(x1, atom.x1))
    return lines.values()
