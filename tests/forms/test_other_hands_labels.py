"""Habits of other hands: labels in the house's own words."""

from __future__ import annotations


def test_labels_are_replaced_by_the_words_of_another_form(form):
    """
    # Fiche d'identité
    | Intitulé exact de la structure | Ville de Bailleul |
    | Forme juridique | commune |
    | Dépt | 59 |
    | Siège | Hôtel de ville, place Charles-de-Gaulle |
    | CP – Ville | 59270 Bailleul |
    | Nb d'habitants | 15 012 hab. (INSEE 2018) |
    | N° SIRET | 215 900 432 00018 |
    | Membre de | CC de Flandre intérieure |
    | Web | www.ville-bailleul.example |
    """
    assert form(
        "collectivite.nom",
        "collectivite.type",
        "collectivite.departement",
        "collectivite.adresse",
        "collectivite.code_postal",
        "collectivite.ville",
        "collectivite.population",
        "collectivite.siren",
        "collectivite.epci_rattachement",
    ) == (
        "Ville de Bailleul",
        "commune",
        "59",
        "Hôtel de ville, place Charles-de-Gaulle",
        "59270",
        "Bailleul",
        15012,
        "215900432",
        "CC de Flandre intérieure",
    )


def test_the_pair_is_called_referents(form):
    """
    # Vos interlocuteurs
    | | Référent politique | Référent technique |
    | Patronyme | Lemaire | Caron |
    | Prénom | Lucie | Hugo |
    | Poste occupé | Adjointe à la vie citoyenne | Responsable urbanisme |
    | Joignable au | 06 39 98 11 22 | 03 53 01 11 23 |
    | Mél | l.lemaire@ville.example | h.caron@ville.example |
    """
    assert form("elu.nom", "elu.prenom", "elu.fonction", "elu.telephone", "elu.courriel") == (
        "Lemaire",
        "Lucie",
        "Adjointe à la vie citoyenne",
        "+33639981122",
        "l.lemaire@ville.example",
    )
    assert form(
        "technicien.nom",
        "technicien.prenom",
        "technicien.fonction",
        "technicien.telephone",
        "technicien.courriel",
    ) == ("Caron", "Hugo", "Responsable urbanisme", "+33353011123", "h.caron@ville.example")


def test_the_mayor_stands_under_a_label_of_law(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Wimereux |
    Autorité territoriale : M. Jean-Luc DUBAËLE, Maire
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Roussel | Petit |
    """
    assert form("executif.nom", "executif.prenom", "executif.fonction", "elu.nom") == (
        "Dubaële",
        "Jean-Luc",
        "Maire",
        "Roussel",
    )


def test_labels_carry_numbers_stars_and_colons(form):
    """
    # I – COLLECTIVITÉ
    | 1.1 Nom de la collectivité * : | Guînes |
    | 1.2 Code postal * : | 62340 |
    | 1.3 Ville * : | Guînes |
    | 1.4 Population (*) : | 5 594 |
    """
    assert form(
        "collectivite.nom",
        "collectivite.code_postal",
        "collectivite.ville",
        "collectivite.population",
    ) == ("Guînes", "62340", "Guînes", 5594)


def test_questions_are_put_in_whole_sentences(form):
    """
    # Le projet
    | Quel est le titre de votre projet ? | Le marché zéro déchet |
    | À quel stade en est-il ? | en lancement |
    Pouvez-vous décrire votre projet en quelques lignes ?
    Réduire de moitié les emballages du marché du samedi.
    # Pourquoi souhaitez-vous participer ?
    Nous voulons apprendre à écouter ceux qui ne viennent jamais.
    # Quelles sont vos attentes ?
    Des méthodes simples.
    """
    assert form(
        "projet.intitule", "projet.avancement", "projet.description", "motivations", "attentes"
    ) == (
        "Le marché zéro déchet",
        "lancement",
        "Réduire de moitié les emballages du marché du samedi.",
        "Nous voulons apprendre à écouter ceux qui ne viennent jamais.",
        "Des méthodes simples.",
    )


def test_answers_follow_the_word_reponse(form):
    """
    # 1. La collectivité
    Nom de la collectivité
    Réponse : Commune de Wissant
    Code postal
    Réponse : 62179
    Ville
    Réponse : Wissant
    # 4. Motivations
    Pourquoi votre collectivité souhaite-t-elle rejoindre ce parcours ? (une page au plus)
    Réponse : La dune recule, et nous devons en parler tous ensemble.
    """
    assert form(
        "collectivite.nom", "collectivite.code_postal", "collectivite.ville", "motivations"
    ) == (
        "Commune de Wissant",
        "62179",
        "Wissant",
        "La dune recule, et nous devons en parler tous ensemble.",
    )


def test_answers_follow_an_arrow(form):
    """
    # 1. La collectivité
    Nom de la collectivité → Commune de Sangatte
    Population → 4 774
    Site internet → https://www.sangatte.example
    # 3. Le projet
    Intitulé du projet → Une plage pour tous
    """
    assert form(
        "collectivite.nom",
        "collectivite.population",
        "collectivite.site_web",
        "projet.intitule",
    ) == ("Commune de Sangatte", 4774, "https://www.sangatte.example", "Une plage pour tous")


def test_answers_stand_in_brackets_after_the_label(form):
    """
    # 1. La collectivité
    Nom de la collectivité [Commune d'Ault]
    Code postal [80460]
    Ville [Ault]
    Population [1 401]
    """
    assert form(
        "collectivite.nom",
        "collectivite.code_postal",
        "collectivite.ville",
        "collectivite.population",
    ) == ("Commune d'Ault", "80460", "Ault", 1401)


def test_several_labelled_values_share_a_line_with_semicolons(form):
    """
    # 1. La collectivité
    Nom de la collectivité : Commune de Rue ; Département : Somme ; Population : 3 050 habitants
    Adresse postale : 1, place Anatole-Gosselin ; Code postal : 80120 ; Ville : Rue
    """
    assert form(
        "collectivite.nom",
        "collectivite.departement",
        "collectivite.population",
        "collectivite.adresse",
        "collectivite.code_postal",
        "collectivite.ville",
    ) == ("Commune de Rue", "80", 3050, "1, place Anatole-Gosselin", "80120", "Rue")


def test_a_bulleted_list_holds_the_identity(form):
    """
    # La collectivité
    • Nom de la collectivité : Commune de Guise
    • Type de collectivité : commune
    • Département : Aisne
    • Code postal : 02120
    • Ville : Guise
    • Maire : M. Hugues COCHET
    """
    assert form(
        "collectivite.nom",
        "collectivite.type",
        "collectivite.departement",
        "collectivite.code_postal",
        "collectivite.ville",
        "executif.nom",
        "executif.prenom",
    ) == ("Commune de Guise", "commune", "02", "02120", "Guise", "Cochet", "Hugues")


def test_the_label_is_followed_by_a_hint_of_the_house(form):
    """
    # 1. La collectivité
    | Nom de la collectivité (tel que figurant au répertoire Sirene) | Commune de Chaulnes |
    | Population (chiffre INSEE en vigueur) | 2 041 |
    | N° SIREN (9 chiffres, sans espace) | 216200147 |
    """
    assert form("collectivite.nom", "collectivite.population", "collectivite.siren") == (
        "Commune de Chaulnes",
        2041,
        "216200147",
    )


def test_labels_are_all_in_capitals_without_accents(form):
    """
    # LA COLLECTIVITE
    | NOM DE LA COLLECTIVITE | NOYON |
    | NUMERO SIREN | 216000570 |
    | NOMBRE D'HABITANTS | 13 200 |
    # LE BINOME
    | | ELU REFERENT | TECHNICIENNE REFERENTE |
    | NOM | DAUTEUIL | LEROY |
    | PRENOM | SANDRA | MARIE-ODILE |
    | COURRIEL | S.DAUTEUIL@NOYON.EXAMPLE | MO.LEROY@NOYON.EXAMPLE |
    """
    assert form("elu.nom", "elu.prenom", "elu.courriel") == (
        "Dauteuil",
        "Sandra",
        "s.dauteuil@noyon.example",
    )
    assert form("technicien.nom", "technicien.prenom", "collectivite.population") == (
        "Leroy",
        "Marie-Odile",
        13200,
    )


def test_labels_are_deleted_and_position_in_the_blank_must_tell(form):
    """
    # 1. La collectivité
    | | Commune de Marquion |
    | | ☒ Commune    ☐ Communauté de communes<br>☐ Communauté d’agglomération    ☐ Communauté urbaine<br>☐ Métropole    ☐ Autre : ........................................ |
    | | ☐ Aisne (02)    ☐ Nord (59)    ☐ Oise (60)<br>☒ Pas-de-Calais (62)    ☐ Somme (80) |
    | | 5 rue de l'Église |
    | | 62860 | | Marquion |
    | | 962 |
    | | 216200147 |
    | | CC Osartis-Marquion |
    | | www.marquion.example |
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | | Delmotte | Vasseur |
    | | Anne | Paul |
    | | Première adjointe | Secrétaire général |
    | | | Administration |
    | | 06 39 98 00 10 | 03 53 01 00 11 |
    | | anne.delmotte@marquion.example | mairie@marquion.example |
    """
    assert form(
        "collectivite.nom",
        "collectivite.type",
        "collectivite.departement",
        "collectivite.code_postal",
        "collectivite.ville",
        "collectivite.population",
        "collectivite.siren",
    ) == ("Commune de Marquion", "commune", "62", "62860", "Marquion", 962, "216200147")
    assert form("elu.nom", "elu.prenom", "elu.fonction", "elu.telephone", "elu.courriel") == (
        "Delmotte",
        "Anne",
        "Première adjointe",
        "+33639980010",
        "anne.delmotte@marquion.example",
    )
    assert form("technicien.nom", "technicien.prenom", "technicien.service") == (
        "Vasseur",
        "Paul",
        "Administration",
    )


def test_the_blank_s_rows_carry_labels_nobody_knows(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | A | Delmotte | Vasseur |
    | B | Anne | Paul |
    | C | Première adjointe | Secrétaire général |
    | D | | Administration |
    | E | 06 39 98 00 10 | 03 53 01 00 11 |
    | F | anne.delmotte@marquion.example | mairie@marquion.example |
    """
    assert form("elu.nom", "elu.prenom", "elu.telephone", "elu.courriel") == (
        "Delmotte",
        "Anne",
        "+33639980010",
        "anne.delmotte@marquion.example",
    )
    assert form("technicien.nom", "technicien.prenom", "technicien.telephone") == (
        "Vasseur",
        "Paul",
        "+33353010011",
    )
    assert form.sure("elu.nom") < 0.8


def test_the_forms_of_an_acroform_export_keep_their_technical_names(form):
    """
    collectivite_nom: Commune de Douchy
    collectivite_code_postal: 59282
    elu_nom: Carlier
    elu_prenom: Rémi
    elu_telephone: 0639981415
    technicien_nom: Brasseur
    technicien_courriel: c.brasseur@douchy.example
    """
    assert form(
        "collectivite.nom",
        "collectivite.code_postal",
        "elu.nom",
        "elu.prenom",
        "elu.telephone",
        "technicien.nom",
        "technicien.courriel",
    ) == (
        "Commune de Douchy",
        "59282",
        "Carlier",
        "Rémi",
        "+33639981415",
        "Brasseur",
        "c.brasseur@douchy.example",
    )


def test_sections_come_in_another_order(form):
    """
    # Attentes
    Rencontrer d'autres territoires.
    # Motivations
    Nous avons besoin d'aide.
    # Le binôme
    | | Technicien·ne | Élu·e |
    | Nom | Boutin | Ansel |
    | Prénom | Claire | Denis |
    # La collectivité
    | Nom | Commune de Licques |
    | Ville | Licques |
    """
    assert form(
        "attentes",
        "motivations",
        "technicien.nom",
        "technicien.prenom",
        "elu.nom",
        "elu.prenom",
        "collectivite.nom",
        "collectivite.ville",
    ) == (
        "Rencontrer d'autres territoires.",
        "Nous avons besoin d'aide.",
        "Boutin",
        "Claire",
        "Ansel",
        "Denis",
        "Commune de Licques",
        "Licques",
    )
