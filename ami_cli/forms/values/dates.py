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
    r"(?<!\d)(\d{1,2})(?:er)?\s?[./\-–\\ ]\s?(\d{1,2})\s?[./\-–\\ ]\s?(\d{4}|\d{2})(?!\d)"
)
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_WORDS = re.compile(
    r"(?<!\d)(\d{1,2})\s?(?:er|ᵉʳ)?\s*[.\-/]?\s*([a-z]{3,9})\.?\s*[.\-/,]?\s*(\d{4}|\d{2})(?!\d)"
)
_COMPACT = re.compile(r"(?<!\d)(\d{2})(\d{2})(20\d{2})(?!\d)")

_ROMAN = {
    r: n
    for n, r in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1
    )
}
_UNITS = (
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
)
_SPOKEN = (
    {word: number for number, word in enumerate(_UNITS, 1)}
    | {
        "premier": 1,
        "dix-sept": 17,
        "dix-huit": 18,
        "dix-neuf": 19,
        "vingt": 20,
        "trente": 30,
        "vingt et un": 21,
        "vingt-et-un": 21,
        "trente et un": 31,
        "trente-et-un": 31,
    }
    | {f"vingt-{word}": 20 + number for number, word in enumerate(_UNITS[:9], 1)}
)
_LETTERS = re.compile(
    rf"\b({'|'.join(sorted(_SPOKEN, key=len, reverse=True))})\s+({'|'.join(MONTHS)})"
    rf"\s+(?:deux[ -]mille[ -]({'|'.join(sorted(_SPOKEN, key=len, reverse=True))})\b|(20\d\d))"
)
_ROMAN_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:er)?\s?[./ -]\s?([ivx]{1,4})\s?[./ -]\s?(\d{4}|\d{2})(?!\d)"
)


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
    return _in_letters(folded)


def day_in(text: str, year: int) -> date | None:
    """Return the day of a text that gives no year: « mercredi 17 mars », « 12/03 »; None if it gives none."""
    folded = fold(text).replace("1 er", "1er")
    worded = re.search(r"(?<!\d)(\d{1,2})(?:er)?\s+([a-z]{3,9})\b", folded)
    if worded and _month(worded.group(2)):
        return _date(year, _month(worded.group(2)), int(worded.group(1)))
    short = re.fullmatch(r"\D{0,12}(\d{1,2})\s?[/.-]\s?(\d{1,2})\D{0,3}", folded)
    return _date(year, int(short.group(2)), int(short.group(1))) if short else None


def _in_letters(folded: str) -> tuple[date, float] | None:
    """« douze mars deux mille vingt et un », « 1er/III/21 »."""
    spoken = _LETTERS.search(folded)
    if spoken:
        day, month, year, digits = spoken.groups()
        number = int(digits) if digits else 2000 + _SPOKEN[year]
        made = _date(number, MONTHS.index(month) + 1, _SPOKEN[day])
        return (made, 0.95) if made else None
    roman = _ROMAN_MONTH.search(folded)
    if roman and roman.group(2) in _ROMAN:
        made = _date(int(roman.group(3)), _ROMAN[roman.group(2)], int(roman.group(1)))
        return (made, 0.95) if made else None
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
