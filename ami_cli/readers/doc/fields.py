"""What a field leaves behind when it ends ([MS-DOC] 2.8.25, 2.9.90).

Form fields become controls; of the others only the result stays, never the instruction.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ami_cli.model.document import Checkbox, FieldKind, FormField, Inline, Place, Run
from ami_cli.readers.doc.formdata import CHECKBOX, LIST, FormData
from ami_cli.readers.doc.looks import Look
from ami_cli.readers.doc.runs import run_of, symbol
from ami_cli.readers.prompts import is_prompt

_BLANK = " \u2002\u00a0\u2003\u3000"
_SYMBOL = re.compile(
    r'SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,6})(?:.*?\\f\s*(?:"([^"]*)"|(\S+)))?',
    re.IGNORECASE | re.DOTALL,
)
_MACRO_BUTTON = re.compile(r"MACROBUTTON\s+\S+\s?(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class OpenField:
    """A field that has begun: its instruction while it is read, then the items of its result.

    ``kept`` is False for a deleted or hidden field, ``stored`` the number of its object in the
    pool, ``spread`` True once a paragraph that ended took part of the result.
    """

    begin: int
    kept: bool
    pieces: list[str] = field(default_factory=list)
    data: FormData | None = None
    stored: int = 0
    in_result: bool = False
    spread: bool = False
    result: list[Inline] = field(default_factory=list)

    @property
    def instruction(self) -> str:
        """The instruction without the blanks around it."""
        return "".join(self.pieces).strip()

    @property
    def word(self) -> str:
        """The first word of the instruction, in upper case."""
        words = self.instruction.split(None, 1)
        return words[0].upper() if words else ""


def is_form_field(closed: OpenField) -> bool:
    """Whether the field is a legacy form field that can be given as one."""
    return closed.word in _FORM and not closed.spread


def form_field(closed: OpenField, name: str, place: Place) -> list[Inline]:
    """Return the control that a form field is."""
    return _FORM[closed.word](closed, name, place)


def text_of(items: list[Inline]) -> str:
    """Return the text of the runs, empty when it is only blanks."""
    text = "".join(item.text for item in items if isinstance(item, Run))
    return text if text.strip(_BLANK) else ""


def without_result(closed: OpenField, font: str, look: Look) -> list[Inline]:
    """Return what a field shows that never has a result: a symbol, a place to click."""
    if closed.word == "SYMBOL":
        found = _SYMBOL.match(closed.instruction)
        if found:
            code = int(found[1], 0) if found[1][:2] in ("0x", "0X") else int(found[1])
            named = found[2] or found[3] or font
            return [run_of(symbol(named, code), look)] if 0x20 <= code < 0xD800 else []
    if closed.word == "MACROBUTTON":
        found = _MACRO_BUTTON.match(closed.instruction)
        if found and found[1]:
            return [run_of(found[1], look, hint=True)]
    return []


def _text(closed: OpenField, name: str, place: Place) -> list[Inline]:
    """A text field; five en spaces, as Word writes an unfilled one, are an empty value.

    So is the prompt of a content control, which LibreOffice saves as the answer of a text field.

    An answer with something struck, or partly underlined or highlighted, stays runs: a value
    would lose what was chosen.
    """
    runs = [item for item in closed.result if isinstance(item, Run) and item.text.strip(_BLANK)]
    marked = {(run.underlined, run.highlighted) for run in runs}
    if any(run.struck for run in runs) or len(marked) > 1:
        return closed.result
    value = text_of(closed.result).strip("\u2002").strip("\n")
    if is_prompt(value):
        value = ""
    others = [item for item in closed.result if not isinstance(item, Run)]
    kind: FieldKind = "date" if closed.data is not None and closed.data.date else "text"
    return [FormField(name, kind, value, place), *others]


def _box(closed: OpenField, name: str, place: Place) -> list[Inline]:
    state = closed.data.result if closed.data and closed.data.kind == CHECKBOX else None
    return [Checkbox(None if state is None else bool(state), place, name)]


def _choice(closed: OpenField, name: str, place: Place) -> list[Inline]:
    """A drop-down; its stored index counts, the text of its result only where there is none."""
    entries = closed.data.entries if closed.data else ()
    index = closed.data.result if closed.data and closed.data.kind == LIST else None
    value = entries[index] if index is not None else text_of(closed.result).strip(_BLANK)
    return [FormField(name, "choice", value, place, entries)]


_FORM: dict[str, Callable[[OpenField, str, Place], list[Inline]]] = {
    "FORMTEXT": _text,
    "FORMCHECKBOX": _box,
    "FORMDROPDOWN": _choice,
}
