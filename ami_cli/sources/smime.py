"""Signed envelopes (``.p7m``): what is inside a CMS signed-data, taken out without verifying it.

Read by hand: the three levels that lead to the content are all that is needed of RFC 5652.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ami_cli.errors import CorruptFile, EncryptedFile, TooLargeFile, UnsupportedFile

_SIGNED = bytes.fromhex("2a864886f70d010702")
_ENCRYPTED = frozenset(
    bytes.fromhex(oid)
    for oid in ("2a864886f70d010703", "2a864886f70d010706", "2a864886f70d0109100117")
)
_OID, _OCTETS, _OCTETS_IN_PARTS = 0x06, 0x04, 0x24
_MAX_DEPTH = 20
_MAX_NODES = 200_000
_DAMAGED = "Ce fichier signé (.p7m) est abîmé : demandez au candidat le fichier d'origine."
_MIME = re.compile(rb"\s*(?:[A-Za-z-]{2,40}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)+\r?\n")


@dataclass(frozen=True, slots=True)
class _Node:
    """One value of the encoding: its tag, where its content begins and ends, where the next is."""

    tag: int
    start: int
    end: int
    after: int


def unwrap(data: bytes) -> bytes:
    """Return what was signed; the signature is not verified.

    Raises:
        EncryptedFile: enciphered for its addressee. UnsupportedFile: no content, or another kind.
        CorruptFile, TooLargeFile: the encoding is broken, or made to be slow.
    """
    try:
        return _unwrap(_binary(data))
    except (IndexError, binascii.Error) as error:
        raise CorruptFile(_DAMAGED) from error


def is_mime(content: bytes) -> bool:
    """Tell a signed mail from a signed file: it begins with headers."""
    return _MIME.match(content[:20_000]) is not None and b"ontent-" in content[:20_000]


def _binary(data: bytes) -> bytes:
    """Undo the base 64 that mail programs and administrations put around."""
    if data[:1] == b"\x30":
        return data
    text = re.sub(rb"-----[A-Z0-9 ]+-----", b"", data)
    return base64.b64decode(b"".join(text.split()), validate=True)


def _unwrap(data: bytes) -> bytes:
    reader = _Reader(data)
    kind, content = reader.children(reader.node(0, 0), 2)
    oid = data[kind.start : kind.end]
    if oid in _ENCRYPTED:
        raise EncryptedFile(
            "Message chiffré (S/MIME) : ouvrez-le dans la messagerie qui l'a reçu, et enregistrez "
            "les pièces."
        )
    if kind.tag != _OID or oid != _SIGNED:
        raise UnsupportedFile(
            "Fichier .p7m d'un type qui n'est pas lu : demandez au candidat le fichier d'origine."
        )
    (signed,) = reader.children(content, 1)
    inner = reader.children(reader.children(signed, 3)[2], 2)
    if len(inner) < 2:
        raise UnsupportedFile(
            "Ce fichier ne contient qu'une signature : demandez au candidat le fichier signé."
        )
    (octets,) = reader.children(inner[1], 1)
    return b"".join(reader.octets(octets, 0))


class _Reader:
    """Values of a BER encoding, definite or not, within bounds."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.seen = 0

    def node(self, at: int, depth: int) -> _Node:
        """Return the value that begins at an offset."""
        self.seen += 1
        if depth > _MAX_DEPTH or self.seen > _MAX_NODES:
            raise TooLargeFile(_DAMAGED)
        tag, size, start = self.data[at], self.data[at + 1], at + 2
        if size == 0x80:  # no length: the values go on until an empty one
            inner = start
            while self.data[inner] or self.data[inner + 1]:
                inner = self.node(inner, depth + 1).after
            return _Node(tag, start, inner, inner + 2)
        if size > 0x80:
            start += size & 0x7F
            size = int.from_bytes(self.data[at + 2 : start], "big")
        if start + size > len(self.data):
            raise CorruptFile(_DAMAGED)
        return _Node(tag, start, start + size, start + size)

    def children(self, node: _Node, count: int) -> list[_Node]:
        """Return the first values inside a value."""
        found: list[_Node] = []
        at = node.start
        while at < node.end and len(found) < count:
            found.append(self.node(at, 1))
            at = found[-1].after
        if not found:
            raise CorruptFile(_DAMAGED)
        return found

    def octets(self, node: _Node, depth: int) -> Iterator[bytes]:
        """Yield the bytes of an octet string, whole or in parts."""
        if node.tag == _OCTETS:
            yield self.data[node.start : node.end]
            return
        if node.tag != _OCTETS_IN_PARTS or depth > _MAX_DEPTH:
            raise CorruptFile(_DAMAGED)
        at = node.start
        while at < node.end:
            part = self.node(at, depth + 1)
            yield from self.octets(part, depth + 1)
            at = part.after
