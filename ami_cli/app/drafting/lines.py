"""What one printed line asks for: gaps with their labels, boxes with their options."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ami_cli.app.drafting.faces import BOX, DAY, GAP
from ami_cli.app.drafting.kinds import plain
from ami_cli.app.drafting.parts import DraftOption
from ami_cli.forms.words import fold

_UNIT = re.compile(r"^\s*((?:€|euros?\b)(?:\s*(?:TTC|HT)\b)?|k€|"
r"m²|m2\b|kwh\b|kw\b|km\b|%|ans?\b|années?\b|mois\b|jours?\b|"
r"heures?\b|h\b|personnes?\b|habitants?\b|agents?\b|salariée?·?e?s?\b|"
r"adhérente?·?e?s?\b|participante?s?\b|élèves?\b)[\s.,;)]*", re.I)  # fmt: skip
_LEAD = re.compile(
    r"^\s*(?:[-–—•*▪▫➢►→·o\uf0b7❖✓✔]\s+|[-–—•▪➢►])?(?:(?:\d{1,2}(?:[.-]\d{1,2})*|(?![nN]\s?°)[a-zA-Z]|[IVX]{1,4})\s?[.)°–—-]+\s+)?"
)
_IF_YES = re.compile(r"\s*[,;(]?\s*\b[Ss]i (?:oui|non)\b")
_FREE = re.compile(
    r"^(?:autres?\b|si (?:oui|autre)|precise[rz]?|preciser)|"
    r"\b(?:a preciser|preciser|precisez|lequel|laquelle|lesquels)\b"
)
SEVERAL = re.compile(
    r"plusieurs (?:reponses?|choix|cases)|une ou plusieurs|la ou les|"
    r"le ou les|cochez (?:toutes|les)|cocher les|choix multiples?|"
    r"engagee?s? dans|(?:pieces|documents)\b"
)
ONE = re.compile(
    r"une seule (?:reponse|case)|un seul choix|cochez la case (?:correspondante|utile)|au choix|rayer|entourer|"
    r"^(?:type|nature|etat|statut|civilite|categorie|niveau|taille|forme|mode|etes|vous etes|"
    r"etes-vous|sexe|genre|ou en est|secteur|format|regime|periode|duree|frequence|moment)\b"
)
_MANY_WORDS = re.compile(
    r"^(?:quel(?:le)?s|lesquel(?:le)?s|(?:les |vos |nos )?[a-z'-]{3,}(?:s|aux)\b)"
)
_SINGULAR = frozenset(
    (
        "avis",
        "mois",
        "pays",
        "temps",
        "fois",
        "acces",
        "cours",
        "process",
        "repas",
        "vous",
        "nous",
        "sous",
        "dans",
        "tres",
        "plus",
        "parcours",
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One gap of a line: the words before it, the unit after it, whether it is drawn as a date."""

    label: str
    unit: str = ""
    day: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """The options of a line and the label before them, which may be empty."""

    label: str
    options: tuple[DraftOption, ...]


def bare(text: str) -> str:
    """Return a label without its number, bullet, leaders and closing punctuation."""
    text = re.sub(f"[{GAP}{DAY}{BOX}]", " ", text)
    text = _LEAD.sub("", text, count=1)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?<=:)\s*[A-Z]\s*$", "", text)  # « N° RNA : W|_|_|… »
    return re.sub(r"^[\s:;,.)(–—-]+(?=\S)", "", text).rstrip(" :*.;,–—-(").strip()


def asked(text: str) -> list[Asked]:
    """Return the gaps of a line, each with its label: « Nom : …… Prénom : …… »."""
    parts = re.split(f"([{GAP}{DAY}])", text)
    found: list[Asked] = []
    for number in range(1, len(parts), 2):
        label, after = parts[number - 1], parts[number + 1]
        if number > 1:
            label = _UNIT.sub("", label, count=1)
        unit = _UNIT.match(after)
        said = unit.group(1).lower() if unit else ""
        found.append(Asked(bare(label), said, parts[number] == DAY, "*" in label))
    return found


def is_gap_only(text: str) -> bool:
    """True for a line of leaders, with or without a dash before it."""
    return GAP in text and not bare(re.sub(r"^\s*\d{1,2}\s*[.)/-]?", "", text))


def opens_item(text: str) -> bool:
    """True for a line of leaders that begins with a dash, a bullet or a number: one item of a list."""
    return bool(re.match(r"^\s*(?:[-–—•*▪➢►·]|\d{1,2}\s*[.)/-])", text)) or bool(
        re.match(rf"^\s*\d{{1,2}}\s*{GAP}", text)
    )


def boxes(text: str) -> Boxes:
    """Cut a line at its boxes; they stand before their options unless the line ends with one."""
    text = _IF_YES.split(text)[0]
    parts = text.split(BOX)
    after = not parts[-1].strip(f" .;,{GAP}") and bool(bare(parts[0]))
    if after and (len(parts) == 2 and not _is_yes_no(parts[0].rsplit(None, 1)[-1])):
        after = len(bare(parts[0])) < 40
    if after:
        label, first = _label_and_option(parts[0])
        options = [first, *parts[1:-1]]
    else:
        label, options = parts[0], parts[1:]
    return Boxes(bare(label), tuple(o for part in options if (o := _option(part)) is not None))


def _label_and_option(text: str) -> tuple[str, str]:
    """« Êtes-vous assujetti ? Oui » → the question and its first option."""
    cut = max(text.rfind(":"), text.rfind("?"), text.rfind("\t"))
    gap = list(re.finditer(r"\s{2,}", text.strip()))
    if cut >= 0:
        return text[: cut + 1], text[cut + 1 :]
    if gap:
        return text.strip()[: gap[-1].start()], text.strip()[gap[-1].end() :]
    words = text.split()
    return (" ".join(words[:-1]), words[-1]) if words and _is_yes_no(words[-1]) else ("", text)


def _is_yes_no(word: str) -> bool:
    return fold(word).strip(" :.") in ("oui", "non")


def _option(part: str) -> DraftOption | None:
    free = GAP in part or (":" in part and bool(_FREE.search(fold(part))))
    text = re.split(rf"[{GAP}{DAY}]", part)[0]
    text = re.split(r"\s*[,(]?\s*\b(?:[Ss]i oui|[Ss]i non)\b", text)[0]
    text = re.sub(r"\s*[\[(]\s*$|\s+(?:/|ou)\s*$", "", text)
    label = re.sub(r"\s+", " ", text).strip(" :;.,–—/-")
    if not any(c.isalnum() for c in label):
        return None
    return DraftOption(label, free and bool(_FREE.search(fold(part))))


def is_yes_no(options: tuple[DraftOption, ...] | list[DraftOption]) -> bool:
    """True for « ☐ Oui ☐ Non »."""
    return {fold(o.label) for o in options} == {"oui", "non"}


def takes_several(label: str, *, radio: bool = False) -> bool:
    """Tell whether a choice takes several answers, from its wording and the shape of its boxes."""
    text = plain(label)
    if SEVERAL.search(text):
        return True
    if radio or ONE.search(text):
        return False
    many = _MANY_WORDS.match(text)
    return bool(many) and many is not None and many.group().split()[-1] not in _SINGULAR
