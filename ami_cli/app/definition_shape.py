"""Mistakes of shape in a definition, in the words of somebody who writes one, and the definition without them.

The first mistake must not hide the others: each wrong value is replaced by a harmless one, so that what
contradicts itself is found in the same run.
"""

from __future__ import annotations

import copy
import re
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from ami_cli.app.definition_lines import Loc
from ami_cli.forms.words import fold
from ami_cli.model.campaign import (
    Blank,
    Campaign,
    Choice,
    Column,
    Composite,
    Criterion,
    FieldSpec,
    Group,
    Jury,
    Kind,
    RuleSpec,
    Territory,
    Wordings,
)

_MODELS: dict[str, type[BaseModel]] = {
    "fields": FieldSpec, "choices": Choice, "rows": Choice, "columns": Column, "groups": Group,
    "composites": Composite, "blanks": Blank, "rules": RuleSpec, "jury": Jury, "criteria": Criterion,
    "territory": Territory, "wordings": Wordings,
}  # fmt: skip
_NOUNS = {
    "fields": "champ", "groups": "rubrique (groups)", "composites": "libellé composé (composites)",
    "blanks": "formulaire vierge (blanks)", "rules": "règle", "choices": "option", "rows": "ligne",
    "columns": "colonne", "criteria": "critère", "jury": "jury", "territory": "territory", "wordings": "wordings",
}  # fmt: skip
# French words that people write for the words of a definition
_MEANT = {
    "libelle": "label", "nature": "kind", "type": "kind", "obligatoire": "required", "requis": "required",
    "options": "choices", "choix": "choices", "colonnes": "columns", "lignes": "rows", "titre": "title",
    "groupe": "group", "chemin": "path", "nom": "name", "date_limite": "deadline", "cloture": "deadline",
    "ouverture": "opened", "organisateur": "organiser", "champs": "fields", "regles": "rules",
    "poids": "weight", "entier": "int", "nombre": "int", "montant": "amount", "euros": "amount",
    "euro": "amount", "texte": "text", "textelong": "longtext", "telephone": "phone", "courriel": "email",
    "mail": "email", "codepostal": "postal_code", "ouinon": "yesno", "tableau": "table", "grille": "grid",
    "liste": "list", "choixmultiple": "multichoice", "site": "url", "personne": "person", "adresse": "address",
    "fichiers": "files", "formulations": "wordings", "parametres": "params", "aide": "hints",
}  # fmt: skip
_EXPECTED = {
    "string_type": "un texte entre guillemets est attendu",
    "int_parsing": "un nombre entier est attendu", "int_type": "un nombre entier est attendu",
    "float_parsing": "un nombre est attendu", "float_type": "un nombre est attendu",
    "bool_parsing": "true ou false est attendu", "bool_type": "true ou false est attendu",
    "tuple_type": "une liste entre crochets est attendue : [\"…\", \"…\"]",
    "dict_type": "un tableau est attendu", "model_type": "un tableau est attendu",
    "model_attributes_type": "un tableau est attendu",
    "greater_than": "un nombre plus grand que {gt:g} est attendu",
    "greater_than_equal": "un nombre d'au moins {ge:g} est attendu",
    "less_than_equal": "un nombre d'au plus {le:g} est attendu",
}  # fmt: skip
_DAY = "une date est attendue, sans guillemets : 2026-03-31"
_MOMENT = (
    "une date avec heure et décalage est attendue, sans guillemets : 2026-03-31T23:59:59+02:00"
)
_ROUNDS = 6  # a repair may uncover a mistake inside what was repaired
_SHOWN = 40  # characters of a wrong value shown


def shape_mistakes(data: dict[str, Any]) -> tuple[list[tuple[Loc, str]], Campaign | None]:
    """Return every mistake of shape with its place, and the campaign without them (None if hopeless)."""
    found: list[tuple[Loc, str]] = []
    repaired = copy.deepcopy(data)
    for _ in range(_ROUNDS):
        try:
            return found, Campaign.model_validate(repaired)
        except ValidationError as error:
            for item in error.errors():
                loc = tuple(item["loc"])
                if not any(loc == known for known, _ in found):
                    found.append((loc, _sentence(item, repaired)))
            for item in error.errors():
                _repair(repaired, tuple(item["loc"]), item["type"])
    return found, None


def _sentence(error: Any, data: dict[str, Any]) -> str:
    """Say one mistake: where it is, in the names of the file, what stands there, what to write."""
    loc: Loc = tuple(error["loc"])
    kind, context, key = error["type"], error.get("ctx") or {}, loc[-1]
    written = error.get("input")
    where = _where(loc[:-1] if isinstance(key, str) else loc, data)
    named = f"{where} : " if where else ""
    if kind == "missing":
        return f"{named}« {key} » manque."
    if kind == "extra_forbidden":
        return (
            f"{named}« {key} » n'est pas un mot de la définition{_near(str(key), _words_at(loc))}."
        )
    if kind == "literal_error":
        return f"{named}{key} = {_shown(written)} n'existe pas{_near(str(written), _literals(loc, context))}."
    if kind == "string_pattern_mismatch":
        dots = ", des points entre les parties" if key == "path" else ""
        return f"{named}{key} = {_shown(written)} : minuscules sans accent, chiffres et soulignés seulement{dots}."
    said = _EXPECTED.get(kind, "").format(**context) or _by_key(str(key), kind, error["msg"])
    return f"{named}{key} = {_shown(written)} : {said}."


def _by_key(key: str, kind: str, message: str) -> str:
    if key == "deadline" or kind.startswith("datetime"):
        return _MOMENT
    return _DAY if "date" in kind else f"valeur refusée ({message})"


def _shown(value: object) -> str:
    said = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else None
    text = said or (f"« {value} »" if isinstance(value, str) else str(value))
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _near(word: str, known: list[str]) -> str:
    """Return what was probably meant, and what may be written."""
    plain = fold(word)
    meant = _MEANT.get(plain) or _MEANT.get(re.sub(r"[\W_]", "", plain), "")
    if meant not in known:
        lowered = {k.replace("_", ""): k for k in known}
        close = get_close_matches(plain.replace("_", "").replace(" ", ""), list(lowered), 1, 0.72)
        meant = lowered[close[0]] if close else ""
    if meant:
        return f" : vouliez-vous « {meant} » ?"
    return f" ; possibles : {', '.join(known)}" if known else ""


def _words_at(loc: Loc) -> list[str]:
    return list(_model_at(loc[:-1]).model_fields)


def _literals(loc: Loc, context: dict[str, Any]) -> list[str]:
    if loc[-1] == "kind":
        return list(get_args(Kind))
    return [
        word.strip("'")
        for word in str(context.get("expected", "")).replace(" or ", ", ").split(", ")
    ]


def _model_at(loc: Loc) -> type[BaseModel]:
    names = [step for step in loc if isinstance(step, str) and step in _MODELS]
    return _MODELS[names[-1]] if names else Campaign


def _where(loc: Loc, data: dict[str, Any]) -> str:
    """« champ association.nom, option 2 »: the way to a place, by names where there are some."""
    said: list[str] = []
    node: Any = data
    noun = ""
    for step in loc:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(step, int):
            said.append(f"{noun} {_name(node) or step + 1}")
        elif step in ("jury", "territory", "wordings"):
            said.append(f"[{step}]")
        elif step not in _NOUNS:
            said.append(str(step))
        noun = _NOUNS.get(step, noun) if isinstance(step, str) else noun
    return ", ".join(said)


def _name(node: Any) -> str:
    if not isinstance(node, dict):
        return ""
    name = next((node[k] for k in ("path", "id", "code", "name") if k in node), "")
    return name if isinstance(name, str) else ""


def _repair(data: dict[str, Any], loc: Loc, kind: str) -> None:
    """Replace what is wrong by something harmless: its default, or a value of the right shape."""
    node: Any = data
    for step in loc[:-1]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return
    key = loc[-1]
    if isinstance(node, list) and isinstance(key, int):
        node[key] = {} if loc[-2] in _MODELS else "x"
    elif isinstance(node, dict):
        asked = _model_at(loc[:-1]).model_fields.get(str(key))
        if asked is None or not asked.is_required():
            node.pop(key, None)
        else:
            node[key] = _harmless(str(key), node.get(key), loc, missing=kind == "missing")


def _harmless(key: str, written: object, loc: Loc, *, missing: bool) -> object:
    place = "_".join(str(step) for step in loc[:-1])
    match key:
        case "opened":
            return date(2000, 1, 1)
        case "deadline":
            return datetime(2100, 1, 1, tzinfo=UTC)
        case "fields" | "groups" | "blanks" | "files" | "wordings":
            return []
        case "vintage":
            return 2021
        case "weight":
            return 1
        case "split":
            return "person"
        case "path" | "code" | "id" if isinstance(written, str) and not missing:
            kept = "".join(c if c.isalnum() or c in "_." else "_" for c in fold(written))
            return kept.strip("._") if kept[:1].isalpha() else f"x_{place}"
        case _:
            return f"x_{place}" if key in ("path", "code") else f"x-{place.replace('_', '-')}"
