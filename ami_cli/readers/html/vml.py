"""Text boxes that Word draws in VML, inside conditional comments that browsers do not show."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

MAX_BOXES = 200  # of one comment
MAX_MARKUP = 1_000_000  # characters of one comment

_OPEN, _CLOSE = "<v:textbox", "</v:textbox>"
_FOR_OTHERS = re.compile(r"<!\[if !mso\]>[^!]{0,2000}<!\[endif\]>")  # the frame of other programs


def text_boxes(comment: str) -> Iterator[str]:
    """Yield the markup of each text box that a comment draws."""
    if "vml" not in comment[:40] or len(comment) > MAX_MARKUP:
        return
    for piece in comment.split(_OPEN)[1 : MAX_BOXES + 1]:
        markup, closed, _ = piece.partition(">")[2].partition(_CLOSE)
        if closed:
            yield _FOR_OTHERS.sub("", markup)


def parsed(markup: str) -> etree._Element | None:
    """Return the tree of a text box, None when nothing is in it.

    Comments are dropped: a text box inside a text box would be one of its comments.
    """
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(f"<div>{markup}</div>", parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
