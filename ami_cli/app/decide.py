"""What people decide: corrections of a field, derogations, withdrawals; and a dossier forgotten."""

from __future__ import annotations

import difflib
import getpass
from datetime import UTC, datetime
from typing import Literal

from ami_cli.app import judge
from ami_cli.app.campaigns import Definition
from ami_cli.errors import UsageError
from ami_cli.model.dossier import Correction, Decision
from ami_cli.store import Store


def correct(
    store: Store, definition: Definition, dossier: str, field: str, text: str, by: str, reason: str
) -> Correction:
    """Record one correction with what the machine said at that moment.

    Raises:
        UsageError: the dossier or the field is not known, or the value cannot be one of the field.
    """
    from ami_cli.forms.assemble import assemble

    name = judge.resolve_one(dossier, store)
    require_field(field, definition)
    readings = store.readings(definition.campaign.id, [name])
    if not readings:
        raise UsageError(f"Le dossier « {name} » est d'une autre campagne : donnez --campaign.")
    seen = readings[0].found.get(field, ())
    correction = Correction(
        dossier=name,
        field=field,
        text=text,
        seen=seen[0].text if seen else "",
        by=by or getpass.getuser(),
        reason=reason,
        at=datetime.now(UTC),
    )
    answer = assemble(readings[0], [correction], definition.campaign)[field]
    if text.strip() and not answer.given:
        raise UsageError(_refused(field, text, definition))
    store.correct(correction)
    return correction


def decide(  # noqa: PLR0913 - one parameter per word of the command
    store: Store,
    definition: Definition,
    dossier: str,
    act: Literal["derogation", "desistement"],
    *,
    by: str,
    reason: str,
    rule: str = "",
    active: bool = True,
) -> Decision:
    """Record a derogation from one rule, or a withdrawal; ``active`` False takes it back.

    Raises:
        UsageError: the dossier or the rule is not known.
    """
    name = judge.resolve_one(dossier, store)
    if act == "derogation" and definition.campaign.rule(rule) is None:
        known = ", ".join(spec.name for spec in definition.campaign.rules)
        raise UsageError(f"La règle « {rule} » n'existe pas. Règles de la campagne : {known}.")
    decision = Decision(
        dossier=name,
        act=act,
        rule=rule,
        by=by or getpass.getuser(),
        reason=reason,
        at=datetime.now(UTC),
        active=active,
    )
    store.decide(decision)
    return decision


def forget(store: Store, dossier: str) -> str:
    """Erase one dossier everywhere in the store and return its name.

    Raises:
        UsageError: it is not there.
    """
    decided = store.decided()
    known = {s.dossier for s in store.index()}
    known |= {correction.dossier for correction in decided.corrections}
    known |= {decision.dossier for decision in decided.decisions}
    name = next(iter(judge.resolve([dossier], sorted(known))))
    store.forget(name)
    return name


def require_field(field: str, definition: Definition) -> None:
    """Refuse a field that the campaign does not declare.

    Raises:
        UsageError: with the nearest names.
    """
    paths = list(definition.campaign.by_path)
    if field in paths:
        return
    near = difflib.get_close_matches(field, paths, 3, 0.5)
    advice = f"vouliez-vous dire {' ou '.join(near)} ?" if near else "voyez « ami campaign show »."
    raise UsageError(f"Le champ « {field} » n'existe pas : {advice}")


def _refused(field: str, text: str, definition: Definition) -> str:
    spec = definition.campaign.by_path[field]
    codes = ", ".join(choice.code for choice in spec.choices)
    expected = f" Codes possibles : {codes}." if codes else ""
    return f"« {text} » ne peut pas être la valeur de {field} ({spec.label}).{expected}"
