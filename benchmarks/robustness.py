"""Forms made by random edits of the blanks and by retyping: how many values come out right, which habits fail.

    python -m benchmarks robustness [--count 300] [--seed 1] [--worst 20] [--keep FOLDER]

Reports F1, values wrong with confidence, the reliability diagram, the expected calibration error,
and F1 by habit. Seeds below 1000 were looked at while the engine was written; report others.
"""

from __future__ import annotations

import argparse
import io
import json
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any

from ami_cli.app.campaigns import load
from ami_cli.app.pipeline import campaign_key
from ami_cli.forms.assemble import assemble
from ami_cli.forms.understand import Received, understand
from ami_cli.model.dossier import Reading
from ami_cli.readers import Source, read
from benchmarks.forge.forms import Return, fill, retype
from benchmarks.forge.people import invent
from benchmarks.measures import Tally, calibration_error, reliability

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EDGES = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)


def make(seed: int, blanks: dict[str, Path]) -> Return:
    """Return one invented return: two in three fill the blank, one is retyped."""
    random = Random(seed)  # noqa: S311 - invented data, not a secret
    applicant = invent(random)
    if seed % 3 == 2:
        return retype(applicant, random)
    version = random.choice(sorted(blanks))
    return fill(blanks[version], version, applicant, random)


def to_bytes(made: Return) -> bytes:
    """Return the document as a .docx file."""
    buffer = io.BytesIO()
    made.document.save(buffer)
    return buffer.getvalue()


def main(argv: list[str]) -> int:
    """Make, read, compare, report."""
    options = _options(argv)
    found = load("territoires-participatifs-2021")
    key = campaign_key(found.folder)
    blanks = {b.id: found.folder / b.files[0] for b in found.campaign.blanks}
    total, by_habit, misses = Tally(), defaultdict(Tally), []
    for seed in range(options.seed, options.seed + options.count):
        made = make(seed, blanks)
        data = to_bytes(made)
        if options.keep:
            Path(options.keep, f"{seed}.docx").write_bytes(data)
        document = read(Source(f"{seed}.docx", data, DOCX))
        seen = understand([Received(f"{seed}.docx", document)], key)
        reading = Reading(dossier=str(seed), campaign="", digest="", found=seen.found)
        answers = assemble(reading, (), found.campaign).answers
        for path, truth in made.truth.items():
            cell = {"value": answers[path].value, "confidence": answers[path].confidence}
            accepted = made.accepted.get(path, [])
            outcome = total.count(path, truth, accepted, cell)
            for habit in made.habits:
                by_habit[habit].count(path, truth, accepted, cell)
            if outcome in ("wrong", "missed", "invented"):
                misses.append((seed, path, outcome, truth, answers[path], made.habits))
    _report(total, dict(by_habit), misses, options)
    return 0


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks robustness")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=20)
    parser.add_argument("--keep", default="")
    return parser.parse_args(argv)


def _report(
    total: Tally,
    by_habit: dict[str, Tally],
    misses: list[tuple[Any, ...]],
    options: argparse.Namespace,
) -> None:
    print(f"{options.count} formulaires, graines {options.seed}–{options.seed + options.count - 1}")
    print(total.line())
    print(f"erreur d'étalonnage attendue {calibration_error(total.points):.4f}")
    print("\n".join(reliability(total.points, EDGES)))
    print("Habitudes, de la moins bien lue à la mieux lue :")
    for habit, tally in sorted(by_habit.items(), key=lambda item: item[1].f1):
        print(f"  {habit:32s} {tally.line()}")
    for seed, path, outcome, truth, answer, habits in misses[: options.worst]:
        method = answer.evidence[0].method if answer.evidence else ""
        said = json.dumps(str(answer.value), ensure_ascii=False)[:70]
        print(
            f"  {seed} {path} {outcome} | {str(truth)[:60]!r} | {said} {answer.confidence:.2f} {method} | {habits}"
        )
