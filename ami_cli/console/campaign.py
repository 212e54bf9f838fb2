"""The definition of a call put into words."""

from __future__ import annotations

from ami_cli.app.drafting.make import Made
from ami_cli.console.out import note, paint, say, table
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
