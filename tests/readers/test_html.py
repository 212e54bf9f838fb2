"""Web pages as browsers show them, and what Word and LibreOffice save as such."""

from __future__ import annotations

import base64
import hashlib
from email.message import EmailMessage

import pytest
from word_package import outline, short

from ami_cli.errors import CorruptFile, EmptyFile, TooLargeFile
from ami_cli.model.document import Document, FormField, Paragraph, Picture, Table
from ami_cli.readers import Source
from ami_cli.readers.html import read

PNG = b"\x89PNG\r\n\x1a\n not really a picture"


def opened(data: bytes) -> Document:
    return read(Source("essai.html", data, "text/html"))


def page(body: str, head: str = "") -> Document:
    return opened(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def texts(body: str, head: str = "") -> list[object]:
    return outline(page(body, head).blocks)


def items(body: str, head: str = "") -> list[tuple[object, ...]]:
    (paragraph,) = page(body, head).blocks
    assert isinstance(paragraph, Paragraph)
    return [short(item) for item in paragraph.items]


class TestText:
    def test_white_space_is_what_a_browser_shows(self):
        body = "<p> Nom :\n  <b> Mairie </b>  de\tLens </p>loin<div>ici<br>\n là<br></div>"
        assert texts(body) == ["Nom : Mairie de Lens", "loin", "ici\nlà"]

    def test_entities_and_hard_spaces(self):
        assert texts("<p>R&eacute;f&#233;r&#xE9;nce&nbsp;: &lt;&amp;&gt; &euro;</p>") == [
            "Référénce\u00a0: <&> €"
        ]

    def test_preformatted_text_keeps_its_lines(self):
        assert texts("<pre>a\n  b</pre><p style='white-space: pre-wrap'>c  d</p>") == [
            "a\n  b",
            "c  d",
        ]

    def test_what_a_browser_does_not_show(self):
        body = (
            "<p>vu</p><script>x()</script><style>p{}</style><noscript>n</noscript><!-- c -->"
            "<p style='DISPLAY: none'>a</p><p hidden>b</p><p style='visibility:hidden'>c</p>"
            "<p><span style='mso-hide:all'>d</span></p><template>t</template><p><br></p>"
        )
        assert texts(body, "<title>Titre</title>") == ["vu"]

    def test_blocks_inside_inline_elements(self):
        assert texts("<b>a<p>b</p>c</b>d") == ["a", "b", "cd"]

    def test_headings(self):
        document = page("<h1>A</h1><h3>B</h3><p>c</p>")
        assert [(b.level, b.text) for b in document.blocks] == [(1, "A"), (3, "B"), (0, "c")]

    def test_lists(self):
        body = (
            "<ol start=3><li>un<li>deux<ul><li>puce</ul><li value=9>neuf</ol>"
            "<ol type=i><li>x</ol><ul style='list-style-type:none'><li>nu</ul>"
        )
        assert [(b.number, b.text) for b in page(body).blocks] == [
            ("3.", "un"),
            ("4.", "deux"),
            ("•", "puce"),
            ("9.", "neuf"),
            ("i.", "x"),
            ("", "nu"),
        ]

    def test_places(self):
        document = page("<p>a</p><table><tr><td>b<p>c</table>")
        table = document.blocks[1]
        assert isinstance(table, Table)
        assert [block.place.path for block in table.rows[0].cells[0].blocks] == [
            "body/table[1]/r[1]/c[1]/p[1]",
            "body/table[1]/r[1]/c[1]/p[2]",
        ]


class TestLook:
    def test_choices_made_by_marking(self):
        body = (
            "<b>a</b><u>b</u><s>c</s><strike>d</strike><del>e</del><mark>f</mark>"
            "<font color=red>g</font>"
        )
        assert items(body) == [
            ("a", "bold"),
            ("b", "underlined"),
            ("cde", "struck"),
            ("f", "highlighted"),
            ("g", "FF0000"),
        ]

    def test_choices_made_by_style(self):
        body = (
            "<span style='font-weight:700'>a</span>"
            "<span style='text-decoration:underline line-through'>b</span>"
            "<span style='background:yellow;mso-highlight:yellow'>c</span>"
            "<span style='color:rgb(91, 140, 42)'>d</span>"
            "<b><span style='font-weight:normal'>e</span></b>"
        )
        assert items(body) == [
            ("a", "bold"),
            ("b", "underlined", "struck"),
            ("c", "highlighted"),
            ("d", "5B8C2A"),
            ("e",),
        ]

    def test_choices_made_by_style_sheet(self):
        head = (
            "<style><!-- /* a */ .c7, p.x{text-decoration:line-through} span.c8 {font-weight:bold}"
            "@media print { .c9 {display:none} .c7 {color:red} } @page s {size:1cm} .c9{color:blue}"
            "--></style>"
        )
        body = (
            "<span class='z c7'>a</span><span class=c8>b</span><i class=c8>c</i><i class=c9>d</i>"
        )
        assert items(body, head) == [("a", "struck"), ("b", "bold"), ("c",), ("d", "0000FF")]

    def test_a_tick_of_a_symbol_font_is_a_tick(self):
        body = (
            "<p><span style='font-family:Wingdings'>þ</span> A <font face=Wingdings>o</font> B</p>"
        )
        assert texts(body) == ["☑ A ☐ B"]


class TestTables:
    def spans(self, body: str) -> list[list[tuple[str, int, int, int]]]:
        (table,) = page(body).blocks
        assert isinstance(table, Table)
        return [[(c.text, c.column, c.colspan, c.rowspan) for c in row.cells] for row in table.rows]

    def test_spans(self):
        body = (
            "<table><tr><th rowspan=2>A</th><td colspan=2>B</td></tr>"
            "<tr><td>c</td><td rowspan=99>d</td></tr></table>"
        )
        assert self.spans(body) == [
            [("A", 0, 1, 2), ("B", 1, 2, 1)],
            [("c", 1, 1, 1), ("d", 2, 1, 1)],
        ]

    def test_a_table_in_a_cell(self):
        body = "<table><tr><td>a<table><tr><td>n</table>b<td>c</table>"
        assert texts(body) == [[[["a", [[["n"]]], "b"], ["c"]]]]

    def test_tags_left_open(self):
        assert texts("<table><tr><td>a<td>b<tr><td>c</table><p>d") == [
            [[["a"], ["b"]], [["c"]]],
            "d",
        ]

    def test_the_row_that_word_adds_for_widths(self):
        body = (
            "<table><tr><td>a</td></tr><![if !supportMisalignedColumns]><tr height=0>"
            "<td width=1 style='border:none'></td></tr><![endif]></table>"
        )
        assert texts(body) == [[[["a"]]]]

    def test_spans_of_no_real_table(self):
        cell = "<td colspan=1000 rowspan=1000>"
        with pytest.raises(TooLargeFile):
            page(f"<table><tr>{cell * 600}<tr></table>")

    def test_tables_deeper_than_any_page_has(self):
        assert page("<table><tr><td>a" * 200).text.replace("\n", "") == "a" * 200


class TestControls:
    def test_boxes(self):
        body = (
            "<input type=checkbox name=c checked> A <input type=CheckBox id=d> B "
            "<input type=radio name=r checked=checked> C"
        )
        assert items(body) == [
            ("box", "c", True),
            (" A ",),
            ("box", "d", False),
            (" B ",),
            ("box", "r", True),
            (" C",),
        ]

    def test_texts_and_dates(self):
        body = (
            "<input name=n value='Dupr&eacute; &amp; fils'>"
            "<input type=date name=d value=2021-03-12>"
            "<textarea name=t>\n un\r\n deux</textarea><input type=hidden name=h value=x>"
            "<input type=submit value=OK><input name=p placeholder='JJ/MM/AAAA'>"
        )
        assert items(body) == [
            ("field", "text", "n", "Dupré & fils"),
            ("field", "date", "d", "2021-03-12"),
            ("field", "text", "t", " un\n deux"),
            ("field", "text", "p", ""),
            ("JJ/MM/AAAA", "hint"),
        ]

    @pytest.mark.parametrize(
        ("inside", "value", "seen", "confidence"),
        [
            ("<option>Nord<option selected>Somme", "Somme", None, 1.0),
            ("<option value=''>Choisir<option>Nord", "", "Choisir", 0.5),
            ("<option>Nord<option>Somme", "Nord", None, 0.5),
            ("<option value='' selected>Choisir<option>Nord", "", None, 1.0),
            ("", "", None, 1.0),
        ],
    )
    def test_lists(self, inside, value, seen, confidence):
        (field,) = page(f"<select name=s>{inside}</select>").blocks[0].items
        assert isinstance(field, FormField)
        assert (field.kind, field.name) == ("choice", "s")
        assert (field.value, field.seen, field.confidence) == (value, seen, confidence)

    def test_a_list_of_several_choices(self):
        body = "<select multiple name=s><option selected>a<option>b<option selected>c</select>"
        (field,) = page(body).blocks[0].items
        assert isinstance(field, FormField)
        assert (field.value, field.choices) == ("a\nc", ("a", "b", "c"))


class TestWord:
    def field(self, data: str) -> str:
        begin = (
            "<!--[if supportFields]><span style='mso-element:field-begin'></span>"
            " FORMCHECKBOX <![endif]-->"
        )
        state = f"<!--[if gte mso 9]><xml><w:data>{data}</w:data></xml><![endif]-->" if data else ""
        return (
            begin
            + state
            + "<!--[if supportFields]><span style='mso-element:field-end'></span><![endif]-->"
        )

    @pytest.mark.parametrize(
        ("bits", "default", "checked"),
        [(0x65, 0, False), (0x65, 1, True), (0x05, 0, True), (0x01, 1, False)],
    )
    def test_a_legacy_box_hidden_in_a_comment(self, bits, default, checked):
        name = "Oui".encode("utf-16-le")
        raw = (
            b"\xff\xff\xff\xff"
            + bits.to_bytes(2, "little")
            + b"\0\0\x14\0"
            + len("Oui").to_bytes(2, "little")
            + name
            + b"\0\0"
            + default.to_bytes(2, "little")
        )
        assert items(f"<p>{self.field(raw.hex())} Commune</p>") == [
            ("box", "Oui", checked),
            (" Commune",),
        ]

    def test_a_legacy_box_without_state_cannot_be_told(self):
        assert items(f"<p>{self.field('')} Commune</p>") == [("box", "", None), (" Commune",)]

    def test_the_number_that_word_prints(self):
        body = (
            "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>a)"
            "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>"
            "un</p>"
            "<p><span style='font-family:Symbol'><span style='mso-list:Ignore'>·</span></span>"
            "deux</p>"
        )
        assert [(b.number, b.text) for b in page(body).blocks] == [("a)", "un"), ("•", "deux")]

    def test_tabs_and_empty_marks(self):
        body = (
            "<p>Nom :<span style='mso-tab-count:1'>      </span>X<o:p>&nbsp;</o:p></p>"
            "<p><o:p></o:p></p>"
        )
        assert texts(body) == ["Nom :\tX\u00a0"]

    def test_tracked_changes(self):
        body = (
            "Maire<del cite='mailto:a' datetime='2021-03-01'> adjoint</del>"
            "<ins datetime=x> délégué</ins>"
        )
        assert items(body) == [("Maire",), (" délégué", "inserted")]
        assert page(body).deleted == ("adjoint",)

    def test_notes_comments_and_margins(self):
        body = (
            "<p>a</p><div style='mso-element:footnote-list'>"
            "<div style='mso-element:footnote' id=ftn1><p>note</p></div></div>"
            "<div style='mso-element:comment'><p>revoir</p></div>"
            "<div style='mso-element:header'><p>haut</p></div><p>b</p>"
        )
        document = page(body)
        assert outline(document.blocks) == ["a", "b"]
        assert outline(document.notes) == ["note"]
        assert outline(document.margins) == ["haut"]
        assert document.comments == ("revoir",)

    def test_a_placeholder_is_a_hint(self):
        body = "<p><w:sdt showingplchdr=t><span class=MsoPlaceholderText>Cliquez</span></w:sdt></p>"
        assert items(body) == [("Cliquez", "hint")]

    def test_a_text_box_hidden_in_a_comment_follows_its_anchor(self):
        box = (
            "<!--[if gte vml 1]><v:shape><v:textbox style='a'><![if !mso]><table><tr><td><![endif]>"
            "<div><p>Dupont</p><p><b>Maire</b></p></div><![if !mso]></td></tr></table><![endif]>"
            "</v:textbox></v:shape><![endif]--><![if !vml]><img src='a.png'><![endif]>"
        )
        document = page(f"<p>Nom :{box} ici</p><table><tr><td>A{box}</td></tr></table><p>Suite</p>")
        assert outline(document.blocks) == [
            "Nom : ici",
            "Dupont",
            "Maire",
            [[["A", "Dupont", "Maire"]]],
            "Suite",
        ]

    def test_conditions_for_other_programs(self):
        body = "<p>a<!--[if mso]><p>word</p><![endif]--><![if !vml]>b<![endif]></p>"
        assert texts(body) == ["ab"]


class TestPictures:
    def test_data_addresses(self):
        encoded = base64.b64encode(PNG).decode()
        (picture,) = (
            page(f"<img src='data:image/png;base64,{encoded}' width=20 height=40px alt=Signature>")
            .blocks[0]
            .items
        )
        assert isinstance(picture, Picture)
        assert (picture.sha256, picture.width, picture.height, picture.description) == (
            hashlib.sha256(PNG).hexdigest(),
            15.0,
            30.0,
            "Signature",
        )

    def test_a_picture_elsewhere_is_told_and_never_fetched(self):
        document = page("<p>a<img src='http://a.example/x.png'><img src='file:///etc/passwd'></p>")
        assert outline(document.blocks) == ["a"]
        assert [type(item).__name__ for item in document.blocks[0].items] == ["Run"]
        assert document.warnings == (
            "Une image liée n’est pas dans le fichier : elle n’a pas été lue.",
        )


def archive(markup: str, charset: str = "windows-1252") -> bytes:
    """A single-file Web page as Word saves it: quoted-printable page, picture, header."""
    message = EmailMessage()
    message.make_related()
    root = "file:///C:/D1/page.htm"
    message.add_related(
        markup.encode(charset),
        "text",
        "html",
        cte="quoted-printable",
        headers=[f"Content-Location: {root}"],
    )
    message.get_payload()[0].set_param("charset", charset)
    message.add_related(
        PNG, "image", "png", headers=["Content-Location: file:///C:/D1/page_files/i%201.png"]
    )
    message.add_related(PNG, "image", "png", cid="<b@x>")
    message.add_related(
        b"<div style='mso-element:header'><p>haut</p></div><p>trait</p>",
        "text",
        "html",
        headers=["Content-Location: file:///C:/D1/page_files/header.htm"],
    )
    return bytes(message)


class TestArchive:
    def test_page_pictures_and_margins(self):
        data = archive("<p>Préfecture = €<img src='page_files/i%201.png'><img src='cid:b@x'></p>")
        document = opened(data)
        assert outline(document.blocks) == ["Préfecture = €"]
        digests = [i.sha256 for i in document.blocks[0].items if isinstance(i, Picture)]
        assert digests == [hashlib.sha256(PNG).hexdigest()] * 2
        assert outline(document.margins) == ["haut"]
        assert document.via == ("mhtml", "html")
        assert document.warnings == ()

    def test_the_charset_of_the_part_counts(self):
        assert outline(opened(archive("<p>čeština</p>", "windows-1250")).blocks) == ["čeština"]

    def test_an_archive_without_a_page(self):
        with pytest.raises(CorruptFile):
            opened(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n")


class TestEncodings:
    @pytest.mark.parametrize(
        "data",
        [
            "<p>Été €</p>".encode(),
            "<p>Été €</p>".encode("cp1252"),
            b"\xef\xbb\xbf" + "<p>Été €</p>".encode(),
            "\ufeff<p>Été €</p>".encode("utf-16-le"),
            b"\xfe\xff" + "<p>Été €</p>".encode("utf-16-be"),
            '<meta charset="iso-8859-1"><p>Été €</p>'.encode("cp1252"),
            b"<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>"
            + "<p>Été €".encode("cp1252"),
            '<?xml version="1.0" encoding="UTF-8"?><p>Été €</p>'.encode(),
            '<meta charset="utf-16"><p>Été €</p>'.encode(),
            '<meta charset="unicode_escape"><p>Été €</p>'.encode(),
        ],
    )
    def test_a_page_says_its_encoding_or_it_is_found(self, data):
        assert outline(opened(data).blocks) == ["Été €"]


class TestDamage:
    @pytest.mark.parametrize("data", [b"", b" \r\n "])
    def test_nothing_at_all(self, data):
        with pytest.raises(EmptyFile):
            opened(data)

    def test_a_comment_is_no_page(self):
        with pytest.raises(CorruptFile):
            opened(b"<!-- -->")

    def test_nesting_beyond_the_parser_is_told(self):
        document = page("<i>a" * 5000)
        assert document.warnings == ("La page est trop imbriquée : la fin n’a pas été lue.",)
        assert len(document.text) > 1000

    def test_control_characters_show_nothing(self):
        assert texts("<p>a\x07b\x00c</p>") == ["abc"]
