"""The rules about the pair: complete, two different people, an élu·e and an agent."""

from __future__ import annotations

from collections.abc import Iterator

from ami_cli.rules import fonctions
from ami_cli.rules.kit import SURE, Case, Doubt, Params, enumerate_french, quote
from ami_cli.rules.lecture import reason, state
from ami_cli.rules.personnes import Person, compare

# Under it what was read is too poor even to say that somebody is named. Handwriting read by OCR
# is given 0.3 at most and is right four times in five: the name may be wrong, it is there.
LEGIBLE = 0.2


class BinomeParams(Params):
    """Field prefixes of both people, what each must give, the field of their commitment."""

    elu: str = "elu"
    technicien: str = "technicien"
    requis: tuple[str, ...] = ("nom", "prenom", "fonction")
    contact: tuple[str, ...] = ("telephone", "courriel")
    engagement: str = ""


class FonctionsParams(Params):
    """The fields that hold the function of each."""

    elu: str = "elu.fonction"
    technicien: str = "technicien.fonction"


def binome_complet(case: Case, params: BinomeParams) -> Iterator[Doubt]:
    """L’élu·e et le ou la technicien·ne ont chacun·e un nom, un prénom, une fonction et un
    téléphone ou un courriel ; ce sont deux personnes différentes ; l’assiduité n’est pas refusée.

    Nothing is held against the applicant that could not be read.
    """
    doubts = [
        *_parts_given(case, params.elu, params),
        *_parts_given(case, params.technicien, params),
        *_two_people(case, params),
        *_commitment(case, params),
    ]
    yield from doubts
    if not any(doubt.verdict == "incomplet" for doubt in doubts):
        names = [_person(case, prefix).full for prefix in (params.elu, params.technicien)]
        if all(names) and not doubts:
            proof = case.proof(f"{params.elu}.nom", f"{params.technicien}.nom")
            message = f"Le binôme est complet : {names[0]} et {names[1]}."
            yield Doubt("complet", "information", message, proof)


def _parts_given(case: Case, prefix: str, params: BinomeParams) -> Iterator[Doubt]:
    who = _who(case, prefix)
    single = [f"{prefix}.{part}" for part in params.requis]
    contact = [f"{prefix}.{part}" for part in params.contact]
    states = {path: state(case, path) for path in (*single, *contact)}
    missing = [path for path in single if states[path] == "left_out"]
    unread = [path for path in single if states[path] == "not_read"]
    names = [_short(case, path) for path in missing]
    if contact and not any(states[path] == "given" for path in contact):
        if any(states[path] == "not_read" for path in contact):
            unread += [path for path in contact if states[path] == "not_read"]
        else:
            missing += contact
            names.append(" ou ".join(_short(case, path) for path in contact))
    if missing:
        message = f"Il manque pour {who} : {enumerate_french(names)}."
        yield Doubt("incomplet", "bloquant", message, case.proof(*missing))
    if unread:
        listed = enumerate_french([_short(case, path) for path in unread])
        message = f"À relire pour {who} : {listed} ({reason(case, unread[0])})."
        yield Doubt("a_verifier", "a_verifier", message, case.proof(*unread))
    yield from _poorly_read(case, who, [path for path in single if states[path] == "given"])


def _poorly_read(case: Case, who: str, given: list[str]) -> Iterator[Doubt]:
    poor = [path for path in given if case[path].confidence < LEGIBLE]
    if poor:
        values = enumerate_french([f"{_short(case, p)} {quote(case.text(p))}" for p in poor])
        message = f"La lecture est peu sûre pour {who} : {values}. À comparer avec le document."
        yield Doubt("lecture_incertaine", "a_verifier", message, case.proof(*poor))


def _two_people(case: Case, params: BinomeParams) -> Iterator[Doubt]:
    elu, technicien = _person(case, params.elu), _person(case, params.technicien)
    if compare(elu, technicien) != "same":
        return
    paths = [f"{p}.{part}" for p in (params.elu, params.technicien) for part in ("nom", "prenom")]
    message = f"L’élu·e et le ou la technicien·ne sont la même personne : {elu.full}."
    if min(case[path].confidence for path in paths) >= SURE:
        yield Doubt("incomplet", "bloquant", message, case.proof(*paths))
    else:
        message += " La lecture des noms est peu sûre : à vérifier sur le document."
        yield Doubt("a_verifier", "a_verifier", message, case.proof(*paths))


def _commitment(case: Case, params: BinomeParams) -> Iterator[Doubt]:
    answer = case[params.engagement]
    if answer.value is not False:
        return
    proof = case.proof(params.engagement)
    if answer.confidence >= SURE:
        message = "Le binôme refuse de s’engager à participer à toutes les journées."
        yield Doubt("incomplet", "bloquant", message, proof)
    else:
        message = "Le binôme semble refuser de s’engager à participer à toutes les journées."
        yield Doubt("a_verifier", "a_verifier", f"{message} La lecture est peu sûre.", proof)


def fonctions_du_binome(case: Case, params: FonctionsParams) -> Iterator[Doubt]:
    """L’élu·e du binôme exerce un mandat ; le ou la technicien·ne est un·e agent·e."""
    wanted = (
        ("elu", params.elu, "un mandat d’élu·e"),
        ("agent", params.technicien, "un poste d’agent·e"),
    )
    for expected, path, noun in wanted:
        function = case.text(path)
        found = fonctions.mandate(function)
        if not function or found == expected:
            continue
        who = _who(case, path.rpartition(".")[0])
        if found == "doubtful" or case[path].confidence < SURE:
            message = (
                f"La fonction indiquée pour {who}, {quote(function)}, ne dit pas clairement {noun}."
            )
            yield Doubt("fonction_incertaine", "information", message, case.proof(path))
        else:
            message = f"La fonction indiquée pour {who}, {quote(function)}, n’est pas {noun}."
            yield Doubt("fonction_inattendue", "a_verifier", message, case.proof(path))


def _person(case: Case, prefix: str) -> Person:
    return Person(case.text(f"{prefix}.nom"), case.text(f"{prefix}.prenom"))


def _who(case: Case, prefix: str) -> str:
    known = {"elu": "l’élu·e du binôme", "technicien": "le ou la technicien·ne du binôme"}
    group = case.campaign.by_group.get(prefix)
    return known.get(prefix) or (f"« {group.label} »" if group else prefix)


def _short(case: Case, path: str) -> str:
    known = {
        "nom": "le nom",
        "prenom": "le prénom",
        "fonction": "la fonction",
        "telephone": "le téléphone",
        "courriel": "le courriel",
        "service": "le service",
    }
    return known.get(path.rpartition(".")[2]) or f"« {case.label(path)} »"
