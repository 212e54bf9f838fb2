"""A form drawn with python-docx, blank or filled in: the same code prints both, so that labels never differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import docx
from docx.shared import Pt

from benchmarks.forge.write import add_picture

LEADERS = "." * 48


@dataclass(frozen=True, slots=True)
class Habit:
    """How somebody fills a form in: ticked and empty boxes, tables retyped as lines, one blank line or not."""

    ticked: str = "☒"
    empty: str = "☐"
    retyped: bool = False


class Sheet:
    """A form being drawn. ``said`` holds the answers as the applicant wrote them; empty for a blank."""

    def __init__(self, said: Mapping[str, Any], habit: Habit, seed: int) -> None:
        self.said = said
        self.habit = habit
        self.random = Random(seed)  # scribbles, not secrets
        self.document = docx.Document()
        self.document.styles["Normal"].font.size = Pt(10)

    def line(self, text: str, *, bold: bool = False) -> None:
        """Print a line."""
        self.document.add_paragraph().add_run(text).bold = bold

    def heading(self, text: str) -> None:
        """Print a heading."""
        self.document.add_heading(text, 1)

    def gaps(self, *pairs: tuple[str, str], after: str = "") -> None:
        """Print « Label : …… » for each pair of label and field, on one line."""
        parts = [f"{label} {self.said.get(path) or LEADERS}" for label, path in pairs]
        self.line("   ".join(parts) + after)

    def labels(self, rows: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Print a table of labels, each with the cell of its answer on its right."""
        if self.habit.retyped:
            for row in rows:
                for label, path in row:
                    self.line(f"{label} : {self.said.get(path, '')}")
            return
        width = max(len(row) for row in rows)
        table = self.document.add_table(len(rows), 2 * width, style="Table Grid")
        for number, row in enumerate(rows):
            cells = table.rows[number].cells
            for place, (label, path) in enumerate(row):
                cells[2 * place].paragraphs[0].add_run(label).bold = True
                last = cells[2 * place + 1]
                if place == len(row) - 1 and len(row) < width:
                    last = last.merge(cells[-1])
                last.paragraphs[0].text = str(self.said.get(path, ""))

    def boxes(self, options: Mapping[str, str], path: str, *, free: str = "") -> str:
        """Return the options of a choice with their boxes; ``free`` is the field beside the last one."""
        chosen = self.said.get(path, ())
        chosen = (chosen,) if isinstance(chosen, str) else chosen
        marks = [self.habit.ticked if code in chosen else self.habit.empty for code in options]
        parts = [f"{mark} {label}" for mark, label in zip(marks, options.values(), strict=True)]
        if free:
            parts[-1] += f" : {self.said.get(free) or LEADERS[:24]}"
        return "    ".join(parts)

    def frame(self, path: str) -> None:
        """Print a frame for a long answer."""
        cell = self.document.add_table(1, 1, style="Table Grid").rows[0].cells[0]
        lines = str(self.said.get(path, "")).split("\n")
        cell.paragraphs[0].text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)
        self.line("")

    def items(self, path: str, count: int) -> None:
        """Print lines with a dash for a list."""
        said = list(self.said.get(path, ()))
        for number in range(max(count, len(said))):
            self.line(f"– {said[number] if number < len(said) else LEADERS}")

    def grid(self, answers: Mapping[str, str], rows: Mapping[str, str], path: str) -> None:
        """Print questions in rows and answers in columns, a mark where they meet."""
        said = self.said.get(path, {})
        if self.habit.retyped and said:
            for code, label in rows.items():
                self.line(f"{label} : {answers.get(said.get(code, ''), '')}")
            return
        table = self.document.add_table(len(rows) + 1, len(answers) + 1, style="Table Grid")
        for place, label in enumerate(answers.values(), 1):
            table.rows[0].cells[place].text = label
        for number, (code, label) in enumerate(rows.items(), 1):
            table.rows[number].cells[0].text = label
            for place, answer in enumerate(answers, 1):
                marked = said.get(code) == answer
                table.rows[number].cells[place].text = "X" if marked else ""

    def table(self, heads: Sequence[str], path: str, count: int, *, total: str = "") -> None:
        """Print a table to fill, with a last line for the total when ``total`` names its field."""
        rows = list(self.said.get(path, ()))
        rows += [[""] * len(heads)] * (count - len(rows))
        table = self.document.add_table(1, len(heads), style="Table Grid")
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.paragraphs[0].add_run(head).bold = True
        for row in rows + ([["TOTAL", str(self.said.get(total, ""))]] if total else []):
            for cell, text in zip(table.add_row().cells, row, strict=False):
                cell.text = str(text)

    def signing(self, label: str, path: str) -> None:
        """Print a box to sign; the field says ``image``, ``typed`` or nothing."""
        table = self.document.add_table(2, 1, style="Table Grid")
        table.rows[0].cells[0].text = label
        how = self.said.get(path, "")
        if how == "image":
            add_picture(table.rows[1].cells[0], self.random)
        elif how:
            table.rows[1].cells[0].text = how
