"""Turn the bytes of RTF text into Unicode (RTF 1.9.1, « Character Set », « Font Table »)."""

from __future__ import annotations

import codecs

SYMBOL_CHARSET = 2

# \fcharsetN -> Python codec; 1 and unknown numbers mean the default of the document
_CHARSETS = {
    0: "cp1252",
    77: "mac_roman",
    78: "shift_jis",
    79: "euc_kr",
    80: "gb2312",
    81: "big5",
    83: "mac_greek",
    84: "mac_turkish",
    85: "cp1255",
    86: "mac_arabic",
    88: "mac_cyrillic",
    89: "mac_cyrillic",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    179: "cp1256",
    180: "cp1256",
    181: "cp1255",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
# code pages whose Python name is not « cp » and the number
_PAGES = {
    708: "iso8859_6",
    936: "gbk",
    10000: "mac_roman",
    10001: "shift_jis",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
    10081: "mac_turkish",
    1361: "johab",
    65001: "utf_8",
}


def charset_codec(charset: int) -> str | None:
    """Return the codec of ``\\fcharsetN``, None for the document's default."""
    return _CHARSETS.get(charset)


def page_codec(page: int) -> str | None:
    """Return the codec of a code page (``\\ansicpgN``, ``\\cpgN``), None if there is none."""
    name = _PAGES.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def decode(raw: bytes, codec: str) -> str:
    """Decode ``raw``; what the code page lacks is read as cp1252, then as U+FFFD.

    Word leaves bytes such as 0x81 where cp1252 has a hole: they show nothing.
    """
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return raw.decode(codec, "replace").replace("\ufffd", "") or raw.decode("cp1252", "replace")
