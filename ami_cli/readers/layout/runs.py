"""Write the lines of one paragraph as inline items: runs of one look, objects in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ami_cli.model.document import Box, Inline, Paragraph, Place, Run
from ami_cli.readers.layout.atoms import Atom
from ami_cli.readers.layout.lines import Line, surround

WIDE = 1.6  # of the font size: a wider gap is a tab
SEVERAL = 0.6  # a narrower gap is one space
SPACE = 0.25
WIDE_LETTER = 0.83  # of the size: an « m » of Arial
ADDRESS = re.compile(r"(?:https?://|mailto:|www\.|\S*@)\S*$", re.IGNORECASE)
ADDRESS_GOES_ON = re.compile(r"[a-z0-9][\w.\-/@?=&%#]*$|[.\-/@_]\S+$")
HOST = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}[.,;)]?"
)  # the end of an address, « @ » spaced out
COMPLETE = re.compile(r"\.[a-z]{2,}/?$")
SHORT_WORDS = re.compile(r"(?:à|aux?|de?|des|du|en|et|la|les?|ou|par|pour|sur|une?)$")
# « Développement / durable »: a word that is whole, before another one, in a narrow cell.
WHOLE_WORD = re.compile(
    r"\w{3}(?:ment|tion|sion|ique|ance|ence|aire|isme|ière|ture|logie|ités?|euse|trice|ments|tions|ques)$"
)
REST = re.compile(r"(?:\w{1,3}|ment|tions?|elles?|aires?|iques?|istes?)(?!\w)")
KEEPS_HYPHEN = re.compile(
    r"(?:-(?:ci|là|même|mêmes|être|vous|nous|elle|elles|il|ils|on|je|tu|en|y|le|la|les|moi|toi|lui|"
    r"leur|ce|t|vivre|faire|delà|dessus|dessous|contre|haut|bas|neuf|huit|sept|six|cinq|quatre|"
    r"trois|deux)$)|(?:^(?:sous|vice|ex|non|mi|demi|semi|avant|après|contre|éco|socio|porte|chef|"
    r"grand|grande|petit|petite|haut|haute|bas|basse|centre|rez|rendez|c'est|c’est|peut|quelques|"
    r"au|aux|là|celui|celle|ceux|celles|lui|elle|soi|par|vingt|trente|quarante|cinquante|soixante|"
    r"quatre|dix|inter|pas|sur|les|saint|sainte|savoir|mieux|bien|compte|plate|point|mot|tiers)-)"
)


def write(lines: Sequence[Line], path: str, page: int, right: float = float("inf")) -> Paragraph:
    """Return the paragraph made of these lines; ``right`` is x of its column's right edge."""
    atoms = [atom for line in lines for atom in line.atoms]
    box = surround(atoms)
    items: list[Inline] = []
    pieces: list[tuple[str, Atom]] = []
    for text, atom in _pieces(lines, right):
        if atom.item is None:
            if pieces and not _is_alike(pieces[-1][1], atom):
                items.append(_run(pieces, path, page))
                pieces = []
            pieces.append((text, atom))
            continue
        if text:
            items.extend(_spaced(pieces, text, path, page))
        elif pieces:
            items.append(_run(pieces, path, page))
        pieces = []
        items.append(_placed(atom, path, page))
    if pieces:
        items.append(_run(pieces, path, page))
    confidence = min([1.0, *(atom.confidence for atom in atoms)])
    return Paragraph(tuple(items), Place(path, page, box), confidence=confidence)


def _spaced(pieces: list[tuple[str, Atom]], space: str, path: str, page: int) -> Iterator[Inline]:
    """The run before an object, ending in its space."""
    if pieces:
        text, atom = pieces[-1]
        pieces[-1] = (text + space, atom)
        yield _run(pieces, path, page)
    else:
        yield Run(space, place=Place(path, page))


def _is_alike(a: Atom, b: Atom) -> bool:
    return (a.style is b.style or a.style == b.style) and a.confidence == b.confidence


def _run(pieces: list[tuple[str, Atom]], path: str, page: int) -> Run:
    atom = pieces[0][1]
    style = atom.style
    return Run(
        "".join([text for text, _ in pieces]),
        bold=style.bold,
        underlined=style.underlined,
        struck=style.struck,
        highlighted=style.highlighted,
        colour=style.colour,
        place=Place(path, page, surround([a for _, a in pieces])),
        confidence=atom.confidence,
    )


def _placed(atom: Atom, path: str, page: int) -> Inline:
    assert atom.item is not None  # the caller has looked
    box = Box(atom.x0, atom.y0, atom.x1, atom.y1)
    return replace(atom.item, place=Place(path, page, box))


def _pieces(lines: Sequence[Line], right: float) -> list[tuple[str, Atom]]:
    """Return each atom with its text and the space before it."""
    found: list[tuple[str, Atom]] = []
    token = ""  # what stands since the last space, over line ends
    for k, line in enumerate(lines):
        for i, atom in enumerate(line.atoms):
            space = ""
            if found:
                text, before = found[-1]
                if i:
                    space = _gap(before, atom, line)
                elif not _is_broken_word(lines[k - 1], atom, right):
                    space = _break(before, atom, token)
                    if not space and _is_hyphenation(before, atom, token):
                        found[-1] = (text[:-1], before)
            found.append((space + atom.text, atom))
            token = atom.text if space else token + atom.text
    return found


def _is_broken_word(before: Line, atom: Atom, right: float) -> bool:
    """True when a word too long for its cell goes on: it fills a line to its last letter."""
    if len(before.atoms) > 1 and any(not a.glued for a in before.atoms[1:]):
        return False
    end, text = before.atoms[-1], "".join(a.text for a in before.atoms)
    if end.item is not None or atom.item is not None or not text[-1:].isalpha():
        return False
    letter = (atom.x1 - atom.x0) / max(1, len(atom.text))
    if atom.text[:1] in "mwMW":
        letter = max(letter, WIDE_LETTER * atom.size)
    if before.x1 + letter <= right or SHORT_WORDS.match(atom.text):
        return False
    if WHOLE_WORD.search(text) and not REST.match(atom.text):
        return False
    return atom.text[:1].islower() or (text.isupper() and atom.text[:2].isupper())


def _usual_gap(line: Line) -> float:
    """The gap between two words of this line, in points; wide all along in justified text."""
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(line.atoms) if not b.glued and b.x0 - a.x1 > 0)
    least = SPACE * line.size
    return max(least, gaps[(len(gaps) - 1) // 2]) if len(gaps) > 2 else least


def _gap(before: Atom, atom: Atom, line: Line) -> str:
    """A space; several for a gap the author made with several; a tab for a wider one."""
    if atom.glued:
        return ""
    gap, size = atom.x0 - before.x1, before.size if before.size > atom.size else atom.size
    if gap < SEVERAL * size:
        return " "
    usual = _usual_gap(line)
    if gap < 1.8 * usual:
        return " "
    if gap >= max(WIDE * size, 2.5 * usual):
        return "\t"
    by_hand = before.overlay or atom.overlay or before.item or atom.item
    return " " if by_hand else " " * round(gap / usual)


def _break(before: Atom, atom: Atom, token: str) -> str:
    """What a line end inside a paragraph stands for: a space, or nothing inside a word."""
    if before.item is not None or atom.item is not None:
        return " "
    if before.text.endswith("-") and len(before.text) > 1:
        return ""
    address = ADDRESS.match(token)
    if address and ADDRESS_GOES_ON.match(atom.text) and not COMPLETE.search(before.text):
        return ""
    return " "


def _is_hyphenation(before: Atom, atom: Atom, token: str) -> bool:
    return before.hyphen and before.text.endswith("-") and not keeps_hyphen(token, atom.text)


def keeps_hyphen(before: str, after: str) -> bool:
    """True when the hyphen that ends ``before`` belongs to the word, not to the line break."""
    if re.search(r"[@/\d]|www\.", before) or not after[:1].islower():
        return True
    if "@" in after or HOST.fullmatch(after):  # an address broken at its hyphen
        return True
    stem = before.rstrip("-")
    if "-" in stem or (stem[:1].isupper() and not stem.isupper()):
        return True
    word = re.split(r"[^\w'’-]", before)[-1].lower()
    rest = re.match(r"[\w'’]*", after)
    return bool(KEEPS_HYPHEN.search(word) or KEEPS_HYPHEN.search(f"-{rest[0] if rest else ''}"))
