"""Writes to each incomplete candidate what is missing and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ami_cli.app.campaigns import Definition
from ami_cli.app.judge import Case
from ami_cli.errors import UsageError


def write_requests(
    found: Sequence[Case], definition: Definition, folder: Path, until: str, today: date
) -> tuple[list[Path], date]:
    """Write one letter (.docx) and one mail draft (.eml) per incomplete dossier.

    ``until`` is a day (AAAA-MM-JJ); empty for two weeks from ``today``. Returns the paths and the day.

    Raises:
        UsageError: the day is no day, or is past. MachineError: a letter cannot be written.
    """
    from ami_cli.exports.letters import reply_date, requests
    from ami_cli.exports.mailing import write_requests as write

    day = _day(until, today) if until else reply_date(today)
    pairs = [(case.candidature, case.judgement) for case in found]
    return write(requests(pairs, definition.campaign, today, day), folder), day


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"« {text} » n'est pas une date : écrivez AAAA-MM-JJ.") from error
    if day < today:
        raise UsageError(f"Le {day:%d/%m/%Y} est passé : donnez une date à venir.")
    return day
