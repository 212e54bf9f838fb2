"""Forms made by random edits of the blanks and by retyping: how many values come out right, which habits fail.

    python -m benchmarks robustness [--count 300] [--seed 1] [--format docx] [--worst 20] [--keep FOLDER]

Reports F1, values wrong with confidence, the reliability diagram, the expected calibration error,
and F1 by habit. Seeds below 1000 and 5000-5249 were looked at while the engine was written; report others.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from random import Random

from ami_cli.app.campaigns import load
from ami_cli.app.keys import campaign_key
from ami_cli.forms.assemble import assemble
from ami_cli.forms.understand import Received, understand
from ami_cli.model.candidature import Candidature
from ami_cli.model.dossier import Reading
from ami_cli.readers import read_path
from benchmarks.forge.forms import Return, fill
from benchmarks.forge.house import house
from benchmarks.forge.people import invent
from benchmarks.forge.retyped import retype
from benchmarks.measures import Tally, calibration_error, reliability

EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)


def make(seed: int, blanks: dict[str, Path]) -> Return:
    """Return one invented return: of five, three fill the blank, one is retyped, one is the house's own."""
    random = Random(seed)
    applicant = invent(random)
    if seed % 5 == 3:
        return retype(applicant, random)
    if seed % 5 == 4:
        return house(applicant, random)
    version = random.choice(sorted(blanks))
    return fill(blanks[version], version, applicant, random)


def main(argv: list[str]) -> int:
    """Make, read, compare, report."""
    options = _options(argv)
    found = load("territoires-participatifs-2021")
    key = campaign_key(found.folder)
    blanks = {b.id: found.folder / b.files[0] for b in found.campaign.blanks}
    seeds = range(options.seed, options.seed + options.count)
    made = {seed: make(seed, blanks) for seed in seeds}
    result = Result()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(options.keep or place)
        for seed, path in written(made, folder, options.format).items():
            seen = understand([Received(path.name, read_path(path))], key)
            reading = Reading(dossier=str(seed), campaign="", digest="", found=seen.found)
            result.add(seed, made[seed], assemble(reading, (), found.campaign))
    _report(result, options)
    return 0


def written(made: dict[int, Return], folder: Path, to: str) -> dict[int, Path]:
    """Write the returns as .docx, converted by LibreOffice in one start when another format is asked for."""
    paths = {seed: folder / f"{seed}.docx" for seed in made}
    for seed, path in paths.items():
        made[seed].document.save(str(path))
    if to == "docx":
        return paths
    office = shutil.which("soffice")
    if office is None:
        sys.exit("LibreOffice (soffice) est nécessaire pour mesurer un autre format que .docx.")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            office,
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--convert-to",
            to,
        ]
        command += ["--outdir", str(folder), *(str(path) for path in paths.values())]
        subprocess.run(command, check=True, capture_output=True)
    return {seed: path.with_suffix(f".{to}") for seed, path in paths.items()}


class Result:
    """What became of every value: all together, by habit, and each miss."""

    def __init__(self) -> None:
        self.total = Tally()
        self.by_habit: dict[str, Tally] = defaultdict(Tally)
        self.misses: list[str] = []

    def add(self, seed: int, made: Return, candidature: Candidature) -> None:
        """Count one return."""
        for path, truth in made.truth.items():
            answer = candidature[path]
            cell = {"value": answer.value, "confidence": answer.confidence}
            accepted = made.accepted.get(path, [])
            outcome = self.total.count(path, truth, accepted, cell)
            for habit in made.habits:
                self.by_habit[habit].count(path, truth, accepted, cell)
            if outcome in ("wrong", "missed", "invented"):
                how = answer.evidence[0].method if answer.evidence else ""
                self.misses.append(
                    f"  {seed} {path} {outcome} : {answer.value!s:.60} ({answer.confidence:.2f}, {how}) "
                    f"/ {truth!s:.60} {made.habits}"
                )


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks robustness")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("--format", choices=("docx", "doc", "odt", "rtf", "pdf"), default="docx")
    parser.add_argument("--keep", default="", help="folder that keeps the files made")
    return parser.parse_args(argv)


def _report(result: Result, options: argparse.Namespace) -> None:
    total = result.total
    last = options.seed + options.count - 1
    print(f"{options.count} formulaires .{options.format}, graines {options.seed}–{last}")
    print(total.line())
    print(f"erreur d'étalonnage attendue {calibration_error(total.points):.4f}")
    print("\n".join(reliability(total.points, EDGES)))
    print("Habitudes, de la moins bien lue à la mieux lue :")
    for habit, tally in sorted(result.by_habit.items(), key=lambda item: item[1].f1):
        print(f"  {habit:32s} {tally.line()}")
    print("\n".join(result.misses[: options.worst]))
