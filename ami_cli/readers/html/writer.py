"""Where the text of a page goes: open paragraph, open cell, notes, margins, comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ami_cli.model.document import Inline
from ami_cli.readers.draft import Allowance, BlockDraft, ParagraphDraft, TextDraft, text_of
from ami_cli.readers.html.css import TextStyle
from ami_cli.readers.symbols import from_symbol_text, is_symbol_font

_HYPHENS = {0xAD: None, 0x2011: "-"}  # soft: shows nothing; hard: a hyphen
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Writer:
    """One page being read. ``blocks`` is the container that takes the next block."""

    blocks: list[BlockDraft] = field(default_factory=list)
    notes: list[BlockDraft] = field(default_factory=list)
    margins: list[BlockDraft] = field(default_factory=list)
    comments: list[BlockDraft] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    level: int = 0
    number: str = ""
    paragraph: ParagraphDraft = field(default_factory=ParagraphDraft)
    deleting: int = 0
    numbering: list[str] | None = None  # takes the text of a list mark that the page prints
    after: list[BlockDraft] = field(default_factory=list)  # text boxes of the open paragraph
    allowance: Allowance = field(default_factory=Allowance)
    _spaced: bool = True

    def warn(self, sentence: str) -> None:
        """Keep a warning once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def text(self, text: str, style: TextStyle) -> None:
        """Add text of the page: white space collapses unless the style keeps it."""
        if style.keeps_spaces:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        else:
            text = _SPACES.sub(" ", text)
            if self._spaced and text.startswith(" "):
                text = text[1:]
        if not text:
            return
        text = text.translate(_HYPHENS)
        if is_symbol_font(style.font):
            text = from_symbol_text(style.font, text)
        if self.numbering is not None:
            self.numbering.append(text)
            return
        if self.deleting:
            self.deleted[-1] += text
            return
        self._spaced = not style.keeps_spaces and text.endswith((" ", "\n"))
        self.paragraph.write(text, style.look)

    def line_break(self, style: TextStyle) -> None:
        """``<br>``."""
        self._trim()
        self.paragraph.write("\n", style.look)
        self._spaced = True

    def tab(self, style: TextStyle) -> None:
        """A tab stop of Word."""
        self.paragraph.write("\t", style.look)
        self._spaced = True

    def add(self, item: Inline) -> None:
        """Add a field, a box or a picture, unless it was deleted."""
        if not self.deleting:
            self.paragraph.add(item)
            self._spaced = False

    def end_paragraph(self) -> None:
        """Close the open paragraph; one without content leaves nothing."""
        self._trim()
        items = self.paragraph.items
        last = items[-1] if items else None
        if isinstance(last, TextDraft) and last.pieces[-1].endswith("\n"):
            last.pieces[-1] = last.pieces[-1][
                :-1
            ]  # a break before the end of a block shows nothing
            self._drop_empty()
        self._spaced = True
        if not items or _shows_nothing(self.paragraph):
            self.paragraph = ParagraphDraft()
            self._place_boxes()
            return
        self.allowance.spend()
        self.paragraph.level = self.level
        self.paragraph.number = self.number
        self.number = ""
        self.blocks.append(self.paragraph)
        self.paragraph = ParagraphDraft()
        self._place_boxes()

    def _place_boxes(self) -> None:
        boxes, self.after = self.after, []
        self.blocks.extend(boxes)

    def _trim(self) -> None:
        """Drop the space that ends a line."""
        items = self.paragraph.items
        if self._spaced and items and isinstance(items[-1], TextDraft):
            last = items[-1]
            if last.pieces[-1].endswith(" "):
                last.pieces[-1] = last.pieces[-1][:-1]
                self._drop_empty()

    def _drop_empty(self) -> None:
        items = self.paragraph.items
        last = items[-1]
        if isinstance(last, TextDraft) and not last.pieces[-1]:
            last.pieces.pop()
            if not last.pieces:
                items.pop()


def _shows_nothing(paragraph: ParagraphDraft) -> bool:
    """Whether a paragraph is only line breaks; a hard space is content, somebody typed it."""
    texts = [item for item in paragraph.items if isinstance(item, TextDraft)]
    return len(texts) == len(paragraph.items) and not text_of(texts).strip(" \n")
