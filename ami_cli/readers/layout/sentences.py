"""A sentence that a page break cut in two."""

from __future__ import annotations

import re
from dataclasses import replace

from ami_cli.model.document import Paragraph, Run
from ami_cli.readers.layout.runs import keeps_hyphen

OPEN_END = re.compile(r"[^.!?…:;»\"”\s][\s\xa0]*$")
LOWER_START = re.compile(r"[\s\xa0]*(?:[«“\"(]\s*)?[a-zà-ÿœ]")


def join_sentence(a: Paragraph, b: Paragraph) -> Paragraph | None:
    """Join a sentence that goes on; anything else stays apart."""
    first = b.items[0] if b.items else None
    last = a.items[-1] if a.items else None
    if not isinstance(first, Run) or not isinstance(last, Run):
        return None
    if not OPEN_END.search(a.text) or not LOWER_START.match(b.text):
        return None
    if (last.bold, last.colour) != (first.bold, first.colour):
        return None
    text = last.text.rstrip()
    if text.endswith("-"):
        word = text.split()[-1]
        text = text if keeps_hyphen(word, first.text) else text[:-1]
    else:
        text += " "
    items = (*a.items[:-1], replace(last, text=text), *b.items)
    return replace(a, items=items, confidence=min(a.confidence, b.confidence))
