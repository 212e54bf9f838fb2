"""Walk the tree of a page, element by element, without recursion, as a browser would show it."""

from __future__ import annotations

from lxml import etree

from ami_cli.model.document import Checkbox
from ami_cli.readers.draft import NOWHERE
from ami_cli.readers.html import fields, vml
from ami_cli.readers.html.css import Declarations, Sheet, TextStyle, styled
from ami_cli.readers.html.grid import MAX_SPAN, Grid, is_spacer
from ami_cli.readers.html.inlines import INLINES
from ami_cli.readers.html.lists import ListMark
from ami_cli.readers.html.marks import is_note_mark, word_mark
from ami_cli.readers.html.opened import Open, redirect
from ami_cli.readers.html.page import Page
from ami_cli.readers.html.writer import Writer

_BLOCKS = frozenset(
    (
        *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd"),
        *("blockquote", "center", "form", "fieldset", "legend", "address", "section", "article"),
        *("header", "footer", "main", "nav", "aside", "figure", "figcaption", "pre", "hr"),
        *("body", "html", "details", "summary", "caption", "menu", "dir", "table", "tr"),
        *("td", "th", "tbody", "thead", "tfoot", "optgroup"),
    )
)
_SILENT = frozenset(
    (
        *("head", "title", "script", "style", "template", "noscript", "iframe", "object", "embed"),
        *("audio", "video", "canvas", "svg", "math", "datalist", "xml", "colgroup", "area", "map"),
    )
)
_LOOKS: dict[str, Declarations] = {
    "b": {"font-weight": "bold"},
    "strong": {"font-weight": "bold"},
    "th": {"font-weight": "bold"},
    "u": {"text-decoration": "underline"},
    "s": {"text-decoration": "line-through"},
    "strike": {"text-decoration": "line-through"},
    "mark": {"background-color": "yellow"},
    "pre": {"white-space": "pre"},
    "textarea": {"white-space": "pre"},
    **{f"h{level}": {"font-weight": "bold"} for level in range(1, 7)},
}


MAX_TABLES = 24  # tables in tables


class Walker:
    """One walk over one page."""

    def __init__(self, page: Page, sheet: Sheet, writer: Writer) -> None:
        self.page = page
        self.sheet = sheet
        self.writer = writer
        self.grids: list[Grid | None] = []  # None: too deep, its cells are plain blocks
        self.lists: list[ListMark] = []
        self._opened = [Open(TextStyle())]
        self._pending_field = False

    def walk(self, root: etree._Element) -> None:
        """Read the page."""
        events = etree.iterwalk(root, events=("start", "end", "comment"))
        for event, element in events:
            if event == "start":
                if self._start(element):
                    if element.text:
                        self.writer.text(element.text, self._opened[-1].style)
                else:
                    events.skip_subtree()
            else:
                if event == "end":
                    self._end()
                elif event == "comment":
                    self._comment(element.text or "")
                if element.tail and element is not root:
                    self.writer.text(element.tail, self._opened[-1].style)
        self.writer.end_paragraph()

    def _start(self, element: etree._Element) -> bool:
        """Open an element; False when its content does not show. Its end always comes."""
        tag = str(element.tag).lower()
        opened = Open(self._opened[-1].style)
        self._opened.append(opened)
        if tag in _SILENT:
            return False
        says = self.sheet.declarations(tag, element.get("class") or "", element.get("style") or "")
        base = styled(opened.style, _LOOKS[tag]) if tag in _LOOKS else opened.style
        opened.style = styled(base, says)
        if opened.style.hidden or element.get("hidden") is not None or is_note_mark(element):
            return False
        if tag in _BLOCKS:
            self._block(opened, tag, element)
        word_mark(self.writer, opened, element, says)
        inline = INLINES.get(tag)
        return True if inline is None else inline(self.writer, self.page, opened, element)

    def _end(self) -> None:
        for end in reversed(self._opened.pop().ends):
            end()

    def _block(self, opened: Open, tag: str, element: etree._Element) -> None:
        writer = self.writer
        writer.end_paragraph()
        opened.ends.append(writer.end_paragraph)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._set_level(opened, int(tag[1]))
        elif tag in ("ul", "ol", "menu", "dir"):
            self.lists.append(ListMark(tag, element))
            opened.ends.append(lambda: _pop(self.lists))
        elif tag == "li":
            mark = self.lists[-1] if self.lists else ListMark("ul", None)
            writer.number = mark.next(element) if opened.style.bullets else ""
        elif tag == "table":
            self._table(opened)
        elif tag == "tr":
            self._row(opened, element)
        elif tag in ("td", "th"):
            self._cell(opened, element)

    def _set_level(self, opened: Open, level: int) -> None:
        before, self.writer.level = self.writer.level, level

        def restore() -> None:
            self.writer.end_paragraph()
            self.writer.level = before

        opened.ends.append(restore)

    def _table(self, opened: Open) -> None:
        grid = Grid() if len(self.grids) < MAX_TABLES else None
        self.grids.append(grid)
        blocks = self.writer.blocks

        def close() -> None:
            self.grids.pop()
            table = grid.finish() if grid is not None else None
            if table is not None:
                blocks.append(table)

        opened.ends.append(close)

    def _row(self, opened: Open, element: etree._Element) -> None:
        grid = self.grids[-1] if self.grids else None
        if grid is None:
            return
        grid.start_row()
        height = element.get("height")

        def close() -> None:
            grid.end_row()
            if height == "0" and is_spacer(grid.draft.rows[-1]):
                grid.draft.rows.pop()

        opened.ends.append(close)

    def _cell(self, opened: Open, element: etree._Element) -> None:
        grid = self.grids[-1] if self.grids else None
        if grid is not None:
            cell = grid.start_cell(_span(element, "colspan"), _span(element, "rowspan"))
            redirect(self.writer, opened, cell.blocks)

    def _comment(self, text: str) -> None:
        """Word keeps its legacy fields in conditional comments that browsers do not show."""
        item = fields.legacy_item(text)
        if item is not None:
            self.writer.add(item)
            self._pending_field = False
        elif fields.has_form_word(text):
            self._pending_field = True
        elif self._pending_field and "field-end" in text:
            self.writer.add(Checkbox(None, NOWHERE))
            self._pending_field = False
        for markup in vml.text_boxes(text):
            self._text_box(markup)

    def _text_box(self, markup: str) -> None:
        """Read a drawn text box apart; it follows the open paragraph."""
        root = vml.parsed(markup)
        if root is None or self.writer.deleting:
            return
        inner = Writer(allowance=self.writer.allowance, deleted=self.writer.deleted)
        Walker(self.page, self.sheet, inner).walk(root)
        self.writer.after.extend(inner.blocks)


def _pop(lists: list[ListMark]) -> None:
    if lists:
        lists.pop()


def _span(element: etree._Element, name: str) -> int:
    value = (element.get(name) or "").strip()
    return min(max(int(value), 1), MAX_SPAN) if value.isdecimal() and len(value) < 9 else 1
