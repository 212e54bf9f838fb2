"""What the walker carries from element to element."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ami_cli.errors import TooLargeFile
from ami_cli.model.document import Signature
from ami_cli.readers.docx.binding import Bindings
from ami_cli.readers.docx.look import Styles
from ami_cli.readers.docx.names import Element
from ami_cli.readers.docx.numbering import Numbering
from ami_cli.readers.docx.opc import Parts
from ami_cli.readers.draft import BlockDraft, ParagraphDraft

MAX_DELETED = 10_000  # texts kept of tracked deletions
MAX_SHAPES = 500  # drawn shapes told
MAX_PIECES = 120_000  # paragraphs, runs and cells: a thousand pages, 2 s


class Mode(NamedTuple):
    """What holds for everything below an element."""

    paragraph: str = ""  # style id
    table: str = ""  # style id
    inserted: bool = False
    deleted: bool = False
    hint: bool = False


@dataclass(slots=True, eq=False)
class OpenField:
    """A complex field that has begun and not ended (ISO 29500-1 § 17.16.18)."""

    data: Element | None  # w:ffData of a form field
    code: str = ""
    in_result: bool = False
    is_muted: bool = False  # its result is not text: a tick box, a list
    sink: ParagraphDraft | None = None  # collects the result of a text field
    name: str = ""


@dataclass(slots=True)
class Found:
    """What is kept apart from the blocks."""

    deleted: list[str] = field(default_factory=list)
    warnings: dict[str, None] = field(default_factory=dict)  # ordered, without repetition
    hidden: list[str] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    notes: dict[tuple[str, str], None] = field(default_factory=dict)  # (kind, id) as referred to
    margins: dict[str, None] = field(default_factory=dict)  # header and footer parts
    pictures: dict[str, str] = field(default_factory=dict)  # part -> sha256
    chunks: int = 0
    shapes: list[tuple[ParagraphDraft | None, str]] = field(default_factory=list)  # drawn by hand
    pieces: int = 0  # paragraphs, runs and cells seen


BlockWalk: TypeAlias = "Callable[[Context, Iterable[Element], list[BlockDraft], Mode], None]"


@dataclass(slots=True)
class Context:
    """The state of one walk over one story (body, header, note, text box)."""

    parts: Parts
    part: str
    styles: Styles
    numbering: Numbering
    bindings: Bindings
    found: Found
    signed_lines: frozenset[str] = frozenset()
    chunk_depth: int = 0
    fields: list[OpenField] = field(default_factory=list)
    broken: dict[Element, bool] = field(default_factory=dict)  # fldChar -> has no counterpart
    boxes: list[BlockDraft] = field(default_factory=list)  # text boxes of the current paragraph
    cut: list[str] = field(default_factory=list)  # deleted text not yet closed
    bookmark: str = ""
    paragraph: ParagraphDraft | None = None  # the one being filled
    carried: ParagraphDraft | None = None  # a paragraph that goes on in the next one
    walk_blocks: BlockWalk | None = None

    def count(self) -> None:
        """Count a paragraph, a run or a cell.

        Raises:
            TooLargeFile: there are more than any document has.
        """
        self.found.pieces += 1
        if self.found.pieces > MAX_PIECES:
            raise TooLargeFile("Document démesuré : demander une version plus légère.")

    def warn(self, message: str) -> None:
        """Keep a warning, once."""
        self.found.warnings[message] = None

    def note_shape(self, what: str) -> None:
        """Keep what somebody drew over the current paragraph."""
        if len(self.found.shapes) < MAX_SHAPES:
            self.found.shapes.append((self.paragraph, what))

    def close_cut(self) -> None:
        """End the current piece of deleted text."""
        if self.cut:
            text = "".join(self.cut)
            self.cut.clear()
            if text.strip() and len(self.found.deleted) < MAX_DELETED:
                self.found.deleted.append(text)

    def is_coding(self) -> bool:
        """Tell whether text here is a field code, or the result of a tick box or a list."""
        return any(open_.is_muted or not open_.in_result for open_ in self.fields)
