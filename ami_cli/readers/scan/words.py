"""Words of a line that was read: cut at spaces and at gaps too wide to be inside a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ami_cli.readers.scan.pixels import PER_POINT
from ami_cli.readers.scan.textlines import TextLine, ink_ends, ink_gaps

WORD_GAP = 0.42  # of the line's height: a space the recogniser may have missed
LETTER_GAPS, FEW_GAPS = 2.5, 5  # of the usual gap between letters, from so many of them
MIXED = re.compile(r"[(]?(?=[oO]*\d)[\doO]*[oO][\doO]*[.,;)]?")
FIRST = re.compile(r"l(?:er|ers|ère|ere|re|ʳᵉ)")  # no French word is spelt so
ZEROS = str.maketrans("oO", "00")


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One word with its box in points."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float


def split_words(line: TextLine) -> list[OcrWord]:
    """Cut a line into words at the spaces read and at gaps too wide to be inside a word."""
    if not line.text.text.strip():
        return []
    if line.slanted:
        return [
            OcrWord(word, *_points(line.x0, line.y0, line.x1, line.y1), line.confidence)
            for word in line.text.text.split()
        ]
    gaps = ink_gaps(line.image)
    cuts = _cuts(line, gaps)
    words: list[OcrWord] = []
    start, stop = ink_ends(line.image)
    for first, last, cut in cuts:
        end = cut[0] if cut else stop
        text = "".join(line.text.text[first:last].split())
        scores = [
            s
            for s, c in zip(line.text.scores[first:last], line.text.text[first:last], strict=True)
            if c != " "
        ]
        if text:
            box = _points(line.x0 + start, line.y0, line.x0 + max(end, start + 1), line.y1)
            words.append(_figured(OcrWord(text, *box, word_confidence(scores))))
        start = cut[1] if cut else end
    return words


def word_confidence(scores: Sequence[float]) -> float:
    """Return how sure a word is: one doubtful character makes the word doubtful."""
    if not scores:
        return 0.0
    return round(min(float(np.mean(scores)), 0.3 + 0.7 * min(scores)), 3)


def _figured(word: OcrWord) -> OcrWord:
    """Read a letter o between figures as a zero, « ler » as « 1er »."""
    if FIRST.fullmatch(word.text):
        return replace(word, text="1" + word.text[1:], confidence=min(word.confidence, 0.9))
    if not MIXED.fullmatch(word.text):
        return word
    text = word.text.translate(ZEROS)
    return replace(word, text=text, confidence=min(word.confidence, 0.9))


def _cuts(
    line: TextLine, gaps: list[tuple[int, int]]
) -> list[tuple[int, int, tuple[int, int] | None]]:
    """Return each word as first and last character and the gap after it (None at the end)."""
    text, (height, width) = line.text.text, line.image.shape
    at = [place * width for place in line.text.at]
    ends: list[tuple[int, tuple[int, int]]] = []
    least = max(WORD_GAP * height, LETTER_GAPS * _letter_gap(line, gaps, at))
    for k, letter in enumerate(text):
        if letter == " " and 0 < k < len(text) - 1:
            gap = _gap_between(gaps, at[k - 1], at[k + 1])
            if gap and "@" in text[k - 1 : k + 2] and gap[1] - gap[0] < WORD_GAP / 2 * height:
                continue
            ends.append((k, gap or (round(at[k]), round(at[k]))))
        elif k and letter != " " and text[k - 1] != " ":
            gap = _gap_between(gaps, at[k - 1], at[k])
            if gap and gap[1] - gap[0] > least:
                ends.append((k, gap))
    cuts: list[tuple[int, int, tuple[int, int] | None]] = []
    first = 0
    for k, gap in ends:
        cuts.append((first, k, gap))
        first = k
    return [*cuts, (first, len(text), None)]


def _letter_gap(line: TextLine, gaps: list[tuple[int, int]], at: list[float]) -> float:
    """Return the usual gap between two letters of a line, 0 on a short one: a typewriter's are wide."""
    text = line.text.text
    pairs = (k for k in range(1, len(text)) if text[k] != " " and text[k - 1] != " ")
    found = (_gap_between(gaps, at[k - 1], at[k]) for k in pairs)
    widths = [gap[1] - gap[0] for gap in found if gap]
    return float(np.median(widths)) if len(widths) >= FEW_GAPS else 0.0


def _gap_between(gaps: list[tuple[int, int]], left: float, right: float) -> tuple[int, int] | None:
    """Return the widest gap whose middle lies between two characters."""
    inside = [gap for gap in gaps if left <= (gap[0] + gap[1]) / 2 <= right]
    return max(inside, key=lambda gap: gap[1] - gap[0], default=None)


def _points(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
    return x0 / PER_POINT, y0 / PER_POINT, x1 / PER_POINT, y1 / PER_POINT
