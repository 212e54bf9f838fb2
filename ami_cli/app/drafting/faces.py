"""A blank form as a reader sees it: lines with marked gaps to fill, tables as grids of such lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ami_cli.app.drafting.marks import BOX, DAY, GAP, has_round, is_box, marked
from ami_cli.model.document import (
    Block,
    Checkbox,
    FormField,
    Paragraph,
    Run,
    Signature,
    Table,
    inline_text,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. ``text`` has its gaps and boxes marked by one character each."""

    text: str
    bold: bool = False
    level: int = 0
    round: bool = False
    choices: tuple[str, ...] = ()
    one: bool = False
    signs: bool = False
    tabbed: bool = False  # nothing but tabs: one more line of leaders, or nothing

    @property
    def empty(self) -> bool:
        """True if nothing is printed."""
        return not self.text.strip() and not self.choices and not self.signs


_UNMARKED = {ord(GAP): " ", ord(DAY): " "}
# What a blank prints ahead of the answer: « BE » of an account, « +41 » of a telephone, « € ».
_BEGUN = re.compile(
    r"[\s€%.–-]*(?:0|BE|CHE?|FR|LU|FR\s?7?6?|W|\+\d\d|https?://|www\.|@|CHF|euros?|m²|ans?|mois)?[\s€%–-]*",
    re.I,
)


@dataclass(slots=True)
class GridCell:
    """One cell: its place in the grid, its blocks."""

    row: int
    column: int
    colspan: int
    rowspan: int
    blocks: tuple[Block, ...]
    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The printed words, lines joined by a space."""
        return " ".join(line.text.strip() for line in self.lines if not line.empty)

    @property
    def blank(self) -> bool:
        """True if the cell waits for an answer: nothing printed but gaps and fields."""
        return all(not line.choices for line in self.lines) and bool(
            _BEGUN.fullmatch(" ".join(line.text for line in self.lines).translate(_UNMARKED))
        )

    @property
    def bold(self) -> bool:
        """True if all that is printed is bold."""
        full = [line for line in self.lines if not line.empty]
        return bool(full) and all(line.bold for line in full)


def lines_of(blocks: Sequence[Block]) -> Iterator[Line]:
    """Yield the lines of some blocks, those of nested tables included."""
    for block in blocks:
        match block:
            case Paragraph():
                yield from faces(block)
            case Table():
                for row in block.rows:
                    for cell in row.cells:
                        yield from lines_of(cell.blocks)


def faces(paragraph: Paragraph) -> Iterator[Line]:
    """Yield the lines of a paragraph: a soft break ends one."""
    text = ""
    choices: tuple[str, ...] = ()
    names: list[str] = []
    signs = False
    for item in paragraph.items:
        match item:
            case FormField():
                text += DAY if item.kind == "date" else ("" if item.kind == "choice" else GAP)
                choices = item.choices or choices
            case Checkbox():
                text += BOX
                names.append(item.name)
            case Signature():
                signs = True
            case Run() if item.hint or _ruled(item):
                text += GAP
            case _:
                text += inline_text(item)
    runs = [i for i in paragraph.items if isinstance(i, Run) and any(c.isalnum() for c in i.text)]
    bold = bool(runs) and all(run.bold for run in runs)
    one = len(names) > 1 and len(set(names)) == 1 and names[0] != ""
    number = paragraph.number.strip()
    if number and (is_box(number) or not text.strip(f"{GAP} ") or any(c.isalnum() for c in number)):
        text = f"{number} {text}"
    for part in text.split("\n") if text.strip() else [text]:
        shown = marked(part)
        tabbed = "\t" in part and not part.strip()
        yield Line(
            shown, bold, paragraph.level, has_round(part), tuple(choices), one, signs, tabbed
        )


def _ruled(run: Run) -> bool:
    """Underlined spaces: a line to write on."""
    return run.underlined and not run.text.strip() and (len(run.text) > 3 or "\t" in run.text)


def grid_of(table: Table) -> list[list[GridCell]]:
    """Return the cells of a table row by row."""
    return [
        [
            GridCell(r, c.column, c.colspan, c.rowspan, c.blocks, list(lines_of(c.blocks)))
            for c in row.cells
        ]
        for r, row in enumerate(table.rows)
    ]
