"""Structures of a .doc that office programs write rarely, built byte by byte ([MS-DOC])."""

from __future__ import annotations

import base64
import struct
from datetime import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from word_bytes import Doc, compound, form_data

from ami_cli.errors import CorruptFile, EncryptedFile, UnsupportedFile
from ami_cli.model.document import Attachment, Checkbox, FormField, Paragraph, Place, Run, Table
from ami_cli.readers import Source
from ami_cli.readers.doc import read

SPECIAL = b"\x55\x08\x01"  # sprmCFSpec
STATE = b"\x06\x08\x01\x03\x6a\0\0\0\0" + SPECIAL  # sprmCFData, sprmCPicLocation 0
TEXT, BOX, LIST = range(3)
FIELD, TICK = Place("body/p[1]/field[1]"), Place("body/p[1]/checkbox[1]")


def open_(doc: Doc, passwords: tuple[str, ...] = ()):
    return read(Source("essai.doc", doc.save(), "application/msword", passwords))


def items(doc: Doc):
    (paragraph,) = open_(doc).blocks
    return paragraph.items


def field(word: str, data: bytes, result: str = "", **more) -> Doc:
    """A paragraph that is one form field with its state."""
    begin = f"\x13 {word} "
    text = f"{begin}\x01\x14{result}\x15\r"
    return Doc(text, looks=[(len(begin), len(begin) + 1, STATE)], data=data, **more)


def state(kind: int, chosen: int) -> int:
    return kind | chosen << 2


@pytest.mark.parametrize(
    ("chosen", "default", "checked"),
    [(0, 1, False), (1, 0, True), (25, 1, True), (25, 0, False), (7, 0, None), (25, 9, None)],
)
def test_a_box_is_ticked_by_its_result_or_else_by_its_default(chosen, default, checked):
    data = form_data(state(BOX, chosen), "Case", default)
    assert items(field("FORMCHECKBOX", data)) == (Checkbox(checked, TICK, "Case"),)


@pytest.mark.parametrize(
    ("chosen", "default", "value"), [(0, 1, "02"), (2, 0, "60"), (25, 1, "59"), (9, 0, "")]
)
def test_a_list_holds_its_result_or_else_its_default(chosen, default, value):
    entries = ("02", "59", "60")
    data = form_data(state(LIST, chosen), "Dept", default, entries)
    assert items(field("FORMDROPDOWN", data)) == (
        FormField("Dept", "choice", value, FIELD, entries),
    )


@pytest.mark.parametrize(
    ("result", "value"),
    [
        ("Saint-Omer", "Saint-Omer"),
        ("\u2002" * 5, ""),
        ("", ""),
        (" \u2002 ", ""),
        ("deux\x0blignes", "deux\nlignes"),
        ("deux\ralinéas", "deux\nalinéas"),
        ("un alinéa\r", "un alinéa"),
        ("Cliquez ou appuyez ici pour entrer du texte.", ""),
        ("Cliquez ici", "Cliquez ici"),
    ],
)
def test_a_text_field_holds_its_result(result, value):
    data = form_data(state(TEXT, 0), "Ville", "")
    assert items(field("FORMTEXT", data, result)) == (FormField("Ville", "text", value, FIELD),)


def test_a_text_field_of_dates_says_so():
    data = form_data(state(TEXT, 0) | 2 << 11, "Le", "")
    assert items(field("FORMTEXT", data, "8/3/21")) == (FormField("Le", "date", "8/3/21", FIELD),)


@pytest.mark.parametrize("data", [b"", b"\xff" * 300, form_data(state(LIST, 0), "x", 0, ("a",))])
def test_a_box_without_its_state_is_unknown_rather_than_empty(data):
    (box,) = items(field("FORMCHECKBOX", data))
    assert (type(box), box.checked) == (Checkbox, None)


def test_a_nameless_field_takes_the_name_of_the_bookmark_around_it():
    names = struct.pack("<HHHH", 0xFFFF, 1, 0, 4) + "Case".encode("utf-16-le")
    starts = struct.pack("<LLHH", 0, 18, 0, 0)
    ends = struct.pack("<LL", 17, 18)
    doc = field(
        "FORMCHECKBOX",
        form_data(state(BOX, 1), "", 0),
        parts={21: names, 22: starts, 23: ends},
    )
    assert items(doc) == (Checkbox(True, TICK, "Case"),)


def test_other_fields_keep_their_result_only():
    text = 'voir \x13 HYPERLINK "http://x.example" \x14le \x13 REF a \x14site\x15\x15 ici\r'
    (paragraph,) = open_(Doc(text)).blocks
    assert paragraph.items == (Run("voir le site ici"),)


def test_fields_that_never_have_a_result():
    text = '\x13 SYMBOL 254 \\f "Wingdings" \x15 oui \x13 MACROBUTTON Rien [Votre nom] \x15\r'
    assert items(Doc(text)) == (Run("☑ oui "), Run("[Votre nom]", hint=True))


def test_a_field_left_open_loses_no_text():
    document = open_(Doc("\x13 REF a \x14un\rdeux\r"))
    assert [p.text for p in document.blocks] == ["un", "deux"]


def test_a_fast_save_puts_properties_on_pieces():
    bold = 0x55 << 1 | 1 << 8  # isprm, value
    doc = Doc("abcdef\r", pieces=[(0, 2, bold), (2, 4, 0), (4, 7, 1)], modifiers=[b"\x37\x08\x01"])
    assert items(doc) == (Run("ab", bold=True), Run("cd"), Run("ef", struck=True))


def test_a_fast_save_changes_a_style():
    sheet = struct.pack("<HHHH", 6, 2, 10, 0)
    for number, builtin in enumerate((0, 1)):
        style = struct.pack("<HHHHH", builtin, 0xFFF << 4 | 1, 2, 0, 0)
        style += struct.pack("<HH", 0, 0) + struct.pack("<HH", 2, number) + struct.pack("<H", 0)
        sheet += struct.pack("<H", len(style)) + style
    doc = Doc("a\rb\r", pieces=[(0, 2, 0), (2, 4, 1)], modifiers=[b"\0\x46\1\0"], parts={1: sheet})
    assert [(p.text, p.level) for p in open_(doc).blocks] == [("a", 0), ("b", 1)]


def test_an_empty_box_and_a_ticked_one_in_symbol_characters():
    symbol = struct.pack("<HHH", 0x6A09, 0, 0xF0A8) + SPECIAL
    fonts = struct.pack("<HH", 1, 0) + b"\x3b" + b"\0" * 39 + "Wingdings\0".encode("utf-16-le")
    in_wingdings = struct.pack("<HH", 0x4A4F, 0)
    doc = Doc("( oþ\r", looks=[(0, 1, symbol), (3, 4, in_wingdings)], parts={15: fonts})
    assert items(doc) == (Run("☐ o☑"),)


def test_a_struck_answer_stays_runs_of_its_look():
    begin = "\x13 FORMTEXT "
    looks = [(len(begin), len(begin) + 1, STATE), (len(begin) + 2, len(begin) + 4, b"\x37\x08\x01")]
    data = form_data(state(TEXT, 0), "Ville", "")
    doc = Doc(f"{begin}\x01\x14ouinon\x15\r", looks=looks, data=data)
    assert items(doc) == (Run("ou", struck=True), Run("inon"))


def test_an_answer_over_two_cells_stays_text():
    begin = "\x13 FORMTEXT "
    doc = Doc(f"{begin}\x01\x14un\x07deux\x15\x07", forms=[IN_TABLE, IN_TABLE])
    (table,) = open_(doc).blocks
    assert [cell.text for cell in table.rows[0].cells] == ["un", "deux"]


def test_surrogates_do_not_shift_what_follows():
    doc = Doc("\ud83d\ude00 gras\r", looks=[(3, 7, b"\x35\x08\x01")])
    assert items(doc) == (Run("😀 "), Run("gras", bold=True))


IN_TABLE = b"\x16\x24\x01"


def row_end(edges: list[int], flags: list[int]) -> bytes:
    cells = b"".join(struct.pack("<H", f).ljust(20, b"\0") for f in flags)
    definition = bytes([len(flags)]) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return (
        IN_TABLE
        + b"\x17\x24\x01"
        + b"\x08\xd6"
        + struct.pack("<H", len(definition) + 1)
        + definition
    )


def test_cells_merged_by_flags():
    edges = [0, 1000, 2000, 3000]
    forms = [IN_TABLE, IN_TABLE, IN_TABLE, row_end(edges, [1, 2, 0x60])]
    forms += [IN_TABLE, IN_TABLE, IN_TABLE, row_end(edges, [0, 0, 0x20])]
    (table, _) = open_(Doc("a\x07\x07b\x07\x07c\x07d\x07\x07\x07\r", forms=forms)).blocks
    assert isinstance(table, Table)
    assert [
        [(c.text, c.column, c.colspan, c.rowspan) for c in row.cells] for row in table.rows
    ] == [[("a", 0, 2, 1), ("b", 2, 1, 2)], [("c", 0, 1, 1), ("d", 1, 1, 1)]]


def test_a_row_without_its_end_mark_keeps_its_cells():
    (table, after) = open_(Doc("a\x07b\x07fin\r", forms=[IN_TABLE, IN_TABLE])).blocks
    assert [[c.text for c in row.cells] for row in table.rows] == [["a", "b"]]
    assert after == Paragraph((Run("fin"),), Place("body/p[1]"))


def control(kind: str, contents: bytes) -> Doc:
    begin = f"\x13CONTROL Forms.{kind}.1 \\s "
    where = struct.pack("<Hl", 0x6A03, 77) + b"\x0a\x08\x01" + SPECIAL
    pool = {
        "ObjectPool/_77/contents": contents,
        "ObjectPool/_77/\x03OCXNAME": "Case1\0".encode("utf-16-le"),
    }
    return Doc(f"{begin}\x14\x15\r", looks=[(len(begin), len(begin) + 1, where)], others=pool)


def morph(value: bytes, caption: bytes) -> bytes:
    """A control as Word writes it: colours, kind, value, caption, size."""
    compressed = 1 << 31
    block = struct.pack(
        "<LLB3xLL", 0xFFFFFF, 0, 4, len(value) | compressed, len(caption) | compressed
    )
    extra = struct.pack("<LL", 3810, 741) + b"".join(
        s + b"\xe5" * (-len(s) % 4) for s in (value, caption)
    )
    mask = 1 << 1 | 1 << 2 | 1 << 6 | 1 << 8 | 1 << 22 | 1 << 23 | 1 << 31
    return struct.pack("<BBHQ", 0, 2, 8 + len(block) + len(extra), mask) + block + extra


@pytest.mark.parametrize(("value", "checked"), [(b"1", True), (b"0", False), (b"", None)])
def test_an_activex_box_is_ticked_by_its_value(value, checked):
    (box,) = items(control("CheckBox", morph(value, b"Commune")))
    assert (box.checked, box.name, box.label) == (checked, "Case1", "Commune")
    assert box.confidence < 1


def test_an_activex_text_holds_its_value():
    (text,) = items(control("TextBox", morph(b"Loos\r\n62750", b"")))
    assert (text.name, text.kind, text.value) == ("Case1", "text", "Loos\n62750")


def test_an_activex_box_without_contents_is_unknown():
    (box,) = items(control("OptionButton", b"\xff"))
    assert (type(box), box.checked) == (Checkbox, None)


def test_a_packaged_file_is_an_attachment():
    native = struct.pack("<LH", 0, 2) + b"C:\\doc\\carte.pdf\0c:\\carte.pdf\0\0\0\3\0"
    native += struct.pack("<L", 2) + b"c\0" + struct.pack("<L", 5) + b"%PDF-"
    doc = Doc("voir\r", others={"ObjectPool/_1/\x01Ole10Native": native})
    assert open_(doc).attachments == (Attachment("carte.pdf", b"%PDF-"),)


def certificate(name: str) -> bytes:
    """Return a certificate somebody gave to themselves, in base64."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    start = datetime(2021, 1, 1)
    built = x509.CertificateBuilder(subject, subject, key.public_key(), 1, start, start)
    return base64.b64encode(built.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))


def test_digital_signatures_are_told_unverified():
    xml = b"<X509Certificate>" + certificate("Jeanne Exemple") + b"</X509Certificate>"
    doc = Doc("texte\r", others={"_xmlsignatures/1": xml, "_xmlsignatures/2": b"<Signature/>"})
    assert [(s.kind, s.signer, s.intact, s.signed) for s in open_(doc).signatures] == [
        ("digital", "Jeanne Exemple", None, True),
        ("digital", None, None, True),
    ]


@pytest.mark.parametrize(
    ("ident", "name"), [(0xA5DC, "Word 6.0 ou Word 95"), (0xA5DB, "Word 2.0"), (0xA698, "Word 6.0")]
)
def test_an_older_word_is_named(ident, name, monkeypatch):
    monkeypatch.setenv("AMI_SOFFICE", "non")
    with pytest.raises(UnsupportedFile, match=f"non pris en charge : {name}.*docx"):
        open_(Doc("a\r", ident=ident))


def test_word_2_outside_of_a_compound_file_is_named(monkeypatch):
    monkeypatch.setenv("AMI_SOFFICE", "non")
    with pytest.raises(UnsupportedFile, match=r"Word 2\.0"):
        read(Source("vieux.doc", b"\xdb\xa5" + b"\0" * 600, "application/msword"))


@pytest.mark.parametrize("flags", [0x0100, 0x8100, 0x8000])
def test_an_enciphered_document_is_named(flags):
    with pytest.raises(EncryptedFile, match="mot de passe"):
        open_(Doc("a\r", flags=flags))


@pytest.mark.parametrize(
    ("streams", "error", "message"),
    [
        ({"Workbook": b"x"}, UnsupportedFile, "classeur Excel"),
        ({"PowerPoint Document": b"x"}, UnsupportedFile, "présentation PowerPoint"),
        ({"EncryptedPackage": b"x"}, EncryptedFile, "mot de passe"),
        ({"\x06DataSpaces/Version": b"x", "WordDocument": b"x"}, EncryptedFile, "droits"),
        ({"Autre": b"x"}, CorruptFile, "endommagé"),
        ({"WordDocument": b"x"}, CorruptFile, "en-tête"),
    ],
)
def test_what_else_a_compound_file_may_be(streams, error, message):
    with pytest.raises(error, match=message):
        read(Source("autre.doc", compound(streams), "application/msword"))


def test_names_of_streams_in_any_case():
    doc = Doc("texte\r").save()
    upper = doc.replace("WordDocument".encode("utf-16-le"), "WORDDOCUMENT".encode("utf-16-le"))
    upper = upper.replace("0Table".encode("utf-16-le"), "0TABLE".encode("utf-16-le"))
    assert upper != doc
    document = read(Source("essai.doc", upper, "application/msword"))
    assert [p.text for p in document.blocks] == ["texte"]
