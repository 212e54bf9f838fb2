"""Which options did they choose? Ticks first, then looks (struck, bold, coloured), then what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ami_cli.forms.choices.options import Option, options_in
from ami_cli.forms.choices.strip import Slice, Strip, lay_strip
from ami_cli.forms.choices.ticks import without_ticks
from ami_cli.forms.words import fold, key, tidy
from ami_cli.model.campaign import Choice
from ami_cli.model.document import Run

_YES_NO = re.compile(r"[ ]?\)?(?:\([^()]*\))?[ ]?[:=–—-]*\s?\(?(oui|non|yes|no)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"[ ]?[:=–—-]*\s?\(?(?:pas|aucun|jamais)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:pas|ni|non|aucune?|sans|hors|rien)\s+(?:encore\s+)?(?:en\s+|d['’]|de\s+|du\s+|le\s+|la\s+|un\s+|une\s+)?$",
    re.I,
)
SENTENCE = 4  # other words that count, on the line of a lone option
MIN_BOXES = 2  # boxes left beside one that was replaced: it must be the odd one out
# an arrow, a star, a square root, a « V » in place of a box
_SIGN = re.compile(r"(?:[^\w\s,;:./()\[\]'’\"–—-]|(?<!\w)[vV])\s*$")
POINTER = re.compile(r"[^\S\n]*\)?[^\S\n]*(?:<=+|<-+|<{2,}|←|⇐|⟸|◄|⬅|👈|!{2,}|\*{2,})")
_WORD = re.compile(r"(?:oui|ok|->|=>|>>)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The outcome: options chosen (empty: none), where, how it was told, how sure, the text beside « Autre ».

    ``contradictory`` says that a single choice has several marks. ``printed`` is False when the place
    holds none of the options at all. ``extra`` is what was written beside the options when none is chosen.
    """

    options: tuple[Option, ...]
    method: str
    confidence: float
    places: tuple[Slice, ...] = ()
    free: str = ""
    free_place: Slice | None = None
    printed: bool = True
    contradictory: bool = False
    extra: str = ""


def choose(area: Sequence[Slice], choices: Sequence[Choice], *, several: bool) -> Chosen:
    """Read the options of one choice in an area."""
    strip = lay_strip(area)
    everything = options_in(strip, choices)
    options = _drop_repeats(everything)
    if not options:
        return Chosen((), "texte", 0.9, printed=False)
    chosen = (
        _by_ticks(options, several=several)
        or _by_words(options, strip)
        or _by_missing_box(options, strip, several=several)
        or _by_pointer(options, strip)
        or _by_looks(options, strip)
        or _by_repetition(everything, several=several)
        or _by_remaining(_not_denied(options, strip), strip, choices, several=several)
    )
    if len(chosen.options) > 1 and not several:
        chosen = replace(chosen, contradictory=True, confidence=min(chosen.confidence, 0.3))
    free = next((o for o in chosen.options or options if o.choice.free and o.free), None)
    return replace(
        chosen,
        places=tuple(strip.slice(o.start, o.end) for o in chosen.options),
        free=free.free if free else "",
        free_place=strip.slice(free.free_at, free.free_at + len(free.free)) if free else None,
        extra="" if chosen.options else _extra(strip, everything),
    )


def _drop_repeats(options: Sequence[Option]) -> list[Option]:
    """Keep one option per choice; one with a ticked mark wins over one without."""
    best: dict[str, Option] = {}
    for option in options:
        other = best.get(option.choice.code)
        if other is None or (_ticked(option) and not _ticked(other)):
            best[option.choice.code] = option
    return sorted(best.values(), key=lambda option: option.start)


def _ticked(option: Option) -> bool:
    return option.tick is not None and option.tick.checked is True


def _extra(strip: Strip, options: Sequence[Option]) -> str:
    """Return what an area says besides its options: « département : 76 »."""
    text = without_ticks(strip.text)
    for option in options:
        text = text[: option.start] + " " * (option.end - option.start) + text[option.end :]
    lines = (line.strip(" ()[].,;:/…-–") for line in tidy(text).split("\n"))
    return "\n".join(line for line in lines if any(c.isalnum() for c in line))


def _by_words(options: Sequence[Option], strip: Strip) -> Chosen | None:
    """« PCAET : oui / TEPOS : non »: a word behind each option."""
    ends = [*(o.start for o in options[1:]), len(strip.text)]
    said = [_YES_NO.match(strip.text[o.end : e]) for o, e in zip(options, ends, strict=True)]
    if not any(said):
        return None
    denied = [_NOT_YET.match(strip.text[o.end : e]) for o, e in zip(options, ends, strict=True)]
    if not any(m and fold(m.group(1)) in ("oui", "yes") for m in said):
        left = tuple(o for o, m, n in zip(options, said, denied, strict=True) if not m and not n)
        if left and len(left) < len(options) and not any(o.tick for o in options):
            return Chosen(left, "les autres niées", 0.75)
    kept = tuple(
        o for o, m in zip(options, said, strict=True) if m and fold(m.group(1)) in ("oui", "yes")
    )
    return Chosen(kept, "oui ou non derrière l'option", 0.92 if kept else 0.9)


def _by_missing_box(options: Sequence[Option], strip: Strip, *, several: bool) -> Chosen | None:
    """« ☐ en réflexion  → en cours  ☐ réalisé »: a sign or a word in place of a box, the others empty."""
    bare = [o for o in options if o.tick is None]
    boxed = [o for o in options if o.tick]
    if not bare or (len(bare) > 1 and not several) or len(boxed) < MIN_BOXES:
        return None
    if not all(o.tick and o.tick.boxed and o.tick.checked is False for o in boxed):
        return None
    before = [strip.text[: o.start] for o in bare]
    if all(_SIGN.search(text) for text in before):
        return Chosen(tuple(bare), "signe à la place de la case", 0.9)
    if len(bare) == 1 and _WORD.search(before[0]):
        return Chosen(tuple(bare), "mot à la place de la case", 0.78)
    return None


def _by_pointer(options: Sequence[Option], strip: Strip) -> Chosen | None:
    """« ☐ Commune <=== ☐ Métropole »: the boxes left empty, an arrow behind what is chosen."""
    ends = [*(o.start for o in options[1:]), len(strip.text)]
    shown = tuple(
        o for o, e in zip(options, ends, strict=True) if POINTER.match(strip.text[o.end : e])
    )
    return (
        Chosen(shown, "flèche derrière l'option", 0.9)
        if shown and len(shown) < len(options)
        else None
    )


def _by_repetition(everything: Sequence[Option], *, several: bool) -> Chosen | None:
    """All boxes left empty and one option written again behind them: « => en lancement »."""
    first: dict[str, Option] = {}
    again: list[Option] = []
    for option in everything:
        if option.choice.code not in first:
            first[option.choice.code] = option
        elif option.tick is None and option.start > max(o.end for o in first.values()):
            again.append(option)
    boxed = all(o.tick and o.tick.boxed for o in first.values())
    if not boxed or len(first) < 2 or not again or (len(again) > 1 and not several):
        return None
    return Chosen(tuple(again), "réponse écrite sous les cases", 0.78)


def _not_denied(options: Sequence[Option], strip: Strip) -> list[Option]:
    """Leave out the options of « pas de TEPOS », « ni CRTE »."""
    return [o for o in options if not _DENIED.search(strip.text[: o.start])]


def _by_ticks(options: Sequence[Option], *, several: bool) -> Chosen | None:
    ticked = [o for o in options if o.tick and o.tick.checked]
    unsure = [o for o in options if o.tick and o.tick.checked is None]
    if ticked:
        sure = min(o.tick.confidence for o in ticked if o.tick)
        named = [o for o in options if o.choice.free and o.free and o not in ticked]
        if several and named:
            return Chosen((*ticked, *named), "case cochée, texte après « autre »", 0.75 * sure)
        return Chosen(tuple(ticked), "case cochée", (0.985 if not unsure else 0.7) * sure)
    if unsure:
        return Chosen((), "case illisible", 0.2)
    free = [o for o in options if o.choice.free and o.free and o.tick]
    if free and len(options) > 1:
        return Chosen(tuple(free), "texte après « autre »", 0.6)
    return None


def _by_looks(options: Sequence[Option], strip: Strip) -> Chosen | None:
    looks = [_looks(strip.slice(option.start, option.end)) for option in options]
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


def _looks(part: Slice) -> frozenset[str]:
    runs = [
        span.item
        for span in part.unit.spans
        if isinstance(span.item, Run)
        and span.item.text.strip()
        and span.start < part.end
        and span.end > part.start
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


def _by_remaining(
    options: Sequence[Option], strip: Strip, choices: Sequence[Choice], *, several: bool
) -> Chosen:
    left = {option.choice.code for option in options}
    if len(left) == len(choices) and len(choices) > 1:
        return Chosen((), "aucune case cochée", 0.95)
    boxed = any(option.tick and option.tick.boxed for option in options)
    if boxed:
        if len(left) == 1 and not several:
            return Chosen(tuple(options), "seule option conservée", 0.6)
        if several and len(left) < len(choices) - 1:
            return Chosen(tuple(options), "options conservées, cases vides", 0.5)
        return Chosen((), "aucune case cochée", 0.85)
    text = "seule option conservée" if len(left) == 1 else "options conservées"
    if not several and len(left) == 1 and _in_a_sentence(options[0], strip):
        return Chosen(tuple(options), "option nommée dans une phrase", 0.6)
    return Chosen(tuple(options), text, 0.95 if len(left) == 1 else 0.88)


def _in_a_sentence(option: Option, strip: Strip) -> bool:
    """« L'étude est lancée depuis janvier »: an option among many other words is hardly the answer."""
    line = strip.text[strip.text.rfind("\n", 0, option.start) + 1 :].split("\n")[0]
    outside = re.sub(
        r"\([^()]*\)", " ", line.replace(strip.text[option.start : option.end], " ", 1)
    )
    return len(key(outside)) >= SENTENCE


def same_choice(text: str, choices: Sequence[Choice]) -> Choice | None:
    """Return the option a short text names, by code, label or wording."""
    wanted = key(text)
    for choice in choices:
        if fold(text) == choice.code or any(
            key(wording) == wanted for wording in (choice.label, *choice.wordings)
        ):
            return choice
    return None
