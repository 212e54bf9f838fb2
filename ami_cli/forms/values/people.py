"""Take apart labels that hold several fields: « Nom et prénom », « Adresse », « Tél. / mél »."""

from __future__ import annotations

import re

from ami_cli.forms.words import fold
from ami_cli.reference.prenoms import is_first_name

_TITLES = re.compile(
    r"^(?:(?:m|mr|mme|mlle)\.(?=[^\W\d_]{3})|(?:m\.?|mr\.?|mme\.?|ml?le\.?|melle\.?|monsieur|madame|mademoiselle|"
    r"dr\.?|docteur|me|maître)\s+(?=\S))"
    r"(?:l[ea]\s+(?:maire|président(?:[·.]?e)?)\s*[,:–-]?\s+(?=\S))?",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"^(?:l[ea]\s+|l['’])?(?P<office>[^,;:\n]{3,60})[,;:]\s+(?P<name>\S.*)$", re.IGNORECASE
)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?\s*$")
_PARTICLES = {
    "de",
    "du",
    "des",
    "d",
    "le",
    "la",
    "van",
    "vande",
    "den",
    "der",
    "von",
    "el",
    "ben",
    "da",
    "dos",
    "di",
    "ter",
}
# « BP 90 201 » is a box, not a postal code
_POSTAL = re.compile(
    r"(?<!\d)(?<!BP )(?<!B\.P\. )(?<!CS )(?<!TSA )(?<!BP)(?<!CS)(\d{2}\s?\d{3})(?!\d)", re.I
)
_MAIL = re.compile(r"[\w.+'’-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+")
_PHONE = re.compile(r"(?:(?:\+|00)\s?33\s?(?:\(0\)\s?)?|\(?0)[1-9]\)?(?:[\s./_-]?\d{2}){4}(?!\d)")
_FUNCTION = re.compile(
    r"\s*(?:,|\(|\s[-–—]\s|;|\n)\s*|\s+(?=(?:maire|adjoint|conseill|vice|président|directeur|directrice|"
    r"élue?\s|dgs|dga|dst|chargée?\s|responsable|secrétaire|technicien|ingénieur|animat|agent|1er|1re|2e|3e|4e|5e)\b)",
    re.IGNORECASE,
)

_ROLE = re.compile(
    r"(?:la |le |l['’])?(?:\d\w{1,3}\s|premi|second|deuxi|troisi|maire|adjoint|conseill|vice|président|délégu|élue?\b|"
    r"dgs\b|dga\b|dst\b|"
    r"direct|chargée?\s|chef|responsable|secrétaire|technicien|ingénieur|animat|agente?\b|coordin|rédact|attaché)",
    re.IGNORECASE,
)


def strip_title(text: str) -> str:
    """Return a person's name without « M. », « Madame la 3e adjointe, », …"""
    name = _TITLES.sub("", text.strip(), count=1).strip()
    office = _OFFICE.match(name)
    return office["name"] if office and _ROLE.match(office["office"]) else name


def without_substitute(text: str) -> str:
    """Return a text about a person without the substitute named behind her: « … Suppléant : M. Spas. »."""
    cut = re.search(r"[\s,;.(–—-]*\b(?:suppl[ée]ante?|rempla[çc]ante?)\b", text, re.IGNORECASE)
    return text[: cut.start()] if cut and cut.start() > 3 else text


def without_aside(text: str) -> str:
    """Return a name without what stands behind it in brackets: « Leclercq (docteure) »."""
    return _ASIDE.sub("", text) or text


def without_function(text: str) -> str:
    """Return a name without the function that follows it: « Lefranc, adjoint au maire », « DURIEZ (DGS) »."""
    cut = _FUNCTION.search(text, 1)
    if cut is None or not _ROLE.match(text[cut.end() :]):
        return text
    return text[: cut.start()].strip() or text


def split_person(text: str) -> tuple[str, str, bool]:
    """Return (nom, prénom, sure) of a full name.

    Capitals tell the nom; else a known first name on one side only. Without either a first name comes
    first, as French people write it, and the answer is not sure.
    """
    text = strip_title(without_aside(text).replace("/", " "))
    words = [w for w in re.split(r"[\s,]+", text) if w]
    if len(words) < 2:
        return (words[0] if words else ""), "", False
    if "," in text:
        left, _, right = text.partition(",")
        if len(right.split()) <= 2 and right.strip() and not re.search(r"\d", right):
            return strip_title(left), right.strip(), True
    capitals = [_is_capitals(word) for word in words]
    if any(capitals) and not all(capitals):
        first = capitals.index(True)
        last = len(capitals) - 1 - capitals[::-1].index(True)
        while first > 0 and fold(words[first - 1]).rstrip("'") in _PARTICLES:
            first -= 1
        name = words[first : last + 1]
        rest = words[:first] + words[last + 1 :]
        return " ".join(name), " ".join(rest), True
    known = _first_names_apart(words)
    if known:
        return known
    if fold(words[0]).rstrip("'") in _PARTICLES:
        return " ".join(words[:-1]), words[-1], False
    return " ".join(words[1:]), words[0], False


def _first_names_apart(words: list[str]) -> tuple[str, str, bool] | None:
    """« DEHONDT MARIE-ANGE »: first names at one end and none at the other tell which is which."""
    ahead = next((n for n, w in enumerate(words) if not is_first_name(w)), len(words))
    behind = next((n for n, w in enumerate(reversed(words)) if not is_first_name(w)), len(words))
    if ahead and not behind:
        return " ".join(words[ahead:]), " ".join(words[:ahead]), True
    if behind and not ahead:
        return " ".join(words[:-behind]), " ".join(words[-behind:]), True
    return None


def _is_capitals(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def split_person_title(text: str) -> tuple[str, str, str, bool]:
    """Return (nom, prénom, fonction, sure) of « Solène LECLERCQ, adjointe à l'environnement »."""
    body = strip_title(text)
    cut = _FUNCTION.search(body)
    name, function = (body[: cut.start()], body[cut.end() :]) if cut else (body, "")
    nom, prenom, sure = split_person(name)
    function = function.strip(" \n,;-–")
    if function.count("(") != function.count(")"):
        function = function.strip("()")
        function = function if "(" not in function else function[: function.index("(")]
    return nom, prenom, function.strip(" \n,;-–"), sure


def tells_person(text: str) -> bool:
    """True for a line that is somebody's name: with a title, or a surname in capitals and a first name."""
    line = text.split("\n", maxsplit=1)[0].strip()
    if len(line) > 160 or not line[:1].isupper():
        return False
    name = re.split(r"[,;(]|\s[–—-]\s", strip_title(line))[0]
    if not 2 <= len(name.split()) <= 6 or re.search(r"[\d.!?:]", name.replace(". ", " ")):
        return False
    return strip_title(line) != line or split_person(name)[2]


def split_address(text: str) -> tuple[str, str, str]:
    """Return (adresse, code postal, ville); the last two are empty when no postal code is written."""
    found = list(_POSTAL.finditer(text))
    if not found:
        return text.strip(), "", ""
    postal = found[-1]
    street = text[: postal.start()].rstrip(" ,;–—-\n(/")
    town = re.sub(r"\s+cedex(?:\s+\d+)?$", "", text[postal.end() :].strip(" ,;–—-\n/)"), flags=re.I)
    return street.strip(), re.sub(r"\s", "", postal.group(1)), town.split("\n")[0].strip()


def split_contact(text: str) -> tuple[str, str]:
    """Return (téléphone, courriel) of a text that holds both; each may be empty."""
    mail = _MAIL.search(text)
    phone = _PHONE.search(text)
    return (phone.group() if phone else ""), (mail.group() if mail else "")


_SERVICE = re.compile(
    r"\s*(?:,|\(|\s[–—-]\s|;|\n)\s*(?:au sein d[ue] |au |aux |à la |du |de la )?"
    r"(?P<service>(?:services?|p[ôo]le|direction|cellule|bureau|unit[ée]|centre|mission|d[ée]partement)\b[^,;()\n]*)\)?",
    re.IGNORECASE,
)


def split_service(text: str) -> tuple[str, str]:
    """Return (fonction, service) of « coordinatrice, service Éducation »; the second may be empty."""
    found = _SERVICE.search(text)
    if found is None or not text[: found.start()].strip():
        return text, ""
    rest = text[: found.start()] + text[found.end() :]
    return rest.strip(" ,;–-()\n"), found["service"].strip()


_TAGS = re.compile(
    r"\b(?:ligne directe|joignable(?: au| à| par)?|t[ée]l(?:[ée]phone)?|port(?:able)?|fixe|mobile|m[ée]l|courriel|"
    r"e-?mail|mail|contact)\b\s*\.?\s*:?\s*$",
    re.I,
)
_REST = re.compile(
    r"[\s,;(–—-]*\b(?:mailto|secr[ée]tariat|standard|poste|accueil)\b[\s:.)]*(?=\n|$)", re.I
)


def without_contact(text: str) -> tuple[str, tuple[str, str]]:
    """Return a text about a person without her phone and e-mail, and these two."""
    contact = split_contact(text)
    for found in (*_PHONE.findall(text), *_MAIL.findall(text)):
        before, _, after = text.partition(found)
        text = (
            _TAGS.sub("", before.rstrip(" ,;:/–—-|(<")).rstrip(" ,;:/–—-|(<\n")
            + "\n"
            + after.lstrip(" ,;:/–—-|)>.")
        )
    text = _REST.sub("", re.sub(r"\n{2,}", "\n", text))
    if text.count("(") != text.count(")"):  # « (pas le soir) » behind a number that was taken out
        text = re.sub(r"[\s,;]*\([^()]*$", "", text)
    return text.strip(" ,;:/–—-|()<>\n"), contact
