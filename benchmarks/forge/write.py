"""Write one applicant's answers into a Word document: the blank in place, retyped, or a form of their own."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from benchmarks.forge.ticks import Run

LOOKS = {"bold": "bold", "underline": "underline", "strike": "strike"}


def set_runs(paragraph: Paragraph, runs: Sequence[Run]) -> None:
    """Replace a paragraph's text by runs with looks."""
    for run in list(paragraph.runs):
        delete(run)
    for text, look in runs:
        made = paragraph.add_run(text)
        if look == "highlight":
            made.font.highlight_color = WD_COLOR_INDEX.YELLOW
        elif look == "strike":
            made.font.strike = True
        elif look:
            setattr(made, LOOKS[look], True)


def set_cell(cell: _Cell, text: str) -> None:
    """Write a text into a cell, one paragraph per line."""
    lines = text.split("\n")
    for extra in cell.paragraphs[1:]:
        delete(extra)
    set_runs(cell.paragraphs[0], [(lines[0], "")])
    for line in lines[1:]:
        cell.add_paragraph(line)


def add_picture(cell: _Cell, random: Random) -> None:
    """Put a drawn scribble into a cell."""
    cell.add_paragraph().add_run().add_picture(io.BytesIO(scribble(random)), width=Mm(34))


def scribble(random: Random) -> bytes:
    """Return a small PNG with a wavy line, different for each signer."""
    width, height = 120, 40
    rows = [bytearray(b"\xff" * width) for _ in range(height)]
    y = random.randint(10, 30)
    for x in range(4, width - 4):
        y = max(2, min(height - 3, y + random.randint(-2, 2)))
        rows[y][x] = rows[y + 1][x] = 0
    raw = b"".join(b"\x00" + bytes(row) for row in rows)

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(raw))
        + chunk(b"IEND", b"")
    )


def open_blank(path: Path) -> Document:
    """Open a blank form to fill it in."""
    return docx.Document(str(path))


def new_document() -> Document:
    """Return an empty document."""
    return docx.Document()


def add_row(table: Any) -> tuple[_Cell, ...]:
    """Add a row to a table and return its cells."""
    cells: tuple[_Cell, ...] = table.add_row().cells
    return cells


def delete(element: Any) -> None:
    """Take a paragraph or table out of its document."""
    node = element._element
    node.getparent().remove(node)


def insert_after(element: Any, text: str) -> Paragraph:
    """Add a paragraph behind a table or paragraph."""
    from docx.oxml import OxmlElement

    node: Any = OxmlElement("w:p")
    element._element.addnext(node)
    paragraph = Paragraph(node, element._parent)
    paragraph.add_run(text)
    return paragraph
