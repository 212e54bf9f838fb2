"""Tells why an answer is what it is."""

from __future__ import annotations

from ami_cli.app.why import why
from ami_cli.console.out import paint, say
from ami_cli.model import words
from ami_cli.model.campaign import Campaign, FieldSpec
from ami_cli.model.candidature import Answer

_LONGEST = 160  # characters of a text shown


def show_why(answer: Answer, spec: FieldSpec, campaign: Campaign) -> None:
    """Show the value of a field, what was looked for, each sighting with its fate, and what to do."""
    told = why(answer, spec, campaign)
    value = _shown(answer.value, spec)
    say(
        f"  {paint(spec.label, 'titre')} : {value + ' — ' if value else ''}{words.confidence_words(answer)}"
    )
    say(f"  cherché : {told.looked_for}")
    for seen in told.seen:
        text = _short(words.sighting_words(seen.evidence)) or "(vide)"
        place = words.place_words(seen.evidence)
        say(f"  vu : {text}")
        say(f"       {', '.join(p for p in (place, seen.evidence.method) if p)} → {seen.fate}")
    if not told.seen:
        say("  vu : rien")
    for doubt in answer.doubts:
        say(f"  [doute] {doubt}")
    if told.advice:
        say(f"  à faire : {told.advice}")


def _shown(value: object, spec: FieldSpec) -> str:
    """Return a value as staff read it: the label of an option rather than its code."""
    labels = {choice.code: choice.label for choice in spec.choices}
    match value:
        case None | "" | ():
            return ""
        case bool():
            return "oui" if value else "non"
        case tuple() | list():
            return _short(", ".join(labels.get(str(one), str(one)) for one in value))
        case _:
            return _short(labels.get(str(value), str(value)))


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
