"""One file as read, shown to a person: text in order, tables, controls, what was put aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ami_cli.console.out import paint, say
from ami_cli.model.document import Block, Document, Paragraph, Table


def show_document(path: str, document: Document, record: dict[str, Any]) -> None:
    """Show the document; ``record`` is the contract's object of the same file."""
    pages = record["pages"]
    facts = [document.media_type, "+".join(document.via), f"{pages} pages" if pages else ""]
    say(f"{paint(path, 'titre')} ({', '.join(f for f in facts if f)})")
    for line in lines(document.blocks):
        say(line)
    for title, blocks in (("Notes", document.notes), ("En-têtes et pieds", document.margins)):
        if blocks:
            _title(title)
            for line in lines(blocks):
                say(line)
    for title, rows in _lists(record):
        if rows:
            _title(title)
            for row in rows:
                say(f"  {row}")


def lines(blocks: tuple[Block, ...], indent: str = "") -> Iterator[str]:
    """Yield the text of blocks; the cells of a row are joined by bars, nested tables indented."""
    for block in blocks:
        match block:
            case Paragraph():
                text = f"{block.number} {block.text}" if block.number else block.text
                if text.strip():
                    yield f"{indent}{'#' * block.level}{' ' if block.level else ''}{text}"
            case Table():
                for row in block.rows:
                    cells = [" / ".join(c.text.split("\n")) for c in row.cells]
                    yield f"{indent}| {' | '.join(cells)} |"


def _lists(record: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    marks = {True: "[x]", False: "[ ]", None: "[?]"}
    yield "Champs", [f"{f['name']} = {f['value']}  ({f['place']})" for f in record["fields"]]
    yield (
        "Cases",
        [f"{marks[c['checked']]} {c['label']}  ({c['place']})" for c in record["checkboxes"]],
    )
    yield (
        "Signatures",
        [f"{s['kind']} {s['signer'] or ''}  ({s['place']})" for s in record["signatures"]],
    )
    yield "Images", [f"{p['sha256'][:12]}  ({p['place']})" for p in record["pictures"]]
    yield (
        "Annotations",
        [f"{a['kind']} : {a['text']}  ({a['place']})" for a in record["annotations"]],
    )
    yield "Textes supprimés", record["deleted"]
    yield "Commentaires", record["comments"]
    yield "Fichiers joints", record["attachments"]
    yield "Remarques", record["warnings"]


def _title(title: str) -> None:
    say()
    say(paint(title, "titre"))
