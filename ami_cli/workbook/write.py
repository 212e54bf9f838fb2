"""Writes the jury workbook: same candidatures, same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from ami_cli.model.campaign import Campaign
from ami_cli.output import without_clock, write
from ami_cli.workbook.dossier import write_dossier
from ami_cli.workbook.guide import write_guide
from ami_cli.workbook.layout import OVERVIEW, POINTS, RANKING, README, SCORING, Pair, entries
from ami_cli.workbook.overview import write_overview
from ami_cli.workbook.points import write_points
from ami_cli.workbook.ranking import write_ranking
from ami_cli.workbook.scoring import write_scoring
from ami_cli.workbook.styles import FONT

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def write_jury(cases: Sequence[Pair], campaign: Campaign, path: str | Path) -> None:
    """Write the workbook of a call to ``path``, or to standard output for ``-``.

    Raises:
        UsageError, MachineError: the file cannot be written, or is open elsewhere.
    """
    write(path, jury_bytes(cases, campaign))


def jury_bytes(cases: Sequence[Pair], campaign: Campaign) -> bytes:
    """Return the workbook; the order of the candidatures given does not matter."""
    shown = entries(cases, campaign)
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    # the unit of column widths is a digit of the normal style
    normal = book._named_styles["Normal"]  # type: ignore[attr-defined]  # missing in the stubs
    normal.font = Font(name=FONT, size=10)
    write_overview(book.create_sheet(OVERVIEW), shown, campaign)
    if campaign.jury.criteria:
        write_scoring(book.create_sheet(SCORING), shown, campaign)
        write_ranking(book.create_sheet(RANKING), shown, campaign)
    write_points(book.create_sheet(POINTS), shown, campaign)
    write_guide(book.create_sheet(README), campaign)
    for entry in shown:
        write_dossier(book.create_sheet(entry.sheet), entry, campaign)
    book.properties.title = campaign.title
    book.properties.creator = campaign.organiser
    book.properties.language = "fr-FR"
    book.properties.created = _stamp(campaign)
    book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    book.save(stream)
    return without_clock(_dated(stream.getvalue(), _stamp(campaign)))


def _stamp(campaign: Campaign) -> datetime:
    """The closing of the call: a date of its own that does not change from one run to the next."""
    return campaign.deadline.replace(tzinfo=None, microsecond=0)


def _dated(package: bytes, stamp: datetime) -> bytes:
    """Return the workbook modified on a date of ours: the library writes the machine's."""
    said = f"{stamp:%Y-%m-%dT%H:%M:%SZ}".encode()
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(stream, "w") as made,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + said, content)
            made.writestr(name, content)
    return stream.getvalue()
