"""Habits of other hands: choosing without a proper tick."""

from __future__ import annotations

DEMARCHES = "projet.demarches"


def test_options_stand_one_per_line_with_oui_and_non(form):
    """
    # 3. Le projet
    | Démarches territoriales engagées | PCAET : oui<br>Agenda 2030 : non<br>Contrat de transition écologique (CTE/CRTE) : oui<br>TEPOS : non |
    """
    assert form(DEMARCHES) == (("pcaet", "cte"),)


def test_options_are_rows_with_a_column_for_the_cross(form):
    """
    # 3. Le projet
    | Démarches territoriales engagées | Cocher |
    | PCAET | X |
    | Agenda 2030 | |
    | Contrat de transition écologique (CTE/CRTE) | x |
    | TEPOS | |
    | Autre | |
    """
    assert form(DEMARCHES) == (("pcaet", "cte"),)


def test_options_are_columns_with_a_row_for_the_cross(form):
    """
    # 3. Le projet
    | État d'avancement du projet | en réflexion | en lancement | en cours | réalisé |
    | | | X | | |
    """
    assert form("projet.avancement") == ("lancement",)


def test_the_cross_stands_at_the_end_of_the_line(form):
    """
    # 1. La collectivité
    | Type de collectivité | Commune ☐<br>Communauté de communes ☒<br>Communauté d'agglomération ☐<br>Communauté urbaine ☐<br>Métropole ☐ |
    """
    assert form("collectivite.type") == ("communaute_de_communes",)


def test_the_cross_is_in_parentheses_or_brackets(form):
    """
    # 1. La collectivité
    | Type de collectivité | ( ) Commune  (x) Communauté de communes  ( ) Communauté d'agglomération  ( ) Communauté urbaine |
    | Département | [ ] Aisne (02) [ ] Nord (59) [X] Oise (60) [ ] Pas-de-Calais (62) [ ] Somme (80) |
    """
    assert form("collectivite.type", "collectivite.departement") == (
        "communaute_de_communes",
        "60",
    )


def test_the_others_are_struck(form):
    """
    # 3. Le projet
    | État d’avancement du projet | ~~en réflexion~~ / ~~en lancement~~ / en cours / ~~réalisé~~ |
    """
    assert form("projet.avancement") == ("en_cours",)


def test_the_chosen_one_is_underlined(form):
    """
    # 1. La collectivité
    | Type de collectivité | Commune / __Communauté de communes__ / Communauté d'agglomération / Communauté urbaine / Métropole |
    """
    assert form("collectivite.type") == ("communaute_de_communes",)


def test_the_answer_is_typed_beside_untouched_boxes(form):
    """
    # 3. Le projet
    | État d’avancement du projet | ☐ en réflexion    ☐ en lancement    ☐ en cours    ☐ réalisé<br>=> en lancement depuis septembre |
    """
    assert form("projet.avancement") == ("lancement",)


def test_the_answer_is_a_sentence(form):
    """
    # 3. Le projet
    | Où en est le projet ? | Le projet est en cours de réalisation (première tranche livrée). |
    | Votre collectivité est engagée dans | Nous avons un Plan climat-air-énergie territorial et un CRTE ; pas de TEPOS. |
    """
    assert form("projet.avancement") == ("en_cours",)
    assert form(DEMARCHES)[0] == ("pcaet", "cte") or form.sure(DEMARCHES) < 0.8


def test_two_boxes_are_ticked_where_one_is_asked(form):
    """
    # 3. Le projet
    | État d’avancement du projet | ☐ en réflexion    ☒ en lancement    ☒ en cours    ☐ réalisé |
    """
    assert form.sure("projet.avancement") < 0.8


def test_a_tick_is_struck_and_another_set(form):
    """
    # 3. Le projet
    | État d’avancement du projet | ☐ en réflexion    ~~☒ en lancement~~    ☒ en cours    ☐ réalisé |
    """
    assert form("projet.avancement") == ("en_cours",)


def test_the_other_approach_is_written_without_a_tick(form):
    """
    # 3. Le projet
    | Démarches territoriales engagées | ☒ PCAET    ☐ Agenda 2030<br>☐ Contrat de transition écologique (CTE/CRTE)    ☐ TEPOS<br>☐ Autre : Projet alimentaire territorial |
    """
    assert form("projet.demarches_autre") == ("Projet alimentaire territorial",)
    assert form(DEMARCHES)[0] == ("pcaet", "autre") or form.sure(DEMARCHES) < 0.8


def test_no_approach_at_all_is_said(form):
    """
    # 3. Le projet
    | Démarches territoriales engagées | Aucune à ce jour |
    """
    assert form(DEMARCHES, "projet.demarches_autre") in {((), None), (None, None)}


def test_the_department_is_only_in_the_postal_address(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    | Département | 62 - Pas-de-Calais |
    | Type | ville |
    """
    assert form("collectivite.departement", "collectivite.type") == ("62", "commune")


def test_the_kind_is_typed_in_full_and_boxes_are_gone(form):
    """
    # 1. La collectivité
    | Type de collectivité | EPCI (communauté d'agglomération) |
    """
    assert form("collectivite.type") == ("communaute_d_agglomeration",)


def test_the_kind_is_another_body(form):
    """
    # 1. La collectivité
    | Type de collectivité | ☐ Commune    ☐ Communauté de communes<br>☐ Communauté d’agglomération    ☐ Communauté urbaine<br>☐ Métropole    ☒ Autre : Parc naturel régional |
    """
    assert form("collectivite.type") == ("autre",)


def test_the_commitment_is_said_in_the_motivations(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    # 4. Motivations
    Notre territoire veut avancer. Mme Dupont et M. Martin s'engagent à suivre ensemble les six journées.
    """
    assert form("binome.engagement_assiduite") == (True,)


def test_the_commitment_is_answered_by_oui(form):
    """
    # 2. Le binôme
    | Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours. | OUI |
    """
    assert form("binome.engagement_assiduite") == (True,)


def test_the_commitment_chooses_between_oui_and_non(form):
    """
    # 2. Le binôme
    Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours. ☐ oui ☒ non
    """
    assert form("binome.engagement_assiduite") == (False,)


def test_the_commitment_is_crossed_before_the_sentence_without_a_box(form):
    """
    # 2. Le binôme
    X Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours.
    """
    assert form("binome.engagement_assiduite") == (True,)


def test_the_commitment_is_refused_with_a_reservation(form):
    """
    # 2. Le binôme
    ☐ Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours.
    M. Martin étant à mi-temps, il ne pourra pas participer à toutes les journées.
    """
    assert form("binome.engagement_assiduite")[0] in (False, None)


def test_an_untouched_box_commits_nobody(form):
    """
    # 2. Le binôme
    ☐ Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours.
    # 4. Motivations
    Nous voulons apprendre.
    """
    assert form("binome.engagement_assiduite") == (None,)


def test_the_statement_left_without_its_box_commits(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours : oui, nous nous y engageons.
    """
    assert form("binome.engagement_assiduite") == (True,)
