"""The order in which scanned pages are read: that of the blank form, when they were shuffled."""

from __future__ import annotations

from collections.abc import Sequence


def reading_order(blank_pages: Sequence[int | None]) -> list[int]:
    """Return the indexes of the pages in the order of the blank form's pages.

    A page that is not known to be one of the blank's (None) stays behind the page before it. Where a
    page of the blank comes twice (two copies in one file), the order is left as it is.
    """
    known = [page for page in blank_pages if page is not None]
    if len(set(known)) < len(known):
        return list(range(len(blank_pages)))
    keys: list[tuple[int, int]] = []
    last = -1
    for index, page in enumerate(blank_pages):
        last = last if page is None else page
        keys.append((last, index))
    return [index for _, index in sorted(keys)]
