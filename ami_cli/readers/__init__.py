"""The registry of readers: one function per media type, imported only when a file needs it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from ami_cli.errors import EmptyFile, UnsupportedFile
from ami_cli.model.document import Document


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file and what a reader may need to know about it.

    ``name`` is the file's name as shown to people; ``passwords`` are tried in order on protected
    files.
    ``blanks`` are the PDF bytes of the blank forms the file may be a return of: a scanned page is
    registered on their pages. Readers use their geometry only, never a field's meaning.
    ``converted`` is a folder of files already converted to ``<sha256>.docx`` (see ``office``).
    """

    name: str
    data: bytes
    media_type: str
    passwords: tuple[str, ...] = ()
    blanks: tuple[bytes, ...] = ()
    converted: Path | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes received, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


Reader = Callable[[Source], Document]

_OPENXML = "application/vnd.openxmlformats-officedocument."

# media type -> module that has ``read(source: Source) -> Document``
READERS: dict[str, str] = {
    "application/msword": "ami_cli.readers.doc",
    _OPENXML + "wordprocessingml.document": "ami_cli.readers.docx",
    "application/encrypted-ooxml": "ami_cli.readers.docx",
    "application/vnd.oasis.opendocument.text": "ami_cli.readers.odt",
    "application/rtf": "ami_cli.readers.rtf",
    "text/plain": "ami_cli.readers.text",
    "text/html": "ami_cli.readers.html",
    "multipart/related": "ami_cli.readers.html",
    "application/msword+xml": "ami_cli.readers.wordml",
    "application/x-msword-before-97": "ami_cli.readers.office",
    "application/x-wordperfect": "ami_cli.readers.office",
    "application/vnd.ms-works": "ami_cli.readers.office",
    "application/x-mswrite": "ami_cli.readers.office",
    "application/vnd.apple.pages": "ami_cli.readers.office",
    "application/pdf": "ami_cli.readers.pdf",
    "image/jpeg": "ami_cli.readers.scan",
    "image/png": "ami_cli.readers.scan",
    "image/tiff": "ami_cli.readers.scan",
    "image/heic": "ami_cli.readers.scan",
}


def read(source: Source) -> Document:
    """Read one file.

    Raises:
        FileProblem: the file cannot be read; its class is the contract's error class.
    """
    if not source.data:
        raise EmptyFile("Fichier vide : demander au porteur de le renvoyer.")
    module = READERS.get(source.media_type)
    if module is None:
        from ami_cli.detect import label

        raise UnsupportedFile(
            f"Format non pris en charge : {label(source.media_type)}. "
            "Demander un PDF ou un document Word (.docx)."
        )
    reader: Reader = import_module(module).read
    return reader(source)


def read_path(path: Path, passwords: tuple[str, ...] = ()) -> Document:
    """Read one file from disk, its type told from its bytes."""
    from ami_cli.detect import media_type

    data = path.read_bytes()
    return read(Source(path.name, data, media_type(data, path.name), passwords))
