"""The printed lines of the blank forms: their text, and what they look like."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import pypdfium2

from ami_cli.readers.scan.pixels import PER_POINT, Floats, Pixels

MAX_PAGES = 30
GAP = 1.25  # of a line's height: as lines of a scan are cut (words.COLUMN_GAP)
THUMB = (48, 8)
SIGNS = "☐☑☒□■\uf06f\uf0a8\uf0fe"


@dataclass(frozen=True, slots=True, eq=False)
class PrintedLine:
    """One piece of a line of a blank: its text, page (from 0), box in pixels, image cut to its ink.

    ``at`` is the middle of each character, from 0 to 1 across the ink.
    """

    text: str
    at: tuple[float, ...]
    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    image: Pixels


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank form: its printed lines (one that recurs stands once) and all its text."""

    lines: tuple[PrintedLine, ...]
    thumbnails: Floats
    text: str


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    x0: float
    y0: float
    x1: float
    y1: float


def open_blanks(files: tuple[bytes, ...]) -> tuple[Blank, ...]:
    """Return the blanks; one that does not open as a PDF is left out."""
    return tuple(
        blank
        for blank in (_open(hashlib.sha256(data).hexdigest(), _Bytes(data)) for data in files)
        if blank
    )


class _Bytes:
    """Bytes that do not take part in the cache's key: their digest does."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Bytes)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8)
def _open(digest: str, source: _Bytes) -> Blank | None:
    try:
        pdf = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError:
        return None
    lines: dict[tuple[str, int, int], PrintedLine] = {}
    text: list[str] = []
    try:
        for number in range(min(len(pdf), MAX_PAGES)):
            page = pdf[number]
            bitmap = page.render(scale=PER_POINT, grayscale=True).to_numpy()
            grey = np.ascontiguousarray(bitmap.reshape(bitmap.shape[:2]))
            chars = list(_characters(page))
            text.append("".join(char.text for char in chars))
            for line in _printed(chars, number, grey):
                lines.setdefault((line.text, line.image.shape[1], int(line.image.mean())), line)
    finally:
        pdf.close()
    looks = np.array([thumbnail(line.image) for line in lines.values()]).reshape(
        -1, THUMB[0] * THUMB[1]
    )
    return Blank(tuple(lines.values()), looks, "\n".join(text))


def _characters(page: Any) -> Iterator[_Char]:
    """Yield the characters of a page with their ink boxes in pixels, spaces without a box."""
    text = page.get_textpage()
    _, height = page.get_size()
    content = text.get_text_range()
    for index in range(min(text.count_chars(), len(content))):
        letter = content[index]
        if letter in "\r\n":
            yield _Char("\n", 0, 0, 0, 0)
        elif letter.isspace():
            yield _Char(" ", 0, 0, 0, 0)
        else:
            left, bottom, right, top = text.get_charbox(index)
            yield _Char(
                letter,
                left * PER_POINT,
                (height - top) * PER_POINT,
                right * PER_POINT,
                (height - bottom) * PER_POINT,
            )


def _printed(chars: list[_Char], page: int, grey: Pixels) -> Iterator[PrintedLine]:
    for piece in map(_stripped, _pieces(chars)):
        text = "".join(char.text for char in piece)
        inked = [char for char in piece if char.text != " "]
        x0, x1 = min(char.x0 for char in inked), max(char.x1 for char in inked)
        y0, y1 = min(char.y0 for char in inked), max(char.y1 for char in inked)
        image = ink_bounds(
            grey[max(0, int(y0) - 2) : int(y1) + 3, max(0, int(x0) - 2) : int(x1) + 3]
        )
        if image is not None and len(text) > 1:
            at = tuple(_middle(piece, k, x0, x1) for k in range(len(piece)))
            yield PrintedLine(text, at, page, x0, y0, x1, y1, image)


def _stripped(piece: list[_Char]) -> list[_Char]:
    inked = [k for k, char in enumerate(piece) if char.text != " "]
    return piece[inked[0] : inked[-1] + 1]


def _middle(piece: list[_Char], k: int, x0: float, x1: float) -> float:
    """Return the middle of a character; a space stands between its neighbours."""
    char = piece[k]
    if char.text == " ":
        before = next(one for one in reversed(piece[:k]) if one.text != " ")
        after = next(one for one in piece[k:] if one.text != " ")
        middle = (before.x1 + after.x0) / 2
    else:
        middle = (char.x0 + char.x1) / 2
    return (middle - x0) / max(1.0, x1 - x0)


def _pieces(chars: list[_Char]) -> Iterator[list[_Char]]:
    """Cut the characters of a page where a scan's lines are cut too."""
    piece: list[_Char] = []
    dots = 0
    for char in chars:
        ends = char.text == "\n" or char.text in SIGNS
        dots = dots + 1 if char.text in ".…" else 0
        last = next((one for one in reversed(piece) if one.text != " "), None)
        solid = last is not None and char.text != " " and not ends
        if ends or (solid and last is not None and _apart(last, char)):
            yield from _kept(piece)
            piece = []
        if not ends:
            piece.append(char)
        if dots >= 4:  # a leader: what stands before it is a piece of its own
            yield from _kept(piece[: -dots if dots <= len(piece) else 0])
            piece, dots = [], 4
            continue
    yield from _kept(piece)


def _kept(piece: list[_Char]) -> Iterator[list[_Char]]:
    while piece and piece[-1].text in " .…" and len(piece) > 1 and piece[-2].text in " .…":
        piece = piece[:-1]
    if any(char.text not in " .…" for char in piece):
        yield piece


def _apart(last: _Char, char: _Char) -> bool:
    """Tell whether a character starts another piece: another line, or a column gap."""
    height = max(last.y1 - last.y0, char.y1 - char.y0, 12.0)
    if char.x0 < last.x0 - height or abs((char.y0 + char.y1) - (last.y0 + last.y1)) > 2 * height:
        return True
    return char.x0 - last.x1 > GAP * max(height, 30.0)


def thumbnail(image: Pixels) -> Floats:
    """Return a line image as a short vector of length one, to find look-alikes fast."""
    small = cv2.resize(image, THUMB, interpolation=cv2.INTER_AREA).astype(np.float32).ravel()
    small -= small.mean()
    vector: Floats = small / max(1.0, float(np.linalg.norm(small)))
    return vector


def ink_bounds(grey: Pixels, level: int = 150) -> Pixels | None:
    """Return a line cut to its ink, None when it holds none; light print is turned dark."""
    if grey.size == 0:
        return None
    if float(np.median(grey)) < 110:
        grey = 255 - grey
    floor = min(level, int(grey.min()) + 90)
    rows, columns = (
        np.flatnonzero((grey < floor).any(axis=1)),
        np.flatnonzero((grey < floor).any(axis=0)),
    )
    if len(rows) < 4 or len(columns) < 4:
        return None
    cut: Pixels = np.ascontiguousarray(grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    return cv2.normalize(cut, None, 0, 255, cv2.NORM_MINMAX)  # type: ignore[call-overload,no-any-return]  # stub wants a target
