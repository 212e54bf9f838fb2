"""The one door where text becomes a value: machine and human text pass the same parsers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ami_cli.forms.choices.choose import same_choice
from ami_cli.forms.values import numbers, tabular
from ami_cli.forms.values.dates import parse_date
from ami_cli.forms.values.nothing import is_nothing, refers_elsewhere
from ami_cli.forms.values.people import strip_title, without_aside, without_function
from ami_cli.forms.values.places import departements_named
from ami_cli.forms.words import fold, tidy
from ami_cli.model.campaign import FieldSpec
from ami_cli.model.candidature import Value

_ANSWER = re.compile(
    r"^\s*(?:R(?:[ée]p)?\.?\s*[:：]|(?:notre|votre|ma)?\s*r[ée]ponse(?:\s+(?:n°\s*)?\d{1,2})?\s*[:：→]|(?:→|⇒|➔|➜|=+>|-+>)+)\s*",
    re.I,
)
_MAIL = re.compile(r"[a-z0-9][\w.+'-]*@[a-z0-9](?:[\w-]*[a-z0-9])?(?:\.[a-z0-9][\w-]*)+", re.I)
_LOST_DOT = re.compile(r"(@[\w-]+(?:\.[\w-]+)*)\s(fr|com|org|net|eu|example)\b", re.IGNORECASE)
_LOST_INITIAL = re.compile(r"^\s*[a-z]\s[a-z][\w-]+@", re.IGNORECASE)
_ENDINGS = frozenset(("fr", "com", "org", "net", "eu", "info", "example", "be", "coop", "gouv"))
_URL = re.compile(
    r"(?:https?://|www\.)[^\s,;<>()]+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?", re.I
)
_BULLET = re.compile(
    r"^\s*(?:(?:pj|p\.j\.|pi[èe]ce(?: jointe)?|annexe|document|doc)\s*(?:n°|n\.)?\s*\d{1,2}\s*[:.)–—-]"
    r"|[-–—•*▪▫➢►→·o\uf0b7✓✔☑☒]\s+|[-–—•▪➢►]|\(?\d{1,2}\s?[.)°-]+\s*(?=\D))\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value; how far its form speaks for it (0..1); French doubts; ``nothing`` = « néant », a blank in words."""

    value: Value
    quality: float = 1.0
    doubts: tuple[str, ...] = ()
    nothing: bool = False


CARD = 60  # characters of a short answer that holds semicolons
MOST_LINES = 3  # of a short answer: more is a card that tells several things
NOTHING = Parsed(None, 1.0, nothing=True)


def parse(text: str, spec: FieldSpec) -> Parsed:
    """Parse a text exactly as found for one field."""
    text = answer_of(tidy(text))
    if not text or is_nothing(text):
        return NOTHING
    if spec.kind not in ("signature", "list") and refers_elsewhere(text):
        return Parsed(None, 0.2, (f"La réponse renvoie ailleurs : « {text[:80]} ».",))
    return _PARSERS.get(spec.kind, _text)(text, spec)


def answer_of(text: str) -> str:
    """Return a text without the word, arrow or brackets that announce it as the answer."""
    text = _ANSWER.sub("", text, count=1)
    inner = re.fullmatch(r"\s*\[([^\[\]]+)\]\s*", text)
    return inner.group(1).strip() if inner and not is_nothing(text) else text


def _text(text: str, spec: FieldSpec) -> Parsed:
    if re.fullmatch(r"\([^()]*\)", text.strip()) and not text.strip()[1:2].isupper():
        return Parsed(None, 0.3, (f"Remarque sans réponse : « {text[:60]} ».",))
    value = re.sub(r"(?<=[:;,–—-])\s*\n\s*", " ", text)
    value = re.sub(r"\s*\n\s*", ", ", value).strip(" ,;")
    value = re.sub(r",\s*,", ",", value)
    value = re.sub(r"\s*\((?:M\.|Mme|Mlle|Monsieur|Madame)\s[^()]*\)$", "", value)
    value = re.sub(r"^[«“]\s*([^«»“”]+?)\s*[»”]$", r"\1", value)
    if not any(c.isalnum() for c in value):
        return NOTHING
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    several = lines > MOST_LINES or (";" in value and len(value) > CARD)
    return Parsed(value, 0.6 if several else 1.0 if len(value) <= 200 else 0.7)


def _longtext(text: str, spec: FieldSpec) -> Parsed:
    lines = [line.strip() for line in text.split("\n")]
    value = "\n".join(line for line in lines if line)
    return Parsed(value) if any(c.isalnum() for c in value) else NOTHING


_SECOND = re.compile(
    r"\n\s*(?:M\.|Mr|Mme|Mlle|Monsieur|Madame)\s", re.IGNORECASE
)  # another person in the same box


def _name(text: str, spec: FieldSpec) -> Parsed:
    text, others, _ = text.partition("\n") if _SECOND.search(text) else (text, "", "")
    text, either, _ = re.sub(r"\s+", " ", text).partition(" ou ")
    name = without_aside(without_function(strip_title(text))).strip(" ,;:.")
    if not any(c.isalpha() for c in name):
        return NOTHING
    strange = bool(re.search(r"[\d@:;!?/\\|=]", name)) or len(name.split()) > 5 or len(name) > 50
    strange = strange or sum(c.isalpha() for c in name) == 1  # an initial is half a name
    sure = 0.4 if strange else 0.75 if others or either else 1.0
    doubts = ("Deux personnes sont nommées : la première est retenue.",) if others or either else ()
    return Parsed(_capitalised(name), sure, doubts)


def _capitalised(name: str) -> str:
    """« DELATTRE » → « Delattre », « GUÉANT-MOREL » → « Guéant-Morel »; mixed case stays as written."""
    if name != name.upper() and name != name.lower():
        return name
    return re.sub(r"[^\W\d_]+", lambda m: m.group()[0].upper() + m.group()[1:].lower(), name)


def _email(text: str, spec: FieldSpec) -> Parsed:
    joined = re.sub(r"\s*@\s*", "@", text.replace("\u2011", "-"))
    joined = _LOST_DOT.sub(r"\1.\2", joined)
    joined = re.sub(
        r"(?i)\bmailto:|\(at\)|\[at\]",
        lambda m: "@" if "at" in m.group() and "m" not in m.group() else "",
        joined,
    )
    alone = [
        m
        for line in joined.split("\n")
        for m in _MAIL.findall(line)
        if m.rsplit(".", 1)[-1] in _ENDINGS
    ]
    found = alone or (_MAIL.findall(joined) if "\n" not in joined else [])
    glued = re.sub(r"\s+", "", joined)
    if not found:
        found = _MAIL.findall(joined.replace("\n", "")) or _MAIL.findall(glued)
        if "\n" in joined and len(_MAIL.findall(joined)) > 1:
            found = _MAIL.findall(joined)
    if not found:
        return Parsed(text.lower(), 0.3, ("L'adresse électronique n'a pas la forme attendue.",))
    value = found[0].lower().rstrip(".")
    torn = re.fullmatch(r".*@\S*\.[a-z]{2,6}( [a-z]{1,4})", joined.strip(), re.I)
    if (
        torn and len(found) == 1 and value.rsplit(".", 1)[-1] not in _ENDINGS
    ):  # a line broken within the last word, joined by a space
        said = "L'adresse électronique semble coupée : vérifiez sa fin."
        return Parsed(value + torn.group(1).strip().lower(), 0.6, (said,))
    if _LOST_INITIAL.match(joined):  # « r demailly@ … »: the dot behind the initial was not read
        said = "L'adresse électronique semble avoir perdu un point : vérifiez son début."
        return Parsed(f"{joined.strip()[0].lower()}.{value}", 0.6, (said,))
    spaced = value not in joined.lower()
    return Parsed(value, 0.85 if spaced and " " in text.strip() else 1.0)


def _url(text: str, spec: FieldSpec) -> Parsed:
    joined = re.sub(r"\s*\n\s*", "", text)
    if re.fullmatch(r"(?:https?:?/*)?\s*(?:www)?[\W_]*|non", joined, re.I):
        return NOTHING
    found = _URL.search(joined)
    if found is None:
        return Parsed(text, 0.35, ("L'adresse du site n'a pas la forme attendue.",))
    return Parsed(found.group().rstrip(".,;"), 1.0 if "@" not in joined else 0.3)


def _choice(text: str, spec: FieldSpec) -> Parsed:
    chosen = _choices(text, spec)
    if len(chosen) == 1:
        return Parsed(chosen[0])
    if not chosen:
        return Parsed(None, 0.2, (f"Réponse non reconnue : « {text[:80]} ».",))
    return Parsed(None, 0.2, (f"Plusieurs cases cochées pour un seul choix : « {text[:80]} ».",))


def _departement(text: str, spec: FieldSpec) -> Parsed:
    """Return the code of a département: an option of the call, or any other of France by name or number."""
    chosen = _choices(text, spec)
    if chosen:
        return _choice(text, spec)
    codes = departements_named(text)
    if len(codes) == 1:
        return Parsed(codes[0], 0.95)
    return Parsed(None, 0.2, (f"Département non reconnu : « {text[:60]} ».",))


def _multichoice(text: str, spec: FieldSpec) -> Parsed:
    chosen = _choices(text, spec)
    if not chosen:
        return Parsed(None, 0.2, (f"Réponse non reconnue : « {text[:80]} ».",))
    return Parsed(tuple(chosen))


def _choices(text: str, spec: FieldSpec) -> list[str]:
    whole = same_choice(text, spec.choices)
    if whole is not None:
        return [whole.code]
    found = []
    for part in re.split(r"\s*[;\n]\s*|\s+\|\s+|,\s*", text):
        choice = same_choice(part, spec.choices)
        if choice is not None and choice.code not in found:
            found.append(choice.code)
    order = [choice.code for choice in spec.choices]
    return sorted(found, key=order.index)


def _yesno(text: str, spec: FieldSpec) -> Parsed:
    word = fold(text)
    if word in ("oui", "o", "yes", "vrai", "true", "1"):
        return Parsed(True)
    if word in ("non", "n", "no", "faux", "false", "0"):
        return Parsed(False)
    return Parsed(None, 0.2, (f"Ni oui ni non : « {text[:60]} ».",))


def _list(text: str, spec: FieldSpec) -> Parsed:
    lines = [part for line in text.split("\n") for part in line.split(";")]
    sure = 1.0
    if (len(lines) == 1 and lines[0].count(",") > 1) or _SENT.search(lines[0]):
        told = re.split(r",\s*|\s+et\s+", _SENT.sub("", " ".join(lines)))
        lines, sure = [_ARTICLE.sub("", item.strip()) for item in told], 0.75
    items = [_BULLET.sub("", line).strip(" ;,.…_-–—") for line in lines]
    kept = tuple(item for item in items if any(c.isalnum() for c in item) and not is_nothing(item))
    return Parsed(kept, sure) if kept else NOTHING


_SENT = re.compile(r"^.{0,40}\b(?:ci-joints?|ci-jointes?|trouverez|joignons)\b[^:]{0,40}:\s*", re.I)
_ARTICLE = re.compile(r"^(?:la|le|les|un|une|des|l['’])\s*", re.I)


def _table(text: str, spec: FieldSpec) -> Parsed:
    return Parsed(*tabular.parse_table(text, spec, parse))


def _grid(text: str, spec: FieldSpec) -> Parsed:
    return Parsed(*tabular.parse_grid(text, spec))


def _signature(text: str, spec: FieldSpec) -> Parsed:
    word = fold(text.split(":", maxsplit=1)[0])
    if word in ("absent", "typed", "image", "digital"):
        return Parsed(word)
    return Parsed(None, 0.2, ("Signature : écrire absent, typed, image ou digital.",))


def _date(text: str, spec: FieldSpec) -> Parsed:
    found = parse_date(text)
    if found is None:
        return Parsed(text, 0.3, (f"Date non comprise : « {text[:60]} ».",))
    value, sure = found
    return Parsed(value, sure)


def _number(
    reader: Callable[[str], tuple[Value, float, str]],
) -> Callable[[str, FieldSpec], Parsed]:
    def read(text: str, spec: FieldSpec) -> Parsed:
        value, quality, doubt = reader(text)
        return Parsed(value, quality, (doubt,) if doubt else ())

    return read


def _int(text: str, spec: FieldSpec) -> Parsed:
    people = any("habitant" in fold(wording) for wording in (spec.label, *spec.wordings))
    if people and numbers.counts_others(text):
        return Parsed(None, 0.2, (f"Autre chose que des habitants : « {text[:60]} ».",))
    return _number(numbers.parse_int)(text, spec)


_PARSERS: dict[str, Callable[[str, FieldSpec], Parsed]] = {
    "longtext": _longtext,
    "name": _name,
    "email": _email,
    "url": _url,
    "choice": _choice,
    "multichoice": _multichoice,
    "departement": _departement,
    "yesno": _yesno,
    "list": _list,
    "signature": _signature,
    "table": _table,
    "grid": _grid,
    "date": _date,
    "int": _int,
    "amount": _number(numbers.parse_amount),
    "phone": _number(numbers.parse_phone),
    "siren": _number(numbers.parse_siren),
    "siret": _number(numbers.parse_siret),
    "postal_code": _number(numbers.parse_postal_code),
    "iban": _number(numbers.parse_iban),
    "bic": _number(numbers.parse_bic),
}
