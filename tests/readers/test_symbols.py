"""Symbol fonts: what a code means depends on its font."""

from __future__ import annotations

import pytest

from ami_cli.readers.symbols import from_symbol_text, is_symbol_font, to_unicode


@pytest.mark.parametrize(
    ("font", "codes", "shown"),
    [
        ("Wingdings", (0xA8, 0x6F, 0x71, 0xFD, 0xFE, 0x78, 0xFC, 0xFB), "☐☐❑☒☑☒✓✗"),
        ("Wingdings", (0x28, 0x29, 0x2A, 0x4A, 0xD8, 0xA7, 0xE0, 0x6C, 0x81), "☎✆🖂☺➢▪→●①"),
        ("Wingdings 2", (0xA3, 0x52, 0x53, 0x54, 0x50, 0x4F, 0x98, 0x99, 0x6A), "☐☑☒☒✓✗●○①"),
        ("Wingdings 3", (0x21, 0x22, 0x70, 0x71, 0x7D, 0x99), "←→▲▼▸⬅"),
        ("Webdings", (0x61, 0x63, 0x72, 0x67, 0x6E, 0xFE), "✓☐✗■●🌎"),
        ("Symbol", (0xB7, 0x61, 0xA8, 0xB3, 0xDE, 0xE5), "•α♦≥⇒∑"),
        ("ZapfDingbats", (0x6F, 0x33, 0x38, 0x6E, 0xAC, 0xD4, 0xFE), "❏✓✗■①➔➾"),
    ],
)
def test_known_codes(font: str, codes: tuple[int, ...], shown: str) -> None:
    assert "".join(to_unicode(font, code) or "?" for code in codes) == shown
    assert "".join(to_unicode(font, 0xF000 + code) or "?" for code in codes) == shown


@pytest.mark.parametrize("font", ["Wingdings", "wingdings", "Wingdings-Regular", "Wing dings", ""])
def test_names_of_a_font(font: str) -> None:
    known = font.replace(" ", "").lower() == "wingdings"
    assert (to_unicode(font, 0xFE), is_symbol_font(font)) == (
        ("☑", True) if known else (None, False)
    )


def test_other_fonts_are_left_to_the_caller() -> None:
    assert to_unicode("Arial", 0xFE) is None
    assert to_unicode("Symbol", 0x85) is None
    assert to_unicode("Wingdings", 0x2612) is None


@pytest.mark.parametrize(
    ("font", "text", "shown"),
    [
        ("Wingdings", "\uf0a8", "☐"),
        ("Wingdings", "þ", "☑"),
        ("Wingdings", "\uf0fe Commune de Vimy", "☑ Commune de Vimy"),
        ("Wingdings", "Commune", "Commune"),
        ("Wingdings", "\uf07f\ue000", "▯\ue000"),
        ("Arial", "\uf0fe", "\uf0fe"),
    ],
)
def test_text_in_a_symbol_font(font: str, text: str, shown: str) -> None:
    assert from_symbol_text(font, text) == shown
