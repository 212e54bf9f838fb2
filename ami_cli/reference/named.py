"""The verdict on a name and its place, before the SIREN has its say."""

from __future__ import annotations

from dataclasses import replace

from ami_cli.reference import by_name, epci, judge, unnamed
from ami_cli.reference.answers import Resolution
from ami_cli.reference.by_name import NOTHING, Match, Where
from ami_cli.reference.joint import resolve_joint
from ami_cli.reference.normalise import fold, squash, words
from ami_cli.reference.question import Question
from ami_cli.reference.words import departement_code
from ami_cli.reference.written import Written, read

_MOST_NEAR = 8  # names as near as one another: more of them is no information


def resolve_name(name: str, written: Written, q: Question) -> tuple[Resolution, bool]:
    """The verdict, and whether the name was recognised as it is written (not a guess)."""
    if written.generic and len(written.asides) == 1:  # « Commune (Seclin) »
        aside = read(written.asides[0])
        name, written = (written.asides[0], aside) if not aside.generic else (name, written)
    if written.generic:
        return unnamed.generic(q, written), False
    if answer := _as_written(q, written):
        return answer, True
    repaired = read(name, repair=True)
    readings = [written] if repaired.whole == written.whole else [written, repaired]
    for w in readings[1:]:
        if answer := _as_written(q, w):
            return answer, True
    for w in readings:
        if answer := _nearly_written(q, w):
            return answer, False
    return unnamed.unknown(q, written), False


def _as_written(q: Question, w: Written) -> Resolution | None:
    """The verdict when the words themselves are recognised, else ``None``."""
    cores = w.cores if w.body != "epci" else (w.whole,)  # « CA Cambrai » is not Cambrai
    is_commune = any(q.map.named(k) or k in q.map.aliases for k in map(squash, cores))
    if w.body in ("other", "groupement") and not is_commune:
        return unnamed.other_body(q, w)
    if w.body == "epci" and not is_commune:
        match = by_name.intercommunality(q.vintage, w, q.where, headed=True)
        return resolve_joint(q, w) if match is NOTHING else q.verdict(match)
    if w.listed and (answer := resolve_joint(q, w)):
        return answer
    return _commune_or_epci(q, w)


def _commune_or_epci(q: Question, w: Written) -> Resolution | None:
    """A name that no word of structure explains: a commune first, unless the type says EPCI."""
    match = by_name.commune(q.vintage, w, q.where)
    weak = match is NOTHING or match.how == "beginning"
    if weak or (q.wants_epci and not w.body):
        named = w if not w.body else replace(w, cores=(w.whole,))  # « Les Villes Sœurs »
        other = by_name.intercommunality(q.vintage, named, q.where, headed=q.wants_epci)
        if other is not NOTHING:
            return q.verdict(other)
    if weak and (answer := resolve_joint(q, w)):
        return answer
    return None if match is NOTHING else _commune(q, w, match)


def _commune(q: Question, w: Written, match: Match) -> Resolution:
    answer = q.verdict(match)
    if not q.where.departements:
        answer = _perhaps_inside(q, w, match, answer)
    if answer.verdict != "eligible" or not answer.code:
        return answer
    if q.wants_epci:
        codes = {answer.code, q.map.epci_of(answer.code)} - {""}
        reason = "Le type coché est une intercommunalité, le nom celui d'une commune."
        return q.undecided("a_verifier", "epci", codes, f"{reason} {answer.reason}")
    if w.body == "part":
        found = judge.candidates(q.territory, [answer.code])
        reason = f"Le nom dit une commune déléguée, associée ou ancienne. {answer.reason}"
        return Resolution("a_verifier", "commune", answer.code, answer.name, reason, found)
    if match.how == "renamed":
        return _with_longer_names(q, w, answer)
    return answer


def _with_longer_names(q: Question, w: Written, answer: Resolution) -> Resolution:
    """« Marquette » was one commune's name; others begin so: a doubt, not another verdict."""
    others = [c for c in by_name.beginning(q.map, w.core, q.where) if c != answer.code]
    if not others:
        return answer
    names = " ; ".join(judge.label(q.vintage, c) for c in others[:3])
    doubt = f"« {q.shown} » est l'ancien nom de {answer.name}, et le début d'autres noms : {names}."
    return replace(answer, doubts=(doubt,))


def _perhaps_inside(q: Question, w: Written, match: Match, answer: Resolution) -> Resolution:
    """A commune outside whose name is also what one inside, or a part of it, may be called."""
    if match.against or any(q.holds(c) for c in match.codes):
        return answer
    codes = [x.code for core in w.cores for x in q.map.aliases.get(squash(core), ())]
    codes += by_name.beginning(q.map, w.core, Where())
    codes += [n.siren for n in epci.by_core(q.vintage, w.core, headed=False)]
    within = [c for c in codes if c and q.holds(c)]
    if not within:
        return answer
    reason = f"{answer.reason} Mais ce nom peut aussi désigner une collectivité du territoire."
    return q.undecided("ambiguous", "commune", within, reason)


def _nearly_written(q: Question, w: Written) -> Resolution | None:
    """The verdict on the nearest name of a commune or an EPCI, else ``None``."""
    if departement_code(" ".join(w.whole)) or w.whole[:1] == ("communes",):
        return None
    found = []
    if w.body != "epci":
        found.append(by_name.misspelled(q.vintage, w, q.where))
    if w.body in ("", "epci"):
        found.append(by_name.misspelled_epci(q.vintage, w, q.where))
    found = [m for m in found if m is not NOTHING and len(m.codes) <= _MOST_NEAR]
    if len(found) == 2 and _same_name(q, *found):
        found = found[:1]  # « Cambvrai » is the commune, as « Cambrai » is
    first = min((m.cost for m in found), default=0)
    nearest = [m for m in found if m.cost < first + 1]
    if len(nearest) < 2:
        return q.verdict(nearest[0]) if nearest else None
    reason = f"« {q.shown} » est aussi près du nom d'une commune que de celui d'un EPCI."
    codes = [c for m in nearest for c in m.codes]
    return q.undecided("ambiguous", "commune", codes, reason)


def _same_name(q: Question, commune: Match, other: Match) -> bool:
    """Whether an EPCI is called by nothing but the name of the commune."""
    named = [tuple(words(fold(q.map.name(c)))) for c in commune.codes]
    found = [n for core in named for n in epci.by_core(q.vintage, core, headed=False)]
    same = {siren for n in found for siren in (n.siren, *n.successors)}
    return bool(same.intersection(other.codes))
