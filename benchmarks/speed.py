"""Time per format in a warm process, memory, start-up: on the samples and the blank forms, or on files given.

    python -m benchmarks speed [FILE …] [--runs 15]

Times are the minimum and the median of several runs of this process's CPU clock, so that a shared machine
disturbs them little; compare ratios, not figures of two machines. Nothing here decides a test.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ami_cli.app.campaigns import load
from ami_cli.app.keys import campaign_key
from ami_cli.forms.understand import Received, understand
from ami_cli.readers import read_path

ROOT = Path(__file__).resolve().parents[1]
WORDS_PASS = "pdfium, mots seuls"


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks speed")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args(argv)
    files = options.files or _usual()
    key = campaign_key(load("territoires-participatifs-2021").folder)
    print(f"{'fichier':44s} {'lire':>16s} {'comprendre':>16s}  ms de calcul, minimum / médiane")
    for path in files:
        reading = _time(lambda path=path: read_path(path), options.runs)  # type: ignore[misc]
        document = read_path(path)
        received = [Received(path.name, document)]
        understanding = _time(lambda r=received: understand(r, key), options.runs)  # type: ignore[misc]
        print(f"{str(path)[-44:]:44s} {_two(reading)} {_two(understanding)}")
        if path.suffix == ".pdf":
            words = _time(lambda path=path: _words(path), options.runs)  # type: ignore[misc]
            ratio = min(reading) / min(words)
            print(f"{'':4s}{WORDS_PASS:40s} {_two(words)}   rapport {ratio:.1f}")
    print(f"mémoire de ce processus, au plus : {_peak_mb():.0f} Mo")
    _start_up()
    return 0


def _usual() -> list[Path]:
    blanks = ROOT / "schemas/campaigns/territoires-participatifs-2021/blanks"
    kinds = (".docx", ".doc", ".pdf")
    samples = sorted(p for p in (ROOT / "samples/dossiers").rglob("Dossier*") if p.suffix in kinds)
    return [*sorted(blanks.glob("v1*")), *samples]


def _time(function: Callable[[], object], runs: int) -> list[float]:
    """Return the CPU milliseconds of each run, the first (cold) one left out."""
    function()
    found = []
    for _ in range(runs):
        started = time.process_time()
        function()
        found.append(1000 * (time.process_time() - started))
    return found


def _two(times: list[float]) -> str:
    return f"{min(times):7.1f} /{statistics.median(times):7.1f}"


def _words(path: Path) -> int:
    """The floor for a PDF: open it with pdfium and take the text of every page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    count = 0
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_rects()):
            text.get_rect(index)
        count += len(text.get_text_bounded())
    document.close()
    return count


def _peak_mb() -> float:
    try:
        import resource
    except ImportError:  # Windows
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _start_up() -> None:
    """Compare ``ami --help`` with importing typer alone."""
    ours = [sys.executable, "-m", "ami_cli", "--help"]
    floor = [sys.executable, "-c", "import typer"]
    times = {name: min(_wall(c) for _ in range(7)) for name, c in (("ami", ours), ("typer", floor))}
    print(
        f"ami --help {1000 * times['ami']:.0f} ms, import typer {1000 * times['typer']:.0f} ms, "
        f"rapport {times['ami'] / times['typer']:.2f}"
    )


def _wall(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started
