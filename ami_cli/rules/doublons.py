"""The rule about twins: one candidature per collectivité and per person, told by comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations

from ami_cli.rules.kit import Case, Doubt, Params, enumerate_french, quote
from ami_cli.rules.personnes import Person, words

SHINGLE = 5  # words; a sentence shared by chance is shorter
NEAR = 0.8  # share of shingles in common from which two texts are one text retouched
MIN_WORDS = 25
COMMON = 30  # a shingle borne by more texts than this belongs to the form, not to an applicant

Groups = Mapping[object, tuple[str, ...]]
Keys = Callable[[Case, str], Sequence[object]]


class DoublonsParams(Params):
    """The people (field prefixes) and the long texts that two dossiers should not share."""

    personnes: tuple[str, ...] = ()
    textes: tuple[str, ...] = ()


def doublons(case: Case, params: DoublonsParams) -> Iterator[Doubt]:
    """Une collectivité ne dépose qu’un dossier, et une personne ne s’engage que dans un seul."""
    yield from _strangers(case)
    yield from _same_collectivite(case)
    yield from _same_people(case, params)
    yield from _same_mailboxes(case, params)
    yield from _same_texts(case, params)


def _strangers(case: Case) -> Iterator[Doubt]:
    names = [quote(name) for name in case.candidature.reading.strangers]
    if names:
        message = (
            "Le dossier contient les formulaires de collectivités différentes"
            f" ({enumerate_french(names)}) : les séparer, ou décider lequel compte."
        )
        yield Doubt("plusieurs_candidats", "a_verifier", message)


def _same_collectivite(case: Case) -> Iterator[Doubt]:
    others = _others(case, case.batch.index("code", _by_code), case.territory.code)
    if others:
        name = case.territory.name or case.territory.code
        message = f"{name} a aussi déposé {_dossiers(others)} : décider lequel compte."
        yield Doubt("doublon", "a_verifier", message)


def _same_people(case: Case, params: DoublonsParams) -> Iterator[Doubt]:
    key = ("people", params.personnes)
    by_person = partial(_by, prefixes=params.personnes, keys=_person_keys)
    groups = case.batch.index(key, by_person)
    for prefix in params.personnes:
        named = [others for k in _person_keys(case, prefix) if (others := _others(case, groups, k))]
        if named:
            others = tuple(sorted({name for group in named for name in group}))
            who = Person(case.text(f"{prefix}.nom"), case.text(f"{prefix}.prenom")).full
            message = f"{who} est aussi engagé·e dans {_dossiers(others)}."
            yield Doubt(
                "personne_engagee_deux_fois", "a_verifier", message, case.proof(f"{prefix}.nom")
            )


def _same_mailboxes(case: Case, params: DoublonsParams) -> Iterator[Doubt]:
    key = ("mailbox", params.personnes)
    by_mailbox = partial(_by, prefixes=params.personnes, keys=_mailbox)
    groups = case.batch.index(key, by_mailbox)
    for prefix in params.personnes:
        for address in _mailbox(case, prefix):
            if others := _others(case, groups, address):
                message = f"Le courriel {quote(address)} figure aussi dans {_dossiers(others)}."
                yield Doubt(
                    "courriel_partage", "information", message, case.proof(f"{prefix}.courriel")
                )


def _same_texts(case: Case, params: DoublonsParams) -> Iterator[Doubt]:
    for path in params.textes:
        twins = case.batch.index(("text", path), partial(_near_texts, path=path))
        if others := _others(case, twins, case.dossier):
            message = (
                f"Le texte « {case.label(path)} » est presque identique dans {_dossiers(others)}."
            )
            yield Doubt("texte_semblable", "information", message, case.proof(path))


def _by_code(cases: Sequence[Case]) -> Groups:
    found: dict[object, set[str]] = defaultdict(set)
    for case in cases:
        if case.territory.code:
            found[case.territory.code].add(case.dossier)
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _by(cases: Sequence[Case], prefixes: Sequence[str], keys: Keys) -> Groups:
    found: dict[object, set[str]] = defaultdict(set)
    for case in cases:
        for prefix in prefixes:
            for key in keys(case, prefix):
                found[key].add(case.dossier)
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _person_keys(case: Case, prefix: str) -> tuple[tuple[str, str], ...]:
    """A name alone is no proof (namesakes): the same name with the same mailbox or telephone is."""
    person = Person(case.text(f"{prefix}.nom"), case.text(f"{prefix}.prenom"))
    if len(words(person.full)) < 2:
        return ()
    contacts = (case.text(f"{prefix}.courriel"), case.text(f"{prefix}.telephone"))
    return tuple((person.key, contact) for contact in contacts if contact)


def _mailbox(case: Case, prefix: str) -> tuple[str, ...]:
    address = case.text(f"{prefix}.courriel")
    return (address,) if "@" in address else ()


def _near_texts(cases: Sequence[Case], path: str) -> Groups:
    """Return, per dossier, the others whose text shares most of its shingles."""
    shingles = {case.dossier: _shingles(case.text(path)) for case in cases}
    bearers: dict[str, list[str]] = defaultdict(list)
    for dossier in sorted(shingles):
        for shingle in shingles[dossier]:
            bearers[shingle].append(dossier)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for names in bearers.values():
        if 1 < len(names) <= COMMON:
            for pair in combinations(names, 2):
                shared[pair] += 1
    twins: dict[str, list[str]] = defaultdict(list)
    for (one, other), count in shared.items():
        if count >= NEAR * max(len(shingles[one]), len(shingles[other])):
            twins[one].append(other)
            twins[other].append(one)
    return {name: tuple(sorted(others)) for name, others in twins.items()}


def _shingles(text: str) -> frozenset[str]:
    tokens = words(text)
    if len(tokens) < MIN_WORDS:
        return frozenset()
    return frozenset(" ".join(tokens[i : i + SHINGLE]) for i in range(len(tokens) - SHINGLE + 1))


def _others(case: Case, groups: Groups, key: object) -> tuple[str, ...]:
    if not key:
        return ()
    left = {case.dossier, *case.batch.withdrawn}
    return tuple(name for name in groups.get(key, ()) if name not in left)


def _dossiers(names: Sequence[str]) -> str:
    noun = "le dossier" if len(names) == 1 else "les dossiers"
    shown = [*names[:5], f"{len(names) - 5} autres"] if len(names) > 6 else list(names)
    return f"{noun} {enumerate_french(shown)}"
