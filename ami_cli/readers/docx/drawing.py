"""Pictures, text boxes, ink and signature lines, in DrawingML and in VML.

A text box is read where it is anchored: its blocks follow the paragraph that holds the anchor.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable

from ami_cli.model.document import Picture, Signature
from ami_cli.readers.docx.activex import control_item
from ami_cli.readers.docx.alternate import choose
from ami_cli.readers.docx.context import Context, Mode
from ami_cli.readers.docx.names import MC, WP, A, Element, O, R, V, W, children, first, number
from ami_cli.readers.draft import NOWHERE, ParagraphDraft

_EMU = 12_700  # English metric units in a point
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.3465, "mm": 2.83465, "px": 0.75, "pc": 12.0, "": 0.75}
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(-?[\d.]{1,12})\s*([a-z]*)", re.IGNORECASE)
_BOX = W + "txbxContent"
_DRAWN = {V + "oval": "ellipse", V + "polyline": "forme libre", V + "curve": "forme libre"}

Draw = Callable[[Context, Element, ParagraphDraft, Mode], None]


def _drawing(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    """Read a ``w:drawing`` (ISO 29500-1 § 20.4)."""
    for frame in children(element):
        extent = first(frame, WP + "extent")
        size = (0.0, 0.0)
        if extent is not None:
            size = (_points(extent.get("cx")), _points(extent.get("cy")))
        properties = first(frame, WP + "docPr")
        described = "" if properties is None else properties.get("descr") or ""
        _graphic(ctx, frame, draft, mode, size, described[:1000])


def _graphic(
    ctx: Context,
    parent: Element,
    draft: ParagraphDraft,
    mode: Mode,
    size: tuple[float, float],
    described: str,
) -> None:
    for child in children(parent):
        tag = child.tag
        if tag == A + "blip":
            _picture(ctx, child.get(R + "embed"), child.get(R + "link"), draft, size, described)
        elif tag == _BOX:
            _box(ctx, child, mode)
        elif tag == MC + "AlternateContent":
            branch = choose(child)
            if branch is not None:
                _graphic(ctx, branch, draft, mode, size, described)
        elif tag.endswith("}wsp"):
            _shape(ctx, child, mode)
        elif tag.endswith(("}contentPart", "}ink")):
            draft.add(Signature("ink", NOWHERE, note="tracé à l'encre"))
        elif len(child) and not tag.endswith("}extLst"):
            _graphic(ctx, child, draft, mode, _own_size(child) or size, described)


def _shape(ctx: Context, shape: Element, mode: Mode) -> None:
    """Read a ``wps:wsp``: its text, or what somebody drew without text."""
    for content in shape.iter(_BOX):
        _box(ctx, content, mode)
        return
    for properties in shape:
        if properties.tag.endswith("}spPr"):
            preset = first(properties, A + "prstGeom")
            if first(properties, A + "custGeom") is not None:
                ctx.note_shape("forme libre")
            elif preset is not None and preset.get("prst") == "ellipse":
                ctx.note_shape("ellipse")


def _vml(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    """Read a ``w:pict`` or ``w:object``: VML shapes, or an ActiveX control (not its preview)."""
    control = first(element, W + "control")
    if control is not None:
        _control(ctx, control, draft)
        return
    for child in children(element):
        tag = child.tag
        if tag == V + "imagedata":
            _image_data(ctx, child, draft)
        elif tag == _BOX:
            _box(ctx, child, mode)
        elif tag == W + "drawing":
            _drawing(ctx, child, draft, mode)
        elif tag == MC + "AlternateContent":
            branch = choose(child)
            if branch is not None:
                _vml(ctx, branch, draft, mode)
        elif tag in _DRAWN and not any(True for _ in child.iter(_BOX, V + "imagedata", O + "ink")):
            ctx.note_shape(_DRAWN[tag])
        elif tag == O + "ink":
            draft.add(Signature("ink", NOWHERE, note="tracé à l'encre"))
        elif tag.startswith(V) and first(child, O + "signatureline") is not None:
            _signature_line(ctx, child, draft)
        elif len(child):
            _vml(ctx, child, draft, mode)


def _control(ctx: Context, control: Element, draft: ParagraphDraft) -> None:
    item = control_item(ctx, control)
    if item is not None:
        draft.add(item)


def _signature_line(ctx: Context, shape: Element, draft: ParagraphDraft) -> None:
    """Read a signature line (``o:signatureline``): who should sign, and whether it was."""
    line = first(shape, O + "signatureline")
    assert line is not None
    signed = (line.get("id") or "").upper() in ctx.signed_lines
    draft.add(
        Signature(
            "line",
            NOWHERE,
            signed=signed,
            signer=(line.get(O + "suggestedsigner") or "")[:200] or None,
            name=(line.get(O + "suggestedsigner2") or "")[:200],
            note="ligne signée, signature non vérifiée" if signed else "",
        )
    )


def _image_data(ctx: Context, image: Element, draft: ParagraphDraft) -> None:
    shape = image.getparent()
    style = "" if shape is None else shape.get("style") or ""
    lengths = {
        name.lower(): float(figure) * _POINTS.get(unit.lower(), 0.0)
        for name, figure, unit in _LENGTH.findall(style[:2000])
        if figure.count(".") <= 1 and figure.strip("-.")
    }
    size = (max(lengths.get("width", 0.0), 0.0), max(lengths.get("height", 0.0), 0.0))
    described = "" if shape is None else shape.get("alt") or image.get(O + "title") or ""
    embedded = image.get(R + "id") or image.get(R + "embed") or image.get(O + "relid")
    _picture(
        ctx, embedded or image.get("src"), image.get(R + "href"), draft, size, described[:1000]
    )


def _picture(
    ctx: Context,
    embedded: str | None,
    linked: str | None,
    draft: ParagraphDraft,
    size: tuple[float, float],
    described: str,
) -> None:
    relation = ctx.parts.relations(ctx.part).get(embedded or "")
    if relation is None or relation.external:
        if linked or relation is not None:
            ctx.warn("Une image liée, absente du fichier, n'a pas été cherchée.")
        return
    digest = ctx.found.pictures.get(relation.target)
    if digest is None:
        data = ctx.parts.bytes_of(relation.target)
        if data is None:
            ctx.warn(f"Image illisible : « {relation.target} ».")
            return
        digest = ctx.found.pictures[relation.target] = hashlib.sha256(data).hexdigest()
    draft.add(Picture(digest, NOWHERE, size[0], size[1], described))


def _box(ctx: Context, content: Element, mode: Mode) -> None:
    if ctx.walk_blocks is None:
        return
    kept = ctx.fields, ctx.boxes, ctx.bookmark, ctx.carried
    ctx.fields, ctx.boxes, ctx.carried = [], [], None
    ctx.walk_blocks(ctx, children(content), kept[1], Mode(inserted=mode.inserted))
    ctx.fields, ctx.boxes, ctx.bookmark, ctx.carried = kept


def _own_size(shape: Element) -> tuple[float, float] | None:
    """Return the size a picture in a group states for itself, in the group's own units."""
    for properties in shape:
        if properties.tag.endswith("}spPr"):
            extent = properties.find(f"{A}xfrm/{A}ext")
            if extent is not None:
                return _points(extent.get("cx")), _points(extent.get("cy"))
    return None


def _points(emu: str | None) -> float:
    return max(number(emu), 0) / _EMU


DRAWINGS: dict[str, Draw] = {W + "drawing": _drawing, W + "pict": _vml, W + "object": _vml}
