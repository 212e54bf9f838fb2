"""Makes the .doc specimens of this folder: a .docx written here, saved as .doc by LibreOffice.

Run by hand (``python make.py``, needs ``soffice``) when a specimen must change; the results are
kept beside, so that the tests need no LibreOffice. All people are invented.
"""

from __future__ import annotations

import struct
import subprocess
import zipfile
import zlib
from pathlib import Path

HERE = Path(__file__).parent
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*content: str, properties: str = "") -> str:
    form = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{form}{''.join(content)}</w:p>"


def field(word: str, data: str, result: str, name: str, number: int) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{name}"/>'
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
        f"{begin}<w:enabled/>{data}</w:ffData></w:fldChar></w:r>"
        f"<w:r><w:instrText> {word} </w:instrText></w:r>"
        f"{mark.format('separate')}{run(result) if result else ''}{mark.format('end')}"
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def box(name: str, checked: bool, number: int) -> str:
    state = '<w:checked w:val="1"/>' if checked else ""
    data = f'<w:checkBox><w:sizeAuto/><w:default w:val="0"/>{state}</w:checkBox>'
    return field("FORMCHECKBOX", data, "", name, number)


def choice(name: str, entries: list[str], chosen: int, number: int) -> str:
    listed = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in entries)
    data = f'<w:ddList><w:result w:val="{chosen}"/>{listed}</w:ddList>'
    return field("FORMDROPDOWN", data, "", name, number)


def text(name: str, value: str, number: int) -> str:
    return field("FORMTEXT", "<w:textInput/>", value, name, number)


def cell(*content: str, span: int = 1, merge: str = "", width: int = 2000) -> str:
    properties = f'<w:tcW w:w="{width * span}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


def table(*rows: str, columns: int = 3) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    )


def png(width: int, height: int, grey: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", check)

    header = struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0)
    lines = (b"\0" + bytes([grey]) * width) * height
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


def picture(relation: str, number: int, floating: bool = False) -> str:
    graphic = (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="p{number}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
        '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1270000" cy="635000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )
    size = '<wp:extent cx="1270000" cy="635000"/>'
    named = f'<wp:docPr id="{number}" name="p{number}" descr="Signature de Jeanne Exemple"/>'
    if not floating:
        inner = f"<wp:inline>{size}{named}{graphic}</wp:inline>"
    else:
        inner = (
            '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
            'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
            f'{size}<wp:wrapSquare wrapText="bothSides"/>{named}{graphic}</wp:anchor>'
        )
    return f"<w:r><w:drawing>{inner}</w:drawing></w:r>"


def text_box(*content: str) -> str:
    return (
        '<w:r><w:pict><v:shape type="#_x0000_t202" '
        'style="position:absolute;margin-left:200pt;margin-top:10pt;width:150pt;height:60pt">'
        f"<v:textbox><w:txbxContent>{''.join(content)}</w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>"
    )


FORM = (
    para(run("Formulaire de candidature"), properties='<w:pStyle w:val="Heading1"/>')
    + table(
        cell(para(run("Nom"))) + cell(para(text("Nom", "Exemple", 1))),
        cell(para(run("Prénom"))) + cell(para(text("Prenom", "\u2002" * 5, 2))),
        cell(para(run("Type")))
        + cell(
            para(box("Commune", True, 3), run(" Commune")),
            para(box("Agglo", False, 4), run(" Agglomération")),
        ),
        cell(para(run("Département")))
        + cell(para(choice("Dept", ["Aisne", "Nord", "Somme"], 1, 5))),
        columns=2,
    )
    + para(run("Projet : "), text("Projet", "un jardin", 6), run(" (en un mot)"))
)

TABLES = (
    para(run("Avant"))
    + table(
        cell(para(run("A1-B1")), span=2) + cell(para(run("C1"))),
        cell(para(run("A2-A3")), merge="restart") + cell(para(run("B2"))) + cell(para(run("C2"))),
        cell(para(), merge="continue") + cell(para(run("B3"))) + cell(para(run("C3"))),
        cell(para(run("A4")))
        + cell(
            para(run("dessus")),
            table(
                cell(para(run("x1")), width=900) + cell(para(run("x2")), width=900),
                cell(para(run("x3")), width=900) + cell(para(run("x4")), width=900),
                columns=2,
            ),
            para(run("dessous")),
            span=2,
        ),
    )
    + para(run("Après"))
)

REVISED = 'w:id="90" w:author="Jeanne Exemple" w:date="2021-03-01T10:00:00Z"'
RICH = (
    para(run("Titre"), properties='<w:pStyle w:val="Heading2"/>')
    + para(
        run("gras", "<w:b/>"),
        run(" barré", "<w:strike/>"),
        run(" souligné", '<w:u w:val="single"/>'),
        run(" surligné", '<w:highlight w:val="yellow"/>'),
        run(" rouge", '<w:color w:val="FF0000"/>'),
        run(" caché", "<w:vanish/>"),
        run(" double", "<w:dstrike/>"),
    )
    + para(
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
        run(" non "),
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        run(" oui "),
        '<w:r><w:sym w:font="Wingdings 2" w:char="F051"/></w:r>',
        run(" croix"),
    )
    + para(
        run("ligne"),
        "<w:r><w:br/></w:r>",
        run("suite"),
        "<w:r><w:tab/></w:r>",
        run("colonne 03"),
        "<w:r><w:noBreakHyphen/></w:r>",
        run("53"),
    )
    + para(
        run("garde "),
        f"<w:del {REVISED}><w:r><w:delText>ancien</w:delText></w:r></w:del>",
        f"<w:ins {REVISED}>{run('nouveau')}</w:ins>",
    )
    + para(run("puce"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + para(run("un"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>')
    + para(run("deux"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>')
    + para(run("deux a"), properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="2"/></w:numPr>')
    + para(
        '<w:commentRangeStart w:id="0"/>',
        run("commenté"),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        run(" noté"),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
    )
    + para(
        '<w:hyperlink r:id="rIdLink">',
        run("participation@cerdd.example"),
        "</w:hyperlink>",
    )
)

DRAWN = (
    para(run("Encadré"), text_box(para(run("dans la boîte")), para(run("seconde ligne"))))
    + table(
        cell(para(run("L’élu·e")), para(picture("rIdPic1", 11)))
        + cell(para(run("Le maire")), para(run("ici "), picture("rIdPic2", 12, floating=True))),
        columns=2,
    )
    + para(
        run("Commune"),
        '<w:r><w:pict><v:oval style="position:absolute;margin-left:5pt;margin-top:1pt;'
        'width:60pt;height:20pt" filled="f"/></w:pict></w:r>',
    )
)

BOXED_CELL = text_box(
    para(run("boîte de cellule")),
    table(cell(para(run("t1"))) + cell(para(run("t2"))), columns=2),
    para(run("bas de boîte")),
)
BOXES = (
    para(run("Avant"))
    + para(
        run("Groupe"),
        '<w:r><w:pict><v:group style="position:absolute;margin-left:50pt;margin-top:20pt;'
        'width:300pt;height:100pt" coordsize="3000,1000">',
        *(
            f'<v:rect style="position:absolute;left:{left};top:0;width:1000;height:500">'
            f"<v:textbox><w:txbxContent>{para(run(said))}</w:txbxContent></v:textbox></v:rect>"
            for left, said in ((0, "dans le groupe, un"), (1500, "dans le groupe, deux"))
        ),
        "</v:group></w:pict></w:r>",
    )
    + table(cell(para(run("Cellule"), BOXED_CELL)) + cell(para(run("Voisine"))), columns=2)
)

STYLES = (
    f'<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr>'
        "<w:rPr><w:b/></w:rPr></w:style>"
        for n in (1, 2)
    )
    + "</w:styles>"
)
NUMBERING = (
    f'<w:numbering xmlns:w="{W}">'
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/>'
    '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1">'
    '<w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>'
    "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
COMMENTS = (
    f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="Jeanne Exemple" w:initials="JE">'
    f"{para(run('à vérifier'))}</w:comment></w:comments>"
)
FOOTNOTES = (
    f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p/></w:footnote>'
    f'<w:footnote w:id="2">{para("<w:r><w:footnoteRef/></w:r>", run(" la note"))}</w:footnote>'
    "</w:footnotes>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = {
    "styles": ("styles.xml", STYLES),
    "numbering": ("numbering.xml", NUMBERING),
    "comments": ("comments.xml", COMMENTS),
    "footnotes": ("footnotes.xml", FOOTNOTES),
    "header": ("header1.xml", f"<w:hdr {NAMESPACES}>{para(run('En-tête'))}</w:hdr>"),
    "footer": ("footer1.xml", f'<w:ftr xmlns:w="{W}">{para(run("Pied de page"))}</w:ftr>'),
}


HEADER_BOX = text_box(para(run("boîte d’en-tête")))


def write_docx(path: Path, body: str) -> None:
    relations = "".join(
        f'<Relationship Id="rId{kind}" Type="{OFFICE}/{kind}" Target="{name}"/>'
        for kind, (name, _) in PARTS.items()
    )
    relations += (
        f'<Relationship Id="rIdPic1" Type="{OFFICE}/image" Target="media/a.png"/>'
        f'<Relationship Id="rIdPic2" Type="{OFFICE}/image" Target="media/b.png"/>'
        f'<Relationship Id="rIdLink" Type="{OFFICE}/hyperlink" TargetMode="External" '
        'Target="mailto:participation@cerdd.example"/>'
    )
    types = "".join(
        f'<Override PartName="/word/{name}" ContentType="application/'
        f'vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for kind, (name, _) in PARTS.items()
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader"/>'
        '<w:footerReference w:type="default" r:id="rIdfooter"/></w:sectPr>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            '<Override PartName="/word/document.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            f"{types}</Types>",
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
        )
        package.writestr(
            "word/_rels/document.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>",
        )
        for name, content in PARTS.values():
            boxed = name == "header1.xml" and body is BOXES
            header = f"<w:hdr {NAMESPACES}>{para(run('En-tête'), HEADER_BOX)}</w:hdr>"
            package.writestr(f"word/{name}", header if boxed else content)
        package.writestr("word/media/a.png", png(20, 10, 0))
        package.writestr("word/media/b.png", png(20, 10, 128))
        package.writestr(
            "word/document.xml",
            f"<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>",
        )


def main() -> None:
    bodies = {"form": FORM, "tables": TABLES, "rich": RICH, "drawn": DRAWN, "boxes": BOXES}
    for name, body in bodies.items():
        source = HERE / f"{name}.docx"
        write_docx(source, body)
        command = ["soffice", "--headless", "--convert-to", "doc:MS Word 97", "--outdir"]
        subprocess.run([*command, str(HERE), str(source)], check=True)
        source.unlink()


if __name__ == "__main__":
    main()
