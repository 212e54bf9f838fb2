"""Flat OPC: the parts of a package as elements of one XML file."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field

from ami_cli.readers.docx.names import Element
from ami_cli.readers.docx.opc import Parts

_NS = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
PACKAGE = _NS + "package"


@dataclass(frozen=True, slots=True)
class Memory:
    """Parts kept in memory: the bytes of binary ones, the names of all."""

    blobs: dict[str, bytes] = field(default_factory=dict)
    others: frozenset[str] = frozenset()

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the parts, without a leading slash."""
        return (*self.others, *self.blobs)

    def __contains__(self, name: str) -> bool:
        return name in self.blobs or name in self.others

    def read(self, name: str) -> bytes:
        """Return the bytes of a binary part.

        Raises:
            KeyError: no such binary part.
        """
        return self.blobs[name]


def flat_parts(root: Element) -> Parts:
    """Return the parts of a flat package."""
    roots: dict[str, Element] = {}
    blobs: dict[str, bytes] = {}
    types: dict[str, str] = {}
    for part in root.iterchildren(_NS + "part"):
        name = (part.get(_NS + "name") or "").lstrip("/")
        types["/" + name.lower()] = part.get(_NS + "contentType") or ""
        for content in part:
            if content.tag == _NS + "xmlData" and len(content):
                roots[name] = content[0]
            elif content.tag == _NS + "binaryData":
                blobs[name] = decoded(content.text)
    return Parts(Memory(blobs, frozenset(roots)), roots, types=types)


def decoded(text: str | None) -> bytes:
    """Return base64 text as bytes, empty when it is damaged."""
    try:
        return base64.b64decode(text or "")
    except (binascii.Error, ValueError):
        return b""
