"""The rules of plausibility: what the dossier says of its territory against what is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ami_cli.rules.fonctions import fold
from ami_cli.rules.kit import Case, Doubt, Params, quote

FAR = 0.5  # a population beyond half or twice the official one is not another year's figure

# « mairie-exemple », « ville-exemple », « cc-exemple »: names that a municipal domain bears
_MUNICIPAL = re.compile(
    r"^(?:mairie|ville|commune|cc|ca|cu|agglo|communaute|metropole)[-.]?(?P<name>[a-z].*)$"
    r"|^(?P<front>.+)[-.](?:mairie|agglo)$"
)
_PUBLIC = frozenset(
    (
        *("orange", "wanadoo", "gmail", "laposte", "free", "sfr"),
        *("hotmail", "outlook", "yahoo", "live", "bbox", "icloud"),
    )
)


class PopulationParams(Params):
    """The field that holds the population."""

    champ: str


class CourrielParams(Params):
    """The mailboxes to look at, and the fields whose names a mail domain may bear."""

    champs: tuple[str, ...]
    nom: str
    lieux: tuple[str, ...] = ()


class TotauxParams(Params):
    """A table, the column to add up, and the field or the row that should hold the sum."""

    tableau: str
    colonne: str
    total: str
    tolerance: float = 0.01


def population_plausible(case: Case, params: PopulationParams) -> Iterator[Doubt]:
    """La population indiquée est proche de la population officielle."""
    written, official = case[params.champ].value, getattr(case.territory, "population", None)
    if isinstance(written, bool) or not isinstance(written, int | float) or not official:
        return
    if written < official * FAR or written > official / FAR:
        message = (
            f"La population indiquée ({_thousands(written)} habitants) est loin de la population"
            f" officielle ({_thousands(official)} habitants)."
        )
        yield Doubt("population_eloignee", "information", message, case.proof(params.champ))


def courriel_plausible(case: Case, params: CourrielParams) -> Iterator[Doubt]:
    """Les courriels du binôme ne sont pas ceux d’une autre collectivité."""
    places = [case.text(params.nom), case.territory.name or "", *map(case.text, params.lieux)]
    known = [_solid(place) for place in places if place]
    for path in params.champs:
        domain = case.text(path).rpartition("@")[2]
        name = _municipal_name(domain)
        if not name or not known or any(_alike(name, place) for place in known):
            continue
        message = (
            f"Le courriel {quote(case.text(path))} semble être celui d’une autre collectivité"
            f" que {quote(case.text(params.nom))}."
        )
        yield Doubt("courriel_d_ailleurs", "information", message, case.proof(path))


def _municipal_name(domain: str) -> str:
    """Return the name that a municipal domain bears, empty for any other domain."""
    labels = domain.lower().split(".")
    if len(labels) < 2 or labels[-2] in _PUBLIC:
        return ""
    found = _MUNICIPAL.match(".".join(labels[:-1]))
    return _solid(found["name"] or found["front"] or "") if found else ""


def _solid(text: str) -> str:
    return fold(text).replace(" ", "")


def _alike(name: str, place: str) -> bool:
    short = name.removeprefix("de").removeprefix("la").removeprefix("le")
    initials = len(name) <= 6  # an acronym proves nothing either way
    return initials or name in place or place in name or (len(short) > 3 and short in place)


def totaux(case: Case, params: TotauxParams) -> Iterator[Doubt]:
    """Le total indiqué est la somme des lignes du tableau."""
    rows, declared = case[params.tableau].value, case[params.total].value
    if (
        not isinstance(rows, tuple)
        or isinstance(declared, bool)
        or not isinstance(declared, int | float)
    ):
        return
    amounts = [row.get(params.colonne) for row in rows if isinstance(row, dict)]
    numbers = [n for n in amounts if isinstance(n, int | float) and not isinstance(n, bool)]
    if numbers and abs(sum(numbers) - declared) > params.tolerance:
        message = (
            f"{quote(case.label(params.total))} : le total indiqué ({_thousands(declared)})"
            f" n’est pas la somme des lignes ({_thousands(sum(numbers))})."
        )
        proof = case.proof(params.total, params.tableau)
        yield Doubt("total_faux", "a_verifier", message, proof)


def _thousands(number: float) -> str:
    whole = f"{number:,.2f}" if number != int(number) else f"{int(number):,}"
    return whole.replace(",", "\u202f").replace(".", ",")
