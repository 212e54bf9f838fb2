"""Pictures, drawn shapes, embedded objects (RTF 1.9.1, « Pictures », « Shapes », « Objects »).

The text of a shape is a story (``stories``); here are its properties: WordArt text, the
signature line, the description of a picture.
"""

from __future__ import annotations

import hashlib
from binascii import unhexlify

from ami_cli.model.document import Picture, Signature
from ami_cli.readers.draft import NOWHERE, ParagraphDraft
from ami_cli.readers.rtf.machine import Machine
from ami_cli.readers.rtf.state import PictureDraft, State

TWIPS = 20.0  # in a point
_NOT_HEXADECIMAL = bytes(c for c in range(256) if c not in b"0123456789abcdefABCDEF")
_PICTURES = ("", "pib")  # a picture by itself, the picture of a shape; fills and textures are not


def _shape(m: Machine, _: int | None) -> None:
    m.state.shape = {}
    m.state.sink = None

    def close(closed: State) -> None:
        if closed.shape is not None and not closed.deleted and not closed.hidden:
            _finish_shape(m.state, closed.shape)

    m.state.on_close = close


def _finish_shape(state: State, properties: dict[str, str]) -> None:
    art = properties.get("gtextUNICODE", "").strip()
    if art:
        paragraph = ParagraphDraft()
        paragraph.write(art)
        state.flow.after.append(paragraph)
    if properties.get("fIsSignatureLine", "0").strip() not in ("", "0"):
        signer = properties.get("wzSigSetupSuggSigner", "").strip()
        state.flow.add(Signature("line", NOWHERE, signed=False, name=signer))


def _property(m: Machine, _: int | None) -> None:
    pair: tuple[list[str], list[str]] = ([], [])
    properties = m.state.shape
    m.state.pair = pair
    m.state.sink = None

    def close(_: State) -> None:
        if properties is not None:
            properties["".join(pair[0]).strip()] = "".join(pair[1])

    m.state.on_close = close


def _property_name(m: Machine, _: int | None) -> None:
    m.state.sink = m.state.pair[0] if m.state.pair is not None else None


def _property_value(m: Machine, _: int | None) -> None:
    m.state.sink = m.state.pair[1] if m.state.pair is not None else None


def _picture(m: Machine, _: int | None) -> None:
    state = m.state
    draft = PictureDraft()
    wanted = state.pair is None or "".join(state.pair[0]).strip() in _PICTURES
    visible = wanted and not state.hidden and not state.deleted
    state.picture = draft
    state.blob = draft.hexadecimal
    properties: dict[str, str] = {}
    state.shape = properties
    state.sink = state.pair = None

    def close(_: State) -> None:
        data = b"".join(draft.binary) or from_hexadecimal(b"".join(draft.hexadecimal))
        if data and visible:
            m.state.flow.add(
                Picture(
                    hashlib.sha256(data).hexdigest(),
                    NOWHERE,
                    draft.width * draft.scale_x / 100 / TWIPS,
                    draft.height * draft.scale_y / 100 / TWIPS,
                    properties.get("wzDescription", "").strip(),
                )
            )

    state.on_close = close


def _picture_properties(m: Machine, _: int | None) -> None:
    m.state.blob = None


def _width(m: Machine, number: int | None) -> None:
    if m.state.picture is not None:
        m.state.picture.width = max(0, number or 0)


def _height(m: Machine, number: int | None) -> None:
    if m.state.picture is not None:
        m.state.picture.height = max(0, number or 0)


def _scale_x(m: Machine, number: int | None) -> None:
    if m.state.picture is not None:
        m.state.picture.scale_x = max(0, number or 0)


def _scale_y(m: Machine, number: int | None) -> None:
    if m.state.picture is not None:
        m.state.picture.scale_y = max(0, number or 0)


def _drawing(m: Machine, _: int | None) -> None:
    m.state.sink = None


def _transparent(_m: Machine, _: int | None) -> None:
    """``\\shppict``, ``\\shpinst``: their content counts."""


def _object(m: Machine, _: int | None) -> None:
    state = m.state
    name: list[str] = []
    data: list[bytes] = []
    state.object_parts = (name, data)
    state.saved_sink = state.sink
    state.sink = None

    def close(_: State) -> None:
        if name or data:
            m.objects.append(("".join(name).strip(), from_hexadecimal(b"".join(data))))

    state.on_close = close


def _object_class(m: Machine, _: int | None) -> None:
    m.state.sink = m.state.object_parts[0] if m.state.object_parts is not None else None


def _object_data(m: Machine, _: int | None) -> None:
    m.state.blob = m.state.object_parts[1] if m.state.object_parts is not None else []


def _object_result(m: Machine, _: int | None) -> None:
    """``\\result``: what the page shows in place of the object."""
    if m.state.object_parts is not None:
        m.state.sink = m.state.saved_sink


def from_hexadecimal(digits: bytes) -> bytes:
    """Return the bytes; anything that is not a digit is dropped, an odd last digit too."""
    digits = digits.translate(None, _NOT_HEXADECIMAL)
    return unhexlify(digits[: len(digits) & ~1])


DESTINATIONS = {
    "shp": _shape,
    "shpgrp": _shape,
    "shpinst": _transparent,
    "shppict": _transparent,
    "sp": _property,
    "sn": _property_name,
    "sv": _property_value,
    "pict": _picture,
    "picprop": _picture_properties,
    "picwgoal": _width,
    "pichgoal": _height,
    "picscalex": _scale_x,
    "picscaley": _scale_y,
    "do": _drawing,
    "object": _object,
    "objclass": _object_class,
    "objdata": _object_data,
    "result": _object_result,
}
