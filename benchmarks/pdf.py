"""Read a folder of PDFs with ``expectations.json``: ``python -m benchmarks pdf FOLDER [WORD]``.

``python -m benchmarks pdf speed FILE…`` times the reader beside pdfium's own passes, in one run.

Each expectation is an object ``{"file", "expect": {...}}``; ``expect`` may hold ``opens``,
``pages``, ``encrypted``, ``attachments``, ``signatures``, ``fields``, ``visible_values``,
``checked``, ``freetext_contents`` and ``signature_evidence``. WORD keeps the files whose name
has it.
"""

from __future__ import annotations

import json
import math
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2

from ami_cli.errors import EncryptedFile, FileProblem
from ami_cli.model.document import Checkbox, Document, FormField, Picture, Signature, inlines
from ami_cli.readers import Source
from ami_cli.readers.pdf import read

SLOW = 10.0  # seconds a file


def main(argv: list[str]) -> int:
    """Print what fails, then the totals; 1 when something failed."""
    if argv[0] == "speed":
        return _speed([Path(name) for name in argv[1:]])
    folder = Path(argv[0])
    rows = json.loads((folder / "expectations.json").read_text(encoding="utf-8"))
    rows = [row for row in rows if len(argv) < 2 or argv[1] in row["file"]]
    failed = pages = 0
    total = slowest = 0.0
    for row in rows:
        started = time.perf_counter()
        faults, count = _judge(folder / row["file"], row["expect"])
        took = time.perf_counter() - started
        total, slowest, pages = total + took, max(slowest, took), pages + count
        if took > SLOW:
            faults.append(f"{took:.1f} s")
        if faults:
            failed += 1
            print(f"{row['file']}: {'; '.join(faults)}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(rows) - failed}/{len(rows)} files as expected, {pages} pages, {total:.1f} s, "
        f"slowest {slowest:.2f} s, {memory:.0f} MB"
    )
    return 1 if failed else 0


def _speed(paths: list[Path], runs: int = 25) -> int:
    """CPU milliseconds a page, the least of several runs taken by turns."""
    for path in paths:
        data = path.read_bytes()
        source = Source(path.name, data, "application/pdf")
        pages = len(pypdfium2.PdfDocument(data))
        passes: dict[str, Callable[[], object]] = {
            "text": lambda data=data: _words_pass(data, boxes=False),  # type: ignore[misc]
            "words": lambda data=data: _words_pass(data),  # type: ignore[misc]
            "read": lambda source=source: read(source),  # type: ignore[misc]
        }
        least = dict.fromkeys(passes, math.inf)
        for _ in range(runs):
            for name, run in passes.items():
                started = time.process_time()
                run()
                least[name] = min(least[name], 1000 * (time.process_time() - started) / pages)
        ratio = least["read"] / least["words"]
        said = "  ".join(f"{name} {took:.2f}" for name, took in least.items())
        print(f"{path}: {pages} pages, ms a page: {said}  ({ratio:.1f} times the words pass)")
    return 0


def _words_pass(data: bytes, boxes: bool = True) -> int:
    """What pdfium gives with no work of ours: the text, and two character boxes a word."""
    document = pypdfium2.PdfDocument(data)
    count = 0
    for page in document:
        text = page.get_textpage()
        for match in re.finditer(r"\S+", text.get_text_range()):
            count += 1
            if boxes:
                text.get_charbox(match.start(), loose=True)
                text.get_charbox(match.end() - 1, loose=True)
        text.close()
        page.close()
    document.close()
    return count


def _judge(path: Path, expect: dict[str, Any]) -> tuple[list[str], int]:
    """What is wrong with the reading of one file, and its pages."""
    source = Source(path.name, path.read_bytes(), "application/pdf")
    try:
        document = read(source)
    except EncryptedFile:
        fine = expect["opens"] in ("any", False)
        return ([] if fine else ["refused as encrypted"]), 0
    except FileProblem as error:
        fine = expect["opens"] in ("any", False) and expect.get("error") != "password"
        return ([] if fine else [f"refused: {error}"]), 0
    except Exception as error:  # the very thing to find
        return [f"CRASH {type(error).__name__}: {error}"], 0
    if expect["opens"] is False:
        return [f"opened, expected {expect.get('error')}"], document.page_count or 0
    return list(_faults(document, expect)), document.page_count or 0


def _faults(document: Document, expect: dict[str, Any]) -> Iterator[str]:
    found: dict[str, Any] = {
        "pages": document.page_count,
        "encrypted": document.encrypted,
        "attachments": len(document.attachments),
        "signatures": len(
            {s.name for s in document.signatures if s.kind == "digital" and s.signed}
        ),
    }
    for key, value in found.items():
        if key in expect and expect[key] != value:
            yield f"{key} {value}, expected {expect[key]}"
    fields = field_values(document)
    if len(fields) < expect.get("fields_count_min", 0):
        yield f"{len(fields)} fields, expected {expect['fields_count_min']}"
    for name, value in expect.get("fields", {}).items():
        if _flat(fields.get(name, "(absent)")) != _flat(value):
            yield f"field {name}: {fields.get(name)!r}, expected {value!r}"
    text = _flat(document.text + " ".join(_seen(document)))
    for value in expect.get("visible_values", ()):
        if _flat(value) not in text:
            yield f"not seen: {value!r}"
    notes = [_flat(note.text) for note in document.annotations]
    for value in expect.get("freetext_contents", ()):
        if _flat(value) not in notes:
            yield f"free text {value!r} not in {notes}"
    yield from _marks(document, expect)


def _marks(document: Document, expect: dict[str, Any]) -> Iterator[str]:
    boxes = [item for item in inlines(document.blocks) if isinstance(item, Checkbox)]
    for name, state in expect.get("checked", {}).items():
        named = [box.checked for box in boxes if box.name == name]
        if named and named != [state]:
            yield f"box {name}: {named}, expected {state}"
        if not named and state not in [box.checked for box in boxes]:
            yield f"box {name}: no box {state} among {[box.checked for box in boxes]}"
    evidence = expect.get("signature_evidence", {})
    digital = _digital(document)
    if "intact" in evidence and any(s.intact is not evidence["intact"] for s in digital):
        yield f"intact {[s.intact for s in digital]}, expected {evidence['intact']}"
    if "distinct" in evidence and len({s.signer for s in digital}) != evidence["distinct"]:
        yield f"signers {[s.signer for s in digital]}, expected {evidence['distinct']}"
    if evidence.get("docmdp_ok") is False and not all("modifié" in s.note for s in digital):
        yield f"change not told: {[s.note for s in digital]}"
    stamps = [note.place.box for note in document.annotations if note.kind == "stamp"]
    marks = [
        "Stamp" if s.place.box in stamps else s.kind.title()
        for s in document.signatures
        if s.kind != "digital"
    ]
    marks += ["Image" for item in inlines(document.blocks) if isinstance(item, Picture)]
    if "marks" in evidence and sorted(marks) != sorted(evidence["marks"]):
        yield f"marks {marks}, expected {evidence['marks']}"


def _digital(document: Document) -> list[Signature]:
    return [s for s in document.signatures if s.kind == "digital" and s.signed]


def field_values(document: Document) -> dict[str, str]:
    """Stored value of each field by name; of tick boxes, the state that is on."""
    found: dict[str, str] = {}
    for item in (*inlines(document.blocks), *document.hidden_fields):
        match item:
            case FormField():
                found[item.name] = item.value
            case Checkbox(name=name) if name:
                found[name] = item.export if item.checked else found.get(name, "")
            case _:
                pass
    return found


def _seen(document: Document) -> Iterator[str]:
    for item in inlines(document.blocks):
        if isinstance(item, FormField) and item.seen:
            yield item.seen


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", str(text)).strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
