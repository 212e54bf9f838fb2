"""Paragraphs, tables and what wraps them, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ami_cli.readers.docx.alternate import choose
from ami_cli.readers.docx.chunks import chunk_blocks
from ami_cli.readers.docx.context import Context, Mode
from ami_cli.readers.docx.controls import NO_CONTROL, Control, control_of, controlled, hints
from ami_cli.readers.docx.fields import find_broken, flush_fields, goes_on
from ami_cli.readers.docx.inline import fill
from ami_cli.readers.docx.look import ParagraphStyle, direct
from ami_cli.readers.docx.names import AML, MC, VAL, WX, Element, R, W, children, first, number, val
from ami_cli.readers.docx.numbering import printed_mark
from ami_cli.readers.docx.tables import Grid
from ami_cli.readers.draft import BlockDraft, CellDraft, ParagraphDraft, TableDraft

_P_PR, _TC_PR, _R_PR, _P_STYLE = W + "pPr", W + "tcPr", W + "rPr", W + "pStyle"
_OUTLINE, _SECTION, _FRAME = W + "outlineLvl", W + "sectPr", W + "framePr"
_NUMBERS, _PRINTED = W + "numPr", W + "listPr"
_GRID_SPAN, _V_MERGE, _H_MERGE = W + "gridSpan", W + "vMerge", W + "hMerge"
_TR, _TC, _TR_PR, _BEFORE = W + "tr", W + "tc", W + "trPr", W + "gridBefore"
_SDT, _SDT_PR, _CONTENT = W + "sdt", W + "sdtPr", W + "sdtContent"
_DEL, _INS, _CELL_DEL, _CELL_INS = W + "del", W + "ins", W + "cellDel", W + "cellIns"
_CELL_WRAPPERS = (W + "customXml", W + "smartTag", AML + "annotation", AML + "content")
_ROW_WRAPPERS = (W + "customXml", W + "ins", W + "moveTo", W + "smartTag", AML + "content")

Handler = Callable[[Context, Element, list[BlockDraft], Mode], None]


def read_story(ctx: Context, roots: list[Element]) -> list[BlockDraft]:
    """Return the blocks of one story: the body, a header, a note."""
    ctx.walk_blocks = walk_blocks
    out: list[BlockDraft] = []
    for root in roots:
        ctx.broken = find_broken(root)
        ctx.fields = []
        walk_blocks(ctx, children(root), out, Mode())
    ctx.close_cut()
    return out


def walk_blocks(ctx: Context, parts: Iterable[Element], out: list[BlockDraft], mode: Mode) -> None:
    """Add to ``out`` every block among the children of an element."""
    for child in parts:
        handler = _BLOCKS.get(child.tag)
        if handler is not None:
            handler(ctx, child, out, mode)
    if ctx.carried is not None:
        _release(ctx, out)


def _paragraph(ctx: Context, element: Element, out: list[BlockDraft], mode: Mode) -> None:
    ctx.count()
    parts = children(element)
    own = _stated(parts, _P_PR)
    style_id = _value(own, _P_STYLE)
    style = ctx.styles.paragraph(style_id)
    draft = ParagraphDraft(level=style.level)
    if _OUTLINE in own:
        depth = number(_value(own, _OUTLINE), 9)
        draft.level = depth + 1 if 0 <= depth <= 8 else 0
    if _SECTION in own:
        _section(ctx, own[_SECTION], [], mode)
    if not mode.deleted and (style.num_id or _NUMBERS in own or _PRINTED in own):
        draft.number = _list_mark(ctx, own, style_id, style)
    if ctx.carried is not None:
        draft.items, draft.number = ctx.carried.items, ctx.carried.number or draft.number
        ctx.carried = None
    outer, ctx.boxes = ctx.boxes, []
    around, ctx.paragraph = ctx.paragraph, draft
    fill(ctx, parts, draft, mode._replace(paragraph=style_id) if style_id else mode)
    if ctx.cut:
        ctx.close_cut()
    if (ctx.fields and goes_on(ctx)) or _joins_next(own):
        ctx.carried = draft
    elif not mode.deleted or draft.items:
        out.append(draft)
    out.extend(ctx.boxes)
    ctx.boxes, ctx.paragraph = outer, around


def _release(ctx: Context, out: list[BlockDraft]) -> None:
    """Give back a paragraph that nothing follows here."""
    if ctx.carried is not None:
        flush_fields(ctx, ctx.carried)
        out.append(ctx.carried)
        ctx.carried = None


def _stated(parts: list[Element], tag: str) -> dict[str, Element]:
    """Return the properties that the child ``tag`` of an element states, by their tags."""
    for child in parts:
        if child.tag == tag:
            return {row.tag: row for row in children(child)}
    return {}


def _value(properties: dict[str, Element], tag: str) -> str:
    found = properties.get(tag)
    return "" if found is None else found.get(VAL) or ""


def _joins_next(own: dict[str, Element]) -> bool:
    """Tell a big first letter in its frame, or a paragraph whose end was deleted."""
    if _FRAME in own and (own[_FRAME].get(W + "dropCap") or "none") != "none":
        return True
    mark = own.get(_R_PR)
    return mark is not None and direct(mark).revision == "del"


def _list_mark(
    ctx: Context, properties: dict[str, Element], style_id: str, style: ParagraphStyle
) -> str:
    if _PRINTED in properties:  # Word 2003 XML writes the printed mark
        return printed_mark(properties[_PRINTED])
    own = properties.get(_NUMBERS)
    num_id, depth = style.num_id, style.list_level
    if own is not None:
        num_id = val(own, W + "numId") or num_id
        level = first(own, W + "ilvl")
        depth = depth if level is None else number(level.get(VAL), 0, 8)
        if depth is None and val(own, W + "numId"):
            depth = 0
    return ctx.numbering.mark(num_id, depth, style_id) if num_id else ""


def _section(ctx: Context, element: Element, out: list[BlockDraft], mode: Mode) -> None:
    for child in element:
        if child.tag in (W + "headerReference", W + "footerReference"):
            relation = ctx.parts.relations(ctx.part).get(child.get(R + "id") or "")
            if relation is not None and not relation.external:
                ctx.found.margins[relation.target] = None


def _table(ctx: Context, element: Element, out: list[BlockDraft], mode: Mode) -> None:
    _release(ctx, out)
    style_id = val(first(element, W + "tblPr"), W + "tblStyle")
    mode = mode._replace(table=style_id)
    grid = Grid()
    for row, control, outer in _rows(ctx, element, mode, NO_CONTROL):
        parts = children(row)
        own = _stated(parts, _TR_PR)
        row_mode = _tracked(own, outer, _DEL, _INS)
        if not row_mode.deleted:
            grid.start_row(number(_value(own, _BEFORE), 0, 1000))
        for cell, cell_control in _cells(ctx, parts, control):
            _cell(ctx, cell, cell_control, grid, row_mode)
    if grid.rows:
        out.append(TableDraft(grid.rows))


def _tracked(own: dict[str, Element], mode: Mode, deleted: str, inserted: str) -> Mode:
    """Return the mode of a row or a cell that tracks its own deletion or insertion."""
    if not own:
        return mode
    if deleted in own:
        return mode._replace(deleted=True)
    return mode._replace(inserted=True) if inserted in own else mode


def _rows(
    ctx: Context, parent: Element, mode: Mode, control: Control
) -> Iterator[tuple[Element, Control, Mode]]:
    for child in children(parent):
        tag = child.tag
        if tag == _TR:
            yield child, control, mode
        elif tag == _SDT:
            content = first(child, _CONTENT)
            if content is not None:
                inner = control_of(first(child, _SDT_PR), ctx.bindings)
                yield from _rows(ctx, content, mode, inner)
        elif tag in _ROW_WRAPPERS:
            yield from _rows(ctx, child, mode, control)
        elif tag == AML + "annotation":
            kind = child.get(W + "type") or ""
            inner_mode = mode._replace(deleted=True) if kind == "Word.Deletion" else mode
            yield from _rows(ctx, child, inner_mode, control)
        elif tag in (W + "del", W + "moveFrom"):
            yield from _rows(ctx, child, mode._replace(deleted=True), control)
        elif tag == MC + "AlternateContent":
            branch = choose(child)
            if branch is not None:
                yield from _rows(ctx, branch, mode, control)


def _cells(
    ctx: Context, parts: Iterable[Element], control: Control
) -> Iterator[tuple[Element, Control]]:
    for child in parts:
        tag = child.tag
        if tag == _TC:
            yield child, control
        elif tag == _SDT:
            content = first(child, _CONTENT)
            if content is not None:
                yield from _cells(
                    ctx, children(content), control_of(first(child, _SDT_PR), ctx.bindings)
                )
        elif tag in _CELL_WRAPPERS:
            yield from _cells(ctx, children(child), control)


def _cell(ctx: Context, element: Element, control: Control, grid: Grid, mode: Mode) -> None:
    ctx.count()
    parts = children(element)
    own = _stated(parts, _TC_PR)
    mode = _tracked(own, mode, _CELL_DEL, _CELL_INS)
    blocks: list[BlockDraft] = []
    walk_blocks(ctx, parts, blocks, mode)
    if mode.deleted:
        return
    _apply(control, blocks)
    grid.add(
        CellDraft(blocks, colspan=max(number(_value(own, _GRID_SPAN), 1, 1000), 1)),
        continues_up=_continues(own.get(_V_MERGE)),
        starts_down=_V_MERGE in own,
        continues_left=_continues(own.get(_H_MERGE)),
    )


def _continues(merge: Element | None) -> bool:
    return merge is not None and merge.get(VAL) != "restart"


def _control(ctx: Context, element: Element, out: list[BlockDraft], mode: Mode) -> None:
    content = first(element, _CONTENT)
    if content is None:
        return
    blocks: list[BlockDraft] = []
    walk_blocks(ctx, children(content), blocks, mode)
    if not mode.deleted:
        _apply(control_of(first(element, _SDT_PR), ctx.bindings), blocks)
    out.extend(blocks)


def _apply(control: Control, blocks: list[BlockDraft]) -> None:
    """Turn the one paragraph of a control into a field; longer content stays text."""
    if control.kind is None:
        return
    if len(blocks) == 1 and isinstance(blocks[0], ParagraphDraft):
        blocks[0].items = controlled(control, blocks[0].items)
    elif control.is_placeholder:
        for block in blocks:
            if isinstance(block, ParagraphDraft):
                block.items = hints(block.items)


def _wrapper(ctx: Context, element: Element, out: list[BlockDraft], mode: Mode) -> None:
    walk_blocks(ctx, children(element), out, mode)


def _inserted(ctx: Context, element: Element, out: list[BlockDraft], mode: Mode) -> None:
    walk_blocks(ctx, children(element), out, mode._replace(inserted=True))


def _deleted(ctx: Context, element: Element, out: list[BlockDraft], mode: Mode) -> None:
    walk_blocks(ctx, children(element), out, mode._replace(deleted=True))


def _annotation(ctx: Context, element: Element, out: list[BlockDraft], mode: Mode) -> None:
    kind = element.get(W + "type") or ""
    if kind == "Word.Deletion":
        mode = mode._replace(deleted=True)
    for content in element.iterchildren(AML + "content"):
        walk_blocks(ctx, children(content), out, mode)


def _alternate(ctx: Context, element: Element, out: list[BlockDraft], mode: Mode) -> None:
    branch = choose(element)
    if branch is not None:
        walk_blocks(ctx, children(branch), out, mode)


def _chunk(ctx: Context, element: Element, out: list[BlockDraft], mode: Mode) -> None:
    if not mode.deleted:
        out.extend(chunk_blocks(ctx, element.get(R + "id") or ""))


_BLOCKS: dict[str, Handler] = {
    W + "p": _paragraph,
    W + "tbl": _table,
    _SDT: _control,
    W + "sectPr": _section,
    W + "altChunk": _chunk,
    W + "ins": _inserted,
    W + "moveTo": _inserted,
    W + "del": _deleted,
    W + "moveFrom": _deleted,
    MC + "AlternateContent": _alternate,
    AML + "annotation": _annotation,
    **dict.fromkeys(
        (W + "customXml", W + "smartTag", WX + "sect", WX + "sub-section", WX + "pBdrGroup"),
        _wrapper,
    ),
}
