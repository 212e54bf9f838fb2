"""What worker processes cost and bring: the same dossiers read here, by one worker, by two.

    python -m benchmarks isolation FOLDER [TIMES]

FOLDER holds dossiers; each is read TIMES times (10). Start and preparation of the workers are told
apart: they are paid once a batch.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from ami_cli.app import campaigns, pipeline
from ami_cli.app.pipeline import Job
from ami_cli.executors import Guard, inline, processes
from ami_cli.sources.folder import discover


def main(argv: list[str]) -> int:
    """Print milliseconds a dossier for each way of reading."""
    definition = campaigns.load(campaigns.DEFAULT)
    found = discover([Path(argv[0])]).dossiers
    jobs = [Job(d, "", definition.folder) for d in found] * int(argv[1] if argv[1:] else 10)
    pipeline.warm(jobs[0])
    base = _tell("here", inline(pipeline.read_dossier, jobs), len(jobs), 0)
    for workers in (1, 2):
        results = processes(pipeline.read_dossier, jobs, workers, Guard(), pipeline.warm)
        _tell(f"{workers} worker(s)", results, len(jobs), base)
    return 0


def _tell(name: str, results: Iterator[object], count: int, base: float) -> float:
    start = time.perf_counter()
    next(results)
    first = time.perf_counter()
    for _ in results:
        pass
    each = (time.perf_counter() - first) / (count - 1)
    share = f", {each / base:.2f} of here" if base else ""
    print(f"{name}: first after {first - start:.1f} s, then {1000 * each:.1f} ms each{share}")
    return each
