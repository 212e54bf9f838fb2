"""Characters of the symbol fonts (Wingdings, Webdings, Symbol) as Unicode.

Word-processor files write a tick box as a letter of a symbol font: ``o`` in Wingdings is an empty
box, ``þ`` a ticked one. The same byte also appears as U+F020..U+F0FF (the private use area).
Empty boxes of every look become ☐, crossed ones ☒, ticked ones ☑, so that one test finds them all.
"""

from __future__ import annotations

PRIVATE_USE = 0xF000


def is_symbol_font(font: str) -> bool:
    """Whether the letters of this font are pictures."""
    return _family(font) is not None


def to_unicode(font: str, text: str) -> str:
    """Return text as it looks in this font; what the table lacks stays in the private use area.

    Text in an ordinary font comes back as it is, except that bullets of the private use area, which
    Word writes when it knows the font by other means, are read as Symbol or Wingdings.
    """
    family = _family(font)
    if family is None:
        if any(0xF020 <= ord(c) <= 0xF0FF for c in text):
            return "".join(_orphan(c) for c in text)
        return text
    return "".join(_picture(_TABLES[family], c) for c in text)


def _family(font: str) -> str | None:
    name = font.strip().lower()
    if name in _TABLES:
        return name
    return _ALIASES.get(name)


def _picture(table: dict[int, str], char: str) -> str:
    code = ord(char)
    if 0xF020 <= code <= 0xF0FF:
        code -= PRIVATE_USE
    elif code > 0xFF:
        code = _CP1252.get(char, code)
    if code <= 0x20 or code == 0xA0:
        return char if code != 0x20 else " "
    if code > 0xFF:
        return char
    return table.get(code, chr(PRIVATE_USE + code))


def _orphan(char: str) -> str:
    code = ord(char)
    if not 0xF020 <= code <= 0xF0FF:
        return char
    return _ORPHANS.get(code - PRIVATE_USE, char)


def _spread(start: int, pictures: str) -> dict[int, str]:
    return {start + i: picture for i, picture in enumerate(pictures)}


# Order of the font's own table; "\ufffd" where Unicode has no such picture.
_WINGDINGS = (
    _spread(0x21, "✏✂✁👓🔔📖🕯☎✆✉🖃📪📫📬📭📁📂📄📃🗐🗄⌛⌨🖰🖲💻🖴💾🖬✇✍🖎✌👌👍👎☜☞☝☟✋")
    | _spread(0x4A, "☺😐☹💣☠🏳🚩✈☼💧❄✞✞✠✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓")
    | _spread(0x6A, "&&●❍■☐☐☐☐⬧⧫◆❖⬥☒⮹⌘❀✿❝❞")
    | _spread(0x80, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | _spread(0x9E, "·•")
    | _spread(0xA1, "○○○◉◎◯▪☐▲✦★✶✴✹✵⯐⌖⟡⌑⯑✪✰")
    | _spread(0xB7, "🕐🕑🕒🕓🕔🕕🕖🕗🕘🕙🕚🕛")
    | _spread(0xD5, "⌫⌦⮘➢⮙⮛⮈⮊⮉⮋←→↑↓↖↗↙↘🡸➔🡹🡻🡼🡽🡿🡾⇦⇨⇧⇩⬄⇳⬀⬁⬃⬂▭▫✗✓☒☑")
    | {0x7F: "▯"}
)
_WINGDINGS_2 = (
    _spread(0x21, "🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑")
    | _spread(0x4F, "✗✓☒☑☒☒⮾⮿⦸⦸")
    | _spread(0x69, "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")
    | _spread(0x95, "••●●○◎◉◼■☐☐☐☐☐☐▪▫■◾")
    | {0x2A: "☐", 0x98: "●", 0x9F: "■", 0xA0: "■", 0xA1: "☐", 0xA2: "☐", 0xA3: "☐", 0xA4: "☐"}
)
_WINGDINGS_3 = _spread(0x21, "⭠⭢⭡⭣⭤⭥⭧⭦⭩⭨") | {
    0x70: "▲",
    0x71: "▼",
    0x72: "△",
    0x73: "▽",
    0x74: "◀",
    0x75: "▶",
    0x76: "◁",
    0x77: "▷",
    0x7D: "▶",
    0x84: "◀",
}
_WEBDINGS = {
    0x3C: "■",
    0x3D: "●",
    0x31: "■",
    0x33: "◀",
    0x34: "▶",
    0x35: "▲",
    0x36: "▼",
    0x61: "✓",
    0x63: "☐",
    0x67: "■",
    0x69: "ℹ",
    0x6E: "●",
    0x72: "✗",
    0x73: "?",
    0x78: "☒",
    0x9A: "✉",
    0xC8: "📞",
}
_SYMBOL = (
    _spread(0x21, "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾")
    | _spread(0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼")
    | _spread(0xA0, "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑")
    | _spread(0xE6, "⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪")
    | _spread(0xF1, "〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭")
)
_DINGBATS = {
    0x33: "✓",
    0x34: "✔",
    0x35: "✕",
    0x36: "✖",
    0x37: "✗",
    0x38: "✘",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "☐",
    0x70: "☐",
    0x71: "☐",
    0x72: "☐",
    0x73: "▲",
    0x74: "▼",
    0x75: "◆",
    0x76: "❖",
    0xE8: "➨",
}
_TABLES = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": _WINGDINGS_3,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
    "zapf dingbats": _DINGBATS,
}
_ALIASES = {
    "wingdings2": "wingdings 2",
    "wingdings3": "wingdings 3",
    "itc zapf dingbats": "zapf dingbats",
    "zapfdingbats": "zapf dingbats",
    "monotype sorts": "zapf dingbats",
    "symbol mt": "symbol",
    "symbolps": "symbol",
    "standard symbols l": "symbol",
}
# Private use characters in an ordinary font: the ones that mean the same in both usual fonts.
_ORPHANS = {0xB7: "•", 0xA7: "▪", 0xA8: "☐", 0x6F: "☐", 0xFC: "✓", 0xFB: "✗", 0xFD: "☒", 0xFE: "☑"}
# Word shows cp1252 letters of a symbol font by their byte, whatever their Unicode value.
_CP1252 = {bytes([b]).decode("cp1252", "replace"): b for b in range(0x80, 0xA0)}
