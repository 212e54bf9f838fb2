"""Tick marks in a line: box glyphs of any font, brackets, lone crosses, real controls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ami_cli.forms.sheet.units import Unit
from ami_cli.model.document import Checkbox, Run

EMPTY = "☐□▢◻❏❑❐❒○◯⬜⚪▫"
TICKED = "√☒☑■▣◼⬛✓✔✗✘✕✖✅❎●◉⦿🗹🗷🗵🗴🗸⊠⊗◆"
UNKNOWN = "⍰"
_MARK = re.compile(
    rf"(?P<empty>[{EMPTY}]\ufe0f?|\[\s{{0,3}}\]|\(\s{{1,3}}\)|\[_\]|_\|_\|)"
    rf"|(?P<full>[{TICKED}]\ufe0f?|[\[(]\s?[xX×✓✔vV*]\s?[\])])"
    rf"|(?P<unknown>{UNKNOWN})"
    r"|(?P<cross>(?<![\w'’.@/-])[xX×](?![\w'’.@/-]))"
)


@dataclass(frozen=True, slots=True)
class Tick:
    """One mark: offsets in its unit, True ticked, False empty, None cannot tell; ``boxed`` if it is a box."""

    unit: Unit
    start: int
    end: int
    checked: bool | None
    boxed: bool
    confidence: float = 1.0


def ticks_of(unit: Unit, start: int = 0, end: int | None = None) -> list[Tick]:
    """Return the marks of a part of a unit in the order they stand."""
    stop = len(unit.text) if end is None else end
    found = []
    for mark in _MARK.finditer(unit.text, start, stop):
        kind = mark.lastgroup
        checked = {"empty": False, "full": True, "cross": True}.get(kind or "")
        control = _control(unit, mark.start())
        struck = _struck(unit, mark.start())
        found.append(
            Tick(
                unit,
                mark.start(),
                mark.end(),
                False if struck and checked else checked,
                kind != "cross",
                min(control.confidence if control else 1.0, _confidence(unit, mark.start())),
            )
        )
    return found


def _control(unit: Unit, offset: int) -> Checkbox | None:
    for span in unit.spans:
        if isinstance(span.item, Checkbox) and span.start <= offset < span.end:
            return span.item
    return None


def _run(unit: Unit, offset: int) -> Run | None:
    for span in unit.spans:
        if isinstance(span.item, Run) and span.start <= offset < span.end:
            return span.item
    return None


def _struck(unit: Unit, offset: int) -> bool:
    run = _run(unit, offset)
    return run is not None and run.struck


def _confidence(unit: Unit, offset: int) -> float:
    run = _run(unit, offset)
    return run.confidence if run else 1.0


def without_ticks(text: str) -> str:
    """Return a text with its marks blanked out, offsets kept."""
    return _MARK.sub(lambda m: " " * len(m.group()), text)


def squeeze(text: str) -> str:
    """Return a text with its marks and the space after each taken out, to measure real gaps."""
    return re.sub(rf"(?:{_MARK.pattern})[ ]?", "", text)


def boxes_in(text: str) -> str:
    """Return the boxes of a text as one ☐ each."""
    return "☐" * sum(m.lastgroup != "cross" for m in _MARK.finditer(text))


def merge(marks: Sequence[Tick]) -> Tick | None:
    """Return one mark for several that stand together: « x ☐ » is ticked."""
    if not marks:
        return None
    full = [mark for mark in marks if mark.checked]
    unsure = [mark for mark in marks if mark.checked is None]
    return (full or unsure or list(marks))[0]
