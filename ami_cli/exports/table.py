"""Tables for other programs: the whole record in JSON, one row per candidature in CSV.

The CSV is what a French Excel opens with a double click: semicolons, decimal commas, UTF-8
with its mark.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ami_cli.model.campaign import Campaign
from ami_cli.output import write

Record = Mapping[str, Any]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PARTS = ("territoire", "binome", "signature", "delai", "global")


def write_json(records: Sequence[Record], out: str | Path) -> None:
    """Write the records as a JSON array sorted by dossier.

    ``out`` is a path, or ``-`` for standard output.

    Raises:
        UsageError, MachineError: the file cannot be written.
    """
    text = json.dumps(_sorted(records), ensure_ascii=False, indent=2)
    write(out, (text + "\n").encode("utf-8", "replace"))


def write_csv(records: Sequence[Record], campaign: Campaign, out: str | Path) -> None:
    """Write one row per candidature, fields in the order of the form.

    Several values share a cell separated by `` | ``; yes/no is ``oui``/``non``. Text that a
    spreadsheet would run as a formula is preceded by an apostrophe.

    Raises:
        UsageError, MachineError: the file cannot be written.
    """
    paths = [field.path for field in campaign.fields]
    stream = io.StringIO(newline="")
    table = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    table.writerow([*_leading(), *paths])
    for record in _sorted(records):
        table.writerow([safe(cell) for cell in _row(record, paths)])
    write(out, stream.getvalue().encode("utf-8-sig", "replace"))


def safe(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _sorted(records: Sequence[Record]) -> list[Record]:
    return sorted(records, key=lambda record: str(record["dossier"]))


def _leading() -> list[str]:
    parts = [f"verdict.{part}" for part in _PARTS]
    territory = ["territoire.code", "territoire.nature", "territoire.nom"]
    return ["dossier", *parts, *territory, "points_a_verifier", "fichiers_non_lus"]


def _row(record: Record, paths: Sequence[str]) -> list[str]:
    territory, fields = record["territory"], record["fields"]
    open_points = [f for f in record["findings"] if f["severity"] != "information"]
    return [
        record["dossier"],
        *(record["verdict"][part] for part in _PARTS),
        *(territory[key] or "" for key in ("code", "kind", "name")),
        str(len(open_points)),
        str(len(record["errors"])),
        *(_cell(fields[path]["value"]) if path in fields else "" for path in paths),
    ]


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "oui" if value else "non"
        case float():
            return f"{value:g}".replace(".", ",") if value % 1 else str(int(value))
        case list():
            return " | ".join(_cell(item) for item in value)
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
