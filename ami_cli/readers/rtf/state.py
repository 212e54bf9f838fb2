"""What a brace group of RTF saves and restores: where text goes, how it looks, how it is coded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ami_cli.readers.draft import PLAIN, Look
from ami_cli.readers.rtf.flow import Flow


@dataclass(slots=True)
class Font:
    """One entry of the font table; ``codec`` None means the document's default."""

    parts: list[str] = field(default_factory=list)
    name: str = ""
    codec: str | None = None
    symbol: bool = False


@dataclass(slots=True)
class FieldDraft:
    """One ``\\field`` being read; ``result`` is a story of its own for form fields only.

    ``kind``: 0 text, 1 check box, 2 list, None for what is not a form field.
    ``state`` and ``default`` are ``\\ffres`` and ``\\ffdefres`` (25 = the default holds).
    """

    bookmark: str = ""
    instruction: list[str] = field(default_factory=list)
    result: Flow | None = None
    kind: int | None = None
    state: int | None = None
    default: int | None = None
    name: list[str] = field(default_factory=list)
    entries: list[list[str]] = field(default_factory=list)
    text_type: int = 0
    is_form: bool = False
    before: tuple[int, int] | None = None  # extent of the story where the result begins


@dataclass(slots=True)
class PictureDraft:
    """One ``\\pict`` being read; sizes in twips, scales in per cent."""

    hexadecimal: list[bytes] = field(default_factory=list)
    binary: list[bytes] = field(default_factory=list)
    width: int = 0
    height: int = 0
    scale_x: int = 100
    scale_y: int = 100


# Where text goes: a story, a plain buffer, or nowhere.
Sink = Flow | list[str] | None


@dataclass(slots=True)
class State:
    """The state of one group. ``flow`` is the nearest story, ``sink`` where text goes now.

    ``blob`` takes raw bytes (pictures, objects); ``shape`` the properties of the shape around,
    ``pair`` the property being read; ``saved_sink`` is the sink that an inner group may wake up.
    """

    flow: Flow
    sink: Sink
    look: Look = PLAIN
    font: int = 0
    skip: bool = False
    hidden: bool = False
    deleted: bool = False
    unicode_skip: int = 1
    in_table: bool = False
    table_depth: int | None = None
    style: int = 0
    outline: int | None = None
    nested_row: bool = False
    destination: str = ""
    form: FieldDraft | None = None
    picture: PictureDraft | None = None
    blob: list[bytes] | None = None
    shape: dict[str, str] | None = None
    pair: tuple[list[str], list[str]] | None = None
    object_parts: tuple[list[str], list[bytes]] | None = None
    saved_sink: Sink = None
    on_close: Callable[[State], None] | None = None

    def child(self) -> State:
        """The state of a group opened here."""
        return State(  # spelled out: copy.copy takes four times as long
            self.flow,
            self.sink,
            self.look,
            self.font,
            self.skip,
            self.hidden,
            self.deleted,
            self.unicode_skip,
            self.in_table,
            self.table_depth,
            self.style,
            self.outline,
            self.nested_row,
            self.destination,
            self.form,
            self.picture,
            self.blob,
            self.shape,
            self.pair,
            self.object_parts,
            self.saved_sink,
        )

    def reset_paragraph(self) -> None:
        """``\\pard``."""
        self.in_table = False
        self.table_depth = None
        self.style = 0
        self.outline = None

    def depth(self) -> int:
        """How deep in tables the paragraph stands; 0 is outside."""
        if self.table_depth is not None and self.table_depth > 0:
            return self.table_depth
        return int(self.in_table)
