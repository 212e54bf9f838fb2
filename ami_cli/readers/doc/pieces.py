"""The piece table: which bytes are the text, in which order ([MS-DOC] 2.4.1, 2.8.35)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from struct import unpack_from

from ami_cli.errors import CorruptFile
from ami_cli.readers.doc.fib import Part
from ami_cli.readers.doc.sprm import short_sprm
from ami_cli.readers.doc.streams import Plc, Streams, read_plc

_PRC, _PIECES = 1, 2
_COMPRESSED = 1 << 30
_COMPLEX = 1
# 0x82..0x9F are those of cp1252; what cp1252 leaves undefined keeps its code
_ANSI = {
    b: ord(bytes([b]).decode("cp1252"))
    for b in range(0x80, 0xA0)
    if b not in b"\x81\x8d\x8f\x90\x9d"
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: positions [start, end), byte offset, bytes per character (1 or 2).

    ``grpprl`` are properties put on the whole piece by a fast save.
    """

    start: int
    end: int
    offset: int
    width: int
    grpprl: bytes

    def byte_at(self, position: int) -> int:
        """Return the offset in the WordDocument stream of one character position."""
        return self.offset + (position - self.start) * self.width


@dataclass(frozen=True, slots=True)
class Text:
    """The whole text, one element per position (surrogates stay apart), and its pieces."""

    characters: str
    pieces: tuple[Piece, ...]


def read_text(streams: Streams) -> Text:
    """Read the text of all sub-documents.

    Raises:
        CorruptFile: there is no piece table, or nothing of it points into the file.
    """
    try:
        plc, modifiers = _read_clx(streams.part(Part.CLX))
    except (struct.error, IndexError) as error:
        raise CorruptFile(_DAMAGED) from error
    characters: list[str] = []
    pieces: list[Piece] = []
    position, budget = 0, len(streams.word) + 1
    for i, record in enumerate(plc.records):
        asked = plc.positions[i + 1] - plc.positions[i]
        if asked <= 0 or asked > budget:
            break  # positions must rise, and no text is longer than its file
        piece = _piece(position, asked, record, modifiers)
        text = _decode(streams.word, piece)
        budget -= asked
        position += asked
        characters.append(text.ljust(asked, "\0"))
        pieces.append(piece)
    if not pieces:
        raise CorruptFile(_DAMAGED)
    return Text("".join(characters), tuple(pieces))


_DAMAGED = (
    "Le fichier Word (.doc) est endommagé : la table de son texte manque. "
    "Demandez un nouvel envoi, si possible en .docx ou en PDF."
)


def _read_clx(clx: bytes) -> tuple[Plc, list[bytes]]:
    """Split a Clx into its piece table and the modifiers of fast saves ([MS-DOC] 2.9.38)."""
    position, modifiers = 0, []
    while clx[position] == _PRC:
        (size,) = unpack_from("<H", clx, position + 1)
        modifiers.append(clx[position + 3 : position + 3 + size])
        position += 3 + size
    if clx[position] != _PIECES:
        raise IndexError("no piece table")
    (size,) = unpack_from("<L", clx, position + 1)
    return read_plc(clx[position + 5 : position + 5 + size], 8), modifiers


def _piece(start: int, length: int, record: bytes, modifiers: list[bytes]) -> Piece:
    """Read one Pcd ([MS-DOC] 2.9.177)."""
    raw, prm = unpack_from("<LH", record, 2)
    offset = raw & (_COMPRESSED - 1)
    width = 1 if raw & _COMPRESSED else 2
    if not prm & _COMPLEX:
        grpprl = short_sprm(prm)
    else:
        index = prm >> 1
        grpprl = modifiers[index] if index < len(modifiers) else b""
    return Piece(start, start + length, offset // 2 if width == 1 else offset, width, grpprl)


def _decode(word: bytes, piece: Piece) -> str:
    """Return the characters of one piece, exactly one per position as far as the bytes reach."""
    raw = word[piece.offset : piece.offset + (piece.end - piece.start) * piece.width]
    if piece.width == 1:
        return raw.decode("latin-1").translate(_ANSI)
    raw = raw[: len(raw) // 2 * 2]
    text = raw.decode("utf-16-le", "surrogatepass")
    if len(text) * 2 == len(raw):
        return text
    return "".join(map(chr, unpack_from(f"<{len(raw) // 2}H", raw)))
