"""« Reçu le 10 mars 2021 à 14 h 20 »: the day a dossier arrived, read from a stamp on its pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from ami_cli.forms.sheet.units import Sheet
from ami_cli.forms.values.dates import MONTHS, parse_date
from ami_cli.forms.words import fold, tidy

_STAMP = re.compile(
    r"\b(?:recu|re9u|arrivee?|enregistree?)\b(?:\s+(?:au|par)(?:\s+le)?\s+[\w' -]{2,25}?)?"
    r"\s*(?:le\b|:|du\b|[-–—|])?\s*(.{6,40})"
)
# received by somebody else, or spoken of in a sentence
_OTHERS = re.compile(
    r"\b(?:prefecture|sous-prefecture|controle de legalite|en mairie|a la mairie|teletransmi\w*|avant|vous|nous|notre|"
    r"votre|avons|avez|ayant|suite a|accuse|publie|affiche|depot en|courrier du)\b"
)
_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s?(?:h|:|heures?)\s?([0-5]\d)?(?!\d)")
# a stamp put on askew: its few words are all there, in the order of no line
_WORDS = re.compile(
    r"(?:recu|re9u|arrivee?|courrier|cerdd|le|a|h|\d{1,2}(?:h\d{0,2})?|20\d\d|"
    + "|".join(MONTHS)
    + r")"
)
SHORT = 90  # characters: a stamp says little else
MOST = 9  # words of a stamp put back in order
BEFORE = 5  # words before « reçu »: more is a sentence


def received_stamp(sheet: Sheet, timezone: str, labelled: Collection[int] = ()) -> datetime | None:
    """Return the date and hour of a « reçu le » stamp, in the call's time zone; noon when no hour is read.

    A stamp of somebody else (préfecture, mairie) and a letter that speaks of its own mail are none, nor are the
    units that hold a label of the form (``labelled``, by index).
    """
    for text in _texts(sheet, labelled):
        folded = _in_order(fold(text).replace("’", "'"))
        found = _STAMP.search(folded)
        if not found or _OTHERS.search(folded) or len(folded[: found.start()].split()) > BEFORE:
            continue
        day = parse_date(found.group(1))
        if day is None:
            continue
        hour = _HOUR.search(found.group(1))
        moment = time(int(hour.group(1)), int(hour.group(2) or 0)) if hour else time(12, 0)
        return datetime.combine(day[0], moment, ZoneInfo(timezone))
    return None


def _in_order(text: str) -> str:
    """Return « recu le 10 mars 2021 » of its words in any order; the text itself where that is not sure."""
    words = text.split()
    days = [w for w in words if w.isdigit() and int(w) <= 31]
    months = [w for w in words if w in MONTHS]
    years = [w for w in words if re.fullmatch(r"20\d\d", w)]
    marks = [w for w in words if re.fullmatch(r"recu|re9u|arrivee?", w)]
    if not (len(days) == len(months) == len(years) == len(marks) == 1):
        return text
    if len(words) > MOST or not all(_WORDS.fullmatch(w) for w in words):
        return text
    hour = next((w for w in words if re.fullmatch(r"\d{1,2}h\d{0,2}", w)), "")
    return f"recu le {days[0]} {months[0]} {years[0]} {hour}".strip()


def _texts(sheet: Sheet, labelled: Collection[int]) -> Iterator[str]:
    free = (unit for unit in sheet.units if unit.index not in labelled)
    texts = [t for unit in free if len(unit.text) <= SHORT and (t := tidy(unit.text))]
    notes = [note.text for note in sheet.document.annotations if len(note.text) <= SHORT]
    yield from notes
    yield from texts
    for one, two in pairwise(texts):
        if len(one) < 30 and not any(c.isdigit() for c in one):
            yield f"{one} {two}"
