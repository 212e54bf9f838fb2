"""Files of old word processors: read through LibreOffice, or refused with what would help."""

from __future__ import annotations

import hashlib
import struct
import sys
import time
from pathlib import Path

import pytest

from ami_cli.detect import media_type
from ami_cli.errors import CorruptFile, ExitCode, UnsupportedFile
from ami_cli.readers import Source, office, read
from ami_cli.readers.office import soffice

_PAGE = 128
needs_office = pytest.mark.skipif(
    soffice.find_office() is None, reason="LibreOffice is not installed"
)


def written(text: str) -> bytes:
    """Return a document of Windows Write 3.0 without any formatting."""
    body = text.encode("cp1252")
    end = _PAGE + len(body)
    characters = -(-end // _PAGE)
    last = characters + 2
    head = struct.pack("<HHH4HL", 0xBE31, 0, 0xAB00, 0, 0, 0, 0, end)
    head += struct.pack("<6H", characters + 1, last, last, last, last, last)
    head = head.ljust(0x60, b"\0") + struct.pack("<H", last)
    plain = struct.pack("<LLH", _PAGE, end, 0xFFFF).ljust(_PAGE - 1, b"\0") + b"\1"
    return head.ljust(_PAGE, b"\0") + body.ljust((characters - 1) * _PAGE, b"\0") + plain * 2


def source(data: bytes, name: str, converted: Path | None = None) -> Source:
    return Source(name, data, media_type(data, name), converted=converted)


LETTER = written("Commune de Vimy\r\nMaire : Anne Leroy\r\n")


@pytest.mark.office
@needs_office
def test_write_is_read_through_libreoffice() -> None:
    document = read(source(LETTER, "lettre.wri"))
    assert document.text.split("\n")[:2] == ["Commune de Vimy", "Maire : Anne Leroy"]
    assert document.via == ("libreoffice", "docx")
    assert document.sha256 == hashlib.sha256(LETTER).hexdigest()
    assert document.media_type == "application/x-mswrite"
    assert document.warnings == (
        "Ce fichier (document Write) a été lu après conversion par LibreOffice : vérifiez-le.",
    )


@pytest.mark.office
@needs_office
def test_a_batch_is_converted_in_one_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = written("Commune de Rue\r\n")
    office.prepare([LETTER, other], tmp_path)
    monkeypatch.setenv(soffice.VARIABLE, "non")
    texts = [read(source(data, "a.wri", tmp_path)).text.split("\n")[0] for data in (LETTER, other)]
    assert texts == ["Commune de Vimy", "Commune de Rue"]


def test_without_libreoffice_the_refusal_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(soffice.VARIABLE, "non")
    with pytest.raises(UnsupportedFile) as caught:
        read(source(LETTER, "lettre.wri"))
    assert str(caught.value) == (
        "Format non pris en charge : document Write. Demandez un PDF ou un document Word (.docx), "
        "ou installez LibreOffice, qui sait l'ouvrir, et recommencez."
    )
    assert (caught.value.kind, caught.value.exit_code) == ("unsupported", ExitCode.TOOL_MISSING)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stand-in leaves a second process, as LibreOffice does; both must be gone."""
    beat = tmp_path / "beat"
    script = tmp_path / "soffice"
    script.write_text(f"#!/bin/sh\n(while :; do date > '{beat}'; sleep 0.05; done) &\nwait\n")
    script.chmod(0o755)
    monkeypatch.setenv(soffice.VARIABLE, str(script))
    monkeypatch.setattr(soffice, "_START_S", 0.5)
    monkeypatch.setattr(soffice, "_EACH_S", 0.0)
    with pytest.raises(UnsupportedFile, match="n'a pas fini de l'ouvrir à temps"):
        read(source(LETTER, "lettre.wri"))
    assert beat.exists()
    beat.unlink()
    time.sleep(0.3)
    assert not beat.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_conversion_that_gives_rubbish_is_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "soffice"
    script.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
        'mkdir -p "$2"; echo rien > "$2/$(basename "$3" .wri).docx"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv(soffice.VARIABLE, str(script))
    with pytest.raises(CorruptFile, match="Ce fichier \\(document Write\\) est endommagé"):
        read(source(LETTER, "lettre.wri"))


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (LETTER, True),
        (b"\xffWPC" + bytes(100), True),
        (b"%PDF-1.7", False),
        (b"PK\3\4" + b"[Content_Types].xml" + b"word/document.xml", False),
        (b"PK\3\4" + bytes(30) + b"Index/Document.iwa", True),
        (b"\xd0\xcf\x11\xe0".ljust(1024, b"\0") + "WordDocument".encode("utf-16-le"), False),
    ],
)
def test_old_formats_are_guessed_from_bytes(data: bytes, wanted: bool) -> None:
    assert office.wants_office(data) is wanted
