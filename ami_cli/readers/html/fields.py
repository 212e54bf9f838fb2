"""Form controls of a page (HTML Standard, § 4.10) and the legacy fields Word hides in comments."""

from __future__ import annotations

import re
import struct
from binascii import Error as HexError
from binascii import unhexlify

from lxml import etree

from ami_cli.model.document import Checkbox, FieldKind, FormField, Inline
from ami_cli.readers.doc.formdata import read_form_data
from ami_cli.readers.draft import NOWHERE

_DATES = ("date", "datetime-local", "month", "week")
_SILENT = ("hidden", "submit", "reset", "button", "image", "file")
_OPEN, _CLOSE = "<w:data>", "</w:data>"
_MAX_DATA = 100_000  # hexadecimal digits of one field; Word's largest take a few thousand
_KEYWORD = re.compile(r"\bFORMCHECKBOX\b")
_CHECKBOX, _LIST = 1, 2


def input_item(element: etree._Element) -> tuple[Inline | None, str]:
    """Return the item of an ``<input>`` and its placeholder, shown while it is empty."""
    kind = (element.get("type") or "text").strip().lower()
    name = _name(element)
    if kind in _SILENT:
        return None, ""
    if kind in ("checkbox", "radio"):
        return Checkbox(element.get("checked") is not None, NOWHERE, name), ""
    value = element.get("value") or ""
    sort: FieldKind = "date" if kind in _DATES else "text"
    return FormField(name, sort, value, NOWHERE), "" if value else element.get("placeholder") or ""


def textarea_item(element: etree._Element) -> FormField:
    """Return the field of a ``<textarea>``; its first line break does not count."""
    value = "".join(str(text) for text in element.itertext()).replace("\r\n", "\n")
    return FormField(_name(element), "text", value.removeprefix("\n"), NOWHERE)


def select_item(element: etree._Element) -> FormField:
    """Return the field of a ``<select>``.

    Without a chosen option a drop-down shows its first one; nobody may have chosen it, hence the
    lower confidence. An option without value is a prompt (« Choisissez… »), not an answer.
    """
    options = list(element.iter("option"))
    choices = tuple(_option_text(option) for option in options)
    chosen = [i for i, option in enumerate(options) if option.get("selected") is not None]
    several = element.get("multiple") is not None
    name = _name(element)
    if chosen:
        picked = chosen if several else chosen[-1:]
        value = "\n".join(choices[i] for i in picked if not _is_prompt(options[i]))
        return FormField(name, "choice", value, NOWHERE, choices)
    if several or not options or _size(element) > 1:
        return FormField(name, "choice", "", NOWHERE, choices)
    value = "" if _is_prompt(options[0]) else choices[0]
    seen = choices[0] if not value else None
    return FormField(name, "choice", value, NOWHERE, choices, seen, confidence=0.5)


def _option_text(option: etree._Element) -> str:
    text = " ".join("".join(str(text) for text in option.itertext()).split())
    return text or option.get("label") or ""


def _is_prompt(option: etree._Element) -> bool:
    return option.get("value") == "" or (
        option.get("disabled") is not None and option.get("selected") is not None
    )


def _size(element: etree._Element) -> int:
    size = element.get("size") or "1"
    return int(size) if size.isdecimal() and len(size) < 5 else 1


def _name(element: etree._Element) -> str:
    return element.get("name") or element.get("id") or ""


def has_form_word(comment: str) -> bool:
    """Whether a comment of Word begins a legacy check box."""
    return "supportFields" in comment[:40] and _KEYWORD.search(comment) is not None


def legacy_item(comment: str) -> Inline | None:
    """Return the box or list whose state Word left in a comment (``w:data``), None without it."""
    _, opened, rest = comment.partition(_OPEN)
    digits, closed, _ = rest.partition(_CLOSE)
    if not opened or not closed or len(digits) > _MAX_DATA:
        return None
    try:
        raw = unhexlify("".join(digits.split()))
    except (HexError, ValueError):
        return None
    header = struct.pack("<lH", len(raw) + 6, 6)
    data = read_form_data(header + raw, 0)
    if data is None or data.kind not in (_CHECKBOX, _LIST):
        return None
    if data.kind == _CHECKBOX:
        checked = None if data.result is None else bool(data.result)
        return Checkbox(checked, NOWHERE, data.name)
    at = -1 if data.result is None else data.result
    value = data.entries[at] if 0 <= at < len(data.entries) else ""
    return FormField(data.name, "choice", value, NOWHERE, data.entries)
