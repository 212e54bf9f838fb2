"""Characters of symbol fonts (Wingdings and kin) as Unicode.

Word and LibreOffice store a glyph of a symbol font as its font and a code, either bare
(0x20-0xFF) or in the private use area (0xF020-0xF0FF). Without the font the code means nothing:
0xFE is a ticked box in Wingdings and a piece of curly bracket in Symbol.

The tables follow the mapping Unicode 7 published for these fonts, with one liberty: every empty,
ticked or crossed box is ☐ ☑ or ☒ whatever its weight, every tick ✓ and every cross ✗, and thin
arrows are ← ↑ → ↓, so that what reads the text has few shapes to know. A dot is a code left out.
"""

from __future__ import annotations

from functools import cache, lru_cache

_WINGDINGS = (
    "."  # 20
    "🖉✂✁👓🔔📖🕯☎✆🖂🖃📪📫📬📭"
    "🗀🗁🗎🗏🗐🗄⌛🖮🖰🖲🖳🖴🖫🖬✇✍"
    "🖎✌🖏👍👎☜☞☝☟🖐☺😐☹💣🕱🏳"
    "🏱✈☼🌢❄🕆✞🕈✠✡☪☯🕉☸♈♉"
    "♊♋♌♍♎♏♐♑♒♓🙰🙵●❍■☐"
    "☐❑❒⬧⧫◆❖⬥☒⮹⌘❀✿❝❞▯"
    "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹"
    "❺❻❼❽❾❿🙢🙠🙡🙣🙞🙜🙝🙟·•"
    "▪○○○◉◎🔿▪☐🟁✦★✶✴✹✵"
    "⯐⌖⟡⌑⯑✪✰🕐🕑🕒🕓🕔🕕🕖🕗🕘"
    "🕙🕚🕛⮰⮱⮲⮳⮴⮵⮶⮷🙪🙫🙕🙔🙗"
    "🙖🙐🙑🙒🙓⌫⌦⮘➢⮙⮛⮈➲⮉⮋←"
    "→↑↓↖↗↙↘⬅➔⬆⬇⬉⬈⬋⬊⇦"
    "⇨⇧⇩⬄⇳⬁⬀⬃⬂▭▫✗✓☒☑."
)
_WINGDINGS_2 = (
    "."  # 20
    "🖊🖋🖌🖍✄✀🕾🕽🗅🗆🗇🗈🗉🗊🗋"
    "🗌🗍📋🗑🗔🖵🖶🖷🖸🖭🖯🖱🖒🖓🖘🖙"
    "🖚🖛👈👉🖜🖝🖞🖟🖠🖡👆👇🖢🖣🖑✗"
    "✓☒☑☒☒⊗⊗🛇⦸🙱🙴🙲🙳‽🙹🙺"
    "🙻🙦🙤🙥🙧🙚🙘🙙🙛⓪①②③④⑤⑥"
    "⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿."
    "☉🌕☽☾⸿✝🕇🕜🕝🕞🕟🕠🕡🕢🕣🕤"
    "🕥🕦🕧🙨🙩⋅•●●○○○◉⊙⦿▪"
    "▪◼■☐☐☐☐▣▣▣▪▪◆◆◆◇"
    "◇◈◈◈◆◆⬪⬧◊◊◖◗⯊⯋⯀⯁"
    "⬟⯂⬣⬢⯃⯄✕✕✕✕✕✕✕✛✛✚"
    "✚✚✚✚✚🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹"
    "🞺🞻🞼🞽🞾🞿🟀🟂🟄✦🟉✶✶✴✹🟒"
    "✹▲★✯✶🟔⯌⯍※⁂......"
)
_WINGDINGS_3 = (
    "."  # 20
    "←→↑↓↖↗↙↘⭰⭲⭱⭳⭶⭸⭻"
    "⭽↔↕⭪⭬⭫⭭⭍⮠⮡⮢⮣⮤⮥⮦⮧"
    "⮐⮑⮒⮓⮀⮃⭾⭿⮄⮆⮅⮇⮏⮍⮎⮌"
    "⭮⭯⎋⌤⌃⌥␣⍽⇪⮸🢠🢡🢢🢣🢤🢥"
    "🢦🢧🢨🢩🢪🢫🡐🡒🡑🡓🡔🡕🡗🡖🡘🡙"
    "▲▼△▽◀▶◁▷◣◢◤◥◂▸▴."
    "▾⯅⯆⯇⯈⮜⮞⮝⮟⇦⇨⇧⇩⇦⇨⇧"
    "⇩⬅➔⬆⬇⬅➔⬆⬇⬅➔⬆⬇⬅➔⬆"
    "⬇⬅➔⬆⬇⬅➔⬅➔⬅➔⬅...."
    "➔⬅➔⬅➔⬅➔⬆⬇....⬅➔⬆"
    "⬇⬅➔⬆⬇⬅➔⬆⬇⮨⮩⮪⮫⮬⮭⮮"
    "⮯←→↑↓↖↗↙↘←→↑↓↖↗↙"
    "↘⬅➔⬆⬇⬉⬈⬋⬊⬅➔⬆⬇⬉⬈⬋"
    "⬊..............."
)
_WEBDINGS = (
    "."  # 20
    "🕷🕸🕲🕶🏆🎖🖇🗨🗩🗰🗱🌶🎗🙾🙼"
    "🗕🗖🗗◀▶▲▼⏪⏩⏮⏭⏸⏹⏺🗚🗳"
    "🛠🏗🏘🏙🏚🏜🏭🏛🏠🏖🏝🛣🔍🏔👁👂"
    "🏞🏕🛤🏟🛳🕬🕫🕨🔈🎔🎕🗬🙽🗭🗪🗫"
    "⮔✓🚲☐🛡📦🛱■🚑🛈🛩🛰🟈🕴●🛥"
    "🚔🗘✗❓🛲🚇🚍⛳⦸⊖🚭🗮⏐🗯🗲."
    "🚹🚺🛉🛊🚼👽🏋⛷🏂🏌🏊🏄🏍🏎🚘🗠"
    "🛢💰🏷💳👪🗡🗢🗣✯🖄🖅🖃🖆🖹🖺🖻"
    "🕵🕰🖽🖾📋🗒🗓📖📚🗞🗟🗃🗂🖼🎭🎜"
    "🎘🎙🎧💿🎞📷🎟🎬📽📹📾📻🎚🎛📺💻"
    "🖥🖦🖧🕹🎮🕻🕼📟🖁🖀🖨🖩🖿🖪🗜🔒"
    "🔓🗝📥📤🕳🌣🌤🌥🌦☁🌨🌧🌩🌪🌬🌫"
    "🌜🌡🛋🛏🍽🍸🛎🛍Ⓟ♿🛆🖈🎓🗤🗥🗦"
    "🗧🛪🐿🐦🐟🐕🐈🙬🙮🙭🙯🗺🌍🌏🌎🕊"
)
_SYMBOL = (
    " !∀#∃%&∋()*+,−./"
    "0123456789:;<=>?"
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟ"
    "ΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνο"
    "πθρστυϖωξψζ{|}∼\0"
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓"
    "°±″≥×∝∂•÷≠≡≈…⏐⎯↵"
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉"
    "∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
    "◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪"
    "\0〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭\0"
)
# Zapf Dingbats is the Dingbats block of Unicode shifted, but for these.
_ZAPF_APART = {
    0x20: " ",
    0x25: "☎",
    0x2A: "☛",
    0x2B: "☞",
    **dict.fromkeys((0x33, 0x34), "✓"),  # plain and heavy are one shape here
    **dict.fromkeys(range(0x35, 0x39), "✗"),
    0x48: "★",
    0x6C: "●",
    0x6E: "■",
    **dict(zip(range(0x73, 0x76), "▲▼◆", strict=True)),
    0x77: "◗",
    **dict(zip(range(0xA8, 0xAC), "♣♦♥♠", strict=True)),
    **dict(zip(range(0xAC, 0xB6), "①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip(range(0xD5, 0xD8), "→↔↕", strict=True)),
}
_FAMILIES = {
    "wingdings": "wingdings",
    "wingdings2": "wingdings2",
    "wingdings3": "wingdings3",
    "webdings": "webdings",
    "symbol": "symbol",
    "symbolmt": "symbol",
    "standardsymbolsl": "symbol",
    "standardsymbolsps": "symbol",
    "zapfdingbats": "zapf",
    "itczapfdingbats": "zapf",
    "dingbats": "zapf",
    "monotypesorts": "zapf",
}
_LONGEST_NAME = 40
_SHORT = 3  # characters: beyond, text "in Wingdings" is words that somebody put in the wrong font


def to_unicode(font: str, code: int) -> str | None:
    """Return the Unicode character of ``code`` in ``font``.

    ``code`` is 0x20-0xFF or the same in the private use area (0xF020-0xF0FF). None when ``font`` is
    not a symbol font or has nothing there: the caller then keeps the character it has.
    """
    family = _family(font)
    if family is None:
        return None
    return _table(family).get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code)


def is_symbol_font(font: str) -> bool:
    """Tell whether characters in ``font`` are pictures rather than letters."""
    return _family(font) is not None


def from_symbol_text(font: str, text: str) -> str:
    """Return ``text`` written in ``font`` with its symbol characters as Unicode.

    Private use characters are always mapped; bare ones only in a text of at most three
    characters, because a whole word "in Wingdings" is a word.
    """
    family = _family(font)
    if family is None:
        return text
    table = _table(family)
    bare = len(text.strip()) <= _SHORT
    return "".join(_shown(char, table, bare) for char in text)


def _shown(char: str, table: dict[int, str], bare: bool) -> str:
    code = ord(char)
    if 0xF000 <= code <= 0xF0FF:
        return table.get(code - 0xF000, char)
    return table.get(code, char) if bare and code <= 0xFF else char


@lru_cache(maxsize=256)
def _family(font: str) -> str | None:
    name = "".join(char for char in font[:_LONGEST_NAME].casefold() if char.isalnum())
    return _FAMILIES.get(name)


@cache
def _table(family: str) -> dict[int, str]:
    if family == "zapf":
        return _zapf()
    if family == "symbol":
        return {0x20 + at: char for at, char in enumerate(_SYMBOL) if char != "\0"}
    row = {
        "wingdings": _WINGDINGS,
        "wingdings2": _WINGDINGS_2,
        "wingdings3": _WINGDINGS_3,
        "webdings": _WEBDINGS,
    }[family]
    return {0x20 + at: char for at, char in enumerate(row) if char != "."} | {0x20: " "}


def _zapf() -> dict[int, str]:
    block = {code: chr(0x26E0 + code) for code in range(0x21, 0x7F)}
    block |= {code: chr(0x26E8 + code) for code in range(0x80, 0x8E)}  # ornamental brackets
    block |= {code: chr(0x26C0 + code) for code in range(0xA1, 0xFF) if code != 0xF0}
    return block | _ZAPF_APART
