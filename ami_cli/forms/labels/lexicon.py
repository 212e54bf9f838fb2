"""The call's words compiled for look-up: which fields, composites and groups a label may mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import OSA

from ami_cli.forms.words import STOP, full_key, label_key, stem
from ami_cli.model.campaign import Campaign, Composite, FieldSpec

_PARENTHESIS = re.compile(r"\([^()]*\)")
# « Quel est le titre de votre projet ? » asks for « Titre du projet »
_ASKING = frozenset(
    stem(word)
    for word in [
        "quel",
        "quelle",
        "quels",
        "quelles",
        "est",
        "sont",
        "pouvez",
        "pourriez",
        "vous",
        "nous",
        "merci",
        "bien",
        "vouloir",
        "indiquer",
        "indiquez",
        "preciser",
        "precisez",
        "decrire",
        "decrivez",
        "presenter",
        "presentez",
        "renseigner",
        "renseignez",
        "veuillez",
        "il",
        "elle",
        "svp",
        "actuel",
        "actuelle",
        "exact",
        "exacte",
        "complet",
        "complete",
    ]
)
# Below this overlap a label is not that wording: « adresse du siège social » still is « adresse du siège ».
ENOUGH = 0.66
EXTENDED = 0.74  # a known label and one word more
_OR = re.compile(r"\s*/\s*|\s+ou\s+|\s+et/ou\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """What a label may stand for. ``id`` is a field's path, a composite's index, or a group's id."""

    kind: Literal["field", "composite", "group"]
    id: str
    group: str


@dataclass(frozen=True, slots=True)
class Match:
    """One reading of a label and how well it fits, 0..1.

    ``said`` names a group that the label itself spells out; ``alone`` says that no other field has this wording.
    """

    target: Target
    score: float
    said: str = ""
    alone: bool = False


@dataclass(slots=True)
class Lexicon:
    """Every wording of a campaign by its key, with an index by word for inexact labels."""

    exact: dict[tuple[str, ...], tuple[Target, ...]]
    by_word: dict[str, set[tuple[str, ...]]]
    group_keys: dict[tuple[str, ...], str]
    vocabulary: frozenset[str]
    longest: int
    composites: tuple[Composite, ...]
    _cache: dict[str, tuple[Match, ...]] = field(default_factory=dict)

    def look_up(self, text: str) -> tuple[Match, ...]:
        """Return what a label may mean, best first; empty when it is no label of the call."""
        if text not in self._cache:
            if len(self._cache) > 20_000:
                self._cache.clear()
            self._cache[text] = self._look_up(text)
        return self._cache[text]

    def _look_up(self, text: str) -> tuple[Match, ...]:
        whole = label_key(text)
        bare = label_key(_PARENTHESIS.sub(" ", text))
        if not whole or len(bare or whole) > 14:
            return ()
        found = (
            self._exactly(full_key(text))
            or self._exactly(whole)
            or (self._exactly(bare) if bare else ())
        )
        if not found:
            mended = tuple(part for word in (bare or whole) for part in self._mended(word))
            asked = tuple(word for word in mended if word not in _ASKING)
            found = (
                self._exactly(mended, 0.96)
                or self._exactly(asked, 0.93)
                or self._compound(mended)
                or self._compound(asked)
                or self._either(text)
                or self._overlap(mended)
            )
        return tuple(sorted(found, key=lambda m: (-m.score, m.target.id)))

    def knows(self, word: str) -> bool:
        """True for a word that may stand in a label."""
        return word in STOP or stem(word) in self.vocabulary

    def exactly(self, text: str) -> tuple[Match, ...]:
        """Return the meanings of a text that is word for word a wording of the call, or a compound of two."""
        found = self._exactly(full_key(text))
        words = label_key(text)
        if (
            found
            or not words
            or len(words) > self.longest + 3
            or not self.vocabulary.issuperset(words)
        ):
            return found
        return self._exactly(words) or self._compound(words)

    def _exactly(self, words: tuple[str, ...], score: float = 1.0) -> tuple[Match, ...]:
        return tuple(
            Match(target, score, alone=self._alone(words)) for target in self.exact.get(words, ())
        )

    def _alone(self, words: tuple[str, ...]) -> bool:
        return sum(target.kind == "field" for target in self.exact[words]) == 1

    def _mended(self, word: str) -> tuple[str, ...]:
        """Return the vocabulary's words that a fault hides: « fonctionexercée » is two."""
        mended = self._mend(word)
        if mended in self.vocabulary or len(word) < 9:
            return (mended,)
        for cut in range(4, len(word) - 3):
            parts = (stem(word[:cut]), stem(word[cut:]))
            if self.vocabulary.issuperset(parts):
                return parts
        return (mended,)

    def _mend(self, word: str) -> str:
        """Return the vocabulary's word that a typing or OCR fault hides, or the word itself."""
        if word in self.vocabulary or len(word) < 5:
            return word
        return _nearest(word, self.vocabulary) or word

    def _compound(self, words: tuple[str, ...]) -> tuple[Match, ...]:
        """« Téléphone du technicien »: a field's label and a group's name in one."""
        found: dict[Match, None] = {}
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                group = self.group_keys.get(words[first:last])
                if group is not None and last - first < len(words):
                    rest = words[:first] + words[last:]
                    found.update(dict.fromkeys(self._of_group(rest, group)))
        return tuple(found)

    def _of_group(self, words: tuple[str, ...], group: str) -> Iterator[Match]:
        for target in self.exact.get(words, ()):
            own = ("", group) if target.kind == "composite" else (group,)
            if target.kind != "group" and target.group in own:
                yield Match(target, 0.97, group)

    def _either(self, text: str) -> tuple[Match, ...]:
        """« Mandat ou poste »: two labels of the same fields in one."""
        parts = [self._exactly(label_key(part), 0.93) for part in _OR.split(text)]
        if len(parts) < 2 or not all(parts):
            return ()
        shared = set.intersection(*({_last(m) for m in part} for part in parts))
        found = {m.target: m for part in parts for m in part if _last(m) in shared}
        return tuple(found.values())

    def _overlap(self, words: tuple[str, ...]) -> tuple[Match, ...]:
        candidates = set().union(*(self.by_word.get(word, set()) for word in words))
        best: dict[Target, Match] = {}
        for candidate in candidates:
            common = len(set(words) & set(candidate))
            score = 2 * common / (len(set(words)) + len(set(candidate)))
            longer = words[:-1] == candidate and not words[-1].isdigit()
            if not longer and (score < ENOUGH or (len(candidate) == 1 and len(words) > 2)):
                continue
            for target in self.exact[candidate]:
                if longer and target.kind == "field":  # « Département d'appartenance »
                    score = max(score, EXTENDED)
                elif score < ENOUGH:
                    continue
                known = best.get(target)
                if (target.kind != "group" or score > 0.85) and not (
                    known and known.score >= score * 0.95
                ):
                    best[target] = Match(target, score * 0.95, alone=self._alone(candidate))
        return tuple(best.values())


def _last(match: Match) -> str:
    """Return what a field is for whoever it belongs to: « fonction »."""
    return match.target.kind + match.target.id.rsplit(".", 1)[-1]


@lru_cache(maxsize=20_000)
def _nearest(word: str, vocabulary: frozenset[str]) -> str | None:
    limit = 1 if len(word) < 8 else 2
    close = [v for v in vocabulary if len(v) > 3 and abs(len(v) - len(word)) <= limit]
    near = [v for v in close if OSA.distance(word, v, score_cutoff=limit) <= limit]
    return near[0] if len(near) == 1 else None


def compile_lexicon(campaign: Campaign) -> Lexicon:
    """Compile the wordings of a campaign."""
    exact: dict[tuple[str, ...], dict[Target, None]] = defaultdict(dict)
    groups: dict[tuple[str, ...], str] = {}
    for spec in campaign.fields:
        target = Target("field", spec.path, spec.section)
        for wording in (spec.label, *spec.wordings, *_headings(campaign, spec)):
            _add(exact, wording, target)
    composites = (*campaign.composites, *_people(campaign))
    for number, composite in enumerate(composites):
        target = Target("composite", str(number), composite.group)
        for wording in composite.wordings:
            _add(exact, wording, target)
    for group in campaign.groups:
        target = Target("group", group.id, group.id)
        for wording in (group.label, *group.wordings):
            _add(exact, wording, target)
            groups.setdefault(label_key(wording), group.id)
    by_word: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for words in exact:
        for word in words:
            by_word[word].add(words)
    return Lexicon(
        {words: tuple(targets) for words, targets in exact.items()},
        dict(by_word),
        dict(sorted(groups.items(), key=lambda item: -len(item[0]))),
        frozenset(by_word),
        max((len(words) for words in exact), default=1),
        composites,
    )


def _headings(campaign: Campaign, spec: FieldSpec) -> tuple[str, ...]:
    """Return the headings of a section that asks for nothing but this field: they label it as well."""
    group = campaign.by_group.get(spec.section)
    alone = sum(field.section == spec.section for field in campaign.fields) == 1
    return group.wordings if group and alone and spec.kind in ("longtext", "list") else ()


def _people(campaign: Campaign) -> Iterator[Composite]:
    """A person's heading with the person beside it: « Autorité territoriale : M. Jean DUBOIS, Maire »."""
    for group in campaign.groups:
        if f"{group.id}.prenom" in campaign.by_path:
            fields = ("nom", "prenom", "fonction")
            wordings = (group.label, *group.wordings)
            yield Composite(wordings=wordings, fields=fields, split="person_title", group=group.id)


def _add(exact: dict[tuple[str, ...], dict[Target, None]], wording: str, target: Target) -> None:
    for text in (wording, _PARENTHESIS.sub(" ", wording)):
        full = full_key(text)
        words = label_key(text)
        if full:
            exact[full].setdefault(target)
        if words and (
            len(words) > 1 or len(full) < 4
        ):  # « Où en est le projet ? » is not « projet »
            exact[words].setdefault(target)
