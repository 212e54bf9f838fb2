"""What Word, LibreOffice, WordPad and TextEdit write in an .rtf, and what is read of it."""

from __future__ import annotations

import hashlib

import pytest
from word_package import outline, short

from ami_cli.errors import CorruptFile, EmptyFile
from ami_cli.model.document import Document, FormField, Paragraph, Picture, Signature, Table, walk
from ami_cli.readers import Source
from ami_cli.readers.rtf import read

FONTS = (
    r"{\fonttbl{\f0\fswiss\fcharset0 Calibri;}{\f1\fnil\fcharset2 Wingdings;}"
    r"{\f2\froman\fcharset238 Times New Roman CE;}{\f3\fmodern\fcharset128 MS Mincho;}"
    r"{\f4\fnil\fcharset2 Symbol;}{\f5\fswiss\fcharset204 Arial Cyr;}}"
)
COLOURS = r"{\colortbl;\red255\green0\blue0;\red0\green0\blue0;\red255\green255\blue0;}"


def rtf(body: str, head: str = "") -> Document:
    """Read a file whose text is ``body``."""
    whole = r"{\rtf1\ansi\ansicpg1252\deff0" + FONTS + COLOURS + head + "\n" + body + "}"
    return read(Source("essai.rtf", whole.encode("latin-1"), "application/rtf"))


def texts(body: str, head: str = "") -> list[object]:
    return outline(rtf(body, head).blocks)


def items(body: str, head: str = "") -> list[tuple[object, ...]]:
    (paragraph,) = rtf(body, head).blocks
    assert isinstance(paragraph, Paragraph)
    return [short(item) for item in paragraph.items]


def row(*cells: str, borders: tuple[str, ...] = ()) -> str:
    """A row of cells 1000 twips wide, with ``\\cl…`` words before each border."""
    defined = "".join(
        f"{words}\\cellx{1000 * (i + 1)}" for i, words in enumerate(borders or ("",) * len(cells))
    )
    marked = "".join(rf"\pard\intbl {cell}\cell" + "\n" for cell in cells)
    return rf"\trowd {defined}{marked}\row" + "\n"


class TestCharacters:
    def test_code_page_of_the_document_then_of_the_font(self):
        assert texts(r"d\'e9j\'e0 {\f2 \'e8\'f8} {\f5 \'c4\'e0}\par") == ["déjà čř Да"]

    def test_two_bytes_make_one_character_raw_or_not(self):
        assert texts(r"{\f3 \'8a\'bf\'8e\'9a \'83X}\par") == ["漢字 ス"]

    def test_unicode_skips_what_stands_for_it(self):
        assert texts(r"\u233\'e9\uc2\u8212\'2d\'2dx \uc0\u8364 \u233e\par") == ["é—x €ée"]

    def test_unicode_beyond_sixteen_bits_comes_in_two_words(self):
        assert texts(r"\uc1\u-10179?\u-8704?!\par") == ["\U0001f600!"]

    def test_half_a_character_shows_nothing(self):
        assert texts(r"a\u-10179?b\u-8704?c\par") == ["abc"]

    def test_special_characters(self):
        assert texts(r"1\~000\line N\_o\tab l\rquote eau\-x \emdash  \bullet\par") == [
            "1\u00a0000\nN-o\tl’eaux — •"
        ]

    def test_a_line_end_of_the_file_is_not_one_of_the_text(self):
        assert texts("sal\r\nut\\\nsuite\\par") == ["salut", "suite"]

    def test_escaped_braces(self):
        assert texts(r"\{a\}\\b\par") == [r"{a}\b"]

    def test_only_the_unicode_version_of_two_is_read(self):
        assert texts(r"{\upr{Prefecture}{\*\ud{Pr\u233 \'e9fecture}}}\par") == ["Préfecture"]

    def test_a_default_code_page_of_another_country(self):
        whole = rb"{\rtf1\ansi\ansicpg1250\deff0 \'e8}"
        document = read(Source("x.rtf", whole, "application/rtf"))
        assert outline(document.blocks) == ["č"]

    @pytest.mark.parametrize(
        "written",
        [
            r"{\f1\'fe}",
            r"{\f1 \u-3842\'fe}",
            r"{\field{\*\fldinst SYMBOL 254 \\f Wingdings}}",
            r'{\field{\*\fldinst SYMBOL 254 \\f "Wingdings" \\s 12}{\fldrslt\f1\fs24}}',
            r"{\field{\*\fldinst SYMBOL 254 \\f Wingdings}{\fldrslt{\f1\'fe}}}",
        ],
    )
    def test_a_tick_of_a_symbol_font_is_a_tick(self, written):
        assert texts(written + r" Commune\par") == ["☑ Commune"]

    def test_a_word_typed_in_a_symbol_font_is_a_word(self):
        assert texts(r"{\f1 Dupont}\par") == ["Dupont"]

    def test_fonts_without_braces(self):
        fonts = rb"{\fonttbl\f0\fswiss\fcharset0 Arial;\f1\fnil\fcharset2 Wingdings;}"
        whole = rb"{\rtf1\ansi" + fonts + rb"\f1\'6f\f0 non}"
        document = read(Source("x.rtf", whole, "application/rtf"))
        assert outline(document.blocks) == ["☐non"]


class TestLook:
    def test_choices_made_by_marking(self):
        body = (
            r"{\b gras}{\ul soulign\'e9}{\strike barr\'e9}{\highlight3 fluo}"
            r"{\cf1 rouge}{\cf2 noir}\par"
        )
        assert items(body) == [
            ("gras", "bold"),
            ("souligné", "underlined"),
            ("barré", "struck"),
            ("fluo", "highlighted"),
            ("rouge", "FF0000"),
            ("noir",),
        ]

    def test_plain_and_zero_end_a_look(self):
        assert items(r"\b a\b0 b\strike c\plain d\par") == [
            ("a", "bold"),
            ("b",),
            ("c", "struck"),
            ("d",),
        ]

    def test_a_character_style_marks_too(self):
        head = r"{\stylesheet{\s0 Normal;}{\*\cs15\strike Rejet;}}"
        assert items(r"{\cs15 non}oui\par", head) == [("non", "struck"), ("oui",)]

    def test_headings_by_outline_level_or_by_name(self):
        head = r"{\stylesheet{\s1\outlinelevel0 Mon titre;}{\s2 heading 2;}{\s3 Titre 3;}}"
        document = rtf(r"\s1 A\par\pard\s2 B\par\pard\s3 C\par\pard D\par", head)
        assert [block.level for block in document.blocks] == [1, 2, 3, 0]

    def test_hidden_text_is_not_read_and_repeated_in_a_warning(self):
        document = rtf(r"vu{\v cach\'e9}\par")
        assert outline(document.blocks) == ["vu"]
        assert document.warnings == (
            "Le document contient du texte masqué, qui n'a pas été repris : « caché ».",
        )


class TestChanges:
    def test_deletions_are_apart_and_insertions_marked(self):
        document = rtf(r"Maire{\deleted  adjoint}{\revised  d\'e9l\'e9gu\'e9}\par{\deleted x}\par")
        assert [short(item) for item in document.blocks[0].items] == [
            ("Maire",),
            (" délégué", "inserted"),
        ]
        assert document.deleted == (" adjoint", "x")

    def test_comments_are_apart(self):
        body = (
            r"Nom{\*\atnid AB}{\*\atnauthor Alix}\chatn"
            r"{\*\annotation{\*\atndate 1}\pard \'e0 revoir\par} : X\par"
        )
        document = rtf(body)
        assert outline(document.blocks) == ["Nom : X"]
        assert document.comments == ("à revoir",)

    def test_notes_and_margins_are_apart(self):
        body = (
            r"{\header\pard En-t\'eate\par}"
            r"{\footer page {\field{\*\fldinst PAGE}{\fldrslt 2}}\par}"
            r"a{\footnote\pard la note\par}b\par"
        )
        document = rtf(body)
        assert outline(document.blocks) == ["ab"]
        assert outline(document.margins) == ["En-tête", "page 2"]
        assert outline(document.notes) == ["la note"]
        assert document.notes[0].place.path == "notes/p[1]"


class TestTables:
    def test_rows_and_cells(self):
        body = (
            "avant\\par\n"
            + row("Nom", r"Dupont\par suite")
            + row("Age", "")
            + r"\pard apr\'e8s\par"
        )
        assert texts(body) == [
            "avant",
            [[["Nom"], ["Dupont", "suite"]], [["Age"], [""]]],
            "après",
        ]

    def test_places_count_from_one(self):
        table = rtf(row("a", "b")).blocks[0]
        assert isinstance(table, Table)
        cell = table.rows[0].cells[1]
        assert (table.place.path, cell.place.path, cell.blocks[0].place.path) == (
            "body/table[1]",
            "body/table[1]/r[1]/c[2]",
            "body/table[1]/r[1]/c[2]/p[1]",
        )

    def test_a_cell_wider_than_its_neighbours_below(self):
        body = r"\trowd\cellx3000\cellx4000\pard\intbl titre\cell x\cell\row" + row(
            "a", "b", "c", "d"
        )
        assert spans(rtf(body)) == [
            [("titre", 0, 3, 1), ("x", 3, 1, 1)],
            [("a", 0, 1, 1), ("b", 1, 1, 1), ("c", 2, 1, 1), ("d", 3, 1, 1)],
        ]

    def test_a_merged_cell_stands_once(self):
        body = row("A", "", "B", borders=(r"\clmgf", r"\clmrg", r"\clvmgf")) + row(
            "c", "d", "", borders=("", "", r"\clvmrg")
        )
        assert spans(rtf(body)) == [
            [("A", 0, 2, 1), ("B", 2, 1, 2)],
            [("c", 0, 1, 1), ("d", 1, 1, 1)],
        ]

    def test_text_that_a_merge_hides_is_told(self):
        document = rtf(row("A", "cach\\'e9", borders=(r"\clmgf", r"\clmrg")))
        assert document.text == "A"
        assert document.warnings == (
            "Du texte caché par une fusion de cellules n’a pas été retenu.",
        )

    def test_borders_that_differ_by_rounding_are_one(self):
        body = row("a", "b") + r"\trowd\cellx1010\cellx1995\pard\intbl c\cell d\cell\row"
        assert spans(rtf(body)) == [
            [("a", 0, 1, 1), ("b", 1, 1, 1)],
            [("c", 0, 1, 1), ("d", 1, 1, 1)],
        ]

    def test_a_table_in_a_cell(self):
        body = (
            r"\trowd\cellx3000\cellx6000\pard\intbl dehors\par"
            r"\pard\intbl\itap2 n1\nestcell n2\nestcell"
            r"{\*\nesttableprops\trowd\cellx1000\cellx2000\nestrow}{\nonesttables\par}"
            r"\pard\intbl fin\cell\pard\intbl voisin\cell\row\pard apr\'e8s\par"
        )
        assert texts(body) == [
            [[["dehors", [[["n1"], ["n2"]]], "fin"], ["voisin"]]],
            "après",
        ]

    def test_rows_may_share_one_definition(self):
        body = r"\trowd\cellx1000\cellx2000\pard\intbl a\cell b\cell\row c\cell d\cell\row\pard"
        assert texts(body) == [[[["a"], ["b"]], [["c"], ["d"]]]]

    def test_marks_after_the_text_as_some_programs_write_them(self):
        assert texts(r"\trowd\cellx1000\cellx2000 a\intbl\cell b\intbl\cell\row") == [
            [[["a"], ["b"]]]
        ]

    def test_text_that_no_mark_closes_is_kept(self):
        assert texts(r"\trowd\cellx1000\pard\intbl a\cell b\row") == [[[["a"], ["b"]]]]
        assert texts(r"\pard\intbl seul\par\pard dehors\par") == ["seul", "dehors"]

    def test_an_empty_cell_too_many_is_dropped(self):
        body = r"\trowd\cellx1000\cellx2000\pard\intbl a\cell b\cell\cell\row"
        assert texts(body) == [[[["a"], ["b"]]]]


def spans(document: Document) -> list[list[tuple[str, int, int, int]]]:
    (table,) = document.blocks
    assert isinstance(table, Table)
    return [[(c.text, c.column, c.colspan, c.rowspan) for c in row.cells] for row in table.rows]


def form_field(word: str, state: str, result: str = "") -> str:
    return (
        rf"{{\field{{\*\fldinst {{{word} }}{{{{\*\formfield{{{state}}}}}}}}}"
        rf"{{\fldrslt {result}}}}}"
    )


class TestFormFields:
    @pytest.mark.parametrize(
        ("state", "checked"),
        [
            (r"\fftype1\ffres1{\*\ffname Oui}", True),
            (r"\fftype1\ffres0{\*\ffname Oui}\ffdefres1", False),
            (r"\fftype1\ffres25{\*\ffname Oui}\ffdefres1", True),
            (r"\fftype1\ffres25{\*\ffname Oui}\ffdefres0", False),
            (r"\fftype1\ffres25{\*\ffname Oui}", False),
        ],
    )
    def test_a_check_box_has_the_state_word_stored(self, state, checked):
        assert items(form_field("FORMCHECKBOX", state) + r" Commune\par") == [
            ("box", "Oui", checked),
            (" Commune",),
        ]

    def test_a_check_box_without_state_cannot_be_told(self):
        body = r"{\field{\*\fldinst { FORMCHECKBOX }}{\fldrslt {}}} Commune\par"
        assert items(body) == [("box", "", None), (" Commune",)]

    def test_a_list_holds_its_choice(self):
        state = r"\fftype2\ffres1{\*\ffname Dept}{\*\ffl Nord}{\*\ffl Pas-de-Calais}{\*\ffl Somme}"
        (field,) = rtf(form_field("FORMDROPDOWN", state) + r"\par").blocks[0].items
        assert short(field) == ("field", "choice", "Dept", "Pas-de-Calais")
        assert isinstance(field, FormField)
        assert field.choices == ("Nord", "Pas-de-Calais", "Somme")

    def test_a_text_field(self):
        state = r"\fftype0{\*\ffname Nom}{\*\ffdeftext ici}"
        assert items(
            r"Nom : " + form_field("FORMTEXT", state, r"{\'c9lise Dupr\'e9}") + r"\par"
        ) == [
            ("Nom : ",),
            ("field", "text", "Nom", "Élise Dupré"),
        ]

    def test_five_en_spaces_are_nothing(self):
        blank = r"{\uc1 " + r"\u8194\'20" * 5 + "}"
        assert items(form_field("FORMTEXT", r"\fftype0{\*\ffname N}", blank) + r"\par") == [
            ("field", "text", "N", "")
        ]

    def test_a_date_field(self):
        state = r"\fftype0\fftypetxt2{\*\ffname D}"
        assert items(form_field("FORMTEXT", state, "12/03/2021") + r"\par") == [
            ("field", "date", "D", "12/03/2021")
        ]

    def test_a_field_of_several_paragraphs(self):
        document = rtf(form_field("FORMTEXT", r"\fftype0{\*\ffname T}", r"un\par deux") + r"\par")
        assert [[short(item) for item in block.items] for block in document.blocks] == [
            [("field", "text", "T", "un")],
            [("field", "text", "T", "deux")],
        ]

    def test_a_choice_made_by_striking_is_not_lost(self):
        body = form_field("FORMTEXT", r"\fftype0{\*\ffname T}", r"oui {\strike non}") + r"\par"
        assert items(body) == [("oui ",), ("non", "struck")]

    def test_the_bookmark_before_a_field_names_it(self):
        body = r"{\*\bkmkstart Nom}{\*\bkmkend Nom}{\field{\*\fldinst FORMTEXT}{\fldrslt X}}\par"
        assert items(body) == [("field", "text", "Nom", "X")]

    def test_names_nobody_gave_are_dropped(self):
        body = r"{\*\bkmkstart __Fieldmark__18_3}{\field{\*\fldinst FORMTEXT}{\fldrslt X}}\par"
        assert items(body) == [("field", "text", "", "X")]

    def test_a_prompt_of_word_is_no_answer(self):
        body = form_field("FORMTEXT", r"\fftype0", "Cliquez ici pour entrer du texte.") + r"\par"
        assert items(body) == [
            ("field", "text", "", ""),
            ("Cliquez ici pour entrer du texte.", "hint"),
        ]

    def test_other_fields_show_their_result(self):
        body = r"{\field{\*\fldinst HYPERLINK \"http://a.example\"}{\fldrslt {\ul a.example}}}\par"
        assert items(body) == [("a.example", "underlined")]

    def test_a_click_here_prompt_is_a_hint(self):
        body = r"{\field{\*\fldinst MACROBUTTON NoMacro [Cliquez ici]}}\par"
        assert items(body) == [("[Cliquez ici]", "hint")]


class TestDrawings:
    PNG = b"\x89PNG\r\n\x1a\n not really a picture"

    def test_a_picture_in_digits_and_in_bytes(self):
        digest = hashlib.sha256(self.PNG).hexdigest()
        digits = self.PNG.hex()
        binary = self.PNG.decode("latin-1")
        body = (
            rf"{{\*\shppict{{\pict\pngblip\picwgoal200\pichgoal100 {digits}}}}}"
            rf"{{\nonshppict{{\pict\wmetafile8 ffff}}}}"
            rf"{{\pict\pngblip\picwgoal200\picscalex50\bin{len(self.PNG)} {binary}}}\par"
        )
        (paragraph,) = rtf(body).blocks
        pictures = [item for item in paragraph.items if isinstance(item, Picture)]
        assert [(p.sha256, p.width, p.height) for p in pictures] == [
            (digest, 10.0, 5.0),
            (digest, 5.0, 0.0),
        ]
        assert [p.place.path for p in pictures] == [
            "body/p[1]/picture[1]",
            "body/p[1]/picture[2]",
        ]

    def test_a_text_box_follows_its_anchor_once(self):
        body = (
            r"Nom :{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard Dupont\par}}"
            r"{\shprslt{\*\do\dptxbx{\dptxbxtext\pard Dupont\par}}}}\par Suite\par"
        )
        assert texts(body) == ["Nom :", "Dupont", "Suite"]

    def test_a_text_box_of_word_six(self):
        assert texts(r"A{\*\do\dptxbx{\dptxbxtext\pard B\par}}\par") == ["A", "B"]

    def test_a_text_box_in_a_cell_stays_in_it(self):
        assert texts(row(r"A{\shp{\*\shpinst{\shptxt\pard B\par}}}", "C")) == [
            [[["A", "B"], ["C"]]]
        ]

    def test_words_drawn_as_art(self):
        body = r"x{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv SP\'c9CIMEN}}}}\par"
        assert texts(body) == ["x", "SPÉCIMEN"]

    def test_a_signature_line_is_not_signed(self):
        body = (
            r"{\shp{\*\shpinst{\sp{\sn fIsSignatureLine}{\sv 1}}"
            r"{\sp{\sn wzSigSetupSuggSigner}{\sv Le maire}}}}\par"
        )
        (mark,) = rtf(body).blocks[0].items
        assert isinstance(mark, Signature)
        assert (mark.kind, mark.signed, mark.name) == ("line", False, "Le maire")

    def test_an_embedded_object_shows_its_picture_and_is_attached(self):
        body = (
            r"{\object\objemb{\*\objclass Excel.Sheet.8}{\*\objdata 01050000}"
            r"{\result{\pict\pngblip 89504e47}}}\par"
        )
        document = rtf(body)
        assert [short(item)[0] for item in document.blocks[0].items] == ["picture"]
        assert [(a.name, a.data) for a in document.attachments] == [
            ("Excel.Sheet.8", b"\x01\x05\0\0")
        ]


class TestLists:
    def test_the_printed_number_is_kept(self):
        document = rtf(
            r"{\listtext\pard\plain a)\tab}\pard\ls1 un\par"
            r"{\pntext\f4\'b7\tab}\pard deux\par trois\par"
        )
        assert [(block.number, block.text) for block in document.blocks] == [
            ("a)", "un"),
            ("•", "deux"),
            ("", "trois"),
        ]

    def test_a_bullet_whose_font_is_elsewhere(self):
        document = rtf(r"{\listtext\uc1\u61623\'3f\tab}\pard un\par")
        assert document.blocks[0].number == "•"


class TestDamage:
    def test_nothing_at_all(self):
        with pytest.raises(EmptyFile):
            read(Source("x.rtf", b"", "application/rtf"))

    def test_something_else(self):
        with pytest.raises(CorruptFile):
            read(Source("x.rtf", b"PK\x03\x04 not rtf", "application/rtf"))

    def test_blanks_before_the_header(self):
        document = read(Source("x.rtf", b"\xef\xbb\xbf\r\n{\\rtf1 ok}", "application/rtf"))
        assert outline(document.blocks) == ["ok"]

    def test_a_file_cut_short_is_read_and_told(self):
        whole = (
            r"{\rtf1\ansi" + row("Nom", "Dupont") + r"\trowd\cellx1000\pard\intbl Pr\'e9n"
        ).encode()
        document = read(Source("x.rtf", whole, "application/rtf"))
        assert outline(document.blocks) == [[[["Nom"], ["Dupont"]]], "Prén"]
        assert document.warnings == ("Le fichier RTF est tronqué : la fin manque peut-être.",)

    def test_what_follows_the_end_is_not_text(self):
        document = read(Source("x.rtf", b"{\\rtf1 ok}\0\0garbage", "application/rtf"))
        assert outline(document.blocks) == ["ok"]

    def test_groups_without_end_and_tables_without_bottom(self):
        deep = "{" * 50_000 + r"\pard\intbl\itap9999 x\nestcell\cell\row"
        tables = [block for block in walk(rtf(deep).blocks) if isinstance(block, Table)]
        assert 1 < len(tables) < 20
        assert rtf(deep).text.strip() == "x"

    def test_boxes_in_boxes(self):
        deep = r"{\shp{\*\shpinst{\shptxt a" * 60 + "}}}" * 60
        assert rtf(deep).text.replace("\n", "") == "a" * 60
