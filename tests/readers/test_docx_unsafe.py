"""Word files that are damaged, locked or hostile."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest
from word_package import document, opened, outline, package, zipped

from ami_cli.errors import (
    CorruptFile,
    EmptyFile,
    EncryptedFile,
    TooLargeFile,
    UnsafeFile,
    UnsupportedFile,
)

BODY = "<w:p><w:r><w:t>Commune</w:t></w:r></w:p>"


def rezip(data: bytes, **changed: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    new = {
        name.replace("__", "/").replace("_xml", ".xml"): value for name, value in changed.items()
    }
    return zipped(members | new)


def main_part(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read("word/document.xml")


def test_nothing() -> None:
    with pytest.raises(EmptyFile, match="Fichier vide"):
        opened(b"")


@pytest.mark.parametrize("kept", [3, 30, 200, 500])
def test_cut_short(kept: int) -> None:
    data = package(BODY)
    assert len(data) > kept
    with pytest.raises(CorruptFile):
        opened(data[:kept])


def test_a_zip_of_other_things() -> None:
    with pytest.raises(CorruptFile, match="ne contient pas de document Word"):
        opened(zipped({"photo.txt": "rien"}))


def test_a_workbook_named_docx() -> None:
    data = package(BODY)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    types = members["[Content_Types].xml"]
    assert isinstance(types, bytes)
    members["[Content_Types].xml"] = types.replace(
        b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"
    )
    with pytest.raises(UnsupportedFile, match=r"enregistrer en \.docx"):
        opened(zipped(members))


def test_entities_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + main_part(package(BODY))
    with pytest.raises(UnsafeFile, match="entités"):
        opened(rezip(package(BODY), word__document_xml=bomb))


def test_entities_in_another_encoding_are_refused() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x SYSTEM "http://x.example/x.dtd">'
    bomb = (text + main_part(package(BODY)).decode()).encode("utf-16")
    with pytest.raises(UnsafeFile, match="entités"):
        opened(rezip(package(BODY), word__document_xml=bomb))


def test_a_decompression_bomb_is_not_opened() -> None:
    bomb = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * (64 * 2**20)})
    assert len(bomb) < 100_000
    with pytest.raises(TooLargeFile, match="taux de compression"):
        opened(bomb)


def test_too_many_members() -> None:
    many: dict[str, str | bytes] = {f"x/{n}": b"" for n in range(10_001)}
    with pytest.raises(TooLargeFile, match="10001 fichiers"):
        opened(zipped(many))


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 400 + "</w:sdtContent></w:sdt>" * 400
    with pytest.raises(TooLargeFile, match="imbriqué"):
        opened(package(deep))


def test_nesting_that_word_can_make_is_read() -> None:
    table = "<w:tbl><w:tr><w:tc>{0}</w:tc></w:tr></w:tbl>"
    body = BODY
    for _ in range(40):
        body = table.format(body)
    assert document(body).text == "Commune"


def test_more_paragraphs_than_any_document_has() -> None:
    with pytest.raises(TooLargeFile, match="démesuré"):
        opened(package("<w:p/>" * 130_000))


def test_climbing_names_are_ignored() -> None:
    data = package(BODY, parts={"../../evil.xml": "<x/>", "/etc/passwd": "<x/>"})
    assert outline(opened(data).blocks) == ["Commune"]


def test_relations_that_climb_lead_nowhere() -> None:
    data = package(BODY, relations={"s": ("styles", "../../../../etc/passwd")})
    assert outline(opened(data).blocks) == ["Commune"]


def test_damaged_companions_do_not_cost_the_text() -> None:
    data = package(
        BODY,
        parts={"word/styles.xml": b"<w:styles", "word/numbering.xml": b"\0\0"},
        relations={"s": ("styles", "styles.xml"), "n": ("numbering", "numbering.xml")},
    )
    assert outline(opened(data).blocks) == ["Commune"]


def test_a_locked_zip() -> None:
    data = bytearray(package(BODY))
    for marker, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(marker)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(marker, at + 4)
    with pytest.raises(EncryptedFile, match="mot de passe"):
        opened(bytes(data))


def test_a_password_is_needed() -> None:
    data = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(EncryptedFile, match="demander une copie sans mot de passe"):
        opened(data)


def test_a_known_password_opens() -> None:
    library = pytest.importorskip("msoffcrypto.format.ooxml", reason="msoffcrypto-tool is optional")
    locked, filling = BytesIO(), random.Random(1).randbytes(5000)  # it fails on smaller files
    data = package(BODY, parts={"word/media/a.png": filling})
    library.OOXMLFile(BytesIO(data)).encrypt("sésame", locked)
    doc = opened(locked.getvalue(), "faux", "sésame")
    assert (outline(doc.blocks), doc.encrypted) == (["Commune"], True)
    with pytest.raises(EncryptedFile, match="aucun mot de passe connu"):
        opened(locked.getvalue(), "faux")


def test_rights_kept_on_a_server() -> None:
    names = "EncryptedPackage DRMEncryptedTransform".encode("utf-16-le")
    with pytest.raises(EncryptedFile, match="droits limités"):
        opened(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + names, "secret")


def test_an_older_word_file_named_docx() -> None:
    with pytest.raises(CorruptFile, match="document Word récent"):
        opened(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000)


def test_figures_out_of_bounds() -> None:
    huge = "9" * 5000
    body = (
        f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{huge}"/></w:trPr><w:tc><w:tcPr>'
        f'<w:gridSpan w:val="-7"/></w:tcPr>'
        f'{BODY}</w:tc></w:tr></w:tbl><w:p><w:pPr><w:outlineLvl w:val="{huge}"/><w:numPr>'
        f'<w:ilvl w:val="99"/>'
        f'<w:numId w:val="{huge}"/></w:numPr></w:pPr></w:p>'
    )
    assert document(body).text == "Commune\n"
