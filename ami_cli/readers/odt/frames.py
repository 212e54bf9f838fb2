"""Frames, text boxes, pictures, drawn shapes, signature lines (§ 10.3, § 10.4)."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from binascii import Error as Base64Error

from lxml import etree

from ami_cli.model.document import Picture, Signature
from ami_cli.readers.draft import NOWHERE
from ami_cli.readers.odt.line import Line
from ami_cli.readers.odt.names import DRAW, LOEXT, OFFICE, SVG, XLINK, is_true
from ami_cli.readers.odt.styles import TextStyle

_LENGTH = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,8})?)\s*(pt|in|cm|mm|pc|px)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75, "": 1.0}


def _frame(line: Line, element: etree._Element, style: TextStyle) -> None:
    """A ``draw:frame``: its first picture stands for the others, which say the same otherwise."""
    picture_met = False
    for child in element:
        if child.tag == f"{DRAW}image":
            if not picture_met:
                _picture(line, element, child)
            picture_met = True
            line.after.extend(line.walk.blocks(child, line.story))
        elif child.tag == f"{DRAW}text-box":
            line.after.extend(line.walk.blocks(child, line.story))
        elif child.tag == f"{DRAW}object-ole":
            line.story.objects.append(child.get(f"{XLINK}href") or "")
        elif child.tag == f"{LOEXT}signatureline":
            _signature_line(line, child, style)


def _group(line: Line, element: etree._Element, style: TextStyle) -> None:
    for child in element:
        if isinstance(child.tag, str) and child.tag.startswith(DRAW):
            line.walk.item(line, child, style)


def read_shape(line: Line, element: etree._Element, _: TextStyle) -> None:
    """Any drawn shape: its paragraphs follow the one that anchors it."""
    line.after.extend(line.walk.blocks(element, line.story))


def _signature_line(line: Line, element: etree._Element, _: TextStyle) -> None:
    name = element.get(f"{LOEXT}suggested-signer-name") or ""
    signed = is_true(element.get(f"{LOEXT}is-signed"))
    line.add(Signature("line", NOWHERE, signed=signed, name=name))


def _picture(line: Line, frame: etree._Element, image: etree._Element) -> None:
    data = _bytes(line, image)
    if data:
        line.add(
            Picture(
                hashlib.sha256(data).hexdigest(),
                NOWHERE,
                _points(frame.get(f"{SVG}width")),
                _points(frame.get(f"{SVG}height")),
                _description(frame),
            )
        )


def _bytes(line: Line, image: etree._Element) -> bytes | None:
    embedded = image.findtext(f"{OFFICE}binary-data")
    if embedded is not None:
        try:
            return b64decode(embedded)
        except (Base64Error, ValueError):
            return None
    link = image.get(f"{XLINK}href") or ""
    data = line.story.picture(link)
    if data is None and link:
        line.story.warn("Une image liée n’est pas dans le fichier : elle n’a pas été lue.")
    return data


def _description(frame: etree._Element) -> str:
    texts = (frame.findtext(f"{SVG}{name}") or "" for name in ("title", "desc"))
    return " — ".join(text.strip() for text in texts if text.strip())


def _points(length: str | None) -> float:
    """Return a length in points; 0 when it is relative or unknown."""
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _POINTS[found[2] or ""] if found else 0.0


HANDLERS = {
    f"{DRAW}frame": _frame,
    f"{DRAW}g": _group,
    f"{DRAW}a": _group,
    f"{LOEXT}signatureline": _signature_line,
}
