"""Elements inside a paragraph: line breaks, pictures, controls, fonts, tracked changes.

Each function adds what an element shows and tells whether its content is to be read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from lxml import etree

from ami_cli.readers.html import fields, images
from ami_cli.readers.html.css import html_colour, styled
from ami_cli.readers.html.opened import Open
from ami_cli.readers.html.page import Page
from ami_cli.readers.html.writer import Writer

Inline: TypeAlias = Callable[[Writer, Page, Open, etree._Element], bool]

_STRUCK = {"text-decoration": "line-through"}
_UNDERLINED = {"text-decoration": "underline"}


def _break(writer: Writer, page: Page, opened: Open, _: etree._Element) -> bool:
    writer.line_break(opened.style)
    return False


def _image(writer: Writer, page: Page, opened: Open, element: etree._Element) -> bool:
    item = images.picture(page, element)
    if item is not None:
        writer.add(item)
    elif element.get("src"):
        writer.warn("Une image liée n’est pas dans le fichier : elle n’a pas été lue.")
    return False


def _input(writer: Writer, page: Page, opened: Open, element: etree._Element) -> bool:
    item, placeholder = fields.input_item(element)
    if item is not None:
        writer.add(item)
    if placeholder:
        look = opened.style.look._replace(hint=True)
        writer.text(placeholder, opened.style._replace(look=look))
    return False


def _textarea(writer: Writer, page: Page, opened: Open, element: etree._Element) -> bool:
    writer.add(fields.textarea_item(element))
    return False


def _select(writer: Writer, page: Page, opened: Open, element: etree._Element) -> bool:
    writer.add(fields.select_item(element))
    return False


def _font(_writer: Writer, _page: Page, opened: Open, element: etree._Element) -> bool:
    face = element.get("face")
    colour = html_colour(element.get("color") or "")
    if face:
        opened.style = opened.style._replace(font=face.split(",")[0].strip("'\" "))
    if colour is not None:
        look = opened.style.look._replace(colour=None if colour == "000000" else colour)
        opened.style = opened.style._replace(look=look)
    return True


def _deletion(writer: Writer, page: Page, opened: Open, element: etree._Element) -> bool:
    """``<del>`` with an author or a date is a tracked deletion; without, it is struck text."""
    if element.get("datetime") is None and element.get("cite") is None:
        opened.style = styled(opened.style, _STRUCK)
        return True
    if not writer.deleting:
        writer.deleted.append("")
    writer.deleting += 1

    def close() -> None:
        writer.deleting -= 1

    opened.ends.append(close)
    return True


def _insertion(_writer: Writer, _page: Page, opened: Open, element: etree._Element) -> bool:
    if element.get("datetime") is None and element.get("cite") is None:
        opened.style = styled(opened.style, _UNDERLINED)
    else:
        look = opened.style.look._replace(inserted=True)
        opened.style = opened.style._replace(look=look)
    return True


INLINES: dict[str, Inline] = {
    "br": _break,
    "img": _image,
    "input": _input,
    "textarea": _textarea,
    "select": _select,
    "font": _font,
    "del": _deletion,
    "ins": _insertion,
}
