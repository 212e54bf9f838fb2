"""How judgements and decisions are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ami_cli.app import export
from ami_cli.app.campaigns import Definition
from ami_cli.app.judge import Case
from ami_cli.cli.common import Run
from ami_cli.console.out import say, say_json
from ami_cli.console.show import show_case, show_history, show_judgement
from ami_cli.errors import ExitCode
from ami_cli.model import words
from ami_cli.store import Decided


def show_judgements(run: Run, cases: Sequence[Case], definition: Definition) -> None:
    """Tell each judgement, then how many there are of each verdict."""
    if run.json:
        keys = ("dossier", "territory", "verdict", "findings", "errors")
        made = export.records(cases, definition)
        say_json([{key: record[key] for key in keys} for record in made])
        return
    if not run.quiet:
        for case in cases:
            show_judgement(case)
    count = Counter(c.judgement.verdict.overall for c in cases)
    total = ", ".join(f"{n} {words.feminine(code, n)}" for code, n in sorted(count.items()))
    say(f"{len(cases)} candidature{'s' if len(cases) > 1 else ''} : {total or 'aucune'}.")


def explain_rule(rule: str, definition: Definition) -> int:
    """Tell what a rule checks and which text founds it."""
    from ami_cli.rules import explain

    say(explain(rule, definition.campaign))
    return ExitCode.DONE


def show_one(case: Case, decided: Decided, definition: Definition) -> None:
    """Tell one candidature and what people decided about it."""
    show_case(case, definition.campaign)
    name = case.candidature.dossier
    rows = [
        (c.at, f"{c.at:%d/%m/%Y}", c.by, f"{c.field} = {c.text}", c.reason)
        for c in decided.corrections
        if c.dossier == name
    ]
    acts = {"derogation": "dérogation", "desistement": "désistement"}
    rows += [
        (
            d.at,
            f"{d.at:%d/%m/%Y}",
            d.by,
            f"{acts[d.act]} {d.rule} {'' if d.active else '(levée)'}".strip(),
            d.reason,
        )
        for d in decided.decisions
        if d.dossier == name
    ]
    rows += [
        (
            r.at,
            f"{r.at:%d/%m/%Y}",
            r.by,
            f"{r.path} : {words.ROLES[r.role] if r.role else 'rôle rendu au programme'}",
            r.reason,
        )
        for r in decided.roles
        if r.dossier == name
    ]
    if rows:
        say()
        show_history([row[1:] for row in sorted(rows, key=lambda row: row[0])])
