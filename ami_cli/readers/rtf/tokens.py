"""Cut RTF bytes into tokens (RTF 1.9.1, « RTF Syntax »).

A token is ``(kind, word, number, raw)``; only the parts of its kind are filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

# control word, its number (32 bits), \'hh, control symbol, brace, text
_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,40})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|([^\\{}]+)", re.S
)


class Kind(IntEnum):
    """What a token is; WORD comes with or without a number."""

    WORD = 1
    HEX = 3
    SYMBOL = 4
    BRACE = 5
    TEXT = 6
    BINARY = 7


class Token(NamedTuple):
    """One token. ``word`` is the control word, ``raw`` the bytes of anything else."""

    kind: Kind
    word: str = ""
    number: int | None = None
    raw: bytes = b""


_OPEN = Token(Kind.BRACE, raw=b"{")
_CLOSE = Token(Kind.BRACE, raw=b"}")


def tokens(data: bytes, start: int = 0) -> Iterator[Token]:
    """Yield the tokens of ``data`` from ``start``; line ends are dropped from text."""
    match = _TOKEN.match
    position, end = start, len(data)
    while position < end:
        m = match(data, position)
        if m is None:  # a lone backslash at the very end
            return
        position = m.end()
        index = m.lastindex
        if index == Kind.TEXT:
            raw = m[6].translate(None, b"\r\n\0")
            if raw:
                yield Token(Kind.TEXT, raw=raw)
        elif index is None or index <= 2:
            word = m[1].decode("ascii")
            number = int(m[2]) if m[2] is not None else None
            if word == "bin":
                stop = min(end, position + max(0, number or 0))
                yield Token(Kind.BINARY, raw=data[position:stop])
                position = stop
            else:
                yield Token(Kind.WORD, word, number)
        elif index == Kind.BRACE:
            yield _OPEN if m[5] == b"{" else _CLOSE
        elif index == Kind.HEX:
            yield Token(Kind.HEX, raw=bytes((int(m[3], 16),)))
        else:
            yield Token(Kind.SYMBOL, raw=m[4])
