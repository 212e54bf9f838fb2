"""Words run together by a producer that writes no spaces and sets its words close.

pdfium makes a space where the gap is wide. Where it is a tenth of the size, « Services techniques »
comes out as one word; a word that long is looked into, and if it was two, all words of the page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from ami_cli.readers.pdf.characters import boxes

LONG = 14  # letters: few French words have more
GAP = 0.09  # of the size: more than letters are kerned by
LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*$")
MAX_LOOKED_AT = 20_000  # characters

Span = tuple[str, int, int]  # text, start, end


def part(text_page: int, spans: Sequence[Span], upright: bool) -> list[Span]:
    """Return the words of a page, those that were run together parted."""
    long = [span for span in spans if len(span[0]) >= LONG and LETTERS.match(span[0])]
    if not upright or not long or not any(_cuts(text_page, span) for span in long):
        return list(spans)
    if sum(end - start for _, start, end in spans) > MAX_LOOKED_AT:
        return list(spans)
    return [piece for span in spans for piece in _parted(text_page, span)]


def _parted(text_page: int, span: Span) -> Iterator[Span]:
    text, start, end = span
    if end - start != len(text):
        yield span
        return
    at = 0
    for cut in (*_cuts(text_page, span), end - start):
        if cut > at:
            yield text[at:cut], start + at, start + cut
        at = cut


def _cuts(text_page: int, span: Span) -> list[int]:
    """Where the word has a gap much wider than its usual one; none where it has no usual one."""
    _, start, end = span
    rects = list(boxes(text_page, range(start, end)))
    height = max((top - bottom for _, top, _, bottom in rects), default=0.0) / 1.15
    gaps = [b[0] - a[2] for a, b in itertools.pairwise(rects)]
    if len(gaps) < 3 or height <= 0:
        return []
    usual = sorted(gaps)[(len(gaps) - 1) // 2]
    return [i for i, gap in enumerate(gaps, 1) if gap - usual >= GAP * height]
