"""The parts of an OpenDocument file: content, styles, pictures; what is encrypted (part 2)."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ami_cli.errors import (
    CorruptFile,
    EmptyFile,
    EncryptedFile,
    FileProblem,
    UnsupportedFile,
)
from ami_cli.readers.odt.names import MANIFEST, OFFICE
from ami_cli.readers.package import Package, open_package, parse_xml

_KINDS = {
    "spreadsheet": "un classeur",
    "presentation": "une présentation",
    "drawing": "un dessin",
    "chart": "un graphique",
    "image": "une image",
    "database": "une base de données",
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The roots of content and styles (one and the same in a flat file), and the package."""

    content: etree._Element
    styles: etree._Element
    package: Package | None
    encrypted: bool = False

    def member(self, link: str) -> bytes | None:
        """Return the bytes that a link inside the package names; None for any other link."""
        name = link.removeprefix("./")
        if self.package is None or not name or name not in self.package:
            return None
        try:
            return self.package.read(name)
        except FileProblem:
            return None


def open_parts(data: bytes, passwords: tuple[str, ...] = ()) -> Parts:
    """Open a packaged or flat OpenDocument text; passwords are tried in order.

    Raises:
        FileProblem: as ``readers.odt.read``.
    """
    if not data:
        raise EmptyFile("Fichier vide : demander au porteur de le renvoyer.")
    if data[:2] != b"PK":
        root = parse_xml(data.lstrip(), doctype=True)
        if root.tag != f"{OFFICE}document":
            raise _wrong_root(root)
        _check_kind(root)
        return Parts(root, root, None)
    received = open_package(data)
    package = _in_clear(received, passwords)
    if "content.xml" not in package:
        raise CorruptFile("Ce fichier n’est pas un document OpenDocument : redemander le fichier.")
    content = parse_xml(package.read("content.xml"), doctype=True)
    if content.tag != f"{OFFICE}document-content":
        raise _wrong_root(content)
    _check_kind(content)
    return Parts(content, _styles(package), package, package is not received)


def _styles(package: Package) -> etree._Element:
    """Return styles.xml; a document without styles, or with damaged ones, still has its text."""
    try:
        if "styles.xml" in package:
            return parse_xml(package.read("styles.xml"))
    except CorruptFile:
        pass
    return etree.Element(f"{OFFICE}document-styles")


def _check_kind(root: etree._Element) -> None:
    body = root.find(f"{OFFICE}body")
    for child in body if body is not None else ():
        kind = _KINDS.get(str(child.tag).removeprefix(OFFICE))
        if kind is not None:
            raise UnsupportedFile(f"Ce fichier est {kind}, pas un texte : demander un document.")


def _in_clear(package: Package, passwords: tuple[str, ...]) -> Package:
    """Return the package, deciphered where its manifest says that it is enciphered."""
    if "encrypted-package" in package:
        raise EncryptedFile("Document protégé par un mot de passe : demander une copie ouverte.")
    if "META-INF/manifest.xml" not in package:
        return package
    try:
        manifest = parse_xml(package.read("META-INF/manifest.xml"), doctype=True)
    except CorruptFile:
        return package
    for entry in manifest.iter(f"{MANIFEST}file-entry"):
        path = entry.get(f"{MANIFEST}full-path")
        if path == "content.xml" and entry.find(f"{MANIFEST}encryption-data") is not None:
            from ami_cli.readers.odt.sealed import unlock

            return unlock(package, manifest, passwords)
    return package


def _wrong_root(root: etree._Element) -> FileProblem:
    if "openoffice.org/2000" in str(root.tag):
        return UnsupportedFile(
            "Format OpenOffice 1 non pris en charge : demander le document en .odt ou .docx."
        )
    return CorruptFile("Ce fichier n’est pas un document OpenDocument : redemander le fichier.")
