"""The progress bar: on standard error, only if it is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ami_cli.console.out import is_terminal

Tick = Callable[[int, int], None]


@contextmanager
def bar(wanted: bool) -> Iterator[Tick]:
    """Yield a function that shows how many of how many are done."""
    if not wanted or not is_terminal(sys.stderr):
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("Lecture"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    # the bar may take lines printed meanwhile only if they go to the same terminal: data may not
    shared = is_terminal(sys.stdout)
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=shared) as progress:
        task = progress.add_task("", total=None)

        def tick(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield tick
