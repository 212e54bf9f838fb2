"""Reading one file starts fast: what checks typed values is not loaded for texts and paths."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from ami_cli.cli import main
code = main(sys.argv[1:])
print(code, "pydantic" in sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("arguments", "end"),
    [
        (["read", "lettre.txt", "--json"], "0 False\n"),
        (["--json", "read", "lettre.txt"], "0 False\n"),
        (["read"], "2 False\n"),
        (["ingest", "--jobs", "trois", "lettre.txt"], "2 True\n"),  # a number is checked
    ],
)
def test_reading_a_file_loads_no_checker_of_values(
    tmp_path: Path, arguments: list[str], end: str
) -> None:
    (tmp_path / "lettre.txt").write_text("Bonjour", encoding="utf-8")
    command = [sys.executable, "-c", SCRIPT, *arguments]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines(keepends=True)[-1] == end
