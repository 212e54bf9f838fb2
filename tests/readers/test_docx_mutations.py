"""Damaged Word files are read, or refused with a reason; never anything else, never slowly."""

from __future__ import annotations

import time

from mutations import damaged
from word_package import OFFICE, opened, package

from ami_cli.errors import FileProblem

COUNT = 400
SLOWEST_S = 2.0
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="c"/><w:checkBox>'
    "<w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r>"
    "<w:instrText> FORMCHECKBOX </w:instrText>"
    '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BODY = (
    '<w:p><w:pPr><w:pStyle w:val="T"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    "</w:pPr>"
    '<w:r><w:rPr><w:b/><w:rStyle w:val="F"/></w:rPr><w:t>Commune</w:t></w:r>' + FIELD + "</w:p>"
    "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/><w:vMerge w:val='restart'/></w:tcPr>"
    "<w:sdt><w:sdtPr><w:alias w:val='nom'/><w:text/></w:sdtPr><w:sdtContent><w:p><w:r>"
    "<w:t>Leroy</w:t></w:r>"
    "</w:p></w:sdtContent></w:sdt></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/>"
    "</w:tc></w:tr>"
    "</w:tbl><w:p><w:ins><w:r><w:t>ajout</w:t></w:r></w:ins><w:del><w:r>"
    "<w:delText>retrait</w:delText></w:r>"
    "</w:del><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
    "<wp:extent cx='1' cy='2'/><a:blip r:embed='im'/><w:txbxContent><w:p><w:r><w:t>boîte</w:t>"
    "</w:r></w:p>"
    "</w:txbxContent></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p><w:altChunk r:id='ac'/>"
)
STYLES = (
    '<w:styles><w:style w:type="paragraph" w:styleId="T"><w:name w:val="heading 1"/>'
    '<w:basedOn w:val="N"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="N" w:default="1"><w:rPr><w:i/></w:rPr>'
    "</w:style>"
    '<w:style w:type="character" w:styleId="F"><w:rPr><w:b/></w:rPr></w:style></w:styles>'
)
NUMBERING = (
    '<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def whole() -> bytes:
    return package(
        BODY,
        parts={
            "word/styles.xml": STYLES,
            "word/numbering.xml": NUMBERING,
            "word/media/image1.png": b"\x89PNG",
            "word/chunk.txt": b"texte",
        },
        relations={
            "s": (f"{OFFICE}/styles", "styles.xml"),
            "n": (f"{OFFICE}/numbering", "numbering.xml"),
            "im": (f"{OFFICE}/image", "media/image1.png"),
            "ac": (f"{OFFICE}/aFChunk", "chunk.txt"),
        },
    )


def test_the_undamaged_file() -> None:
    assert opened(whole()).text == "I. Commune☒\nLeroy\najout\nboîte\ntexte"


def test_damage_never_goes_further_than_a_file_problem() -> None:
    outcomes = {"read": 0, "refused": 0}
    for data in damaged(whole(), COUNT, seed=20210319):
        start = time.process_time()
        try:
            opened(data)
            outcomes["read"] += 1
        except FileProblem:
            outcomes["refused"] += 1
        assert time.process_time() - start < SLOWEST_S
    assert sum(outcomes.values()) == COUNT
    assert min(outcomes.values()) > COUNT // 20
