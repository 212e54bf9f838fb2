"""Characters that producers garble."""

from __future__ import annotations

import pytest
from pdf_outline import read_pdf
from raw_pdf import one_page, paragraph

from ami_cli.readers.pdf.glyphs import is_doubtful, mend, strange_share


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("Popula\u7400\u6900on", "Population"),
        ("ra\u7400\u7400achement", "rattachement"),
        ("a\u7400\udd00rent", "attirent"),
        ("\u6600\u6900nancer", "financer"),
        ("sta\u019fon", "station"),
        ("a\u01a9ente", "attente"),
        ("so\u014cware", "software"),
        ("\ufb01nance", "finance"),
        ("e\u0301lu", "élu"),
        ("´elu", "élu"),
        ("ma¨ıs", "maïs"),
        ("Guéant-Morel", "Guéant-Morel"),
        ("l’œuvre", "l’œuvre"),
        ("\ud83d\uddf9", "🗹"),
        ("\ud83d", "\ufffd"),
        ("\uf0fe", "\uf0fe"),
    ],
)
def test_a_word_is_given_as_it_is_shown(stored: str, shown: str) -> None:
    assert mend(stored) == shown


@pytest.mark.parametrize(
    ("word", "doubtful"),
    [("collec\ufffdvité", True), ("\ue021", True), ("collectivité", False), ("☒", False)],
)
def test_a_lost_letter_makes_a_word_doubtful(word: str, doubtful: bool) -> None:
    assert is_doubtful(word) is doubtful


def test_french_is_not_strange_and_a_wrong_table_is() -> None:
    assert strange_share(["Élu·e", "référent·e", "«", "maire", "»", "☐", "…"]) == 0.0
    assert strange_share(["ƉŽƵƌ", "ůĂ", "ĐŽůůĞĐƚŝǀŝƚĠ"]) > 0.8


def test_a_page_whose_text_lies_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The font table gives letters that no French word has; without OCR confidence is low."""
    from ami_cli.readers.pdf import scanned

    monkeypatch.setattr(scanned, "find_spec", lambda name: None)
    # Symbol has Greek letters at the places of ours.
    data = one_page(paragraph(56, 700, ["un deux trois quatre cinq six sept huit neuf"]))
    data = data.replace(b"/BaseFont /Helvetica /Encoding /WinAnsiEncoding", b"/BaseFont /Symbol")
    document = read_pdf(data)
    assert {word.confidence for word in document.pages[0].words} == {0.5}
    assert document.warnings == (
        "page 1 : image sans texte, à lire par une personne",
        "page 1 : le texte enregistré n’est pas celui montré",
    )
