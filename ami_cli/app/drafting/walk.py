"""Walks a blank form in reading order and gathers what it asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ami_cli.app.drafting import tables
from ami_cli.app.drafting.faces import BOX, DAY, GAP, GridCell, Line, grid_of
from ami_cli.app.drafting.gather import Gatherer
from ami_cli.app.drafting.kinds import is_wordy, plain
from ami_cli.app.drafting.lines import asked, bare, boxes, is_gap_only, opens_item
from ami_cli.app.drafting.nodes import (
    Node,
    asks,
    below,
    fillable,
    is_answer,
    is_empty,
    nodes,
    tall,
)
from ami_cli.model.document import Block, Table

_HEADING = 90  # characters: a longer bold line is a sentence
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,4}|[A-H])\s?[.)°–—-]+\s*(?=[^\W\d_])")
_SIGNS = re.compile(r"\b(?:signatures?|cachet|visa|paraphe)\b")
_STATEMENT = re.compile(
    r"^(?:je|j'|nous|l[ea'] .{0,40}(?:certifie|atteste|s'engage|declare|autorise|"
    r"reconnait|accepte)|en cochant|certifi|attest|declar|m'engage|autoris)"
)


class Walker:
    """Goes through lines and tables; the gatherer remembers the words that may label what follows."""

    def __init__(self, gatherer: Gatherer) -> None:
        self.to = gatherer
        self.nodes: list[Node] = []
        self.at = 0

    def walk(self, blocks: Sequence[Block]) -> None:
        """Gather what some blocks ask for."""
        outer = (self.nodes, self.at)
        self.nodes = [node for block in blocks for node in nodes(block)]
        self.at = 0
        while self.at < len(self.nodes):
            node = self.nodes[self.at]
            self.at += 1
            if isinstance(node, Table):
                self._table(node)
            else:
                self._line(node)
        self.nodes, self.at = outer

    # --- lines ---------------------------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        if line.empty:
            self._empty()
        elif line.choices:
            self.to.listed(bare(line.text), line.choices)
        elif is_gap_only(line.text):
            self.to.leaders(item=opens_item(line.text))
        elif BOX in line.text:
            self._boxes(line)
        elif GAP in line.text or DAY in line.text:
            self._gaps(line)
        elif _SIGNS.search(plain(line.text)) and self._is_signature(line):
            self.to.signature(bare(line.text))
        elif self._is_heading(line):
            self.to.heading(bare(line.text), line.level, numbered=bool(_NUMBERED.match(line.text)))
        elif len(line.text) < 260 and line.text.rstrip(" *").endswith((":", "?")):
            self._label(line)
        else:
            self.to.words(line.text, bold=line.bold)

    def _empty(self) -> None:
        blanks = 1
        while self.at < len(self.nodes) and is_empty(self.nodes[self.at]):
            self.at += 1
            blanks += 1
        following = self.nodes[self.at] if self.at < len(self.nodes) else None
        if blanks > 1 and not isinstance(following, Table) and not fillable(following):
            self.to.room()

    def _gaps(self, line: Line) -> None:
        found = asked(line.text)
        if len(found) == 1 and not found[0].label:
            self.to.leaders(item=False, day=found[0].day)
            return
        for gap in found:
            self.to.gap(gap)

    def _boxes(self, line: Line) -> None:
        cut = boxes(line.text)
        if (
            len(cut.options) == 1
            and not cut.label
            and self._is_statement(line, cut.options[0].label)
        ):
            self.to.statement(bare(line.text))
            return
        self.to.choice(cut, radio=line.round or line.one)
        rest = re.split(r"[Ss]i (?:oui|non)", line.text)
        if len(rest) > 1 and GAP in rest[-1] and cut.options:
            for gap in asked(rest[-1]):
                self.to.detail(gap)

    def _is_statement(self, line: Line, label: str) -> bool:
        text = plain(label)
        return bool(_STATEMENT.match(text)) or (len(text) > 60 and not self.to.collecting)

    def _is_signature(self, line: Line) -> bool:
        text = bare(line.text)
        numbered = bool(_NUMBERED.match(line.text)) or line.level > 0
        if numbered or plain(text) in ("signatures", "engagement et signatures"):
            return False
        return (
            len(text) < 110
            and not text.rstrip().endswith(".")
            and not re.search(r"\bdate et signature\b.*\bavant\b", plain(text))
        )

    def _is_heading(self, line: Line) -> bool:
        text = line.text.strip()
        if line.level:
            return len(text) < 160
        short = len(text) <= _HEADING and any(c.isalpha() for c in text)
        if not short or text.endswith((".", ";", ",")):
            return False
        capitals = text.upper() == text and sum(c.isalpha() for c in text) > 3
        if text.endswith((":", "?")) and not (capitals and _NUMBERED.match(text)):
            return bool(_NUMBERED.match(text)) and line.bold and not self._answer_follows()
        return line.bold or capitals or (bool(_NUMBERED.match(text)) and len(text) < 70)

    def _answer_follows(self) -> bool:
        """True if a frame, leaders or boxes come right after: the line is their label."""
        following = next((n for n in self.nodes[self.at :] if not is_empty(n)), None)
        if isinstance(following, Table):
            return len(following.rows) == 1 and len(following.rows[0].cells) == 1
        return following is not None and (is_gap_only(following.text) or BOX in following.text)

    def _label(self, line: Line) -> None:
        text = bare(line.text)
        following = self.nodes[self.at :]
        first = next((n for n in following if not is_empty(n)), None)
        blanks = next((k for k, n in enumerate(following) if not is_empty(n)), len(following))
        self.to.label(text, raw=line.text)
        frame = isinstance(first, Table) or (
            isinstance(first, Line)
            and (is_gap_only(first.text) or BOX in first.text or bool(first.choices))
        )
        if frame or (blanks > 1 and not fillable(first)):
            return
        question = line.text.rstrip(" *").endswith("?")
        if (
            isinstance(first, Line)
            and not asks(first)
            and not self._is_heading(first)
            and blanks == 0
        ):
            return  # more words about it
        if len(text) <= 120 and not plain(text).endswith(("suivants", "suivantes", "ci-dessous")):
            self.to.field_here(room=question or blanks > 1)

    # --- tables --------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        grid = grid_of(table)
        cells = [cell for row in grid for cell in row]
        if len(cells) == 1:
            self._frame(cells[0])
            return
        layout = tables.shape_of(grid)
        for row in grid:
            if (
                len(row) == 1
                and row[0].colspan > 1
                and row[0].text
                and layout.shape not in ("labels", "print")
            ):
                self.to.label(bare(row[0].text), raw=row[0].text)
            else:
                break
        match layout.shape:
            case "print":
                self.to.words(" ".join(c.text for c in cells), bold=False)
            case "people":
                self.to.people(layout)
            case "rows":
                self.to.table(tables.columns_of(layout), tables.printed_rows(layout))
            case "grid":
                self.to.grid([bare(c.text) for c in layout.header[1:]], tables.printed_rows(layout))
            case "heads" | "signatures":
                for cell in layout.header:
                    self.to.cell_field(bare(cell.text), raw=cell.text, tall=tall(layout.body[0]))
            case "labels":
                self._labels(layout.body)

    def _frame(self, cell: GridCell) -> None:
        if any(isinstance(block, Table) for block in cell.blocks):
            self.walk(cell.blocks)
            return
        full = [line for line in cell.lines if not line.empty]
        if all(is_gap_only(line.text) for line in full):
            self.to.room()
            return
        asked_here = any(fillable(line) for line in full)
        if (
            len(full) <= 2
            and not asked_here
            and (len(cell.lines) > len(full) or bare(full[0].text) != full[0].text.strip())
            and len(full[0].text) < 200
            and (full[0].text.rstrip().endswith((":", "?")) or is_wordy(full[0].text))
        ):
            self.to.label(bare(full[0].text), raw=full[0].text)
            self.to.room()
            return
        if asked_here:
            self.walk(cell.blocks)
        else:
            self.to.words(cell.text, bold=False)

    def _labels(self, rows: Sequence[Sequence[GridCell]]) -> None:
        done: set[int] = set()
        for number, row in enumerate(rows):
            cells = [c for c in row if id(c) not in done]
            if len(cells) == 1:
                self._single(cells[0], rows, number, done)
            else:
                self._pairs(cells, rows, number, done)

    def _single(
        self, cell: GridCell, rows: Sequence[Sequence[GridCell]], number: int, done: set[int]
    ) -> None:
        """A row of one cell: a heading, a label over its answer, or a label and answer together."""
        if cell.blank:
            self.to.room()
            return
        below = rows[number + 1] if number + 1 < len(rows) else []
        if len(below) == 1 and below[0].blank:
            self.to.label(bare(cell.text), raw=cell.text)
            self.to.room()
            done.add(id(below[0]))
        elif any(fillable(line) for line in cell.lines) or cell.text.rstrip().endswith((":", "?")):
            self.walk(cell.blocks)
        elif cell.bold or len(cell.text) < _HEADING:
            self.to.heading(bare(cell.text), 0, numbered=bool(_NUMBERED.match(cell.text)))

    def _pairs(
        self, cells: list[GridCell], rows: Sequence[Sequence[GridCell]], number: int, done: set[int]
    ) -> None:
        """A row of labels, each with the cell on its right; a label without one, with the cell below."""
        place = 0
        while place < len(cells):
            cell = cells[place]
            right = cells[place + 1] if place + 1 < len(cells) else None
            place += 1
            if cell.blank:
                continue
            if any(fillable(line) for line in cell.lines):
                self.walk(cell.blocks)
            elif right is not None and (right.blank or is_answer(right)):
                place += 1
                self._pair(cell, right)
            elif (
                (under := below(rows, number, cell)) is not None
                and under.blank
                and id(under) not in done
            ):
                done.add(id(under))
                self.to.cell_field(bare(cell.text), raw=cell.text, tall=tall([under]))
            elif right is not None and cell.column == 0 and cell.rowspan > 1:
                self.to.heading(bare(cell.text), 0, numbered=False)
            elif cell.text.rstrip().endswith(":"):
                self.to.label(bare(cell.text), raw=cell.text)
                self.to.field_here(room=False)

    def _pair(self, cell: GridCell, right: GridCell) -> None:
        self.to.label(bare(cell.text), raw=cell.text)
        full = [line for line in right.lines if not line.empty]
        if not full or all(
            not bare(line.text) and BOX not in line.text and not line.choices for line in full
        ):
            text = "".join(line.text for line in full)
            unit = text.strip(f"{GAP} ")
            self.to.cell_field(
                bare(cell.text),
                raw=f"{cell.text} {unit}" if unit else cell.text,
                tall=tall([right]),
                day=DAY in text,
            )
            return
        self.to.within(True)
        self.walk(right.blocks)
        self.to.within(False)


def _padded(cell: GridCell) -> Sequence[Block]:
    return cell.blocks
