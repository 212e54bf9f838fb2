"""Habits of other hands: long texts in unforeseen places."""

from __future__ import annotations


def test_the_text_follows_on_an_appended_page(form):
    """
    # 4. Motivations
    Pourquoi votre collectivité souhaite-t-elle rejoindre ce parcours ? (une page au plus)
    [frame]
    La commune a voté son plan climat en 2019. (suite en annexe)
    [/frame]
    # 5. Attentes
    [frame]
    Des outils.
    [/frame]
    # 7. Signatures
    Fait à Rety, le 3 mars 2021
    # Suite de la rubrique 4 – Motivations
    Elle souhaite maintenant associer les habitants à son exécution.
    """
    text = str(form("motivations")[0])
    assert text.startswith("La commune a voté son plan climat en 2019.")
    assert text.endswith("Elle souhaite maintenant associer les habitants à son exécution.")
    assert form("attentes", "signature.lieu") == ("Des outils.", "Rety")


def test_the_box_refers_to_a_text_at_the_end(form):
    """
    # 4. Motivations
    [frame]
    Voir annexe 1
    [/frame]
    # 5. Attentes
    [frame]
    Des outils.
    [/frame]
    # 7. Signatures
    Fait à Rety, le 3 mars 2021
    # Annexe 1 : nos motivations
    La plage recule de deux mètres par an.
    Nous devons en parler.
    """
    assert form("motivations", "attentes") == (
        "La plage recule de deux mètres par an.\nNous devons en parler.",
        "Des outils.",
    )


def test_the_text_stands_in_the_frame_and_under_it(form):
    """
    # 4. Motivations
    Pourquoi votre collectivité souhaite-t-elle rejoindre ce parcours ? (une page au plus)
    [frame]
    Première raison : le climat.
    [/frame]
    Seconde raison : la confiance.
    # 5. Attentes
    Qu’attendez-vous des six journées, de l’accompagnement et des autres territoires ?
    [frame]
    [/frame]
    Des méthodes, et des voisins.
    """
    assert form("motivations", "attentes") == (
        "Première raison : le climat.\nSeconde raison : la confiance.",
        "Des méthodes, et des voisins.",
    )


def test_inner_headings_look_like_labels(form):
    """
    # 3. Le projet
    | Intitulé du projet | La place du village |
    Description du projet (objectifs, publics, calendrier, partenaires) :
    [frame]
    Objectifs : rendre la place aux piétons.
    Publics : les 1 200 habitants, les écoles.
    Calendrier : de mai 2021 à mars 2022.
    Partenaires : le CAUE, la région.
    Population : tous les âges.
    Contact : l'accueil de la mairie.
    [/frame]
    # 4. Motivations
    [frame]
    Le besoin vient des habitants.
    [/frame]
    """
    text = str(form("projet.description")[0])
    assert text.startswith("Objectifs : rendre la place aux piétons.")
    assert text.endswith("Contact : l'accueil de la mairie.")
    assert form("collectivite.population", "motivations") == (
        None,
        "Le besoin vient des habitants.",
    )


def test_the_word_attentes_opens_a_paragraph_of_the_motivations(form):
    """
    # 4. Motivations
    [frame]
    Attentes des habitants : ils veulent être écoutés.
    Motivations des élus : tenir parole.
    [/frame]
    # 5. Attentes
    [frame]
    Des outils.
    [/frame]
    """
    assert form("motivations", "attentes") == (
        "Attentes des habitants : ils veulent être écoutés.\nMotivations des élus : tenir parole.",
        "Des outils.",
    )


def test_a_question_is_quoted_before_the_answer(form):
    """
    # 4. Motivations
    [frame]
    « Pourquoi votre collectivité souhaite-t-elle rejoindre ce parcours ? »
    Parce que nos réunions publiques sont vides.
    [/frame]
    # 5. Attentes
    [frame]
    - Qu'attendez-vous des six journées, de l'accompagnement et des autres territoires ? -
    Un regard neuf.
    [/frame]
    """
    assert form("motivations", "attentes") == (
        "Parce que nos réunions publiques sont vides.",
        "Un regard neuf.",
    )


def test_one_text_answers_two_sections(form):
    """
    # 4. Motivations et attentes
    [frame]
    Nous voulons apprendre, et rencontrer des pairs.
    [/frame]
    """
    for path in ("motivations", "attentes"):
        assert form(path)[0] in ("Nous voulons apprendre, et rencontrer des pairs.", None)


def test_texts_are_rows_of_a_table_with_short_labels(form):
    """
    | Projet | La trame verte |
    | Descriptif | Planter 400 arbres avec les écoles.<br>Suivre leur croissance. |
    | Motivations | Agir tout de suite. |
    | Attentes | Un appui.<br>Des contacts. |
    """
    assert form("projet.intitule", "projet.description", "motivations", "attentes") == (
        "La trame verte",
        "Planter 400 arbres avec les écoles.\nSuivre leur croissance.",
        "Agir tout de suite.",
        "Un appui.\nDes contacts.",
    )


def test_the_answer_follows_its_label_on_the_same_line(form):
    """
    # Notre candidature
    Motivations : Agir tout de suite, avec les jeunes.
    Et montrer que c'est possible.
    Attentes : Un appui de méthode.
    Pièces jointes : délibération ; plan de la place
    """
    assert form("motivations", "attentes") == (
        "Agir tout de suite, avec les jeunes.\nEt montrer que c'est possible.",
        "Un appui de méthode.",
    )
    assert form("pieces_jointes") == (("délibération", "plan de la place"),)


def test_attachments_are_numbered_by_hand(form):
    """
    # 6. Pièces jointes
    PJ n° 1 : Délibération du 12 février
    PJ n° 2 : Plan de situation
    –  ........................................................................................................................
    # 7. Signatures
    Fait à Rety, le 3 mars 2021
    """
    assert form("pieces_jointes") == (("Délibération du 12 février", "Plan de situation"),)


def test_there_are_no_attachments(form):
    """
    # 6. Pièces jointes
    –  Néant
    –  ........................................................................................................................
    # 7. Signatures
    Fait à Rety, le 3 mars 2021
    """
    assert form("pieces_jointes")[0] in ((), None)


def test_the_hint_is_left_and_repeated(form):
    """
    # 4. Motivations
    Pourquoi votre collectivité souhaite-t-elle rejoindre ce parcours ? (une page au plus)
    [frame]
    (une page au plus)
    Nous avons échoué seuls ; à plusieurs nous réussirons.
    [/frame]
    # 5. Attentes
    [frame]
    Texte à saisir ici…
    [/frame]
    """
    assert form("motivations", "attentes") == (
        "Nous avons échoué seuls ; à plusieurs nous réussirons.",
        None,
    )


def test_the_project_s_title_runs_over_two_lines(form):
    """
    # 3. Le projet
    | Intitulé du projet | « Ma rue, mon quartier :<br>on s'y met tous ! » |
    """
    assert " ".join(str(form("projet.intitule")[0]).split()).strip("«» ") == (
        "Ma rue, mon quartier : on s'y met tous !"
    )


def test_motivations_hold_a_phone_and_a_mail_of_somebody_else(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Téléphone | | |
    | Courriel | | |
    # 4. Motivations
    [frame]
    Notre partenaire, M. Roger (03 53 01 88 88, roger@asso.example), nous y encourage.
    [/frame]
    """
    assert form("elu.telephone", "elu.courriel", "technicien.telephone") == (None, None, None)
    assert form("technicien.courriel") == (None,)


def test_answers_are_numbered_after_the_blank_s_sections(form):
    """
    RÉPONSES AU FORMULAIRE
    Rubrique 4 : Nous voulons mieux écouter.
    Rubrique 5 : Des méthodes.
    """
    for path, right in (
        ("motivations", "Nous voulons mieux écouter."),
        ("attentes", "Des méthodes."),
    ):
        assert form(path)[0] in (right, None)
