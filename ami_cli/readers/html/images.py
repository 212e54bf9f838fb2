"""Pictures of a page: ``data:`` addresses and parts of the archive; nothing is ever fetched."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from binascii import Error as Base64Error
from urllib.parse import unquote_to_bytes

from lxml import etree

from ami_cli.model.document import Picture
from ami_cli.readers.draft import NOWHERE
from ami_cli.readers.html.page import Page

PIXEL = 0.75  # points


def picture(page: Page, element: etree._Element) -> Picture | None:
    """Return the picture of an ``<img>``, None when its bytes are not in the file."""
    source = (element.get("src") or "").strip()
    data = _inline(source) if source[:5].lower() == "data:" else page.part(source)
    if not data:
        return None
    return Picture(
        hashlib.sha256(data).hexdigest(),
        NOWHERE,
        _pixels(element.get("width")) * PIXEL,
        _pixels(element.get("height")) * PIXEL,
        element.get("alt") or "",
    )


def _inline(source: str) -> bytes:
    header, comma, payload = source.partition(",")
    if not comma:
        return b""
    raw = unquote_to_bytes(payload)
    if not header.lower().rstrip().endswith(";base64"):
        return raw
    try:
        return b64decode(b"".join(raw.split()) + b"==")
    except (Base64Error, ValueError):
        return b""


def _pixels(length: str | None) -> float:
    length = (length or "").strip().removesuffix("px")
    return float(length) if length.isdecimal() and len(length) < 6 else 0.0
