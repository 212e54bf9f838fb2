"""The rules about commitment: who signed, what was ticked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ami_cli.model.candidature import Answer
from ami_cli.rules.fonctions import fold, is_executive
from ami_cli.rules.kit import SURE, Case, Doubt, Params
from ami_cli.rules.lecture import NOT_FOUND, reason, state, why_not_read
from ami_cli.rules.personnes import Person, compare

Mark = Literal["signed", "typed", "none", "unclear"]
Identity = Literal["same", "different", "unsure"]

# A mark in the right box: of 360 boxes of scans, 4 told wrong. A stamp alone is given 0.5 at most,
# ink beside a stamp 0.61.
SEEN = 0.6
_SIGNED = frozenset({"image", "digital", "ink"})
_DELEGATED = re.compile(
    r"\b(?:par (?:delegation|ordre|interim|procuration)|p\s?/\s?o\b|p\.\s?o\."
    r"|pour (?:le|la|l['’ ]) ?(?:maire|president))",
    re.IGNORECASE,
)


_CERTIFIED = re.compile(r"(?:certificat de .*|intacte\b.*|porte sur .*)$")


class SignatureParams(Params):
    """Field prefixes of both people, and the fields that hold each signature."""

    elu: str = "elu"
    executif: str = "executif"
    signature_elu: str = "signature.elu"
    signature_executif: str = "signature.executif"
    type: str = ""


class AttestationParams(Params):
    """The declarations that must be ticked."""

    champs: tuple[str, ...]


def signature_conjointe(case: Case, params: SignatureParams) -> Iterator[Doubt]:
    """L’élu·e engagé·e et le ou la maire ou président·e ont signé ; une seule signature suffit
    quand c’est la même personne.

    Typed names, a stamp alone, a delegation or a mark nobody can attribute: ``a_verifier``.
    """
    marks = {
        "elu": _mark(case, params.signature_elu),
        "executif": _mark(case, params.signature_executif),
    }
    proof = case.proof(params.signature_elu, params.signature_executif)
    identity = _elu_is_executive(case, params)
    if all(mark == "signed" for mark in marks.values()):
        message = f"L’élu·e et {_head(case, params)} ont signé.{_certified(case, params)}"
        yield Doubt("conforme", "information", message, proof)
        return
    if identity == "same" and "signed" in marks.values():
        who = _person(case, params.elu).full or "L’élu·e"
        message = (
            f"{who} est à la fois l’élu·e du binôme et le ou la chef·fe de l’exécutif, et a signé."
            f"{_certified(case, params)}"
        )
        yield Doubt("conforme", "information", message, proof)
        return
    yield from _not_settled(case, params, marks, identity)


def _not_settled(
    case: Case, params: SignatureParams, marks: dict[str, Mark], identity: Identity
) -> Iterator[Doubt]:
    paths = {"elu": params.signature_elu, "executif": params.signature_executif}
    proof = case.proof(*paths.values())
    names = {"elu": "l’élu·e du binôme", "executif": _head(case, params)}
    if _is_missing(set(marks.values()), identity):
        yield Doubt("manquante", "bloquant", _missing(case, params, marks), proof)
        return
    if set(marks.values()) == {"typed"}:
        said = f"{names['elu']} et {names['executif']} n’ont que leur nom dactylographié"
    else:
        parts = [_say(case, names[who], paths[who], marks[who]) for who in marks]
        said = (
            " ; ".join(parts) if any(" : " in p or "(" in p for p in parts) else " et ".join(parts)
        )
    message = f"Signature à vérifier : {said}."
    if identity == "unsure" and "signed" in marks.values():
        message += " Le dossier ne dit pas si l’élu·e est aussi le ou la chef·fe de l’exécutif."
    yield Doubt("a_verifier", "a_verifier", message, proof)


def _missing(case: Case, params: SignatureParams, marks: dict[str, Mark]) -> str:
    """Say whose signature is missing, by name, and where it may stand: what a letter asks for."""
    roles = {"elu": "l’élu·e du binôme", "executif": _head(case, params)}
    prefixes = {"elu": params.elu, "executif": params.executif}
    if marks["elu"] == marks["executif"] == "none" and _elu_is_executive(case, params) == "same":
        roles.pop("executif")
    wanted, signed = [], ""
    for who, role in roles.items():
        name = _person(case, prefixes[who]).full
        if marks[who] == "none":
            wanted.append(f"celle {_of(role)}" + (f", {name}" if name else ""))
        else:
            signed = f" ({role} a signé)"
    noun = "Signature manquante" if len(wanted) == 1 else "Signatures manquantes"
    listed = " ; ".join(wanted)
    return f"{noun}, sur le formulaire ou sur une lettre : {listed}{signed}."


def _of(role: str) -> str:
    """« le ou la maire » → « du ou de la maire »."""
    return role.replace("le ou la", "du ou de la") if role.startswith("le ou") else f"de {role}"


def _certified(case: Case, params: SignatureParams) -> str:
    """What a digital signature says of itself: its certificate, what it covers."""
    said = []
    for path in (params.signature_elu, params.signature_executif):
        for sighting in case[path].evidence[:1]:
            if match := _CERTIFIED.search(sighting.method):
                said.append(match[0])
    told = " ; ".join(dict.fromkeys(said))
    return f" Signature électronique : {told}." if told else ""


def _is_missing(marks: set[Mark], identity: Identity) -> bool:
    """A typed name, a stamp or something unread leaves the matter to a person."""
    if marks == {"none"}:
        return True
    return marks == {"signed", "none"} and identity == "different"


def _mark(case: Case, path: str) -> Mark:
    answer = case[path]
    value = str(answer.value or "absent")
    if value in _SIGNED:
        return "unclear" if _is_doubtful(answer) else "signed"
    if value == "typed":
        return "typed"
    if value != "absent":  # a stamp, or a mark nobody could name
        return "unclear"
    if answer.given:  # « absent » was pronounced: the place was found, nothing stands there
        return "unclear" if answer.confidence < SURE or why_not_read(case) else "none"
    return "none" if state(case, path) == "left_out" and answer.status != "absent" else "unclear"


def _is_doubtful(answer: Answer) -> bool:
    delegated = any(_DELEGATED.search(fold_marks(sighting.text)) for sighting in answer.evidence)
    return answer.confidence < SEEN or delegated or bool(answer.doubts)


def fold_marks(text: str) -> str:
    """Fold a text near a signature but keep the strokes of « P/O »."""
    return " ".join(fold(word) if word.isalpha() else word for word in text.split())


def _head(case: Case, params: SignatureParams) -> str:
    """Name the head of the executive as the body calls it."""
    known = {"commune": "le ou la maire", "epci": "le ou la président·e"}
    return known.get(_kind(case, params), "le ou la maire ou président·e")


def _say(case: Case, name: str, path: str, mark: Mark) -> str:
    answer = case[path]
    match mark:
        case "signed":
            return f"{name} a signé"
        case "typed":
            return f"{name} n’a que son nom dactylographié"
        case "none":
            return f"{name} n’a pas signé"
        case _ if answer.doubts:
            return f"{name} : {answer.doubts[0].rstrip('.')}"
        case _ if answer.value in _SIGNED and answer.confidence >= SEEN:
            return f"{name} : signature par délégation"
        case _ if answer.evidence and "modifié" in answer.evidence[0].method:
            return f"{name} : signature électronique dont le contenu a été modifié depuis"
        case _ if answer.evidence and "cachet" in answer.evidence[0].method:
            return f"{name} : un cachet seul, sans signature visible"
        case _ if answer.value in _SIGNED:
            return f"{name} semble avoir signé, sans certitude"
        case _:
            why = reason(case, path)
            told = "" if why == NOT_FOUND else f" ({why})"
            return f"aucune signature trouvée pour {name}{told}"


def _elu_is_executive(case: Case, params: SignatureParams) -> Identity:
    elu, executif = _person(case, params.elu), _person(case, params.executif)
    kind = _kind(case, params)
    function = case.text(f"{params.elu}.fonction")
    heads = is_executive(function, kind)
    if not executif.full:
        if heads:
            return "same"
        return "unsure" if not function else "different"
    likeness = compare(elu, executif)
    if likeness == "same" and (heads or not function):
        return "same"
    if likeness == "different":
        return "different" if _surely_others(case, params, heads) else "unsure"
    if likeness == "same":  # one name, two functions: namesakes, or a function badly copied
        return "unsure"
    return "same" if heads and elu.nom and compare_noms(elu, executif) else "unsure"


def _surely_others(case: Case, params: SignatureParams, heads: bool) -> bool:
    """Names read with little confidence tell two people apart only if the élu·e is a deputy."""
    paths = [f"{p}.{part}" for p in (params.elu, params.executif) for part in ("nom", "prenom")]
    if all(case[path].confidence >= SURE for path in paths if case[path].given):
        return True
    function = f"{params.elu}.fonction"
    return not heads and case[function].given and case[function].confidence >= SURE


def compare_noms(one: Person, other: Person) -> bool:
    """Return True if the family names alone are the same."""
    return compare(Person(one.nom, "x"), Person(other.nom, "x")) == "same"


def _kind(case: Case, params: SignatureParams) -> str:
    if case.territory.kind in ("commune", "epci"):
        return str(case.territory.kind)
    ticked = case.text(params.type)
    if not ticked or ticked == "autre":
        return ""
    return "commune" if ticked == "commune" else "epci"


def _person(case: Case, prefix: str) -> Person:
    return Person(case.text(f"{prefix}.nom"), case.text(f"{prefix}.prenom"))


def attestation_cochee(case: Case, params: AttestationParams) -> Iterator[Doubt]:
    """Chaque attestation demandée par l’appel est cochée."""
    for path in params.champs:
        answer = case[path]
        if answer.value is True and answer.confidence >= SURE:
            continue
        label = f"« {case.label(path)} »"
        unsure = answer.given and answer.confidence < SURE
        if unsure or state(case, path) == "not_read":
            why = "la lecture est peu sûre" if answer.given else reason(case, path)
            message = f"Attestation à vérifier : {label} ({why})."
            yield Doubt("a_verifier", "a_verifier", message, case.proof(path))
        else:
            message = f"L’attestation {label} n’est pas cochée."
            yield Doubt("incomplet", "bloquant", message, case.proof(path))
