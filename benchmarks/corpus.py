"""What the readers give of a folder of public documents, against LibreOffice's reading of them.

    python -m benchmarks corpus FOLDER [--format docx …] [--worst 15] [--timeout 20] [--json]

The folder holds one sub-folder per format and ``reference/``: ``<format>_text_libreoffice.json``
({file name: text}) and ``<format>_cells_libreoffice.json`` ({file name: [cell text]});
``--reference`` adds another folder of such files.

Word recall is the share of the reference's words of three letters or more that the reader gives
too, counted with repetition; cell recall the share of its non-empty cells found with the same
words; a cell around other tables may be found with their words or without. LibreOffice computes
page numbers and dates anew when it converts: cells are counted a second time without their figures.
Deleted and hidden text and comments count as given: LibreOffice prints the former two. Damaged,
encrypted and unsupported files are counted apart, not scored.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from ami_cli.errors import FileProblem
from ami_cli.model.document import Cell, Document, Table, walk
from ami_cli.readers import read_path

FEWEST_WORDS = 5  # a reference with fewer words says nothing
_WORD = re.compile(r"[^\W\d_]{3,}")
_FUZZED = re.compile(r"fuzz", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out of one file: an error class, or words and cells."""

    ms: float
    error: str = ""  # "" read; "crash", "timeout", or a class of the contract
    detail: str = ""
    words: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Score:
    """One scored file."""

    file: str
    words: float | None
    cells: float | None
    ms: float
    missing: tuple[str, ...] = ()
    words_wanted: int = 0
    words_lost: int = 0
    cells_wanted: int = 0
    cells_lost: int = 0
    letters_lost: int = 0  # cells lost even without their figures


@dataclass(frozen=True, slots=True)
class Total:
    """One format."""

    format: str
    files: int
    errors: dict[str, int]
    scored: int
    word_recall: float
    files_095: float
    word_recall_pooled: float
    cell_recall: float | None
    cell_recall_pooled: float
    cell_recall_letters: float
    cell_files: int
    median_ms: float
    p95_ms: float


def main(argv: list[str]) -> int:
    """Measure a folder and print one line per format, then the worst files."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks corpus")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", action="append", dest="formats")
    parser.add_argument("--reference", type=Path, help="another folder of reference files")
    parser.add_argument("--worst", type=int, default=15)
    parser.add_argument("--timeout", type=float, default=20.0, help="seconds for one file")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    known = ("doc", "docx", "odt", "rtf")
    formats = options.formats or [name for name in known if (options.folder / name).is_dir()]
    for name in formats:
        texts, cells = references(options.folder, options.reference, name)
        paths = sorted((options.folder / name).iterdir())
        readings = dict(zip(paths, read_all(paths, options.timeout), strict=True))
        scores = [score(path.name, got, texts, cells) for path, got in readings.items()]
        result = total(name, list(readings.values()), [s for s in scores if s is not None])
        if options.json:
            print(json.dumps(asdict(result), ensure_ascii=False))
            continue
        show(result, readings)
        show_worst([s for s in scores if s is not None], options.worst)
    return 0


def references(
    folder: Path, extra: Path | None, name: str
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the reference texts and cells of one format, by file name."""
    texts: dict[str, str] = {}
    cells: dict[str, list[str]] = {}
    for root in (folder / "reference", extra):
        for kind, target in (("text", texts), ("cells", cells)):
            path = None if root is None else root / f"{name}_{kind}_libreoffice.json"
            if path is not None and path.exists():
                target.update(json.loads(path.read_text(encoding="utf-8")))
    return texts, cells


def read_all(paths: list[Path], timeout_s: float) -> Iterator[Reading]:
    """Read each file in a worker that is replaced when it hangs or dies."""
    worker: Worker | None = None
    for path in paths:
        worker = worker or Worker()
        reading = worker.read(path, timeout_s)
        if reading.error in ("timeout", "crash") and not worker.is_alive():
            worker = None
        yield reading
    if worker is not None:
        worker.stop()


class Worker:
    """A process that reads one file at a time."""

    def __init__(self) -> None:
        self._here, there = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
        self._process.start()

    def read(self, path: Path, timeout_s: float) -> Reading:
        """Return what the worker read, or that it did not answer in time."""
        self._here.send(path)
        try:
            if self._here.poll(timeout_s):
                reading: Reading = self._here.recv()
                return reading
        except (EOFError, OSError):
            self.stop()
            return Reading(0.0, "crash", "the process died")
        self.stop()
        return Reading(timeout_s * 1000, "timeout")

    def is_alive(self) -> bool:
        """Tell whether the process can take another file."""
        return self._process.is_alive()

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection) -> None:
    while True:
        pipe.send(read_one(pipe.recv()))


def read_one(path: Path) -> Reading:
    """Read one file and count its words and cells."""
    start = time.perf_counter()
    try:
        document = read_path(path)
    except FileProblem as problem:
        return Reading(_ms_since(start), problem.kind, str(problem))
    except Exception as error:  # what the measure is for
        return Reading(_ms_since(start), "crash", f"{type(error).__name__}: {error}")
    ms = _ms_since(start)
    shown = "\n".join((document.text, *document.deleted, *document.comments, *document.warnings))
    return Reading(ms, words=words_of(shown), cells=Counter(cells_of(document)))


def _ms_since(start: float) -> float:
    return (time.perf_counter() - start) * 1000


def words_of(text: str) -> Counter[str]:
    """Count the words of three letters or more, case folded."""
    return Counter(_WORD.findall(text.casefold()))


def cells_of(document: Document) -> Iterator[str]:
    """Yield the words of each non-empty cell.

    A cell that holds tables gives two: what stands beside them, then everything in it, since the
    reference repeats in it the cells of the tables inside.
    """
    for part in (document.blocks, document.notes, document.margins):
        for block in walk(part):
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row.cells:
                        yield from filter(None, _words_of_cell(cell))


def _words_of_cell(cell: Cell) -> Iterator[str]:
    own = [block.text for block in cell.blocks if not isinstance(block, Table)]
    yield same_words("\n".join(own))
    if len(own) < len(cell.blocks):
        yield same_words(cell.text)


def same_words(text: str) -> str:
    """Return the letters and figures of a cell, so that spacing and marks do not matter."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def score(
    name: str, got: Reading, texts: dict[str, str], cells: dict[str, list[str]]
) -> Score | None:
    """Score one file that was read and has a reference; None for the others."""
    wanted = words_of(texts.get(name, ""))
    if got.error or _FUZZED.search(name):
        return None
    cells_wanted = Counter(text for cell in cells.get(name, []) if (text := same_words(cell)))
    enough = wanted.total() >= FEWEST_WORDS
    if not enough and not cells_wanted:
        return None
    missing = wanted - got.words
    word_recall = 1 - missing.total() / wanted.total() if enough else None
    lost = cells_wanted - got.cells
    cell_recall = 1 - lost.total() / cells_wanted.total() if cells_wanted else None
    shown = [word for word, _ in missing.most_common(6)] + [f"[{cell}]" for cell in list(lost)[:4]]
    return Score(
        name,
        word_recall,
        cell_recall,
        got.ms,
        tuple(shown),
        words_wanted=wanted.total() if enough else 0,
        words_lost=missing.total() if enough else 0,
        cells_wanted=cells_wanted.total(),
        cells_lost=lost.total(),
        letters_lost=(_letters(cells_wanted) - _letters(got.cells)).total(),
    )


def _letters(cells: Counter[str]) -> Counter[str]:
    """Return cells without their figures; those made of figures alone are left out."""
    counted: Counter[str] = Counter()
    for cell, times in cells.items():
        words = " ".join(re.sub(r"\d+", " ", cell).split())
        if words:
            counted[words] += times
    return counted


def total(name: str, readings: list[Reading], scores: list[Score]) -> Total:
    """Sum up one format: recalls as the mean over files, and pooled over all words and cells."""
    words = [s.words for s in scores if s.words is not None]
    cells = [s.cells for s in scores if s.cells is not None]
    times = sorted(r.ms for r in readings if not r.error) or [0.0]
    return Total(
        format=name,
        files=len(readings),
        errors=dict(Counter(r.error for r in readings if r.error)),
        scored=len(words),
        word_recall=statistics.fmean(words) if words else 0.0,
        files_095=sum(w >= 0.95 for w in words) / len(words) if words else 0.0,
        word_recall_pooled=_share((s.words_lost, s.words_wanted) for s in scores),
        cell_recall_pooled=_share((s.cells_lost, s.cells_wanted) for s in scores),
        cell_recall_letters=_share((s.letters_lost, s.cells_wanted) for s in scores),
        cell_recall=statistics.fmean(cells) if cells else None,
        cell_files=len(cells),
        median_ms=statistics.median(times),
        p95_ms=times[min(int(len(times) * 0.95), len(times) - 1)],
    )


def _share(counts: Iterable[tuple[int, int]]) -> float:
    """Return what is left of all that was wanted, 0 when nothing was."""
    pairs = list(counts)
    lost, wanted = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    return 1 - lost / wanted if wanted else 0.0


def show(result: Total, readings: dict[Path, Reading]) -> None:
    """Print one format."""
    cells = "–" if result.cell_recall is None else f"{result.cell_recall:.4f}"
    errors = ", ".join(f"{kind} {count}" for kind, count in sorted(result.errors.items())) or "none"
    print(
        f"{result.format}: {result.files} files, {result.scored} scored, "
        f"word recall {result.word_recall:.4f} a file, {result.word_recall_pooled:.4f} of all "
        f"({result.files_095:.3f} of files at 0.95), cell recall {cells} a file on "
        f"{result.cell_files}, {result.cell_recall_pooled:.4f} of all cells "
        f"({result.cell_recall_letters:.4f} but for figures), "
        f"median {result.median_ms:.1f} ms, "
        f"p95 {result.p95_ms:.1f} ms; not read: {errors}"
    )
    for path, reading in readings.items():
        if reading.error in ("crash", "timeout"):
            print(f"  {reading.error}: {path.name} {reading.detail}")


def show_worst(scores: list[Score], count: int) -> None:
    """Print the files that lose most, and what they lose."""
    ranked = sorted(scores, key=lambda s: min(s.words or 1.0, s.cells or 1.0))
    for one in ranked[:count]:
        words = "–" if one.words is None else f"{one.words:.3f}"
        cells = "–" if one.cells is None else f"{one.cells:.3f}"
        print(
            f"  words {words} cells {cells} {one.ms:7.1f} ms {one.file}: {', '.join(one.missing)}"
        )
