"""One file as the readers see it, in the shape that the contract gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ami_cli.errors import (
    CorruptFile,
    EmptyFile,
    ExitCode,
    FileProblem,
    TooLargeFile,
    ToolMissing,
    UnreadableFile,
)
from ami_cli.model.document import (
    Block,
    Cell,
    Checkbox,
    Document,
    FormField,
    Paragraph,
    Picture,
    Signature,
    Table,
    inline_text,
    inlines,
    walk,
)
from ami_cli.sources.limits import DEFAULT, MB
from ami_cli.sources.names import shown

_EMPTY_BOXES, _TICKED_BOXES = "☐□◻❏❑▢", "☒☑■✔✓✅🗹🗷🗵◼"
_BOX = re.compile(f"[{_EMPTY_BOXES}{_TICKED_BOXES}]")
_LABEL = 120  # characters of a label, past which it is a text


@dataclass(frozen=True, slots=True)
class Tick:
    """One tick box, control or character, with the words that follow it."""

    checked: bool | None
    label: str
    place: str


@dataclass(frozen=True, slots=True)
class FileRead:
    """What became of one file: its document, or the class and the sentence of what is wrong."""

    file: str
    document: Document | None = None
    kind: str = ""
    message: str = ""
    code: ExitCode = ExitCode.DONE

    def record(self) -> dict[str, Any]:
        """Return the contract's object."""
        if self.document is None:
            return {"file": self.file, "error": {"class": self.kind, "message": self.message}}
        return as_record(self.file, self.document)


def read_all(paths: Sequence[Path], passwords: tuple[str, ...] = ()) -> Iterator[FileRead]:
    """Read files one after the other; one that cannot be read does not stop the next."""
    for path in paths:
        name = shown(str(path))
        try:
            yield FileRead(name, read_file(path, passwords))
        except FileProblem as error:
            yield FileRead(name, None, error.kind, str(error), error.exit_code)
        except ToolMissing as error:
            yield FileRead(name, None, "unreadable", str(error), ExitCode.TOOL_MISSING)


def read_file(path: Path, passwords: tuple[str, ...] = ()) -> Document:
    """Read one file from disk.

    Raises:
        FileProblem: it cannot be read. ToolMissing: an optional tool is needed.
    """
    from ami_cli.detect import media_type
    from ami_cli.readers import Source, read

    try:
        if path.is_dir():
            raise UnreadableFile("C'est un dossier : donnez un fichier, ou lancez « ami ingest ».")
        if not path.is_file():
            raise UnreadableFile("Ce fichier n'existe pas, ou n'est pas un fichier : vérifiez.")
        if path.stat().st_size > DEFAULT.file_bytes:
            raise TooLargeFile(f"Ce fichier dépasse {DEFAULT.file_bytes // MB} Mo.")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"Le système refuse l'accès ({error.strerror}).") from error
    if not data:
        raise EmptyFile("Ce fichier est vide : demandez au candidat de le renvoyer.")
    try:
        return read(Source(path.name, data, media_type(data, path.name), passwords))
    except (RecursionError, MemoryError) as error:
        raise TooLargeFile(
            "Ce fichier est trop imbriqué ou trop gros : demandez un PDF."
        ) from error
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OSError) as error:
        if isinstance(error, FileProblem):
            raise
        raise CorruptFile(
            f"Ce fichier n'a pas pu être lu ({type(error).__name__}) : ouvrez-le à la main."
        ) from error


def as_record(path: str, document: Document) -> dict[str, Any]:
    """Return the contract's object for one file."""
    parts = (document.blocks, document.notes, document.margins)
    items = [item for part in parts for item in inlines(part)]
    return {
        "file": path,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "via": list(document.via),
        "pages": document.page_count or (len(document.pages) or None),
        "encrypted": document.encrypted,
        "text": document.text,
        "tables": [table for part in parts for table in tables(part)],
        "fields": list(_fields(items, document)),
        "checkboxes": [
            {"checked": t.checked, "label": t.label, "place": t.place}
            for part in parts
            for t in ticks(part)
        ],
        "pictures": [
            {"sha256": i.sha256, "place": i.place.path} for i in items if isinstance(i, Picture)
        ],
        "signatures": [_signature(s) for s in signatures(items, document) if s.signed],
        "annotations": [
            {"kind": a.kind, "text": a.text, "place": a.place.path} for a in document.annotations
        ],
        "deleted": list(document.deleted),
        "comments": list(document.comments),
        "attachments": [a.name for a in document.attachments],
        "warnings": list(document.warnings),
    }


def tables(blocks: tuple[Block, ...]) -> Iterator[list[list[str]]]:
    """Yield each table as rows of cell texts; a nested table comes after, not in its cell."""
    for block in walk(blocks):
        if isinstance(block, Table):
            yield [[_own_text(cell) for cell in row.cells] for row in block.rows]


def ticks(blocks: tuple[Block, ...]) -> Iterator[Tick]:
    """Yield every tick box in reading order: controls, and box characters in the text."""
    for block in walk(blocks):
        if isinstance(block, Paragraph):
            yield from _ticks_of(block)


def signatures(items: list[Any], document: Document) -> list[Signature]:
    """Return every signature mark once: those in the text, then those of the whole file."""
    return list(
        dict.fromkeys([*(i for i in items if isinstance(i, Signature)), *document.signatures])
    )


def _ticks_of(paragraph: Paragraph) -> Iterator[Tick]:
    """Split a paragraph at its boxes: what follows a box, up to the next, is its label."""
    pending: tuple[bool | None, str, str] | None = None
    label = ""
    for item in paragraph.items:
        if isinstance(item, Checkbox):
            if pending:
                yield _tick(pending, label)
            pending, label = (item.checked, item.place.path, item.label), ""
            continue
        text = inline_text(item)
        at = 0
        for match in _BOX.finditer(text):
            if pending:
                yield _tick(pending, label + text[at : match.start()])
            place = getattr(item, "place", None) or paragraph.place
            pending, label, at = (match.group() in _TICKED_BOXES, place.path, ""), "", match.end()
        label += text[at:]
    if pending:
        yield _tick(pending, label)


def _tick(pending: tuple[bool | None, str, str], after: str) -> Tick:
    checked, place, own = pending
    return Tick(checked, own or " ".join(after.split())[:_LABEL], place)


def _own_text(cell: Cell) -> str:
    return "\n".join(
        f"{block.number} {block.text}" if block.number else block.text
        for block in cell.blocks
        if isinstance(block, Paragraph)
    )


def _fields(items: list[Any], document: Document) -> Iterator[dict[str, Any]]:
    for item in items:
        if isinstance(item, FormField):
            yield {
                "name": item.name,
                "kind": item.kind,
                "value": item.value,
                "place": item.place.path,
            }
        elif isinstance(item, Checkbox):
            yield {
                "name": item.name,
                "kind": "checkbox",
                "value": item.checked,
                "place": item.place.path,
            }
        elif isinstance(item, Signature) and item.name:
            yield _signature_field(item)
    for mark in document.signatures:
        if mark.name and mark not in items:
            yield _signature_field(mark)


def _signature_field(mark: Signature) -> dict[str, Any]:
    value = (mark.signer or "signé") if mark.signed else ""
    return {"name": mark.name, "kind": "signature", "value": value, "place": mark.place.path}


def _signature(mark: Signature) -> dict[str, Any]:
    return {
        "kind": mark.kind,
        "signer": mark.signer,
        "intact": mark.intact,
        "covers_all": mark.covers_all,
        "place": mark.place.path,
    }
