"""Pictures of the places to read again: what a hand wrote, what was read with doubt."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from ami_cli.app.again import found_again
from ami_cli.app.campaigns import Definition
from ami_cli.app.ingest import Options
from ami_cli.app.intake import take_in
from ami_cli.app.judge import Case
from ami_cli.app.keys import blank_pages
from ami_cli.errors import FileProblem, UsageError
from ami_cli.model.candidature import Answer
from ami_cli.model.document import Box
from ami_cli.model.dossier import BoxTuple, Item, ReadFile
from ami_cli.readers import Source
from ami_cli.store import Store

DOUBTED = 0.8  # an answer surer than this needs no second look
PDF = "application/pdf"


def crop_doubts(
    store: Store, definition: Definition, case: Case, folder: Path, options: Options
) -> list[Path]:
    """Write one PNG per doubtful answer that has a place on a page; return their paths, page by page.

    Raises:
        UsageError: the files of the dossier are no longer where they were read.
    """
    name = case.candidature.dossier
    made = found_again(store, definition, name, options)
    if made is None:
        raise UsageError(f"Les fichiers du dossier « {name} » ne sont plus là où ils ont été lus.")
    taken = take_in(made.dossiers[0], options.limits, options.passwords)
    items = {item.path: item for item in taken.items}
    files = {file.path: file for file in case.candidature.reading.files}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for (path, page), places in _by_page(case).items():
        item, file = items.get(path), files.get(path)
        boxes = [Box(*box) for _, box in places]
        pictures = _cut(item, file, page, boxes, definition, options) if item and file else []
        for (field, _), png in zip(places, pictures, strict=False):
            target = folder / f"{_safe(name)}-{_safe(field)}.png"
            target.write_bytes(png)
            written.append(target)
    return written


def _by_page(case: Case) -> dict[tuple[str, int], list[tuple[str, BoxTuple]]]:
    """Return the doubtful answers by file and page: each page is laid straight once."""
    found: dict[tuple[str, int], list[tuple[str, BoxTuple]]] = defaultdict(list)
    for field, answer in case.candidature.answers.items():
        first = next((e for e in answer.evidence if e.page and e.box), None)
        if first is not None and first.page and first.box and _is_doubtful(answer):
            found[first.file, first.page].append((field, first.box))
    return found


def _is_doubtful(answer: Answer) -> bool:
    if answer.status == "corrected":
        return False
    return answer.status == "unreadable" or (
        answer.confidence < DOUBTED and answer.status == "read"
    )


def _cut(
    item: Item,
    file: ReadFile,
    page: int,
    boxes: list[Box],
    definition: Definition,
    options: Options,
) -> list[bytes]:
    """Return a picture per place; nothing for a file that has no pages, or that does not open."""
    from ami_cli.readers.scan.crop import crop_all

    if file.media_type != PDF and not file.media_type.startswith("image/"):
        return []
    name = item.path.rpartition("/")[2]
    pages = blank_pages(definition.folder)
    source = Source(name, item.data, file.media_type, options.passwords, pages)
    try:
        return crop_all(source, page, boxes, scanned="scan" in file.via)
    except FileProblem:
        return []


def _safe(text: str) -> str:
    return re.sub(r"[^\w.-]+", "_", text).strip("_.") or "dossier"
