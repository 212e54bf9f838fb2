"""``reception.csv``: the day each dossier arrived, as the reception desk wrote it down."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ami_cli.sources import dates
from ami_cli.sources.names import fold, stem

NAME = "reception.csv"
MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Reception:
    """Dates by folded dossier name; ``remarks`` are French sentences about unsure lines.

    ``written`` gives each folded name as the list has it.
    """

    dates: dict[str, datetime] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    written: dict[str, str] = field(default_factory=dict)

    def of(self, *names: str) -> datetime | None:
        """Return the date of the first name that the list knows, with or without extension."""
        return next((self.dates[k] for k in map(_key, names) if k in self.dates), None)

    def unused(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return a French sentence for each name of the list that is none of those given."""
        known = {_key(name) for name in names}
        return tuple(
            f"{NAME} : aucun dossier ne s'appelle « {self.written[key]} »."
            for key in self.dates
            if key not in known
        )


def load(folder: Path, zone: ZoneInfo = dates.PARIS) -> Reception:
    """Read ``reception.csv`` in a folder (any case of the name); empty when there is none."""
    try:
        path = next((p for p in sorted(folder.iterdir()) if p.name.casefold() == NAME), None)
        if path is None or not path.is_file():
            return Reception()
        if path.stat().st_size > MAX_BYTES:
            return Reception(remarks=(f"{NAME} est trop gros : il n'a pas été lu.",))
        return parse(path.read_bytes(), zone)
    except OSError as error:
        return Reception(remarks=(f"{NAME} n'a pas pu être ouvert ({error.strerror}).",))


def parse(data: bytes, zone: ZoneInfo = dates.PARIS) -> Reception:
    """Read the list: columns ``dossier``, ``recu_le``; comma, semicolon or tab; usual encodings."""
    text = _decode(data)
    head = text.split("\n", 1)[0]
    separator = max(";,\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return Reception(remarks=(f"{NAME} n'est pas un fichier CSV lisible.",))
    if not rows:
        return Reception()
    names = [fold(cell).replace(" ", "_") for cell in rows[0]]
    if "dossier" not in names or "recu_le" not in names:
        return Reception(
            remarks=(f"{NAME} : la première ligne doit nommer les colonnes dossier et recu_le.",)
        )
    return _rows(rows[1:], names.index("dossier"), names.index("recu_le"), zone)


def _rows(rows: list[list[str]], who: int, when: int, zone: ZoneInfo) -> Reception:
    known: dict[str, datetime] = {}
    remarks: list[str] = []
    clashing: set[str] = set()
    written: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        name = row[who].strip() if len(row) > who else ""
        text = row[when].strip() if len(row) > when else ""
        if not name or not text:
            continue
        date, key = dates.parse(text, zone), _key(name)
        written[key] = name
        if date is None:
            remarks.append(f"{NAME}, ligne {number} : date illisible (« {text} »).")
        elif known.setdefault(key, date) != date:
            clashing.add(key)
            remarks.append(f"{NAME}, ligne {number} : « {name} » a déjà une autre date.")
    # two dates for one dossier prove nothing: a person decides
    sure = {k: d for k, d in known.items() if k not in clashing}
    return Reception(sure, tuple(remarks), written)


def _key(name: str) -> str:
    return fold(stem(name))


def _decode(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
