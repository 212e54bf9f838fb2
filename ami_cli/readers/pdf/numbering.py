"""The number printed on a page, « page 4 / 6 », by which pages sent in disorder are put right."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ami_cli.readers.layout import PageContent
from ami_cli.readers.layout.margins import ZONE

PRINTED = re.compile(
    r"(?:page|p\.)\s*(\d{1,3})\s*(?:/|sur|de|of)\s*(\d{1,3})(?!\d)|"
    r"(?:^|\s)(\d{1,3})\s?(?:/|sur)\s?(\d{1,3})\s*$",
    re.IGNORECASE,
)


def printed_places(pages: Sequence[PageContent]) -> list[int | None]:
    """The place of each page in its document, from 0; None where none, or another one, is printed."""
    printed = [_printed(page) for page in pages]
    totals = Counter(total for one in printed if one is not None for total in (one[1],))
    total, times = totals.most_common(1)[0] if totals else (0, 0)
    if times < 2:
        return [None] * len(pages)
    return [one[0] - 1 if one is not None and one[1] == total else None for one in printed]


def _printed(page: PageContent) -> tuple[int, int] | None:
    """The number in the header or footer, and the number of pages there are."""
    for zone in ((1 - ZONE) * page.height, page.height), (0.0, ZONE * page.height):
        words = sorted(
            (round((word.baseline or word.y1) / 3), word.x0, word.text)
            for word in page.words
            if zone[0] <= (word.baseline or word.y1) <= zone[1]
        )
        match = PRINTED.search(" ".join(text for _, _, text in words))
        if match is not None:
            number, total = (int(group) for group in match.groups() if group)
            return (number, total) if 1 <= number <= total else None
    return None
