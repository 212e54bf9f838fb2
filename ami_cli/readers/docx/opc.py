"""The parts of a Word package and how they point to each other (ISO 29500-2, OPC)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol
from urllib.parse import unquote

from ami_cli.errors import CorruptFile, FileProblem, TooLargeFile
from ami_cli.readers.docx.names import Element
from ami_cli.readers.docx.stylesheet import StyleSheet, sheet_from, sheet_of
from ami_cli.readers.package import parse_xml

MAX_XML_TOTAL = 64 * 2**20  # bytes of XML parsed for one document
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_REL_NS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"


class Container(Protocol):
    """What holds the parts: a zip, or the one XML file of flat OPC."""

    @property
    def names(self) -> tuple[str, ...]: ...  # noqa: D102 - see readers.package.Package

    def __contains__(self, name: str) -> bool: ...

    def read(self, name: str) -> bytes: ...  # noqa: D102 - see readers.package.Package


class Relation(NamedTuple):
    """One relationship: the last word of its type, and its target (a part name unless external)."""

    kind: str
    target: str
    external: bool


class Parts:
    """The parts of one package, parsed once each.

    What is known without parsing may be given: ``roots`` by part, ``relations`` by part and id,
    content ``types`` by "/part" in lower case.
    """

    def __init__(
        self,
        container: Container,
        roots: dict[str, Element] | None = None,
        relations: dict[str, dict[str, Relation]] | None = None,
        types: dict[str, str] | None = None,
    ) -> None:
        self.container = container
        self._roots: dict[str, Element | None] = dict(roots or {})
        self._relations = dict(relations or {})
        self._types = types
        self._parsed = 0

    def main(self) -> str:
        """Return the name of the main document part.

        Raises:
            CorruptFile: no relationship and no part says where the document is.
        """
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self.container:
                return relation.target
        for name in ("word/document.xml", "document.xml"):
            if name in self.container:
                return name
        raise CorruptFile("Le fichier ne contient pas de document Word : redemander le fichier.")

    def xml(self, name: str) -> Element:
        """Return the root of a part; strict names become transitional ones.

        Raises:
            FileProblem: missing, damaged, unsafe or too large.
        """
        root = self._roots.get(name)
        if root is None:
            root = self._roots[name] = self._parse(name)
        return root

    def optional(self, name: str | None) -> Element | None:
        """Return the root of a part that may be missing or damaged: None then."""
        if name is None or name not in self.container:
            return None
        if name not in self._roots:
            try:
                self._roots[name] = self._parse(name)
            except CorruptFile:
                self._roots[name] = None
        return self._roots[name]

    def style_sheet(self, name: str | None) -> StyleSheet:
        """Return the styles of a part that may be missing or damaged: none then."""
        if name is None or name not in self.container:
            return sheet_of(None)
        if name in self._roots:
            return sheet_of(self._roots[name])
        try:
            return sheet_from(self._xml_bytes(name))
        except CorruptFile:
            return sheet_of(None)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of ``part`` by their id ("" for the package's own)."""
        known = self._relations.get(part)
        if known is None:
            folder, name = posixpath.split(part)
            root = self.optional(posixpath.join(folder, "_rels", f"{name}.rels"))
            rows = () if root is None else root.iterchildren(f"{_REL_NS}Relationship")
            known = self._relations[part] = dict(_relations(rows, folder))
        return known

    def related(self, part: str, kind: str) -> str | None:
        """Return the first part that ``part`` points to with this kind of relationship."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external:
                return relation.target
        return None

    def bytes_of(self, name: str) -> bytes | None:
        """Return the bytes of a part, None when missing or damaged."""
        try:
            return self.container.read(name)
        except (KeyError, FileProblem):
            return None

    def content_type(self, name: str) -> str:
        """Return the declared content type of a part, "" when none is declared."""
        if self._types is None:
            self._types = dict(_content_types(self.optional("[Content_Types].xml")))
        extension = name.rpartition(".")[2].lower()
        return self._types.get("/" + name.lower()) or self._types.get(extension, "")

    def _parse(self, name: str) -> Element:
        return parse_xml(self._xml_bytes(name))

    def _xml_bytes(self, name: str) -> bytes:
        try:
            data = self.container.read(name)
        except KeyError as error:
            raise CorruptFile(f"« {name} » manque dans le fichier : le redemander.") from error
        self._parsed += len(data)
        if self._parsed > MAX_XML_TOTAL:
            raise TooLargeFile("Document démesuré : demander une version plus légère.")
        return transitional(data)


def transitional(data: bytes) -> bytes:
    """Return XML whose strict names (ISO 29500-1 annex A) are the transitional ones."""
    if b"http://purl.oclc.org/ooxml/" not in data:
        return data
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data)


def _relations(rows: Iterable[Element], folder: str) -> Iterable[tuple[str, Relation]]:
    for row in rows:
        kind = (row.get("Type") or "").rpartition("/")[2]
        target = row.get("Target") or ""
        external = row.get("TargetMode") == "External"
        if not external:
            target = _part_name(folder, target)
        yield row.get("Id") or "", Relation(kind, target, external)


def _part_name(folder: str, target: str) -> str:
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    full = path if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(full).lstrip("/")


def _content_types(root: Element | None) -> Iterable[tuple[str, str]]:
    for row in () if root is None else root:
        key = row.get("Extension") if row.tag == f"{_TYPES_NS}Default" else row.get("PartName")
        if key:
            yield key.lower(), row.get("ContentType") or ""
