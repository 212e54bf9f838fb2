"""Stories: main text, notes, comments, headers, boxes; each a range of the text ([MS-DOC] 2.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ami_cli.readers.doc.fib import Part
from ami_cli.readers.doc.formatting import Formatting
from ami_cli.readers.doc.streams import Streams, read_plc

MAIN, FOOTNOTES, HEADERS, MACROS, COMMENTS, ENDNOTES, BOXES, HEADER_BOXES = range(8)
_MARKS = re.compile("[\r\x07\x0c]")
_FORM_TEXT = re.compile("\x13[^\x13-\x15\r]{0,40}FORMTEXT[^\x13-\x15\r]{0,40}\x14")
_ANSWER_STOP = re.compile("[\x07\x0c\x13\x15]")
_SEPARATORS = 6  # stories of headers before those of the sections: lines above notes
_FOOTERS = (2, 3, 5)


@dataclass(frozen=True, slots=True)
class Range:
    """Character positions [start, end) of one story, or of one paragraph without its mark.

    ``mark`` is the paragraph's last character, empty when the story ends without one.
    """

    start: int
    end: int
    mark: str = ""


def sub_documents(lengths: tuple[int, ...], total: int) -> list[Range]:
    """Return the eight sub-documents, cut to the text there is."""
    found, at = [], 0
    for length in lengths:
        end = min(at + length, total)
        found.append(Range(min(at, total), end))
        at += length
    return found


def paragraphs(text: str, story: Range, formatting: Formatting) -> Iterator[Range]:
    """Yield the paragraphs of a story.

    A form feed is a paragraph's end only where its properties end too (a section), otherwise a
    page break. The marks inside the answer of one text field stay inside its paragraph.
    """
    inside = _field_marks(text, story)
    start = story.start
    for found in _MARKS.finditer(text, story.start, story.end):
        position, mark = found.start(), found.group()
        if position in inside or (mark == "\x0c" and not formatting.ends_paragraph(position)):
            continue
        yield Range(start, position, mark)
        start = position + 1
    if start < story.end:
        yield Range(start, story.end)


def parts(streams: Streams, part: Part, story: Range, record: int) -> list[Range]:
    """Return the stories of a sub-document that a PLC of positions divides."""
    positions = read_plc(streams.part(part), record).positions
    found, reached = [], story.start
    for first, last in pairwise(positions):
        start = max(reached, min(story.start + first, story.end))  # damage may go back
        reached = max(start, min(story.start + last, story.end))
        found.append(Range(start, reached))
    return found


def header_parts(streams: Streams, story: Range) -> Iterator[tuple[str, Range]]:
    """Yield ("header" or "footer", story) of every section ([MS-DOC] 2.3.3)."""
    for i, part in enumerate(parts(streams, Part.HEADERS, story, 0)[_SEPARATORS:]):
        yield ("footer" if i % 6 in _FOOTERS else "header"), part


def _field_marks(text: str, story: Range) -> set[int]:
    """Return the positions of paragraph marks inside text fields that stay within one cell."""
    inside: set[int] = set()
    for found in _FORM_TEXT.finditer(text, story.start, story.end):
        stop = _ANSWER_STOP.search(text, found.end(), story.end)
        if stop is not None and stop.group() == "\x15":
            answer = text[found.end() : stop.start()]
            inside.update(found.end() + i for i, c in enumerate(answer) if c == "\r")
    return inside
