"""Worker processes that crash, hang and eat memory: one job is lost, never its neighbours."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jobs_that_die import no_start, warm, work

from ami_cli.errors import MachineError
from ami_cli.executors import Guard, Lost, inline, processes

GOOD = [f"ok {n}" for n in range(10)]
HERE = Path(__file__)


GUARD = Guard(20)


def done(jobs: list[str], workers: int = 2, guard: Guard = GUARD, **more) -> dict[str, object]:  # type: ignore[no-untyped-def]
    return {jobs[i]: result for i, result in processes(work, jobs, workers, guard, **more)}


def test_every_job_gets_its_result_whatever_the_number_of_workers():
    expected = {job: job for job in GOOD}
    assert done(GOOD, 1) == done(GOOD, 2) == done(GOOD, 40) == expected
    assert {GOOD[i]: r for i, r in inline(work, GOOD)} == expected
    assert done([]) == {}


def test_jobs_are_shared_and_never_done_here():
    jobs = [f"pid {n}" for n in range(8)] + ["slow 0.4"] * 4
    pids = {str(r).split()[-1] for i, r in processes(work, jobs, 2, Guard(20)) if "pid" in jobs[i]}
    assert str(os.getpid()) not in pids


@pytest.mark.parametrize("workers", [1, 3])
def test_a_crash_costs_one_job_and_ten_neighbours_are_done(workers):
    jobs = [*GOOD[:5], "crash", *GOOD[5:]]
    assert done(jobs, workers) == {**{job: job for job in GOOD}, "crash": Lost("crash")}


def test_two_crashes_side_by_side_cost_two_jobs():
    jobs = [*GOOD[:5], "crash 1", "crash 2", *GOOD[5:]]
    lost = {"crash 1": Lost("crash"), "crash 2": Lost("crash")}
    assert done(jobs, 1) == {**{job: job for job in GOOD}, **lost}


def test_a_job_that_dies_once_is_done_at_the_second_try(tmp_path):
    once = f"once {tmp_path / 'mark'}"
    assert done([*GOOD, once], 1) == {job: job for job in [*GOOD, once]}


def test_a_job_that_hangs_is_stopped_in_time():
    start = time.monotonic()
    jobs = [*GOOD[:5], "hang", *GOOD[5:]]
    assert done(jobs, 2, Guard(1)) == {**{job: job for job in GOOD}, "hang": Lost("timeout")}
    assert time.monotonic() - start < 15


@pytest.mark.skipif(sys.platform != "linux", reason="memory of a process is read from /proc")
def test_a_job_that_eats_memory_is_stopped():
    jobs = [*GOOD[:5], "eat", *GOOD[5:]]
    assert done(jobs, 2, Guard(60, 300)) == {**{job: job for job in GOOD}, "eat": Lost("memory")}


def test_preparation_is_not_charged_to_the_first_job():
    assert done(["slow 0.5"], 1, Guard(1), warm=warm) == {"slow 0.5": "slow 0.5"}


def test_workers_that_cannot_start_are_said_so_rather_than_tried_for_ever():
    with pytest.raises(MachineError, match="ne démarrent pas"):
        done(GOOD, 1, warm=no_start)


def test_an_error_of_our_own_comes_up_with_its_trace():
    with pytest.raises(ValueError, match="notre faute") as caught:
        done([*GOOD, "raise notre faute"])
    assert "jobs_that_die.py" in caught.value.__notes__[0]


def test_closing_early_ends_the_workers():
    results = processes(work, ["pid 1", "hang", "hang"], 2, Guard(60))
    _, first = next(results)
    results.close()
    pid = int(str(first).split()[-1])
    time.sleep(0.3)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_workers_do_not_outlive_a_parent_that_was_killed():
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "from jobs_that_die import work\n"
        "from ami_cli.executors import *\n"
        "jobs = ['pid 1', 'pid 2'] + ['slow 0.2'] * 500\n"
        "for i, r in processes(work, jobs, 2, Guard(60)): print(r, flush=True)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(HERE.parent), str(HERE.parents[2])],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    pids = {int(child.stdout.readline().split()[-1]) for _ in range(2)}
    child.send_signal(signal.SIGKILL)
    child.wait()
    deadline = time.monotonic() + 8
    while time.monotonic() < deadline and any(Path(f"/proc/{pid}").exists() for pid in pids):
        time.sleep(0.1)
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
