"""What the annotations of a page say: typed text, stamps, ink, comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ami_cli.model.document import Annotation, Box, Place, Signature
from ami_cli.readers.layout import PageWord, Placed
from ami_cli.readers.pdf.notes import Note
from ami_cli.readers.pdf.overlays import is_stamp, place_free_text, said
from ami_cli.readers.pdf.pen import Pen, holds
from ami_cli.readers.pdf.shapes import TALL


@dataclass(slots=True)
class LaidOver:
    """What annotations gave.

    ``words`` are those laid over the page, without the stamps'; ``inked``: where ink marks nothing
    out.
    """

    words: list[PageWord]
    placed: list[Placed] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    inked: list[Box] = field(default_factory=list)


def free_texts(
    notes: Sequence[Note], over: list[PageWord]
) -> tuple[dict[int, list[PageWord]], list[PageWord]]:
    """Return the words of each free text note, by its number, and the overlay words left.

    They come before the fields: text typed over a field is not what the field shows.
    """
    typed: dict[int, list[PageWord]] = {}
    for i, note in enumerate(notes):
        if note.kind == "free_text":
            typed[i], over = place_free_text(note, over)
    return typed, over


def lay_over(
    number: int,
    notes: Sequence[Note],
    over: list[PageWord],
    pen: Pen,
    boxes: Sequence[Box | None],
) -> LaidOver:
    """Record the annotations of a page; ``pen`` tells which of their strokes mark nothing out."""
    laid = LaidOver(over)
    left = {id(stroke) for stroke in pen.left}
    for note in notes:
        if note.kind == "widget":
            continue
        place = Place(f"page[{number}]/annotation[{len(laid.annotations) + 1}]", number, note.box)
        text = note.text
        match note.kind:
            case "free_text":
                text = text or said([word for word in over if holds(note.box, word)])
            case "ink":
                if not note.quads and any(id(stroke) in left for stroke in note.strokes):
                    laid.placed.append(Signature("ink", place))
                    laid.inked.append(note.box)
            case "stamp":
                text = _stamp(note, place, laid, pen, boxes)
            case "comment" | "highlight" | "underline" | "strikeout" if text:
                laid.comments.append(text)
        laid.annotations.append(Annotation(note.kind, text, place))
    return laid


def _stamp(note: Note, place: Place, laid: LaidOver, pen: Pen, boxes: Sequence[Box | None]) -> str:
    """Place a stamp, a signature or a tick made with the tool for stamps; return its text."""
    mine = [word for word in laid.words if holds(note.box, word)]
    text = said(mine) or note.text
    if not is_stamp(note, text):
        return text
    if note.drawn == {"path"} and _ticks(note.box, boxes):
        pen.marks.append(note.box)
        return text
    laid.words = [word for word in laid.words if not holds(note.box, word)]
    by_hand = not mine and len(note.drawn) == 1 and note.drawn <= {"path", "image"}
    laid.placed.append(Signature("ink" if by_hand else "stamp", place, note=said(mine)))
    return text


def _ticks(stamp: Box, boxes: Sequence[Box | None]) -> bool:
    """True for a small stamp on a tick box."""
    if max(stamp.x1 - stamp.x0, stamp.y1 - stamp.y0) > TALL:
        return False
    return any(
        box is not None
        and stamp.x0 <= (box.x0 + box.x1) / 2 <= stamp.x1
        and stamp.y0 <= (box.y0 + box.y1) / 2 <= stamp.y1
        for box in boxes
    )
