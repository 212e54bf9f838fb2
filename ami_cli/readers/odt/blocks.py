"""Blocks of an OpenDocument text: paragraphs, lists, sections, tables, frames (§ 4, § 5, § 9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from ami_cli.errors import TooLargeFile
from ami_cli.readers.draft import BlockDraft, CellDraft, ParagraphDraft, TableDraft, draft_text
from ami_cli.readers.odt.items import end_paragraph, read_item, start_paragraph
from ami_cli.readers.odt.line import Line, Walk
from ami_cli.readers.odt.names import DRAW, OFFICE, TABLE, TEXT, positive
from ami_cli.readers.odt.numbering import LEVELS, Counter
from ami_cli.readers.odt.story import MAX_CELLS, Story
from ami_cli.readers.odt.styles import Levels

_MAX_SPAN = 1000
_MAX_REPEATS = 64  # Writer repeats nothing; other writers repeat a few cells
_ROW_GROUPS = (
    f"{TABLE}table-header-rows",
    f"{TABLE}table-rows",
    f"{TABLE}table-row-group",
)
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_SILENT = {
    f"{OFFICE}forms",
    f"{OFFICE}scripts",
    f"{OFFICE}dde-source",
    f"{TEXT}sequence-decls",
    f"{TEXT}variable-decls",
    f"{TEXT}user-field-decls",
    f"{TEXT}dde-connection-decls",
    f"{TEXT}alphabetical-index-auto-mark-file",
    f"{TEXT}table-of-content-source",
    f"{TEXT}illustration-index-source",
    f"{TEXT}table-index-source",
    f"{TEXT}object-index-source",
    f"{TEXT}user-index-source",
    f"{TEXT}alphabetical-index-source",
    f"{TEXT}bibliography-source",
    f"{TEXT}soft-page-break",
    f"{TABLE}title",
    f"{TABLE}desc",
}


def read_blocks(parent: etree._Element, story: Story) -> list[BlockDraft]:
    """Return the blocks inside ``parent``."""
    return list(_blocks(parent, story))


_WALK = Walk(read_blocks, read_item)


def _blocks(parent: etree._Element, story: Story) -> Iterator[BlockDraft]:
    for child in parent:
        if isinstance(child.tag, str) and child.tag not in _SILENT:
            yield from _block(child, story)


def _block(element: etree._Element, story: Story) -> Iterator[BlockDraft]:
    tag = str(element.tag)
    if tag in _PARAGRAPHS:
        yield from read_paragraph(element, story)
    elif tag == f"{TABLE}table":
        yield _table(element, story)
    elif tag == f"{TEXT}list":
        yield from _list(element, story, story.numbering.open_list(element), 1, None)
    elif tag == f"{TEXT}numbered-paragraph":
        yield from _blocks(element, story)
    elif tag == f"{TEXT}tracked-changes":
        _tracked_changes(element, story)
    elif tag == f"{TEXT}section" and story.styles.is_hidden_section(element):
        story.hidden.append(draft_text(_blocks(element, _apart(story))) + " ")
    elif tag.startswith(DRAW) or tag in (f"{TEXT}change-start", f"{TEXT}change-end"):
        yield from _loose(element, story)
    else:
        yield from _blocks(element, story)


def _loose(element: etree._Element, story: Story) -> Iterator[BlockDraft]:
    """A frame anchored to the page, or a mark between paragraphs."""
    line = Line(story, _WALK)
    read_item(line, element, story.styles.paragraph(None))
    if line.draft.items:
        yield line.draft
    yield from line.after


def read_paragraph(
    element: etree._Element, story: Story, number: str | None = None
) -> Iterator[BlockDraft]:
    """Yield a paragraph, then the blocks of the frames anchored in it.

    ``number`` is the list mark; None outside of lists, where a heading has its own.
    """
    story.allowance.spend()
    line = Line(story, _WALK)
    level = 0
    if element.tag == f"{TEXT}h":
        level = positive(element.get(f"{TEXT}outline-level"), LEVELS)
        if number is None:
            number = story.numbering.heading(element, level)
    start_paragraph(line)
    line.content(element, story.styles.paragraph(element.get(f"{TEXT}style-name")))
    end_paragraph(line)
    line.draft.level = level
    line.draft.number = line.number or number or ""
    if not line.hidden:
        yield line.draft
    yield from line.after


def _list(
    element: etree._Element, story: Story, counter: Counter, level: int, style: str | None
) -> Iterator[BlockDraft]:
    style = element.get(f"{TEXT}style-name") or style
    levels = story.styles.lists.get(style or "")
    depth = min(level, LEVELS)
    for item in element:
        if item.tag == f"{TEXT}list-item":
            number = _count(item, counter, depth, levels, story)
        elif item.tag == f"{TEXT}list-header":
            number = ""
        else:
            if isinstance(item.tag, str):
                yield from _block(item, story)
            continue
        for child in item:
            if child.tag in _PARAGRAPHS:
                yield from read_paragraph(child, story, number)
                number = ""
            elif child.tag == f"{TEXT}list":
                yield from _list(child, story, counter, level + 1, style)
            elif isinstance(child.tag, str):
                yield from _block(child, story)


def _count(
    item: etree._Element,
    counter: Counter,
    level: int,
    levels: Levels | None,
    story: Story,
) -> str:
    """Return the mark of a list item; one that only holds a deeper list has none."""
    first = next((child for child in item if child.tag != f"{TEXT}number"), None)
    if first is None or first.tag not in _PARAGRAPHS:
        return ""
    start = item.get(f"{TEXT}start-value")
    given = int(start) if start is not None and start.isdecimal() and len(start) < 7 else None
    counter.count(level, levels, given)
    return counter.label(level, levels, story.styles)


def _tracked_changes(element: etree._Element, story: Story) -> None:
    for deletion in element.iter(f"{TEXT}deletion"):
        text = draft_text(_blocks(deletion, _apart(story))).strip()
        if text:
            story.deleted.append(text)


def _apart(story: Story) -> Story:
    """A story of the same file whose notes and comments are forgotten (they were deleted)."""
    return Story(story.styles, story.picture, story.controls, allowance=story.allowance)


def _table(element: etree._Element, story: Story) -> TableDraft:
    draft = TableDraft()
    for row in _rows(element):
        cells = _row(row, story)
        for _ in range(_times(row, f"{TABLE}number-rows-repeated", cells)):
            draft.rows.append(cells)
            story.cells += len(cells)
    if story.cells > MAX_CELLS:
        raise TooLargeFile("Tableaux démesurés : demander une version plus légère.")
    return draft


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _row(row: etree._Element, story: Story) -> list[CellDraft]:
    cells: list[CellDraft] = []
    column = 0
    for child in row:
        repeated = positive(child.get(f"{TABLE}number-columns-repeated"), _MAX_SPAN)
        if child.tag == f"{TABLE}covered-table-cell":
            if draft_text(_blocks(child, _apart(story))).strip():
                story.warn("Du texte caché par une fusion de cellules n’a pas été retenu.")
            column += repeated
        elif child.tag == f"{TABLE}table-cell":
            cell = _cell(child, column, story)
            times = _times(child, f"{TABLE}number-columns-repeated", [cell])
            cells.extend(replace(cell, column=column + i) for i in range(times))
            column += repeated
    return cells


def _cell(cell: etree._Element, column: int, story: Story) -> CellDraft:
    colspan = positive(cell.get(f"{TABLE}number-columns-spanned"), _MAX_SPAN)
    rowspan = positive(cell.get(f"{TABLE}number-rows-spanned"), _MAX_SPAN)
    return CellDraft(list(_blocks(cell, story)), column, colspan, rowspan)


def _times(element: etree._Element, attribute: str, cells: list[CellDraft]) -> int:
    """How often a row or cell is repeated; what is empty, or holds a table, stands once."""
    blocks = [block for cell in cells for block in cell.blocks]
    if not any(isinstance(block, ParagraphDraft) and block.items for block in blocks):
        return 1
    if any(isinstance(block, TableDraft) for block in blocks):
        return 1
    return positive(element.get(attribute), _MAX_REPEATS)
