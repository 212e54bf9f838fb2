"""Place what was laid over a page: values of fields, free text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from ami_cli.model.document import Box, Checkbox, FormField, Place, Signature
from ami_cli.readers.layout import PageWord, Placed, Style
from ami_cli.readers.layout.ticks import TICK_WORD
from ami_cli.readers.pdf.fields import Widget
from ami_cli.readers.pdf.frame import Frame
from ami_cli.readers.pdf.notes import Note

SLACK = 2.0  # points: the text of a field may stand on its border
ONE_SIDED = 0.9  # confidence in a value that is stored and not shown, or shown and not stored
DISAGREES = 0.5
STAMPED = re.compile(
    r"\W*(?:re[çc]ue?|approuvée?|validée?|certifiée?|copie|brouillon|original|urgent|confidentiel|vu|"
    r"bon pour|received|approved|draft|final)\b",
    re.IGNORECASE,
)
BASE_SIZE = 10.0  # points, for free text that has no appearance


def place_widget(
    widget: Widget, page: int, frame: Frame, over: list[PageWord]
) -> tuple[Placed | None, list[PageWord]]:
    """Return the item for a widget, and the overlay words that are not its appearance."""
    if widget.rect is None or widget.kind == "button" or widget.hidden:
        return None, over
    box = frame.box(*widget.rect)
    mine = [word for word in over if _in(box, word)]
    over = [word for word in over if not _in(box, word)]
    place = Place("", page, box)
    if widget.kind == "signature":
        return Signature("digital", place, signed=widget.signed, name=widget.name), over
    item = as_item(widget, place)
    if isinstance(item, FormField) and widget.shown:
        item = _compared(item, said(mine))
    if isinstance(item, Checkbox) and not item.checked and _is_ticked(mine):
        item = replace(item, checked=True, confidence=ONE_SIDED)
    return item, over


def _is_ticked(words: Iterable[PageWord]) -> bool:
    """True when the box of a control that is off shows a tick all the same."""
    return any(TICK_WORD.match(word.text) for word in words)


def _compared(field: FormField, seen: str) -> FormField:
    """The field with what its appearance shows, where that is not what is stored.

    A long value shows in part; an empty appearance was left by a program that set the value only.
    """
    if seen and _bare(seen) in _bare(field.value):
        return field
    if not seen and not field.value:
        return field
    sure = DISAGREES if seen and field.value else ONE_SIDED
    return replace(field, seen=seen, confidence=sure)


def as_item(widget: Widget, place: Place) -> FormField | Checkbox:
    """A field as the document model has it."""
    if widget.kind in ("checkbox", "radio"):
        label = widget.label or widget.export
        sure, checked = (DISAGREES, True) if widget.torn else (1.0, widget.checked)
        return Checkbox(checked, place, widget.name, label, sure, widget.export)
    kind: Literal["choice", "text"] = "choice" if widget.kind == "choice" else "text"
    return FormField(widget.name, kind, widget.value, place, widget.choices, label=widget.label)


def _in(box: Box, word: PageWord) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return box.x0 - SLACK <= x <= box.x1 + SLACK and box.y0 - SLACK <= y <= box.y1 + SLACK


def said(words: Iterable[PageWord]) -> str:
    """The words as text, in the order they were written, lines kept."""
    out = ""
    before: PageWord | None = None
    for word in words:
        if before is None or word.glued:
            out += word.text
        elif abs((word.baseline or word.y1) - (before.baseline or before.y1)) > 3:
            out += word.text if before.hyphen else "\n" + word.text
        else:
            out += " " + word.text
        before = word
    return out


def same_text(a: str, b: str) -> bool:
    """True when two texts differ only by spaces and line ends."""
    return _bare(a) == _bare(b)


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad|-]+", "", text)


def is_stamp(note: Note, text: str) -> bool:
    """False for text typed with a tool that makes stamps of it, without a frame or a stamp's words."""
    return note.drawn != {"text"} or not text or bool(STAMPED.match(text))


def place_free_text(note: Note, over: list[PageWord]) -> tuple[list[PageWord], list[PageWord]]:
    """Return the words of a free text annotation, and the overlay words that are others'.

    Its contents tell its paragraphs, its appearance where they stand. Where the two differ, what
    the page shows is kept.
    """
    mine = _own(note, over)
    taken = {id(word) for word in mine}
    over = [word for word in over if id(word) not in taken]
    if not mine:
        return _from_contents(note), over
    if not note.text or not same_text(said(mine), note.text):
        return mine, over
    return _paragraphs(note.text, mine), over


def _own(note: Note, over: Sequence[PageWord]) -> list[PageWord]:
    """The words in the box of a note; of a field's under it, those that the note does not say."""
    mine = [word for word in over if _in(note.box, word)]
    if not note.text or same_text(said(mine), note.text):
        return mine
    left = _bare(note.text)
    own: list[PageWord] = []
    for word in mine:
        text = _bare(word.text)
        if text and text in left:
            left = left.replace(text, "", 1)
            own.append(word)
    return own if same_text(said(own), note.text) else mine


def _paragraphs(text: str, words: Sequence[PageWord]) -> list[PageWord]:
    """One word for each paragraph, as wide and high as the words it is shown by."""
    out: list[PageWord] = []
    left = list(words)
    parts = [part for part in text.split("\n") if part.strip()]
    for part in parts:
        wanted = len(re.sub(r"[\s\u00ad-]+", "", part))
        mine: list[PageWord] = []
        while left and wanted > 0:
            wanted -= len(re.sub(r"[\s\u00ad-]+", "", left[0].text))
            mine.append(left.pop(0))
        if len(parts) == 1 and part.split() == [word.text for word in mine] and _is_line(mine):
            return mine
        if mine:
            whole = len(parts) > 1 or not _is_line(mine)
            out.append(_around(part.strip(), mine, whole))
    return out


def _is_line(words: Sequence[PageWord]) -> bool:
    return len({round(word.baseline or word.y1) for word in words}) == 1


def _around(text: str, words: Sequence[PageWord], whole: bool) -> PageWord:
    first = words[0]
    return replace(
        first,
        text=text,
        x0=min(w.x0 for w in words),
        y0=min(w.y0 for w in words),
        x1=max(w.x1 for w in words),
        y1=max(w.y1 for w in words),
        hyphen=False,
        overlay=True,
        whole=whole,
    )


def _from_contents(note: Note) -> list[PageWord]:
    """Words for free text that has no appearance: one line for each paragraph, from the top."""
    out = []
    parts = [part.strip() for part in note.text.split("\n") if part.strip()]
    height = note.box.y1 - note.box.y0
    size = min(BASE_SIZE, max(4.0, height / max(1, len(parts)) * 0.8))
    for i, part in enumerate(parts):
        top = note.box.y0 + i * size * 1.2 + 1
        out.append(
            PageWord(
                part,
                note.box.x0,
                top,
                note.box.x1,
                top + size * 1.2,
                top + size,
                size,
                Style(),
                overlay=True,
                whole=len(parts) > 1,
            )
        )
    return out
