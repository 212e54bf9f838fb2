"""How right are the values and verdicts of a folder of dossiers whose answers are known?

    python -m benchmarks accuracy TRUTH.jsonl FOLDER [--jobs 2] [--worst 30] [--json]

TRUTH holds one object per dossier: ``case``, ``path``, ``fields`` (path → value, null for nothing), ``verdict``
(five parts), and if need be ``alt`` (other right values), ``territory_code``, ``traits`` (``fmt:…``). A ``.json``
file may hold them as one array. The measures are those of ``benchmarks/measures.py``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from ami_cli.app.campaigns import load
from ami_cli.app.export import records
from ami_cli.app.ingest import Options, ingest, plan
from ami_cli.app.judge import cases
from ami_cli.store import open_store
from benchmarks.measures import VERDICTS, Tally, calibration_error, folded, reliability

EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)


def main(argv: list[str]) -> int:
    """Read the folder into a store of its own, compare, report."""
    options = _options(argv)
    truths = read_truth(Path(options.truth))
    started = time.perf_counter()
    found = read_folder(Path(options.folder), options.jobs)
    seconds = time.perf_counter() - started
    report = compare(truths, found)
    if options.json:
        json.dump(report.plain(), sys.stdout, ensure_ascii=False, indent=1)
        return 0
    print(f"{len(truths)} dossiers attendus, {len(found)} lus en {seconds:.1f} s")
    print("\n".join(report.lines(options.worst)))
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks accuracy")
    parser.add_argument("truth")
    parser.add_argument("folder")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--worst", type=int, default=30)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def read_truth(path: Path) -> list[dict[str, Any]]:
    """Return the known answers of a .jsonl file, or of a .json array."""
    text = path.read_text("utf-8")
    if path.suffix == ".json":
        array: list[dict[str, Any]] = json.loads(text)
        return array
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def read_folder(folder: Path, jobs: int) -> list[dict[str, Any]]:
    """Ingest a folder into a throw-away store and return its records."""
    definition = load("territoires-participatifs-2021")
    with tempfile.TemporaryDirectory() as place:
        store = open_store(str(Path(place) / "ami.sqlite"), create=True)
        try:
            options = Options(jobs=jobs)
            made = plan([folder], store, definition, options)
            for _ in ingest(made, store, definition, options, lambda done, of: None):
                pass
            found = records(cases(store, definition), definition)
        finally:
            store.close()
    plain: list[dict[str, Any]] = json.loads(json.dumps(found, default=str))
    return plain


class Report:
    """What the comparison found: tallies by field and format, verdicts, the misses."""

    def __init__(self) -> None:
        self.total = Tally()
        self.fields: dict[str, Tally] = defaultdict(Tally)
        self.formats: dict[str, Tally] = defaultdict(Tally)
        self.verdicts: dict[str, list[bool]] = defaultdict(list)
        self.lost: list[str] = []
        self.misses: list[str] = []

    def plain(self) -> dict[str, Any]:
        """Return the main figures for a program."""
        return {
            "f1": self.total.f1,
            "silent_wrong": self.total.silent_rate,
            "calibration_error": calibration_error(self.total.points),
            "verdicts": {part: sum(v) / len(v) for part, v in self.verdicts.items()},
            "lost": self.lost,
        }

    def lines(self, worst: int) -> list[str]:
        """Return the report as lines of text."""
        verdicts = ((p, f"{sum(v)}/{len(v)}") for p, v in self.verdicts.items())
        return [
            f"perdus : {self.lost or 'aucun'}",
            self.total.line(),
            f"erreur d'étalonnage attendue {calibration_error(self.total.points):.4f}",
            *reliability(self.total.points, EDGES),
            *(f"  {name:24s} {tally.line()}" for name, tally in sorted(self.formats.items())),
            *(f"  {n:28s} {t.line()}" for n, t in sorted(self.fields.items()) if t.f1 < 1),
            "verdicts : " + ", ".join(f"{part} {share}" for part, share in verdicts),
            *self.misses[:worst],
        ]


def compare(truths: list[dict[str, Any]], found: list[dict[str, Any]]) -> Report:
    """Compare records with what is known of them; a dossier without a record counts as lost."""
    report = Report()
    by_name = {folded(record["dossier"]): record for record in found}
    for truth in truths:
        name = truth["path"].rstrip("/")
        record = by_name.get(folded(name)) or by_name.get(folded(Path(name).stem))
        if record is None:
            report.lost.append(truth["case"])
            record = {"fields": {}, "verdict": {}, "territory": {}}
        _fields(report, truth, record)
        for part in VERDICTS:
            good = record["verdict"].get(part) == truth["verdict"][part]
            report.verdicts[part].append(good)
            if not good:
                said = record["verdict"].get(part)
                report.misses.append(
                    f"  {truth['case']} {part} : {said} au lieu de {truth['verdict'][part]}"
                )
        if truth.get("territory_code"):
            code = (record.get("territory") or {}).get("code")
            report.verdicts["code"].append(str(code) == str(truth["territory_code"]))
    return report


def _fields(report: Report, truth: dict[str, Any], record: dict[str, Any]) -> None:
    form = next((t for t in truth.get("traits", []) if t.startswith("fmt:")), "fmt:?")
    for path, value in truth["fields"].items():
        cell = record["fields"].get(path) or {}
        accepted = (truth.get("alt") or {}).get(path, [])
        for tally in (report.fields[path], report.formats[form]):
            tally.count(path, value, accepted, cell)
        outcome = report.total.count(path, value, accepted, cell)
        if outcome in ("wrong", "missed", "invented"):
            given = f"{cell.get('value')!s:.60} ({cell.get('confidence', 0):.2f})"
            report.misses.append(f"  {truth['case']} {path} {outcome} : {given} / {value!s:.60}")
