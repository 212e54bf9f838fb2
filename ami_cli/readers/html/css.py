"""The little of CSS that changes what a form says: bold, struck, hidden, fonts of symbols.

Inline ``style`` attributes, and rules of style sheets whose selector is a tag, a class or both.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ami_cli.readers.draft import PLAIN, Look

MAX_SHEET = 2_000_000  # characters read of the style sheets of one page
MAX_SELECTORS = 2_000  # characters before one brace

_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+))?", re.I)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,[^)]*)?\)")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.I)
_NAMED = {
    "black": "000000",
    "white": "FFFFFF",
    "red": "FF0000",
    "blue": "0000FF",
    "green": "008000",
    "yellow": "FFFF00",
    "gray": "808080",
    "grey": "808080",
    "navy": "000080",
    "maroon": "800000",
    "purple": "800080",
    "teal": "008080",
    "olive": "808000",
    "silver": "C0C0C0",
    "lime": "00FF00",
    "aqua": "00FFFF",
    "cyan": "00FFFF",
    "fuchsia": "FF00FF",
    "magenta": "FF00FF",
    "orange": "FFA500",
}
_READ = frozenset(
    (
        *("font-weight", "font-family", "color", "background", "background-color"),
        *("text-decoration", "text-decoration-line", "text-underline", "text-line-through"),
        *("display", "visibility", "white-space", "list-style-type", "mso-symbol-font-family"),
        *("mso-hide", "mso-element", "mso-list", "mso-tab-count"),
    )
)
_NO_PAINT = ("transparent", "none", "inherit", "initial", "unset", "auto", "windowtext")


class TextStyle(NamedTuple):
    """How the text inside an element shows. ``keeps_spaces`` is CSS ``white-space: pre``."""

    look: Look = PLAIN
    font: str = ""
    hidden: bool = False
    keeps_spaces: bool = False
    bullets: bool = True


Declarations = dict[str, str]


class Sheet:
    """The rules of the style sheets of one page."""

    def __init__(self, texts: list[str]) -> None:
        self._rules: dict[tuple[str, str], Declarations] = {}
        source = _without_comments("\n".join(texts)[:MAX_SHEET])
        in_print = False
        for rule in source.split("}"):
            selectors, brace, body = rule.rpartition("{")
            if not brace:
                in_print = False
                continue
            condition, nested, selectors = selectors.rpartition("{")
            if nested:
                in_print = "print" in condition
            if not in_print and len(selectors) <= MAX_SELECTORS:
                self._add(selectors, parse_declarations(body))

    def _add(self, selectors: str, declarations: Declarations) -> None:
        for selector in selectors.split(","):
            found = _SELECTOR.fullmatch(selector.strip())
            if found is not None and found[0]:
                key = ((found[1] or "").lower(), found[2] or "")
                self._rules.setdefault(key, {}).update(declarations)

    def declarations(self, tag: str, classes: str, inline: str) -> Declarations:
        """Return what the rules and the ``style`` attribute say of one element."""
        found: Declarations = {}
        if self._rules:
            found.update(self._rules.get((tag, ""), {}))
            for name in classes.split()[:50]:
                found.update(self._rules.get(("", name), {}))
                found.update(self._rules.get((tag, name), {}))
        if inline:
            found.update(parse_declarations(inline))
        return found


def _without_comments(source: str) -> str:
    """Drop ``/* … */`` and the ``<!--`` and ``-->`` that hide a sheet from old browsers."""
    source = source.replace("<!--", " ").replace("-->", " ")
    kept = []
    for piece in source.split("*/"):
        before, _, _ = piece.partition("/*")
        kept.append(before)
    return " ".join(kept)


def parse_declarations(text: str) -> Declarations:
    """Return property → value, both in lower case, of the properties that are read."""
    found = {}
    for declaration in text[:20_000].split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in _READ:
            found[name] = value.strip().lower().removesuffix("!important").strip()
    return found


def styled(style: TextStyle, says: Declarations) -> TextStyle:
    """Return ``style`` with what an element's declarations change."""
    if not says:
        return style
    look = _decorated(style.look, says)
    weight = says.get("font-weight")
    if weight is not None:
        look = look._replace(bold=_is_bold(weight))
    colour = _colour(says.get("color", ""))
    if colour is not None:
        look = look._replace(colour=None if colour == "000000" else colour)
    if "background" in says or "background-color" in says:
        paint = says.get("background-color") or says.get("background", "")
        look = look._replace(highlighted=_is_paint(paint))
    family = says.get("mso-symbol-font-family") or says.get("font-family")
    return TextStyle(
        look,
        style.font if family is None else family.split(",")[0].strip("'\" "),
        style.hidden or _is_hidden(says),
        _keeps_spaces(says.get("white-space"), style.keeps_spaces),
        style.bullets if "list-style-type" not in says else says["list-style-type"] != "none",
    )


def _decorated(look: Look, says: Declarations) -> Look:
    lines = " ".join(says.get(name, "") for name in ("text-decoration", "text-decoration-line"))
    if "none" in lines:
        return look._replace(underlined=False, struck=False)
    if "underline" in lines or says.get("text-underline", "none") not in ("none", ""):
        look = look._replace(underlined=True)
    if "line-through" in lines or says.get("text-line-through", "none") not in ("none", ""):
        look = look._replace(struck=True)
    return look


def _is_bold(weight: str) -> bool:
    return (
        int(weight) >= 600 if weight.isdecimal() and len(weight) < 5 else weight.startswith("bold")
    )


def _is_hidden(says: Declarations) -> bool:
    return (
        says.get("display") == "none"
        or says.get("visibility") in ("hidden", "collapse")
        or says.get("mso-hide") == "all"
    )


def _keeps_spaces(value: str | None, inherited: bool) -> bool:
    if value is None or value == "inherit":
        return inherited
    return value in ("pre", "pre-wrap", "pre-line", "break-spaces")


def _colour(value: str) -> str | None:
    """Return ``RRGGBB``; None when the value is no plain colour."""
    if value in _NAMED:
        return _NAMED[value]
    found = _HEX.fullmatch(value)
    if found is not None:
        digits = found[1].upper()
        return digits if len(digits) == 6 else "".join(c * 2 for c in digits)
    rgb = _RGB.fullmatch(value)
    return "".join(f"{min(int(c), 255):02X}" for c in rgb.groups()) if rgb else None


def _is_paint(value: str) -> bool:
    first = value.partition(" ")[0] if not value.startswith("rgb") else value
    colour = _colour(first)
    return colour is not None and colour != "FFFFFF" and first not in _NO_PAINT


def html_colour(value: str) -> str | None:
    """Return the colour of ``<font color>``."""
    value = value.strip().lower()
    return _colour(value) or _colour(f"#{value}")
