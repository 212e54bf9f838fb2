"""Functions for worker processes: some work, some die."""

from __future__ import annotations

import os
import time
from pathlib import Path


def work(job: str) -> str:
    """Do what the job says: ``ok``, ``crash``, ``hang``, ``eat``, ``once FILE``, ``raise``."""
    what, _, more = job.partition(" ")
    if what == "crash":
        os._exit(9)
    if what == "hang":
        time.sleep(600)
    if what == "eat":
        hoard = []
        while True:
            hoard.append(bytearray(os.urandom(1 << 20)) * 16)
    if what == "once" and not Path(more).exists():
        Path(more).touch()
        os._exit(9)
    if what == "raise":
        raise ValueError(more)
    if what == "slow":
        time.sleep(float(more))
    return f"{job} {os.getpid()}" if what == "pid" else job


def warm(job: str) -> None:
    """Take a while, which no job is charged for."""
    time.sleep(1.2)


def no_start(job: str) -> None:
    """A preparation that dies."""
    os._exit(3)
