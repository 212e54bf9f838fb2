"""Show a document's blocks as lists of text, so that a test can assert the whole of them."""

from __future__ import annotations

from ami_cli.model.document import (
    Block,
    Checkbox,
    Document,
    FormField,
    Paragraph,
    Picture,
    Run,
    Signature,
)
from ami_cli.readers import Source
from ami_cli.readers.pdf import read


def outline(blocks: tuple[Block, ...]) -> list[object]:
    """A paragraph is a string; a table is a list of rows of cells, a cell its outline."""
    return [
        said(block)
        if isinstance(block, Paragraph)
        else [[_cell(outline(cell.blocks)) for cell in row.cells] for row in block.rows]
        for block in blocks
    ]


def _cell(blocks: list[object]) -> object:
    return blocks[0] if len(blocks) == 1 else blocks or ""


def said(paragraph: Paragraph) -> str:
    return "".join(_item(item) for item in paragraph.items)


def _item(item: object) -> str:
    match item:
        case Run(text=text):
            return text
        case FormField(name=name, value=value):
            return f"<{name}={value}>"
        case Checkbox(checked=checked):
            return {True: "[x]", False: "[ ]", None: "[?]"}[checked]
        case Picture():
            return "<picture>"
        case Signature(kind=kind):
            return f"<{kind}>"
    raise AssertionError(item)


def read_pdf(data: bytes, *passwords: str) -> Document:
    return read(Source("essai.pdf", data, "application/pdf", passwords))
