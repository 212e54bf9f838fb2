"""Two thousand dossiers, one in twenty broken, killed at random: does the end stay the same?

    python -m benchmarks soak [DOSSIERS] [KILLS]

Prints the memory of the parent over time, then whether the records of the disturbed run equal those
of an undisturbed one. The dossiers are made on the spot; nobody in them exists.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parents[1]
HEAVY = ("bombe.docx", "bombe.zip", "énorme.pdf")  # they measure the disk, not the program


def main(argv: list[str]) -> int:
    """Run the soak; 0 if both runs end with the same records."""
    dossiers = int(argv[0]) if argv else 2000
    kills = int(argv[1]) if len(argv) > 1 else 10
    root = Path(tempfile.mkdtemp(prefix="ami-soak-"))
    try:
        make(root / "lot", dossiers)
        calm(root)
        wild(root, kills)
        first, second = (records(root / f"{name}.sqlite") for name in ("calm", "wild"))
        same = first == second and len(first) == dossiers
        print(f"{len(first)} and {len(second)} records of {dossiers}, all and the same: {same}")
        return 0 if same else 1
    finally:
        shutil.rmtree(root, ignore_errors=True)


def make(lot: Path, dossiers: int) -> None:
    """Write the dossiers: folders, mails, archives, and one fault in twenty."""
    sys.path[:0] = [str(HERE / "tests"), str(HERE / "tests" / "app")]
    from arriving import eml, form, zipped  # type: ignore[import-not-found]
    from broken import FILES  # type: ignore[import-not-found]

    faults = [name for name in FILES if name not in HEAVY]
    for number in range(dossiers):
        folder = lot / f"d{number:04d}"
        folder.mkdir(parents=True)
        filled = form(f"Commune {number}")
        if number % 20 == 7:
            name = faults[number // 20 % len(faults)]
            (folder / name).write_bytes(FILES[name][0]())
        elif number % 10 == 3:
            (folder / "message.eml").write_bytes(eml(attachments={"AMI.docx": filled}))
        elif number % 10 == 5:
            (folder / "envoi.zip").write_bytes(zipped({"AMI.docx": filled}))
        else:
            (folder / "AMI.docx").write_bytes(filled)


def calm(root: Path) -> None:
    """Ingest undisturbed; print the parent's memory at each tenth of the way."""
    start = time.monotonic()
    child = _ingest(root, "calm")
    seen = []
    while child.poll() is None:
        seen.append(_resident_mb(child.pid))
        time.sleep(0.5)
    tenths = [seen[len(seen) * n // 10] for n in range(1, 10)] if len(seen) > 10 else seen
    print(f"undisturbed: {time.monotonic() - start:.0f} s, parent MB: {tenths}, most {max(seen)}")


def wild(root: Path, kills: int) -> None:
    """Ingest again and again, killing the parent or one of its processes, then to the end."""
    chance = random.Random(7)
    done = 0
    while done < kills:
        child = _ingest(root, "wild")
        time.sleep(chance.uniform(2, 8))
        others = _children(child.pid)
        victim = child.pid if chance.random() < 0.5 or not others else chance.choice(others)
        try:
            os.kill(victim, signal.SIGKILL)
            done += 1
        except ProcessLookupError:
            pass
        if victim != child.pid:
            time.sleep(chance.uniform(1, 4))
            child.kill()
        child.wait()
    _ingest(root, "wild").wait()
    print(f"killed {done} times")


def records(store: Path) -> dict[str, str]:
    """Return every reading of a store by dossier."""
    with sqlite3.connect(store) as opened:
        return dict(opened.execute("SELECT dossier, payload FROM readings"))


def _ingest(root: Path, name: str) -> subprocess.Popen[bytes]:
    code = "import sys; from ami_cli.cli import main; sys.exit(main())"
    words = ["ingest", str(root / "lot"), "--store", str(root / f"{name}.sqlite"), "--jobs", "2"]
    return subprocess.Popen(
        [sys.executable, "-c", code, *words, "-q"], cwd=HERE, stdout=subprocess.DEVNULL
    )


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    own = [int(word) for word in listed.read_text().split()] if listed.exists() else []
    return own + [grand for one in own for grand in _children(one)]


def _resident_mb(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4 // 1024
    except (OSError, IndexError):
        return 0
