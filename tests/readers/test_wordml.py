"""Word documents in one XML file."""

from __future__ import annotations

import base64
import hashlib

import pytest
from mutations import mutated_bytes, mutated_xml
from word_package import DECLARED, outline, package, short

from ami_cli.errors import CorruptFile, EmptyFile, FileProblem, UnsafeFile, UnsupportedFile
from ami_cli.model.document import Document, Paragraph, Table, inlines, walk
from ami_cli.readers import Source
from ami_cli.readers.wordml import read

TYPE = "application/msword+xml"
PICTURE = b"\x89PNG fictive"
WORD_2003 = (
    '<?xml version="1.0" encoding="{encoding}" standalone="yes"?>'
    '<?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:st1="urn:schemas-microsoft-com:office:smarttags" xml:space="preserve">'
    '<w:styles><w:style w:type="paragraph" w:styleId="T1"><w:name w:val="heading 1"/></w:style>'
    "</w:styles>"
    '<w:docPr><w:documentProtection w:edit="forms" w:enforcement="on"/></w:docPr>'
    "<w:body><wx:sect>{body}</wx:sect></w:body></w:wordDocument>"
)


def word_2003(body: str, encoding: str = "UTF-8") -> bytes:
    return WORD_2003.replace("{body}", body).replace("{encoding}", encoding).encode(encoding)


def opened(data: bytes) -> Document:
    return read(Source("formulaire.doc", data, TYPE))


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


class TestWord2003:
    def test_text_looks_and_headings(self) -> None:
        doc = opened(
            word_2003(
                p(r("La collectivité"), '<w:pStyle w:val="T1"/>')
                + p(r("Nom ") + "<st1:place>" + r("Vimy", "<w:b/>") + "</st1:place>")
                + p(r("non", '<w:strike w:val="on"/>') + r("oui", '<w:strike w:val="off"/>'))
            )
        )
        assert [
            (block.level, [short(item) for item in block.items])
            for block in doc.blocks
            if isinstance(block, Paragraph)
        ] == [
            (1, [("La collectivité",)]),
            (0, [("Nom ",), ("Vimy", "bold")]),
            (0, [("non", "struck"), ("oui",)]),
        ]
        assert doc.via == ("word-2003-xml",)
        assert doc.warnings == ("Document protégé : saisie limitée aux champs de formulaire.",)

    def test_form_fields(self) -> None:
        data = (
            '<w:ffData><w:name w:val="pcaet"/><w:checkBox><w:checked w:val="on"/></w:checkBox>'
            "</w:ffData>"
        )
        field = (
            f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
            "<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        doc = opened(word_2003(p(field + r(" PCAET"))))
        assert [short(i) for i in inlines(doc.blocks)] == [("box", "pcaet", True), (" PCAET",)]

    def test_tracked_changes_and_comments(self) -> None:
        def mark(kind: str, content: str) -> str:
            inner = f"<aml:content>{content}</aml:content>"
            return f'<aml:annotation w:type="Word.{kind}">{inner}</aml:annotation>'

        deleted = mark("Deletion", "<w:r><w:delText>Dupont</w:delText></w:r>")
        comment = f"<w:r>{mark('Comment', p(r('À vérifier')))}</w:r>"
        doc = opened(word_2003(p(deleted + mark("Insertion", r("Leroy")) + comment)))
        assert [short(i) for i in inlines(doc.blocks)] == [("Leroy", "inserted")]
        assert (doc.deleted, doc.comments) == (("Dupont",), ("À vérifier",))

    def test_lists_and_merged_cells(self) -> None:
        item = (
            '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="{}"/>'
            '<wx:font wx:val="{}"/></w:listPr>'
        )
        first = '<w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr>' + p(r("a")) + "</w:tc>"
        second = "<w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc>"
        doc = opened(
            word_2003(
                p(r("un"), item.format("1.", "Times New Roman"))
                + p(r("case"), item.format("\uf0a8", "Wingdings"))
                + f"<w:tbl><w:tr>{first}</w:tr><w:tr>{second}</w:tr></w:tbl>"
            )
        )
        assert [b.number for b in walk(doc.blocks) if isinstance(b, Paragraph)] == ["1.", "☐", ""]
        (table,) = [b for b in doc.blocks if isinstance(b, Table)]
        assert [[(c.text, c.rowspan) for c in row.cells] for row in table.rows] == [[("a", 2)], []]

    def test_pictures_notes_and_margins(self) -> None:
        data = base64.b64encode(PICTURE).decode()
        picture = (
            f'<w:r><w:pict><w:binData w:name="wordml://01.png">{data}</w:binData>'
            '<v:shape style="width:36pt;height:18pt"><v:imagedata src="wordml://01.png"/>'
            "</v:shape></w:pict></w:r>"
        )
        note = "<w:r><w:footnote>" + p(r("En bas")) + "</w:footnote></w:r>"
        section = '<w:sectPr><w:hdr w:type="odd">' + p(r("En haut")) + "</w:hdr></w:sectPr>"
        doc = opened(word_2003(p(r("corps") + note + picture) + section))
        digest = hashlib.sha256(PICTURE).hexdigest()[:8]
        assert [short(i) for i in inlines(doc.blocks)] == [
            ("corps",),
            ("picture", digest, 36.0, 18.0, ""),
        ]
        assert (outline(doc.notes), outline(doc.margins)) == (["En bas"], ["En haut"])

    def test_utf_16(self) -> None:
        assert opened(word_2003(p(r("Hénin-Beaumont")), "UTF-16")).text == "Hénin-Beaumont"


class TestFlatOpc:
    def flat(self, body: str) -> bytes:
        space = "http://schemas.microsoft.com/office/2006/xmlPackage"
        relations = "http://schemas.openxmlformats.org/package/2006/relationships"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

        def part(name: str, content: str) -> str:
            return f'<pkg:part pkg:name="{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>'

        main = f'<Relationship Id="a" Type="{office}/officeDocument" Target="word/document.xml"/>'
        image = f'<Relationship Id="im" Type="{office}/image" Target="media/a.png"/>'
        return (
            f'<?xml version="1.0"?><pkg:package xmlns:pkg="{space}">'
            + part("/_rels/.rels", f'<Relationships xmlns="{relations}">{main}</Relationships>')
            + part(
                "/word/_rels/document.xml.rels",
                f'<Relationships xmlns="{relations}">{image}</Relationships>',
            )
            + part(
                "/word/document.xml", f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>"
            )
            + '<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>'
            + base64.b64encode(PICTURE).decode()
            + "</pkg:binaryData></pkg:part></pkg:package>"
        ).encode()

    def test_parts_are_read(self) -> None:
        picture = '<w:r><w:pict><v:shape><v:imagedata r:id="im"/></v:shape></w:pict></w:r>'
        doc = opened(self.flat(p(r("Commune") + picture)))
        digest = hashlib.sha256(PICTURE).hexdigest()[:8]
        assert [short(i) for i in inlines(doc.blocks)] == [
            ("Commune",),
            ("picture", digest, 0.0, 0.0, ""),
        ]
        assert doc.via == ("flat-opc",)


class TestRefused:
    def test_other_xml(self) -> None:
        with pytest.raises(UnsupportedFile, match="n'est pas un document Word"):
            opened(b"<fiche/>")

    def test_without_a_body(self) -> None:
        data = word_2003("").replace(b"<w:body><wx:sect></wx:sect></w:body>", b"")
        with pytest.raises(CorruptFile, match="pas de contenu"):
            opened(data)

    def test_entities(self) -> None:
        with pytest.raises(UnsafeFile, match="entités"):
            opened(b'<!DOCTYPE a [<!ENTITY b "c">]>' + word_2003("").split(b"?>", 2)[2])

    def test_nothing(self) -> None:
        with pytest.raises(EmptyFile):
            opened(b"")

    def test_a_package_is_not_one_file(self) -> None:
        with pytest.raises(CorruptFile):
            opened(package("<w:p/>"))

    def test_damage_never_goes_further_than_a_file_problem(self) -> None:
        import random

        rng = random.Random(2003)
        body = p(r("a")) + "<w:tbl><w:tr><w:tc>" + p(r("b")) + "</w:tc></w:tr></w:tbl>"
        body += '<w:sectPr><w:hdr w:type="odd">' + p(r("c")) + "</w:hdr></w:sectPr>"
        note = "<w:r><w:footnote>" + p(r("d")) + "</w:footnote></w:r>"
        data = word_2003(body + p(note))
        assert opened(data).text == "a\nb\n\nd\nc"
        refused = 0
        for _ in range(300):
            bad = mutated_bytes(data, rng) if rng.random() < 0.3 else mutated_xml(data, rng)
            try:
                opened(bad)
            except FileProblem:
                refused += 1
        assert 0 < refused < 300
