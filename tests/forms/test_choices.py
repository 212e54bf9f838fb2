"""However an option is chosen, it is read; what contradicts itself is never guessed."""

import pytest

from ami_cli.forms.choices.choose import choose
from ami_cli.forms.choices.strip import Slice
from ami_cli.forms.sheet.units import Span, Unit
from ami_cli.model.document import Place, Run


def unit(text, index=0, runs=None):
    items = runs or [Run(text)]
    spans, offset = [], 0
    for item in items:
        spans.append(Span(offset, offset + len(item.text), item))
        offset += len(item.text)
    return Unit(index, "".join(i.text for i in items), tuple(spans), Place("p"), 0)


def chosen(campaign, path, *lines, several=False):
    units = [u if isinstance(u, Unit) else unit(u, n) for n, u in enumerate(lines)]
    result = choose(
        [Slice(u, 0, len(u.text)) for u in units], campaign.by_path[path].choices, several=several
    )
    return [option.choice.code for option in result.options]


@pytest.mark.parametrize(
    "line",
    [
        "☒ Commune    ☐ Communauté de communes    ☐ Métropole",
        "☑ Commune ☐ Communauté de communes ☐ Métropole",
        "X Commune    ☐ Communauté de communes    ☐ Métropole",
        "x ☐ Commune    ☐ Communauté de communes",
        "☐ x Commune    ☐ Communauté de communes",
        "☐ Commune X    ☐ Communauté de communes",
        "[x] Commune [ ] Communauté de communes [ ] Métropole",
        "(X) Commune ( ) Communauté de communes",
        "Commune ☒   Communauté de communes ☐   Métropole ☐",
        "■ Commune   □ Communauté de communes",
        "● Commune   ○ Communauté de communes",
        "✔ Commune   Communauté de communes   Métropole",
        "Commune",
        "  Commune                  ",
        "commune.",
    ],
)
def test_every_way_to_tick_one_option(campaign, line):
    assert chosen(campaign, "collectivite.type", line) == ["commune"]


def test_a_cross_in_place_of_a_box_without_gaps(campaign):
    line = "☐ en réflexion ☐ en lancement ☐ en cours X réalisé"
    assert chosen(campaign, "projet.avancement", line) == ["realise"]


def test_nothing_ticked_is_nothing_chosen(campaign):
    line = "☐ en réflexion    ☐ en lancement    ☐ en cours    ☐ réalisé"
    assert chosen(campaign, "projet.avancement", line) == []


def test_two_ticks_for_one_choice_contradict(campaign):
    units = [unit("☒ Commune ☒ Métropole ☐ Communauté urbaine")]
    result = choose(
        [Slice(u, 0, len(u.text)) for u in units],
        campaign.by_path["collectivite.type"].choices,
        several=False,
    )
    assert result.contradictory
    assert result.confidence < 0.5


def test_several_ticks_over_lines(campaign):
    lines = (
        "☒ PCAET    ☐ Agenda 2030",
        "☒ Contrat de transition écologique (CTE/CRTE)    ☐ TEPOS",
        "☐ Autre : ............",
    )
    assert chosen(campaign, "projet.demarches", *lines, several=True) == ["pcaet", "cte"]


@pytest.mark.parametrize("look", ["bold", "underlined", "highlighted"])
def test_the_chosen_one_stands_out(campaign, look):
    runs = [
        Run("en réflexion   "),
        Run("en cours", **{look: True}),
        Run("   réalisé   en lancement"),
    ]
    assert chosen(campaign, "projet.avancement", unit("", 0, runs)) == ["en_cours"]


def test_the_others_are_struck(campaign):
    runs = [
        Run("en réflexion, en lancement, ", struck=True),
        Run("en cours"),
        Run(", réalisé", struck=True),
    ]
    assert chosen(campaign, "projet.avancement", unit("", 0, runs)) == ["en_cours"]


def test_a_longer_wording_wins(campaign):
    assert chosen(campaign, "projet.avancement", "en cours de réflexion") == ["reflexion"]
    assert chosen(campaign, "collectivite.type", "Communauté de communes") == [
        "communaute_de_communes"
    ]
