"""Runs: text with its look, symbol fonts read, neighbours of one look joined."""

from __future__ import annotations

import re
from dataclasses import replace

from ami_cli.model.document import (
    Checkbox,
    FormField,
    Inline,
    Picture,
    Place,
    Run,
    Signature,
)
from ami_cli.readers.doc.looks import Look
from ami_cli.readers.symbols import from_symbol_text, is_symbol_font, to_unicode

_PRIVATE = re.compile("[\uf000-\uf0ff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Fonts:
    """The font table, and what text looks like in its fonts."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def name(self, index: int) -> str:
        """Return the name of one font, empty when there is none."""
        return self._names[index] if 0 <= index < len(self._names) else ""

    def shown(self, text: str, look: Look) -> str:
        """Return text as it looks; for private use characters any of the three fonts counts."""
        font = self.name(look.font_ascii)
        if text.isascii() and not is_symbol_font(font):
            return text.replace("\x0b", "\n")
        text = text.replace("\x0b", "\n").replace("\xad", "")
        if _PRIVATE.search(text):
            fonts = (font, self.name(look.font_other), self.name(look.font_east))
            font = next((f for f in fonts if is_symbol_font(f)), font)
        return from_symbol_text(font, whole(text))

    def symbol(self, index: int, code: int) -> str:
        """Return the character that a symbol modifier stands for."""
        return symbol(self.name(index), code)


def symbol(font: str, code: int) -> str:
    """Return a character of a font; its own code where the font is no font of symbols."""
    return to_unicode(font, code) or whole(chr(code))


def whole(text: str) -> str:
    """Return text with the halves of characters beyond U+FFFF put together."""
    if text.isascii() or not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def run_of(text: str, look: Look, hint: bool = False) -> Run:
    """Return a run of the document model."""
    return Run(
        text,
        look.bold,
        look.underlined,
        look.struck or look.struck_twice,
        look.marked or look.shaded,
        look.colour,
        look.inserted,
        hint,
    )


def joined(items: list[Inline], path: str) -> tuple[Inline, ...]:
    """Return the items of the paragraph at ``path``; neighbouring runs of one look become one.

    The others get a place of their own: ``body/p[4]/checkbox[2]``.
    """
    counts: dict[str, int] = {}
    found: list[Inline] = []
    same: list[Run] = []  # runs of one look, not yet joined
    for item in items:
        if isinstance(item, Run):
            if same and not _is_alike(same[0], item):
                found.append(_one(same))
                same = []
            same.append(item)
            continue
        if same:
            found.append(_one(same))
            same = []
        kind = _KINDS[type(item)]
        counts[kind] = counts.get(kind, 0) + 1
        found.append(replace(item, place=Place(f"{path}/{kind}[{counts[kind]}]")))
    if same:
        found.append(_one(same))
    return tuple(found)


def _one(same: list[Run]) -> Run:
    if len(same) == 1:
        return same[0]
    return replace(same[0], text="".join(item.text for item in same))


def _is_alike(one: Run, other: Run) -> bool:
    return (
        one.bold is other.bold
        and one.underlined is other.underlined
        and one.struck is other.struck
        and one.highlighted is other.highlighted
        and one.colour == other.colour
        and one.inserted is other.inserted
        and one.hint is other.hint
    )


_KINDS: dict[type[Inline], str] = {
    FormField: "field",
    Checkbox: "checkbox",
    Picture: "picture",
    Signature: "signature",
}
