"""The worker's side: batches in, one message per job out, until the pipe closes."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
from collections.abc import Callable
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TextIO

from ami_cli.executors.memory import MB

GRACE_S = 60.0  # a worker may take this long to start and prepare before its first job counts


def work(
    pipe: Connection,
    function: Callable[[Any], Any],
    warm: Callable[[Any], object] | None,
    timeout_s: float,
    memory_mb: int,
) -> None:
    """Do the jobs that come through ``pipe``; ``warm`` is called once, with the first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when a Ctrl-C ends work
    _cap_memory(memory_mb)
    ready = False
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):
            return
        for index, job in batch:
            _set_alarm(timeout_s)
            try:
                if not ready:
                    if warm is not None:
                        warm(job)
                    pipe.send("ready")
                    ready = True
                message = (index, "done", function(job))
            except MemoryError:
                message = (index, "memory", None)
            except Exception as error:  # the worker's edge: the parent decides what it means
                message = (index, "error", _portable(error))
            try:
                pipe.send(message)
            except OSError:
                return  # the parent is gone


def _portable(error: Exception) -> Exception:
    """Return an error that pickles, its trace in its text."""
    import pickle
    import traceback

    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:  # any failure to pickle has the same cure
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _set_alarm(timeout_s: float) -> None:
    """End this process by itself if nobody else does: the parent may have been killed."""
    if timeout_s:
        faulthandler.dump_traceback_later(2 * timeout_s + GRACE_S, exit=True, file=_sink())


@cache
def _sink() -> TextIO:
    """Return a file that swallows everything; kept open, since its descriptor is what is used."""
    return Path(os.devnull).open("w")


def _cap_memory(memory_mb: int) -> None:
    """Cap the address space where the system can; twice the limit, since not all of it is used."""
    if not memory_mb or sys.platform != "linux":
        return
    import resource

    cap = 2 * memory_mb * MB + 1024 * MB
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (cap, cap))
