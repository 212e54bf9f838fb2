"""What Word says in ``mso-…`` properties and class names, LibreOffice in ``id`` and ``title``."""

from __future__ import annotations

from lxml import etree

from ami_cli.readers.html.css import Declarations
from ami_cli.readers.html.opened import Open, redirect
from ami_cli.readers.html.writer import Writer

# the number of a note or comment, in the text and before the note
_NOTE_MARKS = frozenset(
    (
        *("MsoFootnoteReference", "MsoEndnoteReference", "MsoCommentReference"),
        *("sdfootnoteanc", "sdfootnotesym", "sdendnoteanc", "sdendnotesym"),
    )
)


def is_note_mark(element: etree._Element) -> bool:
    """Whether an element only numbers a note or a comment."""
    classes = element.get("class") or ""
    return not _NOTE_MARKS.isdisjoint(classes.split())


def word_mark(writer: Writer, opened: Open, element: etree._Element, says: Declarations) -> None:
    """What Word says in ``mso-…`` properties, LibreOffice in the ``id`` of notes."""
    kind = says.get("mso-element", "")
    name = element.get("id") or ""
    if kind in ("header", "footer") or _is_margin(element):
        redirect(writer, opened, writer.margins)
    elif kind in ("footnote", "endnote") or name.startswith(("sdfootnote", "sdendnote")):
        if element.tag == "div":
            redirect(writer, opened, writer.notes)
    elif kind == "comment":
        redirect(writer, opened, writer.comments)
    elif says.get("mso-list") == "ignore":
        _list_mark(writer, opened)
    if "mso-tab-count" in says:
        writer.tab(opened.style)
    if "MsoPlaceholderText" in (element.get("class") or ""):
        opened.style = opened.style._replace(look=opened.style.look._replace(hint=True))


def _is_margin(element: etree._Element) -> bool:
    """LibreOffice titles the blocks of a header and of a footer."""
    return element.tag == "div" and element.get("title") in ("header", "footer")


def _list_mark(writer: Writer, opened: Open) -> None:
    """Word prints the number of a list item itself, before the text."""
    if writer.numbering is not None:
        return
    pieces: list[str] = []
    writer.numbering = pieces

    def close() -> None:
        writer.numbering = None
        writer.number = " ".join("".join(pieces).replace("\u00a0", " ").split())

    opened.ends.append(close)
