"""Thousands of damaged files per format: no crash, no hang, no hoard, or the seed that shows it.

    python -m benchmarks mutations [FILE …] [--format doc …] [--count 20000] [--seed 1]

Damages the given files (else the project's small ones): bytes flipped, cut, repeated, zeroed; XML
elements dropped, repeated, nested, renamed, given absurd values; parts renamed and lost. A reading
must end in a document or in an error of the project. Prints, for each format, what came out, the
slowest reading and the most memory the process ever held, then every failure with its seed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from ami_cli.detect import media_type
from ami_cli.errors import FileProblem
from ami_cli.readers import Source, read
from benchmarks.speed import ROOT, _peak_mb

SLOW_S = 2.0
LARGEST = 60_000  # bytes of a file that is damaged by default
FORMATS = ("doc", "docx", "odt", "rtf", "html")


def main(argv: list[str]) -> int:
    """Damage, read, count; the exit code is 1 when anything failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks mutations")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--format", action="append", choices=FORMATS, dest="formats")
    parser.add_argument("--count", type=int, default=20_000, help="readings per format")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    failures: list[str] = []
    for name in options.formats or FORMATS:
        files = [p for p in options.files or _small() if p.suffix == f".{name}"]
        if not files:
            print(f"{name} : aucun fichier")
            continue
        failures += _measure(name, files, range(options.seed, options.seed + options.count))
    print("\n".join(failures[:50]))
    return 1 if failures else 0


def _measure(name: str, files: list[Path], seeds: range) -> list[str]:
    damage = _damage()
    whole = [(path, data := path.read_bytes(), media_type(data, path.name)) for path in files]
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    slowest = (0.0, 0)
    for seed in seeds:
        path, data, kind = whole[seed % len(whole)]
        damaged = _damaged(data, Random(seed), damage)
        started = time.perf_counter()
        outcome = _read(damaged, path.name, kind)
        seconds = time.perf_counter() - started
        outcomes[outcome] += 1
        slowest = max(slowest, (seconds, seed))
        if seconds > SLOW_S or outcome.startswith("!"):
            failures.append(f"  {path.name} graine {seed} : {outcome}, {seconds:.2f} s")
    told = ", ".join(f"{kind} {count}" for kind, count in outcomes.most_common())
    print(
        f"{name} : {len(seeds)} fichiers abîmés, {told} ; le plus lent {slowest[0]:.2f} s "
        f"(graine {slowest[1]}), mémoire au plus {_peak_mb():.0f} Mo, échecs {len(failures)}",
        flush=True,
    )
    return failures


def _read(data: bytes, name: str, kind: str) -> str:
    try:
        read(Source(name, data, kind))
    except FileProblem as problem:
        return problem.kind
    except Exception as error:  # what the measure is for
        return f"! {type(error).__name__}: {error}"
    return "lu"


def _damaged(data: bytes, random: Random, damage: Any) -> bytes:
    if data.startswith(b"\xd0\xcf"):
        return _same_size(data, random)
    if data.startswith(b"PK") and random.random() > 0.15:
        changed: bytes = damage.mutated_package(data, random)
        return changed
    changed = damage.mutated_bytes(data, random)
    return changed


def _same_size(data: bytes, random: Random) -> bytes:
    """Damage a compound file without moving its sectors: moved ones are refused at the door."""
    if random.random() < 0.05:
        return data[: random.randrange(len(data))]
    out = bytearray(data)
    for _ in range(random.choice((1, 2, 8, 40))):
        size = random.choice((1, 2, 4, 64))
        at, other = (random.randrange(len(out) - size) for _ in range(2))
        match random.randrange(4):
            case 0:
                out[at] ^= 1 << random.randrange(8)
            case 1:
                out[at : at + size] = random.randbytes(size)
            case 2:
                out[at : at + size] = bytes([random.choice((0, 255))]) * size
            case _:
                out[at : at + size] = out[other : other + size]
    return bytes(out)


def _damage() -> Any:
    """The ways of damaging files are those of the tests."""
    sys.path.insert(0, str(ROOT / "tests/readers"))
    return import_module("mutations")


def _small() -> list[Path]:
    folders = (ROOT / "samples", ROOT / "tests/readers/data", ROOT / "schemas")
    found = [p for folder in folders for p in folder.rglob("*") if p.suffix[1:] in FORMATS]
    return sorted(p for p in found if p.stat().st_size <= LARGEST)
