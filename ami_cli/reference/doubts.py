"""What contradicts an answer: sentences for the person who checks it."""

from __future__ import annotations

from ami_cli.reference import judge, load
from ami_cli.reference.answers import Clues, Resolution, Territory
from ami_cli.reference.atlas import atlas, departement_of
from ami_cli.reference.by_name import NOTHING, Where, intercommunality
from ami_cli.reference.clues import Siren, postal_code
from ami_cli.reference.normalise import fold, squash, words
from ami_cli.reference.written import read

_FAR = (
    0.25  # a fifth of the communes change by 10 % in six years; forms round, or count second homes
)


def of(
    answer: Resolution,
    clues: Clues,
    where: Where,
    denied: frozenset[str],
    siren: Siren,
    territory: Territory,
) -> tuple[str, ...]:
    """Every contradiction between the clues, or between a clue and the answer."""
    found = []
    if siren.status == "bad":
        found.append(f"Le numéro SIREN {siren.digits} n'est pas valable : il n'a pas été retenu.")
    elif siren.status == "unknown":
        found.append(f"Le SIREN {siren.digits} n'est celui d'aucune commune ni d'aucun EPCI.")
    if denied:
        places = " et ".join(sorted(denied))
        found.append(f"Le code postal et le département se contredisent ({places}).")
    if answer.code and answer.kind == "commune":
        found += _of_commune(answer.code, clues, where, territory)
    if answer.code:
        found += _of_any(answer.code, clues, territory)
    return tuple(found)


def _of_commune(code: str, clues: Clues, where: Where, territory: Territory) -> list[str]:
    a = atlas(territory.vintage)
    name = a.name(code)
    found = []
    if not where.holds(code):
        places = ", ".join(sorted(where.departements))
        found.append(f"{name} n'est pas dans le département indiqué ({places}).")
    elif where.communes and code not in where.communes:
        postal = postal_code(clues.code_postal) or "indiqué"
        found.append(f"Le code postal {postal} n'est pas celui de {name}.")
    if clues.epci_rattachement:
        epci = read(clues.epci_rattachement)
        match = intercommunality(territory.vintage, epci, Where(), headed=True)
        own = a.epci_of(code)
        if match is not NOTHING and own and own not in match.codes:
            found.append(f"{name} appartient à {a.name(own)}, pas à {clues.epci_rattachement}.")
    if clues.mail_domain:
        found += _of_mail(code, clues.mail_domain, territory)
    return found


def _of_any(code: str, clues: Clues, territory: Territory) -> list[str]:
    found = []
    a = atlas(territory.vintage)
    commune = a.is_commune(code)
    said_commune = clues.type == "commune"
    if clues.type == "autre":
        found.append(f"Le type coché est « autre », mais {a.name(code)} a été reconnue.")
    elif clues.type and said_commune != commune:
        kind = "une commune" if commune else "une intercommunalité"
        found.append(f"Le type coché ne correspond pas : {a.name(code)} est {kind}.")
    official = _population(code, territory.vintage)
    if clues.population and official:
        gap = abs(clues.population - official) / official
        if gap > _FAR and abs(clues.population - official) > 50:
            found.append(
                f"La population indiquée ({clues.population}) est loin de la population officielle "
                f"de {a.name(code)} ({official})."
            )
    return found


def _population(code: str, vintage: str) -> int | None:
    a = atlas(vintage)
    known = load.populations(vintage)
    members = [code] if a.is_commune(code) else a.members_of(code)
    return sum(known[c] for c in members) if all(c in known for c in members) else None


def _of_mail(code: str, domain: str, territory: Territory) -> list[str]:
    """« mairie-vimy.fr » on the form of another commune of the same département."""
    a = atlas(territory.vintage)
    label = fold(domain).rpartition("@")[2].rpartition(".")[0]
    parts = [p for p in words(label) if p not in {"mairie", "ville", "commune", "www", "fr", "de"}]
    own = a.keys[a.row_of(code)]
    for codes in (a.named(squash(parts)),):
        others = [c for c in codes if departement_of(c) == departement_of(code) and c != code]
        if others and squash(parts) not in own:
            other = judge.label(territory.vintage, others[0])
            return [f"L'adresse électronique ({domain}) est celle d'une autre commune : {other}."]
    return []
