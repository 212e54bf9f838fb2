"""Habits of other hands: the form drawn again in the house's own layout."""

from __future__ import annotations

PAIR = (
    "elu.nom",
    "elu.prenom",
    "elu.fonction",
    "elu.telephone",
    "elu.courriel",
    "technicien.nom",
    "technicien.prenom",
    "technicien.fonction",
    "technicien.telephone",
    "technicien.courriel",
)
DUPONT_MARTIN = (
    "Dupont",
    "Anne",
    "Adjointe à l'urbanisme",
    "+33639981001",
    "a.dupont@mairie.example",
    "Martin",
    "Luc",
    "Directeur général des services",
    "+33353011002",
    "l.martin@mairie.example",
)


def test_each_person_has_a_cell_of_lines_side_by_side(form):
    """
    # 2. Le binôme
    | Élu·e référent·e | Technicien·ne référent·e |
    | Nom : Dupont<br>Prénom : Anne<br>Fonction : Adjointe à l'urbanisme<br>Tél. : 06 39 98 10 01<br>Mél : a.dupont@mairie.example | Nom : Martin<br>Prénom : Luc<br>Fonction : Directeur général des services<br>Tél. : 03 53 01 10 02<br>Mél : l.martin@mairie.example |
    """
    assert form(*PAIR) == DUPONT_MARTIN


def test_the_title_of_each_person_opens_her_own_cell(form):
    """
    # 2. Le binôme
    | **L'élu·e**<br>Nom : Dupont<br>Prénom : Anne<br>Fonction : Adjointe à l'urbanisme<br>Tél. : 06 39 98 10 01<br>Mél : a.dupont@mairie.example | **Le·la technicien·ne**<br>Nom : Martin<br>Prénom : Luc<br>Fonction : Directeur général des services<br>Tél. : 03 53 01 10 02<br>Mél : l.martin@mairie.example |
    """
    assert form(*PAIR) == DUPONT_MARTIN


def test_two_forms_of_four_columns_stand_side_by_side(form):
    """
    # 2. Le binôme
    | Élu·e référent·e | | Technicien·ne référent·e | |
    | Nom | Dupont | Nom | Martin |
    | Prénom | Anne | Prénom | Luc |
    | Fonction | Adjointe à l'urbanisme | Fonction | Directeur général des services |
    | Tél. | 06 39 98 10 01 | Tél. | 03 53 01 10 02 |
    | Mail | a.dupont@mairie.example | Mail | l.martin@mairie.example |
    """
    assert form(*PAIR) == DUPONT_MARTIN


def test_the_binome_s_table_is_transposed(form):
    """
    # 2. Le binôme
    | | Nom | Prénom | Fonction | Téléphone | Courriel |
    | Élu·e référent·e | Dupont | Anne | Adjointe à l'urbanisme | 06 39 98 10 01 | a.dupont@mairie.example |
    | Technicien·ne référent·e | Martin | Luc | Directeur général des services | 03 53 01 10 02 | l.martin@mairie.example |
    """
    assert form(*PAIR) == DUPONT_MARTIN


def test_one_row_a_person_without_a_heading_cell(form):
    """
    # 2. Le binôme
    | Nom | Prénom | Qualité | Fonction | Téléphone | Courriel |
    | Dupont | Anne | élue | Adjointe à l'urbanisme | 06 39 98 10 01 | a.dupont@mairie.example |
    | Martin | Luc | technicien | Directeur général des services | 03 53 01 10 02 | l.martin@mairie.example |
    """
    assert form(*PAIR) == DUPONT_MARTIN


def test_labels_stand_above_values_in_a_single_column(form):
    """
    # 1. La collectivité
    | Nom de la collectivité |
    | Commune de Blendecques |
    | Code postal |
    | 62575 |
    | Ville |
    | Blendecques |
    | Population |
    | 5 049 habitants |
    | N° SIREN |
    | 216 200 147 |
    """
    assert form(
        "collectivite.nom",
        "collectivite.code_postal",
        "collectivite.ville",
        "collectivite.population",
        "collectivite.siren",
    ) == ("Commune de Blendecques", "62575", "Blendecques", 5049, "216200147")


def test_one_big_table_holds_all_with_section_rows(form):
    """
    | 1. LA COLLECTIVITÉ |
    | Nom de la collectivité | Commune d'Arques |
    | Code postal | 62510 |
    | Ville | Arques |
    | Maire |
    | Nom | Saudemont |
    | Prénom | Caroline |
    | 2. LE BINÔME |
    | Élu·e référent·e |
    | Nom | Dupont |
    | Prénom | Anne |
    | Fonction | Adjointe à l'urbanisme |
    | Téléphone | 06 39 98 10 01 |
    | Courriel | a.dupont@mairie.example |
    | Technicien·ne référent·e |
    | Nom | Martin |
    | Prénom | Luc |
    | Fonction | Directeur général des services |
    | Téléphone | 03 53 01 10 02 |
    | Courriel | l.martin@mairie.example |
    | 4. MOTIVATIONS |
    | Nous voulons faire avec les habitants. |
    | 5. ATTENTES |
    | Des outils. |
    """
    assert form(*PAIR) == DUPONT_MARTIN
    assert form("collectivite.nom", "collectivite.ville", "executif.nom", "executif.prenom") == (
        "Commune d'Arques",
        "Arques",
        "Saudemont",
        "Caroline",
    )
    assert form("motivations", "attentes") == (
        "Nous voulons faire avec les habitants.",
        "Des outils.",
    )


def test_four_columns_of_label_and_value(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Lumbres | Département | Pas-de-Calais |
    | Adresse | 1, place Jean-Jaurès | Site internet | lumbres.example |
    | Code postal | 62380 | Ville | Lumbres |
    | Population | 3 586 | SIREN | 216200147 |
    """
    assert form(
        "collectivite.nom",
        "collectivite.departement",
        "collectivite.adresse",
        "collectivite.code_postal",
        "collectivite.ville",
        "collectivite.population",
        "collectivite.siren",
    ) == (
        "Commune de Lumbres",
        "62",
        "1, place Jean-Jaurès",
        "62380",
        "Lumbres",
        3586,
        "216200147",
    )


def test_label_row_above_value_row(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Code postal | Ville | Population |
    | Commune d'Audruicq | 62370 | Audruicq | 5 484 |
    """
    assert form(
        "collectivite.nom",
        "collectivite.code_postal",
        "collectivite.ville",
        "collectivite.population",
    ) == ("Commune d'Audruicq", "62370", "Audruicq", 5484)


def test_paragraph_pairs_label_line_then_value_line(form):
    """
    # 2. Le binôme
    **Élu·e référent·e**
    Nom
    Dupont
    Prénom
    Anne
    Fonction
    Adjointe à l'urbanisme
    Téléphone
    06 39 98 10 01
    Courriel
    a.dupont@mairie.example
    **Technicien·ne référent·e**
    Nom
    Martin
    Prénom
    Luc
    Fonction
    Directeur général des services
    Téléphone
    03 53 01 10 02
    Courriel
    l.martin@mairie.example
    """
    assert form(*PAIR) == DUPONT_MARTIN


def test_the_pair_is_told_in_one_sentence(form):
    """
    # 2. Le binôme
    Notre binôme sera composé de Mme Anne Dupont, adjointe à l'urbanisme (06 39 98 10 01, a.dupont@mairie.example) et de M. Luc Martin, directeur général des services (03 53 01 10 02, l.martin@mairie.example).
    """
    got = form(*PAIR)
    for value, right, path in zip(got, DUPONT_MARTIN, PAIR, strict=True):
        assert str(value).casefold() == right.casefold(), path


def test_the_pair_is_told_in_two_labelled_sentences(form):
    """
    # 2. Le binôme
    Élue référente : Mme Anne Dupont, adjointe à l'urbanisme – 06 39 98 10 01 – a.dupont@mairie.example
    Technicien référent : M. Luc Martin, directeur général des services – 03 53 01 10 02 – l.martin@mairie.example
    """
    got = form(*PAIR)
    for value, right, path in zip(got, DUPONT_MARTIN, PAIR, strict=True):
        assert str(value).casefold() == right.casefold(), path


def test_each_person_is_a_business_card(form):
    """
    # 2. Le binôme
    | Élu·e référent·e | Technicien·ne référent·e |
    | Mme Anne DUPONT<br>Adjointe à l'urbanisme<br>06 39 98 10 01<br>a.dupont@mairie.example | M. Luc MARTIN<br>Directeur général des services<br>03 53 01 10 02<br>l.martin@mairie.example |
    """
    assert form(*PAIR) == DUPONT_MARTIN


def test_rows_are_merged_into_nom_et_prenom_and_contact(form):
    """
    # 2. Le binôme
    | | Élu·e | Technicien·ne |
    | Nom et prénom | DUPONT Anne | Luc MARTIN |
    | Fonction | Adjointe à l'urbanisme | Directeur général des services |
    | Coordonnées | 06 39 98 10 01<br>a.dupont@mairie.example | l.martin@mairie.example / 03 53 01 10 02 |
    """
    assert form(*PAIR) == DUPONT_MARTIN


def test_rows_are_added_between_those_of_the_blank(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Civilité | Madame | Monsieur |
    | Nom | Dupont | Martin |
    | Nom de jeune fille | Durand | |
    | Prénom | Anne | Luc |
    | Date de naissance | 12/03/1970 | 04/05/1981 |
    | Fonction (mandat, délégation / poste) | Adjointe à l'urbanisme | Directeur général des services |
    | Quotité de travail | | 80 % |
    | Téléphone | 06 39 98 10 01 | 03 53 01 10 02 |
    | Courriel | a.dupont@mairie.example | l.martin@mairie.example |
    | Régime alimentaire | végétarien | sans |
    """
    assert form(*PAIR) == DUPONT_MARTIN


def test_phone_row_is_split_into_fixe_and_portable(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Prénom | Anne | Luc |
    | Tél. fixe | | 03 53 01 10 02 |
    | Tél. portable | 06 39 98 10 01 | |
    """
    assert form("elu.telephone", "technicien.telephone") == ("+33639981001", "+33353011002")


def test_substitutes_have_their_own_columns(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Élu·e suppléant·e | Technicien·ne référent·e | Technicien·ne suppléant·e |
    | Nom | Dupont | Faux | Martin | Leurre |
    | Prénom | Anne | Zoé | Luc | Max |
    | Téléphone | 06 39 98 10 01 | 06 39 98 99 99 | 03 53 01 10 02 | 03 53 01 99 99 |
    | Courriel | a.dupont@mairie.example | faux@mairie.example | l.martin@mairie.example | leurre@mairie.example |
    """
    assert form("elu.nom", "elu.prenom", "elu.telephone", "elu.courriel", "technicien.nom") == (
        "Dupont",
        "Anne",
        "+33639981001",
        "a.dupont@mairie.example",
        "Martin",
    )
    assert form("technicien.prenom", "technicien.telephone", "technicien.courriel") == (
        "Luc",
        "+33353011002",
        "l.martin@mairie.example",
    )


def test_substitutes_come_after_as_blocks(form):
    """
    # 2. Le binôme
    Élu·e référent·e
    Nom : Dupont   Prénom : Anne
    Tél. : 06 39 98 10 01   Courriel : a.dupont@mairie.example
    Suppléante de l'élue
    Nom : Faux   Prénom : Zoé
    Tél. : 06 39 98 99 99   Courriel : faux@mairie.example
    Technicien·ne référent·e
    Nom : Martin   Prénom : Luc
    Tél. : 03 53 01 10 02   Courriel : l.martin@mairie.example
    Secrétariat : Mme Leurre, 03 53 01 99 99, secretariat@mairie.example
    """
    assert form("elu.nom", "elu.prenom", "elu.telephone", "elu.courriel", "technicien.nom") == (
        "Dupont",
        "Anne",
        "+33639981001",
        "a.dupont@mairie.example",
        "Martin",
    )
    assert form("technicien.prenom", "technicien.telephone", "technicien.courriel") == (
        "Luc",
        "+33353011002",
        "l.martin@mairie.example",
    )


def test_the_chief_of_staff_is_nobody_of_the_form(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Calais |
    | Contact au cabinet du maire | Léa Tremblay, cheffe de cabinet, 03 53 01 70 70, cabinet@calais.example |
    Maire ou Président·e de la collectivité
    Nom : Bouchart   Prénom : Nathalie
    Fonction : Maire
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Téléphone | | 03 53 01 10 02 |
    """
    assert form("executif.nom", "executif.prenom", "elu.nom", "elu.telephone") == (
        "Bouchart",
        "Nathalie",
        "Dupont",
        None,
    )
