"""Accuracy and speed of the territory resolver on a file of names with their right answers.

    python -m benchmarks territoires [GOLD.jsonl] [-v]

Each line: ``{"id", "as_written", "context", "expect": {"verdict", "code"}}``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

DATA = Path(__file__).resolve().parent.parent / "ami_cli" / "reference" / "data"
_FIRST = {  # what the first name of a process may be: each kind needs other tables
    "exact commune": "Vimy",
    "EPCI": "Communauté de communes du Pays de Lumbres",
    "misspelt": "Hernicoiirt",
    "acronym": "CABBALR",
    "former name": "Mairie de Lomme",
    "in no list": "Xyzzyville",
}
_COLD = """
from time import perf_counter, process_time
a = perf_counter()
from ami_cli.reference.territoires import resolve
b, c = perf_counter(), process_time()
resolve({name!r})
print((b - a) * 1000, (perf_counter() - b) * 1000, (process_time() - c) * 1000)
"""


def cold(name: str, times: int = 5) -> tuple[float, float, float]:
    """Median ms of import, first look-up, processor time of it, each in a fresh process."""
    runs = []
    for _ in range(times):
        code = _COLD.format(name=name)
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        runs.append([float(x) for x in done.stdout.split()])
    return median(r[0] for r in runs), median(r[1] for r in runs), median(r[2] for r in runs)


def main(argv: list[str]) -> int:
    """Print the measures; return 0."""
    from ami_cli.reference.territoires import Clues, resolve

    verbose = "-v" in argv
    paths = [a for a in argv if not a.startswith("-")]
    size = sum(p.stat().st_size for p in DATA.iterdir() if p.is_file())
    print(f"data shipped: {size} bytes")
    for kind, name in _FIRST.items():
        imported, first, cpu = cold(name)
        print(
            f"{kind}: import {imported:.0f} ms, first look-up {first:.0f} ms (cpu {cpu:.0f}), {name}"
        )
    if not paths:
        return 0
    cases = [json.loads(line) for line in Path(paths[0]).read_text("utf-8").splitlines() if line]
    right = false_eligible = wrong_refusal = 0
    for case in cases:
        expect = case["expect"]
        got = resolve(case["as_written"], Clues(**case["context"]))
        same = (got.verdict, got.code) == (expect["verdict"], expect["code"])
        right += same
        unfair = got.verdict == "eligible" and not same
        refused = got.verdict == "not_eligible" != expect["verdict"] != "unknown"
        false_eligible += unfair
        wrong_refusal += refused
        if verbose and not same:
            print(case["id"], repr(case["as_written"]), case["context"], case.get("tags"))
            print("   expected", expect["verdict"], expect["code"], "got", got.verdict, got.code)
    print(f"verdict and code exact: {right}/{len(cases)} = {right / len(cases):.1%}")
    print(f"false eligible: {false_eligible}; wrong not_eligible: {wrong_refusal}")
    times = []
    cpu = time.process_time()
    for case in cases * 3:
        clues = Clues(**case["context"])
        start = time.perf_counter()
        resolve(case["as_written"], clues)
        times.append((time.perf_counter() - start) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / len(times)
    print(f"mean processor time {cpu:.3f} ms")
    print(f"median {median(times):.3f} ms, p95 {quantiles(times, n=20)[-1]:.2f} ms")
    return 0
