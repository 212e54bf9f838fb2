"""Inline items of one story, fields included ([MS-DOC] 2.8.25): a machine fed character by run.

A field is begin (0x13), instruction, separator (0x14), result, end (0x15). Form fields become
controls; of the others only the result stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ami_cli.model.document import Checkbox, FieldKind, FormField, Inline, Picture, Place, Run
from ami_cli.readers.doc.compound import Compound
from ami_cli.readers.doc.controls import is_control, read_control
from ami_cli.readers.doc.formdata import CHECKBOX, LIST, Bookmarks, FormData, read_form_data
from ami_cli.readers.doc.looks import Look
from ami_cli.readers.doc.pictures import Blip, inline_picture
from ami_cli.readers.symbols import from_symbol_text, is_symbol_font, to_unicode

_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"
_OBJECT = "\x01"
_DRAWN = "\x08"
_MAX_NESTING = 32
# in the order found: special characters one by one, ordinary text in stretches
TOKENS = re.compile("[\x00-\x08\x0c-\x1f]|[^\x00-\x08\x0c-\x1f]+")
_TYPED = {"\x0e": "\n", "\x1e": "-", "\r": "\n"}
_PRIVATE = re.compile("[\uf000-\uf0ff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANK = " \u2002\u00a0\u2003\u3000"
_SYMBOL_FIELD = re.compile(
    r'SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,6})(?:.*?\\f\s*(?:"([^"]*)"|(\S+)))?',
    re.IGNORECASE | re.DOTALL,
)
_MACRO_BUTTON = re.compile(r"MACROBUTTON\s+\S+\s?(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Field:
    """One open field: its instruction while it is read, then the items of its result."""

    begin: int
    kept: bool
    instruction: list[str] = field(default_factory=list)
    data: FormData | None = None
    stored: int = 0
    in_result: bool = False
    result: list[Inline] = field(default_factory=list)


@dataclass(slots=True)
class Sink:
    """What a paragraph gathers: inline items, characters where floating shapes hang."""

    place: Place
    items: list[Inline] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)


class InlineReader:
    """Turns runs of characters into inline items; fields may go on over several paragraphs.

    ``deleted`` collects the text of tracked deletions, in order; ``hidden`` that of hidden text.
    """

    def __init__(
        self,
        data: bytes,
        fonts: tuple[str, ...],
        bookmarks: Bookmarks,
        drawn: Callable[[int], tuple[Blip, ...]],
        compound: Compound,
    ) -> None:
        self._data = data
        self._fonts = fonts
        self._bookmarks = bookmarks
        self._drawn = drawn
        self._compound = compound
        self._fields: list[_Field] = []
        self.deleted: list[str] = []
        self.hidden: list[str] = []
        self._deleted_end = -1

    def feed(self, sink: Sink, characters: str, start: int, look: Look) -> None:
        """Read one run of one look."""
        if look.symbol is not None:
            font, code = look.symbol
            self._text(sink, _symbol(self._font(font), code) * len(characters), start, look)
            return
        for token in TOKENS.finditer(characters):
            text = token.group()
            position = start + token.start()
            if text[0] >= " " or text[0] in "\t\n\x0b":
                self._text(sink, self._shown(text, look), position, look)
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

    def end_story(self) -> None:
        """Forget the fields that nothing closed."""
        self._fields.clear()

    def _shown(self, text: str, look: Look) -> str:
        """Return text as it looks; for private use characters any of the three fonts counts."""
        font = self._font(look.font_ascii)
        if text.isascii() and not is_symbol_font(font):
            return text.replace("\x0b", "\n")
        text = text.replace("\x0b", "\n").replace("\xad", "")
        if _PRIVATE.search(text):
            fonts = (font, self._font(look.font_other), self._font(look.font_east))
            font = next((f for f in fonts if is_symbol_font(f)), font)
        return from_symbol_text(font, text)

    def _font(self, index: int) -> str:
        return self._fonts[index] if 0 <= index < len(self._fonts) else ""

    def _text(self, sink: Sink, text: str, position: int, look: Look) -> None:
        end = position + len(text)
        if not text.isascii() and _SURROGATE.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].instruction.append(text)
        elif look.deleted:
            if position == self._deleted_end and self.deleted:
                self.deleted[-1] += text
            else:
                self.deleted.append(text)
            self._deleted_end = end
        elif look.hidden:
            self.hidden.append(text)
        elif text:
            self._emit(sink, _run(text, look))

    def _emit(self, sink: Sink, item: Inline) -> None:
        if not self._fields:
            sink.items.append(item)
        elif self._fields[-1].in_result:
            self._fields[-1].result.append(item)

    def _mark(self, sink: Sink, mark: str, position: int, look: Look) -> None:
        if mark == _BEGIN:
            if len(self._fields) < _MAX_NESTING:
                self._fields.append(_Field(position, not (look.deleted or look.hidden)))
        elif not self._fields:
            return
        elif mark == _SEPARATE:
            self._fields[-1].in_result = True
            self._fields[-1].stored = look.location if look.ole else 0
        else:
            closed = self._fields.pop()
            for item in self._close(sink, closed, position, look):
                self._emit(sink, item)

    def _close(self, sink: Sink, closed: _Field, position: int, look: Look) -> list[Inline]:
        """Return what a field that ends leaves behind."""
        instruction = "".join(closed.instruction).strip()
        word = instruction.split(None, 1)[0].upper() if instruction else ""
        if word in _FORM:
            if not closed.kept:
                self.deleted.extend(_values(closed.result))
                return []
            name = closed.data.name if closed.data else ""
            name = name or self._bookmarks.name(closed.begin, position + 1)
            return _FORM[word](closed, name, sink.place)
        if word == "CONTROL" and closed.kept and is_control(instruction):
            control = read_control(self._compound, closed.stored, instruction, sink.place)
            return control or closed.result  # at least the picture of what it shows
        if closed.result or not closed.kept:
            return closed.result
        return self._without_result(word, instruction, look)

    def _without_result(self, word: str, instruction: str, look: Look) -> list[Inline]:
        """Return what a field shows that never has a result: a symbol, a place to click."""
        if word == "SYMBOL":
            found = _SYMBOL_FIELD.match(instruction)
            if found:
                code = int(found[1], 0) if found[1][:2] in ("0x", "0X") else int(found[1])
                font = found[2] or found[3] or self._font(look.font_ascii)
                return [_run(_symbol(font, code), look)] if 0x20 <= code < 0xD800 else []
        if word == "MACROBUTTON":
            found = _MACRO_BUTTON.match(instruction)
            if found and found[1]:
                return [_run(found[1], look, hint=True)]
        return []

    def _special(self, sink: Sink, text: str, position: int, look: Look) -> None:
        if text == _OBJECT and look.location >= 0:
            if look.form_data:
                if self._fields:
                    self._fields[-1].data = read_form_data(self._data, look.location)
                return
            blip = inline_picture(self._data, look.location)
            if blip is not None:
                self._picture(sink, blip)
        elif text == _DRAWN:
            sink.anchors.append(position)
            for blip in self._drawn(position):
                self._picture(sink, blip)

    def _picture(self, sink: Sink, blip: Blip) -> None:
        self._emit(
            sink, Picture(blip.sha256, sink.place, blip.width, blip.height, blip.description)
        )


def _run(text: str, look: Look, hint: bool = False) -> Run:
    return Run(
        text,
        look.bold,
        look.underlined,
        look.struck or look.struck_twice,
        look.marked or look.shaded,
        look.colour,
        look.inserted,
        hint,
    )


def _symbol(font: str, code: int) -> str:
    return to_unicode(font, code) or chr(code)


def _values(items: list[Inline]) -> list[str]:
    text = "".join(item.text for item in items if isinstance(item, Run))
    return [text] if text.strip(_BLANK) else []


def _text_field(closed: _Field, name: str, place: Place) -> list[Inline]:
    """A text field; five en spaces, as Word writes an unfilled one, are an empty value.

    An answer with something struck, or of several looks, stays runs: a value would lose that.
    """
    runs = [item for item in closed.result if isinstance(item, Run)]
    value = "".join(item.text for item in runs).strip("\u2002")
    if not value.strip(_BLANK):
        value = ""
    elif any(run.struck for run in runs) or len({replace(run, text="") for run in runs}) > 1:
        return closed.result
    others = [item for item in closed.result if not isinstance(item, Run)]
    kind: FieldKind = "date" if closed.data is not None and closed.data.date else "text"
    return [FormField(name, kind, value, place), *others]


def _box(closed: _Field, name: str, place: Place) -> list[Inline]:
    state = closed.data.result if closed.data and closed.data.kind == CHECKBOX else None
    return [Checkbox(None if state is None else bool(state), place, name)]


def _choice(closed: _Field, name: str, place: Place) -> list[Inline]:
    """A drop-down; its stored index counts, the text of its result only where there is none."""
    entries = closed.data.entries if closed.data else ()
    index = closed.data.result if closed.data and closed.data.kind == LIST else None
    shown = "".join(_values(closed.result)).strip(_BLANK)
    value = entries[index] if index is not None else shown
    return [FormField(name, "choice", value, place, entries)]


_FORM: dict[str, Callable[[_Field, str, Place], list[Inline]]] = {
    "FORMTEXT": _text_field,
    "FORMCHECKBOX": _box,
    "FORMDROPDOWN": _choice,
}
