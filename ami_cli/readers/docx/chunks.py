"""Alternate format chunks: a whole other file inside the document (ISO 29500-1 § 17.17.2)."""

from __future__ import annotations

from dataclasses import replace

from ami_cli.errors import FileProblem
from ami_cli.model.document import Block, Inline, Paragraph, Run, Table
from ami_cli.readers.docx.context import Context
from ami_cli.readers.draft import BlockDraft, CellDraft, Look, ParagraphDraft, TableDraft, TextDraft

_MOST = 20  # chunks read in one document
_TYPES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "message/rfc822": "multipart/related",
    "application/x-mimearchive": "multipart/related",
    "application/rtf": "application/rtf",
    "text/rtf": "application/rtf",
    "text/plain": "text/plain",
}


def chunk_blocks(ctx: Context, relation_id: str) -> list[BlockDraft]:
    """Return the blocks of one chunk; one that cannot be read leaves a warning."""
    relation = ctx.parts.relations(ctx.part).get(relation_id)
    if relation is None or relation.external:
        return []
    data = ctx.parts.bytes_of(relation.target)
    ctx.found.chunks += 1
    if data is None or ctx.chunk_depth or ctx.found.chunks > _MOST:
        ctx.warn(f"Contenu inséré non lu : « {relation.target} ».")
        return []
    try:
        blocks = _read(ctx, relation.target, data)
    except (FileProblem, ImportError):
        ctx.warn(f"Contenu inséré illisible : « {relation.target} ».")
        return []
    return [_thaw(block) for block in blocks]


def _read(ctx: Context, name: str, data: bytes) -> tuple[Block, ...]:
    from ami_cli.detect import media_type
    from ami_cli.readers import Source, read
    from ami_cli.readers.docx import read_parts
    from ami_cli.readers.docx.opc import Parts
    from ami_cli.readers.package import open_package

    declared = ctx.parts.content_type(name).partition(";")[0].strip().lower()
    kind = _TYPES.get(declared) or media_type(data, name)
    if "wordprocessingml" in declared or kind.endswith("wordprocessingml.document"):
        parts = Parts(open_package(data))
        return read_parts(Source(name, data, kind), parts, chunk_depth=1).blocks
    return read(Source(name, data, kind)).blocks


def _thaw(block: Block) -> BlockDraft:
    """Return a block as a draft, so that it gets its place in this document."""
    if isinstance(block, Paragraph):
        items = [_thaw_item(item) for item in block.items]
        return ParagraphDraft(items, block.level, block.number)
    return TableDraft(_thaw_rows(block))


def _thaw_rows(table: Table) -> list[list[CellDraft]]:
    return [
        [
            CellDraft([_thaw(b) for b in cell.blocks], cell.column, cell.colspan, cell.rowspan)
            for cell in row.cells
        ]
        for row in table.rows
    ]


def _thaw_item(item: Inline) -> TextDraft | Inline:
    if isinstance(item, Run):
        look = Look(
            item.bold,
            item.underlined,
            item.struck,
            item.highlighted,
            item.colour,
            item.inserted,
            item.hint,
        )
        return TextDraft(look, [item.text])
    return replace(item)
