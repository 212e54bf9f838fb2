"""ActiveX controls in the object pool: boxes, options, text and lists ([MS-OFORMS] 2.2.5).

The separator of a ``CONTROL`` field says which storage of the pool holds the control
([MS-DOC] 2.4.7, sprmCFOle2). LibreOffice writes that storage empty: the state is then unknown.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from struct import calcsize, unpack_from

from ami_cli.model.document import Checkbox, FormField, Inline, Place
from ami_cli.readers.doc.compound import Compound

CONFIDENCE = 0.9  # read by the specification; no filled specimen of Word's was at hand
_VALUE, _CAPTION = 22, 23
_SIZE = 8
_COMPRESSED = 1 << 31
# properties in stored order: bit of the mask, format; the size (bit 8) comes after all of them
_LAYOUT = (
    (0, "L"), (1, "L"), (2, "L"), (3, "L"), (4, "B"), (5, "B"), (6, "B"), (7, "B"), (9, "H"),
    (10, "L"), (11, "H"), (12, "h"), (13, "h"), (14, "H"), (15, "H"), (16, "B"), (17, "B"),
    (18, "B"), (20, "B"), (21, "B"), (_VALUE, "L"), (_CAPTION, "L"), (24, "L"), (25, "L"),
    (26, "L"), (27, "H"), (28, "H"), (29, "H"), (32, "L"),
)  # fmt: skip
_BOXES = ("checkbox", "optionbutton", "togglebutton")
_LISTS = ("combobox", "listbox")


@dataclass(frozen=True, slots=True)
class Morph:
    """What a control of the common kind holds; ``value`` is None where it is not stored."""

    value: str | None
    caption: str


def read_control(compound: Compound, number: int, instruction: str, place: Place) -> list[Inline]:
    """Return the item a control is; nothing for kinds that hold no answer (buttons, images)."""
    kind = _kind(instruction)
    storage = f"objectpool/_{number}"
    name = compound.stream(f"{storage}/\x03ocxname").decode("utf-16-le", "ignore")
    name = name.split("\0", 1)[0]
    morph = read_morph(compound.stream(f"{storage}/contents"))
    if kind in _BOXES:
        states = {"0": False, "1": True, "-1": True}
        checked = states.get(morph.value or "") if morph else None
        return [Checkbox(checked, place, name, morph.caption if morph else "", CONFIDENCE)]
    if kind == "textbox" or kind in _LISTS:
        if morph is None:
            return []
        value = (morph.value or "").replace("\r\n", "\n").replace("\r", "\n")
        if kind == "textbox":
            return [FormField(name, "text", value, place, confidence=CONFIDENCE)]
        return [FormField(name, "choice", value, place, confidence=CONFIDENCE)]
    return []


def is_control(instruction: str) -> bool:
    """Whether a field's instruction stands for a control that holds an answer."""
    kind = _kind(instruction)
    return kind in _BOXES or kind == "textbox" or kind in _LISTS


def read_morph(raw: bytes) -> Morph | None:
    """Read a MorphDataControl; None when the bytes are something else, or cut."""
    try:
        minor, major, _ = unpack_from("<BBH", raw)
        (mask,) = unpack_from("<Q", raw, 4)
        if (minor, major) != (0, 2):
            return None
        stored, at = _block(raw, mask)
        if mask >> _SIZE & 1:
            at += 8
        value, at = _string(raw, at, stored[_VALUE]) if _VALUE in stored else (None, at)
        caption, at = _string(raw, at, stored[_CAPTION]) if _CAPTION in stored else ("", at)
    except struct.error:
        return None
    return Morph(value, caption)


def _block(raw: bytes, mask: int) -> tuple[dict[int, int], int]:
    """Read the properties the mask announces, each aligned to its size; return where they end."""
    stored: dict[int, int] = {}
    at = 12
    for bit, format_ in _LAYOUT:
        if mask >> bit & 1:
            size = calcsize("<" + format_)
            at += -at % size
            (stored[bit],) = unpack_from("<" + format_, raw, at)
            at += size
    return stored, at + -at % 4


def _string(raw: bytes, at: int, count: int) -> tuple[str, int]:
    """Read a string of the extra data: one byte a character when its count says so."""
    size = count & ~_COMPRESSED
    content = raw[at : at + size]
    if len(content) < size:
        raise struct.error("string past the end")
    codec = "latin-1" if count & _COMPRESSED else "utf-16-le"
    return content.decode(codec, "replace"), at + size + -size % 4


def _kind(instruction: str) -> str:
    """Return the kind named by ``CONTROL Forms.CheckBox.1 \\s``, in lower case."""
    words = instruction.split()
    parts = words[1].lower().split(".") if len(words) > 1 else []
    return parts[1] if len(parts) > 1 and parts[0] == "forms" else ""
