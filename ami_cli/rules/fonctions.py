"""Understands the function of a person in a French local authority: élu·e, agent, executive."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

Mandate = Literal["elu", "agent", "doubtful"]

# « élu·e », « directeur(rice) », « chargé.e »: the feminine mark after a dot, a bracket, a hyphen
_INCLUSIVE = re.compile(
    r"(?<=\w)\s*[·•.\-–(/]\s*(?:e|ere|iere|trice|rice|euse|ne|se|sse|fe|ve|es|s)\b\)?(?:[·.\-]?s\b)?"
)
_VICE = re.compile(r"\bv[\s.\-]?p\b\.?")  # V-P, V.P.
_ACRONYM = re.compile(r"\b(?:\w\.){2,}\w?")  # D.G.S.

_SHORT = {
    "pdt": "president",
    "pdte": "presidente",
    "vp": "vice president",
    "adj": "adjoint",
    "adjt": "adjoint",
    "adjte": "adjointe",
    "cm": "conseiller municipal",
    "cdm": "charge de mission",
    "mairesse": "maire",
    "cons": "conseiller",
    "mun": "municipal",
    "muni": "municipal",
    "dir": "directeur",
    "resp": "responsable",
    "ing": "ingenieur",
    "tech": "technicien",
}
_ELU = re.compile(
    r"""\b(?:
      maires? | elue?s? | (?:vice\ |co\ )?president\w*
    | conseill\w+\ (?:municip|communaut|intercommun|metropolit|deleg|subdeleg|departement|region)\w*
    | conseill\w+\ (?:charge|en\ charge)\w* | delegue\w*\ communaut\w+
    | delegue\w*\ (?:titulaire|suppleant)\w*
    | adjoint\w*\ (?:au|a|aux|de|du|d|delegu\w*|charge\w*|en\ charge|specia\w+)\b
    | membre\ du\ bureau | depute\w* | senat\w+ | premi\w+\ magistrat\w* )""",
    re.VERBOSE,
)
_DEPUTY = re.compile(
    r"""\b(?:\d+\ ?(?:ere?|er|re|eme|e|nde?|d) | premi\w+ | seconde? | \w+ieme)\ (?:maire\ )?adjoint
    | ^adjoint\w*(?:\ (?:urban|environn|transition|travaux|culture|ecologi|cadre|enfance|social)\w*
      \b.*)?$
    | ^conseill(?:er|ere)s?$""",
    re.VERBOSE,
)
_AGENT_DEPUTY = re.compile(
    r"""adjoint\w*\ (?:administrati|techni|d\ animation|du\ patrimoine|direct|de\ direct
    |au\ direct|a\ la\ direct|au\ dg|a\ l\ attache|au\ chef|au\ responsable|au\ secretaire
    |territorial)""",
    re.VERBOSE,
)
_AGENT = re.compile(
    r"""\b(?:
      dgs | dga | dgst | dgas | dst | drh | pdg | direct\w+ | secretaire
    | charge\w*\ (?:de|d)\ (?!la\b|l\b|les\b)
    | chef\w* | responsabl\w+ | technicien\w* | technique | animat\w+ | ingenieur\w*
    | coordinat\w+ | coordonnat\w+ | agent\w* | attache\w* | redact\w+ | gestionnaire
    | assistant\w* | collaborat\w+ | instruct\w+ | referent\w*\ techni\w+ | manager
    | conseill\w+\ (?:en\ |energie|technique|numerique|climat|info|mobilite)
    | adjoint\w*\ (?:administrati|techni|d\ animation|du\ patrimoine|direct)\w*
    | paysagiste | urbaniste | architecte | mediat\w+ | stagiaire | apprenti\w* | alternant\w*
    | garde\ champetre | policier\w* | bibliothecaire | educat\w+ | juriste | comptable
    | jardinier\w* | cartographe | geomaticien\w* | volontaire | fonctionnaire | contractuel\w*
    | developp\w+ | atsem | asvp | service\ civique | cadre | archiviste | ambassad\w+
    | facilitat\w+ | cuisini\w+ | gardien\w* | infirmi\w+ | pueric\w+ | psychologue | vacataire
    | saisonni\w+ | ouvri\w+ | employe\w* | chauffeur\w* | electricien\w* | menuisi\w+ )""",
    re.VERBOSE,
)
# A mandate that is over, or somebody else's, or that of an association, says nothing of today.
_MANDATE = r"(?:maires?|adjoint\w*|(?:vice )?president\w*|elue?s?|conseill\w+|depute\w*|senat\w+)"
_NO_MANDATE = re.compile(
    rf"\b(?:ancien\w*|ex) (?:premi\w+ )?{_MANDATE}(?: adjoint\w*| au maire| municip\w+)*"
    rf"|\b{_MANDATE} honoraires?\b"
    rf"|\b(?:epou\w+|conjoint\w*|mari|femme|fils|fille|compagn\w+) (?:du|de la|de l) {_MANDATE}"
    r"|\bpresident\w* (?:de l |de la |d |de |du )?(?:association|asso|club|comite|amicale|collectif)\w*"
)
# Somebody who works for, or stands in for, the head is not the head.
_BESIDE_THE_HEAD = re.compile(
    r"""\b(?:adjoint\w* | suppleant\w* | cabinet | secretaire | assistant\w* | collaborat\w+
    | conseill\w+ | delegue\w*\ (?:de|du)\b | aupres)\b.*\b(?:maire|president\w*)\b""",
    re.VERBOSE,
)
_NOT_IN_OFFICE = re.compile(r"\b(?:ancien\w*|ex|honoraire|sortant\w*|candidat\w*|suppleant\w*)\b")
_MAIRE = re.compile(r"\bmaires?\b(?! (?:adjoint|delegu))|\bpremi\w+ magistrat\w*")
_PRESIDENT = re.compile(
    r"""(?<!vice\ )(?<!vice)\bpresident\w*\b
    (?!\ (?:du\ conseil\ de\ dev|de\ (?:la\ )?commission|d\ association|de\ l\ association
    |delegu|direct))""",
    re.VERBOSE,
)


def fold(function: str) -> str:
    """Return a function without case, accents, hyphens nor the marks of inclusive writing."""
    text = function.casefold().replace("œ", "oe").replace("’", "'")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _VICE.sub("vp ", text)
    text = _ACRONYM.sub(lambda m: m.group().replace(".", "") + " ", text)
    text = _INCLUSIVE.sub("", text)
    return " ".join(_SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", text))


def mandate(function: str) -> Mandate:
    """Return whether the function is that of an élu·e, of an agent, or cannot be told.

    « Adjointe à la culture » is élue, « adjointe » alone too, « adjointe administrative » an agent.
    When both read (« conseiller municipal, ingénieur de formation ») what comes first decides.
    """
    text = _NO_MANDATE.sub(" ", fold(function)).strip()
    elu, agent = _first(text, _ELU, _DEPUTY), _first(text, _AGENT)
    if _AGENT_DEPUTY.match(text):
        return "agent"
    if elu == agent:  # neither
        return "doubtful"
    return "elu" if elu < agent else "agent"


def _first(text: str, *patterns: re.Pattern[str]) -> int:
    found = [match.start() for pattern in patterns if (match := pattern.search(text))]
    return min(found, default=len(text))


def is_executive(function: str, kind: str = "") -> bool:
    """Return whether the function is that of the head of the executive.

    ``kind`` is ``commune`` or ``epci`` where the body is known: a « maire » is not the head of a
    communauté, a « présidente » not that of a commune. Deputies, delegates and former ones are not.
    """
    if mandate(function) == "agent":
        return False
    parts = re.split(r"\bet\b|\bainsi que\b|[,;/]", function.casefold())
    return any(_heads(fold(part), kind) for part in parts if part.strip())


def _heads(text: str, kind: str) -> bool:
    if _BESIDE_THE_HEAD.search(text) or _NOT_IN_OFFICE.search(text):
        return False
    maire, president = _MAIRE.search(text) is not None, _PRESIDENT.search(text) is not None
    if kind == "commune":
        return maire
    return president if kind == "epci" else maire or president
