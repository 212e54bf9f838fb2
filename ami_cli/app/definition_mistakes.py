"""Every mistake of a definition at once, in the order of the file, each with its line and what to write."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ami_cli.app.campaigns import FILE, check
from ami_cli.app.definition import contradictions
from ami_cli.app.definition_lines import lines_of
from ami_cli.app.definition_shape import shape_mistakes

_AT = re.compile(r"\s*\(at line (\d+), column (\d+)\)")
_TOML = (
    ("Invalid value", "valeur mal écrite : un texte se met entre guillemets, une date s'écrit 2026-03-31"),
    ("Cannot overwrite a value", "ce mot est déjà donné plus haut"),
    ("Cannot declare", "cette partie est déjà déclarée plus haut"),
    ("Expected '='", "un signe = est attendu après le mot"),
    ("Unclosed array", "il manque un crochet fermant ]"),
    ("Unclosed inline table", "il manque une accolade fermante }"),
    ("Illegal character", "guillemet fermant oublié, ou caractère interdit dans un texte"),
    ("Unterminated string", "guillemet fermant oublié"),
    ("Expected newline", "une seule chose par ligne : il y a un signe de trop après la valeur"),
    ("Invalid statement", "ligne incomprise : mot = valeur, ou [[fields]]"),
)  # fmt: skip


def mistakes_of(raw: bytes, folder: Path) -> list[str]:
    """Return every mistake of a definition; its blanks are looked for in ``folder``.

    Beyond a line that is not TOML, what follows is checked as if the line were not there.
    """
    from ami_cli.rules import registry

    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return [
            f"ligne {line} : {FILE} n'est pas enregistré en UTF-8 : choisissez ce codage en l'enregistrant."
        ]
    data, found = _read(text)
    if data is None:
        return [_numbered(number, said) for number, said in found]
    lines = lines_of(text)
    wrong, campaign = shape_mistakes(data)
    left_out = {number: text.splitlines()[number - 1] for number, _ in found}
    found += [(lines.at(loc), said) for loc, said in wrong if not _left_out(loc, left_out.values())]
    if campaign is not None:
        said = [*check(campaign, folder), *contradictions(campaign), *registry.mistakes(campaign)]
        unkinded = {_field_of(sentence) for _, sentence in wrong if "kind = " in sentence}
        found += [
            (lines.of(sentence), sentence)
            for sentence in said
            if _written(sentence) and not ("kind" in sentence and _field_of(sentence) in unkinded)
        ]
    order = dict.fromkeys(sorted(found, key=lambda one: one[0] or 10**9))
    return [_numbered(number, sentence) for number, sentence in order]


def _read(text: str) -> tuple[dict[str, Any] | None, list[tuple[int, str]]]:
    """Read TOML; a line that is none is blanked once, to see what stands after it."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        number, said = _syntax(str(error), text)
    rows = text.splitlines()
    rows[number - 1] = ""
    try:
        return tomllib.loads("\n".join(rows)), [(number, said)]
    except tomllib.TOMLDecodeError:
        return None, [
            (number, f"{said} ; corrigez d'abord cette ligne, le reste n'a pas pu être vérifié.")
        ]


def _syntax(message: str, text: str) -> tuple[int, str]:
    rows = text.splitlines() or [""]
    at = _AT.search(message)
    number = min(int(at.group(1)), len(rows)) if at else len(rows)
    if re.search(r"=\s*\d{4}-\d", rows[number - 1]):
        return number, f"cette date n'existe pas : {rows[number - 1].strip()[:70]}"
    said = next((french for english, french in _TOML if english in message), "ligne incomprise")
    return number, f"{said} : {rows[number - 1].strip()[:70]}"


def _left_out(loc: tuple[int | str, ...], rows: Iterable[str]) -> bool:
    """True for a word that « manque » only because its line was not TOML."""
    return any(re.match(rf"\s*{re.escape(str(loc[-1]))}\s*=", row) for row in rows)


def _field_of(sentence: str) -> str:
    found = re.match(r"champ ([\w.]+)", sentence)
    return found.group(1) if found else ""


def _written(sentence: str) -> bool:
    """False for a sentence about a value that only the repair put there."""
    return not re.search(
        r"\bx[_-](?:fields|groups|rules|blanks|composites|jury|territory)", sentence
    )


def _numbered(line: int, sentence: str) -> str:
    sentence = re.sub(r"^Règle\b", "règle", sentence).removesuffix(".")
    sentence += "" if sentence.endswith("?") else "."
    return f"ligne {line} : {sentence}" if line else sentence
