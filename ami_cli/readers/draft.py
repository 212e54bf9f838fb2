"""Mutable drafts of blocks: what a reader fills before the paths of the places are known.

``freeze`` turns drafts into the document model and gives every block and every field its path
(`body/table[3]/r[2]/c[1]/p[1]`, `body/p[4]/field[1]`, all counted from 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

from ami_cli.errors import TooLargeFile
from ami_cli.model.document import (
    Block,
    Cell,
    Checkbox,
    FormField,
    Inline,
    Paragraph,
    Picture,
    Place,
    Row,
    Run,
    Signature,
    Table,
)

_SHOWN = 300  # characters of hidden text that a warning repeats
NOWHERE = Place("")  # items carry it until ``freeze`` knows their paragraph


class Look(NamedTuple):
    """What the letters of a run look like, in the order of ``Run``'s fields."""

    bold: bool = False
    underlined: bool = False
    struck: bool = False
    highlighted: bool = False
    colour: str | None = None
    inserted: bool = False
    hint: bool = False


PLAIN = Look()
MAX_PARAGRAPHS = 100_000  # of one file; a book of 1000 pages has some 30 000


class Allowance:
    """The paragraphs that one file may still have."""

    def __init__(self) -> None:
        self._left = MAX_PARAGRAPHS

    def spend(self) -> None:
        """Count one paragraph.

        Raises:
            TooLargeFile: that was one too many.
        """
        self._left -= 1
        if self._left < 0:
            raise TooLargeFile("Document démesuré : demander une version plus légère.")


@dataclass(slots=True)
class TextDraft:
    """Pieces of text of one look."""

    look: Look
    pieces: list[str]


@dataclass(slots=True)
class ParagraphDraft:
    """A paragraph being filled."""

    items: list[TextDraft | Inline] = field(default_factory=list)
    level: int = 0
    number: str = ""

    def write(self, text: str, look: Look = PLAIN) -> None:
        """Add text; neighbours of the same look become one run."""
        if not text:
            return
        last = self.items[-1] if self.items else None
        if isinstance(last, TextDraft) and (last.look is look or last.look == look):
            last.pieces.append(text)
        else:
            self.items.append(TextDraft(look, [text]))

    def add(self, item: Inline) -> None:
        """Add a field, a box, a picture or a signature."""
        self.items.append(item)

    def extend(self, items: Iterable[TextDraft | Inline]) -> None:
        """Add the items of another draft."""
        for item in items:
            if isinstance(item, TextDraft):
                self.write("".join(item.pieces), item.look)
            else:
                self.items.append(item)


@dataclass(slots=True)
class CellDraft:
    """A cell being filled; ``column`` counts grid columns from 0."""

    blocks: list[BlockDraft] = field(default_factory=list)
    column: int = 0
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class TableDraft:
    """A table being filled."""

    rows: list[list[CellDraft]] = field(default_factory=list)


BlockDraft: TypeAlias = ParagraphDraft | TableDraft


def is_uniform(items: Iterable[TextDraft | Inline]) -> bool:
    """Tell whether items are text of one look, nothing of it chosen by marking.

    Then the value of a form field says all that they say.
    """
    looks = set()
    for item in items:
        if not isinstance(item, TextDraft):
            return False
        looks.add(item.look._replace(inserted=False))
    return len(looks) <= 1 and not any(
        look.struck or look.underlined or look.highlighted for look in looks
    )


def text_of(items: Iterable[TextDraft | Inline]) -> str:
    """Return the text of the runs among items."""
    return "".join("".join(item.pieces) for item in items if isinstance(item, TextDraft))


def hidden_warning(pieces: Iterable[str]) -> tuple[str, ...]:
    """Return the warning that repeats hidden text; none without hidden text."""
    hidden = " ".join("".join(pieces).split())
    if not hidden:
        return ()
    shown = hidden if len(hidden) <= _SHOWN else hidden[:_SHOWN] + "…"
    return (f"Le document contient du texte masqué, qui n'a pas été repris : « {shown} ».",)


def freeze(drafts: Iterable[BlockDraft], root: str = "body") -> tuple[Block, ...]:
    """Return the blocks of ``drafts``, with their paths under ``root``."""
    return tuple(_freeze_all(drafts, root))


def draft_text(drafts: Iterable[BlockDraft]) -> str:
    """Return the visible text of ``drafts``, one line per paragraph."""
    return "\n".join(
        f"{block.number} {block.text}" if block.number else block.text
        for block in _paragraphs(freeze(drafts))
    )


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell.blocks)


def _freeze_all(drafts: Iterable[BlockDraft], root: str) -> Iterator[Block]:
    paragraphs = tables = 0
    for draft in drafts:
        if isinstance(draft, ParagraphDraft):
            paragraphs += 1
            yield _paragraph(draft, f"{root}/p[{paragraphs}]")
        else:
            tables += 1
            yield _table(draft, f"{root}/table[{tables}]")


def _paragraph(draft: ParagraphDraft, path: str) -> Paragraph:
    counts: dict[str, int] = {}
    items = tuple(_item(item, path, counts) for item in draft.items)
    return Paragraph(items, Place(path), draft.level, draft.number)


def _item(item: TextDraft | Inline, path: str, counts: dict[str, int]) -> Inline:
    match item:
        case TextDraft():
            return Run("".join(item.pieces), *item.look)
        case Run():
            return item
        case FormField():
            return replace(item, place=_count(path, "field", counts))
        case Checkbox():
            return replace(item, place=_count(path, "checkbox", counts))
        case Picture():
            return replace(item, place=_count(path, "picture", counts))
        case Signature():
            return replace(item, place=_count(path, "signature", counts))


def _count(path: str, name: str, counts: dict[str, int]) -> Place:
    counts[name] = counts.get(name, 0) + 1
    return Place(f"{path}/{name}[{counts[name]}]")


def _table(draft: TableDraft, path: str) -> Table:
    rows = []
    for r, cells in enumerate(draft.rows, 1):
        here = f"{path}/r[{r}]"
        rows.append(
            Row(
                tuple(_cell(cell, f"{here}/c[{c}]") for c, cell in enumerate(cells, 1)), Place(here)
            )
        )
    return Table(tuple(rows), Place(path))


def _cell(draft: CellDraft, path: str) -> Cell:
    blocks = freeze(draft.blocks, path)
    return Cell(blocks, Place(path), draft.column, draft.colspan, draft.rowspan)
