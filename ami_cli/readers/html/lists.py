"""The marks of list items (HTML Standard, § 4.4.5)."""

from __future__ import annotations

from lxml import etree

from ami_cli.readers.numerals import written

_TYPES = {"a": "a", "A": "A", "i": "i", "I": "I"}


class ListMark:
    """The running number of one ``<ol>``, or the bullet of a ``<ul>``."""

    def __init__(self, tag: str, element: etree._Element | None) -> None:
        self._ordered = tag == "ol"
        self._form = "1" if element is None else _TYPES.get(element.get("type") or "", "1")
        self._value = _integer(None if element is None else element.get("start"), 1) - 1

    def next(self, item: etree._Element) -> str:
        """Return the mark of the next item."""
        if not self._ordered:
            return "•"
        self._value = _integer(item.get("value"), self._value + 1)
        return f"{written(self._value, self._form)}."


def _integer(value: str | None, default: int) -> int:
    value = (value or "").strip()
    digits = value.removeprefix("-")
    return int(value) if digits.isascii() and digits.isdigit() and len(digits) < 8 else default
