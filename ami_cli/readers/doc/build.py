"""Builds the document model from the structures of a .doc."""

from __future__ import annotations

from collections.abc import Iterable

from ami_cli.errors import TooLargeFile
from ami_cli.model.document import Annotation, Block, Paragraph, Run, block_lines, inlines
from ami_cli.readers.doc.compound import Compound
from ami_cli.readers.doc.drawings import Anchored, read_anchors
from ami_cli.readers.doc.fib import Part
from ami_cli.readers.doc.flow import Box, Flow
from ami_cli.readers.doc.fonts import read_fonts
from ami_cli.readers.doc.formatting import Formatting
from ami_cli.readers.doc.formdata import read_bookmarks
from ami_cli.readers.doc.inline import InlineReader, Sink, Stores
from ami_cli.readers.doc.lists import read_lists
from ami_cli.readers.doc.paragraphs import BODY_LEVEL, Form
from ami_cli.readers.doc.pictures import Blip, Digests
from ami_cli.readers.doc.pieces import Text, read_text
from ami_cli.readers.doc.runs import Fonts, joined
from ami_cli.readers.doc.stories import (
    BOXES,
    COMMENTS,
    ENDNOTES,
    FOOTNOTES,
    HEADER_BOXES,
    HEADERS,
    MAIN,
    Range,
    header_parts,
    paragraphs,
    parts,
    sub_documents,
)
from ami_cli.readers.doc.streams import Streams, read_plc

_BOX_RECORD = 22  # FTXBXS ([MS-DOC] 2.9.105)
_BOX_SHAPE = 14  # where in it the shape's id lies
_SPARE = 32 << 20  # bytes: metafiles are stored compressed
_MAX_PARAGRAPHS = 50_000  # a book of 1000 pages has some 30 000


class Builder:
    """Reads the stories of one document."""

    def __init__(self, streams: Streams, compound: Compound) -> None:
        """Read the text and everything that says how it looks.

        Raises:
            CorruptFile: there is no text to be found.

        Reading a story raises TooLargeFile past 50 000 paragraphs.
        """
        self._streams = streams
        self._read = 0
        self.annotations: list[Annotation] = []  # shapes drawn by hand, of all stories read so far
        self._text: Text = read_text(streams)
        self._formatting = Formatting(streams, self._text)
        fonts = read_fonts(streams)
        self._lists = read_lists(streams, fonts)
        self._stories = sub_documents(streams.fib.lengths, len(self._text.characters))
        digests = Digests(2 * (len(streams.word) + len(streams.data)) + _SPARE)
        self._anchors = read_anchors(streams, Part.SHAPES_MAIN, 0, digests)
        headers = self._stories[HEADERS].start
        self._anchors |= read_anchors(streams, Part.SHAPES_HEADER, headers, digests)
        main = self._read_boxes(Part.BOX_TEXTS, BOXES)
        header = self._read_boxes(Part.HEADER_BOX_TEXTS, HEADER_BOXES)
        self._own_boxes = {"body": tuple(main), "header": tuple(header)}
        self._boxes = header | main
        stores = Stores(streams.data, compound, read_bookmarks(streams), self._drawn, digests)
        self._inline = InlineReader(Fonts(fonts), stores)

    @property
    def deleted(self) -> tuple[str, ...]:
        """Text of tracked deletions, of all stories read so far."""
        return tuple(text for text in self._inline.deleted if text.strip())

    @property
    def hidden(self) -> str:
        """Hidden text that was left out, of all stories read so far."""
        return "".join(self._inline.hidden).strip()

    def body(self) -> tuple[Block, ...]:
        """Return the main text, with text boxes after the paragraph they hang on."""
        return self.story(self._stories[MAIN], "body") + self._lost_boxes("body")

    def notes(self) -> tuple[Block, ...]:
        """Return footnotes and endnotes, in that order."""
        ranges = [
            *parts(self._streams, Part.FOOTNOTE_TEXTS, self._stories[FOOTNOTES], 0)[:-1],
            *parts(self._streams, Part.ENDNOTE_TEXTS, self._stories[ENDNOTES], 0)[:-1],
        ]
        blocks: list[Block] = []
        for number, part in enumerate(ranges, start=1):
            blocks.extend(self.story(part, f"note[{number}]"))
        return tuple(blocks)

    def margins(self) -> tuple[Block, ...]:
        """Return the headers and footers that hold anything."""
        counts = {"header": 0, "footer": 0}
        found: list[Block] = []
        for kind, part in header_parts(self._streams, self._stories[HEADERS]):
            if part.end - part.start < 2:
                continue  # as in the section before
            counts[kind] += 1
            trimmed = Range(part.start, part.end - 1)  # each story has one more mark at its end
            blocks = self.story(trimmed, f"{kind}[{counts[kind]}]")
            if any(not isinstance(item, Run) or item.text.strip() for item in inlines(blocks)):
                found.extend(blocks)
        return tuple(found) + self._lost_boxes("header")

    def _lost_boxes(self, where: str) -> tuple[Block, ...]:
        """Return the text boxes whose anchor was not found: they come last."""
        return tuple(self._text_boxes(self._own_boxes[where], where))

    def comments(self) -> tuple[str, ...]:
        """Return the text of each comment."""
        ranges = parts(self._streams, Part.COMMENT_TEXTS, self._stories[COMMENTS], 0)[:-1]
        found = []
        for number, part in enumerate(ranges, start=1):
            blocks = self.story(part, f"comment[{number}]")
            found.append("\n".join(block_lines(blocks)).strip())
        return tuple(text for text in found if text)

    def story(self, story: Range, path: str) -> tuple[Block, ...]:
        """Return the blocks of one range of the text."""
        flow = Flow(path)
        with self._inline.story():
            for part in paragraphs(self._text.characters, story, self._formatting):
                form = self._formatting.form(part.end if part.mark else part.end - 1)
                if flow.is_row_end(form, part.mark):
                    flow.end_row(form)
                    continue
                self._paragraph(flow.box_for(form), part, form)
                flow.end_paragraph(form, part.mark)
        return flow.finish()

    def _paragraph(self, box: Box, part: Range, form: Form) -> None:
        self._read += 1
        if self._read > _MAX_PARAGRAPHS:
            raise TooLargeFile(
                "Le document Word a trop de paragraphes pour un formulaire. "
                "Demandez le formulaire seul, sans ses annexes."
            )
        sink = Sink(box.next_paragraph())
        for start, end, look in self._formatting.runs(part.start, part.end, form.style):
            self._inline.feed(sink, self._text.characters[start:end], start, look)
        self._inline.end_paragraph(sink)
        number = self._lists.next_mark(form.list_index, form.list_level) if form.list_index else ""
        level = form.outline + 1 if form.outline < BODY_LEVEL else 0
        box.blocks.append(Paragraph(joined(sink.items, sink.place.path), sink.place, level, number))
        anchored = [self._anchors[at] for at in sink.anchors if at in self._anchors]
        shapes = [shape for anchor in anchored for shape in anchor.shapes]
        drawn = [text for anchor in anchored for text in anchor.drawn]
        self.annotations.extend(Annotation("shape", text, sink.place) for text in drawn)
        box.blocks.extend(self._text_boxes(shapes, sink.place.path))

    def _text_boxes(self, shapes: Iterable[int], path: str) -> list[Block]:
        """Return the blocks of the text boxes among shapes; each box is given once."""
        found: list[Block] = []
        stories = [self._boxes.pop(shape) for shape in shapes if shape in self._boxes]
        for number, story in enumerate(stories, start=1):
            blocks = self.story(story, f"{path}/textbox[{number}]")
            spare = len(blocks) > 1 and blocks[-1] == Paragraph((), blocks[-1].place)
            found.extend(blocks[:-1] if spare else blocks)  # one more mark at its end
        return found

    def _drawn(self, position: int) -> tuple[Blip, ...]:
        anchored: Anchored | None = self._anchors.get(position)
        return anchored.pictures if anchored is not None else ()

    def _read_boxes(self, part: Part, index: int) -> dict[int, Range]:
        """Return the stories of text boxes by the id of their shape ([MS-DOC] 2.3.5)."""
        ranges = parts(self._streams, part, self._stories[index], _BOX_RECORD)
        records = read_plc(self._streams.part(part), _BOX_RECORD).records
        found = {}
        for story, record in zip(ranges, records, strict=False):
            shape = int.from_bytes(record[_BOX_SHAPE : _BOX_SHAPE + 4], "little")
            if shape and story.end - story.start > 1:
                found[shape] = story
        return found
