"""Names that are no commune and no EPCI: other bodies, groupings, prompts, unknown words."""

from __future__ import annotations

import re
from dataclasses import replace

from ami_cli.reference import by_name, epci, judge
from ami_cli.reference.answers import Resolution
from ami_cli.reference.normalise import fold, squash
from ami_cli.reference.question import Question
from ami_cli.reference.words import LINKS, departement_code
from ami_cli.reference.written import Written, read

_BEFORE_MORE = frozenset(["sur", "les", "en", "sous", "plage", "ville", "centre"])
_SYNDICATE = re.compile(r"S\.?[IMY]\.?(?:[A-Z]\.?){2,7}(?![A-Za-z])")
_MOST_SERVED = 12  # communes of one postal code worth showing


def generic(q: Question, w: Written) -> Resolution:
    """No name: the town of the address may give it, with its postal code."""
    named = {c for core in w.cores[1:] for c in q.map.named(squash(core)) if q.where.holds(c)}
    if q.where.departements and len(named) == 1:  # « Mairie de Ville », in the Oise
        return judge.entity(q.territory, named.pop())
    if q.clues.ville and q.where.departements and not q.wants_epci and "mairie" in fold(q.shown):
        match = by_name.commune(q.vintage, read(q.clues.ville), q.where)
        if match.how == "exact" and not match.against:
            return judge.verdict(q.territory, match, q.where, q.clues.ville)
    reason = "Le nom de la collectivité n'est pas donné."
    served = q.where.communes if len(q.where.communes) <= _MOST_SERVED else ()
    return q.undecided("unknown", None, served, reason)


def other_body(q: Question, w: Written) -> Resolution:
    """An association, a CCAS, a syndicat…; a commune nearly of that name is not refused."""
    match = by_name.intercommunality(q.vintage, w, q.where, headed=False)
    if match.how == "exact":  # « Pays de … » with a word that syndicats use too
        return q.verdict(match)
    plain = w if w.headed else replace(w, core=w.whole, cores=(w.whole,))
    near = by_name.misspelled(q.vintage, plain, q.where)
    if any(q.holds(c) for c in near.codes):
        reason = f"« {q.shown} » ressemble à un nom de commune et à celui d'un autre organisme."
        return q.undecided("a_verifier", "commune", near.codes, reason)
    if w.body == "groupement":
        reason = (
            f"« {q.shown} » est un groupement de collectivités sans fiscalité propre (syndicat, "
            "PETR, pôle métropolitain, parc naturel régional…) : une personne doit décider."
        )
        return Resolution("a_verifier", "other", None, None, reason)
    if w.headed:
        reason = f"« {q.shown} » nomme à la fois une commune et un autre organisme."
        return Resolution("a_verifier", "other", None, None, reason)
    reason = f"« {q.shown} » n'est ni une commune ni une intercommunalité à fiscalité propre."
    return Resolution("not_eligible", "other", None, None, reason)


def unknown(q: Question, w: Written) -> Resolution:
    """A name found nowhere; one that says « communauté de … » is for a person."""
    if w.body == "epci":
        return _unknown_epci(q, w)
    if town := _town_with_more(q, w):
        reason = f"« {q.shown} » n'est pas un nom officiel ; il commence par celui d'une commune."
        return q.undecided("a_verifier", "commune", [town], reason)
    first = next((p for p in w.whole if p not in LINKS), "")
    if first == "pays" and len(w.whole) > 1:
        reason = f"« {q.shown} » n'est pas un EPCI ; un pays est un groupement : à vérifier."
        return Resolution("a_verifier", "other", None, None, reason)
    if _SYNDICATE.match(q.shown) and (" " not in q.shown or not q.shown.isupper()):
        reason = f"« {q.shown} » est peut-être le sigle d'un syndicat : une personne doit décider."
        return Resolution("a_verifier", "other", None, None, reason)
    if departement_code(" ".join(w.whole)):
        reason = f"« {q.shown} » est le nom d'un département, pas celui de la collectivité."
        return Resolution("unknown", None, None, None, reason)
    reason = f"« {q.shown} » n'est dans aucune liste officielle de communes et d'intercommunalités."
    return Resolution("unknown", None, None, None, reason)


def _town_with_more(q: Question, w: Written) -> str:
    """« Wimereux-Plage » begins as Wimereux, but is no name of any list."""
    for last in range(len(w.core) - 1, 0, -1):
        named = q.map.named(squash(w.core[:last]))
        if len(named) == 1 and q.holds(named[0]) and q.where.holds(named[0]):
            return named[0] if w.core[last] in _BEFORE_MORE else ""
    return ""


def _unknown_epci(q: Question, w: Written) -> Resolution:
    cores = {squash(epci.core_words(core)) for core in w.cores}
    towns = [c for core in cores for c in q.map.named(core) if q.where.holds(c) and q.holds(c)]
    reason = (
        f"« {q.shown} » n'est le nom d'aucun EPCI des listes officielles ; c'est peut-être un EPCI "
        "disparu ou un nom d'usage."
    )
    return q.undecided("a_verifier", "epci", {q.map.epci_of(c) for c in towns} - {""}, reason)
