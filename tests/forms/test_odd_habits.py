"""Habits of people in a hurry: ditto marks, names in one box, crosses in cells of their own."""

import pytest


def test_ditto_is_the_neighbour_to_be_checked(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Téléphone | 01 99 00 12 34 | idem |
    """
    assert form("technicien.telephone") == ("+33199001234",)
    assert form.sure("technicien.telephone") < 0.8


def test_the_whole_name_in_the_box_of_the_nom(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Mme Anne DUPONT | MARTIN Luc |
    | Prénom | | |
    """
    paths = ("elu.nom", "elu.prenom", "technicien.nom", "technicien.prenom")
    assert form(*paths) == ("Dupont", "Anne", "Martin", "Luc")
    assert all(0.8 < form.sure(path) < 0.98 for path in paths)


def test_options_in_cells_of_their_own(form):
    """
    # 1. La collectivité
    | Type de collectivité | ☐ | Commune | ☒ | Communauté de communes | ☐ | Métropole |
    # 3. Le projet
    | État d'avancement | en réflexion | | en lancement | X | en cours | | réalisé | |
    """
    assert form("collectivite.type", "projet.avancement") == ("communaute_de_communes", "lancement")


def test_another_plan_quoted_under_other_is_not_ticked(form):
    """
    # 3. Le projet
    | Démarches territoriales engagées | ☐ PCAET    ☒ Autre : Plan climat de la région |
    """
    assert form("projet.demarches", "projet.demarches_autre") == (
        ("autre",),
        "Plan climat de la région",
    )


def test_a_text_typed_under_its_frame(form):
    """
    # 4. Motivations
    Pourquoi votre collectivité souhaite-t-elle rejoindre ce parcours ? (une page au plus)
    [frame]

    [/frame]
    Nous voulons apprendre à écouter avant de décider.
    # 5. Attentes
    """
    assert form("motivations") == ("Nous voulons apprendre à écouter avant de décider.",)


def test_town_and_date_without_their_formula(form):
    """
    # 7. Signatures
    Trifouilly-lès-Oies, le 1er mars 2021
    """
    assert form("signature.lieu") == ("Trifouilly-lès-Oies",)
    assert str(form("signature.date")[0]) == "2021-03-01"


def test_the_date_first(form):
    """
    Fait le 1er mars 2021 à Trifouilly
    """
    assert form("signature.lieu") == ("Trifouilly",)
    assert str(form("signature.date")[0]) == "2021-03-01"


def test_the_label_said_twice(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Téléphone | Tél. : 01 99 00 12 34 | Tél. : 06 39 98 11 22 |
    """
    assert form("elu.telephone", "technicien.telephone") == ("+33199001234", "+33639981122")


def test_placeholders_left_in_are_no_answers(form):
    """
    # 1. La collectivité
    Nom de la collectivité : Cliquez ici pour entrer du texte.
    # 2. Le binôme
    Technicien·ne référent·e
    Nom : à désigner
    """
    assert form("collectivite.nom", "technicien.nom") == (None, None)
    assert form.status("technicien.nom") == "blank"


def test_signatures_told_by_what_lies_in_their_boxes(form):
    """
    # 7. Signatures
    | L'élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |
    | Luc Dupont, adjoint<br>{img} | Anne Martin, maire |
    """
    assert form("signature.elu", "signature.executif") == ("image", "typed")


def test_idem_in_a_signature_box_signs_nothing(form):
    """
    # 7. Signatures
    | L'élu·e référent·e | Le/la Maire |
    | {img} | idem |
    """
    assert form("signature.elu", "signature.executif") == ("image", "absent")


def test_the_pair_refuses(form):
    """
    # 2. Le binôme
    Le technicien ne pourra pas participer à toutes les journées.
    """
    assert form("binome.engagement_assiduite") == (False,)


def test_a_box_left_empty_says_nothing(form):
    """
    ☐ Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours.
    """
    assert form("binome.engagement_assiduite") == (None,)
    assert form.status("binome.engagement_assiduite") == "blank"


def test_an_impossible_date_is_kept_as_written_and_doubted(form):
    """
    Fait à Trifouilly, le 31 février 2021
    """
    assert form("signature.date") == ("31 février 2021",)
    assert form.sure("signature.date") < 0.5


def test_a_town_called_like_a_label(form):
    """
    # 1. La collectivité
    | Adresse postale | 1 place de la Mairie |
    | Code postal | 80120 | Ville | Rue |
    | Population | 3 000 |
    """
    assert form("collectivite.ville", "collectivite.adresse", "collectivite.population") == (
        "Rue",
        "1 place de la Mairie",
        3000,
    )


def test_a_logo_signs_nothing_and_a_stamp_alone_is_to_be_checked(form):
    """
    # 7. Signatures
    | L'élu·e référent·e | Le/la Maire |
    | {img:Logo de la commune} | {img:Cachet de la mairie} |
    """
    assert form("signature.elu", "signature.executif") == ("absent", "image")
    assert form.sure("signature.executif") == pytest.approx(0.5)


def test_the_rest_of_a_broken_label_is_no_part_of_its_value(form):
    """
    # 1. La collectivité
    | NOM DE LA COMMUNE OU DE<br>L’INTERCOMMUNALITÉ : MAIRIE DE EFFRY | |
    | Population | 300 |
    """
    assert form("collectivite.nom", "collectivite.population") == ("MAIRIE DE EFFRY", 300)
