"""The verdict on a name and its place, before the SIREN has its say."""

from __future__ import annotations

from dataclasses import replace

from ami_cli.reference import by_name, epci, judge
from ami_cli.reference.answers import Clues, Resolution, Territory
from ami_cli.reference.atlas import atlas
from ami_cli.reference.by_name import NOTHING, Match, Where
from ami_cli.reference.normalise import fold, squash, words
from ami_cli.reference.words import LINKS, SERVICES, departement_code
from ami_cli.reference.written import Written, read

_EPCI_TYPES = {
    "epci": "",
    "communaute_de_communes": "CC",
    "communaute_d_agglomeration": "CA",
    "communaute_urbaine": "CU",
    "metropole": "METRO",
}
_MOST_NEAR = 8  # names as near as one another: more of them is no information
_UNKNOWN = (
    "Aucune commune ni intercommunalité de France ne porte ce nom dans les listes officielles."
)


def resolve_name(
    name: str, written: Written, where: Where, clues: Clues, territory: Territory
) -> tuple[Resolution, bool]:
    """The verdict, and whether the name was recognised as it is written (not a guess)."""
    shown = " ".join(name.split())[:120]
    if written.generic:
        return _generic(shown, where, clues, territory), False
    vintage = territory.vintage
    if answer := _as_written(shown, written, where, clues, territory):
        return answer, True
    repaired = read(name, repair=True)
    readings = [written] if repaired.whole == written.whole else [written, repaired]
    for w in readings[1:]:
        if answer := _as_written(shown, w, where, clues, territory):
            return answer, True
    for w in readings:
        if answer := _nearly_written(shown, w, where, territory):
            return answer, False
    return _unknown(shown, written, where, territory), False


def _as_written(
    shown: str, w: Written, where: Where, clues: Clues, territory: Territory
) -> Resolution | None:
    """The verdict when the words themselves are recognised, else ``None``."""
    vintage = territory.vintage
    wants_epci = _EPCI_TYPES.get(clues.type or "") is not None
    whole = any(atlas(vintage).named(squash(core)) for core in w.cores)
    if w.body in ("other", "groupement") and not whole:
        match = by_name.intercommunality(vintage, w, where, headed=False)
        if match.how == "exact":  # « Région de Château-Thierry »
            return judge.verdict(territory, match, where, shown)
        return _other_body(shown, w, where, territory)
    if w.body == "epci" and not whole:
        match = by_name.intercommunality(vintage, w, where, headed=True)
        if match is not NOTHING:
            return judge.verdict(territory, match, where, shown)
        return _joint(shown, w, where, territory)
    if w.listed and (joint := _joint(shown, w, where, territory)):
        return joint
    match = by_name.commune(vintage, w, where)
    if wants_epci and w.body == "":
        other = by_name.intercommunality(vintage, w, where, headed=True)
        if other is not NOTHING:
            return judge.verdict(territory, other, where, shown)
    if match.how == "beginning" or match is NOTHING:
        other = by_name.intercommunality(vintage, w, where, headed=False)
        if other is not NOTHING and w.body == "":
            return judge.verdict(territory, other, where, shown)
        if joint := _joint(shown, w, where, territory):
            return joint
    if match is NOTHING:
        return None
    answer = judge.verdict(territory, match, where, shown)
    if not where.departements:
        answer = _perhaps_inside(answer, match, w, territory)
    if wants_epci and answer.verdict == "eligible":
        return _type_says_epci(answer, territory)
    if w.body == "part" and answer.verdict == "eligible":
        return _called_part(answer, territory)
    return answer


def _nearly_written(
    shown: str, w: Written, where: Where, territory: Territory
) -> Resolution | None:
    """The verdict on the nearest name of a commune or an EPCI, else ``None``."""
    found = []
    if w.body != "epci":
        found.append(by_name.misspelled(territory.vintage, w, where))
    if w.body in ("", "epci"):
        found.append(by_name.misspelled_epci(territory.vintage, w, where))
    found = [m for m in found if m is not NOTHING and len(m.codes) <= _MOST_NEAR]
    if not found or departement_code(" ".join(w.whole)):
        return None
    if len(found) == 2 and _same_name(territory.vintage, *found):
        found = found[:1]  # « Cambvrai » is the commune, as « Cambrai » is
    first = min(m.cost for m in found)
    nearest = [m for m in found if m.cost < first + 1]
    if len(nearest) == 1:
        return judge.verdict(territory, nearest[0], where, shown)
    reason = f"« {shown} » est aussi près du nom d'une commune que de celui d'un EPCI."
    codes = [c for m in nearest for c in m.codes]
    return judge.undecided(territory, "ambiguous", nearest[0].kind or None, codes, reason)


def _same_name(vintage: str, commune: Match, other: Match) -> bool:
    """Whether an EPCI is called by nothing but the name of the commune."""
    a = atlas(vintage)
    named = [epci.core_words(words(fold(a.name(c)))) for c in commune.codes]
    same = {n.siren for core in named for n in epci.by_core(vintage, core, headed=False)}
    return bool(same.intersection(other.codes))


def _generic(shown: str, where: Where, clues: Clues, territory: Territory) -> Resolution:
    """No name: the town of the address may give it, with its postal code."""
    a = atlas(territory.vintage)
    named = [c for c in a.named(squash(words(fold(shown)))) if where.holds(c)]
    if where.departements and len(named) == 1:  # « Ville », in the Oise
        return judge.entity(territory, named[0])
    if clues.ville and where.departements and _EPCI_TYPES.get(clues.type or "") is None:
        town = read(clues.ville)
        match = by_name.commune(territory.vintage, town, where)
        if match.how == "exact" and not match.against and fold(shown).find("mairie") >= 0:
            return judge.verdict(territory, match, where, clues.ville)
    reason = "Le nom de la collectivité n'est pas donné."
    served = where.communes if len(where.communes) <= 12 else ()
    return judge.undecided(territory, "unknown", None, served, reason)


def _other_body(shown: str, w: Written, where: Where, territory: Territory) -> Resolution:
    plain = w if w.headed else replace(w, core=w.whole, cores=(w.whole,))
    near = by_name.misspelled(territory.vintage, plain, where)
    if any(judge.share(territory, c) for c in near.codes):
        reason = f"« {shown} » ressemble à un nom de commune et à celui d'un autre organisme."
        return judge.undecided(territory, "a_verifier", "commune", near.codes, reason)
    if w.body == "groupement":
        reason = (
            f"« {shown} » est un groupement de collectivités sans fiscalité propre (syndicat, PETR, "
            "pôle métropolitain, parc naturel régional…) : une personne doit décider."
        )
        return Resolution("a_verifier", "other", None, None, reason)
    if w.headed:
        reason = f"« {shown} » nomme à la fois une commune et un autre organisme."
        return Resolution("a_verifier", "other", None, None, reason)
    reason = f"« {shown} » n'est ni une commune ni une intercommunalité à fiscalité propre."
    return Resolution("not_eligible", "other", None, None, reason)


def _joint(shown: str, w: Written, where: Where, territory: Territory) -> Resolution | None:
    """« A et B » when each part is recognised; the one collectivity when they all name it."""
    found: list[Match] = []
    for part in w.joint:
        found.append(_part_of_joint(territory.vintage, read(part), where))
    named = [m for m in found if m is not NOTHING]
    if not named:
        return None
    common = set(named[0].codes).intersection(*(m.codes for m in named))
    if len(named) < len(found):
        services = all(_is_service(part) for part in w.joint[1:])
        one = found[0] is not NOTHING and w.headed and services
        return judge.verdict(territory, found[0], where, shown) if one else None
    if len(common) == 1:  # « CCPL - Pays de Lumbres »
        only = replace(min(named, key=lambda m: len(m.codes)), codes=tuple(common))
        return judge.verdict(territory, only, where, shown)
    every = [c for m in named for c in m.codes]
    reason = f"« {shown} » nomme plusieurs collectivités : candidature conjointe à vérifier."
    return judge.undecided(territory, "a_verifier", "commune", every, reason)


def _is_service(text: str) -> bool:
    """« Direction du développement durable », after the name of the commune."""
    return not SERVICES.isdisjoint(words(fold(text)))


def _part_of_joint(vintage: str, w: Written, where: Where) -> Match:
    if w.body in ("other", "groupement") or w.generic:
        return NOTHING
    if w.body != "epci":
        match = by_name.commune(vintage, w, where)
        if match is not NOTHING and match.how != "beginning":
            return match
    return by_name.intercommunality(vintage, w, where, headed=w.body == "epci")


def _perhaps_inside(
    answer: Resolution, match: Match, w: Written, territory: Territory
) -> Resolution:
    """A commune outside whose name is also what one inside, or a part of it, may be called."""
    outside = not any(judge.share(territory, c) for c in match.codes)
    if not outside or match.kind != "commune" or match.against:
        return answer
    a = atlas(territory.vintage)
    codes = [x.code for core in w.cores for x in a.aliases.get(squash(core), ())]
    codes += by_name.beginning(a, w.core, Where())
    codes += [n.siren for n in epci.by_core(a.vintage, epci.core_words(w.core), headed=False)]
    within = [c for c in codes if c and judge.share(territory, c)]
    if not within:
        return answer
    reason = f"{answer.reason} Mais ce nom peut aussi désigner une collectivité du territoire."
    return judge.undecided(territory, "ambiguous", "commune", within, reason)


def _type_says_epci(answer: Resolution, territory: Territory) -> Resolution:
    """A commune's name on a form that ticks « intercommunalité »."""
    code = answer.code or ""
    codes = [code, atlas(territory.vintage).epci_of(code)] if answer.kind == "commune" else [code]
    reason = f"Le type coché est une intercommunalité, le nom celui d'une commune. {answer.reason}"
    return judge.undecided(territory, "a_verifier", "epci", [c for c in codes if c], reason)


def _called_part(answer: Resolution, territory: Territory) -> Resolution:
    """« Commune associée de X » where X is a commune of its own: which one is meant?"""
    reason = f"Le nom dit une commune déléguée, associée ou ancienne. {answer.reason}"
    found = judge.candidates(territory, [answer.code or ""])
    return Resolution("a_verifier", "commune", answer.code, answer.name, reason, found)


def _unknown(shown: str, w: Written, where: Where, territory: Territory) -> Resolution:
    a = atlas(territory.vintage)
    if w.body == "epci":
        cores = {squash(epci.core_words(core)) for core in w.cores}
        towns = [c for core in cores for c in a.named(core) if where.holds(c)]
        epcis = {a.epci_of(c) for c in towns if judge.share(territory, c)} - {""}
        reason = (
            f"« {shown} » n'est le nom d'aucun EPCI des listes officielles ; c'est peut-être "
            "un EPCI disparu ou un nom d'usage."
        )
        return judge.undecided(territory, "a_verifier", "epci", epcis, reason)
    first = next((p for p in w.whole if p not in LINKS), "")
    if first == "pays" and len(w.whole) > 1:
        reason = f"« {shown} » n'est pas un EPCI ; un pays est un groupement : à vérifier."
        return Resolution("a_verifier", "other", None, None, reason)
    if departement_code(" ".join(w.whole)):
        reason = f"« {shown} » est le nom d'un département, pas celui de la collectivité."
        return Resolution("unknown", None, None, None, reason)
    return Resolution("unknown", None, None, None, f"« {shown} » : {_UNKNOWN}")
