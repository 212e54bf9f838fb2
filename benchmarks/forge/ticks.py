"""How people choose an option: the runs (text, look) of one line of options."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from random import Random

Run = tuple[str, str]  # text, look: "", "bold", "underline", "strike", "highlight"

BOXED = ["glyph", "check", "square", "cross_in_place", "cross_before", "cross_behind", "bracket"]
BARE = ["bold", "underline", "highlight", "strike_others", "delete_others", "typed"]


def options(
    random: Random, labels: Sequence[tuple[str, str]], chosen: Collection[str], other: str, way: str
) -> list[Run]:
    """Return the runs for options (code, label) of which some are chosen, done in one way."""
    runs: list[Run] = []
    kept = [c for c, _ in labels if c in chosen]
    if way == "typed":
        said = ", ".join(_said(label, other) for code, label in labels if code in kept)
        return [(said, "")]
    for code, label in labels:
        on = code in chosen
        text = _said(label, other if on else "")
        if way == "delete_others" and not on:
            continue
        runs += [*_option(way, text, on=on), ("    ", "")]
    return runs


def _said(label: str, other: str) -> str:
    if label != "Autre":
        return label
    return f"Autre : {other}" if other else "Autre : .................."


def _option(way: str, text: str, *, on: bool) -> list[Run]:
    match way:
        case "glyph":
            return [(f"{'☒' if on else '☐'} {text}", "")]
        case "check":
            return [(f"{'☑' if on else '☐'} {text}", "")]
        case "square":
            return [(f"{'■' if on else '□'} {text}", "")]
        case "cross_in_place":
            return [(f"{'X' if on else '☐'} {text}", "")]
        case "cross_before":
            return [(f"{'x ☐' if on else '☐'} {text}", "")]
        case "cross_behind":
            return [(f"☐ {text}{' X' if on else ''}", "")]
        case "bracket":
            return [(f"{'[x]' if on else '[ ]'} {text}", "")]
        case "strike_others":
            return [(text, "" if on else "strike")]
        case "delete_others":
            return [(text, "")]
        case _:
            return [(text, way if on else "")]
