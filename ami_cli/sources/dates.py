"""Dates of reception as people and mail programs write them, in French or ISO."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("janvier", "janv", "jan", "january"),
            ("fevrier", "fevr", "fev", "february", "feb"),
            ("mars", "mar", "march"),
            ("avril", "avr", "april", "apr"),
            ("mai", "may"),
            ("juin", "june", "jun"),
            ("juillet", "juil", "july", "jul"),
            ("aout", "august", "aug"),
            ("septembre", "sept", "sep", "september"),
            ("octobre", "oct", "october"),
            ("novembre", "nov", "november"),
            ("decembre", "dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_TIME = (
    r"(?:[\sT,]*(?:a|at)?\s*(?P<h>\d{1,2})\s*(?:[:h])\s*(?P<mi>\d{2})?"
    r"(?::(?P<s>\d{2})(?:\.\d+)?)?)?"
)
_ZONE = r"\s*(?P<z>Z|[+-]\d{2}:?\d{2})?"
_DAY = r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|[a-z]{3,9}\.?),?\s+)?(?:le\s+)?"
_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})" + _TIME + _ZONE),
    re.compile(r"(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>\d{4}|\d{2})" + _TIME + _ZONE),
    re.compile(
        _DAY + r"(?P<d>\d{1,2})(?:er)?\s+(?P<mon>[a-z]+)\.?,?\s+(?P<y>\d{4})" + _TIME + _ZONE
    ),
    re.compile(_DAY + r"(?P<mon>[a-z]+)\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})" + _TIME + _ZONE),
)


def parse(text: str, zone: ZoneInfo = PARIS) -> datetime | None:
    """Return an aware date-time, or None when the text is not wholly one date.

    A date without an hour is the first minute of its day; without an offset it is local to
    ``zone``.
    """
    flat = unicodedata.normalize("NFKD", text)
    flat = "".join(c for c in flat if not unicodedata.combining(c)).strip()
    flat = re.sub(r"\s+", " ", flat)
    for form in _FORMS:
        match = form.fullmatch(flat) or form.fullmatch(flat.lower())
        if match:
            return _build(match.groupdict(), zone)
    return None


def _build(part: dict[str, str | None], zone: ZoneInfo) -> datetime | None:
    month = part.get("m") or _MONTHS.get((part.get("mon") or "").lower())
    if month is None:
        return None
    year = int(part["y"] or 0)
    year += 2000 if year < 100 else 0
    hour, minute, second = (int(part.get(k) or 0) for k in ("h", "mi", "s"))
    try:
        return datetime(
            year, int(month), int(part["d"] or 0), hour, minute, second, tzinfo=_offset(part, zone)
        )
    except ValueError:
        return None


def _offset(part: dict[str, str | None], zone: ZoneInfo) -> ZoneInfo | timezone:
    text = part.get("z")
    if not text:
        return zone
    if text in "Zz":
        return timezone.utc  # noqa: UP017 - one type for both branches
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
