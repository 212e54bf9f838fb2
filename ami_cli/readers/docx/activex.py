"""ActiveX controls: ``w:control`` and the part that keeps its state ([MS-OFORMS] 2.2.5).

Word keeps it as a stream, as a compound file, or as a bag of XML properties ([MS-OE376] 2.3).
"""

from __future__ import annotations

from io import BytesIO

from ami_cli.model.document import Checkbox, FormField, Inline
from ami_cli.readers.doc.controls import CONFIDENCE, Morph, read_morph
from ami_cli.readers.docx.context import Context
from ami_cli.readers.docx.names import Element, R, W
from ami_cli.readers.draft import NOWHERE

_AX = "{http://schemas.microsoft.com/office/2006/activeX}"
_OLE = b"\xd0\xcf\x11\xe0"
_CLASS_ID = 16  # bytes before the state when it is kept as a stream
# The controls of Forms 2.0 share all but the first figures of their class.
_COMMON = "-EC42-11CE-9E0D-00AA006002F3}"
_KINDS = {
    "{8BD21D10": "text",
    "{8BD21D20": "choice",
    "{8BD21D30": "choice",
    "{8BD21D40": "box",
    "{8BD21D50": "box",
    "{8BD21D60": "box",
}


def control_item(ctx: Context, control: Element) -> Inline | None:
    """Return the box or the field that a ``w:control`` is, None for buttons and the like."""
    relation = ctx.parts.relations(ctx.part).get(control.get(R + "id") or "")
    root = None if relation is None else ctx.parts.optional(relation.target)
    if root is None or relation is None:
        return None
    class_id = (root.get(_AX + "classid") or "").upper()
    kind = _KINDS.get(class_id[:9]) if class_id.endswith(_COMMON) else None
    name = (control.get(W + "name") or "")[:200]
    morph = _state(ctx, relation.target, root)
    if kind == "box":
        states = {"0": False, "1": True, "-1": True}
        checked = states.get(morph.value or "") if morph else None
        return Checkbox(checked, NOWHERE, name, morph.caption if morph else "", CONFIDENCE)
    if kind is None or morph is None:
        return None
    value = (morph.value or "").replace("\r\n", "\n").replace("\r", "\n")
    if kind == "choice":
        return FormField(name, "choice", value, NOWHERE, confidence=CONFIDENCE)
    return FormField(name, "text", value, NOWHERE, confidence=CONFIDENCE)


def _state(ctx: Context, part: str, root: Element) -> Morph | None:
    if root.get(_AX + "persistence") == "persistPropertyBag":
        bag = {row.get(_AX + "name"): row.get(_AX + "value") or "" for row in root}
        return Morph(bag.get("Value"), bag.get("Caption", ""))
    relation = ctx.parts.relations(part).get(root.get(R + "id") or "")
    data = None if relation is None else ctx.parts.bytes_of(relation.target)
    if data is None:
        return None
    if data.startswith(_OLE):
        data = _contents(data)
    return read_morph(data) or read_morph(data[_CLASS_ID:])


def _contents(data: bytes) -> bytes:
    """Return the stream of a compound file that holds the state, empty when there is none."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            return bytes(ole.openstream("contents").read())
    except Exception:  # olefile raises anything on damaged files
        return b""
