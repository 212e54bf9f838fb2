"""The document model that every reader fills and the form engine reads.

One model for all formats. A document is a list of blocks; a paragraph is a list of
inline items, in reading order, so that a tick box keeps its place before its label.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

FieldKind = Literal["text", "checkbox", "choice", "date", "signature"]
MarkKind = Literal["digital", "ink", "line", "stamp"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points (1/72 in), origin at the top left of the page, y downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError(f"inverted box: {self}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a path always; a page (from 1) and a box where the format has them."""

    path: str
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look. Soft breaks are ``\\n``, tabs ``\\t``; symbol fonts are mapped to Unicode.

    ``colour`` is ``RRGGBB`` or None for automatic (black). ``inserted`` marks a tracked insertion.
    ``hint`` marks a placeholder that the format itself declares empty (never an answer).
    """

    text: str
    bold: bool = False
    underlined: bool = False
    struck: bool = False
    highlighted: bool = False
    colour: str | None = None
    inserted: bool = False
    hint: bool = False
    place: Place | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FormField:
    """A form field that holds text: legacy text field, content control, AcroForm text or list.

    ``value`` is empty when the field shows its placeholder. ``choices`` are the entries of a list.
    ``seen`` is what the page shows when that differs from what is stored, else None.
    ``label`` is what the form says to people about the field (tool tip of a PDF, title of a control).
    """

    name: str
    kind: FieldKind
    value: str
    place: Place
    choices: tuple[str, ...] = ()
    seen: str | None = None
    label: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A tick box that is a real control or a drawn box; None = cannot tell.

    A box that is just a character (☐, ☒) stays in the text of its run. ``export`` is the value a
    form stores when this box is ticked.
    """

    checked: bool | None
    place: Place
    name: str = ""
    label: str = ""
    confidence: float = 1.0
    export: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: SHA-256 of its bytes, size in points (0 = unknown)."""

    sha256: str
    place: Place
    width: float = 0.0
    height: float = 0.0
    description: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature mark: cryptographic (``digital``), drawn (``ink``), an empty or filled Word line, a stamp.

    ``signed`` is False for a signature field nobody signed. ``intact`` and ``covers_all`` are None
    where nothing was checked. ``name`` is the field's name, ``signer`` the certificate's.
    """

    kind: MarkKind
    place: Place
    signed: bool = True
    signer: str | None = None
    intact: bool | None = None
    covers_all: bool | None = None
    name: str = ""
    note: str = ""
    confidence: float = 1.0


Inline: TypeAlias = Run | FormField | Checkbox | Picture | Signature


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``level`` is 1.. for headings, 0 otherwise; ``number`` the printed list mark."""

    items: tuple[Inline, ...]
    place: Place
    level: int = 0
    number: str = ""
    confidence: float = 1.0

    @property
    def text(self) -> str:
        """Visible text in reading order; tick boxes as ☐ ☒ (⍰ when the state is unknown)."""
        return "".join(inline_text(item) for item in self.items)


@dataclass(frozen=True, slots=True)
class Cell:
    """One real cell (a merged cell appears once) with its blocks; ``column`` counts grid columns from 0."""

    blocks: tuple[Block, ...]
    place: Place
    column: int = 0
    colspan: int = 1
    rowspan: int = 1
    confidence: float = 1.0

    @property
    def text(self) -> str:
        """Text of the cell, one line per paragraph, nested tables included."""
        return "\n".join(block_lines(self.blocks))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]
    place: Place
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table; nested tables stand in their cell's blocks."""

    rows: tuple[Row, ...]
    place: Place
    confidence: float = 1.0


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a page, as the format or the OCR gave it."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a format that has pages; width and height in points. ``number`` counts from 1.

    ``words`` are those of a page read from its picture; of a typed page the blocks hold them.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    via: str = "text"


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something laid over the page: comment, free text, ink, stamp, link."""

    kind: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file embedded in the document; ``data`` is None when it was too large to keep."""

    name: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read.

    ``blocks`` is the body in reading order (text boxes at their anchor), ``margins`` headers and
    footers, ``notes`` footnotes and endnotes. ``deleted`` (tracked deletions) and ``comments`` are
    kept apart: they are never answers; nor are ``hidden_fields``, which show on no page, and push
    buttons. ``sha256`` is that of the bytes received.
    """

    file: str
    sha256: str
    media_type: str
    blocks: tuple[Block, ...]
    via: tuple[str, ...]
    margins: tuple[Block, ...] = ()
    notes: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    page_count: int | None = None
    encrypted: bool = False
    annotations: tuple[Annotation, ...] = ()
    signatures: tuple[Signature, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    deleted: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    hidden_fields: tuple[FormField | Checkbox, ...] = ()

    @property
    def text(self) -> str:
        """Visible text in reading order: body, then notes, then headers and footers."""
        return "\n".join(
            line for part in (self.blocks, self.notes, self.margins) for line in block_lines(part)
        )


def inline_text(item: Inline) -> str:
    """Return what one inline item shows."""
    match item:
        case Run():
            return item.text
        case FormField():
            return item.value or item.seen or ""
        case Checkbox():
            return {True: "☒", False: "☐", None: "⍰"}[item.checked]
        case Picture() | Signature():
            return ""


def block_lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the text of each paragraph, tables cell by cell."""
    for block in blocks:
        match block:
            case Paragraph():
                yield f"{block.number} {block.text}" if block.number else block.text
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from block_lines(cell.blocks)


def walk(blocks: tuple[Block, ...]) -> Iterator[Paragraph | Table]:
    """Yield every paragraph and table in reading order, those of cells included."""
    for block in blocks:
        yield block
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from walk(cell.blocks)


def inlines(blocks: tuple[Block, ...]) -> Iterator[Inline]:
    """Yield every inline item in reading order."""
    for block in walk(blocks):
        if isinstance(block, Paragraph):
            yield from block.items
