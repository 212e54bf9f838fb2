"""What worker processes cost and bring: the same dossiers read here, by one worker, by two.

    python -m benchmarks isolation FOLDER [TIMES]

FOLDER holds dossiers; each is read TIMES times (10). Start and preparation of the workers are told
apart: they are paid once a batch. Beside the time that passes stands the time of the processors,
parent and workers together, which a shared machine disturbs little.
"""

from __future__ import annotations

import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ami_cli.app import campaigns, pipeline
from ami_cli.app.desk import Job, Outcome
from ami_cli.executors import Guard, Lost, inline, processes
from ami_cli.sources.folder import discover


class Spent(NamedTuple):
    """Whose processor time, in seconds since that process began, once a dossier was read."""

    pid: int
    cpu_s: float
    size: int


def main(argv: list[str]) -> int:
    """Print milliseconds a dossier for each way of reading."""
    definition = campaigns.load(campaigns.DEFAULT)
    found = discover([Path(argv[0])]).dossiers
    jobs = [Job(d, "", definition.folder) for d in found] * int(argv[1] if argv[1:] else 10)
    pipeline.warm(jobs[0])
    passed, spent = _tell("here", inline(read, jobs), len(jobs), (0, 0))
    for workers in (1, 2):
        results = processes(read, jobs, workers, Guard(), pipeline.warm)
        _tell(f"{workers} worker(s)", results, len(jobs), (passed, spent))
    return 0


def read(job: Job) -> tuple[Outcome, Spent]:
    """Read a dossier and say how much processor time this process has spent; a failure ends all."""
    outcome = pipeline.read_dossier(job)
    if not outcome.reading.found:
        sys.exit(f"{job.dossier.name} : {outcome.reading.problems or outcome.reading.remarks}")
    return outcome, Spent(os.getpid(), time.process_time(), len(outcome.reading.found))


def _tell(
    name: str,
    results: Iterator[tuple[int, tuple[Outcome, Spent] | Lost]],
    count: int,
    base: tuple[float, float],
) -> tuple[float, float]:
    seen: dict[int, list[float]] = defaultdict(list)
    start = time.perf_counter()
    first, own = 0.0, 0.0
    for _, result in results:
        if isinstance(result, Lost):
            sys.exit(f"a worker died: {result.cause}")
        seen[result[1].pid].append(result[1].cpu_s)
        first, own = first or time.perf_counter(), own or time.process_time()
    passed = (time.perf_counter() - first) / (count - 1)
    workers = {pid: times for pid, times in seen.items() if pid != os.getpid()}
    spent = (
        time.process_time() - own + sum(times[-1] - times[0] for times in workers.values())
    ) / (count - max(len(workers), 1))
    shares = (
        f", {a / b:.2f} of here" if b else "" for a, b in zip((passed, spent), base, strict=True)
    )
    print(
        f"{name}: first after {first - start:.1f} s, then {1000 * passed:.1f} ms each{next(shares)};"
        f" processors {1000 * spent:.1f} ms each{next(shares)}"
    )
    return passed, spent
