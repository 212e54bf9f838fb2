"""Web pages: HTML, and the « Web page » and « single file Web page » (MHTML) that Word saves.

The text is what a browser shows: scripts and styles are dropped, white space collapses, hidden
elements are left out. Nothing is ever fetched.
"""

from __future__ import annotations

import lxml.html
from lxml import etree

from ami_cli.errors import CorruptFile
from ami_cli.model.document import Document
from ami_cli.readers import Source
from ami_cli.readers.draft import draft_text, freeze
from ami_cli.readers.html.css import Sheet
from ami_cli.readers.html.page import Page, clean, open_page
from ami_cli.readers.html.walk import Walker
from ami_cli.readers.html.writer import Writer

_CUT = "La page est trop imbriquée : la fin n’a pas été lue."


def read(source: Source) -> Document:
    """Read one page, or the main page of an archive.

    Raises:
        EmptyFile: nothing but white space.
        CorruptFile: no element at all, or an archive without a page.
        TooLargeFile: over the limits of ``page`` and ``grid``.
    """
    page = open_page(source.data, source.media_type == "multipart/related")
    writer = Writer()
    _read_markup(page, page.markup, writer)
    for markup in page.margins:
        _read_margins(page, markup, writer)
    comments = (draft_text([block]).strip() for block in writer.comments)
    return Document(
        file=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        blocks=freeze(writer.blocks),
        via=("mhtml", "html") if page.is_archive else ("html",),
        margins=freeze(writer.margins, "margins"),
        notes=freeze(writer.notes, "notes"),
        deleted=tuple(text.strip() for text in writer.deleted if text.strip()),
        comments=tuple(text for text in comments if text),
        warnings=tuple(writer.warnings),
    )


def _read_markup(page: Page, markup: str, writer: Writer) -> None:
    root = _parse(markup, writer)
    sheet = Sheet([str(text) for style in root.iter("style") for text in style.itertext()])
    Walker(page, sheet, writer).walk(root)


def _read_margins(page: Page, markup: str, writer: Writer) -> None:
    """Word's header.htm: what is not a header or a footer there is a separator of notes."""
    body, writer.blocks = writer.blocks, []
    try:
        _read_markup(page, markup, writer)
    except CorruptFile:
        pass
    finally:
        writer.blocks = body


def _parse(markup: str, writer: Writer) -> etree._Element:
    parser = lxml.html.HTMLParser(no_network=True, huge_tree=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(clean(markup), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise CorruptFile("Page Web illisible : redemander le fichier.") from error
    if any("depth" in str(entry.message) for entry in parser.error_log.filter_from_fatals()):
        writer.warn(_CUT)
    return root
