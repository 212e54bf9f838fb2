"""One paragraph of an OpenDocument text being read: its text, its looks, its white space."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from ami_cli.model.document import Inline
from ami_cli.readers.draft import BlockDraft, ParagraphDraft
from ami_cli.readers.odt.story import Story
from ami_cli.readers.odt.styles import TextStyle
from ami_cli.readers.symbols import from_symbol_text, is_symbol_font

_HYPHENS = {0xAD: None, 0x2011: "-"}  # soft: shows nothing; hard: a hyphen
_SPACES = re.compile(r"[ \t\r\n]+")


class Walk(NamedTuple):
    """How to go on inside an element: as blocks, or as one item of a paragraph."""

    blocks: Callable[[etree._Element, Story], list[BlockDraft]]
    item: Callable[[Line, etree._Element, TextStyle], None]


@dataclass(slots=True)
class OpenField:
    """A form field whose start was met; its items go to a draft of their own, not to ``outer``.

    ``is_part``: it goes on from the paragraph before, or in the next one; empty parts are nothing.
    """

    element: etree._Element
    outer: ParagraphDraft
    is_part: bool = False


class Line:
    """One paragraph being read into ``draft``; ``after`` holds the blocks of its frames.

    ``number`` is the mark the file itself printed (``text:number``), ``hidden`` a hidden paragraph,
    ``spaced`` whether white space that comes now would not show.
    """

    def __init__(self, story: Story, walk: Walk) -> None:
        self.story = story
        self.walk = walk
        self.draft = ParagraphDraft()
        self.after: list[BlockDraft] = []
        self.number = ""
        self.hidden = False
        self.fields: list[OpenField] = []
        self.floor = 0  # fields below it were opened outside of the content control being read
        self.spaced = True  # leading white space of a paragraph does not show

    def content(self, element: etree._Element, style: TextStyle) -> None:
        """Read the text and the children of ``element``."""
        if element.text:
            self.text(element.text, style)
        for child in element:
            if isinstance(child.tag, str):
                self.walk.item(self, child, style)
            if child.tail:
                self.text(child.tail, style)

    def text(self, text: str, style: TextStyle) -> None:
        """Add text of the file: white space collapses as in XML (§ 6.1.2)."""
        text = _SPACES.sub(" ", text)
        if self.spaced and text.startswith(" "):
            text = text[1:]
        if text:
            self.spaced = text.endswith(" ")
            self.write(text, style)

    def write(self, text: str, style: TextStyle) -> None:
        """Add text as it is."""
        text = text.translate(_HYPHENS)
        if style.hidden:
            self.story.hidden.append(text)
            return
        if is_symbol_font(style.font):
            text = from_symbol_text(style.font, text)
        if self.story.deleting:
            self.story.deleted[-1] += text
            return
        look = style.look
        if self.story.inserting:
            look = look._replace(inserted=True)
        self.draft.write(text, look)

    def add(self, item: Inline) -> None:
        """Add an item, unless it stands in deleted text."""
        if not self.story.deleting:
            self.draft.add(item)
            self.spaced = False

    def hint(self, text: str, style: TextStyle) -> None:
        """Add a placeholder."""
        self.write(text, style._replace(look=style.look._replace(hint=True)))
