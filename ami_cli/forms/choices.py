"""Which options did they choose? Ticks first, then looks (struck, bold, coloured), then what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ami_cli.forms.ticks import Tick, boxes_in, merge, squeeze, ticks_of, without_ticks
from ami_cli.forms.units import Unit
from ami_cli.forms.words import STOP, Token, fold, key, tidy, tokens
from ami_cli.model.campaign import Choice
from ami_cli.model.document import Run

_GAP = re.compile(r"\s{2,}|\t")


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a unit."""

    unit: Unit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters of the part."""
        return self.unit.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Option:
    """One option as printed or typed: which choice, where, what mark stands with it, the free text after it."""

    choice: Choice
    unit: Unit
    start: int
    end: int
    tick: Tick | None = None
    free: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The outcome: options chosen (empty: none), how it was told, how sure, and the text beside « Autre ».

    ``contradictory`` says that a single choice has several marks. ``printed`` is False when the place
    holds none of the options at all. ``extra`` is what was written beside the options when none is chosen.
    """

    options: tuple[Option, ...]
    method: str
    confidence: float
    free: str = ""
    free_slice: Slice | None = None
    printed: bool = True
    contradictory: bool = False
    extra: str = ""


def choose(area: Sequence[Slice], choices: Sequence[Choice], *, several: bool) -> Chosen:
    """Read the options of one choice in an area."""
    options = [option for part in area for option in _with_ticks(part, choices)]
    options = _drop_repeats(options)
    if not options:
        return Chosen((), "texte", 0.9, printed=False)
    chosen = _by_ticks(options) or _by_looks(options) or _by_remaining(options, choices, several)
    free, free_slice = _free_text(chosen.options or tuple(options))
    extra = "" if chosen.options else _extra(area, options)
    chosen = replace(chosen, free=free, free_slice=free_slice, extra=extra)
    if len(chosen.options) > 1 and not several:
        chosen = replace(chosen, contradictory=True, confidence=min(chosen.confidence, 0.3))
    return chosen


def _drop_repeats(options: list[Option]) -> list[Option]:
    """Keep one option per choice; one with a ticked mark wins over one without."""
    best: dict[str, Option] = {}
    for option in options:
        other = best.get(option.choice.code)
        if other is None or (
            option.tick and option.tick.checked and not (other.tick and other.tick.checked)
        ):
            best[option.choice.code] = option
    return sorted(best.values(), key=lambda o: (o.unit.index, o.start))


def _options(part: Slice, choices: Sequence[Choice]) -> Iterator[Option]:
    """Yield the options written in a part, the longest wording first, never overlapping."""
    words = tokens(without_ticks(part.text))
    counted = [place for place, word in enumerate(words) if word.word not in STOP]
    taken: set[int] = set()
    found: list[Option] = []
    for wanted, small, choice in _wordings(tuple(choices)):
        size = len(wanted)
        for first in range(len(counted) - size + 1):
            span = counted[first : first + size]
            if taken.isdisjoint(span) and tuple(words[i].word for i in span) == wanted:
                taken.update(span)
                begin = _with_small_words(words, span[0], small)
                found.append(
                    Option(
                        choice,
                        part.unit,
                        part.start + words[begin].start,
                        part.start + words[span[-1]].end,
                    )
                )
    yield from sorted(found, key=lambda option: option.start)


@lru_cache(maxsize=256)
def _wordings(
    choices: tuple[Choice, ...],
) -> tuple[tuple[tuple[str, ...], frozenset[str], Choice], ...]:
    """Return each wording's counting words, its small words and its choice, the longest first."""
    found = {
        (key(wording), choice.code): (
            key(wording),
            frozenset(t.word for t in tokens(wording)) & STOP,
            choice,
        )
        for choice in choices
        for wording in (choice.label, *choice.wordings)
        if key(wording)
    }
    return tuple(sorted(found.values(), key=lambda item: -len(item[0])))


def _with_small_words(words: Sequence[Token], first: int, small: frozenset[str]) -> int:
    """« en cours » begins at « en »: take in the small words of the wording that stand right before."""
    while (
        first > 0
        and words[first - 1].word in small
        and words[first].start - words[first - 1].end <= 1
    ):
        first -= 1
    return first


def _with_ticks(part: Slice, choices: Sequence[Choice]) -> list[Option]:
    options = list(_options(part, choices))
    marks = ticks_of(part.unit, part.start, part.end)
    if not options or not marks:
        return _bounded(options, part, marks)
    before = _marks_come_first(options, marks, part)
    paired = []
    for number, option in enumerate(options):
        low = options[number - 1].end if number else part.start
        high = options[number + 1].start if number + 1 < len(options) else part.end
        here = [m for m in marks if _belongs(m, option, low, high, before=before)]
        paired.append(replace(option, tick=merge(here)))
    return _bounded(paired, part, marks)


def _marks_come_first(options: Sequence[Option], marks: Sequence[Tick], part: Slice) -> bool:
    """Tell on which side of their options the boxes stand: each box votes for its nearer neighbour."""
    text = part.unit.text
    votes = 0
    for mark in [m for m in marks if m.boxed] or list(marks):
        after = [squeeze(text[mark.end : o.start]) for o in options if o.start >= mark.end]
        before = [squeeze(text[o.end : mark.start]) for o in options if o.end <= mark.start]
        right = _reach(after[0]) if after else 99
        left = _reach(before[-1]) if before else 99
        votes += (right <= left) - (left < right)
    return votes >= 0


def _reach(between: str) -> int:
    """Return how far apart two neighbours are; a line break or a word between counts much."""
    return len(between) + 20 * ("\n" in between) + 10 * bool(between.strip(" :.-"))


def _belongs(mark: Tick, option: Option, low: int, high: int, *, before: bool) -> bool:
    """Tell whether a mark between two options is this one's, by the side boxes stand on and by gaps."""
    text = option.unit.text
    if low <= mark.start < option.start:
        between = squeeze(text[mark.end : option.start])
        left = squeeze(text[low : mark.start])
        if before:
            own_box = "☐" in boxes_in(text[mark.end : option.start])
            return mark.boxed or not own_box or not _is_far(left, between)
        return False if mark.boxed else not _is_near(left)
    if option.end <= mark.start < high:
        between = squeeze(text[option.end : mark.start])
        if before:
            own_box = high == len(text) or "☐" in boxes_in(text[mark.end : high])
            return not mark.boxed and own_box and _is_near(between)
        return "\n" not in between
    return False


def _is_near(between: str) -> bool:
    return not _GAP.search(between) and "\n" not in between and len(between.strip(" :.-")) == 0


def _is_far(left: str, right: str) -> bool:
    """True if a lone cross stands nearer to what is on its left."""
    return _is_near(left) and not _is_near(right)


def _bounded(options: list[Option], part: Slice, marks: Sequence[Tick]) -> list[Option]:
    """Give the free option the text beside it, up to the next mark, option or wide gap."""
    done = []
    for number, option in enumerate(options):
        if not option.choice.free:
            done.append(option)
            continue
        stop = options[number + 1].start if number + 1 < len(options) else part.end
        stop = min([stop, *(m.start for m in marks if m.start >= option.end)])
        done.append(replace(option, free=_free(part.unit.text[option.end : stop])))
    return done


def _free(text: str) -> str:
    text = re.sub(r"^\s*(?:\([^)]*\)|,?\s*(?:à\s+)?préciser)?\s*[:\-–=]*\s*", "", text, flags=re.I)
    return tidy(text).strip(" .…_:;,\n")


def _free_text(options: Sequence[Option]) -> tuple[str, Slice | None]:
    for option in options:
        if option.choice.free and option.free:
            start = option.unit.text.find(option.free.split("\n")[0], option.end)
            end = start + len(option.free)
            return option.free, Slice(option.unit, max(start, option.end), max(end, option.end))
    return "", None


def _extra(area: Sequence[Slice], options: Sequence[Option]) -> str:
    """Return what an area says besides its options: « Hors liste : 26 »."""
    lines = []
    for part in area:
        text = without_ticks(part.unit.text)
        for option in options:
            if option.unit is part.unit:
                text = text[: option.start] + " " * (option.end - option.start) + text[option.end :]
        rest = tidy(text[part.start : part.end]).strip(" ()[].,;:/…-–")
        if any(c.isalnum() for c in rest):
            lines.append(rest)
    return "\n".join(lines)


def _by_ticks(options: Sequence[Option]) -> Chosen | None:
    ticked = [o for o in options if o.tick and o.tick.checked]
    unsure = [o for o in options if o.tick and o.tick.checked is None]
    if ticked:
        sure = min(o.tick.confidence for o in ticked if o.tick)
        return Chosen(tuple(ticked), "case cochée", (0.97 if not unsure else 0.7) * sure)
    if unsure:
        return Chosen((), "case illisible", 0.2)
    free = [o for o in options if o.choice.free and o.free and o.tick]
    if free and len(options) > 1:
        return Chosen(tuple(free), "texte après « autre »", 0.6)
    return None


def _by_looks(options: Sequence[Option]) -> Chosen | None:
    looks = [_looks(option) for option in options]
    struck = ["barré" in look for look in looks]
    if any(struck) and not all(struck):
        kept = tuple(o for o, gone in zip(options, struck, strict=True) if not gone)
        return Chosen(kept, "les autres barrés", 0.9)
    for name, sure in (("surligné", 0.92), ("gras", 0.9), ("souligné", 0.9), ("couleur", 0.85)):
        shown = [name in look for look in looks]
        if any(shown) and not all(shown):
            kept = tuple(o for o, on in zip(options, shown, strict=True) if on)
            return Chosen(kept, name, sure)
    return None


def _looks(option: Option) -> frozenset[str]:
    runs = [
        span.item
        for span in option.unit.spans
        if isinstance(span.item, Run)
        and span.item.text.strip()
        and span.start < option.end
        and span.end > option.start
    ]
    if not runs:
        return frozenset()
    looks = {
        "barré": all(run.struck for run in runs),
        "gras": all(run.bold for run in runs),
        "souligné": all(run.underlined for run in runs),
        "surligné": all(run.highlighted for run in runs),
        "couleur": all(run.colour not in (None, "000000") for run in runs),
    }
    return frozenset(name for name, on in looks.items() if on)


def _by_remaining(options: Sequence[Option], choices: Sequence[Choice], several: bool) -> Chosen:
    left = {option.choice.code for option in options}
    if len(left) == len(choices) and len(choices) > 1:
        return Chosen((), "aucune case cochée", 0.95)
    boxed = any(option.tick and option.tick.boxed for option in options)
    if boxed:
        if len(left) == 1 and not several:
            return Chosen(tuple(options), "seule option conservée", 0.6)
        return Chosen((), "aucune case cochée", 0.85)
    text = "seule option conservée" if len(left) == 1 else "options conservées"
    return Chosen(tuple(options), text, 0.95 if len(left) == 1 else 0.88)


def same_choice(text: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the option a short text names, by code, label or wording."""
    wanted = key(text)
    for choice in choices:
        if fold(text) == choice.code or any(
            key(wording) == wanted for wording in (choice.label, *choice.wordings)
        ):
            return choice
    return None
