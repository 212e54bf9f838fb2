"""Numbers as French people write them: counts, amounts, phones, SIREN, SIRET, postal codes, IBAN, BIC.

Each parser returns (value, quality 0..1, French doubt or ""). A text that does not have the form is kept
as written with a low quality: it is evidence, not an answer.
"""

from __future__ import annotations

import re

from ami_cli.forms.values.spoken import spoken_number
from ami_cli.model.candidature import Value

SPOKEN_LEAST = 20  # « un village », « deux communes » are no counts of inhabitants
Read = tuple[Value, float, str]

_COUNT = re.compile(r"(?<![\d.,])\d{1,3}(?:[ .,\u00a0\u202f']\d{3})+(?!\d)|(?<![\d])\d+(?!\d)")
_DATED = re.compile(
    r"(?:au|en|de|du|depuis|insee|recensement|rgp)?\s*(?:1\s?er|\d{1,2})\s+[a-zéû]{3,9}\s+(?:19|20)\d{2}"
    r"|(?:insee|recensement|rgp|millésime|année|en|depuis|source)\s*:?\s*(?:19|20)\d{2}",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"({_COUNT.pattern})\s*(?:hab|h\b|âmes|personnes)", re.IGNORECASE)
_THOUSANDS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(milliers?|mille|millions?)\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:moins|plus|pr[èe]s|autour|[+-]) d[e']\s*$|(?:env(?:iron|\.)?|~|[<>±+])\s*$", re.IGNORECASE
)
_SIREN = re.compile(r"(?<![\d.])\d{3}([ .-]?)\d{3}\1\d{3}(?:\1\d{5})?(?![\d])")
_YEAR = re.compile(r"^(?:19|20)\d{2}$")
_PHONE = re.compile(
    r"(?:(?:\+|00)\s?(?:33)\s?[.\s-]?(?:\(\s?0\s?\)\s?)?|(?<!\d)\(?0\)?\s?)([1-9])((?:[\s./_,–-]{0,2}\d){8})(?!\d)"
)
_OTHERS = re.compile(
    r"\d\s*(?:adh[ée]rent|membre|commune|agent|logement|[ée]lu|b[ée]n[ée]vole|salari|km|ha\b|hectare)",
    re.IGNORECASE,
)
_SWITCHBOARD = re.compile(
    r"(?:standard|accueil|secr[ée]tariat|mairie)\b[^\d\n]{0,25}$", re.IGNORECASE
)
_FOREIGN = re.compile(r"\+\s?\d{1,3}(?:[\s.()-]{0,2}\d){6,12}")
_AMOUNT = re.compile(
    r"(\d{1,3}(?:[ .\u00a0\u202f']\d{3})+|\d+)(?:[.,](\d{1,2}))?(?!\d)\s*(k€|k euros|€|euros?|eur)?",
    re.I,
)


def parse_int(text: str) -> Read:
    """« 12 500 habitants (INSEE 2018) » → 12500."""
    bare = (
        re.sub(r"\([^)]*\)", " ", text)
        if re.search(r"\d", re.sub(r"\([^)]*\)", " ", text))
        else text
    )
    undated = _DATED.sub(" ", bare)
    bare = undated if re.search(r"\d", undated) else bare
    counted = _PEOPLE.findall(bare)
    if len(counted) == 1:
        return _beside_a_bound(int(re.sub(r"\D", "", counted[0])), counted, bare, text)
    found = [m.group() for m in _COUNT.finditer(bare)]
    numbers = [int(re.sub(r"\D", "", number)) for number in found]
    counts = [n for n, raw in zip(numbers, found, strict=True) if not _YEAR.match(raw)]
    thousands = _THOUSANDS.search(bare)
    if thousands:
        return _in_thousands(thousands, text)
    if len(counts) == 1:
        return _beside_a_bound(counts[0], found, bare, text)
    if not counts and len(numbers) == 1:
        named = re.search(r"(?:insee|recensement|\ben\b|\bau\b|ann[ée]e)", bare, re.I)
        return (None, 0.2, f"Nombre non compris : « {text} ».") if named else (numbers[0], 0.95, "")
    if not counts:
        spoken = spoken_number(bare)
        if spoken is not None and spoken >= SPOKEN_LEAST:
            return spoken, 0.9, ""
        return text, 0.2, f"Nombre non compris : « {text[:60]} »."
    exact = [
        n
        for m, n in zip(_COUNT.finditer(bare), numbers, strict=True)
        if not _ABOUT.search(bare[: m.start()])
    ]
    if len(exact) == 1:  # « moins de 3000 : 2 985 »
        return exact[0], 0.9, ""
    return counts[0], 0.6, f"Plusieurs nombres : « {text[:60]} »."


def counts_others(text: str) -> bool:
    """True for the only number of a text when it counts something else than inhabitants: « 120 adhérents »."""
    return _OTHERS.search(text) is not None and len(_COUNT.findall(text)) == 1


def _beside_a_bound(count: int, found: list[str], bare: str, text: str) -> Read:
    """« + de 10 000 (10 424) »: a round number that bounds gives way to the exact one in brackets."""
    if _ABOUT.search(bare[: bare.find(found[-1])]):
        aside = [int(re.sub(r"\D", "", m.group())) for m in _COUNT.finditer(text)]
        near = [n for n in aside if n != count and abs(n - count) <= 0.2 * count]
        if len(near) == 1:
            return near[0], 0.9, ""
    return count, 1.0, ""


def _in_thousands(told: re.Match[str], text: str) -> Read:
    """« 4,8 milliers (4813) »: the exact number where one is written beside, else the rounded one, to be checked."""
    unit = 1_000_000 if told.group(2).lower().startswith("million") else 1000
    about = round(float(told.group(1).replace(",", ".")) * unit)
    exact = [int(re.sub(r"\D", "", m.group())) for m in _COUNT.finditer(text)]
    near = [n for n in exact if abs(n - about) <= 0.1 * about]
    return (
        (near[0], 0.9, "") if len(near) == 1 else (about, 0.7, f"Nombre arrondi : « {text[:60]} ».")
    )


def parse_amount(text: str) -> Read:
    """« 12 500,50 € » → 12500.5; « 85 k€ » → 85000.0."""
    found = list(_AMOUNT.finditer(text))
    if not found:
        return text, 0.2, f"Montant non compris : « {text[:60]} »."
    best = next((m for m in found if m.group(3)), found[0])
    value = float(re.sub(r"\D", "", best.group(1)) + "." + (best.group(2) or "0"))
    if (best.group(3) or "").lower().startswith("k"):
        value *= 1000
    return value, 1.0 if len(found) == 1 else 0.6, ""


def parse_phone(text: str) -> Read:
    """Return the first French number as E.164; others stay in the evidence."""
    numbers = list(_PHONE.finditer(text))
    found = next((n for n in numbers if not _SWITCHBOARD.search(text[: n.start()])), None)
    found = found or (numbers[0] if numbers else None)
    if found:
        digits = found.group(1) + re.sub(r"\D", "", found.group(2))
        return f"+33{digits}", 1.0, ""
    bare = re.sub(r"\D", "", text)
    if len(bare) == 9 and bare[0] in "1234567" and not re.search(r"[A-Za-z]{3}", text):
        return f"+33{bare}", 0.7, "Le numéro a été écrit sans son zéro."
    if len(bare) == 11 and bare.startswith("33"):
        return f"+{bare}", 0.9, ""
    foreign = _FOREIGN.search(text)
    if foreign:
        return "+" + re.sub(r"\D", "", foreign.group()), 0.9, ""
    return text, 0.3, f"Le numéro « {text[:40]} » n'a pas dix chiffres."


def luhn(digits: str) -> bool:
    """Tell whether the key of a SIREN or SIRET is right (Luhn, ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        number = int(digit) * (2 if place % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def parse_siren(text: str) -> Read:
    """Return nine digits; a SIRET gives its first nine."""
    digits = re.sub(r"\D", "", re.sub(r"(?i)siren|siret|n°", "", text))
    grouped = _SIREN.search(text)
    if grouped and len(digits) not in (9, 14):
        digits = re.sub(r"\D", "", grouped.group())
    if len(digits) == 14:
        digits = digits[:9]
    if len(digits) != 9:
        return digits or text, 0.3, f"Un SIREN a neuf chiffres : « {text[:40]} »."
    if not luhn(digits):
        return digits, 0.65, f"La clé du SIREN {digits} est fausse."
    return digits, 1.0, ""


def parse_siret(text: str) -> Read:
    """Return fourteen digits."""
    digits = re.sub(r"\D", "", text)
    if len(digits) != 14:
        return digits or text, 0.3, f"Un SIRET a quatorze chiffres : « {text[:40]} »."
    if not luhn(digits) and not digits.startswith("356000000"):
        return digits, 0.65, f"La clé du SIRET {digits} est fausse."
    return digits, 1.0, ""


def parse_postal_code(text: str) -> Read:
    """Return the five digits of a French postal code."""
    found = re.search(r"(?<!\d)(\d\s?\d\s?\d\s?\d\s?\d)(?!\s?\d)", text)
    if not found:
        return text, 0.3, f"Un code postal a cinq chiffres : « {text[:40]} »."
    code = re.sub(r"\s", "", found.group(1))
    alone = not re.search(r"[A-Za-zÀ-ÿ]{2}", text)
    return code, 1.0 if alone else 0.9, ""


def parse_iban(text: str) -> Read:
    """Return an IBAN without spaces (ISO 13616, key modulo 97)."""
    found = re.search(r"[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]){11,30}", text.upper())
    if not found:
        return text, 0.3, "L'IBAN n'a pas la forme attendue."
    iban = re.sub(r"\s", "", found.group())
    turned = "".join(str(int(c, 36)) for c in iban[4:] + iban[:4])
    if int(turned) % 97 != 1 or (iban.startswith("FR") and len(iban) != 27):
        return iban, 0.5, "La clé de l'IBAN est fausse."
    return iban, 1.0, ""


def parse_bic(text: str) -> Read:
    """Return a BIC of 8 or 11 characters (ISO 9362)."""
    bic = re.sub(r"[\s-]", "", text.upper())
    if re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", bic):
        return bic, 1.0, ""
    return text, 0.3, "Le BIC a 8 ou 11 caractères."
