"""Files that do not open, or only with a password, and what a file holds beside its pages."""

from __future__ import annotations

import io

import pytest
from pdf_outline import outline, read_pdf
from pypdf import PdfReader, PdfWriter
from raw_pdf import Pdf, one_page, text

from ami_cli.errors import CorruptFile, EmptyFile, EncryptedFile, TooLargeFile

NAME = text(56, 700, "Nom : Lambin")


def encrypted(user: str, algorithm: str = "AES-256") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(one_page(NAME))))
    writer.encrypt(user_password=user, owner_password="proprietaire", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("data", [b"", b"\0\0\0", b" \n"])
def test_nothing_in_the_file(data: bytes) -> None:
    with pytest.raises(EmptyFile):
        read_pdf(data)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"not a pdf at all", one_page(NAME)[:200], b"%PDF-1.4" + bytes(500)]
)
def test_damaged_files_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(CorruptFile, match="demander un nouvel envoi"):
        read_pdf(data)


def test_a_lost_cross_reference_table_is_rebuilt() -> None:
    data = one_page(NAME).replace(b"startxref\n", b"startxref\n9")
    assert outline(read_pdf(data).blocks) == ["Nom : Lambin"]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_protected_against_changes_only_is_read(algorithm: str) -> None:
    document = read_pdf(encrypted("", algorithm))
    assert (outline(document.blocks), document.encrypted) == (["Nom : Lambin"], True)


def test_a_password_is_needed_then_tried() -> None:
    data = encrypted("secret")
    with pytest.raises(EncryptedFile):
        read_pdf(data)
    with pytest.raises(EncryptedFile):
        read_pdf(data, "faux")
    document = read_pdf(data, "faux", "secret")
    assert (outline(document.blocks), document.encrypted) == (["Nom : Lambin"], True)


def test_too_many_pages_is_a_book_not_a_form() -> None:
    pdf = Pdf()
    for _ in range(401):
        pdf.page("")
    with pytest.raises(TooLargeFile, match="401 pages"):
        read_pdf(pdf.data())


def test_a_page_tree_that_runs_in_circles_ends() -> None:
    pdf = Pdf()
    page = pdf.page(NAME)
    data = pdf.data().replace(f"/Kids [{page} 0 R]".encode(), f"/Kids [{page} 0 R 2 0 R]".encode())
    assert outline(read_pdf(data).blocks)[:1] == ["Nom : Lambin"]


def test_attachments_are_kept_and_scripts_named_not_run() -> None:
    pdf = Pdf()
    pdf.page(NAME)
    stored = pdf.stream("delibere", "/Type /EmbeddedFile")
    name = "(deliberation.txt)"
    entry = pdf.add(f"<< /Type /Filespec /F {name} /UF {name} /EF << /F {stored} 0 R >> >>")
    script = pdf.add("<< /S /JavaScript /JS (app.alert) >>")
    pdf.catalog = (
        f"/Names << /EmbeddedFiles << /Names [{name} {entry} 0 R] >> "
        f"/JavaScript << /Names [(a) {script} 0 R] >> >> /Collection << >>"
    )
    document = read_pdf(pdf.data())
    assert [(a.name, a.data) for a in document.attachments] == [("deliberation.txt", b"delibere")]
    assert document.warnings == (
        "le PDF contient du JavaScript, qui n’a pas été exécuté",
        "porte-documents PDF : les pièces jointes sont à lire chacune pour elle-même",
    )


def test_a_launch_action_is_named() -> None:
    pdf = Pdf()
    pdf.page(NAME)
    pdf.catalog = "/OpenAction << /S /Launch /F (calc.exe) >>"
    assert read_pdf(pdf.data()).warnings == (
        "le PDF demande de lancer un programme, ce qui n’a pas été fait",
    )


def test_a_page_that_draws_itself_for_ever_ends() -> None:
    pdf = Pdf()
    form = pdf.add("")
    body = b"/X0 Do"
    pdf.objects[form - 1] = (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 10 10] /Length {len(body)} "
        f"/Resources << /XObject << /X0 {form} 0 R >> >> >>\nstream\n".encode()
        + body
        + b"\nendstream"
    )
    pdf.page(NAME + "/X0 Do\n", resources=f"/XObject << /X0 {form} 0 R >>")
    assert outline(read_pdf(pdf.data()).blocks) == ["Nom : Lambin"]


def test_a_page_of_too_many_lines_is_read_without_them_and_says_so() -> None:
    drawing = "".join(f"{x % 500} {x % 700} m {x % 490} {x % 690} l S\n" for x in range(25_000))
    document = read_pdf(one_page(NAME + drawing))
    assert outline(document.blocks)[0] == "Nom : Lambin"
    assert document.warnings == ("page 1 : trop de traits, tous n’ont pas été lus",)
