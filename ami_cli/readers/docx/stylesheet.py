"""The style elements of a document, parsed one by one when they are asked for.

A styles part is often ten times the text (the default template of a common library has 350 kB of
table styles, 6 ms to parse) and a document uses a dozen styles. The bytes are cut at each
``<w:style``; what does not have the usual shape is parsed whole.
"""

from __future__ import annotations

import re

from ami_cli.errors import CorruptFile
from ami_cli.readers.docx.names import Element, W, first
from ami_cli.readers.package import parse_xml, refuse_doctype

_SMALL = 20_000  # bytes: parsed whole, 0.3 ms
_START, _END = b"<w:style ", b"</w:style>"
_OPENING = re.compile(rb"<w:styles\b[^>]*>")
_ENCODING = re.compile(rb"\A[^>]{0,200}encoding=[\"'](?!utf-8)", re.IGNORECASE)
_ID = re.compile(rb"w:styleId\s*=\s*[\"']([^\"'&<]*)[\"']")
_ATTRIBUTE = re.compile(rb"w:(type|default)\s*=\s*[\"']([^\"'&<]*)[\"']")
_ON = ("1", "true", "on")


class StyleSheet:
    """Style elements by id, the default style of each type, the properties of all text."""

    def __init__(self) -> None:
        self.defaults: dict[str, str] = {}
        self.document: Element | None = None
        self._elements: dict[str, Element | None] = {}
        self._pieces: dict[str, bytes] = {}
        self._opening = b""

    def get(self, style_id: str) -> Element | None:
        """Return one style element, None when there is none or it is damaged."""
        if style_id not in self._elements:
            piece = self._pieces.get(style_id)
            self._elements[style_id] = (
                None if piece is None else self._parsed(_START + piece.partition(_END)[0] + _END)
            )
        return self._elements[style_id]

    def _parsed(self, piece: bytes) -> Element | None:
        try:
            root = parse_xml(self._opening + piece + b"</w:styles>")
        except CorruptFile:
            return None
        return root[0] if len(root) else None

    def _note_default(self, head: bytes, style_id: str) -> None:
        stated = dict(_ATTRIBUTE.findall(head))
        if stated.get(b"default", b"").decode("ascii", "replace").lower() in _ON:
            self.defaults[stated.get(b"type", b"").decode("ascii", "replace")] = style_id

    def add_element(self, style: Element) -> None:
        """Add a style that is already parsed."""
        style_id = style.get(W + "styleId") or ""
        self._elements[style_id] = style
        if (style.get(W + "default") or "").lower() in _ON:
            self.defaults[style.get(W + "type") or ""] = style_id

    def cut(self, data: bytes) -> bool:
        """Take the styles from the bytes of a part; False when they have an unusual shape."""
        head, *rest = data.split(_START)
        opening = _OPENING.search(head)
        if opening is None or b'xmlns:w="' + W[1:-1].encode() not in opening[0]:
            return False
        if _ENCODING.match(data) or not rest or data.count(_END) != len(rest):
            return False
        self._opening = opening[0]
        for piece in rest:
            close = piece.find(b">")
            named = _ID.search(piece, 0, close)
            if named is None:
                return False
            style_id = named[1].decode("utf-8", "replace")
            self._pieces[style_id] = piece
            if piece.find(b"w:default", 0, close) >= 0:
                self._note_default(piece[:close], style_id)
        start = head.find(b"<w:docDefaults>")
        end = head.find(b"</w:docDefaults>", start)
        if 0 <= start < end:
            self.document = self._parsed(head[start:end] + b"</w:docDefaults>")
        return True


def sheet_of(root: Element | None) -> StyleSheet:
    """Return the styles of a part that is already parsed; none for None."""
    sheet = StyleSheet()
    if root is not None:
        for style in root.iterchildren(W + "style"):
            sheet.add_element(style)
        sheet.document = first(root, W + "docDefaults")
    return sheet


def sheet_from(data: bytes) -> StyleSheet:
    """Return the styles in the bytes of a part, names already transitional.

    Raises:
        FileProblem: damaged, unsafe or too large.
    """
    if len(data) > _SMALL:
        refuse_doctype(data)
        sheet = StyleSheet()
        if sheet.cut(data):
            return sheet
    return sheet_of(parse_xml(data))
