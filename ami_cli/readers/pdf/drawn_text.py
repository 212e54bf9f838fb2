"""Answers that a page shows and its text does not tell: written by hand, drawn, pasted as pictures.

They are told by their number: one signature or logo is none, three lines of ink on a page are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ami_cli.model.document import Box
from ami_cli.readers.layout import PageWord
from ami_cli.readers.pdf.shapes import Shapes

LEAST = 3  # on one page
LINE = (4.0, 26.0)  # points: height of a line of handwriting; signatures are higher
WIDE = 1.5  # width over height of the shortest word
SHARED = 0.3  # of the lower one's height: strokes of one word, not of two lines
LETTER = (1.5, 16.0)  # points: a letter drawn as a path
LETTERS = 5  # in a row
BESIDE, LEVEL = 10.0, 6.0  # points between two letters of a row, between their feet
MOST = 4_000


def unread(words: Sequence[PageWord], shapes: Shapes, ink: Iterable[Box]) -> tuple[Box, ...]:
    """Where the page is to be looked at; empty for nearly all pages. ``ink`` marks no words out."""
    found = [_box(word) for word in words if word.confidence < 1.0 and not word.overlay]
    found += _joined(ink)
    pictures = {drawn.sha256: drawn.box for drawn in shapes.pictures}
    found += pictures.values()
    found = [box for box in found if _is_line(box)]
    if len(shapes.marks) > LETTERS * LEAST:
        found += _rows(shapes.marks[:MOST])
    return tuple(found) if len(found) >= LEAST else ()


def _joined(ink: Iterable[Box]) -> list[Box]:
    """Strokes that lie over one another as one: a signature and its flourish are no two words."""
    groups: list[Box] = []
    for box in ink:
        over = [other for other in groups if _lies_over(box, other)]
        groups = [other for other in groups if other not in over]
        groups.append(_around([*over, box]))
    return groups


def _lies_over(a: Box, b: Box) -> bool:
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.y1, b.y1) - max(a.y0, b.y0)
    return wide > 0 and high > SHARED * min(a.y1 - a.y0, b.y1 - b.y0)


def _is_line(box: Box) -> bool:
    width, height = box.x1 - box.x0, box.y1 - box.y0
    return LINE[0] <= height <= LINE[1] and width >= WIDE * height


def _rows(marks: Sequence[Box]) -> list[Box]:
    """Rows of letters drawn as paths."""
    letters = [box for box in marks if all(LETTER[0] <= side <= LETTER[1] for side in _sides(box))]
    rows: list[list[Box]] = []
    open_rows: list[list[Box]] = []
    for box in sorted(letters, key=lambda one: one.x0):
        open_rows = [row for row in open_rows if box.x0 - row[-1].x1 <= BESIDE]
        row = next((row for row in open_rows if abs(row[-1].y1 - box.y1) <= LEVEL), None)
        if row is None:
            row = []
            rows.append(row)
            open_rows.append(row)
        row.append(box)
    return [_around(row) for row in rows if len(row) >= LETTERS]


def _sides(box: Box) -> tuple[float, float]:
    return box.x1 - box.x0, box.y1 - box.y0


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def _box(word: PageWord) -> Box:
    return Box(word.x0, word.y0, max(word.x0, word.x1), max(word.y0, word.y1))
