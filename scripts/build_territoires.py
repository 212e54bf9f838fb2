"""Rebuild ``ami_cli/reference/data`` from the official reference data, without network.

    python scripts/build_territoires.py EXTRACT
    python scripts/build_territoires.py --npm OLD NEW EXTRACT

``EXTRACT`` is the folder of the CSV extract (``communes_2021.csv.gz``, ``communes_2026.csv.gz``,
``epci_2021.csv.gz``, ``epci_2025.csv.gz``, ``historique_hdf.csv.gz``,
``epci_noms_hdf_2019_2025.csv.gz``). ``OLD`` and ``NEW`` are unpacked folders of the npm package
``@etalab/decoupage-administratif`` (1.1.1 and 6.0.0): communes and EPCI are then read from their
``data/*.json`` and only the two history files from the extract.

The tables made by hand (``*.tsv``, not compressed) are not touched.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "ami_cli" / "reference" / "data"
FULL_REGION = "32"  # populations are shipped for this region only: 63 kB more for all of France
Row = dict[str, str]


def read_csv(path: Path) -> list[Row]:
    """Rows of one gzipped CSV file with a header."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def communes_of_npm(folder: Path) -> list[Row]:
    """The rows of ``communes_*.csv.gz``, from the JSON files of the npm package."""
    epci = json.loads((folder / "data" / "epci.json").read_text(encoding="utf-8"))
    members = {m["code"]: (e["code"], m) for e in epci for m in e["membres"]}
    kinds = {
        "commune-actuelle": "COM",
        "commune-deleguee": "COMD",
        "commune-associee": "COMA",
        "arrondissement-municipal": "ARM",
    }
    rows = []
    for c in json.loads((folder / "data" / "communes.json").read_text(encoding="utf-8")):
        siren, member = members.get(c["code"], ("", {}))
        current = c["type"] == "commune-actuelle"
        if c["code"] >= "975" and not c["code"].startswith("976"):
            continue  # overseas collectivities: no département, no commune of their own right
        # before 2.3.1 ``population`` is of a later census than the one in force
        population = c.get("population", "") if "siren" in c else member.get("populationMunicipale")
        rows.append(
            {
                "code": c["code"],
                "nom": c["nom"],
                "type": kinds[c["type"]],
                "dep": c.get("departement", ""),
                "reg": c.get("region", ""),
                "parent": c.get("chefLieu", "") or c.get("commune", ""),
                "siren": (c.get("siren") or member.get("siren", "")) if current else "",
                "epci": siren if current else "",
                "pop": str(population or ""),
                "cp": " ".join(c.get("codesPostaux", [])),
                "anciens_codes": " ".join(c.get("anciensCodes", [])),
            }
        )
    return rows


def epci_of_npm(folder: Path) -> list[Row]:
    """The rows of ``epci_*.csv.gz``, from the JSON file of the npm package."""
    kinds = {"METRO": "METRO", "MET69": "MET69", "CC": "CC", "CA": "CA", "CU": "CU"}
    epci = json.loads((folder / "data" / "epci.json").read_text(encoding="utf-8"))
    return [{"siren": e["code"], "nom": e["nom"], "type": kinds[e["type"]]} for e in epci]


def write(name: str, lines: Iterable[str]) -> None:
    """One gzipped text file, the same bytes at each run (no time stamp)."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write("\n".join(lines).encode("utf-8"))
    (DATA / name).write_bytes(buffer.getvalue())


def number(code: str, departement: str) -> int:
    """The part of a commune's code that follows its département (3 digits, 2 overseas)."""
    return int(code[len(departement) :])


def code_lines(communes: list[Row]) -> list[str]:
    """``dep reg gaps``: one character per commune, its number less the one before, plus 47."""
    lines: dict[str, str] = {}
    last: dict[str, int] = {}
    for c in communes:
        dep = c["dep"]
        gap = number(c["code"], dep) - last.get(dep, 0)
        last[dep] = number(c["code"], dep)
        lines[dep] = lines.get(dep, f"{dep} {c['reg']} ") + chr(47 + gap)
    return list(lines.values())


def regular_siren(code: str, departement: str) -> str:
    """The first eight digits of a commune's SIREN where the usual rule holds."""
    return "21" + departement[:2].replace("2A", "20").replace("2B", "20") + "0" + code[-3:]


def siren_lines(communes: list[Row]) -> list[str]:
    """Empty where the rule gives the SIREN, else its first eight digits (the key is computed)."""
    lines = []
    for c in communes:
        stem = c["siren"][:8]
        rule = regular_siren(c["code"], c["dep"])
        short = stem[4:] if stem[:4] == rule[:4] else stem
        lines.append("" if stem == rule else short or "-")
    return lines


def postal_lines(communes: list[Row]) -> list[str]:
    """Postal codes without the two digits they share with the département."""
    lines = []
    for c in communes:
        start = c["dep"][:2]
        codes = c["cp"].split()
        lines.append(" ".join(p[2:] if p[:2] == start else p for p in codes))
    return lines


def epci_column(communes: list[Row]) -> list[str]:
    """Two lines a département: its EPCI by frequency, then one character (48 + rank) a commune."""
    groups: dict[str, list[str]] = {}
    for c in communes:
        groups.setdefault(c["dep"], []).append(c["epci"] or "-")
    lines = []
    for members in groups.values():
        order = sorted(set(members), key=lambda s: (-members.count(s), s))
        rank = {siren: chr(48 + i) for i, siren in enumerate(order)}
        lines += [" ".join(order), "".join(rank[m] for m in members)]
    return lines


def successor(code: str, rows: list[Row]) -> str:
    """Where a commune of the old vintage went: its parent, or the commune that lists its code."""
    for r in rows:
        if r["code"] == code and r["type"] != "COM":
            return r["parent"]
    return next((r["code"] for r in rows if code in r["anciens_codes"].split()), "")


def changes(old: list[Row], new: list[Row], rows: list[Row]) -> list[str]:
    """What the new vintage changes: ``-`` gone, ``+`` created, ``=`` same code, other values."""
    before, after = {r["code"]: r for r in old}, {r["code"]: r for r in new}
    lines = [f"-\t{code}\t{successor(code, rows)}" for code in before if code not in after]
    fields = ("nom", "siren", "epci", "cp")
    for code, r in after.items():
        if code not in before:
            lines.append("\t".join(["+", code, *(r[f] for f in fields), r["dep"], r["reg"]]))
        elif any(r[f] != before[code][f] for f in fields):
            kept = ["" if r[f] == before[code][f] else r[f] for f in fields]
            lines.append("\t".join(["=", code, *kept]))
    return lines


def part_lines(old: list[Row], new: list[Row]) -> list[str]:
    """Delegated and associated communes: ``code parent kind years name``."""
    seen: dict[tuple[str, str, str, str], str] = {}
    for year, rows in (("1", old), ("6", new)):
        for r in rows:
            if r["type"] != "COM":
                key = (r["code"], r["parent"], r["type"][-1], r["nom"])
                seen[key] = seen.get(key, "") + year
    return [f"{c}\t{p}\t{k}{y}\t{n}" for (c, p, k, n), y in sorted(seen.items())]


def epci_lines(old: list[Row], new: list[Row]) -> list[str]:
    """``siren type name`` of 2021, then the type and name of 2025 where they differ."""
    before, after = {r["siren"]: r for r in old}, {r["siren"]: r for r in new}
    lines = []
    for siren in sorted({*before, *after}):
        a, b = before.get(siren), after.get(siren)
        first = [a["type"], a["nom"]] if a else ["", ""]
        second = [b["type"], b["nom"]] if b else ["-"]
        lines.append("\t".join([siren, *first, *([] if first == second else second)]))
    return lines


def history_lines(rows: list[Row]) -> list[str]:
    """Old names since 1943: old code, name, last day, link, reason, code of 2021."""
    return [
        "\t".join(
            [r["ancien_code"], r["ancien_nom"], r["fin"], r["lien"][0], r["raison"], r["code_2021"]]
        )
        for r in rows
    ]


def epci_name_lines(rows: list[Row]) -> list[str]:
    """Names EPCI have borne since 2019: ``siren type name from to successors``."""
    keys = ("siren", "type", "nom", "de", "a", "successeurs_2021")
    return ["\t".join(r[k] for k in keys) for r in rows]


def main() -> None:
    """Read the arguments, write the files, say what they weigh."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("extract", type=Path)
    parser.add_argument("--npm", nargs=2, type=Path, metavar=("OLD", "NEW"))
    args = parser.parse_args()
    folder: Path = args.extract
    if args.npm:
        rows21, rows26 = (communes_of_npm(p) for p in args.npm)
        epci21, epci25 = (epci_of_npm(p) for p in args.npm)
    else:
        rows21, rows26 = (read_csv(folder / f"communes_{y}.csv.gz") for y in (2021, 2026))
        epci21, epci25 = (read_csv(folder / f"epci_{y}.csv.gz") for y in (2021, 2025))
    old = sorted((r for r in rows21 if r["type"] == "COM"), key=lambda r: r["code"])
    new = sorted((r for r in rows26 if r["type"] == "COM"), key=lambda r: r["code"])
    write("noms_2021.txt.gz", (c["nom"] for c in old))
    write("codes_2021.txt.gz", code_lines(old))
    write("siren_2021.txt.gz", siren_lines(old))
    write("postal_2021.txt.gz", postal_lines(old))
    write("epci_communes_2021.txt.gz", epci_column(old))
    write("changements_2026.tsv.gz", changes(old, new, rows26))
    write("parties.tsv.gz", part_lines(rows21, rows26))
    write("epci.tsv.gz", epci_lines(epci21, epci25))
    for year, communes in (("2021", old), ("2026", new)):
        write(
            f"population_{year}.txt.gz",
            (f"{c['code']} {c['pop']}" for c in communes if c["reg"] == FULL_REGION),
        )
    write("historique.tsv.gz", history_lines(read_csv(folder / "historique_hdf.csv.gz")))
    names = read_csv(folder / "epci_noms_hdf_2019_2025.csv.gz")
    write("epci_noms.tsv.gz", epci_name_lines(names))
    sizes = {p.name: p.stat().st_size for p in sorted(DATA.iterdir()) if p.is_file()}
    told = [f"{size:>8}  {name}" for name, size in sizes.items()]
    sys.stdout.write("\n".join([*told, f"{sum(sizes.values()):>8}  total", ""]))


if __name__ == "__main__":
    main()
