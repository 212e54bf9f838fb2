"""Hands the judged candidatures over: workbook, record, table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from ami_cli.app.campaigns import Definition
from ami_cli.app.judge import Case
from ami_cli.errors import UsageError

Format = Literal["xlsx", "json", "csv", "html"]
FORMATS: tuple[Format, ...] = ("xlsx", "json", "csv", "html")
STDOUT = "-"


def records(found: Sequence[Case], definition: Definition) -> list[dict[str, Any]]:
    """Return the contract's record of each candidature."""
    from ami_cli.exports.record import record

    return [record(c.candidature, c.judgement, definition.campaign) for c in found]


def export(found: Sequence[Case], definition: Definition, kind: Format, out: str) -> None:
    """Write the candidatures to a path, or to standard output for ``-``.

    Raises:
        UsageError: a workbook cannot go to a terminal. MachineError: the file cannot be written.
    """
    campaign = definition.campaign
    if kind == "xlsx":
        if out == STDOUT:
            _to_stdout(found, definition)
            return
        from ami_cli.workbook.write import write_jury

        write_jury([(c.candidature, c.judgement) for c in found], campaign, Path(out))
        return
    from ami_cli.exports.report import write_html
    from ami_cli.exports.table import write_csv, write_json

    made = records(found, definition)
    if kind == "html":
        write_html(made, campaign, out)
    elif kind == "json":
        write_json(made, out)
    else:
        write_csv(made, campaign, out)


def format_of(name: str) -> Format:
    """Return the format of that name.

    Raises:
        UsageError: there is none.
    """
    found = next((form for form in FORMATS if form == name.lower()), None)
    if found is None:
        raise UsageError(f"Le format « {name} » n'existe pas : choisissez {', '.join(FORMATS)}.")
    return found


def default_path(kind: Format) -> str:
    """Return where an export goes when nobody says: a workbook to a file, data to the terminal."""
    return "jury.xlsx" if kind == "xlsx" else STDOUT


def _to_stdout(found: Sequence[Case], definition: Definition) -> None:
    import sys
    import tempfile

    from ami_cli.workbook.write import write_jury

    if sys.stdout.isatty():
        raise UsageError("Un classeur ne s'affiche pas : donnez un fichier avec -o jury.xlsx.")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "jury.xlsx"
        write_jury([(c.candidature, c.judgement) for c in found], definition.campaign, path)
        sys.stdout.buffer.write(path.read_bytes())
        sys.stdout.buffer.flush()
