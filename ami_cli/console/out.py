"""Words to the terminal: data on standard output, everything else on standard error."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import Any, TextIO

NARROW = 90  # columns of a terminal under which a table of four is not read any more
_COLOURS = {"bon": "32", "alerte": "33", "mal": "31", "titre": "1", "pale": "2"}


def say(text: str = "") -> None:
    """Write one line of data."""
    sys.stdout.write(f"{text}\n")


def say_json(value: Any, indent: int | None = 2) -> None:
    """Write one JSON value; without indent it is one line."""
    say(json.dumps(value, ensure_ascii=False, indent=indent, default=str))


def note(text: str) -> None:
    """Write one line for the person, not for the next program."""
    sys.stdout.flush()
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def paint(text: str, colour: str, stream: TextIO | None = None) -> str:
    """Return the text coloured if the stream is a terminal that wants colours."""
    stream = stream or sys.stdout
    if not is_terminal(stream) or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def is_terminal(stream: TextIO) -> bool:
    """Tell a terminal from a file or a pipe, closed streams included."""
    try:
        return stream.isatty()
    except ValueError:
        return False


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table: drawn to the width of a terminal, one tab-separated line per row elsewhere.

    In a narrow terminal four columns would be a word wide each: a row is then a few lines.
    """
    if not is_terminal(sys.stdout):
        for row in (headers, *rows):
            say("\t".join(" ".join(cell.split()) for cell in row))
        return
    width = shutil.get_terminal_size().columns
    if len(headers) > 3 and width < NARROW:
        _stack(rows, width)
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, pad_edge=False, header_style="bold")
    for header in headers:
        drawn.add_column(header, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))  # Text: no markup in what applicants wrote
    Console(file=sys.stdout).print(drawn)


def _stack(rows: Sequence[Sequence[str]], width: int) -> None:
    """Write each row on lines of its own: what it is, what it says, the rest in grey below."""
    for first, second, *rest in rows:
        for line in textwrap.wrap(f"{first} : {second or '—'}", width, subsequent_indent="    "):
            say(line)
        more = " · ".join(cell for cell in rest if cell)
        for line in textwrap.wrap(more, width, initial_indent="    ", subsequent_indent="    "):
            say(paint(line, "pale"))
