"""The ways a house lays out labels with their values: rows, columns, bullets, arrows, leaders, one cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from docx.table import Table

from benchmarks.forge import spelling
from benchmarks.forge.forms import Return
from benchmarks.forge.house_words import LABELS, SECTIONS
from benchmarks.forge.write import set_cell

Pairs = list[tuple[str, str]]
RULED = 0.9  # most people's tables have borders


class House:
    """One document under construction, with the luck of one author."""

    def __init__(self, made: Return, random: Random) -> None:
        self.made = made
        self.random = random
        self.numbered = random.choice(["", "1. ", "1/ ", "I – ", "A) "])
        self.count = 0

    def habit(self, way: str) -> None:
        """Note one habit."""
        self.made.habits.append(way)

    def label(self, name: str) -> str:
        """Return one of the labels of a field or person."""
        return self.random.choice(LABELS[name])

    def value(self, path: str) -> str:
        """Return a value as somebody writes it."""
        return spelling.write(self.random, path, self.made.truth.get(path))

    def heading(self, section: str) -> None:
        """Add a heading, numbered as this house does, as a style or in bold; or none."""
        title = self.random.choice(SECTIONS.get(section) or LABELS[section])
        if not title:
            return
        self.count += 1
        mark = self.numbered.replace("1", str(self.count))
        if self.random.random() < 0.5:
            self.made.document.add_heading(mark + title, level=1)
        else:
            self.made.document.add_paragraph().add_run(mark + title).bold = True

    def lines(self, *lines: str) -> None:
        """Add paragraphs."""
        for line in lines:
            self.made.document.add_paragraph(line)

    def table(self, rows: Sequence[Sequence[str]]) -> Table:
        """Add a table."""
        table: Table = self.made.document.add_table(rows=len(rows), cols=max(map(len, rows)))
        if self.random.random() < RULED:
            table.style = "Table Grid"
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=False):
                set_cell(cell, text)
        return table


def _rows(house: House, pairs: Pairs) -> None:
    colon = house.random.choice(["", " :", " *"])
    house.table([(label + colon, value) for label, value in pairs])


def _twice(house: House, pairs: Pairs) -> None:
    padded = [*pairs, ("", "")] if len(pairs) % 2 else pairs
    house.table([(*padded[i], *padded[i + 1]) for i in range(0, len(padded), 2)])


def _stacked(house: House, pairs: Pairs) -> None:
    house.table([(text,) for pair in pairs for text in pair])


def _across(house: House, pairs: Pairs) -> None:
    half = len(pairs) // 2
    for part in (pairs[:half], pairs[half:]):
        house.table([[label for label, _ in part], [value for _, value in part]])
        house.lines("")


def _colons(house: House, pairs: Pairs) -> None:
    mark = house.random.choice(["", "• ", "- ", "– "])
    house.lines(*(f"{mark}{label} : {value}" for label, value in pairs))


def _arrows(house: House, pairs: Pairs) -> None:
    arrow = house.random.choice([" → ", " => ", " = ", "\u00a0: → "])
    house.lines(*(f"{label}{arrow}{value}" for label, value in pairs))


def _leaders(house: House, pairs: Pairs) -> None:
    house.lines(*(f"{label} ....... {value} ......." for label, value in pairs))


def _tabs(house: House, pairs: Pairs) -> None:
    house.lines(*(f"{label}\t{value}" for label, value in pairs))


def _semicolons(house: House, pairs: Pairs) -> None:
    for i in range(0, len(pairs), 3):
        house.lines(" ; ".join(f"{label} : {value}" for label, value in pairs[i : i + 3]))


def _one_cell(house: House, pairs: Pairs) -> None:
    house.table([("\n".join(f"{label} : {value}" for label, value in pairs),)])


def _under(house: House, pairs: Pairs) -> None:
    for label, value in pairs:
        house.made.document.add_paragraph().add_run(label).bold = True
        house.lines(value)


LAYOUTS: dict[str, Callable[[House, Pairs], None]] = {
    "lignes": _rows,
    "quatre colonnes": _twice,
    "empilé": _stacked,
    "en travers": _across,
    "deux-points": _colons,
    "flèches": _arrows,
    "pointillés": _leaders,
    "tabulations": _tabs,
    "points-virgules": _semicolons,
    "une case": _one_cell,
    "dessous": _under,
}
