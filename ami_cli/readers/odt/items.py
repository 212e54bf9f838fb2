"""One child of a paragraph: which handler reads it."""

from __future__ import annotations

from lxml import etree

from ami_cli.readers.odt import controls, frames, inline
from ami_cli.readers.odt.line import Line
from ami_cli.readers.odt.names import DRAW, FIELD, LOEXT, OFFICE, TEXT
from ami_cli.readers.odt.styles import TextStyle

_SPAN = f"{TEXT}span"
_SILENT = {
    f"{TEXT}note-citation",
    f"{TEXT}ruby-text",
    f"{TEXT}script",
    f"{TEXT}tracked-changes",
    f"{OFFICE}annotation-end",
    f"{OFFICE}forms",
    f"{OFFICE}event-listeners",
    f"{FIELD}param",
    f"{LOEXT}list-item",
}
_HANDLERS = {**inline.HANDLERS, **controls.HANDLERS, **frames.HANDLERS}


def read_item(line: Line, element: etree._Element, style: TextStyle) -> None:
    """Read one child of a paragraph; unknown elements and plain fields give their text."""
    tag = str(element.tag)
    if tag == _SPAN:
        name = element.get(f"{TEXT}style-name")
        line.content(element, line.story.styles.span(style, name))
    elif tag in _SILENT:
        return
    elif tag in _HANDLERS:
        _HANDLERS[tag](line, element, style)
    elif tag.startswith(DRAW):
        frames.read_shape(line, element, style)
    else:
        line.content(element, style)


def start_paragraph(line: Line) -> None:
    """Open again the fields that go on from the paragraph before."""
    controls.resume(line)


def end_paragraph(line: Line) -> None:
    """End the fields that the paragraph leaves open."""
    controls.end_paragraph(line)
