"""Tell headers, footers and page numbers, which repeat on the pages, from the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ami_cli.readers.layout.atoms import Atom
from ami_cli.readers.layout.lines import Line, build_lines
from ami_cli.readers.layout.paragraphs import plain_text

ZONE = 0.085  # of the page height: 71 pt of A4; word processors print headers at 35-60 pt
PAGE_NUMBER = re.compile(
    r"(?:(?:page|p\.)?\s*\d{1,3}(?:\s*(?:/|sur|de|-)\s*\d{1,3})?|[-–]\s*\d{1,3}\s*[-–])$",
    re.IGNORECASE,
)


def take_margins(pages: Sequence[tuple[list[Atom], float]]) -> list[list[Line]]:
    """Take the repeated lines out of the atoms of each page (atoms, page height); return them.

    A line repeats when two pages have it at one height, numbers aside. A lone page number is a
    margin too.
    """
    candidates = [_lines_near_edges(atoms, height) for atoms, height in pages]
    seen = Counter(key for lines in candidates for key in {_key(line) for line in lines})
    found: list[list[Line]] = []
    for (atoms, height), lines in zip(pages, candidates, strict=True):
        mine = [line for line in lines if seen[_key(line)] > 1 or _is_number(line, height)]
        gone = {id(atom) for line in mine for atom in line.atoms}
        atoms[:] = [atom for atom in atoms if id(atom) not in gone]
        found.append(mine)
    return found


def _lines_near_edges(atoms: Sequence[Atom], height: float) -> list[Line]:
    near = [
        a
        for a in atoms
        if a.item is None
        and not a.overlay
        and (a.base < ZONE * height or a.top > (1 - ZONE) * height)
    ]
    return build_lines(near)


def _key(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", plain_text(line.atoms)), round(line.base / 4)


def _is_number(line: Line, height: float) -> bool:
    return line.top > (1 - ZONE) * height and bool(PAGE_NUMBER.match(plain_text(line.atoms)))
