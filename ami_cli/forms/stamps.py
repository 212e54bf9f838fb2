"""« Reçu le 10 mars 2021 à 14 h 20 »: the day a dossier arrived, read from a stamp on its pages."""

from __future__ import annotations

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from ami_cli.forms.dates import parse_date
from ami_cli.forms.units import Sheet
from ami_cli.forms.words import fold

_STAMP = re.compile(
    r"(?:recu|re9u|arrivee?|courrier arrive|enregistree?)\s*(?:en mairie|au cerdd)?\s*(?:le|:|du)?\s*(.{6,40})"
)
_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s?(?:h|:|heures?)\s?([0-5]\d)?(?!\d)")
SHORT = 90  # characters: a stamp says little else


def received_stamp(sheet: Sheet, timezone: str) -> datetime | None:
    """Return the date and hour of a « reçu le » stamp, in the call's time zone; noon when no hour is read."""
    texts = [unit.text for unit in sheet.units if len(unit.text) <= SHORT]
    texts += [note.text for note in sheet.document.annotations if len(note.text) <= SHORT]
    texts += [a + " " + b for a, b in zip(texts, texts[1:], strict=False) if len(a) < 30]
    for text in texts:
        found = _STAMP.search(fold(text))
        if not found or "avant" in fold(text):
            continue
        day = parse_date(found.group(1))
        if day is None:
            continue
        hour = _HOUR.search(found.group(1))
        moment = time(int(hour.group(1)), int(hour.group(2) or 0)) if hour else time(12, 0)
        return datetime.combine(day[0], moment, ZoneInfo(timezone))
    return None
