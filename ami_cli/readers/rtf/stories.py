"""Groups whose text is a story of its own: margins, notes, comments, text boxes, form fields."""

from __future__ import annotations

from collections.abc import Callable

from ami_cli.readers.draft import PLAIN, TextDraft
from ami_cli.readers.rtf.flow import Flow
from ami_cli.readers.rtf.machine import Machine
from ami_cli.readers.rtf.state import State
from ami_cli.readers.symbols import to_unicode

MAX_STORIES = 6  # text boxes in notes in text boxes: deeper ones stay in the story around them


def open_story(m: Machine, keep: Callable[[Machine, Flow], None]) -> None:
    """Send the group's text to a story of its own, given to ``keep`` when the group ends."""
    state = m.state
    m.break_deletion()
    if state.flow.depth >= MAX_STORIES:
        state.sink = state.flow
        return
    flow = Flow(state.flow.allowance, state.flow.depth + 1)
    state.flow = state.sink = flow
    state.destination = "story"
    state.look = PLAIN
    state.hidden = state.nested_row = False
    state.reset_paragraph()

    def close(_: State) -> None:
        m.break_deletion()
        keep(m, flow)

    state.on_close = close


def _margin(m: Machine, _: int | None) -> None:
    open_story(m, lambda machine, flow: machine.margins.append(flow))


def _note(m: Machine, _: int | None) -> None:
    open_story(m, lambda machine, flow: machine.notes.append(flow))


def _comment(m: Machine, _: int | None) -> None:
    open_story(m, lambda machine, flow: machine.comments.append(flow))


def _text_box(m: Machine, _: int | None) -> None:
    anchor = m.state.flow

    def keep(_: Machine, flow: Flow) -> None:
        anchor.after.extend(flow.finish())

    open_story(m, keep)


def _list_text(m: Machine, _: int | None) -> None:
    """``\\listtext``, ``\\pntext``: the list mark as the writer printed it."""
    state = m.state
    flow = state.flow
    mark = Flow(flow.allowance, flow.depth + 1)  # a story, so that symbol fonts are mapped
    state.flow = state.sink = mark
    state.hidden = state.deleted = False

    def close(_: State) -> None:
        texts = (item for item in mark.paragraph.items if isinstance(item, TextDraft))
        text = "".join(p for t in texts for p in t.pieces)
        flow.paragraph.number = " ".join("".join(map(_bullet, text)).split())

    state.on_close = close


def _bullet(char: str) -> str:
    """A bullet whose font is in the list table, which is not read: Symbol's, else Wingdings'."""
    code = ord(char)
    if not 0xF020 <= code <= 0xF0FF:
        return char
    return "•" if code == 0xF0B7 else to_unicode("Wingdings", code) or "•"


DESTINATIONS = {
    **{f"{margin}{pages}": _margin for margin in ("header", "footer") for pages in ("", *"lrf")},
    "footnote": _note,
    "annotation": _comment,
    "shptxt": _text_box,
    "dptxbxtext": _text_box,
    "listtext": _list_text,
    "pntext": _list_text,
}
