"""Cut RTF bytes into tokens (RTF 1.9.1, « RTF Syntax »).

A token is ``(kind, word, number, raw)``; only the parts of its kind are filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

# control word, its number (32 bits), \'hh, control symbol, brace, text
_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,40})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|([^\\{}]+)", re.S
)


# kinds of tokens: the group of ``_TOKEN`` that matched (WORD with or without a number), or \bin
WORD, HEX, SYMBOL, BRACE, TEXT, BINARY = 1, 3, 4, 5, 6, 7

# kind, control word, its number, and the bytes of anything else; a plain tuple, for speed
Token: TypeAlias = tuple[int, str, int | None, bytes]

_OPEN: Token = (BRACE, "", None, b"{")
_CLOSE: Token = (BRACE, "", None, b"}")


def tokens(data: bytes, start: int = 0) -> Iterator[Token]:
    """Yield the tokens of ``data`` from ``start``; line ends are dropped from text."""
    match = _TOKEN.match
    spelled: dict[bytes, str] = {}
    position, end = start, len(data)
    while position < end:
        m = match(data, position)
        if m is None:  # a lone backslash at the very end
            return
        position = m.end()
        index = m.lastindex
        if index is None or index <= 2:
            word = spelled.get(m[1])
            if word is None:
                word = spelled[m[1]] = m[1].decode("ascii")
            number = int(m[2]) if index == 2 else None
            if word == "bin":
                stop = min(end, position + max(0, number or 0))
                yield BINARY, "", None, data[position:stop]
                position = stop
            else:
                yield WORD, word, number, b""
        elif index == TEXT:
            raw = m[6].translate(None, b"\r\n\0")
            if raw:
                yield TEXT, "", None, raw
        elif index == BRACE:
            yield _OPEN if m[5] == b"{" else _CLOSE
        elif index == HEX:
            yield HEX, "", None, bytes((int(m[3], 16),))
        else:
            yield SYMBOL, "", None, m[4]
