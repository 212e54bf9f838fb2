"""Marks where a printed line is to be written on or ticked: one character for a gap, a day, a box."""

from __future__ import annotations

import re

GAP = "\ue000"  # where something is to be written
DAY = "\ue001"  # the same, drawn as « __/__/____ »
BOX = "☐"

_PART = r"(?:[_.…‥]{1,}|\|?(?:_{1,2}\|)+|\|?(?:\s?[_.]){2,4}\|?)"
_DAY = re.compile(
    rf"{_PART}\s?/\s?{_PART}\s?/\s?(?:{_PART}|20(?=\s|$|[_.…]))[_.…|]*"
    r"|(?:\|_{1,2}){2}\|?\s+(?:\|_{1,2}){2}\|?\s+(?:\|_{1,2}){4}\|?"
    r"|\b(?:jj|JJ)\s?[/.-]\s?(?:mm|MM)\s?[/.-]\s?(?:aaaa|AAAA|aa)\b"
)
_GAP = re.compile(
    r"(?:\|\s?_{1,3}){1,}\s?\|?(?:_{1,3}\|?)?(?:\s(?:\|_{1,3})+\|?)*|(?:[.·_‗\u2024]\s?){4,}|…(?:[.…\s]*…)+[.…]*|(?<![\w)»…])…(?![\w)»])[.…]*|…[.…]{2,}|_{2,}"
    r"|(?:_{1,3}\|){2,}|(?:/_){2,}/?|\[\s{4,}\]|(?:\.\s?){4,}|(?<=:)\s\.{3}"
    r"|(?:\|\s{1,3}){3,}\|?|\[\s?(?:à compléter|\.\.\.|…)\s?\]"
)
_BOXES = re.compile(
    r"[☐□▢◻❏❑❐❒○◯⬜▫☒☑⚪◌]\ufe0f?|\[\s{0,3}\](?!\()|\(\s{1,3}\)|⍰|(?<!\S)[¨q](?=\s+[^\W\d_])"
)
_ROUND = re.compile(r"[○◯⚪]|\(\s{1,3}\)")
_LETTER_O = re.compile(r"(?<!\S)[oO](?=\s+[^\W\d_])")  # « o Oui  o Non »: a box drawn as a letter
_PROMPT = re.compile(
    r"(?:cliquez|appuyez|click|tapez|saisissez|entrez|choisissez|choose|sélectionnez|insérez)\b"
    r"[^.:|\n]{0,60}?\b(?:ici|texte|date|élément|here|text|réponse|item|liste)\b"
    r"[^.:|\n]{0,40}(?:\.|(?=\s*$))",
    re.IGNORECASE,
)
_COMB_OF_LETTERS = re.compile(r"(?<![^\W_])I(?=_)|(?<=_)I(?![^\W_])")  # « I_I_I_I »
_YES_NO = re.compile(
    r"(?<![(\w])(oui)\s*(?:[/–-]|\bou\b)\s*(non)(?:\s*\(?[*¹²³\d]\)?|\s*\([^)]*\))?\s*$",
    re.IGNORECASE,
)
_COLON_THEN_ROOM = re.compile(rf":(?:[ ]*\t[\t ]*|[ ]{{3,}})(?![{BOX}\s]|$)")


_CHOOSE = re.compile(r"^\s*(?:au choix|choisir|choisissez|rayer|entourer|entourez)\b", re.I)
_CIRCLED = re.compile(
    r"^(?=.*\b(?:rayer|rayez|entourer|entourez|barrer|barrez|soulign(?:er|ez)|choisir|au choix)\b)"
    r"(.{3,160}?)\s*:\s*([^:]+?)(?:\s*\((?:rayer|rayez|entourer|entourez|barrer|barrez|au choix)[^)]*\))?\s*$",
    re.I,
)
# « du      au », « Fait à       , le »: what stood between them shows nothing on paper
_BARE_PAIR = re.compile(r"\b([Dd]u|[Ff]ait à|(?<!.)À)\s+,?\s*(au|le)\s*:?\s*$")


def marked(text: str) -> str:
    """Return a line with its gaps, days and boxes marked by one character each."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    text = _PROMPT.sub(lambda m: DAY if "date" in m.group().lower() else GAP, text)
    text = _BOXES.sub(BOX, text)
    text = _lettered(text)
    text = _YES_NO.sub(rf"{BOX} \1 {BOX} \2", text)
    text = _COMB_OF_LETTERS.sub("|", text)
    text = _to_circle(text)
    text = _DAY.sub(DAY, text)
    text = _GAP.sub(GAP, text)
    text = _tabbed(text)
    text = _BARE_PAIR.sub(rf"\1 {GAP} \2 {GAP}", text)
    text = re.sub(rf"{GAP}(?:\s*{GAP})+", GAP, text)
    return re.sub(rf"{GAP}?\s*{DAY}\s*{GAP}?", DAY, text)


def is_box(text: str) -> bool:
    """True for a list mark that is a box."""
    return bool(_BOXES.fullmatch(text)) or text == "o"


def has_round(text: str) -> bool:
    """True for a line with round boxes: one answer."""
    return bool(_ROUND.search(text))


def _lettered(text: str) -> str:
    """A lone « o » is a box at the head of a line, or where several stand on it."""
    found = _LETTER_O.findall(text)
    if not found or (len(found) == 1 and not re.match(r"\s*[oO]\s", text)):
        return text
    return _LETTER_O.sub(BOX, text)


def _to_circle(text: str) -> str:
    """« Domaine (entourer) : sport – culture – nature »: each word is an option."""
    found = _CIRCLED.match(text)
    if found is None or _GAP.search(text) or BOX in text:
        return text
    label = found.group(1) if not _CHOOSE.match(found.group(1)) else ""
    parts = [p.strip(" .") for p in re.split(r"\s+[–—-]\s+|\s*[/•;]\s*|,\s+", found.group(2))]
    parts = [p for p in parts if p]
    if len(parts) < 2 or any(len(p) > 40 for p in parts):
        return text
    return f"{label} : " * bool(label) + "  ".join(f"{BOX} {part}" for part in parts)


def _tabbed(text: str) -> str:
    """Tabs and long spaces after a colon are gaps: leaders drawn by a tab stop leave no dots."""
    if "\t" not in text and "   " not in text:
        return text
    several = len(re.findall(r":", text)) > 1
    if "\t" in text or several:
        text = _COLON_THEN_ROOM.sub(f": {GAP}", text)
    text = re.sub(r":\s*\t\s*$", f": {GAP}", text)
    if BOX not in text and (GAP in text or text.rstrip(" ").endswith("\t")):
        text = re.sub(r"(?<=\S)[ ]*\t\s*$", f" {GAP}", text)
        text = re.sub(r"\b(à|le|du|au|À|Le|Du)[ ]*\t+[ ]*", rf"\1 {GAP} ", text)
    if GAP in text and re.search(r":\s*$", text):
        text = f"{text.rstrip()} {GAP}"
    return text
