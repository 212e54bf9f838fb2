"""Broken and hostile files, made by hand, each with the class its fault must be given."""

from __future__ import annotations

import gzip
import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from arriving import compound, docx, form, zipped
from enveloped import in_parts, tar, tnef, zip_aes

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages: int = 1, catalogue: bytes = b"", loop: bool = False, text: bytes = b"") -> bytes:
    """Return a small PDF; ``loop`` makes the page tree hold itself."""
    kids = b" ".join(b"%d 0 R" % (4 + n) for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R %s>>" % catalogue,
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"2 0 R" if loop else kids, pages),
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
    ]
    objects += [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>" for _ in range(pages)
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def sealed_pdf() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def word(xml: str, head: str = "") -> bytes:
    """Return a Word file whose main part is the XML given, after ``head``."""
    body = f'{head}<w:document xmlns:w="{WORD}"><w:body>{xml}</w:body></w:document>'
    return _replaced(form("Rue"), {"word/document.xml": body.encode()})


def xxe() -> bytes:
    head = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return word("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", head)


def laughs() -> bytes:
    lines = ['<!ENTITY l0 "ha">']
    lines += [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return word("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", f"<!DOCTYPE x [{''.join(lines)}]>")


def deep() -> bytes:
    return word("<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 20_000)


def bomb() -> bytes:
    """A Word file of 500 kB whose main part is 500 MB."""
    return _replaced(form("Rue"), {"word/document.xml": b" " * 500_000_000})


def macros() -> bytes:
    return _replaced(form("Rue"), {"word/vbaProject.bin": compound({"VBA/dir": b"x" * 100})})


def _replaced(package: bytes, parts: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, **parts})


def quine() -> bytes:
    """Archives inside archives, deeper than anybody sends."""
    raw = zipped({"AMI.docx": form("Rue")})
    for _ in range(6):
        raw = zipped({"encore.zip": raw})
    return raw


def wide_png(width: int, height: int) -> bytes:
    """Return a picture of a few kilobytes that would fill the memory once open."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        sealed = kind + data
        return struct.pack(">I", len(data)) + sealed + struct.pack(">I", zlib.crc32(sealed))

    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(bytes(width // 8 + 1)) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
WORD_2003 = "http://schemas.microsoft.com/office/word/2003/wordml"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def entity_2003() -> bytes:
    text = (
        f'<?xml version="1.0"?><?mso-application progid="Word.Document"?>{ENTITY}'
        f'<w:wordDocument xmlns:w="{WORD_2003}"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p>'
        "</w:body></w:wordDocument>"
    )
    return text.encode()


def entity_odt() -> bytes:
    content = (
        f'<?xml version="1.0"?>{ENTITY}<o:document-content xmlns:o="{OFFICE}:office:1.0" '
        f'xmlns:t="{OFFICE}:text:1.0"><o:body><o:text><t:p>&e;</t:p></o:text></o:body>'
        "</o:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:  # stored: the kind must stand at the beginning
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return stream.getvalue()


# name of the file in its dossier -> how to make it, classes it may be given (none: it is read)
FILES: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "vide.docx": (lambda: b"", {"empty"}),
    "vide.pdf": (lambda: b"", {"empty"}),
    "vide.eml": (lambda: b"", {"empty"}),
    "tronqué.docx": (lambda: form("Rue")[:900], {"corrupt"}),
    "tronqué.pdf": (lambda: pdf(text=b"x" * 3000)[:300], {"corrupt"}),
    "tronqué.zip": (lambda: zipped({"AMI.docx": form("Rue")})[:700], {"corrupt"}),
    "faux.docx": (lambda: os.urandom(3000), {"corrupt"}),
    "faux.pdf": (lambda: b"\0" * 4000, {"corrupt", "empty"}),
    "faux.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), {"corrupt"}),
    "mal nommé.doc": (lambda: form("Rue"), set()),
    "mal nommé.pdf": (lambda: form("Rue"), set()),
    "protégé.pdf": (sealed_pdf, {"encrypted"}),
    "protégé.docx": (lambda: compound({"EncryptedPackage": b"x" * 5000}), {"encrypted"}),
    "énorme.pdf": (lambda: b"%PDF-1.7\n" + bytes(11_000_000), {"too_large"}),
    "bombe.docx": (bomb, {"too_large"}),
    "bombe.zip": (lambda: zipped({"x.docx": bytes(60_000_000)}), {"too_large"}),
    "récursif.zip": (quine, {"too_large"}),
    "remonte.zip": (lambda: zipped({"../../AMI.docx": form("Rue")}), {"unsafe"}),
    "absolu.zip": (lambda: zipped({"/etc/AMI.docx": form("Rue")}), {"unsafe"}),
    "périphérique.zip": (lambda: zipped({"NUL": b"x"}), {"unsafe"}),
    "xxe.docx": (xxe, {"unsafe"}),
    "rires.docx": (laughs, {"unsafe"}),
    "profond.docx": (deep, {"too_large", "corrupt", "unsafe"}),
    "3000 pages.pdf": (lambda: pdf(3000), {"too_large"}),
    "cycle.pdf": (lambda: pdf(loop=True), {"corrupt"}),
    "pixels.png": (lambda: wide_png(42_000, 59_000), {"too_large"}),
    "bombe.tar.gz": (lambda: gzip.compress(bytes(60_000_000)), {"too_large"}),
    "tronqué.tar.gz": (lambda: gzip.compress(tar({"AMI.docx": form("Rue")}))[:-50], {"corrupt"}),
    "remonte.tar": (lambda: tar({"../AMI.docx": form("Rue")}, link="lien"), {"unsafe"}),
    "winmail.dat": (lambda: tnef({"AMI.docx": form("Rue")})[:700], {"corrupt"}),
    "tronqué.p7m": (lambda: in_parts(form("Rue"))[:400], {"corrupt"}),
    "fermé.zip": (lambda: zip_aes("AMI.docx", form("Rue"), b"secret"), {"encrypted"}),
    "xxe.xml": (entity_2003, {"unsafe"}),
    "xxe.odt": (entity_odt, {"unsafe"}),
    "xxe.html": (f"{ENTITY}<html><body><p>Nom : &e;</p></body></html>".encode, set()),
    "archive.7z": (lambda: b"7z\xbc\xaf\x27\x1c" + bytes(200), {"unsupported"}),
    "vieux.wpd": (lambda: b"\xffWPC" + bytes(200), {"unsupported"}),
    "macros.docm": (macros, set()),
    "script.pdf": (
        lambda: pdf(catalogue=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
        {"unreadable", ""},
    ),
    "lance.pdf": (
        lambda: pdf(catalogue=b"/OpenAction<</S/Launch/F(calc.exe)>>"),
        {"unreadable", ""},
    ),
    "ami\nde nuit 🌙.docx": (lambda: form("Rue"), set()),
    "é" * 122 + ".docx": (lambda: form("Rue"), set()),  # 249 bytes
}


def lay(root: Path) -> dict[str, set[str]]:
    """Make ten healthy dossiers and one for each fault; return the classes expected by dossier."""
    expected: dict[str, set[str]] = {}
    for number in range(10):
        folder = root / f"sain-{number}"
        folder.mkdir(parents=True)
        (folder / "AMI.docx").write_bytes(form(f"Commune {number}"))
        expected[folder.name] = set()
    for number, (name, (make, classes)) in enumerate(FILES.items()):
        folder = root / f"faute-{number:02d}"
        folder.mkdir()
        (folder / name).write_bytes(make())
        expected[folder.name] = classes
    if os.name != "nt":
        (root / "tube").mkdir()
        os.mkfifo(root / "tube/AMI.docx")
        (root / "lien").mkdir()
        (root / "lien/AMI.docx").symlink_to("/etc/passwd")
        (root / "latin").mkdir()
        latin = os.path.join(os.fsencode(root / "latin"), b"Candidature H\xe9rissart.docx")
        with open(latin, "wb") as stream:
            stream.write(docx("Nom de la collectivité | Rue"))
        expected |= {"tube": {"unsafe"}, "lien": {"unsafe"}, "latin": set()}
    return expected
