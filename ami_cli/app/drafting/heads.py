"""What the first lines of a blank say of the call: title, deadline, contact, where the form begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from ami_cli.app.drafting.faces import Line
from ami_cli.app.drafting.kinds import plain
from ami_cli.forms.values.dates import parse_date

_LIMIT = re.compile(
    r"(?:date limite|au plus tard|avant le|jusqu'au|"
    r"retour(?:ner)? .{0,40}(?:avant|pour) le|cloture|a renvoyer|dernier delai|reportee? au|souhaitee? pour le)"
)
_DATE = re.compile(
    r"\b\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}\b|\b(?:1er|\d{1,2})\s+[^\W\d_]{3,9}\.?\s+\d{4}\b",
    re.I,
)
_TITLE = re.compile(
    r"^(?:annexe\b.{0,6})?\W*(?:\d\W+)?(?:formulaire|dossier|bulletin|fiche|"
    r"questionnaire|demande|candidature|inscription|acte de candidature)\b"
)
_GENERIC = re.compile(
    r"^(?:appel (?:a|aux?)\b.{0,40}|ami|aap|dossier de .{0,25}|"
    r"formulaire.{0,40}|annexe.*|demande|candidature|questionnaire)$"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def title_of(lines: Sequence[Line]) -> str:
    """Return the title of the call: the first short line that is not just the name of a genre."""
    short = [line.text.strip() for line in lines[:25] if 3 < len(line.text.strip()) < 120]
    return next(
        (text for text in short if not _GENERIC.match(plain(text))), short[0] if short else ""
    )


def deadline_of(lines: Sequence[Line], zone: str) -> datetime | None:
    """Return the last moment for sending, end of the day: the latest date that a line gives as a limit."""
    found: list[date] = []
    for line in lines:
        if _LIMIT.search(plain(line.text)):
            for match in _DATE.finditer(line.text.replace("\u00a0", " ")):
                parsed = parse_date(match.group())
                with suppress(ValueError):
                    found.append(date.fromisoformat(str(parsed[0])) if parsed else date.min)
    found = [day for day in found if day > date.min]
    if not found:
        return None
    return datetime.combine(max(found), time(23, 59, 59), ZoneInfo(zone))


def contact_of(lines: Sequence[Line]) -> str:
    """Return the first e-mail address printed."""
    return next((m.group() for line in lines if (m := _MAIL.search(line.text))), "")


def form_title(lines: Sequence[Line]) -> int | None:
    """Return the index of the last title of a form, or None: « Annexe — Formulaire de candidature »."""
    found = [n for n, line in enumerate(lines) if _names_a_form(line.text)]
    return found[-1] if found else None


def _names_a_form(text: str) -> bool:
    short = (
        len(text.strip()) < 90
        and not _LIMIT.search(plain(text))
        and not text.rstrip().endswith((":", ".", "?"))
    )
    return short and bool(_TITLE.match(plain(text)))
