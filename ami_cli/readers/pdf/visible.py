"""The words of a page that a person sees, each once.

Words in white show only on what was painted before them; those on bare paper were hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ami_cli.model.document import Box
from ami_cli.readers.layout import PageWord
from ami_cli.readers.pdf.frame import Frame
from ami_cli.readers.pdf.shapes import Shapes
from ami_cli.readers.pdf.words import RawWord

WHITE = 0xF8
LARGE, PALE = 30.0, 0xA0  # points; of 255
MOST, HALF = 0.6, 0.5
TWICE = 1.0  # points, about, between the two printings of a word made bold


def visible(words: Iterable[PageWord], width: float, height: float) -> list[PageWord]:
    """Drop words outside the page, and the second of two printed at one place to make bold."""
    seen: dict[str, dict[int, dict[int, int]]] = {}
    out: list[PageWord] = []
    for word in words:
        if not (0 <= word.x0 + word.x1 <= 2 * width and 0 <= word.y0 + word.y1 <= 2 * height):
            continue
        column, line = round(word.x0 / TWICE), round(word.y1 / TWICE)
        lines = seen.get(word.text)
        if lines is None:
            seen[word.text] = {line: {column: len(out)}}
            out.append(word)
            continue
        twin = _near(lines, line, column)
        if twin is None:
            lines.setdefault(line, {})[column] = len(out)
            out.append(word)
        else:
            out[twin] = replace(out[twin], style=replace(out[twin].style, bold=True))
    return out


def on_paper(
    words: list[PageWord], grounds: Sequence[Box]
) -> tuple[list[PageWord], list[PageWord]]:
    """Return the words that show, and those that are white on white."""
    white = [word for word in words if is_white(word)]
    if not white:
        return words, []
    hidden = [word for word in white if not any(_touches(ground, word) for ground in grounds)]
    gone = {id(word) for word in hidden}
    return [word for word in words if id(word) not in gone], hidden


def uncovered(words: Sequence[RawWord], shapes: Shapes, frame: Frame) -> list[RawWord]:
    """Leave out the words that something painted later hides: « white-out » of an editor."""
    first = min(shapes.texts.values(), default=0)
    late = [(when, box) for when, box in shapes.covers if when > first]
    if not late:
        return list(words)
    kept = [word for word in words if not _is_covered(word, late, shapes, frame)]
    # A person covers a word or a line; half a page gone is something we misunderstand.
    return kept if len(kept) >= HALF * len(words) else list(words)


def _is_covered(
    word: RawWord, late: Sequence[tuple[int, Box]], shapes: Shapes, frame: Frame
) -> bool:
    painted = shapes.texts.get(word.handle)
    if painted is None:
        return False
    box = frame.box(*word.rect)
    return any(when > painted and hides(cover, box) for when, cover in late)


def hides(cover: Box, box: Box) -> bool:
    """True when the middle of the box, and most of its length, lie behind the cover."""
    middle = (box.y0 + box.y1) / 2
    length = min(cover.x1, box.x1) - max(cover.x0, box.x0)
    return cover.y0 <= middle <= cover.y1 and length >= MOST * (box.x1 - box.x0)


def is_printed_across(word: PageWord) -> bool:
    """True for the letters of a watermark: large and pale."""
    colour = word.style.colour
    return (word.size or 0) >= LARGE and colour is not None and min(bytes.fromhex(colour)) >= PALE


def is_white(word: PageWord) -> bool:
    """True for text in white, or so near it that nobody sees it."""
    colour = word.style.colour
    return colour is not None and min(bytes.fromhex(colour)) >= WHITE


def _touches(ground: Box, word: PageWord) -> bool:
    return (
        ground.x0 <= word.x1
        and word.x0 <= ground.x1
        and ground.y0 <= word.y1
        and word.y0 <= ground.y1
    )


def _near(lines: dict[int, dict[int, int]], line: int, column: int) -> int | None:
    """The place in the list of the word printed here before, if there is one."""
    for at in (line, line - 1, line + 1):
        columns = lines.get(at)
        if columns is not None:
            for one in (column, column - 1, column + 1):
                if one in columns:
                    return columns[one]
    return None
