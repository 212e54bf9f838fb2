"""Qualified names of OpenDocument elements and attributes, as lxml spells them."""

from __future__ import annotations

from lxml import etree

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"

OFFICE = f"{{{_OASIS}office:1.0}}"
TEXT = f"{{{_OASIS}text:1.0}}"
TABLE = f"{{{_OASIS}table:1.0}}"
DRAW = f"{{{_OASIS}drawing:1.0}}"
STYLE = f"{{{_OASIS}style:1.0}}"
FORM = f"{{{_OASIS}form:1.0}}"
FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
SVG = f"{{{_OASIS}svg-compatible:1.0}}"
MANIFEST = f"{{{_OASIS}manifest:1.0}}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
DC = "{http://purl.org/dc/elements/1.1/}"
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"


def is_true(value: str | None) -> bool:
    """Whether an attribute says yes; OpenDocument writes ``true``, some writers ``1``."""
    return value is not None and value.strip().lower() in ("true", "1", "on", "yes")


def positive(value: str | None, limit: int) -> int:
    """Return a repeat or span attribute as a number from 1 to ``limit``; 1 when it is not one."""
    if value is None or not value.strip().isdecimal():
        return 1
    digits = value.strip()
    return limit if len(digits) > 9 else min(max(int(digits), 1), limit)


def text_of(element: etree._Element) -> str:
    """Return all the text inside ``element``."""
    return "".join(str(text) for text in element.itertext())
