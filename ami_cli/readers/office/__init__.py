"""Old and foreign word processors, read through LibreOffice where it is installed.

Word 95 and older, WordPerfect, Works, Write and Pages are converted to .docx, then read as such.
Without LibreOffice they are refused, and the refusal says that it could open them.
"""

from __future__ import annotations

import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from ami_cli.detect import label
from ami_cli.errors import CorruptFile, ExitCode, FileProblem, UnsupportedFile
from ami_cli.model.document import Document
from ami_cli.readers import Source
from ami_cli.readers.office.soffice import TIMED_OUT, convert, find_office

__all__ = ["OfficeMissing", "prepare", "read", "wants_office"]

_OLE = b"\xd0\xcf\x11\xe0"
_HEADS = (
    b"\xffWPC",
    b"\xdb\xa5",
    b"\xdc\xa5",
    b"\x9b\xa5",
    b"\xfe\x37\x00",
    b"\x31\xbe\x00\x00",
    b"\x32\xbe\x00\x00",
    b"\x01\xfe\x32",
)
# The beginning of the main stream before Word 97: its mark, a version below 106 ([MS-DOC] 2.5.1).
_OLDER_FIB = re.compile(rb"(?:[\xdb\xdc]\xa5|[\x97-\x99]\xa6)[\x20-\x69][\x00\xc0]")
_WORKS = ("MatOST".encode("utf-16-le"), "PerfectOffice_MAIN".encode("utf-16-le"), b"CHNKWKS")
_SMALL_SECTOR = 64
_ENDINGS = {
    "application/x-wordperfect": "wpd",
    "application/vnd.ms-works": "wps",
    "application/vnd.apple.pages": "pages",
    "application/x-mswrite": "wri",
}


class OfficeMissing(UnsupportedFile):
    """A format that LibreOffice would open, were it installed."""

    exit_code: ClassVar[ExitCode] = ExitCode.TOOL_MISSING


def read(source: Source, name: str = "") -> Document:
    """Read one file through LibreOffice; ``name`` is its format as people call it.

    What ``prepare`` converted beforehand is taken from ``source.converted``.

    Raises:
        OfficeMissing: LibreOffice is not installed.
        FileProblem: it cannot open the file, or not in time.
    """
    name = name or label(source.media_type)
    opened = _prepared(source)
    if opened is None:
        with tempfile.TemporaryDirectory(prefix="ami-") as folder:
            opened = _convert_one(source, name, Path(folder))
    return _as_docx(source, opened, name)


def prepare(contents: list[bytes], folder: Path) -> None:
    """Convert many files in one start of LibreOffice, for ``read`` to find them in ``folder``.

    What fails, or does not end in time, is left out: ``read`` then tries it alone.
    """
    from hashlib import sha256

    if contents and find_office() is not None:
        named = {sha256(data).hexdigest(): (data, _ending(data)) for data in contents}
        convert(named, folder)


def wants_office(data: bytes) -> bool:
    """Guess from bytes alone, without opening anything, that only LibreOffice reads a file.

    A wrong guess costs one needless conversion.
    """
    if data.startswith(_HEADS):
        return True
    if data.startswith(b"PK"):
        return b".iwa" in data and b"[Content_Types].xml" not in data
    if not data.startswith(_OLE):
        return False
    fib = any(found.start() % _SMALL_SECTOR == 0 for found in _OLDER_FIB.finditer(data))
    return (fib and "WordDocument".encode("utf-16-le") in data) or any(w in data for w in _WORKS)


def _prepared(source: Source) -> bytes | None:
    path = source.converted / f"{source.sha256}.docx" if source.converted else None
    try:
        return path.read_bytes() if path is not None else None
    except OSError:
        return None


def _convert_one(source: Source, name: str, folder: Path) -> bytes:
    if find_office() is None:
        raise OfficeMissing(
            f"Format non pris en charge : {name}. Demandez un PDF ou un document Word (.docx), ou "
            "installez LibreOffice, qui sait l'ouvrir, et recommencez."
        )
    ending = _ENDINGS.get(source.media_type, "doc")
    failure = convert({source.sha256: (source.data, ending)}, folder)
    path = folder / f"{source.sha256}.docx"
    if path.is_file():
        return path.read_bytes()
    if failure == TIMED_OUT:
        raise UnsupportedFile(
            f"Format non pris en charge : {name}, et LibreOffice n'a pas fini de l'ouvrir à temps. "
            "Demandez un PDF ou un document Word (.docx)."
        )
    raise UnsupportedFile(
        f"Format non pris en charge : {name}, et LibreOffice n'a pas su l'ouvrir. "
        "Demandez un PDF ou un document Word (.docx)."
    )


def _as_docx(source: Source, opened: bytes, name: str) -> Document:
    from ami_cli.readers.docx import read as read_docx

    try:
        document = read_docx(Source(source.name, opened, source.media_type))
    except FileProblem as error:
        raise CorruptFile(
            f"Ce fichier ({name}) est endommagé. Demandez un PDF ou un document Word (.docx)."
        ) from error
    said = f"Ce fichier ({name}) a été lu après conversion par LibreOffice : vérifiez-le."
    return replace(
        document,
        sha256=source.sha256,
        via=("libreoffice", *document.via),
        warnings=(*document.warnings, said),
    )


def _ending(data: bytes) -> str:
    if data.startswith(b"\xffWPC"):
        return "wpd"
    if data.startswith(b"PK"):
        return "pages"
    if data.startswith((b"\x31\xbe", b"\x32\xbe")):
        return "wri"
    return "wps" if data.startswith(b"\x01\xfe\x32") or b"CHNKWKS" in data else "doc"
