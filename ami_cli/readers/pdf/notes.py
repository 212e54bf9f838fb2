"""Annotations laid over a page: free text, ink, stamps, highlights, sticky notes."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Literal

import pypdfium2.raw as pdfium_c

from ami_cli.model.document import Box
from ami_cli.readers.pdf.frame import Frame
from ami_cli.readers.pdf.paths import Subpath
from ami_cli.readers.pdf.strokes import is_highlighter, is_opaque, strokes_of

NoteKind = Literal[
    "free_text", "ink", "stamp", "highlight", "underline", "strikeout", "comment", "shape",
    "link", "file", "widget", "redaction", "other",
]  # fmt: skip
KINDS: dict[int, NoteKind] = {
    pdfium_c.FPDF_ANNOT_TEXT: "comment",
    pdfium_c.FPDF_ANNOT_LINK: "link",
    pdfium_c.FPDF_ANNOT_FREETEXT: "free_text",
    pdfium_c.FPDF_ANNOT_LINE: "shape",
    pdfium_c.FPDF_ANNOT_SQUARE: "shape",
    pdfium_c.FPDF_ANNOT_CIRCLE: "shape",
    pdfium_c.FPDF_ANNOT_POLYGON: "shape",
    pdfium_c.FPDF_ANNOT_POLYLINE: "shape",
    pdfium_c.FPDF_ANNOT_HIGHLIGHT: "highlight",
    pdfium_c.FPDF_ANNOT_UNDERLINE: "underline",
    pdfium_c.FPDF_ANNOT_SQUIGGLY: "underline",
    pdfium_c.FPDF_ANNOT_STRIKEOUT: "strikeout",
    pdfium_c.FPDF_ANNOT_STAMP: "stamp",
    pdfium_c.FPDF_ANNOT_CARET: "comment",
    pdfium_c.FPDF_ANNOT_INK: "ink",
    pdfium_c.FPDF_ANNOT_FILEATTACHMENT: "file",
    pdfium_c.FPDF_ANNOT_WIDGET: "widget",
    pdfium_c.FPDF_ANNOT_REDACT: "redaction",
}
PARAGRAPH = re.compile(r"</p>\s*<p[^>]*>|<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
HIDDEN = 2 | 32  # annotation flags Hidden and NoView (ISO 32000-1, table 165)
MAX_NOTES = 5_000
MAX_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Note:
    """One annotation that shows.

    ``quads`` are what a markup covers, a highlighter's ink too; ``strokes``: what else is drawn
    with it; ``covers``: it hides what is under it; ``drawn``: what its appearance is made of
    (``text``, ``path``, ``image``), empty when it has none.
    """

    kind: NoteKind
    box: Box
    text: str
    author: str = ""
    quads: tuple[Box, ...] = ()
    strokes: tuple[Subpath, ...] = ()
    covers: bool = False
    drawn: frozenset[str] = field(default_factory=frozenset)


def read_notes(page: object, frame: Frame) -> list[Note]:
    """Return the visible annotations of a page; pop-ups, films and the like are left out."""
    count = min(pdfium_c.FPDFPage_GetAnnotCount(page), MAX_NOTES)
    return [note for i in range(count) if (note := _note_at(page, i, frame)) is not None]


def _note_at(page: object, index: int, frame: Frame) -> Note | None:
    handle = pdfium_c.FPDFPage_GetAnnot(page, index)
    if not handle:
        return None
    try:
        kind = KINDS.get(pdfium_c.FPDFAnnot_GetSubtype(handle))
        if kind is None or pdfium_c.FPDFAnnot_GetFlags(handle) & HIDDEN:
            return None
        rect = pdfium_c.FS_RECTF()
        pdfium_c.FPDFAnnot_GetRect(handle, rect)
        box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        note = Note(
            kind,
            box,
            _contents(handle, kind),
            _string(handle, b"T") if kind != "widget" else "",
            tuple(_quads(handle, frame)) if kind in ("highlight", "underline", "strikeout") else (),
            drawn=frozenset(_drawn(handle)) if kind in ("stamp", "free_text") else frozenset(),
            covers=kind in ("free_text", "shape", "stamp") and is_opaque(handle),
        )
        return _stroked(note, handle, frame) if kind in ("ink", "shape") else note
    finally:
        pdfium_c.FPDFPage_CloseAnnot(handle)


def _string(handle: object, key: bytes) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(handle, key, None, 0)
    if not 2 < size <= 2 * MAX_TEXT:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium_c.FPDFAnnot_GetStringValue(handle, key, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _contents(handle: object, kind: NoteKind) -> str:
    """The text of an annotation; of free text that has none, its rich text without the tags."""
    text = _string(handle, b"Contents")
    if not text and kind == "free_text":
        rich = PARAGRAPH.sub("\n", _string(handle, b"RC"))
        text = unescape(TAG.sub("", rich)).strip()
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _stroked(note: Note, handle: object, frame: Frame) -> Note:
    """A note with its strokes, and ink with the box of its own: producers leave 7 pt around it."""
    strokes = tuple(strokes_of(handle, note.box, frame))
    if note.kind == "ink" and strokes:
        if is_highlighter(handle):
            return replace(note, quads=(note.box,))
        points = [point for stroke in strokes for point in stroke.points]
        return replace(note, box=Subpath(points).box, strokes=strokes)
    return replace(note, strokes=strokes)


def _quads(handle: object, frame: Frame) -> Iterator[Box]:
    quad = pdfium_c.FS_QUADPOINTSF()
    for i in range(min(pdfium_c.FPDFAnnot_CountAttachmentPoints(handle), 2_000)):
        if pdfium_c.FPDFAnnot_GetAttachmentPoints(handle, i, quad):
            xs = (quad.x1, quad.x2, quad.x3, quad.x4)
            ys = (quad.y1, quad.y2, quad.y3, quad.y4)
            yield frame.box(min(xs), min(ys), max(xs), max(ys))


def _drawn(handle: object) -> Iterator[str]:
    names = {
        pdfium_c.FPDF_PAGEOBJ_TEXT: "text",
        pdfium_c.FPDF_PAGEOBJ_PATH: "path",
        pdfium_c.FPDF_PAGEOBJ_IMAGE: "image",
        pdfium_c.FPDF_PAGEOBJ_SHADING: "path",
    }
    for i in range(min(pdfium_c.FPDFAnnot_GetObjectCount(handle), 500)):
        inner = pdfium_c.FPDFAnnot_GetObject(handle, i)
        kind = pdfium_c.FPDFPageObj_GetType(inner)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
            for j in range(min(pdfium_c.FPDFFormObj_CountObjects(inner), 500)):
                deep = pdfium_c.FPDFFormObj_GetObject(inner, j)
                yield names.get(pdfium_c.FPDFPageObj_GetType(deep), "path")
        else:
            yield names.get(kind, "path")
