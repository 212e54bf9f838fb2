"""Tell lines written by hand from print."""

from __future__ import annotations

from ami_cli.readers.scan.words import TextLine


def by_hand(line: TextLine) -> bool:
    """Tell whether a line looks written by hand; in doubt, it does not."""
    return False
