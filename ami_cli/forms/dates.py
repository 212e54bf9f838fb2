"""Dates in every French notation."""

from __future__ import annotations

import re
from datetime import date

from ami_cli.forms.words import fold

MONTHS = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
]
_SHORT = {month[:4]: number for number, month in enumerate(MONTHS, 1)} | {
    month[:3]: number for number, month in enumerate(MONTHS, 1) if month[:3] != "jui"
}
_SHORT |= {"juin": 6, "juil": 7, "jul": 7, "sept": 9}
_NUMERIC = re.compile(
    r"(?<!\d)(\d{1,2})\s?[./\-–\\ ]\s?(\d{1,2})\s?[./\-–\\ ]\s?(\d{4}|\d{2})(?!\d)"
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_WORDS = re.compile(
    r"(?<!\d)(\d{1,2})\s?(?:er|ᵉʳ)?\s*[.\-/]?\s*([a-z]{3,9})\.?\s*[.\-/,]?\s*(\d{4}|\d{2})(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)(\d{2})(\d{2})(20\d{2})(?!\d)")


def parse_date(text: str) -> tuple[date, float] | None:
    """Return the first date of a text and how sure its reading is; None if there is none that exists."""
    folded = fold(text).replace("1 er", "1er")
    for pattern, order in ((_ISO, "ymd"), (_NUMERIC, "dmy"), (_COMPACT, "dmy")):
        for found in pattern.finditer(folded):
            parts = dict(zip(order, (int(g) for g in found.groups()), strict=True))
            made = _date(parts["y"], parts["m"], parts["d"])
            if made:
                return made, 1.0
    for found in _WORDS.finditer(folded):
        month = _month(found.group(2))
        made = _date(int(found.group(3)), month, int(found.group(1))) if month else None
        if made:
            return made, 1.0
    return None


def _month(word: str) -> int:
    if word in MONTHS:
        return MONTHS.index(word) + 1
    return _SHORT.get(word, _SHORT.get(word[:4], 0) if len(word) >= 5 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    if year < 100:
        year += 2000
    try:
        made = date(year, month, day)
    except ValueError:
        return None
    return made if 1950 <= year <= 2100 else None
