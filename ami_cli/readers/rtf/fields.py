"""Fields and legacy form fields: ``{\\field{\\*\\fldinst …}{\\fldrslt …}}``, ``\\formfield``.

RTF 1.9.1, « Fields » and « Form Fields ». The state of a box or a list is in ``\\ffres``, where 25
means « as by default » (``\\ffdefres``).
"""

from __future__ import annotations

import re

from ami_cli.model.document import Checkbox, FieldKind, FormField
from ami_cli.readers.draft import (
    NOWHERE,
    Look,
    ParagraphDraft,
    TableDraft,
    draft_text,
    is_uniform,
    text_of,
)
from ami_cli.readers.prompts import is_prompt
from ami_cli.readers.rtf.flow import Flow
from ami_cli.readers.rtf.machine import Machine
from ami_cli.readers.rtf.state import FieldDraft, State
from ami_cli.readers.rtf.stories import open_story
from ami_cli.readers.symbols import to_unicode

UNSET = 25
_NAMELESS = "__Fieldmark__"  # what LibreOffice writes where Word gave no name
_BLANK = " \u2002\u00a0"
_FORM_WORDS = {"FORMTEXT": 0, "FORMCHECKBOX": 1, "FORMDROPDOWN": 2}
_DATES = (2, 3)  # \fftypetxt: date, current date
_SYMBOL = re.compile(r'SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,7})(?:.*?\\f\s*"?([^"\\]+)"?)?', re.I | re.S)
_BUTTON = re.compile(r"MACROBUTTON\s+\S+\s+(.*)", re.I | re.S)


def _bookmark(m: Machine, _: int | None) -> None:
    """The bookmark before a form field has its name when the field itself has none."""
    m.bookmark = []
    m.state.sink = m.bookmark


def _field(m: Machine, _: int | None) -> None:
    m.state.form = FieldDraft(bookmark="".join(m.bookmark).strip())
    m.bookmark = []

    def close(closed: State) -> None:
        if closed.form is not None and not closed.deleted and not closed.hidden:
            _finish(m, closed.form)

    m.state.on_close = close


def _instruction(m: Machine, _: int | None) -> None:
    m.state.sink = m.state.form.instruction if m.state.form is not None else None


def _result(m: Machine, _: int | None) -> None:
    draft = m.state.form
    if draft is None:
        return
    if isinstance(m.state.sink, Flow):
        draft.before = m.state.sink.extent()
    if _form_kind(draft) is not None and isinstance(m.state.sink, Flow):

        def keep(_: Machine, flow: Flow) -> None:
            draft.result = flow

        open_story(m, keep)


def _form(m: Machine, _: int | None) -> None:
    m.state.sink = None


def _form_kind(draft: FieldDraft) -> int | None:
    words = "".join(draft.instruction).split(None, 1)
    return _FORM_WORDS.get(words[0].upper()) if words else draft.kind


def _finish(m: Machine, draft: FieldDraft) -> None:
    sink = m.state.sink
    if not isinstance(sink, Flow):
        return
    kind = _form_kind(draft)
    name = "".join(draft.name).strip() or draft.bookmark
    if name.startswith(_NAMELESS):
        name = ""
    if kind == 0:
        _text_field(sink, draft, name, m.state.depth())
    elif kind == 1:
        sink.add(Checkbox(_checked(draft), NOWHERE, name))
    elif kind == 2:
        sink.add(_list_field(draft, name))
    else:
        _other(m, draft)


def _text_field(sink: Flow, draft: FieldDraft, name: str, depth: int) -> None:
    """A text field, one per paragraph of its result; marked text (struck…) stays runs."""
    kind: FieldKind = "date" if draft.text_type in _DATES else "text"
    blocks = draft.result.finish() if draft.result is not None else []
    paragraphs = [block for block in blocks if isinstance(block, ParagraphDraft)]
    sink.after.extend(block for block in blocks if isinstance(block, TableDraft))
    for i, paragraph in enumerate(paragraphs or [ParagraphDraft()]):
        if i:
            sink.end_paragraph(depth)
        if is_uniform(paragraph.items):
            value = text_of(paragraph.items)
            prompt = value if is_prompt(value) else ""
            if prompt or not value.strip(
                _BLANK
            ):  # Word shows five en spaces where nothing was typed
                value = ""
            sink.add(FormField(name, kind, value, NOWHERE))
            sink.write(prompt, Look(hint=True))
        else:
            sink.paragraph.extend(paragraph.items)


def _checked(draft: FieldDraft) -> bool | None:
    state = draft.default if draft.state in (None, UNSET) else draft.state
    if state is None:
        return False if draft.state == UNSET else None
    return state != 0


def _list_field(draft: FieldDraft, name: str) -> FormField:
    entries = tuple("".join(entry) for entry in draft.entries)
    shown = draft_text(draft.result.finish()).strip() if draft.result is not None else ""
    index = draft.default if draft.state in (None, UNSET) else draft.state
    if entries and 0 <= (index or 0) < len(entries) and (draft.is_form or not shown):
        value = entries[index or 0]
    else:
        value = shown
    seen = shown if shown and shown != value else None
    return FormField(name, "choice", value, NOWHERE, entries, seen)


def _other(m: Machine, draft: FieldDraft) -> None:
    """Fields that show something although they have no result, or an empty one (Word's symbols)."""
    sink = m.state.sink
    if isinstance(sink, Flow) and draft.before not in (None, sink.extent()):
        return
    instruction = "".join(draft.instruction).strip()
    symbol = _SYMBOL.match(instruction)
    if symbol is not None:
        code = int(symbol[1], 0) if symbol[1][:2].lower() == "0x" else int(symbol[1])
        if 0x20 <= code <= 0xFFFF and not 0xD800 <= code < 0xE000:
            m.emit(to_unicode((symbol[2] or "").strip(), code) or chr(code))
        return
    button = _BUTTON.match(instruction)
    if button is not None and isinstance(sink, Flow):
        sink.write(button[1].strip(), Look(hint=True))


def _name(m: Machine, _: int | None) -> None:
    m.state.sink = m.state.form.name if m.state.form is not None else None


def _entry(m: Machine, _: int | None) -> None:
    if m.state.form is not None:
        m.state.form.entries.append([])
        m.state.sink = m.state.form.entries[-1]


def _type(m: Machine, number: int | None) -> None:
    if m.state.form is not None:
        m.state.form.is_form = True
        m.state.form.kind = number or 0


def _text_type(m: Machine, number: int | None) -> None:
    if m.state.form is not None:
        m.state.form.text_type = number or 0


def _state(m: Machine, number: int | None) -> None:
    if m.state.form is not None:
        m.state.form.state = number or 0


def _default(m: Machine, number: int | None) -> None:
    if m.state.form is not None:
        m.state.form.default = number or 0


DESTINATIONS = {
    "bkmkstart": _bookmark,
    "field": _field,
    "fldinst": _instruction,
    "fldrslt": _result,
    "formfield": _form,
    "ffname": _name,
    "ffl": _entry,
    "fftype": _type,
    "fftypetxt": _text_type,
    "ffres": _state,
    "ffdefres": _default,
}
