"""The Word readers beside the other tools that keep table cells, on the same files in the same run.

    python -m benchmarks peers [FILE …] [--packages FOLDER] [--runs 40]

Measures the tools that are installed, here or in the site-packages FOLDER of another environment:
undoc, office-oxide, docx2python, python-docx. Each starts from the bytes of the file and ends with
cells that Python can read. The runs of all tools take turns, so that a busy machine disturbs them
alike; the minimum is shown, then our time over theirs.

What each reads differs: undoc and office-oxide are compiled and return neither the state of a
legacy check box or drop-down nor revisions, text boxes and pictures at their place; python-docx
returns no content control.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from ami_cli.detect import media_type
from ami_cli.readers import Source, read
from benchmarks.speed import ROOT

OURS = "ami"
Tool = Callable[[bytes, str], object]


def main(argv: list[str]) -> int:
    """Measure and print one line per file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks peers")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--packages", type=Path, help="site-packages of another environment")
    parser.add_argument("--runs", type=int, default=40)
    options = parser.parse_args(argv)
    if options.packages:
        sys.path.append(str(options.packages))
    tools = {OURS: _ours} | installed()
    if len(tools) == 1:
        print("Aucun autre outil n'est installé : pip install undoc office-oxide docx2python")
    for path in options.files or _usual():
        times = fastest(tools, path.read_bytes(), path.suffix[1:].lower(), options.runs)
        ours = times.pop(OURS)
        beside = "  ".join(f"{name} {ms:.1f} ms (×{ours / ms:.1f})" for name, ms in times.items())
        print(f"{str(path)[-44:]:44s} {OURS} {ours:5.1f} ms  {beside}")
    return 0


def installed() -> dict[str, Tool]:
    """Return the tools that can be imported, by name."""
    found: dict[str, Tool] = {}
    for name, module, make in _TOOLS:
        try:
            found[name] = make(import_module(module))
        except ImportError:
            continue
    return found


def fastest(tools: dict[str, Tool], data: bytes, suffix: str, runs: int) -> dict[str, float]:
    """Return the least milliseconds of each tool that reads the file at all."""
    best: dict[str, float] = {}
    for turn in range(runs + 1):  # the first, cold one is left out
        for name, tool in tools.items():
            if turn and name not in best:
                continue
            started = time.perf_counter()
            try:
                tool(data, suffix)
            except Exception:  # a tool that does not read this kind
                continue
            ms = 1000 * (time.perf_counter() - started)
            best[name] = min(best[name], ms) if turn > 1 else ms
    return best


def _usual() -> list[Path]:
    found = [p for p in (ROOT / "samples").rglob("Dossier*") if p.suffix in (".doc", ".docx")]
    return sorted(found)


def _ours(data: bytes, suffix: str) -> object:
    name = f"x.{suffix}"
    return read(Source(name, data, media_type(data, name)))


def _undoc(library: Any) -> Tool:
    return lambda data, suffix: json.loads(library.parse_bytes(data).to_json(True))


def _office_oxide(library: Any) -> Tool:
    return lambda data, suffix: library.Document.from_bytes(data, suffix).to_ir()


def _docx2python(library: Any) -> Tool:
    def body(data: bytes, suffix: str) -> object:
        with library.docx2python(io.BytesIO(data)) as document:
            return document.body

    return body


def _python_docx(library: Any) -> Tool:
    def cells(data: bytes, suffix: str) -> object:
        document = library.Document(io.BytesIO(data))
        texts = [paragraph.text for paragraph in document.paragraphs]
        rows = [row.cells for table in document.tables for row in table.rows]
        return texts, [[cell.text for cell in row] for row in rows]

    return cells


_TOOLS: tuple[tuple[str, str, Callable[[Any], Tool]], ...] = (
    ("undoc", "undoc", _undoc),
    ("office-oxide", "office_oxide", _office_oxide),
    ("docx2python", "docx2python", _docx2python),
    ("python-docx", "docx", _python_docx),
)
