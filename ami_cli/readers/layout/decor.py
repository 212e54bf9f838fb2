"""Underlined, struck and highlighted words, told from the lines and shades near them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ami_cli.model.document import Box
from ami_cli.readers.layout.atoms import Atom
from ami_cli.readers.layout.content import Ruling

COVER = 0.6  # share of a word's width that must be crossed
STRUCK = (-0.6, -0.12)  # of the size, from the baseline: where a line crosses the small letters
BOXES = re.compile(r"[☐☑☒□■❏❑❒◻⬜]+(?=\w)")
UNDER = (-0.12, 0.35)


def decorate(atoms: list[Atom], lines: Iterable[Ruling], shades: Iterable[Box]) -> None:
    """Set the style of the words that a free line crosses or underlies, or a bright shade backs."""
    lines, shades = list(lines), list(shades)
    if not lines and not shades:
        return
    for i in reversed(range(len(atoms))):
        atoms[i : i + 1] = _apart_from_boxes(atoms[i], lines)
    for atom in atoms:
        if atom.item is not None or atom.leader:
            continue
        for line in lines:
            if _cover(atom, line.x0, line.x1) < COVER:
                continue
            offset = (line.y0 - atom.base) / atom.size
            if STRUCK[0] <= offset < STRUCK[1]:
                atom.style = replace(atom.style, struck=True)
            elif UNDER[0] <= offset <= UNDER[1]:
                atom.style = replace(atom.style, underlined=True)
        if _shaded(atom, shades) >= COVER:
            atom.style = replace(atom.style, highlighted=True)


def _apart_from_boxes(atom: Atom, lines: Iterable[Ruling]) -> list[Atom]:
    """Part a word from the printed boxes before it where a line begins behind them."""
    boxes = BOXES.match(atom.text)
    if boxes is None:
        return [atom]
    for line in lines:
        offset = (line.y0 - atom.base) / atom.size
        begins = atom.x0 + 0.4 * atom.size <= line.x0 <= atom.x1 - 0.4 * atom.size
        if begins and line.x1 >= atom.x1 - 1 and STRUCK[0] <= offset <= UNDER[1]:
            return [
                replace(atom, text=boxes[0], x1=line.x0),
                replace(atom, text=atom.text[boxes.end() :], x0=line.x0, glued=True),
            ]
    return [atom]


def _shaded(atom: Atom, shades: Iterable[Box]) -> float:
    """The share of a word on bright ground; some producers paint one rectangle a letter."""
    middle = (atom.top + atom.base) / 2
    behind = [shade for shade in shades if shade.y0 <= middle <= shade.y1]
    return sum(max(0.0, _cover(atom, shade.x0, shade.x1)) for shade in behind)


def _cover(atom: Atom, x0: float, x1: float) -> float:
    return (min(atom.x1, x1) - max(atom.x0, x0)) / max(0.1, atom.x1 - atom.x0)
