"""What LibreOffice and Word write in an .odt, and what is read of it."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from open_document import DECLARED, common, content, document, opened, package, text_style
from word_package import outline, short, zipped

from ami_cli.errors import (
    CorruptFile,
    EmptyFile,
    EncryptedFile,
    TooLargeFile,
    UnsafeFile,
    UnsupportedFile,
)
from ami_cli.model.document import Checkbox, Document, FormField, Paragraph, Picture, Table

PNG = b"\x89PNG\r\n\x1a\n not really a picture"


def items(doc: Document) -> list[tuple[object, ...]]:
    (paragraph,) = doc.blocks
    assert isinstance(paragraph, Paragraph)
    return [short(item) for item in paragraph.items]


def p(inside: str, style: str = "") -> str:
    return (
        f'<text:p text:style-name="{style}">{inside}</text:p>'
        if style
        else f"<text:p>{inside}</text:p>"
    )


def span(style: str, inside: str) -> str:
    return f'<text:span text:style-name="{style}">{inside}</text:span>'


class TestText:
    def test_white_space_collapses_and_comes_back_as_written(self):
        body = p(
            "  a \n\t b<text:s text:c='3'/>c<text:tab/>d<text:line-break/> e"
            f"{span('x', ' f')} <text:s/>g"
        )
        assert outline(document(body).blocks) == ["a b   c\td\ne f  g"]

    def test_fields_show_their_text(self):
        body = p(
            "page <text:page-number>3</text:page-number>, <text:a>ici</text:a><text:bookmark/>"
        )
        assert outline(document(body).blocks) == ["page 3, ici"]

    def test_ruby_and_note_marks_do_not_show_twice(self):
        body = p(
            "<text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text>"
            "</text:ruby>a<text:note><text:note-citation>1</text:note-citation>"
            "<text:note-body><text:p>la note</text:p></text:note-body></text:note>b"
        )
        doc = document(body)
        assert outline(doc.blocks) == ["漢ab"]
        assert outline(doc.notes) == ["la note"]

    def test_hidden_text_is_not_read(self):
        styles = text_style("H", 'text:display="none"')
        doc = document(
            p(
                "vu"
                + span("H", "caché")
                + '<text:hidden-text text:is-hidden="true">x</text:hidden-text>'
            )
            + '<text:section text:display="none"><text:p>y</text:p></text:section>',
            styles,
        )
        assert items(doc) == [("vu",)]
        assert doc.warnings == (
            "Le document contient du texte masqué, qui n'a pas été repris : « cachéxy ».",
        )

    def test_comments_are_apart(self):
        body = p(
            "Nom<office:annotation><dc:creator>Alix</dc:creator><text:p>à revoir</text:p>"
            "<text:p>vite</text:p></office:annotation> : X<office:annotation-end/>"
        )
        doc = document(body)
        assert outline(doc.blocks) == ["Nom : X"]
        assert doc.comments == ("à revoir\nvite",)

    def test_headers_and_footers_are_margins(self):
        masters = (
            '<style:master-page style:name="M"><style:header><text:p>haut</text:p></style:header>'
            "<style:footer><text:p>bas</text:p></style:footer>"
            '<style:footer-left style:display="false"><text:p>non</text:p></style:footer-left>'
            "</style:master-page>"
        )
        doc = document(p("a"), parts=common("", masters))
        assert outline(doc.margins) == ["haut", "bas"]
        assert doc.margins[1].place.path == "margins/p[2]"


class TestLook:
    def test_choices_made_by_marking(self):
        styles = (
            text_style("B", 'fo:font-weight="bold"')
            + text_style("U", 'style:text-underline-style="solid"')
            + text_style("S", 'style:text-line-through-type="single"')
            + text_style("H", 'fo:background-color="#ffff00"')
            + text_style("C", 'fo:color="#ff0000"')
            + text_style("K", 'fo:color="#000000" fo:background-color="transparent"')
        )
        body = p("".join(span(name, name) for name in "BUSHCK"))
        assert items(document(body, styles)) == [
            ("B", "bold"),
            ("U", "underlined"),
            ("S", "struck"),
            ("H", "highlighted"),
            ("C", "FF0000"),
            ("K",),
        ]

    def test_a_style_inherits_and_overrides(self):
        styles = text_style("P1", 'fo:font-weight="bold"', "Base", "paragraph") + text_style(
            "T1", 'style:text-line-through-style="none"', "Rejet"
        )
        base = text_style(
            "Base", 'style:text-underline-style="solid"', "", "paragraph"
        ) + text_style("Rejet", 'style:text-line-through-style="solid"')
        body = p("a" + span("Rejet", "b" + span("T1", "c")), "P1")
        assert items(document(body, styles, common(base))) == [
            ("a", "bold", "underlined"),
            ("b", "bold", "underlined", "struck"),
            ("c", "bold", "underlined"),
        ]

    def test_styles_that_are_their_own_parents(self):
        styles = text_style("A", 'fo:font-weight="bold"', "B") + text_style("B", "", "A")
        assert items(document(p(span("A", "x")), styles)) == [("x", "bold")]

    def test_a_tick_of_a_symbol_font_is_a_tick(self):
        styles = text_style("W", 'style:font-name="Wingdings"')
        body = p(span("W", "\uf0fe") + " Commune " + span("W", "o"))
        assert outline(document(body, styles).blocks) == ["☑ Commune ☐"]


class TestHeadingsAndLists:
    LEVELS = (
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:list-level-style-number text:level="2" style:num-format="a" '
        'style:num-prefix="(" style:num-suffix=")"/>'
        '<text:list-level-style-bullet text:level="3" text:bullet-char="–"/>'
    )

    def numbers(self, body: str, parts: dict[str, str | bytes] | None = None) -> list[str]:
        styles = f'<text:list-style style:name="L">{self.LEVELS}</text:list-style>'
        return [f"{b.number} {b.text}" for b in document(body, styles, parts).blocks]

    def test_levels_numbers_and_bullets(self):
        body = (
            '<text:list text:style-name="L"><text:list-item><text:p>un</text:p>'
            "<text:p>suite</text:p>"
            "<text:list><text:list-item><text:p>sous</text:p>"
            "<text:list><text:list-item><text:p>tiret</text:p></text:list-item></text:list>"
            "</text:list-item></text:list></text:list-item>"
            "<text:list-header><text:p>sans</text:p></text:list-header>"
            "<text:list-item><text:p>deux</text:p></text:list-item></text:list>"
        )
        assert self.numbers(body) == [
            "1. un",
            " suite",
            "(a) sous",
            "– tiret",
            " sans",
            "2. deux",
        ]

    def test_a_list_starts_again_or_goes_on(self):
        item = "<text:list-item><text:p>x</text:p></text:list-item>"
        body = "".join(
            f'<text:list text:style-name="L"{more}>{item}</text:list>'
            for more in ("", "", ' text:continue-numbering="true"')
        )
        given = (
            '<text:list text:style-name="L"><text:list-item text:start-value="7">'
            "<text:p>x</text:p></text:list-item></text:list>"
        )
        assert self.numbers(body + given) == ["1. x", "1. x", "2. x", "7. x"]

    def test_headings_are_numbered_by_the_outline(self):
        outline_style = (
            '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
            'style:num-suffix="."/><text:outline-level-style text:level="2" style:num-format="1" '
            'text:display-levels="2"/></text:outline-style>'
        )
        body = (
            '<text:h text:outline-level="1">A</text:h><text:h text:outline-level="2">B</text:h>'
            '<text:h text:outline-level="2" text:is-list-header="true">C</text:h>'
            '<text:h text:outline-level="1">D</text:h>'
        )
        doc = document(body, parts=common(outline_style))
        assert [(b.level, b.number, b.text) for b in doc.blocks] == [
            (1, "I.", "A"),
            (2, "I.1", "B"),
            (2, "", "C"),
            (1, "II.", "D"),
        ]


class TestTables:
    def test_merged_cells_stand_once_with_their_spans(self):
        body = (
            "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
            '<table:table-cell table:number-columns-spanned="2">'
            "<text:p>A</text:p></table:table-cell><table:covered-table-cell/>"
            '<table:table-cell table:number-rows-spanned="2"><text:p>B</text:p></table:table-cell>'
            "</table:table-row></table:table-header-rows><table:table-row>"
            "<table:table-cell><text:p>c</text:p></table:table-cell>"
            "<table:table-cell><text:p>d</text:p></table:table-cell>"
            "<table:covered-table-cell/></table:table-row></table:table>"
        )
        (table,) = document(body).blocks
        assert isinstance(table, Table)
        assert [
            [(c.text, c.column, c.colspan, c.rowspan) for c in r.cells] for r in table.rows
        ] == [
            [("A", 0, 2, 1), ("B", 2, 1, 2)],
            [("c", 0, 1, 1), ("d", 1, 1, 1)],
        ]
        assert table.rows[1].cells[1].blocks[0].place.path == "body/table[1]/r[2]/c[2]/p[1]"

    def test_a_table_in_a_cell(self):
        cell = "<table:table-cell>{}</table:table-cell>"
        table = "<table:table><table:table-row>{}</table:table-row></table:table>"
        inner = table.format(cell.format(p("n")))
        body = table.format(cell.format(p("a") + inner + p("b")))
        assert outline(document(body).blocks) == [[[["a", [[["n"]]], "b"]]]]

    def test_repeated_cells_do_not_explode(self):
        body = (
            '<table:table><table:table-row table:number-rows-repeated="999999999">'
            '<table:table-cell table:number-columns-repeated="999999999"><text:p>x</text:p>'
            "</table:table-cell></table:table-row></table:table>"
        )
        (table,) = document(body).blocks
        assert isinstance(table, Table)
        assert (len(table.rows), len(table.rows[0].cells)) == (64, 64)


class TestFormFields:
    def mark(self, kind: str, inside: str = "") -> str:
        return (
            f'<field:fieldmark text:name="F" field:type="vnd.oasis.opendocument.field.{kind}">'
            f"{inside}</field:fieldmark>"
        )

    def param(self, name: str, value: str) -> str:
        return f'<field:param field:name="{name}" field:value="{value}"/>'

    def test_legacy_boxes_and_lists(self):
        body = p(
            self.mark("FORMCHECKBOX", self.param("Checkbox_Checked", "true"))
            + self.mark("FORMCHECKBOX")
            + self.mark(
                "FORMDROPDOWN",
                self.param("Dropdown_ListEntry", "Nord")
                + self.param("Dropdown_ListEntry", "Somme")
                + self.param("Dropdown_Selected", "1"),
            )
        )
        assert items(document(body)) == [
            ("box", "F", True),
            ("box", "F", False),
            ("field", "choice", "F", "Somme"),
        ]

    def text_field(self, inside: str, name: str = "Nom") -> str:
        return (
            f'<field:fieldmark-start text:name="{name}" '
            'field:type="vnd.oasis.opendocument.field.FORMTEXT"/><field:fieldmark-separator/>'
            f"{inside}<field:fieldmark-end/>"
        )

    def test_legacy_text(self):
        body = p("Nom : " + self.text_field("Élise <text:s/>Dupré") + ".")
        assert items(document(body)) == [
            ("Nom : ",),
            ("field", "text", "Nom", "Élise  Dupré"),
            (".",),
        ]

    def test_five_en_spaces_are_nothing_and_a_made_up_name_is_none(self):
        body = p(self.text_field("\u2002" * 5, "__Fieldmark__1_2"))
        assert items(document(body)) == [("field", "text", "", "")]

    def test_a_field_of_several_paragraphs(self):
        start, end = self.text_field("un|trois").split("|")
        doc = document(p(start) + p("deux") + p("") + p(end + " fin") + p("après"))
        assert [[short(i) for i in b.items] for b in doc.blocks] == [
            [("field", "text", "Nom", "un")],
            [("field", "text", "Nom", "deux")],
            [],
            [("field", "text", "Nom", "trois"), (" fin",)],
            [("après",)],
        ]

    def test_a_field_without_end_does_not_swallow_the_document(self):
        start = self.text_field("un|").split("|")[0]
        doc = document(p(start) + p("deux"))
        assert [[short(i) for i in b.items] for b in doc.blocks] == [
            [("field", "text", "Nom", "un")],
            [("deux",)],
        ]

    def control(self, attributes: str, inside: str) -> str:
        return f"<loext:content-control {attributes}>{inside}</loext:content-control>"

    @pytest.mark.parametrize(
        ("attributes", "glyph", "checked"),
        [
            ('loext:checked="true"', "☒", True),
            ("", "☐", False),
            ('loext:checked="true"', "", True),
            ('loext:checked="true"', "☐", None),
        ],
    )
    def test_a_check_box_of_a_content_control(self, attributes, glyph, checked):
        box = (
            f'loext:checkbox="true" loext:checked-state="☒" loext:unchecked-state="☐" {attributes}'
        )
        body = p(self.control(box, span("T", glyph)) + " Commune")
        doc = document(body)
        assert items(doc) == [("box", "", checked), (" Commune",)]
        assert isinstance(doc.blocks[0].items[0], Checkbox)
        assert doc.blocks[0].items[0].confidence == (0.5 if checked is None else 1.0)

    def test_lists_dates_and_texts(self):
        body = p(
            self.control(
                'loext:dropdown="true" loext:alias="Dept"',
                '<loext:list-item loext:display-text="Nord" loext:value="59"/>'
                '<loext:list-item loext:value="Somme"/>Nord',
            )
            + self.control('loext:date="true" loext:tag="d"', "12/03/2021")
            + self.control('loext:plain-text="true"', "Dupont")
        )
        doc = document(body)
        assert items(doc) == [
            ("field", "choice", "Dept", "Nord"),
            ("field", "date", "d", "12/03/2021"),
            ("field", "text", "", "Dupont"),
        ]
        first = doc.blocks[0].items[0]
        assert isinstance(first, FormField)
        assert first.choices == ("Nord", "Somme")

    def test_a_placeholder_is_never_an_answer(self):
        body = p(self.control('loext:showing-place-holder="true" loext:alias="N"', "Cliquez ici"))
        assert items(document(body)) == [("field", "text", "N", ""), ("Cliquez ici", "hint")]
        body = p("<text:placeholder>&lt;nom&gt;</text:placeholder>")
        assert items(document(body)) == [("<nom>", "hint")]

    def test_a_prompt_of_word_is_never_an_answer(self):
        prompt = "Choisissez un élément."
        expected = [("field", "text", "", ""), (prompt, "hint")]
        assert items(document(p(self.control("", prompt)))) == expected
        body = p(f"<text:text-input>{prompt}</text:text-input>")
        assert items(document(body)) == expected

    def test_a_choice_made_by_striking_is_not_lost(self):
        styles = text_style("S", 'style:text-line-through-style="solid"')
        body = p(self.control("", "oui " + span("S", "non")))
        assert items(document(body, styles)) == [("oui ",), ("non", "struck")]

    def test_boxes_inside_a_control_are_kept(self):
        inner = self.control('loext:checkbox="true" loext:checked="true"', "☒")
        assert items(document(p(self.control("", inner + " oui")))) == [
            ("box", "", True),
            (" oui",),
        ]

    def test_fields_of_writer_itself(self):
        body = p(
            '<text:text-input text:description="Nom">Dupont</text:text-input>'
            '<text:drop-down text:name="Dept"><text:label text:value="Nord"/>'
            '<text:label text:value="Somme" text:current-selected="true"/>Somme</text:drop-down>'
        )
        assert items(document(body)) == [
            ("field", "text", "Nom", "Dupont"),
            ("field", "choice", "Dept", "Somme"),
        ]

    def test_form_controls_stand_where_they_are_drawn(self):
        forms = (
            "<office:forms><form:form>"
            '<form:checkbox form:id="c1" form:name="C" form:label="Commune" '
            'form:current-state="checked"/>'
            '<form:checkbox xml:id="c2" form:name="E" form:label="EPCI" form:state="unknown"/>'
            '<form:radio form:id="r1" form:name="R" form:label="Oui" form:current-selected="true"/>'
            '<form:text form:id="t1" form:name="T" form:value="avant" form:current-value="après"/>'
            '<form:textarea form:id="t2" form:name="A"><text:p>un</text:p><text:p>deux</text:p>'
            "</form:textarea>"
            '<form:listbox form:id="l1" form:name="L"><form:option form:label="Nord"/>'
            '<form:option form:label="Somme" form:current-selected="true"/></form:listbox>'
            '<form:combobox form:id="k1" form:name="K" form:current-value="libre">'
            '<form:item form:label="x"/></form:combobox>'
            '<form:fixed-text form:id="f1" form:label="Étiquette"/>'
            "</form:form></office:forms>"
        )
        body = p(
            "".join(
                f'<draw:control draw:control="{i}"/>'
                for i in ("c1", "c2", "r1", "t1", "t2", "l1", "k1", "f1", "xx")
            )
        )
        assert items(document(forms + body)) == [
            ("box", "C", True),
            (" Commune",),
            ("box", "E", None),
            (" EPCI",),
            ("box", "R", True),
            (" Oui",),
            ("field", "text", "T", "après"),
            ("field", "text", "A", "un\ndeux"),
            ("field", "choice", "L", "Somme"),
            ("field", "choice", "K", "libre"),
            ("Étiquette",),
        ]


class TestFrames:
    def test_a_text_box_follows_its_anchor_once(self):
        box = "<draw:frame><draw:text-box><text:p>Dupont</text:p></draw:text-box></draw:frame>"
        shape = "<draw:g><draw:custom-shape><text:p>Cachet</text:p></draw:custom-shape></draw:g>"
        assert outline(document(p(f"Nom :{box}{shape} ici") + p("Suite")).blocks) == [
            "Nom : ici",
            "Dupont",
            "Cachet",
            "Suite",
        ]

    def test_a_picture_with_its_size_and_description(self):
        frame = (
            '<draw:frame svg:width="1in" svg:height="2.54cm">'
            '<draw:image xlink:href="Pictures/a.png"/>'
            '<draw:image xlink:href="Pictures/b.svg"/><svg:title>Signature</svg:title></draw:frame>'
        )
        parts: dict[str, str | bytes] = {"Pictures/a.png": PNG, "Pictures/b.svg": b"x"}
        (picture,) = document(p(frame), parts=parts).blocks[0].items
        assert isinstance(picture, Picture)
        assert picture.sha256 == hashlib.sha256(PNG).hexdigest()
        assert (picture.width, round(picture.height, 6), picture.description) == (
            72.0,
            72.0,
            "Signature",
        )
        assert picture.place.path == "body/p[1]/picture[1]"

    def test_a_picture_that_is_only_linked_is_told(self):
        doc = document(
            p('<draw:frame><draw:image xlink:href="http://a.example/x.png"/></draw:frame>')
        )
        assert doc.blocks[0].items == ()
        assert doc.warnings == ("Une image liée n’est pas dans le fichier : elle n’a pas été lue.",)

    def test_a_frame_of_the_page_is_read_too(self):
        frame = "<draw:frame><draw:text-box><text:p>encadré</text:p></draw:text-box></draw:frame>"
        assert outline(document(frame + p("a")).blocks) == ["encadré", "a"]

    def test_a_signature_line(self):
        frame = (
            '<draw:frame><draw:image xlink:href="i.png"/>'
            '<loext:signatureline loext:suggested-signer-name="Le maire"/></draw:frame>'
        )
        doc = document(p(frame), parts={"i.png": PNG})
        assert items(doc)[1] == ("signature", "line", None, False)


class TestChanges:
    REGIONS = (
        '<text:tracked-changes><text:changed-region text:id="d1"><text:deletion>{}</text:deletion>'
        '</text:changed-region><text:changed-region xml:id="i1"><text:insertion/>'
        "</text:changed-region></text:tracked-changes>"
    )

    def test_a_package_keeps_deletions_at_its_head(self):
        body = self.REGIONS.format("<text:p>adjoint</text:p>") + p(
            'Maire<text:change text:change-id="d1"/><text:change-start text:change-id="i1"/>'
            ' délégué<text:change-end text:change-id="i1"/>.'
        )
        doc = document(body)
        assert items(doc) == [("Maire",), (" délégué", "inserted"), (".",)]
        assert doc.deleted == ("adjoint",)

    def test_a_flat_file_keeps_them_in_place(self):
        body = self.REGIONS.format("") + p(
            'Maire<text:change-start text:change-id="d1"/> adjoint'
            '<text:change-end text:change-id="d1"/>.'
        )
        doc = document(body)
        assert items(doc) == [("Maire.",)]
        assert doc.deleted == (" adjoint",)


class TestPackage:
    def test_flat_files(self):
        image = base64.b64encode(PNG).decode()
        flat = (
            content(
                p(
                    "à plat<draw:frame><draw:image><office:binary-data>\n"
                    f"{image}\n</office:binary-data></draw:image></draw:frame>"
                )
            )
            .replace("office:document-content", "office:document")
            .encode()
        )
        doc = opened(b'<?xml version="1.0" encoding="UTF-8"?>\n' + flat)
        assert [i[0] for i in items(doc)] == ["à plat", "picture"]

    def test_a_password_is_needed(self):
        manifest = (
            '<manifest:manifest><manifest:file-entry manifest:full-path="content.xml">'
            "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
        )
        with pytest.raises(EncryptedFile):
            document("", parts={"META-INF/manifest.xml": manifest})
        with pytest.raises(EncryptedFile):
            document("", parts={"encrypted-package": b"\0\1"})

    def test_a_spreadsheet_is_not_a_text(self):
        sheet = content("").replace("office:text", "office:spreadsheet")
        with pytest.raises(UnsupportedFile, match="un classeur"):
            opened(zipped({"content.xml": sheet}))

    def test_openoffice_one(self):
        old = (
            '<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
            '1.0//EN" "office.dtd">'
            '<office:document-content xmlns:office="http://openoffice.org/2000/office"/>'
        )
        with pytest.raises(UnsupportedFile, match="OpenOffice 1"):
            opened(zipped({"content.xml": old}))

    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (b"", EmptyFile),
            (b"PK\x03\x04 cut", CorruptFile),
            (b"not a document", CorruptFile),
            (zipped({"other.xml": "<a/>"}), CorruptFile),
            (zipped({"content.xml": "<office"}), CorruptFile),
            (zipped({"content.xml": f"<office:document-content {DECLARED}/>"}), CorruptFile),
            (zipped({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), UnsafeFile),
        ],
    )
    def test_what_is_no_document_is_told(self, data, problem):
        with pytest.raises(problem):
            opened(data)

    def test_damaged_styles_do_not_hide_the_text(self):
        assert document(p("a"), parts={"styles.xml": b"<cut"}).text == "a"

    def test_no_nesting_is_too_deep(self):
        deep = "<text:section>" * 3000 + p("x") + "</text:section>" * 3000
        with pytest.raises(TooLargeFile):
            document(deep)

    def test_who_signed(self):
        signature = (
            "<ds:Signature><ds:KeyInfo><ds:X509Data><ds:X509Certificate>"
            f"{certificate('Chloé Prévôt')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>"
            "<ds:Object><dc:date>2021-03-04T10:00:00</dc:date></ds:Object></ds:Signature>"
        )
        root = f"<document-signatures {DECLARED}>{signature}<ds:Signature/></document-signatures>"
        doc = opened(
            zipped({"content.xml": content(p("a")), "META-INF/documentsignatures.xml": root})
        )
        assert [(s.kind, s.signer, s.signed, s.intact, s.note) for s in doc.signatures] == [
            ("digital", "Chloé Prévôt", True, None, "Datée du 2021-03-04, non vérifiée."),
            ("digital", None, True, None, "Non vérifiée."),
        ]

    def test_an_embedded_object_is_attached(self):
        body = p('<draw:frame><draw:object-ole xlink:href="./Object 1"/></draw:frame>')
        doc = opened(package(body, parts={"Object 1": b"\xd0\xcf"}))
        assert [(a.name, a.data) for a in doc.attachments] == [("Object 1", b"\xd0\xcf")]


def certificate(name: str) -> str:
    """Return a self-signed certificate in base 64."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, name)])
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2030, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    return base64.b64encode(built.public_bytes(serialization.Encoding.DER)).decode()
