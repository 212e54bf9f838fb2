"""The rule about the territory: who the candidate is, and whether the call is open to it."""

from __future__ import annotations

from collections.abc import Iterator

from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Candidature
from ami_cli.reference.answers import Clues, Resolution, Territory
from ami_cli.rules.kit import SURE, Case, Doubt, Params, quote
from ami_cli.rules.lecture import reason

NOBODY = Resolution("unknown", None, None, None, "")


class TerritoireParams(Params):
    """The fields that say who the candidate is; an empty string where the form does not ask."""

    nom: str
    type: str = ""
    departement: str = ""
    code_postal: str = ""
    ville: str = ""
    siren: str = ""
    epci: str = ""
    population: str = ""
    courriels: tuple[str, ...] = ()


def identify(candidature: Candidature, campaign: Campaign) -> Resolution:
    """Return the collectivité that the answers designate, all clues weighed together.

    Nobody is looked for when the campaign does not declare the rule ``territoire``.
    """
    spec = campaign.rule("territoire")
    if spec is None or campaign.territory is None:
        return NOBODY
    from ami_cli.reference.territoires import resolve  # loads the map: only when it is needed

    params = TerritoireParams(**spec.params)
    return resolve(candidature.text(params.nom), _clues(candidature, params), _area(campaign))


def _clues(candidature: Candidature, params: TerritoireParams, least: float = 0.0) -> Clues:
    """Return what is written beside the name; what was read with less than ``least`` is left."""

    def written(path: str) -> str | None:
        answer = candidature[path]
        return str(answer.value) if answer.given and answer.confidence >= least else None

    population = candidature[params.population].value
    domains = [(written(path) or "").rpartition("@")[2] for path in params.courriels]
    return Clues(
        departement=written(params.departement),
        code_postal=written(params.code_postal),
        siren=written(params.siren),
        type=written(params.type),
        epci_rattachement=written(params.epci),
        population=population if isinstance(population, int) and not least else None,
        ville=written(params.ville),
        mail_domain=next((domain for domain in domains if domain), None),
    )


def _area(campaign: Campaign) -> Territory:
    area = campaign.territory
    assert area is not None
    return Territory(
        area.label,
        str(area.vintage),
        frozenset(area.regions),
        frozenset(area.departements),
        frozenset(area.codes),
    )


def territoire(case: Case, params: TerritoireParams) -> Iterator[Doubt]:
    """Le candidat est une commune ou une intercommunalité à fiscalité propre, tout entière dans le
    territoire de l’appel.

    Whatever a person must decide (syndicat, homonyms, contradictory clues) is ``a_verifier``.
    """
    found = case.territory
    proof = case.proof(*_paths(params))
    named = case.text(params.nom)
    if not named and found.verdict in ("unknown", "ambiguous"):
        message = f"Le nom de la collectivité n’est pas connu : {reason(case, params.nom)}."
        yield Doubt("a_verifier", "a_verifier", message, proof)
        return
    match found.verdict:
        case "eligible" if not _surely_named(case, params):
            message = f"{_sentence(found.reason)} La lecture du nom est peu sûre : à vérifier."
            yield Doubt("a_verifier", "a_verifier", message, proof)
        case "eligible":
            yield Doubt("eligible", "information", _sentence(found.reason), proof)
        case "not_eligible" if _surely_outside(case, params):
            yield Doubt("non_eligible", "bloquant", _sentence(found.reason), proof)
        case "not_eligible":
            message = f"{_sentence(found.reason)} {_why_unsure(case, params)} : à vérifier."
            yield Doubt("a_verifier", "a_verifier", message, proof)
        case _:
            yield Doubt("a_verifier", "a_verifier", _sentence(found.reason), proof)
    for doubt in found.doubts:
        yield Doubt("indices_contradictoires", "information", _sentence(doubt), proof)


def _surely_outside(case: Case, params: TerritoireParams) -> bool:
    """A rejection needs the name read surely, and stands without the clues that were not.

    A clue that is there and could not be read might have spoken for the candidate.
    """
    from ami_cli.reference.territoires import resolve

    if case[params.nom].confidence < SURE or _unread_clue(case, params):
        return False
    clues = _clues(case.candidature, params, SURE)
    again = resolve(case.text(params.nom), clues, _area(case.campaign))
    return again.verdict == "not_eligible"


def _unread_clue(case: Case, params: TerritoireParams) -> str:
    """The first field that would place the candidate and whose answer could not be read."""
    clues = (params.siren, params.code_postal, params.departement)
    return next((p for p in clues if p and case[p].status == "unreadable"), "")


def _why_unsure(case: Case, params: TerritoireParams) -> str:
    path = _unread_clue(case, params)
    if path and case[params.nom].confidence >= SURE:
        return f"La réponse {quote(case.label(path))} n’a pas pu être lue"
    return "La lecture du nom est peu sûre"


def _surely_named(case: Case, params: TerritoireParams) -> bool:
    """A name read with little confidence counts when another clue of the form stands beside it."""
    clues = (params.siren, params.code_postal, params.departement)
    return case[params.nom].confidence >= SURE or any(case[path].given for path in clues)


def _paths(params: TerritoireParams) -> list[str]:
    clues = (params.siren, params.code_postal, params.departement)
    return [path for path in (params.nom, *clues) if path]


def _sentence(text: str) -> str:
    text = text.strip().replace("'", "’")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "…", "!", "?")) else f"{text}."
