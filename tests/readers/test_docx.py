"""What Word writes in a .docx, and what is read of it."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest
from word_package import document, items, opened, outline, package, short, zipped

from ami_cli.model.document import Checkbox, FormField, Paragraph, Table, walk

PNG = b"\x89PNG\r\n\x1a\n not really a picture"


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def r(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def sdt(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def char(kind: str, data: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{data}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


class TestText:
    def test_soft_breaks_tabs_and_hyphens(self) -> None:
        doc = document(
            p(
                "<w:r><w:t>rue</w:t><w:br/><w:t>du</w:t><w:tab/><w:t>Pont</w:t><w:noBreakHyphen/>"
                '<w:t>à</w:t><w:softHyphen/><w:t>\u00adVendin</w:t><w:br w:type="page"/>'
                "<w:cr/><w:t>fin</w:t></w:r>"
            )
        )
        assert outline(doc.blocks) == ["rue\ndu\tPont-àVendin\nfin"]

    def test_outer_spaces_count_only_where_preserved(self) -> None:
        doc = document(
            p('<w:r><w:t> a </w:t><w:t xml:space="preserve"> b </w:t><w:t>c\nd</w:t></w:r>')
        )
        assert outline(doc.blocks) == ["a b c d"]

    def test_neighbours_of_one_look_are_one_run(self) -> None:
        doc = document(p(r("Nom") + r(" : ") + r("Leroy", "<w:b/>")))
        assert [short(i) for i in items(doc)] == [("Nom : ",), ("Leroy", "bold")]

    def test_wrappers_are_transparent(self) -> None:
        doc = document(
            p(
                f'<w:hyperlink r:id="x">{r("a")}</w:hyperlink><w:smartTag>{r("b")}</w:smartTag>'
                f"<w:customXml>{r('c')}</w:customXml>"
                f'<w:fldSimple w:instr=" PAGE ">{r("d")}</w:fldSimple>'
                f"<w:dir>{r('e')}</w:dir><m:oMath><m:r><m:t>f</m:t></m:r></m:oMath>"
                f"<w:r><w:ruby><w:rt>{r('no')}</w:rt><w:rubyBase>{r('g')}</w:rubyBase></w:ruby>"
                f"</w:r>"
            )
        )
        assert outline(doc.blocks) == ["abcdefg"]

    def test_hidden_text_is_left_out(self) -> None:
        doc = document(p(r("vu") + r("caché", "<w:vanish/>") + r("!", '<w:vanish w:val="0"/>')))
        assert outline(doc.blocks) == ["vu!"]
        assert doc.warnings == (
            "Le document contient du texte masqué, qui n'a pas été repris : « caché ».",
        )

    def test_drop_cap_joins_its_paragraph(self) -> None:
        doc = document(p(r("L"), '<w:framePr w:dropCap="drop"/>') + p(r("a commune")))
        assert outline(doc.blocks) == ["La commune"]

    def test_several_bodies_are_read(self) -> None:
        doc = document(p(r("un")) + "</w:body><w:body>" + p(r("deux")))
        assert outline(doc.blocks) == ["un", "deux"]

    def test_paths_count_from_one(self) -> None:
        table = f"<w:tbl><w:tr>{tc(p(r('a')) + p(r('b')))}</w:tr></w:tbl>"
        doc = document(p(r("x")) + table + p(r("y")))
        assert [block.place.path for block in walk(doc.blocks)] == [
            "body/p[1]",
            "body/table[1]",
            "body/table[1]/r[1]/c[1]/p[1]",
            "body/table[1]/r[1]/c[1]/p[2]",
            "body/p[2]",
        ]


class TestLooks:
    def test_direct_properties(self) -> None:
        doc = document(
            p(
                r("a", '<w:b/><w:u w:val="single"/>')
                + r("b", '<w:strike/><w:color w:val="c00000"/>')
                + r("c", '<w:highlight w:val="yellow"/>')
                + r("d", '<w:shd w:val="clear" w:fill="FFFF00"/>')
                + r("e", '<w:b w:val="false"/><w:u w:val="none"/><w:color w:val="auto"/>')
                + r("f", "<w:dstrike/>")
            )
        )
        assert [short(i) for i in items(doc)] == [
            ("a", "bold", "underlined"),
            ("b", "struck", "C00000"),
            ("cd", "highlighted"),
            ("e",),
            ("f", "struck"),
        ]

    STYLES = (
        "<w:styles>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:b/><w:color w:val="0000FF"/>'
        "</w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Fille"><w:basedOn w:val="Base"/><w:rPr>'
        "<w:strike/></w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="Fort"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="T2"><w:name w:val="Section"/>'
        '<w:basedOn w:val="T1"/>'
        '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Boucle"><w:basedOn w:val="Boucle"/></w:style>'
        "</w:styles>"
    )

    def read(self, body: str) -> list[object]:
        doc = document(
            body,
            parts={"word/styles.xml": self.STYLES},
            relations={"s": ("styles", "styles.xml")},
        )
        return [
            (block.level, *(short(i) for i in block.items))
            for block in doc.blocks
            if isinstance(block, Paragraph)
        ]

    def test_styles_are_inherited(self) -> None:
        assert self.read(p(r("a"), '<w:pStyle w:val="Fille"/>')) == [
            (0, ("a", "bold", "struck", "0000FF"))
        ]

    def test_two_toggles_cancel_each_other(self) -> None:
        body = p(r("a", '<w:rStyle w:val="Fort"/>'), '<w:pStyle w:val="Base"/>')
        assert self.read(body) == [(0, ("a", "0000FF"))]

    def test_heading_levels(self) -> None:
        body = (
            p(r("a"), '<w:pStyle w:val="T1"/>')
            + p(r("b"), '<w:pStyle w:val="T2"/>')
            + p(r("c"), '<w:outlineLvl w:val="2"/>')
            + p(r("d"), '<w:pStyle w:val="T1"/><w:outlineLvl w:val="9"/>')
            + p(r("e"), '<w:pStyle w:val="Boucle"/>')
        )
        assert self.read(body) == [
            (1, ("a",)),
            (2, ("b",)),
            (3, ("c",)),
            (0, ("d",)),
            (0, ("e",)),
        ]


class TestSymbols:
    def test_symbols_are_told_by_their_font(self) -> None:
        doc = document(
            p(
                '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/>'
                '<w:sym w:font="Wingdings" w:char="F0A8"/>'
                '<w:sym w:font="Wingdings 2" w:char="F054"/><w:sym w:font="Symbol" w:char="F0B7"/>'
                '<w:sym w:font="MS Gothic" w:char="2612"/></w:r>'
            )
        )
        assert outline(doc.blocks) == ["☑☐☒•☒"]

    def test_private_characters_in_a_symbol_font(self) -> None:
        fonts = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
        doc = document(p(r("\uf0a8", fonts) + r(" Commune ") + r("þ", fonts) + r(" EPCI")))
        assert outline(doc.blocks) == ["☐ Commune ☑ EPCI"]

    def test_words_in_a_symbol_font_are_words(self) -> None:
        doc = document(p(r("Mairie", '<w:rFonts w:ascii="Wingdings"/>')))
        assert outline(doc.blocks) == ["Mairie"]


class TestControls:
    def test_plain_text(self) -> None:
        doc = document(p(r("Nom : ") + sdt(r("Lucie Petit"), '<w:alias w:val="nom"/><w:text/>')))
        assert [short(i) for i in items(doc)] == [
            ("Nom : ",),
            ("field", "text", "nom", "Lucie Petit"),
        ]
        assert doc.text == "Nom : Lucie Petit"

    def test_placeholder_is_not_an_answer(self) -> None:
        doc = document(
            p(sdt(r("Cliquez ici."), '<w:tag w:val="nom"/><w:showingPlcHdr/><w:text/>') + r(" !"))
        )
        assert [short(i) for i in items(doc)] == [
            ("field", "text", "nom", ""),
            ("Cliquez ici.", "hint"),
            (" !",),
        ]

    def test_prompts_that_are_not_marked(self) -> None:
        entries = '<w:listItem w:displayText="Choisir" w:value=""/><w:listItem w:value="Nord"/>'
        doc = document(
            p(
                sdt(r("Choisir"), f"<w:dropDownList>{entries}</w:dropDownList>")
                + sdt(r("Cliquez ici pour taper du texte."), "<w:text/>")
                + sdt(r("Nord"), f"<w:comboBox>{entries}</w:comboBox>")
            )
        )
        assert [short(i) for i in items(doc)] == [
            ("field", "choice", "", ""),
            ("Choisir", "hint"),
            ("field", "text", "", ""),
            ("Cliquez ici pour taper du texte.", "hint"),
            ("field", "choice", "", "Nord"),
        ]

    def test_struck_choices_stay_runs(self) -> None:
        doc = document(p(sdt(r("oui") + r("non", "<w:strike/>"))))
        assert [short(i) for i in items(doc)] == [("oui",), ("non", "struck")]

    @pytest.mark.parametrize(
        ("state", "glyph", "checked"),
        [
            ("1", "☒", True),
            ("0", "☐", False),
            ("1", "☐", None),
            ("0", "☒", None),
            ("true", "", True),
        ],
    )
    def test_check_box(self, state: str, glyph: str, checked: bool | None) -> None:
        box = f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>'
        doc = document(
            p(sdt(r(glyph) if glyph else "", '<w:alias w:val="pcaet"/>' + box) + r(" PCAET"))
        )
        assert [short(i) for i in items(doc)] == [("box", "pcaet", checked), (" PCAET",)]

    def test_check_box_with_its_own_glyphs(self) -> None:
        box = (
            '<w14:checkbox><w14:checked w14:val="1"/>'
            '<w14:checkedState w14:val="00FE" w14:font="Wingdings"/>'
            '<w14:uncheckedState w14:val="00A8" w14:font="Wingdings"/></w14:checkbox>'
        )
        content = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        assert [short(i) for i in items(document(p(sdt(content, box))))] == [("box", "", True)]

    LIST = (
        '<w:dropDownList><w:listItem w:displayText="Aisne" w:value="02"/>'
        '<w:listItem w:displayText="Nord" w:value="59"/></w:dropDownList>'
    )

    def test_drop_down(self) -> None:
        (field,) = items(document(p(sdt(r("Nord"), '<w:alias w:val="dep"/>' + self.LIST))))
        assert isinstance(field, FormField)
        assert (field.kind, field.value, field.choices) == ("choice", "Nord", ("Aisne", "Nord"))
        assert field.place.path == "body/p[1]/field[1]"

    def test_date(self) -> None:
        date = (
            '<w:date w:fullDate="2021-03-15T00:00:00Z"><w:dateFormat w:val="dd/MM/yyyy"/></w:date>'
        )
        doc = document(p(sdt(r("15/03/2021"), date) + r(" ") + sdt("", date)))
        assert [short(i) for i in items(doc)] == [
            ("field", "date", "", "15/03/2021"),
            (" ",),
            ("field", "date", "", "2021-03-15"),
        ]

    def test_every_level(self) -> None:
        cell = sdt(tc(p(r("cellule"))), '<w:alias w:val="c"/>')
        row = f"<w:tr>{cell}{tc(sdt(p(r('bloc'))))}</w:tr>"
        doc = document(
            f"<w:tbl>{sdt(row)}{sdt('<w:tr>' + tc(p(r('ligne'))) + '</w:tr>')}</w:tbl>"
            + sdt(p(r("un")) + p(r("deux")))
            + p(sdt(sdt(r("dedans"), '<w:alias w:val="d"/>')))
        )
        assert outline(doc.blocks) == [
            [[["cellule"], ["bloc"]], [["ligne"]]],
            "un",
            "deux",
            "dedans",
        ]
        fields = [i for b in walk(doc.blocks) if isinstance(b, Paragraph) for i in b.items]
        assert [short(i) for i in fields if isinstance(i, FormField)] == [
            ("field", "text", "c", "cellule"),
            ("field", "text", "", "bloc"),
            ("field", "text", "", "ligne"),
            ("field", "text", "d", "dedans"),
        ]

    def test_bound_value_wins(self) -> None:
        binding = (
            "<w:dataBinding w:prefixMappings=\"xmlns:n='urn:essai'\" "
            'w:xpath="/n:fiche[1]/n:nom[1]" w:storeItemID="{{A1}}"/>'.replace("{{", "{").replace(
                "}}", "}"
            )
        )
        doc = document(
            p(sdt(r("ancien"), '<w:alias w:val="nom"/>' + binding + "<w:text/>")),
            parts={
                "customXml/item1.xml": '<fiche xmlns="urn:essai"><nom>Marie Ducrocq</nom></fiche>',
                "customXml/_rels/item1.xml.rels": (
                    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                    '<Relationship Id="a" Type="http://x/customXmlProps" '
                    'Target="itemProps1.xml"/></Relationships>'
                ),
                "customXml/itemProps1.xml": (
                    '<ds:datastoreItem ds:itemID="{a1}" '
                    'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>'
                ),
            },
            relations={"x": ("customXml", "../customXml/item1.xml")},
        )
        (field,) = items(doc)
        assert isinstance(field, FormField)
        assert (field.value, field.seen) == ("Marie Ducrocq", "ancien")


class TestLegacyFields:
    def form(self, kind: str, data: str, result: str = "") -> str:
        inner = f'<w:ffData><w:name w:val="champ"/>{data}</w:ffData>'
        middle = char("separate") + result if result else ""
        return char("begin", inner) + code(f" {kind} ") + middle + char("end")

    @pytest.mark.parametrize(
        ("data", "checked"),
        [
            ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", True),
            ("<w:checkBox><w:default w:val='1'/></w:checkBox>", True),
            ("<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>", False),
            ("<w:checkBox><w:sizeAuto/></w:checkBox>", False),
        ],
    )
    def test_check_box(self, data: str, checked: bool) -> None:
        doc = document(p(self.form("FORMCHECKBOX", data) + r(" Commune")))
        assert [short(i) for i in items(doc)] == [("box", "champ", checked), (" Commune",)]

    @pytest.mark.parametrize(
        ("state", "value"),
        [("<w:result w:val='1'/>", "Somme"), ("<w:default w:val='1'/>", "Somme"), ("", "Oise"),
         ("<w:result w:val='9'/>", "")],
    )  # fmt: skip
    def test_drop_down(self, state: str, value: str) -> None:
        entries = "<w:listEntry w:val='Oise'/><w:listEntry w:val='Somme'/>"
        doc = document(p(self.form("FORMDROPDOWN", f"<w:ddList>{state}{entries}</w:ddList>")))
        assert [short(i) for i in items(doc)] == [("field", "choice", "champ", value)]

    def test_text(self) -> None:
        doc = document(
            p(
                r("SIREN : ")
                + self.form("FORMTEXT", "<w:textInput/>", r("215900") + r("123"))
                + r(".")
            )
        )
        assert [short(i) for i in items(doc)] == [
            ("SIREN : ",),
            ("field", "text", "champ", "215900123"),
            (".",),
        ]

    def test_five_en_spaces_are_an_empty_field(self) -> None:
        doc = document(p(self.form("FORMTEXT", "<w:textInput/>", r("\u2002" * 5))))
        assert [short(i) for i in items(doc)] == [("field", "text", "champ", "")]

    def test_text_over_two_paragraphs(self) -> None:
        begin = char("begin", "<w:ffData><w:name w:val='n'/><w:textInput/></w:ffData>")
        doc = document(
            p(begin + code("FORMTEXT") + char("separate") + r("un"))
            + p(r("deux") + char("end") + r("!"))
        )
        assert [short(i) for i in items(doc)] == [("field", "text", "n", "un\ndeux"), ("!",)]

    def test_text_that_goes_on_in_a_table(self) -> None:
        begin = char("begin", "<w:ffData><w:name w:val='n'/><w:textInput/></w:ffData>")
        inside = tc(p(r("deux")) + p(r("trois")))
        doc = document(
            p(begin + code("FORMTEXT") + char("separate") + r("un"))
            + f"<w:tbl><w:tr>{inside}</w:tr></w:tbl>"
            + p(r("quatre") + char("end") + r("!"))
        )
        assert outline(doc.blocks) == ["un", [[["deux\ntrois"]]], "quatre!"]

    def test_a_tick_box_ends_with_its_paragraph(self) -> None:
        begin = char("begin", "<w:ffData><w:name w:val='c'/><w:checkBox/></w:ffData>")
        doc = document(p(begin + code("FORMCHECKBOX")) + p(r("Commune") + char("end")))
        assert outline(doc.blocks) == ["☐", "Commune"]

    def test_fields_that_show_their_code(self) -> None:
        doc = document(
            p(
                char("begin")
                + code(' SYMBOL 254 \\f "Wingdings" \\s 12 ')
                + char("end")
                + char("begin")
                + code(" MACROBUTTON NoMacro [Votre nom] ")
                + char("end")
                + char("begin")
                + code(" PAGE ")
                + char("end")
            )
        )
        assert [short(i) for i in items(doc)] == [("☑",), ("[Votre nom]", "hint")]

    def test_name_comes_from_the_bookmark_when_missing(self) -> None:
        begin = char("begin", "<w:ffData><w:name w:val=''/><w:checkBox/></w:ffData>")
        doc = document(
            p(
                '<w:bookmarkStart w:id="1" w:name="Case3"/>'
                + begin
                + code("FORMCHECKBOX")
                + char("end")
            )
        )
        assert [short(i) for i in items(doc)] == [("box", "Case3", False)]

    def test_codes_are_dropped_and_results_kept(self) -> None:
        inner = char("begin") + code("REF x") + char("separate") + r("caché") + char("end")
        doc = document(
            p(
                char("begin")
                + code("IF ")
                + inner
                + char("separate")
                + r("vu")
                + char("end")
                + r(" fin")
            )
        )
        assert outline(doc.blocks) == ["vu fin"]

    def test_an_unfinished_field_swallows_nothing(self) -> None:
        doc = document(p(char("begin") + code("PAGE") + r("un")) + p(r("deux")))
        assert outline(doc.blocks) == ["un", "deux"]


class TestActiveX:
    def control(self, class_id: str, state: str) -> tuple[object, ...]:
        ax = "http://schemas.microsoft.com/office/2006/activeX"
        part = (
            f'<ax:ocx xmlns:ax="{ax}" ax:classid="{class_id}" ax:persistence="persistPropertyBag">'
            f"{state}</ax:ocx>"
        )
        shape = '<v:shape><v:imagedata r:id="apercu"/></v:shape>'
        doc = document(
            p(f'<w:r><w:object>{shape}<w:control r:id="c" w:name="Case1"/></w:object></w:r>'),
            parts={"word/activeX/activeX1.xml": part},
            relations={"c": ("control", "activeX/activeX1.xml")},
        )
        return tuple(short(item) for item in items(doc))

    FORMS = "-EC42-11CE-9E0D-00AA006002F3}"

    @pytest.mark.parametrize(
        ("first", "value", "item"),
        [
            ("{8BD21D40", "1", ("box", "Case1", True)),
            ("{8BD21D50", "0", ("box", "Case1", False)),
            ("{8BD21D40", "", ("box", "Case1", None)),
            ("{8BD21D10", "Leroy", ("field", "text", "Case1", "Leroy")),
            ("{8BD21D30", "Somme", ("field", "choice", "Case1", "Somme")),
        ],
    )
    def test_states(self, first: str, value: str, item: tuple[object, ...]) -> None:
        state = f'<ax:ocxPr ax:name="Value" ax:value="{value}"/>'
        assert self.control(first + self.FORMS, state) == (item,)

    def test_buttons_are_nothing(self) -> None:
        assert self.control("{D7053240-CE69-11CD-A777-00DD01143C57}", "") == ()


class TestTrackedChanges:
    def test_insertions_show_and_deletions_stand_apart(self) -> None:
        doc = document(
            p(
                r("Nom : ")
                + "<w:del><w:r><w:delText>Dupont</w:delText></w:r></w:del>"
                + f"<w:ins>{r('Leroy')}</w:ins>"
                + "<w:ins><w:del><w:r><w:delText>essai</w:delText></w:r></w:del></w:ins>"
            )
        )
        assert [short(i) for i in items(doc)] == [("Nom : ",), ("Leroy", "inserted")]
        assert doc.deleted == ("Dupont", "essai")

    def test_moves_count_once(self) -> None:
        doc = document(
            p(f"<w:moveFrom>{r('déplacé')}</w:moveFrom>")
            + p(f"<w:moveTo>{r('déplacé')}</w:moveTo>")
        )
        assert outline(doc.blocks) == ["", "déplacé"]
        assert doc.deleted == ("déplacé",)

    def test_a_deleted_paragraph_end_joins_two_paragraphs(self) -> None:
        doc = document(p(r("Nom : "), "<w:rPr><w:del/></w:rPr>") + p(r("Leroy")) + p(r("x")))
        assert outline(doc.blocks) == ["Nom : Leroy", "x"]

    def test_deleted_row(self) -> None:
        doc = document(
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr>{tc(p(r('non')))}</w:tr>"
            f"<w:tr><w:trPr><w:ins/></w:trPr>{tc(p(r('oui')))}</w:tr></w:tbl>"
        )
        assert outline(doc.blocks) == [[[["oui"]]]]
        assert doc.deleted == ("non",)


class TestTables:
    def test_merged_cells_appear_once(self) -> None:
        doc = document(
            "<w:tbl><w:tr>"
            + tc(p(r("a")), '<w:gridSpan w:val="2"/>')
            + tc(p(r("b")), '<w:vMerge w:val="restart"/>')
            + "</w:tr><w:tr>"
            + tc(p(r("c")))
            + tc(p(r("d")))
            + tc(p(r("reste caché")), "<w:vMerge/>")
            + "</w:tr><w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>"
            + tc(p(r("e")))
            + tc(p(r("")), '<w:vMerge w:val="continue"/>')
            + "</w:tr></w:tbl>"
        )
        (table,) = doc.blocks
        assert isinstance(table, Table)
        assert [
            [(cell.text, cell.column, cell.colspan, cell.rowspan) for cell in row.cells]
            for row in table.rows
        ] == [
            [("a", 0, 2, 1), ("b", 2, 1, 3)],
            [("c", 0, 1, 1), ("d", 1, 1, 1)],
            [("e", 1, 1, 1)],
        ]

    def test_cells_merged_the_old_way(self) -> None:
        first = tc(p(r("a")), '<w:hMerge w:val="restart"/>')
        second = tc(p(""), "<w:hMerge/>")
        doc = document(f"<w:tbl><w:tr>{first}{second}{tc(p(r('b')))}</w:tr></w:tbl>")
        (table,) = doc.blocks
        assert isinstance(table, Table)
        assert [(c.text, c.column, c.colspan) for c in table.rows[0].cells] == [
            ("a", 0, 2),
            ("b", 2, 1),
        ]

    def test_nested_table(self) -> None:
        inner = f"<w:tbl><w:tr>{tc(p(r('dedans')))}</w:tr></w:tbl>"
        doc = document(f"<w:tbl><w:tr>{tc(p(r('avant')) + inner + p(r('après')))}</w:tr></w:tbl>")
        assert outline(doc.blocks) == [[[["avant", [[["dedans"]]], "après"]]]]


class TestDrawings:
    BOX = "<w:txbxContent>{0}</w:txbxContent>"

    def test_alternate_content_is_read_once(self) -> None:
        box = self.BOX.format(p(r("encadré")))
        alternate = (
            f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic>'
            f"<a:graphicData>"
            f"<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic>"
            f"</wp:anchor></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape>"
            f"</w:pict>"
            "</mc:Fallback></mc:AlternateContent>"
        )
        doc = document(p(r("avant") + f"<w:r>{alternate}</w:r>" + r(" après")) + p(r("suite")))
        assert outline(doc.blocks) == ["avant après", "encadré", "suite"]

    def test_unknown_choice_falls_back(self) -> None:
        alternate = (
            '<mc:AlternateContent><mc:Choice Requires="zz"><w:t>neuf</w:t></mc:Choice>'
            "<mc:Fallback><w:t>ancien</w:t></mc:Fallback></mc:AlternateContent>"
        )
        assert outline(document(p(f"<w:r>{alternate}</w:r>")).blocks) == ["ancien"]

    def picture(self, drawing: str) -> tuple[object, ...]:
        doc = document(
            p(f"<w:r>{drawing}</w:r>"),
            parts={"word/media/image1.png": PNG},
            relations={"im": ("image", "media/image1.png")},
        )
        (item,) = items(doc)
        return short(item)

    def test_pictures(self) -> None:
        digest = hashlib.sha256(PNG).hexdigest()[:8]
        inline = (
            '<w:drawing><wp:inline><wp:extent cx="914400" cy="457200"/>'
            '<wp:docPr id="1" name="" descr="Signature"/>'
            '<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="im"/></pic:blipFill>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
        vml = (
            '<w:pict><v:shape style="width:36pt;height:1in" alt="Logo">'
            '<v:imagedata r:id="im"/></v:shape></w:pict>'
        )
        assert self.picture(inline) == ("picture", digest, 72.0, 36.0, "Signature")
        assert self.picture(vml) == ("picture", digest, 36.0, 72.0, "Logo")

    def test_a_document_of_pictures_says_so(self) -> None:
        page = (
            '<w:drawing><wp:inline><wp:extent cx="7560000" cy="10692000"/>'
            '<a:blip r:embed="im"/></wp:inline></w:drawing>'
        )
        doc = document(
            p(f"<w:r>{page}</w:r>"),
            parts={"word/media/image1.png": PNG},
            relations={"im": ("image", "media/image1.png")},
        )
        assert doc.warnings == ("Le document n'est fait que d'images : leur texte n'a pas été lu.",)

    def test_a_linked_picture_is_never_fetched(self) -> None:
        drawing = '<w:drawing><wp:inline><a:blip r:link="im"/></wp:inline></w:drawing>'
        doc = document(
            p(f"<w:r>{drawing}</w:r>"), external={"im": ("image", "http://pistage.example/a.png")}
        )
        assert items(doc) == ()
        assert doc.warnings == ("Une image liée, absente du fichier, n'a pas été cherchée.",)

    def test_ink(self) -> None:
        ink = (
            '<mc:AlternateContent><mc:Choice Requires="wpi"><w:drawing><wp:anchor><a:graphic>'
            "<a:graphicData>"
            '<w14:contentPart r:id="i"/></a:graphicData></a:graphic></wp:anchor></w:drawing>'
            "</mc:Choice>"
            "<mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent>"
        )
        assert [short(i) for i in items(document(p(f"<w:r>{ink}</w:r>")))] == [
            ("signature", "ink", None, True)
        ]

    def test_shapes_drawn_by_hand_are_told(self) -> None:
        def shape(geometry: str) -> str:
            return (
                "<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:spPr>"
                f"{geometry}</wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
                "</w:drawing></w:r>"
            )

        oval = "<w:r><w:pict><v:oval/></w:pict></w:r>"
        cell = tc(p(r("signature") + shape("<a:custGeom/>")))
        doc = document(
            p(r("titre") + shape('<a:prstGeom prst="rect"/>'))
            + p(r("oui") + shape('<a:prstGeom prst="ellipse"/>') + r(" non"))
            + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"
            + p(oval)
        )
        assert [(a.kind, a.text, a.place.path) for a in doc.annotations] == [
            ("shape", "ellipse", "body/p[2]"),
            ("shape", "forme libre", "body/table[1]/r[1]/c[1]/p[1]"),
            ("shape", "ellipse", "body/p[3]"),
        ]

    def test_signature_line(self) -> None:
        line = (
            '<w:pict><v:shape><v:imagedata r:id="im"/>'
            '<o:signatureline id="{1}" issignatureline="t" '
            'o:suggestedsigner="Jeanne Vasseur" o:suggestedsigner2="Maire"/></v:shape></w:pict>'
        )
        assert self.picture(line) == ("signature", "line", "Jeanne Vasseur", False)


class TestStandingApart:
    def test_margins_notes_and_comments(self) -> None:
        doc = document(
            p(r("corps") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
            + '<w:sectPr><w:headerReference r:id="h"/><w:footerReference r:id="f"/></w:sectPr>',
            parts={
                "word/header1.xml": f"<w:hdr>{p(r('en-tête'))}</w:hdr>",
                "word/footer1.xml": f"<w:ftr>{p(r('pied'))}</w:ftr>",
                "word/footnotes.xml": (
                    f'<w:footnotes><w:footnote w:id="0" '
                    f'w:type="separator">{p(r("---"))}</w:footnote>'
                    f'<w:footnote w:id="2">{p(r("note"))}</w:footnote>'
                    f'<w:footnote w:id="3">{p(r("orpheline"))}</w:footnote></w:footnotes>'
                ),
                "word/comments.xml": (
                    f'<w:comments><w:comment w:id="1">{p(r("À revoir"))}</w:comment></w:comments>'
                ),
            },
            relations={
                "h": ("header", "header1.xml"),
                "f": ("footer", "footer1.xml"),
                "n": ("footnotes", "footnotes.xml"),
                "c": ("comments", "comments.xml"),
            },
        )
        assert outline(doc.blocks) == ["corps"]
        assert [(b.place.path, b.text) for b in doc.margins if isinstance(b, Paragraph)] == [
            ("header[1]/p[1]", "en-tête"),
            ("footer[1]/p[1]", "pied"),
        ]
        assert outline(doc.notes) == ["note"]
        assert doc.comments == ("À revoir",)

    def test_protection_and_macro_are_told(self) -> None:
        doc = document(
            p(r("x")),
            parts={
                "word/settings.xml": (
                    '<w:settings><w:documentProtection w:edit="forms" w:enforcement="1"/>'
                    "</w:settings>"
                ),
                "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
            },
            relations={"s": ("settings", "settings.xml")},
        )
        assert doc.warnings == (
            "Le document contient une macro (word/vbaProject.bin) : elle n'a pas été ouverte.",
            "Document protégé : saisie limitée aux champs de formulaire.",
        )

    def test_attachments(self) -> None:
        doc = document(p(r("x")), parts={"word/embeddings/Budget.xlsx": b"PK..."})
        assert [(a.name, a.data) for a in doc.attachments] == [("Budget.xlsx", b"PK...")]

    def test_plain_text_chunk(self) -> None:
        doc = document(
            p(r("avant")) + '<w:altChunk r:id="c"/>' + p(r("après")),
            parts={"word/afchunk.txt": "Première ligne\nSeconde".encode()},
            relations={"c": ("aFChunk", "afchunk.txt")},
        )
        assert outline(doc.blocks) == ["avant", "Première ligne", "Seconde", "après"]

    def test_document_chunk_is_read_once_deep(self) -> None:
        inner = package(
            p(r("dedans")) + '<w:altChunk r:id="c"/>',
            parts={"word/afchunk.docx": b"PK"},
            relations={"c": ("aFChunk", "afchunk.docx")},
        )
        doc = document(
            '<w:altChunk r:id="c"/>',
            parts={"word/afchunk.docx": inner},
            relations={"c": ("aFChunk", "afchunk.docx")},
        )
        assert [(b.place.path, b.text) for b in doc.blocks if isinstance(b, Paragraph)] == [
            ("body/p[1]", "dedans")
        ]


class TestLists:
    NUMBERING = (
        "<w:numbering>"
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="\uf0a8"/>'
        '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="4"/>'
        '<w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="Article %1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num></w:numbering>"
    )

    def marks(self, *levels: tuple[int, int]) -> list[str]:
        body = "".join(
            p(r("x"), f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>')
            for num, depth in levels
        )
        doc = document(
            body,
            parts={"word/numbering.xml": self.NUMBERING},
            relations={"n": ("numbering", "numbering.xml")},
        )
        return [block.number for block in doc.blocks if isinstance(block, Paragraph)]

    def test_marks_as_printed(self) -> None:
        assert self.marks((1, 0), (1, 1), (1, 1), (1, 0), (1, 1)) == [
            "1.",
            "1.a)",
            "1.b)",
            "2.",
            "2.a)",
        ]

    def test_bullets_and_roman_figures(self) -> None:
        assert self.marks((2, 0), (3, 0), (3, 0), (0, 0)) == ["☐", "Article IV", "Article V", ""]

    def test_a_list_starts_again_where_it_says_so(self) -> None:
        assert self.marks((1, 0), (1, 0), (4, 0), (4, 0)) == ["1.", "2.", "1.", "2."]


class TestOtherWordFiles:
    def test_strict_names(self) -> None:
        import re
        import zipfile
        from io import BytesIO

        data = package(
            p(
                r("strict")
                + sdt(
                    "",
                    '<w:alias w:val="a"/><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>',
                )
            ),
            parts={"word/header1.xml": f"<w:hdr>{p(r('haut'))}</w:hdr>"},
            relations={"h": ("header", "header1.xml")},
        )
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        strict = {
            name: re.sub(
                rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                content,
            )
            for name, content in members.items()
        }
        assert strict["word/document.xml"] != members["word/document.xml"]
        assert opened(zipped(strict)).text == "strict☒"

    def test_places_of_fields_follow_each_other(self) -> None:
        box = "<w14:checkbox><w14:checked w14:val='0'/></w14:checkbox>"
        doc = document(p(sdt(r("☐"), box) + r(" a ") + sdt(r("☐"), box) + r(" b")))
        places = [i.place.path for i in items(doc) if isinstance(i, Checkbox)]
        assert places == ["body/p[1]/checkbox[1]", "body/p[1]/checkbox[2]"]
        assert all(first != second for first, second in pairwise(places))
