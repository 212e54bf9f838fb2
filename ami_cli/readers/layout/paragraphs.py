"""Join writing lines into the paragraphs their author wrote.

A producer breaks a line where the next word no longer fits; an author breaks it anywhere. So a
line continues its paragraph when its first word would not have fitted on the line before.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from ami_cli.model.document import Checkbox
from ami_cli.readers.layout.atoms import Atom
from ami_cli.readers.layout.lines import Line

SPACE = 0.25  # of the font size: an ordinary space
WIDER = 1.25  # a baseline distance this much over the usual one separates paragraphs
LOOSE = 2.0  # of the font size: a baseline distance that separates even without a usual one
INDENT = 8.0  # points
FEW = 4  # lines
SPACED = 0.6  # points: what a word processor's smallest spacing of paragraphs adds
OTHER_SIZE = 1.12
MOST = 0.6  # of the column: a line that long and unfinished goes on, whatever its right edge

BULLET = re.compile(r"[•●○◦▪■□▫‣⁃➢➤➔✓✔❖\-–—*·\uf0a7\uf0b7]$")
NUMBER = re.compile(r"(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)°]$|\d{1,2}\.\d{1,2}\.?$")
TICK = re.compile(r"[☐☑☒□■✓✔✗✘⍰❏❑❒◻⬜]")
LABEL = re.compile(r"[A-ZÀ-ÝŒ][^.:;?!…]{0,38}\s?:(?:\s|$)")


def group(lines: Sequence[Line], right: float, leading: float = 0.0) -> list[list[Line]]:
    """Return the lines of each paragraph; ``right`` is x of the column's right edge.

    ``leading`` is the distance of baselines in wrapped text nearby, in sizes; 0 when unknown. In
    a cell of few lines, more than that parts a label from the value under it.
    """
    usual = _usual_distance(lines)
    few = leading and len(lines) <= FEW
    paragraphs: list[list[Line]] = []
    for line in lines:
        apart = few and paragraphs and _is_apart(paragraphs[-1][-1], line, leading)
        if paragraphs and not apart and _continues(paragraphs[-1], line, right, usual):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _is_apart(before: Line, line: Line, leading: float) -> bool:
    more = line.base - before.base - leading * line.size
    return abs(before.size - line.size) < 0.1 and more >= SPACED


def _usual_distance(lines: Sequence[Line]) -> float:
    """The smallest distance between two baselines of one size, in sizes; 0 when there is none."""
    found = [
        (b.base - a.base) / a.size
        for a, b in itertools.pairwise(lines)
        if not (a.block or b.block)
        and _same_size(a, b)
        and 0.9 * a.size <= b.base - a.base <= LOOSE * a.size
    ]
    return min(found, default=0.0)


def _same_size(a: Line, b: Line) -> bool:
    return max(a.size, b.size) <= OTHER_SIZE * min(a.size, b.size)


def _continues(paragraph: list[Line], line: Line, right: float, usual: float) -> bool:
    before = paragraph[-1]
    if line.block or before.block or not _same_size(before, line):
        return False
    if line.atoms[0].whole or before.atoms[0].whole:
        return False
    distance = line.base - before.base
    if (
        distance <= 0
        or distance > LOOSE * line.size
        or (usual and distance > WIDER * usual * before.size)
    ):
        return False
    if starts_anew(line) or not _open_ended(before) or _other_look(before, line):
        return False
    if before.atoms[-1].hyphen:
        return True
    if _other_indent(paragraph, line):
        return False
    return not would_fit(before, line, right) or _sentence_goes_on(before, line, right)


def _sentence_goes_on(before: Line, line: Line, right: float) -> bool:
    """True when a long line stops in mid-sentence and the next begins with a small letter."""
    stops, starts = before.atoms[-1].text[-1:], line.atoms[0].text[:1]
    return (
        before.x1 - before.x0 >= MOST * (right - before.x0)
        and (stops.islower() or stops == ",")
        and starts.islower()
    )


def would_fit(before: Line, line: Line, right: float) -> bool:
    """True when the first word of ``line`` had room on ``before``: the author broke there."""
    first = line.atoms[0]
    end = first.x1
    for atom in line.atoms[1:]:
        if not atom.glued:
            break
        end = atom.x1
    return before.x1 + SPACE * line.size + (end - first.x0) <= right


def starts_anew(line: Line) -> bool:
    """True for a bullet, a number, a tick box, a field or a label at the head of a line."""
    first = line.atoms[0]
    if first.item is not None:
        return True
    if TICK.match(first.text) or first.leader:
        return True
    if len(line.atoms) > 1 and (BULLET.match(first.text) or NUMBER.match(first.text)):
        return True
    return bool(LABEL.match(plain_text(line.atoms[:6])))


def _open_ended(line: Line) -> bool:
    """A line that ends on a field, a picture or dots is complete."""
    last = line.atoms[-1]
    return not last.leader and (last.item is None or isinstance(last.item, Checkbox))


def _other_look(before: Line, line: Line) -> bool:
    """True when one line is all bold (or coloured) and the other has none of it."""
    a, b = looks(before), looks(line)
    return len(a) == 1 and len(b) == 1 and a != b


def looks(line: Line) -> set[tuple[bool, str | None]]:
    """Weight and colour of the words of a line."""
    return {(a.style.bold, a.style.colour) for a in line.atoms if a.item is None}


def _other_indent(paragraph: list[Line], line: Line) -> bool:
    before = paragraph[-1]
    shift = line.x0 - before.x0
    if abs(shift) <= INDENT or abs(line.x0 + line.x1 - before.x0 - before.x1) <= INDENT:
        return False
    if len(paragraph) > 1:
        return True
    # The first line may be indented, or hang over its bullet.
    return shift > 0 and not starts_anew(before)


def plain_text(atoms: Sequence[Atom]) -> str:
    """The words with spaces, for tests on how a line begins."""
    return "".join(a.text if a.glued else f" {a.text}" for a in atoms if a.text).lstrip()
