"""Files that lie about what they are."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest

from ami_cli.detect import label, media_type
from ami_cli.detect.kinds import (
    BMP,
    CSV,
    DOC,
    DOCX,
    GIF,
    HEIC,
    HTML,
    JPEG,
    LABELS,
    MAIL,
    MBOX,
    OCTETS,
    ODP,
    ODS,
    ODT,
    OLD_WORD,
    OLE,
    OUTLOOK,
    PAGES,
    PDF,
    PNG,
    PPTX,
    RTF,
    SEALED,
    SVG,
    TEXT,
    TIFF,
    WEB_ARCHIVE,
    WEBP,
    WORD_XML,
    WORDPERFECT,
    WORKS,
    WRITE,
    XLS,
    XLSX,
    XML,
    ZIP,
)
from ami_cli.readers import READERS


def zipped(*names: str, **contents: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "")
        for name, content in contents.items():
            archive.writestr({"types": "[Content_Types].xml"}.get(name, name), content)
    return out.getvalue()


def types(main: str) -> str:
    """Content types of a package that also holds an embedded workbook."""
    office = "application/vnd.openxmlformats-officedocument"
    return (
        f'<Types><Default Extension="xlsx" ContentType="{office}.spreadsheetml.sheet"/>'
        f'<Override PartName="/main.xml" ContentType="{main}"/></Types>'
    )


def zipped_by_hand(mimetype: str) -> bytes:
    """An OpenDocument file unzipped, then zipped again: even its first member is compressed."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", "<x/>")
    return out.getvalue()


def ole(*streams: str) -> bytes:
    """A compound file whose directory has these streams, all empty ([MS-CFB] § 2.2)."""
    free, end, fat = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
    for at, value in ((44, 1), (48, 1), (56, 4096), (60, end), (68, end)):
        header[at : at + 4] = value.to_bytes(4, "little")
    header[76:512] = (0).to_bytes(4, "little") + free.to_bytes(4, "little") * 108
    table = [fat, *range(2, 1 + sectors(len(streams))), end]
    table += [free] * (128 - len(table))
    entries = [entry("Root Entry", 5, 1 if streams else 0xFFFFFFFF, 0xFFFFFFFF)]
    for position, name in enumerate(streams, 1):
        following = position + 1 if position < len(streams) else 0xFFFFFFFF
        entries.append(entry(name, 2, 0xFFFFFFFF, following))
    directory = b"".join(entries).ljust(512 * sectors(len(streams)), b"\0")
    return bytes(header) + b"".join(v.to_bytes(4, "little") for v in table) + directory


def sectors(streams: int) -> int:
    return (streams + 1 + 3) // 4


def entry(name: str, kind: int, child: int, right: int) -> bytes:
    """One directory entry; the siblings hang to the right of each other."""
    written = (name + "\0").encode("utf-16-le")
    out = bytearray(128)
    out[: len(written)] = written
    out[64:66] = len(written).to_bytes(2, "little")
    out[66:68] = bytes((kind, 1))
    for at, value in ((68, 0xFFFFFFFF), (72, right), (76, child), (116, 0xFFFFFFFE)):
        out[at : at + 4] = value.to_bytes(4, "little")
    return bytes(out)


WORD_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
    'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>'
)
FLAT = '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>'
FLAT_ODF = (
    '<?xml version="1.0"?>'
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.{}"/>'
)
SAVED_PAGE = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    "Content-Type: text/html\r\n\r\n<html></html>"
)
MESSAGE = (
    "Received: from a.example\r\nFrom: mairie@vimy.example\r\nTo: ami@cerdd.example\r\n"
    "Subject: Candidature\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; "
    "boundary=x\r\n\r\n"
)
MAIN = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        # disguises of ".doc"
        (ole("WordDocument", "1Table"), "a.doc", DOC),
        (ole("worddocument"), "a.doc", DOC),
        (ole("WORDDOCUMENT", "ObjectPool"), "a.docx", DOC),
        (zipped(types=types(f"{MAIN}.wordprocessingml.document.main+xml")), "a.doc", DOCX),
        (b"{\\rtf1\\ansi Commune}", "a.doc", RTF),
        (b"\r\n {\\rtf1}", "a.doc", RTF),
        (b"<html><body>Commune</body></html>", "a.doc", HTML),
        (b'\xef\xbb\xbf<!DOCTYPE html PUBLIC "x"><html>', "a.doc", HTML),
        ("<HTML>".encode("utf-16"), "a.doc", HTML),
        (b"<!-- saved --><meta charset=utf-8><p>x", "a.doc", HTML),
        (SAVED_PAGE.encode(), "a.doc", WEB_ARCHIVE),
        (WORD_2003.encode(), "a.doc", WORD_XML),
        (WORD_2003.encode("utf-16"), "a.xml", WORD_XML),
        (FLAT.encode(), "a.doc", WORD_XML),
        (b"\xffWPC\x10\0\0\0", "a.doc", WORDPERFECT),
        (ole("PerfectOffice_MAIN"), "a.doc", WORDPERFECT),
        (b"\x31\xbe\0\0\0\xab", "a.doc", WRITE),
        (b"\xdb\xa5\x2d\0", "a.doc", OLD_WORD),
        (b"Monsieur le Maire,\r\n\r\nVeuillez trouver ci-joint", "a.doc", TEXT),
        ("Lettre d’intention : prévue".encode("cp1252"), "a.doc", TEXT),
        (b"%PDF-1.4\n", "a.doc", PDF),
        # office files
        (ole("EncryptedPackage", "EncryptionInfo"), "a.docx", SEALED),
        (ole("Workbook"), "a.doc", XLS),
        (ole("__properties_version1.0", "WordDocument"), "a.msg", OUTLOOK),
        (ole("MatOST"), "a.wps", WORKS),
        (ole("Catalog"), "Thumbs.db", OLE),
        (ole("Catalog"), "a.doc", OLE),
        (zipped(types=types("application/vnd.ms-word.document.macroEnabled.main+xml")), "a", DOCX),
        (zipped(types=types(f"{MAIN}.wordprocessingml.template.main+xml")), "a.dotx", DOCX),
        (zipped(types=types(f"{MAIN}.spreadsheetml.sheet.main+xml")), "a.docx", XLSX),
        (zipped(types=types(f"{MAIN}.presentationml.presentation.main+xml")), "a", PPTX),
        (zipped("[Content_Types].xml", "word/document.xml"), "a.zip", DOCX),
        (zipped("Index/Document.iwa", "Metadata/x.plist"), "a.zip", PAGES),
        (zipped("Formulaire.docx", "Lettre.pdf"), "a.docx", ZIP),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "a.docx", ODT),
        (zipped(mimetype="application/vnd.oasis.opendocument.text-template"), "a.ott", ODT),
        (zipped_by_hand("application/vnd.oasis.opendocument.text"), "a.odt", ODT),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "a.ods", ODS),
        (zipped(mimetype="application/epub+zip"), "a.zip", "application/epub+zip"),
        (FLAT_ODF.format("text").encode(), "a.xml", ODT),
        (FLAT_ODF.format("presentation").encode(), "a.fodp", ODP),
        # pictures
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "IMG_1.HEIC", JPEG),
        (b"\x89PNG\r\n\x1a\n", "a.jpg", PNG),
        (b"II*\0\x08\0\0\0", "a.pdf", TIFF),
        (b"MM\0*\0\0\0\x08", "a.tif", TIFF),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a.jpg", HEIC),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heic", "a", HEIC),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "a.heic", "video/mp4"),
        (b"GIF89a\x01\0", "a", GIF),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a.png", WEBP),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0" + bytes(20), "a", BMP),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a", SVG),
        # mails and texts
        (MESSAGE.encode(), "message", MAIL),
        (MESSAGE.encode(), "a.mht", WEB_ARCHIVE),
        (b"From: a@b.example\nSubject: x\nDate: lundi\n\nBonjour", "a.txt", MAIL),
        (b"From a@b.example Fri Mar 19 10:00:00 2021\nFrom: a@b.example\n\n", "archive", MBOX),
        (b"Nom : Leroy\nTo: midi\n", "a.txt", TEXT),
        (b"Objet: Candidature\nNom: Leroy\n\nBonjour", "a.eml", TEXT),
        (b"nom;prenom\nLeroy;Anne\n", "a.csv", CSV),
        (b"nom;prenom\nLeroy;Anne\n", "a.doc", TEXT),
        (b'<?xml version="1.0"?><fiche/>', "a.doc", XML),
        (b"a < b et c > d", "a.txt", TEXT),
        # nothing that can be told
        (b"", "a.docx", DOCX),
        (b"", "sans-suffixe", OCTETS),
        (bytes(5000), "a.docx", DOCX),
        (bytes(5000), "a.xyz", OCTETS),
        (bytes(range(256)) * 4, "a.pdf", PDF),
        (zipped("word/document.xml", "_rels/.rels")[:90], "a.bin", DOCX),
        (b"PK\x03\x04" + bytes(60), "a.odt", ODT),
        (b"PK\x03\x04" + bytes(60), "a.bin", ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "a.doc", DOC),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "a.bin", OLE),
    ],
)
def test_bytes_decide(data: bytes, name: str, kind: str) -> None:
    assert media_type(data, name) == kind


@pytest.mark.parametrize("name", ["WordDocument", "EncryptedPackage", "Workbook"])
def test_a_damaged_directory_is_scanned(name: str) -> None:
    whole = ole(name, "Autre")
    damaged = whole[:48] + b"\xf0\xff\xff\x0f" + whole[52:]  # the directory starts nowhere
    assert media_type(damaged, "a.bin") == media_type(whole, "a.bin") != OLE


def test_every_reader_has_a_kind_that_people_can_name() -> None:
    assert [kind for kind in READERS if kind not in LABELS] == []
    assert label(DOCX) == "document Word (.docx)"
    assert label("application/x-inconnu") == "application/x-inconnu"


def test_any_bytes_have_a_type() -> None:
    rng = random.Random(7)
    starts = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<?xml ", b"From: ", b"{\\rt", b"\xff\xfe<"]
    for _ in range(400):
        data = rng.choice(starts) + rng.randbytes(rng.choice((0, 5, 50, 600)))
        assert "/" in media_type(data, rng.choice(("a.docx", "a", "", ".", "a.eml", "b.doc")))
