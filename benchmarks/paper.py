"""Forms printed, then scanned, faxed or photographed: what each way of sending paper costs.

    python -m benchmarks paper [--count 6] [--seed 7000] [--way NAME …] [--all] [--keep FOLDER] [--worst 5]

Forms are made as for ``robustness``, printed by LibreOffice, degraded (``forge/degrade.py``) and read through the
whole program. The printed PDF itself is read too: what it loses is not the paper's fault. Each way is tried on one
form in turn; with ``--all``, on every form.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pypdfium2

from ami_cli.app.campaigns import load
from ami_cli.readers.scan.pixels import Pixels
from benchmarks.accuracy import read_folder
from benchmarks.forge.degrade import DPI, WAYS
from benchmarks.forge.forms import Return
from benchmarks.forge.pens import restyled
from benchmarks.measures import Tally
from benchmarks.robustness import make, written

PRINTED = "printed PDF"
BAD = ("wrong", "missed", "invented")


def main(argv: list[str]) -> int:
    """Make, print, degrade, read, compare, report."""
    options = _options(argv)
    found = load("territoires-participatifs-2021")
    blanks = {b.id: found.folder / b.files[0] for b in found.campaign.blanks}
    seeds = range(options.seed, options.seed + options.count)
    made = {seed: make(seed, blanks) for seed in seeds}
    for seed, one in made.items():
        restyled(one.document, list(blanks.values()), Random(seed))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(options.keep or place)
        (folder / "sources").mkdir(parents=True, exist_ok=True)
        files = written(made, folder / "sources", "pdf")
        pdfs = {seed: path.read_bytes() for seed, path in files.items()}
        for seed, data in pdfs.items():
            _send(folder / PRINTED / str(seed), [("form.pdf", data)])
        base = Way(PRINTED, made, read_folder(folder / PRINTED, options.jobs), {})
        print("\n".join(base.lines(options.worst)), flush=True)
        for place_in_list, name in enumerate(options.way or WAYS):
            for seed in _seeds(options, place_in_list):
                sent = WAYS[name](printed(pdfs[seed]), Random(f"{seed} {name}"))
                _send(folder / name / str(seed), sent)
            started = time.perf_counter()
            way = Way(name, made, read_folder(folder / name, options.jobs), base.outcomes)
            print(
                "\n".join(way.lines(options.worst)),
                f"{time.perf_counter() - started:.0f} s",
                flush=True,
            )
    return 0


def _seeds(options: argparse.Namespace, place: int) -> list[int]:
    """The forms that a way is tried on: all, or one in turn."""
    seeds = list(range(options.seed, options.seed + options.count))
    return seeds if options.all else [seeds[place % options.count]]


def printed(pdf: bytes) -> list[Pixels]:
    """The pages of a PDF as colour pictures."""
    document = pypdfium2.PdfDocument(pdf)
    return [
        np.array(page.render(scale=DPI / 72).to_pil().convert("RGB"), dtype=np.uint8)
        for page in document
    ]


def _send(folder: Path, files: Sequence[tuple[str, bytes]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files:
        (folder / name).write_bytes(data)


class Way:
    """What one way of sending paper gave: a tally, each outcome, what the printed form had not missed."""

    def __init__(
        self,
        name: str,
        made: dict[int, Return],
        records: list[dict[str, Any]],
        before: dict[tuple[str, str], str],
    ) -> None:
        self.name = name
        self.tally = Tally()
        self.outcomes: dict[tuple[str, str], str] = {}
        self.misses: list[tuple[float, str]] = []
        for record in records:
            one = made[int(record["dossier"])]
            for path, truth in one.truth.items():
                cell = record["fields"].get(path) or {}
                outcome = self.tally.count(path, truth, one.accepted.get(path, []), cell)
                self.outcomes[record["dossier"], path] = outcome
                if outcome in BAD and before.get((record["dossier"], path)) not in BAD:
                    sure = cell.get("confidence", 0)
                    said = f"{cell.get('value')!s:.50} ({sure:.2f}) / {truth!s:.50}"
                    self.misses.append((sure, f"     {record['dossier']} {path} {outcome} {said}"))

    def lines(self, worst: int) -> list[str]:
        """The tally, then the surest of the misses."""
        first = sorted(self.misses, reverse=True)[:worst]
        return [f"{self.name:28s} {self.tally.line()}", *(line for _, line in first)]


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks paper")
    parser.add_argument("--count", type=int, default=6)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int, default=7000)
    parser.add_argument("--way", nargs="*", choices=list(WAYS))
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--worst", type=int, default=5)
    parser.add_argument("--keep", default="", help="folder that keeps the files made")
    return parser.parse_args(argv)
