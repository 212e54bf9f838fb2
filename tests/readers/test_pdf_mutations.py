"""Damaged PDFs: read, or refused by an error of the reader, nothing else."""

from __future__ import annotations

import random

import pytest
from mutations import mutated_bytes
from pdf_outline import read_pdf
from raw_pdf import Pdf, box, grid, text

from ami_cli.errors import FileProblem


def form() -> bytes:
    """A page with a table, a drawn box, fields of each sort and annotations."""
    pdf = Pdf()
    fields = [
        pdf.add(f"<< /Type /Annot /Subtype /Widget /F 4 {entries} /Rect [{rect}] >>")
        for entries, rect in (
            ("/FT /Tx /T (nom) /V (Lambin)", "155 683 400 697"),
            ("/FT /Btn /T (oui) /AS /Off", "60 600 70 610"),
            ("/FT /Ch /T (dep) /V (59) /Opt [(59) (62)]", "155 663 400 677"),
            ("/FT /Sig /T (elu) /V << /Type /Sig /ByteRange [0 9 9 9] >>", "60 500 200 540"),
        )
    ]
    note = pdf.add(
        "<< /Type /Annot /Subtype /FreeText /F 4 /Rect [60 560 200 580] /Contents (Wicres) >>"
    )
    content = grid([50, 150, 450], [660, 680, 700]) + text(55, 686, "Nom") + box(80, 600, 90, 610)
    pdf.page(content, annotations=(*fields, note))
    pdf.catalog = f"/AcroForm << /Fields [{' '.join(f'{n} 0 R' for n in fields)}] >>"
    return pdf.data()


@pytest.mark.parametrize("seed", range(8))
def test_nothing_but_the_reader_s_own_errors_comes_out(seed: int) -> None:
    rng = random.Random(seed)
    whole = form()
    read = refused = 0
    for _ in range(25):
        try:
            read_pdf(mutated_bytes(whole, rng))
            read += 1
        except FileProblem:
            refused += 1
    assert read + refused == 25
    assert read > 0
