"""The definition of a call put into words."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ami_cli.app.campaign_test import Report
from ami_cli.app.drafting.make import Made
from ami_cli.console.out import note, paint, say, table
from ami_cli.console.why import show_why
from ami_cli.model.campaign import Campaign


def show_campaign(campaign: Campaign) -> None:
    """Show title, deadline, blanks, fields with their codes, rules, the jury's grid."""
    say(f"{paint(campaign.title, 'titre')} ({campaign.id})")
    say(f"Organisé par {campaign.organiser}, clos le {campaign.deadline:%d/%m/%Y à %H:%M}")
    if campaign.territory is not None:
        say(f"Territoire : {campaign.territory.label} ({campaign.territory.vintage})")
    for blank in campaign.blanks:
        say(f"Formulaire {blank.id} : {', '.join(blank.files)}")
    say()
    table(
        ("champ", "nature", "libellé", "codes"),
        [(f.path, f.kind, f.label, " | ".join(c.code for c in f.choices)) for f in campaign.fields],
    )
    say()
    table(("règle", "source"), [(r.name, r.source) for r in campaign.rules])
    if campaign.jury.criteria:
        say()
        table(
            ("critère", "poids", "libellé"),
            [(c.code, f"{c.weight:g}", c.label) for c in campaign.jury.criteria],
        )


def show_draft(made: Made) -> None:
    """Tell what a draft found and what to do next."""
    note(f"{made.folder / 'campaign.toml'} : {made.fields} champs, {made.groups} rubriques.")
    if not made.deadline_found:
        note("La date limite n'a pas été trouvée dans le formulaire : complétez « deadline ».")
    note(
        f"Relisez-le (cherchez « à compléter »), puis lancez « ami campaign check {made.folder} »."
    )


# What a miss is, in the words of staff
_OUTCOMES = {
    "faux": "valeur fausse",
    "manqué": "valeur manquée",
    "inventé": "valeur lue alors que rien n'était attendu",
}


def show_trial(report: Report, campaign: Campaign, *, quiet: bool) -> None:
    """Tell each miss with what was seen, the verdicts that differ, then the figures."""
    for miss in () if quiet else report.misses:
        outcome = _OUTCOMES[miss.outcome]
        say(f"{paint(miss.dossier, 'titre')} · {miss.path} : {outcome}")
        say(f"  attendu : {_short(miss.expected)}")
        show_why(miss.answer, campaign.by_path[miss.path], campaign)
        say()
    if not quiet:
        _show_places(report)
    for line in (
        () if quiet else (*report.verdicts, *(f"{n} : dossier non lu" for n in report.lost))
    ):
        say(line)
    right = report.compared - len(report.misses)
    say(
        f"{right} valeurs justes sur {report.compared}, {len(report.verdicts)} verdicts différents, "
        f"{len(report.lost)} dossiers perdus."
    )


def _show_places(report: Report) -> None:
    """Tell the fields that are missed again and again: there the definition is wrong, not the dossier."""
    often = Counter(miss.path for miss in report.misses).most_common()
    lines = [f"  {path} : {times} dossiers" for path, times in often if times > 1]
    if lines:
        say(
            "Champs manqués dans plusieurs dossiers (corrigez d'abord ceux-là dans la définition) :"
        )
        for line in lines:
            say(line)
        say()


def trial_record(report: Report) -> dict[str, Any]:
    """Return a trial for a program."""
    return {
        "compared": report.compared,
        "misses": [
            {
                "dossier": m.dossier,
                "field": m.path,
                "outcome": m.outcome,
                "expected": m.expected,
                "value": m.answer.value,
                "status": m.answer.status,
                "confidence": m.answer.confidence,
                "seen": [e.model_dump(mode="json") for e in m.answer.evidence],
            }
            for m in report.misses
        ],
        "verdicts": list(report.verdicts),
        "lost": list(report.lost),
    }


def _short(value: object) -> str:
    said = "rien" if value in (None, "", [], ()) else str(value)
    return said if len(said) < 200 else said[:200] + "…"
