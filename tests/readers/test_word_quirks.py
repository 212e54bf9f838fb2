"""Word packages as other programs write them, or as mail and archives leave them: read all the same."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from word_package import package, zipped

from ami_cli.detect import media_type
from ami_cli.errors import CorruptFile
from ami_cli.readers import Source, read

PLAIN = package("<w:p><w:r><w:t>Commune de Vimy</w:t></w:r></w:p>")
MAIN = "word/document.xml"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def members() -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(PLAIN)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_main(change: Callable[[bytes], bytes]) -> bytes:
    parts = members()
    return zipped({**parts, MAIN: change(parts[MAIN])})


def other_prefix(xml: bytes) -> bytes:
    return (
        xml.replace(b"xmlns:w=", b"xmlns:ns0=")
        .replace(b"<w:", b"<ns0:")
        .replace(b"</w:", b"</ns0:")
    )


def utf_16(xml: bytes) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-16"?>' + xml.decode()).encode("utf-16")


def strict(xml: bytes) -> bytes:
    return xml.replace(TRANSITIONAL, b"http://purl.oclc.org/ooxml/wordprocessingml/main")


def indented(xml: bytes) -> bytes:
    return xml.replace(b"<w:", b"\n  <w:")


QUIRKS = {
    "another prefix than w": with_main(other_prefix),
    "UTF-16": with_main(utf_16),
    "a byte order mark": with_main(lambda xml: b"\xef\xbb\xbf" + xml),
    "strict names": with_main(strict),
    "indented": with_main(indented),
    "names with backslashes": zipped({k.replace("/", "\\"): v for k, v in members().items()}),
    "zeros at the end": PLAIN + bytes(100),
    "a line break before": b"\r\n" + PLAIN,
}


@pytest.mark.parametrize("quirk", QUIRKS)
def test_a_quirk_of_writing_costs_nothing(quirk: str) -> None:
    data = QUIRKS[quirk]
    document = read(Source("a.docx", data, media_type(data, "a.docx")))
    assert (document.text, document.warnings) == ("Commune de Vimy", ())


@pytest.mark.parametrize(
    ("where", "value"), [(14, b"\0\0\0\0"), (-40, b"\xff")], ids=["local size", "compressed byte"]
)
def test_a_member_that_is_not_what_the_directory_says(where: int, value: bytes) -> None:
    """The local header may lie, the bytes may not: the checksum of the directory decides."""
    body = "".join(f"<w:p><w:r><w:t>Ligne {i}</w:t></w:r></w:p>" for i in range(200))
    whole = bytearray(package(body))
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        info = archive.getinfo(MAIN)
    start = info.header_offset
    at = start + where if where > 0 else start + 30 + len(MAIN) + info.compress_size + where
    whole[at : at + len(value)] = value
    source = Source("a.docx", bytes(whole), media_type(bytes(whole), "a.docx"))
    if where > 0:
        assert read(source).text.startswith("Ligne 0\nLigne 1\n")
        return
    with pytest.raises(CorruptFile, match="est abîmé"):
        read(source)
