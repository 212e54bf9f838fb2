"""Spaces, notes, comments, tracked changes and text fields inside a paragraph (§ 6, § 7)."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from ami_cli.model.document import FormField
from ami_cli.readers.draft import NOWHERE, draft_text
from ami_cli.readers.odt.line import Line
from ami_cli.readers.odt.names import OFFICE, TEXT, is_true, positive, text_of
from ami_cli.readers.odt.styles import TextStyle
from ami_cli.readers.prompts import is_prompt

Handler = Callable[[Line, etree._Element, TextStyle], None]

_MAX_SPACES = 100  # of one text:s


def _spaces(line: Line, element: etree._Element, style: TextStyle) -> None:
    line.write(" " * positive(element.get(f"{TEXT}c"), _MAX_SPACES), style)
    line.spaced = False


def _tab(line: Line, _: etree._Element, style: TextStyle) -> None:
    line.write("\t", style)
    line.spaced = False


def _break(line: Line, _: etree._Element, style: TextStyle) -> None:
    line.write("\n", style)
    line.spaced = True


def _number(line: Line, element: etree._Element, _: TextStyle) -> None:
    line.number = text_of(element).strip()


def _note(line: Line, element: etree._Element, _: TextStyle) -> None:
    body = element.find(f"{TEXT}note-body")
    if body is not None:
        line.story.notes.extend(line.walk.blocks(body, line.story))


def _comment(line: Line, element: etree._Element, _: TextStyle) -> None:
    story = line.story
    paragraphs = [child for child in element if str(child.tag).startswith(TEXT)]
    holder = etree.Element(f"{OFFICE}text")
    holder.extend(paragraphs)
    text = draft_text(line.walk.blocks(holder, story)).strip()
    if text:
        story.comments.append(text)


def _change_start(line: Line, element: etree._Element, _: TextStyle) -> None:
    """A flat file keeps deleted text in its place; a package moves it to the head of the file."""
    identity = element.get(f"{TEXT}change-id") or ""
    kind = line.story.changes.get(identity)
    if kind == "insertion":
        line.story.inserting.add(identity)
    elif kind == "deletion":
        line.story.deleting.add(identity)
        line.story.deleted.append("")


def _change_end(line: Line, element: etree._Element, _: TextStyle) -> None:
    identity = element.get(f"{TEXT}change-id") or ""
    line.story.inserting.discard(identity)
    line.story.deleting.discard(identity)


def _placeholder(line: Line, element: etree._Element, style: TextStyle) -> None:
    line.hint(text_of(element), style)


def _text_input(line: Line, element: etree._Element, style: TextStyle) -> None:
    name = element.get(f"{TEXT}description") or ""
    value = text_of(element)
    if is_prompt(value):
        line.add(FormField(name, "text", "", NOWHERE))
        line.hint(value, style)
    else:
        line.add(FormField(name, "text", value, NOWHERE))


def _drop_down(line: Line, element: etree._Element, _: TextStyle) -> None:
    name = element.get(f"{TEXT}name") or ""
    choices: list[str] = []
    value = ""
    shown = element.text or ""
    for label in element.iterfind(f"{TEXT}label"):
        choices.append(label.get(f"{TEXT}value") or "")
        if is_true(label.get(f"{TEXT}current-selected")):
            value = choices[-1]
        shown += label.tail or ""
    shown = shown.strip()
    seen = shown if value and shown and shown != value else None
    line.add(FormField(name, "choice", value or shown, NOWHERE, tuple(choices), seen))


def _unless_hidden(line: Line, element: etree._Element, style: TextStyle) -> None:
    """Fields with ``text:display="none"``, hidden text, hidden paragraphs."""
    hides = is_true(element.get(f"{TEXT}is-hidden")) or element.get(f"{TEXT}display") == "none"
    if element.tag == f"{TEXT}hidden-paragraph":
        line.hidden = line.hidden or hides
        return
    shown = text_of(element) or element.get(f"{TEXT}string-value") or ""
    if hides:
        line.story.hidden.append(shown)
    else:
        line.text(shown, style)


HANDLERS: dict[str, Handler] = {
    f"{TEXT}s": _spaces,
    f"{TEXT}tab": _tab,
    f"{TEXT}line-break": _break,
    f"{TEXT}number": _number,
    f"{TEXT}note": _note,
    f"{TEXT}change-start": _change_start,
    f"{TEXT}change-end": _change_end,
    f"{TEXT}placeholder": _placeholder,
    f"{TEXT}text-input": _text_input,
    f"{TEXT}drop-down": _drop_down,
    f"{TEXT}hidden-text": _unless_hidden,
    f"{TEXT}hidden-paragraph": _unless_hidden,
    f"{TEXT}variable-set": _unless_hidden,
    f"{TEXT}user-field-get": _unless_hidden,
    f"{OFFICE}annotation": _comment,
}
