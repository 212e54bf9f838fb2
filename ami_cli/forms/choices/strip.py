"""Parts of units laid side by side: the one line of characters in which options and their marks are sought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ami_cli.forms.choices.ticks import Tick, ticks_of
from ami_cli.forms.sheet.units import Unit
from ami_cli.model.document import Run


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a unit."""

    unit: Unit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the part."""
        return self.unit.text[self.start : self.end]

    @property
    def struck(self) -> bool:
        """True if all that is written in the part is struck out."""
        runs = [
            span.item
            for span in self.unit.spans
            if span.start < self.end and span.end > self.start
            if isinstance(span.item, Run) and span.item.text.strip()
        ]
        return bool(runs) and all(run.struck for run in runs)

    @property
    def kept(self) -> str:
        """The part without what was struck out, offsets kept; all of it where everything is struck."""
        text = self.text
        for span in self.unit.spans:
            if isinstance(span.item, Run) and span.item.struck:
                low = max(0, span.start - self.start)
                high = max(low, min(len(text), span.end - self.start))
                text = text[:low] + " " * (high - low) + text[high:]
        return text if text.strip() else self.text


@dataclass(frozen=True, slots=True)
class Strip:
    """An area laid out on one line of characters: paragraphs apart by a line break, cells by a space.

    A tick used as a list mark is written before its paragraph. ``offsets`` tell where each part begins.
    """

    text: str
    parts: tuple[Slice, ...]
    offsets: tuple[int, ...]

    def part_at(self, offset: int) -> int:
        """Return the number of the part that holds a character of the strip."""
        return max((n for n, begin in enumerate(self.offsets) if begin <= offset), default=0)

    def slice(self, start: int, end: int) -> Slice:
        """Return the part of a unit behind some characters of the strip."""
        number = self.part_at(start)
        part = self.parts[number]
        shift = part.start - self.offsets[number]
        return Slice(part.unit, max(part.start, start + shift), min(part.end, end + shift))

    def ticks(self) -> list[Tick]:
        """Return every mark, offsets in the strip."""
        found: list[Tick] = []
        for part, begin in zip(self.parts, self.offsets, strict=True):
            shift = begin - part.start
            bullet = _bullet(part)
            if bullet:
                found.extend(
                    replace(t, start=begin - 2, end=begin - 1)
                    for t in ticks_of(_as_unit(part, bullet))
                )
            found.extend(
                replace(t, start=t.start + shift, end=t.end + shift)
                for t in ticks_of(part.unit, part.start, part.end)
            )
        return found


def unstruck(parts: Sequence[Slice]) -> tuple[Slice, ...]:
    """Return the parts without those struck out whole; all of them where nothing else is left."""
    left = tuple(part for part in parts if not part.struck)
    return left if any(part.text.strip() for part in left) else tuple(parts)


def lay_strip(area: Sequence[Slice]) -> Strip:
    """Put the parts of an area side by side."""
    text = ""
    offsets = []
    previous: Slice | None = None
    for part in area:
        if previous is not None:
            text += _between(previous, part)
        bullet = _bullet(part)
        text += f"{bullet} " if bullet else ""
        offsets.append(len(text))
        text += part.text
        previous = part
    return Strip(text, tuple(area), tuple(offsets))


def _between(one: Slice, two: Slice) -> str:
    a, b = one.unit.cell, two.unit.cell
    same_row = (
        a is not None and b is not None and a is not b and a.table is b.table and a.row == b.row
    )
    return " " if same_row else "\n"


def _bullet(part: Slice) -> str:
    """Return the list mark of a paragraph when it is a tick: « ☒ » as a bullet."""
    number = part.unit.number.strip() if part.start == 0 else ""
    return number if len(number) == 1 and ticks_of(_as_unit(part, number)) else ""


def _as_unit(part: Slice, text: str) -> Unit:
    return Unit(part.unit.index, text, (), part.unit.place, 0)
