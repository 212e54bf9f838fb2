"""The words of a page that a person sees, each once.

Words in white show only on what was painted before them; those on bare paper were hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ami_cli.model.document import Box
from ami_cli.readers.layout import PageWord

WHITE = 0xF8
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
