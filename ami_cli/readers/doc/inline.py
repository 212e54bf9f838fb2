"""Inline items of one story: a machine fed run by run, that knows the fields that are open.

A field is begin (0x13), instruction, separator (0x14), result, end (0x15) ([MS-DOC] 2.8.25).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ami_cli.model.document import Inline, Picture, Place
from ami_cli.readers.doc.compound import Compound
from ami_cli.readers.doc.controls import is_control, read_control
from ami_cli.readers.doc.fields import (
    OpenField,
    form_field,
    is_form_field,
    text_of,
    without_result,
)
from ami_cli.readers.doc.formdata import Bookmarks, read_form_data
from ami_cli.readers.doc.looks import Look
from ami_cli.readers.doc.pictures import Blip, Digests, inline_picture
from ami_cli.readers.doc.runs import Fonts, run_of, whole

_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"
_OBJECT = "\x01"
_DRAWN = "\x08"
_MAX_NESTING = 32
# in the order found: special characters one by one, ordinary text in stretches
_TOKENS = re.compile("[\x00-\x08\x0c-\x1f]|[^\x00-\x08\x0c-\x1f]+")
_TYPED = {"\x0e": "\n", "\x1e": "-", "\r": "\n"}


@dataclass(slots=True)
class Sink:
    """What a paragraph gathers: inline items, characters where floating shapes hang."""

    place: Place
    items: list[Inline] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Stores:
    """Where special characters find what they stand for; ``drawn`` by character position."""

    data: bytes
    compound: Compound
    bookmarks: Bookmarks
    drawn: Callable[[int], tuple[Blip, ...]]
    digests: Digests


class InlineReader:
    """Turns runs of characters into inline items; fields may go on over several paragraphs.

    ``deleted`` collects the text of tracked deletions, in order; ``hidden`` that of hidden text.
    """

    def __init__(self, fonts: Fonts, stores: Stores) -> None:
        self._fonts = fonts
        self._stores = stores
        self._inline: dict[int, Blip | None] = {}
        self._fields: list[OpenField] = []
        self.deleted: list[str] = []
        self.hidden: list[str] = []
        self._deleted_end = -1

    @contextmanager
    def story(self) -> Iterator[None]:
        """Read a story of its own, a text box inside another for one; fields end with theirs."""
        outer, self._fields = self._fields, []
        yield
        self._fields = outer

    def feed(self, sink: Sink, characters: str, start: int, look: Look) -> None:
        """Read one run of one look."""
        if look.symbol is not None:
            text = self._fonts.symbol(*look.symbol) * len(characters)
            self._text(sink, text, start, look)
            return
        if characters.isprintable():  # most runs: nothing special in them
            self._text(sink, self._fonts.shown(characters, look), start, look, len(characters))
            return
        for token in _TOKENS.finditer(characters):
            text = token.group()
            position = start + token.start()
            if text[0] >= " " or text[0] in "\t\n\x0b":
                self._text(sink, self._fonts.shown(text, look), position, look, len(text))
            elif text in (_BEGIN, _SEPARATE, _END):
                self._mark(sink, text, position, look)
            elif text in _TYPED:
                self._text(sink, _TYPED[text], position, look)
            elif look.special and not (look.deleted or look.hidden):
                self._special(sink, text, position, look)

    def end_paragraph(self, sink: Sink) -> None:
        """Give what open fields hold to the paragraph that ends."""
        for open_field in self._fields:
            sink.items.extend(open_field.result)
            open_field.result.clear()
            open_field.spread = open_field.in_result

    def _text(self, sink: Sink, text: str, position: int, look: Look, length: int = 1) -> None:
        text = whole(text)
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].pieces.append(text)
        elif look.deleted:
            if position == self._deleted_end and self.deleted:
                self.deleted[-1] += text
            else:
                self.deleted.append(text)
            self._deleted_end = position + length
        elif look.hidden:
            self.hidden.append(text)
        elif text:
            self._emit(sink, run_of(text, look))

    def _emit(self, sink: Sink, item: Inline) -> None:
        if not self._fields:
            sink.items.append(item)
        elif self._fields[-1].in_result:
            self._fields[-1].result.append(item)

    def _mark(self, sink: Sink, mark: str, position: int, look: Look) -> None:
        if mark == _BEGIN:
            if len(self._fields) < _MAX_NESTING:
                self._fields.append(OpenField(position, not (look.deleted or look.hidden)))
        elif not self._fields:
            return
        elif mark == _SEPARATE:
            self._fields[-1].in_result = True
            self._fields[-1].stored = look.location if look.ole else 0
        else:
            closed = self._fields.pop()
            for item in self._close(sink, closed, position, look):
                self._emit(sink, item)

    def _close(self, sink: Sink, closed: OpenField, position: int, look: Look) -> list[Inline]:
        """Return what a field that ends leaves behind."""
        if is_form_field(closed):
            if not closed.kept:
                self.deleted.append(text_of(closed.result))
                return []
            name = closed.data.name if closed.data else ""
            name = name or self._stores.bookmarks.name(closed.begin, position + 1)
            return form_field(closed, name, sink.place)
        if closed.word == "CONTROL" and closed.kept and is_control(closed.instruction):
            compound, instruction = self._stores.compound, closed.instruction
            control = read_control(compound, closed.stored, instruction, sink.place)
            return control or closed.result  # at least the picture of what it shows
        if closed.result or not closed.kept:
            return closed.result
        return without_result(closed, self._fonts.name(look.font_ascii), look)

    def _special(self, sink: Sink, text: str, position: int, look: Look) -> None:
        if text == _OBJECT and look.location >= 0:
            if not look.form_data:
                self._pictures(sink, self._inline_picture(look.location))
            elif self._fields:
                self._fields[-1].data = read_form_data(self._stores.data, look.location)
        elif text == _DRAWN:
            sink.anchors.append(position)
            self._pictures(sink, self._stores.drawn(position))

    def _inline_picture(self, location: int) -> tuple[Blip, ...]:
        if location not in self._inline:
            blip = inline_picture(self._stores.data, location, self._stores.digests)
            self._inline[location] = blip
        found = self._inline[location]
        return (found,) if found is not None else ()

    def _pictures(self, sink: Sink, blips: tuple[Blip, ...]) -> None:
        for blip in blips:
            size = (blip.width, blip.height)
            self._emit(sink, Picture(blip.sha256, sink.place, *size, blip.description))
