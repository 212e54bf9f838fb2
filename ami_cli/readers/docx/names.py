"""Names of WordprocessingML and its companions, and safe reading of their attributes.

Only the transitional namespaces are known here: strict parts are renamed before they are parsed
(`opc`).
"""

from __future__ import annotations

from typing import Final

from lxml import etree

Element = etree._Element

_OFFICE = "http://schemas.openxmlformats.org"
W: Final = f"{{{_OFFICE}/wordprocessingml/2006/main}}"
R: Final = f"{{{_OFFICE}/officeDocument/2006/relationships}}"
M: Final = f"{{{_OFFICE}/officeDocument/2006/math}}"
A: Final = f"{{{_OFFICE}/drawingml/2006/main}}"
WP: Final = f"{{{_OFFICE}/drawingml/2006/wordprocessingDrawing}}"
DS: Final = f"{{{_OFFICE}/officeDocument/2006/customXml}}"
MC: Final = f"{{{_OFFICE}/markup-compatibility/2006}}"
V: Final = "{urn:schemas-microsoft-com:vml}"
O: Final = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix Word writes
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
AML: Final = "{http://schemas.microsoft.com/aml/2001/core}"
WX: Final = "{http://schemas.microsoft.com/office/word/2003/auxHint}"

VAL: Final = W + "val"

_OFF = frozenset(("0", "false", "off", "none"))


def val(parent: Element | None, tag: str, default: str = "") -> str:
    """Return ``w:val`` of the child ``tag``, or ``default`` without the child or its value."""
    child = None if parent is None else parent.find(tag)
    return default if child is None else child.get(VAL) or default


def flag(parent: Element | None, tag: str) -> bool | None:
    """Return an on/off property (ISO 29500-1 § 17.17.4): None when the child is not there."""
    child = None if parent is None else parent.find(tag)
    return None if child is None else is_on(child)


def is_on(element: Element) -> bool:
    """Tell whether an on/off element is on: present without a value is on."""
    return (element.get(VAL) or "true").lower() not in _OFF


def number(text: str | None, default: int = 0, limit: int = 2**31) -> int:
    """Return a decimal attribute as an int within ±``limit``, or ``default``."""
    try:
        value = int(float(text or ""))
    except (ValueError, OverflowError):
        return default
    return value if -limit <= value <= limit else default
