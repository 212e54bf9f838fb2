"""A line that is a place and a date and nothing else: « Lille, le 3 mars 2021 », « Le 3 mars, à Lille »."""

from __future__ import annotations

import re

from ami_cli.forms.values.dates import parse_date

_TOWN = r"(?P<town>[^\W\d_][^,:;\n\d]{1,40}?)"
_LINES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\s*(?:[àa]\s+)?{_TOWN}\s*,?\s+ce\s+(?:jour,?\s+)?(?P<day>[^,;\n]{{5,45}})\.?\s*$",
        rf"\s*(?:[àa]\s+)?{_TOWN}\s*,?\s+le\s+(?P<day>[^,;\n]{{5,45}})\.?\s*$",
        rf"\s*(?:[àa]\s+)?{_TOWN}\s*[,–-]\s*(?P<day>\d[^,;\n]{{5,25}})\.?\s*$",
        rf"\s*le\s+(?P<day>[^,;\n]{{5,45}}?)\s*,?\s+à\s+{_TOWN}\s*\.?\s*$",
    )
)


def dateline(text: str) -> re.Match[str] | None:
    """Return the match (groups « town » and « day ») of a line that is a place and a real date."""
    if len(text) > 90:
        return None
    for pattern in _LINES:
        found = pattern.match(text)
        if found and parse_date(found.group("day")):
            return found
    return None
