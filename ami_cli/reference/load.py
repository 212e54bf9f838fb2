"""The data files, decoded column by column, each one the first time it is needed.

Communes are numbered by their place in the list of 2021 (code order, by département); every column
follows that order. ``scripts/build_territoires.py`` writes the files and documents their shape.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

_TWO, _THREE = [f"{n:02}" for n in range(100)], [f"{n:03}" for n in range(1000)]
_GAPS = bytes((b - 47) % 256 for b in range(256))
_DATA = Path(__file__).parent / "data"


class Departement(NamedTuple):
    """One département and its region, codes and names."""

    code: str
    name: str
    region: str
    region_name: str
    of: str  # « du Nord », « de l'Aisne »


class Change(NamedTuple):
    """What the vintage 2026 says of one code; an empty value is the one of 2021."""

    kind: str  # "-" gone · "+" created · "=" same code
    code: str
    name: str = ""  # for "-": the code of the successor
    siren: str = ""
    epci: str = ""
    postal: str = ""
    departement: str = ""
    region: str = ""


class Former(NamedTuple):
    """A name borne since 1943 by what is, in 2021, the commune ``today``."""

    code: str
    name: str
    until: str  # ISO date
    link: str  # "r" renamed, "a" merged into
    reason: str
    today: str


class EpciRow(NamedTuple):
    """One EPCI of 2021 and 2025; empty where it does not exist."""

    siren: str
    kind: str
    name: str
    kind_2025: str
    name_2025: str


class EpciName(NamedTuple):
    """A name an EPCI of Hauts-de-France has borne."""

    siren: str  # empty when it is not known
    kind: str
    name: str
    last: str  # year
    successors: tuple[str, ...]  # empty when the same EPCI still exists


def _lines(name: str) -> list[str]:
    data = (_DATA / name).read_bytes()
    if name.endswith(".gz"):
        data = gzip.decompress(data)
    return data.decode("utf-8").rstrip("\n").split("\n")


@cache
def names_text() -> str:
    """The official names of 2021, one a line."""
    return gzip.decompress((_DATA / "noms_2021.txt.gz").read_bytes()).decode("utf-8")


@cache
def names() -> tuple[str, ...]:
    """The official names of 2021."""
    return tuple(names_text().split("\n"))


class _Numbers(NamedTuple):
    """The communes of one département: the first row, and their numbers as bytes of gaps."""

    departement: str
    first: int
    gaps: bytes


@cache
def _numbers() -> tuple[_Numbers, ...]:
    found, first = [], 0
    for line in _lines("codes_2021.txt.gz"):
        departement, _, gaps = line.split(" ", 2)
        found.append(_Numbers(departement, first, gaps.encode("ascii").translate(_GAPS)))
        first += len(gaps)
    return tuple(found)


@cache
def _codes_of(block: int) -> list[str]:
    departement, _, gaps = _numbers()[block]
    digits = _TWO if len(departement) == 3 else _THREE
    return list(map(departement.__add__, map(digits.__getitem__, accumulate(gaps))))


@cache
def _first_rows() -> tuple[list[int], dict[str, int]]:
    blocks = _numbers()
    return [b.first for b in blocks], {b.departement: at for at, b in enumerate(blocks)}


def code_at(row: int) -> str:
    """The code of the commune of one row of 2021; only its département is decoded."""
    block = bisect_right(_first_rows()[0], row) - 1
    return _codes_of(block)[row - _numbers()[block].first]


def row_of(code: str) -> int | None:
    """The row of a code of 2021, ``None`` when it has none."""
    blocks = _first_rows()[1]
    block = blocks.get(code[:2], blocks.get(code[:3]))
    if block is None:
        return None
    known = _codes_of(block)
    at = bisect_left(known, code)
    return _numbers()[block].first + at if at < len(known) and known[at] == code else None


@cache
def codes() -> tuple[str, ...]:
    """The codes of 2021."""
    return tuple(code for block in range(len(_numbers())) for code in _codes_of(block))


@cache
def departements() -> dict[str, Departement]:
    """Every département by its code."""
    rows = (Departement(*line.split("\t")) for line in _lines("departements.tsv"))
    return {row.code: row for row in rows}


@cache
def postal_lines() -> tuple[str, ...]:
    """The postal codes of each commune of 2021, with the two digits of the département left out."""
    lines = _lines("postal_2021.txt.gz")
    return (*lines, *[""] * (len(codes()) - len(lines)))


def postal_codes(code: str, line: str) -> list[str]:
    """The whole postal codes of one line of ``postal_lines``."""
    return [code[:2] + p if len(p) == 3 else p for p in line.split(" ") if p]


@cache
def _epci_lines() -> list[str]:
    return _lines("epci_communes_2021.txt.gz")


@cache
def epci_codes() -> tuple[str, ...]:
    """The EPCI of each commune of 2021, empty when it has none."""
    lines = _epci_lines()
    found: list[str] = []
    for header, members in zip(lines[::2], lines[1::2], strict=True):
        order = ["" if s == "-" else s for s in header.split(" ")]
        found += [order[ord(c) - 48] for c in members]
    return tuple(found)


def members_of(siren: str) -> list[str]:
    """The codes of the communes of one EPCI of 2021; only its départements are decoded."""
    found: list[str] = []
    first = 0
    lines = _epci_lines()
    for header, members in zip(lines[::2], lines[1::2], strict=True):
        if siren in header:
            rank = chr(48 + header.split(" ").index(siren))
            rows = [row for row, c in enumerate(members, first) if c == rank]
            found += map(code_at, rows)
        first += len(members)
    return found


@cache
def siren_stems() -> tuple[str, ...]:
    """The first eight digits of the SIREN of each commune of 2021, empty for four islands."""
    lines = _lines("siren_2021.txt.gz")
    lines += [""] * (len(codes()) - len(lines))
    found = []
    for code, short in zip(codes(), lines, strict=True):
        start = "21" + ("20" if code[1] in "AB" else code[:2])
        if not short:
            found.append(f"{start}0{code[-3:]}")
        else:
            found.append("" if short == "-" else start + short if len(short) == 4 else short)
    return tuple(found)


def luhn_key(stem: str) -> str:
    """The ninth digit of a SIREN, from its first eight."""
    total = 0
    for i, digit in enumerate(reversed(stem)):
        doubled = int(digit) * (2 - i % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


@cache
def changes() -> tuple[Change, ...]:
    """The vintage 2026, as differences."""
    return tuple(Change(*line.split("\t")) for line in _lines("changements_2026.tsv.gz"))


@cache
def parts() -> tuple[tuple[str, str, str, str], ...]:
    """Delegated and associated communes of both vintages, municipal arrondissements.

    ``(code, parent, kind, name)``: kind is D, A or M, then « 1 » in 2021, « 6 » in 2026, « 16 » in
    both. Plain tuples: they are 2,955, decoded at the first look-up.
    """
    rows = (line.split("\t") for line in _lines("parties.tsv.gz"))
    return tuple((code, parent, kind, name) for code, parent, kind, name in rows)


@cache
def formers() -> tuple[Former, ...]:
    """Names since 1943, known for Hauts-de-France only."""
    return tuple(Former(*line.split("\t")) for line in _lines("historique.tsv.gz"))


@cache
def populations(vintage: str) -> dict[str, int]:
    """Municipal population by code, known for Hauts-de-France only."""
    rows = (line.split(" ") for line in _lines(f"population_{vintage}.txt.gz"))
    return {code: int(population) for code, population in rows if population}


@cache
def epcis() -> tuple[EpciRow, ...]:
    """The EPCI with own taxation of 2021 and 2025."""
    found = []
    for line in _lines("epci.tsv.gz"):
        siren, kind, name, *later = line.split("\t")
        second = [kind, name] if not later else ["", ""] if later == ["-"] else later
        found.append(EpciRow(siren, kind, name, *second))
    return tuple(found)


@cache
def epci_names() -> tuple[EpciName, ...]:
    """Names of EPCI of Hauts-de-France since 2019, and of those gone before."""
    found = []
    for name in ("epci_noms.tsv.gz", "epci_anciens.tsv"):
        for line in _lines(name):
            if line and not line.startswith("#"):
                siren, kind, label, *_, last, successors = line.split("\t")
                found.append(EpciName(siren, kind, label, last, tuple(successors.split())))
    return tuple(found)


@cache
def everyday_names() -> tuple[tuple[str, str], ...]:
    """``(name, code)`` of communes of Hauts-de-France that people call otherwise."""
    rows = (line.split("\t") for line in _lines("usages_communes.tsv") if line[0] != "#")
    return tuple((row[0], row[1]) for row in rows)


@cache
def acronyms() -> tuple[tuple[str, str], ...]:
    """``(siren, acronym or everyday name)`` for EPCI of Hauts-de-France."""
    rows = (line.split("\t") for line in _lines("sigles_epci.tsv"))
    return tuple((row[0], row[1]) for row in rows)


@cache
def telling_words() -> dict[str, tuple[str, ...]]:
    """Category → words that tell what a name is, folded (``mots.tsv``)."""
    rows = (line.split("\t") for line in _lines("mots.tsv") if not line.startswith("#"))
    return {row[0]: tuple(row[1].split()) for row in rows}
