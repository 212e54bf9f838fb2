"""The options printed or typed in an area, each paired with the mark that stands with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ami_cli.forms.choices.strip import Strip
from ami_cli.forms.choices.ticks import Tick, boxes_in, merge, squeeze, without_ticks
from ami_cli.forms.words import STOP, Token, key, tidy, tokens
from ami_cli.model.campaign import Choice

_GAP = re.compile(r"\s{2,}|\t")


@dataclass(frozen=True, slots=True)
class Option:
    """One option: which choice, where in the strip, what mark stands with it, the free text after it."""

    choice: Choice
    start: int
    end: int
    tick: Tick | None = None
    free: str = ""
    free_at: int = 0


def options_in(strip: Strip, choices: Sequence[Choice]) -> list[Option]:
    """Return the options of a strip in the order they stand, each with its mark and free text."""
    marks = strip.ticks()
    options = list(_find(strip.text, choices))
    if options and marks:
        before = _marks_come_first(options, marks, strip.text)
        options = _without_quoted(options, marks, strip.text, before=before)
        options = _paired(options, marks, strip.text, before=before)
    return _with_free_text(options, marks, strip.text)


def _find(text: str, choices: Sequence[Choice]) -> Iterator[Option]:
    """Yield the options written in a text, the longest wording first, never overlapping."""
    words = tokens(without_ticks(text))
    wordings = _wordings(tuple(choices))
    letters = {
        wanted[0] for wanted, *_ in wordings if len(wanted) == 1
    } & STOP  # « ☐ A ☐ B ☐ C ☐ D »
    counted = [
        place
        for place, word in enumerate(words)
        if word.word not in STOP or (word.word in letters and text[word.start : word.end].isupper())
    ]
    taken: set[int] = set()
    found: list[Option] = []
    for wanted, small, choice, whole in wordings:
        size = len(wanted)
        for first in range(len(counted) - size + 1):
            span = counted[first : first + size]
            if taken.isdisjoint(span) and tuple(words[i].word for i in span) == wanted:
                begin = _with_small_words(words, span[0], small)
                if size == 1 and whole and begin == span[0]:
                    continue  # « le projet » is not « en projet »
                taken.update(span)
                found.append(Option(choice, words[begin].start, words[span[-1]].end))
    yield from sorted(found, key=lambda option: option.start)


@lru_cache(maxsize=256)
def _wordings(
    choices: tuple[Choice, ...],
) -> tuple[tuple[tuple[str, ...], frozenset[str], Choice, bool], ...]:
    """Return each wording's counting words, its small words and its choice, the longest first.

    The last item is True for a wording that is nothing without its small words: « en projet ».
    """
    found: dict[tuple[tuple[str, ...], str], tuple[frozenset[str], Choice]] = {}
    bare: set[tuple[tuple[str, ...], str]] = set()
    for choice in choices:
        for wording in (choice.label, *choice.wordings):
            place = (key(wording), choice.code)
            small = frozenset(t.word for t in tokens(wording)) & STOP
            if place[0]:
                found[place] = (found.get(place, (frozenset(), choice))[0] | small, choice)
            if not small or wording == choice.label:
                bare.add(place)
    wordings = (
        (place[0], small, choice, place not in bare) for place, (small, choice) in found.items()
    )
    return tuple(sorted(wordings, key=lambda item: -len(item[0])))


def _with_small_words(words: Sequence[Token], first: int, small: frozenset[str]) -> int:
    """« en cours » begins at « en »: take in the small words of the wording that stand right before."""
    while (
        first > 0
        and words[first - 1].word in small
        and words[first].start - words[first - 1].end <= 1
    ):
        first -= 1
    return first


def _without_quoted(
    options: list[Option], marks: Sequence[Tick], text: str, *, before: bool
) -> list[Option]:
    """Drop options named in the free text of « Autre : … » among boxes: they are the applicant's words."""
    if not before or not any(mark.boxed for mark in marks):
        return options
    kept: list[Option] = []
    for option in options:
        free = kept[-1] if kept and kept[-1].choice.free else None
        if free is not None:
            between = text[free.end : option.start]
            marked = any(free.end <= mark.start < option.start for mark in marks)
            if not marked and "\n" not in between:
                continue
        kept.append(option)
    return kept


def _paired(
    options: list[Option], marks: Sequence[Tick], text: str, *, before: bool
) -> list[Option]:
    done = []
    for number, option in enumerate(options):
        low = options[number - 1].end if number else 0
        high = options[number + 1].start if number + 1 < len(options) else len(text)
        here = [m for m in marks if _belongs(m, option, (low, high), text, before=before)]
        done.append(replace(option, tick=merge(here)))
    return done


def _marks_come_first(options: Sequence[Option], marks: Sequence[Tick], text: str) -> bool:
    """Tell on which side of their options the marks stand: each votes for its nearer neighbour.

    Lone crosses without a box anywhere that never stand before the first option stand behind theirs.
    """
    boxed = [mark for mark in marks if mark.boxed]
    if len(boxed) == len(options) > 1 and options[0].start < boxed[0].start:
        return options[-1].end > boxed[-1].start  # « A ☒ B ☐ C ☐ »: the last is a box
    votes = 0
    for mark in boxed or marks:
        after = [squeeze(text[mark.end : o.start]) for o in options if o.start >= mark.end]
        before = [squeeze(text[o.end : mark.start]) for o in options if o.end <= mark.start]
        right = _reach(after[0]) if after else 99
        left = _reach(before[-1]) if before else 99
        votes += (right <= left) - (left < right) if boxed else (right < left) - (left < right)
    if votes:
        return votes > 0
    return bool(boxed) or marks[0].start < options[0].start


def _reach(between: str) -> int:
    """Return how far apart two neighbours are; a line break or a word between counts much."""
    return len(between) + 20 * ("\n" in between) + 10 * bool(between.strip(" :.-)"))


def _belongs(
    mark: Tick, option: Option, bounds: tuple[int, int], text: str, *, before: bool
) -> bool:
    """Tell whether a mark between two options is this one's, by the side boxes stand on and by gaps."""
    low, high = bounds
    if low <= mark.start < option.start:
        between = squeeze(text[mark.end : option.start])
        left = squeeze(text[low : mark.start])
        if before:
            own_box = "☐" in boxes_in(text[mark.end : option.start])
            return mark.boxed or not own_box or not _is_far(left, between)
        return False if mark.boxed else low == 0 and not _is_near(left)
    if option.end <= mark.start < high:
        between = squeeze(text[option.end : mark.start])
        if before:
            own_box = high == len(text) or "☐" in boxes_in(text[mark.end : high])
            quoted = option.choice.free and "\n" not in between
            return not mark.boxed and own_box and (quoted or _is_near(between))
        return "\n" not in between
    return False


def _is_near(between: str) -> bool:
    return not _GAP.search(between) and "\n" not in between and len(between.strip(" :.-)")) == 0


def _is_far(left: str, right: str) -> bool:
    """True if a lone cross stands nearer to what is on its left."""
    return _is_near(left) and not _is_near(right)


def _with_free_text(options: list[Option], marks: Sequence[Tick], text: str) -> list[Option]:
    """Give the free option the text beside it, up to the next mark, option or wide gap."""
    done = []
    for number, option in enumerate(options):
        if option.choice.free:
            stop = options[number + 1].start if number + 1 < len(options) else len(text)
            stop = min([stop, *(m.start for m in marks if m.start >= option.end)])
            free = _free(text[option.end : stop])
            at = text.find(free.split("\n")[0], option.end) if free else option.end
            option = replace(option, free=free, free_at=max(at, option.end))  # noqa: PLW2901 - one of the list is changed
        done.append(option)
    return done


def _free(text: str) -> str:
    text = re.sub(r"^\s*(?:\([^)]*\)|,?\s*(?:à\s+)?préciser)?\s*[:\-–=]*\s*", "", text, flags=re.I)
    return tidy(text).strip(" .…_:;,\n")
