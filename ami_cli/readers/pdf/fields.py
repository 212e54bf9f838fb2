"""The AcroForm of a PDF: names, stored values, states, and where each widget stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

WidgetKind = Literal["text", "choice", "checkbox", "radio", "button", "signature"]
MAX_DEPTH = 32  # a field's parents; more is a cycle
MAX_WIDGETS = 20_000
HIDDEN = 2 | 32  # annotation flags Hidden and NoView
RADIO, PUSH = 1 << 15, 1 << 16  # button field flags 16 and 17 (ISO 32000-1, table 226)
PASSWORD = 1 << 13


@dataclass(frozen=True, slots=True)
class Widget:
    """One widget of a field, or a field without any (``page`` None).

    ``rect`` is in user space. ``value`` is what is stored, several values joined by ``|``.
    ``export`` is the state a tick stores when it is on. ``shown``: it has an appearance stream.
    ``torn``: its box shows off while the value that is stored says on.
    ``signature`` is the dictionary of a signed field.
    """

    name: str
    kind: WidgetKind
    value: str
    page: int | None = None
    rect: tuple[float, float, float, float] | None = None
    export: str = ""
    checked: bool = False
    label: str = ""
    choices: tuple[str, ...] = ()
    hidden: bool = False
    shown: bool = False
    torn: bool = False
    signed: bool = False
    signature: Any = None


def read_widgets(reader: Any) -> list[Widget]:
    """Return every widget of the pages, then the fields that have none."""
    found: list[Widget] = []
    seen: set[int] = set()
    for number, page in enumerate(reader.pages, 1):
        for annotation in _resolved(page.get("/Annots")):
            if len(found) >= MAX_WIDGETS:
                return found
            if not isinstance(annotation, dict) or annotation.get("/Subtype") != "/Widget":
                continue
            widget = _widget(annotation, number)
            if widget is not None:
                found.append(widget)
                seen.add(id(annotation))
    names = {widget.name for widget in found}
    form = _get(reader.root_object, "/AcroForm")
    if isinstance(form, dict):
        for name, node in _terminals(form.get("/Fields"), "", 0, set()):
            if name not in names and id(node) not in seen:
                widget = _widget(node, None)
                if widget is not None:
                    names.add(name)
                    found.append(widget)
    return found


def _terminals(
    nodes: Any, prefix: str, depth: int, seen: set[int]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk the field tree; a node whose kids have no name is a field with several widgets."""
    if depth > MAX_DEPTH:
        return
    for node in _resolved(nodes):
        if not isinstance(node, dict) or id(node) in seen or len(seen) > MAX_WIDGETS:
            continue
        seen.add(id(node))
        part = node.get("/T")
        name = ".".join(p for p in (prefix, str(part) if part is not None else "") if p)
        kids = [kid for kid in _resolved(node.get("/Kids")) if isinstance(kid, dict)]
        if any("/T" in kid for kid in kids):
            yield from _terminals(kids, name, depth + 1, seen)
        elif _inherited(node, "/FT") is not None:
            yield name, node


def _widget(node: dict[str, Any], page: int | None) -> Widget | None:
    kind = _kind(node)
    if kind is None:
        return None
    value = _inherited(node, "/V")
    flags = _number(_inherited(node, "/F", own=True))
    export, checked = _state(node, kind, value)
    return Widget(
        _full_name(node),
        kind,
        _stored(value, kind),
        page,
        _rect(node.get("/Rect")),
        export,
        checked,
        _text(_inherited(node, "/TU")),
        tuple(_choices(node)),
        bool(flags & HIDDEN),
        "/N" in _dict(node.get("/AP")),
        bool(export and not checked and _name(str(_plain(value))) == export),
        kind == "signature" and isinstance(_plain(value), dict),
        _plain(value) if kind == "signature" and isinstance(_plain(value), dict) else None,
    )


def _kind(node: dict[str, Any]) -> WidgetKind | None:
    match _inherited(node, "/FT"):
        case "/Tx":
            return "text"
        case "/Ch":
            return "choice"
        case "/Sig":
            return "signature"
        case "/Btn":
            flags = _number(_inherited(node, "/Ff"))
            return "button" if flags & PUSH else "radio" if flags & RADIO else "checkbox"
    return None


def _state(node: dict[str, Any], kind: WidgetKind, value: Any) -> tuple[str, bool]:
    """The name of the on state of this widget, and whether it is on."""
    if kind not in ("checkbox", "radio"):
        return "", False
    states = _dict(_get(_dict(node.get("/AP")), "/N"))
    on = next((str(name) for name in states if name != "/Off"), "")
    state = _plain(node.get("/AS"))
    stored = _plain(value)
    if state is not None and states:
        checked = state != "/Off" and (not on or state == on)
    else:
        checked = stored not in (None, "/Off", "") and (not on or str(stored) == on)
    return _name(on or (str(stored) if checked else "")), bool(checked)


def _stored(value: Any, kind: WidgetKind) -> str:
    value = _plain(value)
    if isinstance(value, list):
        return "|".join(sorted(_text(one) for one in value))
    if kind in ("checkbox", "radio"):
        return "" if value in (None, "/Off") else _name(str(value))
    return "" if isinstance(value, dict) else _text(value)


def _choices(node: dict[str, Any]) -> Iterator[str]:
    for option in _resolved(_inherited(node, "/Opt")):
        pair = _plain(option)
        yield _text(pair[-1]) if isinstance(pair, list) and pair else _text(pair)


def _full_name(node: dict[str, Any]) -> str:
    parts: list[str] = []
    for one in _chain(node):
        if one.get("/T") is not None:
            parts.append(_text(one.get("/T")))
    return ".".join(reversed(parts))


def _chain(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The node and its parents."""
    for _ in range(MAX_DEPTH):
        yield node
        parent = _plain(node.get("/Parent"))
        if not isinstance(parent, dict) or parent is node:
            return
        node = parent


def _inherited(node: dict[str, Any], key: str, own: bool = False) -> Any:
    for one in _chain(node):
        value = _plain(one.get(key))
        if value is not None or own:
            return value
    return None


def _resolved(items: Any) -> list[Any]:
    items = _plain(items)
    return [_plain(item) for item in items] if isinstance(items, list) else []


def _plain(value: Any) -> Any:
    """Follow an indirect reference."""
    return value.get_object() if hasattr(value, "get_object") else value


def _get(node: Any, key: str) -> Any:
    node = _plain(node)
    return _plain(node.get(key)) if isinstance(node, dict) else None


def _dict(value: Any) -> dict[str, Any]:
    value = _plain(value)
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> int:
    return int(value) if isinstance(value, (int, float)) else 0


def _rect(value: Any) -> tuple[float, float, float, float] | None:
    numbers = [float(n) for n in _resolved(value) if isinstance(n, (int, float))]
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 else None


def _name(text: str) -> str:
    return text.removeprefix("/")


def _text(value: Any) -> str:
    """Text of a string, a stream or a name, with plain line ends."""
    value = _plain(value)
    if value is None:
        return ""
    if hasattr(value, "get_data"):
        value = value.get_data()
    if isinstance(value, bytes):
        wide = value[:2] in (b"\xfe\xff", b"\xff\xfe")
        value = value.decode("utf-16" if wide else "latin-1", "replace")
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
