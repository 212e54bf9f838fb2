"""What one printed line asks for: gaps with their labels, boxes with their options."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ami_cli.app.drafting.kinds import plain
from ami_cli.app.drafting.marks import BOX, DAY, GAP
from ami_cli.app.drafting.parts import DraftOption
from ami_cli.forms.words import fold

_UNIT = re.compile(r"^\s*((?:€|euros?\b|chf\b)(?:\s*(?:TTC|HT)\b)?|k€|"
r"m²|m2\b|kwh\b|kw\b|km\b|%|ans?\b|années?\b|mois\b|jours?\b|"
r"heures?\b|h\b|personnes?\b|habitants?\b|agents?\b|salariée?·?e?s?\b|"
r"adhérente?·?e?s?\b|participante?s?\b|élèves?\b)[\s.,;)]*", re.I)  # fmt: skip
_LEAD = re.compile(
    r"^\s*(?:[-–—•*▪▫➢►→·o\uf0b7❖✓✔]\s+|[-–—•▪➢►])?(?:"
    r"(?i:partie|section|rubrique|volet|chapitre|étape|cadre)\s+(?:n\s?°\s?)?(?:\d{1,2}|"
    r"[ivxIVX]{1,4}|[a-hA-H])\s?[.):–—-]+\s*(?=\w)"
    r"|(?:(?:Q|Qu\.|Question)\s?(?:n\s?°\s?)?)\d{1,2}(?:[.-]\d{1,2})*\s?[a-z]?\s?(?:[.):°–—-]+\s*|"
    r"\s+)"
    r"|(?:[A-Z][.-]?\s?)?\d{1,2}(?:[.-]\d{1,2})*\s?[a-z]?\s?[.)°–—-]+\s+"
    r"|(?:[A-Z][.-]?)?\d{1,2}(?:[.-]\d{1,2})+\s+(?=[^\W\d_])"
    r"|(?:(?![nN]\s?°)[a-zA-Z]|[IVX]{1,4})\s?[.)°–—-]+\s+)?"
)
_IF_YES = re.compile(r"\s*[,;(]?\s*\b[Ss]i (?:oui|non)\b")
_FREE = re.compile(
    r"^(?:autres?\b|si (?:oui|autre)|precise[rz]?|preciser)|"
    r"\b(?:a preciser|preciser|precisez|lequel|laquelle|lesquels)\b"
)
_OTHER = re.compile(r"^autres?\b.*\b(?:a )?precise[rz]?\b")
_PLURAL_TOO = re.compile(r"\w\s?\((?:s|x|es)\)")  # « Volet(s) concerné(s) »
_LINKS = frozenset(("soit", "dont", "et", "ou", "sur", "pour", "par", "environ", "ci", "de"))
_BEHIND = re.compile(r"\s*(?:→|➔|⇒|=>|->|:|,|;|\(|\s[–—-]\s)\s*")
_NEXT_QUESTION = re.compile(
    r"^(\s*(?:[^\s].{0,40}?)(?=\s{2,})|\s*(?:oui|non)\b)\s+(\S.*[:?]\s*)$", re.I
)
_DATE_AND_SIGNATURE = re.compile(
    r"^((?:lieu|date)(?: et (?:date|lieu))?) (signature(?: d[ue]\b.{0,40})?)$", re.I
)
SEVERAL = re.compile(
    r"plusieurs (?:reponses?|choix|cases)|une ou plusieurs|la ou les|"
    r"le ou les|cochez (?:toutes|les)|cocher les|choix multiples?|"
    r"engagee?s? dans|(?:pieces|documents)\b|plusieurs (?:possibles|options)|"
    r"cocher (?:toutes|la ou les)|toutes les (?:cases|mentions|reponses)"
)
ONE = re.compile(
    r"une seule (?:reponse|case)|un seul choix|cochez la case (?:correspondante|utile)|au choix|"
    r"rayer|entourer|"
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
    """The options of a line, the label before them, which may be empty, and the gaps behind options."""

    label: str
    options: tuple[DraftOption, ...]
    details: tuple[Asked, ...] = ()


def bare(text: str) -> str:
    """Return a label without its number, bullet, leaders and closing punctuation."""
    text = re.sub(f"[{GAP}{DAY}{BOX}]", " ", text)
    text = _LEAD.sub("", text, count=1)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"(?<=:)\s*[A-Z]\s*$", "", text)  # « N° RNA : W|_|_|… »
    return re.sub(r"^[\s:;,.)(–—-]+(?=\S)", "", text).rstrip(" :*.;,–—-(").strip()


def numbered(text: str) -> str:
    """Return a label with the number printed before it, « Q3. Surface »; nothing if it has none."""
    lead = _LEAD.match(text)
    said = lead is not None and any(c.isalnum() for c in lead.group())
    return re.sub(r"\s+", " ", text).rstrip(" :*").strip() if said else ""


def shorter(text: str) -> str:
    """Return a heading without its remark, « Contact (si différent) » → « Contact »; nothing if it has none."""
    short = re.sub(r"\s*(?:\([^)]*\)|\s[–—-]\s.*)\s*$", "", text).strip(" :")
    return short if short != text and len(short) > 3 else ""


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
        name = bare(label)
        if fold(name) in _LINKS and bare(after):
            name = f"{name} … {said} {bare(_UNIT.sub('', after, count=1))[:40]}".strip()
        found.append(Asked(name, said, parts[number] == DAY, "*" in label))
    for number, (one, two) in enumerate(pairwise(found)):
        if re.search(r"(?:^|\W)du$", fold(one.label)) and fold(two.label) == "au":
            label = re.sub(r"[\s:–-]*\b[Dd]u$", "", one.label) or one.label
            found[number] = Asked(label, one.unit, day=True, required=one.required)
    return found


def is_gap_only(text: str) -> bool:
    """True for a line of leaders, with or without a dash before it."""
    return GAP in text and not bare(re.sub(r"^\s*\d{1,2}\s*[.)/-]?", "", text))


def opens_item(text: str) -> bool:
    """True for a line of leaders that begins with a dash, a bullet or a number: one item of a list."""
    return bool(re.match(r"^\s*(?:[-–—•*▪➢►·]|\d{1,2}\s*[.)/-])", text)) or bool(
        re.match(rf"^\s*\d{{1,2}}\s*{GAP}", text)
    )


def questions(text: str) -> list[str]:
    """Cut a line that holds several questions with boxes: « Permis : ☐ oui ☐ non   Voiture : ☐ oui ☐ non »."""
    parts = text.split(BOX)
    found = [parts[0]]
    for number, part in enumerate(parts[1:], 1):
        cut = _NEXT_QUESTION.match(part) if number < len(parts) - 1 else None
        if cut is None:
            found[-1] += f"{BOX}{part}"
        else:
            found[-1] += f"{BOX}{cut.group(1)}"
            found.append(cut.group(2))
    return found


def side_by_side(text: str) -> list[str]:
    """« Date        Signature »: the labels of a line when one of them is a place to sign, else nothing."""
    found = [part for part in re.split(r"\s{4,}|\t+", text.strip()) if part]
    if len(found) == 1:
        cut = _DATE_AND_SIGNATURE.match(text.strip())
        found = [cut.group(1), cut.group(2)] if cut else []
    folded = [fold(part) for part in found]
    if not 2 <= len(found) <= 4 or any(len(part) > 60 for part in found):
        return []
    if not any(re.match(r"(?:signature|visa|cachet)", part) for part in folded):
        return []
    known = re.compile(
        r"^(?:signature|visa|cachet|date|lieu|nom|prenom|fonction|qualite|fait|le\b)"
    )
    return found if all(known.match(part) for part in folded) else []


def boxes(text: str) -> Boxes:
    """Cut a line at its boxes; they stand before their options unless the line ends with one."""
    text, *more = _IF_YES.split(text, maxsplit=1)
    parts = text.split(BOX)
    after = not parts[-1].strip(f" .;,{GAP}") and bool(bare(parts[0]))
    if after and (len(parts) == 2 and not _is_yes_no(parts[0].rsplit(None, 1)[-1])):
        after = len(bare(parts[0])) < 40
    if after:
        label, first = _label_and_option(parts[0])
        options = [first, *parts[1:-1]]
    else:
        label, options = parts[0], parts[1:]
    details = [gap for part in options for gap in _details(part)]
    if more and GAP in more[-1]:
        details += asked(more[-1])
    return Boxes(
        bare(label),
        tuple(o for part in options if (o := _option(part)) is not None),
        tuple(details),
    )


def _details(part: str) -> list[Asked]:
    """« ☐ Oui → année : …… »: the gaps behind an option that is not « Autre »."""
    if not any(mark in part for mark in (GAP, DAY)):
        return []
    cut = _BEHIND.split(re.split(f"[{GAP}{DAY}]", part)[0], maxsplit=1)
    if _is_free(part) and not _is_yes_no(cut[0]):
        return []
    first, *more = asked(part)
    label = bare(cut[1]) if len(cut) > 1 else ""
    return [Asked(label, first.unit, first.day), *(gap for gap in more if gap.label)]


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
    text = re.split(f"[{GAP}{DAY}]", part)[0]
    text = re.split(r"\s*[,(]?\s*\b(?:[Ss]i oui|[Ss]i non)\b", text)[0]
    free = _is_free(part)
    head = _BEHIND.split(text, maxsplit=1)[0]
    if (GAP in part or DAY in part) and bare(head) and (not free or _is_yes_no(head)):
        text, free = head, False
    text = re.sub(r"\s*[\[(]\s*$|\s+(?:/|ou)\s*$", "", text)
    label = re.sub(r"\s+", " ", text).strip(" :;.,–—/-→")
    if not any(c.isalnum() for c in label):
        return None
    return DraftOption(label, free and bool(_FREE.search(fold(part))))


def _is_free(part: str) -> bool:
    said = bool(_FREE.search(fold(part)))
    return said and (GAP in part or ":" in part or bool(_OTHER.match(fold(part).strip())))


def is_yes_no(options: tuple[DraftOption, ...] | list[DraftOption]) -> bool:
    """True for « ☐ Oui ☐ Non »."""
    return {fold(o.label) for o in options} == {"oui", "non"}


def takes_several(label: str, *, radio: bool = False) -> bool:
    """Tell whether a choice takes several answers, from its wording and the shape of its boxes."""
    text = plain(label)
    if SEVERAL.search(text) or _PLURAL_TOO.search(label):
        return True
    if radio or ONE.search(text):
        return False
    many = _MANY_WORDS.match(text)
    if many is None:
        return False
    last = many.group().split()[-1]
    return last not in _SINGULAR and not last.endswith(("-vous", "-nous"))
