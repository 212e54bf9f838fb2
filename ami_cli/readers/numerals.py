"""Numbers of list items as letters and Roman numerals."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def written(value: int, form: str) -> str:
    """Return ``value`` as ``1``, ``a``, ``A``, ``i`` or ``I`` say; empty form, empty text."""
    if not form:
        return ""
    if form in ("i", "I") and 0 < value < 5000:
        text = _roman(value)
        return text.upper() if form == "I" else text
    if form in ("a", "A") and 0 < value < 10_000:
        text = ""
        while value:
            value, letter = divmod(value - 1, 26)
            text = chr(ord(form) + letter) + text
        return text
    return str(value)


def _roman(value: int) -> str:
    text = ""
    for amount, letters in _ROMAN:
        times, value = divmod(value, amount)
        text += letters * times
    return text
