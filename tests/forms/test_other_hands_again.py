"""Habits of other hands, second round: distractors, mixtures, values in unforeseen company."""

from __future__ import annotations

import datetime as dt


def test_the_secretary_s_phone_stands_under_the_pair(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Prénom | Anne | Luc |
    | Téléphone | | |
    | Courriel | | |
    Secrétariat du maire : 03 53 01 99 99 – secretariat@mairie.example
    """
    assert form("elu.telephone", "elu.courriel") == (None, None)
    assert form("technicien.telephone", "technicien.courriel") == (None, None)


def test_only_the_substitute_has_a_phone(form):
    """
    # 2. Le binôme
    Élue référente : Anne DUPONT, adjointe
    Suppléant : Paul LEROY, conseiller, 06 39 98 99 99, p.leroy@mairie.example
    Technicien référent : Luc MARTIN, DGS
    """
    assert form("elu.nom", "elu.prenom", "elu.telephone", "elu.courriel") == (
        "Dupont",
        "Anne",
        None,
        None,
    )
    assert form("technicien.nom", "technicien.prenom", "technicien.telephone") == (
        "Martin",
        "Luc",
        None,
    )


def test_a_third_column_holds_remarks(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety | (nom officiel) |
    | Code postal | 62720 | obligatoire |
    | Population | 2 103 | source : INSEE 2018 |
    | N° SIREN | 216200147 | voir avis de situation |
    """
    assert form(
        "collectivite.nom",
        "collectivite.code_postal",
        "collectivite.population",
        "collectivite.siren",
    ) == ("Commune de Rety", "62720", 2103, "216200147")


def test_rows_have_a_number_column(form):
    """
    # 1. La collectivité
    | 1 | Nom de la collectivité | Commune de Rety |
    | 2 | Code postal | 62720 |
    | 3 | Ville | Rety |
    | 4 | Population | 2 103 |
    # 2. Le binôme
    | 5 | Nom de l'élu·e | Dupont |
    | 6 | Prénom de l'élu·e | Anne |
    | 7 | Nom du technicien | Martin |
    | 8 | Prénom du technicien | Luc |
    """
    assert form(
        "collectivite.nom",
        "collectivite.code_postal",
        "collectivite.ville",
        "collectivite.population",
        "elu.nom",
        "elu.prenom",
        "technicien.nom",
        "technicien.prenom",
    ) == ("Commune de Rety", "62720", "Rety", 2103, "Dupont", "Anne", "Martin", "Luc")


def test_labels_carry_the_person_on_each_row(form):
    """
    # 2. Le binôme
    | Nom et prénom de l'élu référent | Mme Anne DUPONT |
    | Fonction de l'élu référent | Adjointe à la culture |
    | Téléphone de l'élu référent | 06 39 98 10 01 |
    | Mail de l'élu référent | a.dupont@mairie.example |
    | Nom et prénom du référent technique | M. Luc MARTIN |
    | Poste occupé par le référent technique | DGS |
    | Téléphone du référent technique | 03 53 01 10 02 |
    | Mail du référent technique | l.martin@mairie.example |
    """
    assert form("elu.nom", "elu.prenom", "elu.fonction", "elu.telephone", "elu.courriel") == (
        "Dupont",
        "Anne",
        "Adjointe à la culture",
        "+33639981001",
        "a.dupont@mairie.example",
    )
    assert form(
        "technicien.nom",
        "technicien.prenom",
        "technicien.telephone",
        "technicien.courriel",
    ) == ("Martin", "Luc", "+33353011002", "l.martin@mairie.example")


def test_the_first_names_column_comes_before(form):
    """
    # 2. Le binôme
    | Rôle dans le binôme | Prénom | Nom | Fonction | Contact |
    | Élue | Anne | Dupont | Adjointe | 06 39 98 10 01 a.dupont@mairie.example |
    | Technicien | Luc | Martin | DGS | l.martin@mairie.example |
    """
    assert form("elu.prenom", "elu.nom", "elu.fonction", "elu.telephone", "elu.courriel") == (
        "Anne",
        "Dupont",
        "Adjointe",
        "+33639981001",
        "a.dupont@mairie.example",
    )
    assert form("technicien.prenom", "technicien.nom", "technicien.courriel") == (
        "Luc",
        "Martin",
        "l.martin@mairie.example",
    )


def test_the_mayor_is_told_with_her_contact(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    | Maire | Mme Sophie LALOUX – 03 53 01 20 20 – maire@rety.example |
    # 2. Le binôme
    | | Élu·e | Technicien·ne |
    | Nom | Dupont | Martin |
    | Téléphone | | 03 53 01 10 02 |
    """
    assert form("executif.nom", "executif.prenom", "elu.telephone") == ("Laloux", "Sophie", None)


def test_the_date_of_deliberation_is_not_that_of_signature(form):
    """
    # 7. Signatures
    Vu la délibération du 12 février 2021,
    Fait à Rety, le 3 mars 2021
    | L’élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |
    | | |
    """
    assert form("signature.lieu", "signature.date") == ("Rety", dt.date(2021, 3, 3))


def test_fait_a_is_followed_by_two_lines(form):
    """
    # 7. Signatures
    Fait à : Rety
    Le : 3 mars 2021
    """
    assert form("signature.lieu", "signature.date") == ("Rety", dt.date(2021, 3, 3))


def test_le_stands_far_from_fait_a_in_two_cells(form):
    """
    # 7. Signatures
    | Fait à Rety | le 03.03.2021 |
    | L’élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |
    | Anne Dupont | Sophie Laloux |
    """
    assert form("signature.lieu", "signature.date") == ("Rety", dt.date(2021, 3, 3))


def test_the_project_table_is_retyped_as_a_paragraph_each(form):
    """
    # 3. Le projet
    Intitulé du projet : Le marché zéro déchet – État d'avancement : en lancement
    Démarches : PCAET, CRTE
    Description : Réduire de moitié les emballages du marché.
    """
    assert form("projet.intitule", "projet.avancement", "projet.demarches") == (
        "Le marché zéro déchet",
        "lancement",
        ("pcaet", "cte"),
    )
    assert form("projet.description") == ("Réduire de moitié les emballages du marché.",)


def test_a_budget_table_stands_inside_the_description(form):
    """
    # 3. Le projet
    | Intitulé du projet | La halle |
    Description du projet (objectifs, publics, calendrier, partenaires) :
    Nous rénovons la halle avec les habitants.
    | Poste | Montant |
    | Travaux | 85 000 € |
    | Animation | 5 000 € |
    Le chantier dure un an.
    # 4. Motivations
    Apprendre.
    """
    text = str(form("projet.description")[0])
    assert text.startswith("Nous rénovons la halle avec les habitants.")
    assert form("elu.fonction", "technicien.fonction") == (None, None)
    assert form("motivations") == ("Apprendre.",)


def test_an_answer_is_longer_than_its_label_s_cell_and_split_in_rows(form):
    """
    # 4. Motivations
    | Pourquoi votre collectivité souhaite-t-elle rejoindre ce parcours ? (une page au plus) |
    | Nous voulons apprendre. |
    | Nous voulons partager. |
    # 5. Attentes
    | Qu’attendez-vous des six journées, de l’accompagnement et des autres territoires ? |
    | Des méthodes. |
    """
    assert form("motivations", "attentes") == (
        "Nous voulons apprendre.\nNous voulons partager.",
        "Des méthodes.",
    )


def test_the_name_is_hyphenated_and_in_capitals(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom Prénom | DUPONT-LEFEBVRE Anne-Sophie | D'HONDT Luc |
    """
    assert [str(v).casefold() for v in form("elu.nom", "elu.prenom")] == [
        "dupont-lefebvre",
        "anne-sophie",
    ]
    assert [str(v).casefold() for v in form("technicien.nom", "technicien.prenom")] == [
        "d'hondt",
        "luc",
    ]


def test_names_without_capitals_are_not_given_with_assurance(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom et prénom | Martin Paul | Thomas Bernard |
    """
    assert form.sure("elu.nom") < 0.8
    assert form.sure("technicien.nom") < 0.8


def test_the_siren_is_short_of_a_digit(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    | N° SIREN | 21620014 |
    | Code postal | 6272 |
    """
    assert form.sure("collectivite.siren") < 0.8
    assert form.sure("collectivite.code_postal") < 0.8


def test_two_departements_are_named(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | CC des Villes Sœurs |
    | Département | Somme (80) et Seine-Maritime (76) |
    """
    assert form.sure("collectivite.departement") < 0.8 or form("collectivite.departement") == (
        None,
    )


def test_the_population_is_that_of_two_years(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    | Population | 2 103 (2018) ; 2 087 (2013) |
    """
    assert form("collectivite.population") == (2103,) or form.sure("collectivite.population") < 0.8


def test_the_label_s_hint_is_repeated_in_the_answer(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Fonction (mandat, délégation / poste) | Mandat : adjointe ; délégation : culture | Poste : DGS |
    """
    assert form("technicien.fonction") == ("DGS",)
    assert "adjointe" in str(form("elu.fonction")[0])


def test_one_answer_serves_both_columns_of_the_pair(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Prénom | Anne | Luc |
    | Téléphone (mairie) | 03 53 01 10 02 | 03 53 01 10 02 |
    | Courriel | mairie@rety.example | mairie@rety.example |
    """
    assert form("elu.telephone", "technicien.telephone", "elu.courriel") == (
        "+33353011002",
        "+33353011002",
        "mairie@rety.example",
    )


def test_a_question_without_answer_is_followed_by_the_next_question(form):
    """
    # 4. Motivations
    Pourquoi votre collectivité souhaite-t-elle rejoindre ce parcours ? (une page au plus)
    # 5. Attentes
    Qu’attendez-vous des six journées, de l’accompagnement et des autres territoires ?
    Des outils.
    # 6. Pièces jointes
    - Délibération
    """
    assert form("motivations", "attentes", "pieces_jointes") == (
        None,
        "Des outils.",
        ("Délibération",),
    )


def test_attachments_are_told_in_a_sentence(form):
    """
    # 6. Pièces jointes
    Vous trouverez ci-joint : la délibération du 12 février, un plan de situation et une lettre de soutien.
    """
    assert len(form("pieces_jointes")[0]) == 3 or form.sure("pieces_jointes") < 0.8


def test_attachments_share_a_line_with_commas(form):
    """
    # 6. Pièces jointes
    Délibération, plan de situation, organigramme
    # 7. Signatures
    Fait à Rety, le 3 mars 2021
    """
    assert form("pieces_jointes") == (("Délibération", "plan de situation", "organigramme"),) or (
        form.sure("pieces_jointes") < 0.8
    )


def test_the_box_of_the_chosen_option_is_gone_and_a_word_stands_in_its_place(form):
    """
    # 3. Le projet
    | État d’avancement du projet | ☐ en réflexion    ☐ en lancement    OUI en cours    ☐ réalisé |
    """
    assert form("projet.avancement") == ("en_cours",)


def test_options_are_crossed_out_by_dashes(form):
    """
    # 1. La collectivité
    | Type de collectivité | - Commune<br>- Communauté de communes <<<<br>- Communauté d'agglomération<br>- Communauté urbaine |
    """
    assert form("collectivite.type") == ("communaute_de_communes",) or (
        form.sure("collectivite.type") < 0.8 or form("collectivite.type") == (None,)
    )


def test_the_commitment_is_only_for_some_days(form):
    """
    # 2. Le binôme
    ☒ Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours, sauf celle de novembre.
    """
    assert form("binome.engagement_assiduite") == (True,) and (
        form.sure("binome.engagement_assiduite") < 0.8
    )


def test_both_signatures_share_one_cell(form):
    """
    # 7. Signatures
    | L’élu·e référent·e (nom, qualité, signature) et le Maire (nom, qualité, cachet et signature) |
    | Anne Dupont {img}<br>Sophie Laloux {img} |
    """
    for path in ("signature.elu", "signature.executif"):
        assert form(path)[0] in ("image", None) or form.sure(path) < 0.8
