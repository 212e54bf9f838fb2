"""One pure function over many jobs: in this process, or in worker processes that may die.

A worker that crashes, hangs or eats memory costs the job it was doing and nothing else: that job
is tried once more, alone in a fresh process, then reported as ``Lost``. The rest of its batch goes
back to the queue.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import connection, get_all_start_methods, get_context
from multiprocessing.connection import Connection
from typing import Any, Generic, Literal, TypeVar

from ami_cli.errors import MachineError
from ami_cli.executors.memory import resident_mb
from ami_cli.executors.worker import GRACE_S, work

Job = TypeVar("Job")
Result = TypeVar("Result")
Cause = Literal["timeout", "memory", "crash"]
BATCH = 8  # jobs sent at once: a round trip costs 0.3 ms, a dossier at least 10
MOST = 60  # workers: Windows cannot wait for more pipes than 63
WATCH_S = 0.2  # how often memory and time are looked at


@dataclass(frozen=True, slots=True)
class Guard:
    """What one job may take. ``memory_mb`` is resident memory of the worker; 0 means no limit."""

    timeout_s: float = 300.0
    memory_mb: int = 2048


@dataclass(frozen=True, slots=True)
class Lost:
    """A job that could not be finished, tried twice."""

    cause: Cause


def inline(
    function: Callable[[Job], Result], jobs: Sequence[Job]
) -> Iterator[tuple[int, Result | Lost]]:
    """Do the jobs here, one after the other: no isolation, for tests and for debugging."""
    for index, job in enumerate(jobs):
        yield index, function(job)


def processes(
    function: Callable[[Job], Result],
    jobs: Sequence[Job],
    workers: int,
    guard: Guard,
    warm: Callable[[Job], object] | None = None,
) -> Iterator[tuple[int, Result | Lost]]:
    """Do the jobs in ``workers`` processes; yield each result with its job's index, as they come.

    ``function`` and ``warm`` are functions of a module; ``warm`` is called once in each process
    with the first job, out of the time limit. Closing the generator ends the workers.

    Raises:
        MachineError: a worker cannot even start.
    """
    pool = _Pool(function, jobs, guard, warm)
    try:
        yield from pool.run(max(1, min(workers, len(jobs), MOST)))
    finally:
        pool.close()


def start_method() -> str:
    """Return how workers are made: forked from a clean server on Linux, started anew elsewhere.

    macOS knows forks too, but its own libraries do not stand one once they are loaded.
    """
    linux = sys.platform == "linux" and "forkserver" in get_all_start_methods()
    return "forkserver" if linux else "spawn"


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    started: float
    ready: bool = False
    alone: bool = False
    tasks: deque[int] = field(default_factory=deque)
    since: float = 0.0


class _Pool(Generic[Job, Result]):
    """The parent's side: who does what since when."""

    def __init__(
        self,
        function: Callable[[Job], Result],
        jobs: Sequence[Job],
        guard: Guard,
        warm: Callable[[Job], object] | None,
    ) -> None:
        method = start_method()
        self.context: Any = get_context(method)
        if method == "forkserver":
            self.context.set_forkserver_preload([function.__module__])
        self.function, self.jobs, self.guard, self.warm = function, jobs, guard, warm
        self.queue: deque[int] = deque(range(len(jobs)))
        self.retries: deque[int] = deque()
        self.tried: set[int] = set()
        self.workers: list[_Worker] = []
        self.stillborn = 0

    def run(self, count: int) -> Iterator[tuple[int, Result | Lost]]:
        """Yield results until every job has one."""
        while self.queue or self.retries or any(w.tasks for w in self.workers):
            self._staff(count)
            self._feed(count)
            handles = [w.pipe for w in self.workers]
            for ready in connection.wait(handles, WATCH_S):
                worker = next((w for w in self.workers if w.pipe is ready), None)
                if worker is not None:
                    yield from self._hear(worker)
            yield from self._watch()

    def close(self) -> None:
        """End every worker, busy or not."""
        for worker in self.workers:
            self._end(worker)
        self.workers.clear()

    def _staff(self, count: int) -> None:
        """Start workers up to what the work left needs."""
        waiting = len(self.queue) + len(self.retries) + sum(bool(w.tasks) for w in self.workers)
        while len(self.workers) < min(count, waiting):
            ours, theirs = self.context.Pipe()
            guard = self.guard
            process = self.context.Process(
                target=work,
                args=(theirs, self.function, self.warm, guard.timeout_s, guard.memory_mb),
                daemon=True,
            )
            process.start()
            theirs.close()
            self.workers.append(_Worker(process, ours, time.monotonic()))

    def _feed(self, count: int) -> None:
        """Give idle workers a batch; a job that killed a worker goes alone, in a fresh one."""
        for worker in list(self.workers):
            if worker.tasks or worker.alone:
                continue
            if self.retries:
                if worker.ready:  # warmed by others: start anew, so that only this job is to blame
                    self._drop(worker)
                    continue
                worker.alone = True
                self._send(worker, [self.retries.popleft()])
            elif self.queue:
                share = max(1, min(BATCH, len(self.queue) // (2 * count)))
                self._send(worker, [self.queue.popleft() for _ in range(share)])

    def _send(self, worker: _Worker, indexes: list[int]) -> None:
        worker.tasks.extend(indexes)
        worker.since = time.monotonic()
        with contextlib.suppress(
            OSError, ValueError
        ):  # a dead worker is seen when it is listened to
            worker.pipe.send([(index, self.jobs[index]) for index in indexes])

    def _hear(self, worker: _Worker) -> Iterator[tuple[int, Result | Lost]]:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker, "crash")
            return
        worker.since = time.monotonic()
        if message == "ready":
            worker.ready = True
            self.stillborn = 0
            return
        index, kind, content = message
        if kind == "error":
            raise content
        if kind == "memory":
            yield from self._bury(worker, "memory")
            return
        worker.tasks.remove(index)
        yield index, content
        if worker.alone and not worker.tasks:
            self._drop(worker)

    def _watch(self) -> Iterator[tuple[int, Result | Lost]]:
        """End the workers that are over their time or memory."""
        now = time.monotonic()
        for worker in list(self.workers):
            if not worker.tasks:
                continue
            allowed = self.guard.timeout_s + (0 if worker.ready else GRACE_S)
            if self.guard.timeout_s and now - worker.since > allowed:
                yield from self._bury(worker, "timeout")
            elif self.guard.memory_mb and resident_mb(worker.process.pid) > self.guard.memory_mb:
                yield from self._bury(worker, "memory")
            elif not worker.process.is_alive() and not worker.pipe.poll():
                yield from self._bury(worker, "crash")

    def _bury(self, worker: _Worker, cause: Cause) -> Iterator[tuple[int, Result | Lost]]:
        """Take a dead worker's job out, put the rest of its batch back, blame or retry."""
        self._drop(worker)
        if not worker.ready:
            self.stillborn += 1
            if self.stillborn > 3:
                raise MachineError(
                    "Les processus de lecture ne démarrent pas : relancez avec --jobs 0 -v."
                )
        tasks = list(worker.tasks)
        if not tasks:
            return
        self.queue.extendleft(reversed(tasks[1:]))
        suspect = tasks[0]
        if suspect in self.tried:
            yield suspect, Lost(cause)
        else:
            self.tried.add(suspect)
            self.retries.append(suspect)

    def _drop(self, worker: _Worker) -> None:
        if worker in self.workers:
            self.workers.remove(worker)
        self._end(worker)

    @staticmethod
    def _end(worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.kill()
        worker.process.join(5)
