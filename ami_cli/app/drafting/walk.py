"""Walks a blank form in reading order and gathers what it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ami_cli.app.drafting.faces import Line, grid_of
from ami_cli.app.drafting.kinds import kind_of, plain
from ami_cli.app.drafting.lines import (
    asked,
    bare,
    boxes,
    is_gap_only,
    opens_item,
    questions,
    side_by_side,
)
from ami_cli.app.drafting.marks import BOX, DAY, GAP
from ami_cli.app.drafting.nodes import (
    Node,
    asks,
    fillable,
    is_empty,
    is_frame,
    is_mark_only,
    nodes,
    receives,
)
from ami_cli.app.drafting.reserved import is_kept
from ami_cli.app.drafting.says import (
    NUMBERED,
    is_deep,
    is_signature,
    is_statement,
    only_options,
    rank_of,
)
from ami_cli.app.drafting.tables import shape_of
from ami_cli.app.drafting.walk_tables import TableWalker
from ami_cli.model.document import Block, Table

_HEADING = 90  # characters: a longer bold line is a sentence
_FAR = 14  # lines that a block kept for the office may hold


class Walker(TableWalker):
    """Goes through lines and tables; the gatherer remembers the words that may label what follows."""

    def walk(self, blocks: Sequence[Block]) -> None:
        """Gather what some blocks ask for."""
        outer = (self.nodes, self.at)
        self.nodes = [node for block in blocks for node in nodes(block)]
        self.at = 0
        while self.at < len(self.nodes):
            node = self.nodes[self.at]
            self.at += 1
            if isinstance(node, Table):
                self.table(node)
            else:
                self._line(node)
        self.nodes, self.at = outer

    def _line(self, line: Line) -> None:
        if line.tabbed:
            self.to.more_leaders()
        elif line.empty:
            self._empty()
        elif is_kept(line.text):
            self.pass_over()
        elif line.choices:
            self.to.listed(bare(line.text), line.choices)
        elif is_gap_only(line.text):
            self.to.leaders(item=opens_item(line.text))
        elif BOX in line.text:
            for part in questions(line.text):
                self._boxes(replace(line, text=part))
        elif GAP in line.text or DAY in line.text:
            self._gaps(line)
        else:
            self._words(line)

    def _words(self, line: Line) -> None:
        """A line without any mark: a signature, a question, a heading, a label, or ordinary words."""
        if is_mark_only(line) and self._several_marks(line):
            self.to.leaders(item=True)
        elif side := side_by_side(line.text):
            for label in side:
                self.to.cell_field(bare(label), raw=label)
        elif is_signature(line):
            self.to.signature(bare(line.text))
        elif self._is_question(line):
            self.to.question(bare(line.text), raw=line.text)
        elif self._is_heading(line):
            self.to.heading(bare(line.text), rank_of(line), raw=line.text)
        elif len(line.text) < 260 and line.text.rstrip(" *").endswith((":", "?")):
            self._label(line)
        elif self._is_caption(line):
            self.to.label(bare(line.text), raw=line.text)
        else:
            self.to.words(line.text)

    def _several_marks(self, line: Line) -> bool:
        """« 1) », « 2) », « 3) »: a list to write."""
        around = [
            *self.nodes[max(0, self.at - 3) : self.at - 1],
            *self.nodes[self.at : self.at + 2],
        ]
        return any(isinstance(n, Line) and n is not line and is_mark_only(n) for n in around)

    def _empty(self) -> None:
        blanks = 1
        while self.at < len(self.nodes) and is_empty(self.nodes[self.at]):
            self.at += 1
            blanks += 1
        following = self.nodes[self.at] if self.at < len(self.nodes) else None
        if blanks > 1 and not isinstance(following, Table) and not fillable(following):
            self.to.room()

    def pass_over(self) -> None:
        """Leave out what stands under « Cadre réservé à l'administration »: a table, or lines to the next heading."""
        self.to.words("")
        for _ in range(_FAR):
            while self.at < len(self.nodes) and is_empty(self.nodes[self.at]):
                self.at += 1
            if self.at == len(self.nodes):
                return
            node = self.nodes[self.at]
            if isinstance(node, Line) and self._is_heading(node):
                return
            self.at += 1
            if isinstance(node, Table):
                return

    def _gaps(self, line: Line) -> None:
        found = asked(line.text)
        if len(found) == 1 and not found[0].label:
            self.to.leaders(item=False, day=found[0].day)
            return
        context = found[0].label.rpartition(" : ")[0] if len(found) > 1 else ""
        for number, gap in enumerate(found):
            self.to.gap(gap, context=context if number else "")
        rest = line.text[max(line.text.rfind(GAP), line.text.rfind(DAY)) + 1 :]
        if rest.rstrip().endswith(":") and bare(rest):
            self._label(replace(line, text=rest))  # its leaders run on the next line

    def _boxes(self, line: Line) -> None:
        first = line.text.index(BOX) if BOX in line.text else len(line.text)
        cut_at = max(line.text.rfind(GAP, 0, first), line.text.rfind(DAY, 0, first)) + 1
        if cut_at and bare(line.text[:cut_at]):  # « Je soussigné …… , en qualité de ☐ père ☐ mère »
            self._gaps(replace(line, text=line.text[:cut_at]))
            line = replace(line, text=line.text[cut_at:].lstrip(" ,;.–-"))
        if BOX not in line.text:
            self._line(line)
            return
        cut = boxes(line.text)
        if (
            len(cut.options) == 1
            and not cut.label
            and self._is_statement(cut.options[0].label, line)
        ):
            money = [g for g in cut.details if g.unit]
            if not money:
                self.to.statement(bare(line.text))
            for gap in money:
                self.to.gap(replace(gap, label=gap.label or cut.options[0].label))
            return
        self.to.choice(cut, radio=line.round or line.one)
        for gap in cut.details:
            self.to.detail(gap)

    def _is_statement(self, label: str, line: Line) -> bool:
        if is_statement(label):
            return True
        return not self.to.collecting and len(label) > 60 and not self._options_around(line)

    def _options_around(self, line: Line) -> bool:
        """True if the next line is a box too and some words stand over both."""
        following = next((n for n in self.nodes[self.at :] if not is_empty(n)), None)
        return (
            self.to.waiting
            and isinstance(following, Line)
            and following.text.lstrip().startswith(BOX)
            and not is_statement(bare(following.text))
        )

    # --- what a line of words is ---------------------------------------------------------------------

    def _after_hints(self) -> Node | None:
        """Return what follows, empty lines and at most two lines of hints left out."""
        hints = 0
        for node in self.nodes[self.at :]:
            if is_empty(node):
                continue
            plain_words = (
                isinstance(node, Line) and not node.bold and not asks(node) and not node.level
            )
            if not plain_words or receives(node):
                return node
            hints += 1
            if hints > 2:
                return node
        return None

    def _is_question(self, line: Line) -> bool:
        """A line in bold under a heading of a higher rank, answered by what follows at once."""
        deep = is_deep(line)
        if not (line.bold or deep) or line.level or len(line.text) > 200:
            return False
        rank = rank_of(line)
        if rank <= self.to.rank and not deep:
            return False
        following = self._after_hints()
        if isinstance(following, Table) and not is_frame(following):
            return self.to.rank < rank and shape_of(grid_of(following)).shape in (
                "rows",
                "grid",
                "options",
            )
        return receives(following)

    def _is_heading(self, line: Line) -> bool:
        text = line.text.strip()
        if fillable(line):
            return False
        if line.level:
            return len(text) < 160
        short = len(text) <= _HEADING and any(c.isalpha() for c in text)
        if not short or text.endswith((".", ";", ",")):
            return False
        capitals = text.upper() == text and sum(c.isalpha() for c in text) > 3
        if text.endswith((":", "?")) and not (capitals and NUMBERED.match(text)):
            return bool(NUMBERED.match(text)) and line.bold and not self._answer_follows()
        return line.bold or capitals or (bool(NUMBERED.match(text)) and len(text) < 70)

    def _answer_follows(self) -> bool:
        """True if a frame, leaders or boxes come right after: the line is their label."""
        following = next((n for n in self.nodes[self.at :] if not is_empty(n)), None)
        if isinstance(following, Table):
            return len(following.rows) == 1 and len(following.rows[0].cells) == 1
        return following is not None and (is_gap_only(following.text) or BOX in following.text)

    def _is_caption(self, line: Line) -> bool:
        """Words right over a frame, leaders or boxes: their label, without a colon."""
        text = line.text.strip()
        if len(text) > 200 or text.endswith((".", ";", ",")) or text.startswith("("):
            return False
        following = self.nodes[self.at : self.at + 2]
        first = next((n for n in following if not is_empty(n)), None)
        return receives(first) and not self.to.asking

    def _label(self, line: Line) -> None:
        text = bare(line.text)
        following = self.nodes[self.at :]
        first = next((n for n in following if not is_empty(n)), None)
        blanks = next((k for k, n in enumerate(following) if not is_empty(n)), len(following))
        self.to.label(text, raw=line.text)
        if (
            isinstance(first, Table)
            or receives(first)
            or (isinstance(first, Line) and (only_options(first) or bool(first.choices)))
            or (blanks > 1 and not fillable(first))
        ):
            return
        question = line.text.rstrip(" *").endswith("?")
        if (
            isinstance(first, Line)
            and not asks(first)
            and not self._is_heading(first)
            and blanks == 0
            and kind_of(text) == "text"
        ):
            return  # more words about it
        if len(text) <= 120 and not plain(text).endswith(("suivants", "suivantes", "ci-dessous")):
            self.to.field_here(room=question or blanks > 1)
