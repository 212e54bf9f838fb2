"""What every character and paragraph looks like, by character position ([MS-DOC] 2.4.6)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress

from ami_cli.readers.doc import looks, paragraphs
from ami_cli.readers.doc.fkp import Spans, character_spans, paragraph_spans
from ami_cli.readers.doc.looks import Look
from ami_cli.readers.doc.paragraphs import Form
from ami_cli.readers.doc.pieces import Piece, Text
from ami_cli.readers.doc.streams import Streams
from ami_cli.readers.doc.styles import Styles, read_styles


class Formatting:
    """Looks of characters and forms of paragraphs; the same modifiers are resolved once."""

    def __init__(self, streams: Streams, text: Text) -> None:
        self._data = streams.data
        self._styles: Styles = read_styles(streams)
        self._pieces = text.pieces
        self._piece_starts = [piece.start for piece in text.pieces]
        self._paragraphs: Spans = paragraph_spans(streams)
        self._starts, self._raw = _runs(text.pieces, character_spans(streams))
        self._looks: dict[tuple[int, bytes, bytes], Look] = {}
        self._forms: dict[tuple[bytes, bytes], Form] = {}

    def ends_paragraph(self, position: int) -> bool:
        """Whether the properties of a paragraph end just after this character."""
        piece = self._piece(position)
        offset = piece.byte_at(position)
        index = self._paragraphs.at(offset)
        return index >= 0 and self._paragraphs.ends[index] <= offset + piece.width

    def form(self, position: int) -> Form:
        """Return the properties of the paragraph whose mark is at ``position``."""
        piece = self._piece(position)
        index = self._paragraphs.at(piece.byte_at(position))
        raw = self._paragraphs.values[index] if index >= 0 else b"\0\0"
        key = (raw, piece.grpprl)
        found = self._forms.get(key)
        if found is None:
            style = paragraphs.style_change(piece.grpprl)
            if style is None:
                style = int.from_bytes(raw[:2], "little")
            found = self._styles.form(style)
            with suppress(struct.error, IndexError):  # a cut operand: the style is what is known
                found = paragraphs.apply(found, raw[2:] + piece.grpprl, self._data)
            self._forms[key] = found
        return found

    def runs(self, start: int, end: int, style: int) -> Iterator[tuple[int, int, Look]]:
        """Yield (start, end, look) over a stretch of a paragraph of the given style."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while start < end and index < len(self._starts):
            last = index + 1 >= len(self._starts)
            stop = end if last else min(end, self._starts[index + 1])
            if stop > start:
                yield start, stop, self._look(style, *self._raw[index])
                start = stop
            index += 1

    def look_at(self, position: int, style: int) -> Look:
        """Return the look of one character."""
        index = max(0, bisect_right(self._starts, position) - 1)
        return self._look(style, *self._raw[index])

    def _look(self, style: int, own: bytes, piece: bytes) -> Look:
        key = (style, own, piece)
        found = self._looks.get(key)
        if found is None:
            found = self._styles.look(style)
            for grpprl in (own, piece):
                found = self._apply(found, grpprl)
            self._looks[key] = found
        return found

    def _apply(self, base: Look, grpprl: bytes) -> Look:
        if not grpprl:
            return base
        try:
            index = looks.character_style(grpprl)
            if index is not None:
                base = self._styles.with_character_style(base, index)
            return looks.apply(base, grpprl)
        except (struct.error, IndexError):
            return base  # a cut operand: the style is what is known

    def _piece(self, position: int) -> Piece:
        return self._pieces[max(0, bisect_right(self._piece_starts, position) - 1)]


def _runs(pieces: tuple[Piece, ...], spans: Spans) -> tuple[list[int], list[tuple[bytes, bytes]]]:
    """Lay the byte ranges of character modifiers over the pieces.

    Return where each run starts, and its own modifiers with those of its piece.
    """
    starts: list[int] = []
    values: list[tuple[bytes, bytes]] = []
    for piece in pieces:
        position, width = piece.start, piece.width
        first = max(0, bisect_right(spans.starts, piece.offset) - 1)
        for index in range(first, len(spans.starts)):
            begin = piece.start + (spans.starts[index] - piece.offset) // width
            stop = piece.start + (spans.ends[index] - piece.offset) // width
            if begin >= piece.end:
                break
            if stop <= position:
                continue
            if begin > position:
                starts.append(position)
                values.append((b"", piece.grpprl))
                position = begin
            starts.append(position)
            values.append((spans.values[index], piece.grpprl))
            position = min(stop, piece.end)
        if position < piece.end:
            starts.append(position)
            values.append((b"", piece.grpprl))
    return starts, values
