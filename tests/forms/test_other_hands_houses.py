"""Candidatures in a house's own layout: told in sentences, in cards, under headings of its own."""

from __future__ import annotations

import datetime as dt

from conftest import Form, document

from ami_cli.forms.assemble import assemble
from ami_cli.forms.key import Key
from ami_cli.forms.understand import Received, understand
from ami_cli.model.campaign import Campaign
from ami_cli.model.dossier import Reading

BOTH = ("elu.nom", "elu.prenom", "technicien.nom", "technicien.prenom")


def read_whole(text: str, key: Key, campaign: Campaign) -> Form:
    """Read a text as the only file of a dossier, signatures and stand-ins included."""
    seen = understand([Received("reponse.docx", document(text, "reponse.docx"))], key)
    reading = Reading(dossier="essai", campaign=campaign.id, digest="", found=seen.found)
    return Form(assemble(reading, (), campaign))


def test_the_body_told_in_sentences(form):
    """
    # 1. La collectivité
    Corbie (80800), dans la Somme, compte 6 292 habitants au dernier recensement et appartient à la communauté de communes du Val de Somme ; numéro SIREN 218 002 046. La mairie se trouve 30 place de la République, son site est www.ville-corbie.example. Le maire est Ludovic Ganneval, élu en mai 2020.
    """
    told = {
        "collectivite.nom": "Corbie",
        "collectivite.departement": "80",
        "collectivite.code_postal": "80800",
        "collectivite.population": 6292,
        "collectivite.siren": "218002046",
        "collectivite.adresse": "30 place de la République",
        "collectivite.site_web": "www.ville-corbie.example",
        "collectivite.epci_rattachement": "communauté de communes du Val de Somme",
        "executif.nom": "Ganneval",
        "executif.prenom": "Ludovic",
    }
    assert dict(zip(told, form(*told), strict=True)) == told
    assert all(form.sure(path) < 0.8 for path in told)  # no label asked for them


def test_the_pair_told_in_a_sentence(form):
    """
    # 2. Le binôme
    Le binôme sera formé de Mme Isaure de Lamarlière, adjointe chargée de l'écologie urbaine (06 39 98 80 61) et de M. Toufik Benbrahim, technicien espaces verts, joignable au 03 53 01 80 62.
    """
    assert form(*BOTH) == ("de Lamarlière", "Isaure", "Benbrahim", "Toufik")
    assert form("elu.fonction", "technicien.telephone") == (
        "adjointe chargée de l'écologie urbaine",
        "+33353018062",
    )


def test_answers_numbered_under_short_questions(form):
    """
    1. Nom de la collectivité
    R : Wingles
    6. Population
    R : 8 756
    10. Maire
    R : Sébastien MESSENT
    11. Élu référent
    R : Mme Latifa HAMMOUCHE
    12. Sa fonction
    R : adjointe à l'habitat
    20. Engagement
    R : oui
    """
    assert form("collectivite.nom", "collectivite.population") == ("Wingles", 8756)
    assert form("executif.nom", "elu.nom", "elu.prenom", "elu.fonction") == (
        "Messent",
        "Hammouche",
        "Latifa",
        "adjointe à l'habitat",
    )
    assert form("binome.engagement_assiduite") == (True,)


def test_a_person_on_the_line_of_her_label_and_her_details_below(form):
    """
    Élu(e) du binôme (NOM Prénom, fonction) : TOURNEMINE Lydie, vice-présidente énergie
    Coordonnées : 06 39 98 02 61 – l.tournemine@vermandois.example
    Technicien(ne) du binôme (NOM Prénom, fonction, service) : GAMBART Ulysse, économe de flux, service technique
    Coordonnées : 03 53 01 02 62 – u.gambart@vermandois.example
    """
    assert form(*BOTH) == ("Tournemine", "Lydie", "Gambart", "Ulysse")
    assert form("elu.telephone", "technicien.courriel", "technicien.service") == (
        "+33639980261",
        "u.gambart@vermandois.example",
        "service technique",
    )


def test_people_in_rows_with_their_role_and_function(form):
    """
    | Qualité | Prénom et NOM | Téléphone | Adresse électronique |
    | Directrice générale (pour info) | Maud VASSEUR | 03 53 01 62 01 | dgs@baies.example |
    | Élu référent – VP littoral et climat | Antoine DE ROCQUIGNY | 06 39 98 62 02 | a.derocquigny@baies.example |
    | Technicienne référente – chargée de mission (pôle environnement) | Pauline MERLOT | 06 39 98 62 03 | p.merlot@baies.example |
    """
    assert form(*BOTH) == ("De Rocquigny", "Antoine", "Merlot", "Pauline")
    assert form("elu.fonction", "technicien.fonction", "technicien.service") == (
        "VP littoral et climat",
        "chargée de mission",
        "pôle environnement",
    )
    assert form("elu.courriel", "technicien.telephone") == (
        "a.derocquigny@baies.example",
        "+33639986203",
    )


def test_the_mayor_said_to_be_the_elected_person(form):
    """
    # 1. La collectivité
    | Maire | Gauthier MERLIER |
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Le Maire (voir ci-dessus) | LELEU |
    | Prénom | idem | Anne-Sophie |
    | Fonction | idem | Responsable du CCAS |
    """
    assert form(*BOTH) == ("Merlier", "Gauthier", "Leleu", "Anne-Sophie")
    assert form.sure("elu.nom") < 0.8


def test_options_without_a_label(form):
    """
    # 3. Le projet
    PCAET [ ]   Agenda 2030 [ ]   CTE/CRTE [X]   TEPOS [ ]   Autre [X] : Petites villes de demain
    Réflexion [X]   lancement [ ]   en cours [ ]   réalisé [ ]
    """
    assert form("projet.demarches", "projet.demarches_autre", "projet.avancement") == (
        ("cte", "autre"),
        "Petites villes de demain",
        "reflexion",
    )


def test_arrows_in_place_of_boxes(form):
    """
    # 1. La collectivité
    | Type de collectivité | → Commune    ☐ Communauté de communes<br>☐ Communauté d’agglomération    ☐ Métropole |
    # 2. Le binôme
    → Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours.
    """
    assert form("collectivite.type", "binome.engagement_assiduite") == ("commune", True)


def test_struck_words_are_no_answer(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | ~~CC du Caudrésis~~ Commune de Caudry |
    | Population | ~~64 500~~ 14 380 |
    """
    assert form("collectivite.nom", "collectivite.population") == ("Commune de Caudry", 14380)


def test_answers_behind_an_arrow_on_the_next_row(form):
    """
    | Nom de la collectivité | |
    | → | VILLE DU PORTEL |
    | Population | |
    | → | 9071 |
    """
    assert form("collectivite.nom", "collectivite.population") == ("VILLE DU PORTEL", 9071)


def test_labels_side_by_side_over_two_frames(form):
    """
    # 2. Le binôme
    Élu·e référent·e
    | Téléphone | Courriel |

    [frame]
    06 39 98 62 13
    [/frame]

    [frame]
    m.lelong@saintpol.example
    [/frame]
    """
    assert form("elu.telephone", "elu.courriel") == ("+33639986213", "m.lelong@saintpol.example")


def test_a_drawn_answer_is_not_blank(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | {img} |
    | Code postal | |
    """
    assert (form.status("collectivite.nom"), form.status("collectivite.code_postal")) == (
        "unreadable",
        "blank",
    )


def test_headings_in_the_words_of_the_house(form):
    """
    A. Notre projet : « Le Ternois se raconte »
    Recueillir la parole des habitants pour écrire le volet « adaptation » du plan climat.
    B. Pourquoi nous candidatons
    • Un territoire vaste (d'un bout à l'autre : 50 minutes), des villages qui se sentent oubliés.
    C. Ce que nous en attendons
    • un regard extérieur ;
    • des outils.
    D. Tout ce qui suit n'a pas de libellé connu
    Rien de plus.
    """
    assert form("projet.intitule") == ("Le Ternois se raconte",)
    assert form("motivations") == (
        "• Un territoire vaste (d'un bout à l'autre : 50 minutes), des villages qui se sentent oubliés.",
    )
    assert form("attentes") == ("• un regard extérieur ;\n• des outils.",)


def test_a_day_without_its_year_takes_it_from_the_call(form):
    """
    # 7. Signatures
    Fait à Rue, le mercredi 17 mars
    """
    assert form("signature.date") == (dt.date(2021, 3, 17),)
    assert form.sure("signature.date") < 0.8


def test_a_year_far_from_the_call_is_doubted(form):
    """
    # 7. Signatures
    Fait à Rue, le 17 mars 2071
    """
    assert form("signature.date") == (dt.date(2071, 3, 17),)
    assert form.sure("signature.date") < 0.8


def test_a_name_that_only_the_signature_gives(key, campaign):
    text = """
    # 1. La collectivité
    | Nom de la collectivité | Ternois |
    | Code postal | 62130 |
    | Ville | Saint-Pol |
    | Population | 38 872 |
    # 2. Le binôme
    | | Élu·e | Technicien·ne |
    | Nom | de Valicourt | Petitprez |
    | Prénom | Hubert | Coline |
    | Fonction | vice-président | chargée de mission |
    # 7. Signatures
    | Le vice-président, | La présidente, |
    | {img}<br>Hubert de Valicourt | {img}<br>Marie-Ange BOCQUILLON |
    """
    form = read_whole(text, key, campaign)
    assert form("executif.nom", "executif.prenom") == ("Bocquillon", "Marie-Ange")
    assert form.sure("executif.nom") < 0.8


def test_a_letter_that_stands_for_the_form(key, campaign):
    text = """
    Marquise, le douze mars deux mille vingt et un
    Objet : candidature à l'appel « Vers des territoires participatifs » – VALANT FORMULAIRE
    Madame, Monsieur,
    La commune de Marquise (5 083 habitants, Pas-de-Calais, SIREN 216205609, membre de la communauté de communes de la Terre des Deux Caps) souhaite rejoindre votre parcours avec son projet « Carrières ouvertes ».
    Notre binôme serait composé, pour les élus, de Monsieur Wilfried SERGENT, adjoint à l'environnement (06 39 98 62 51) et, pour les services, de Madame Capucine HOLUIGUE, responsable de l'urbanisme (03 53 01 62 53). L'un et l'autre s'engagent à suivre les six journées.
    Le projet consiste à réinventer deux carrières avec les riverains. Nous en sommes au stade de la réflexion.
    Nous sommes motivés par une conviction simple : décider sans eux serait une faute.
    Nous attendons de ce parcours qu'il nous donne une méthode et des contacts.
    Je vous prie d'agréer, Madame, Monsieur, l'assurance de ma considération la meilleure.
    | L'adjoint, | Le Maire, |
    | {img}<br>Wilfried SERGENT | {img}<br>Bernard ÉVRARD |
    """
    form = read_whole(text, key, campaign)
    told = {
        "collectivite.nom": "commune de Marquise",
        "collectivite.population": 5083,
        "collectivite.siren": "216205609",
        "elu.nom": "Sergent",
        "technicien.telephone": "+33353016253",
        "executif.nom": "Évrard",
        "projet.intitule": "Carrières ouvertes",
        "projet.avancement": "reflexion",
        "motivations": "Nous sommes motivés par une conviction simple : décider sans eux serait une faute.",
        "attentes": "Nous attendons de ce parcours qu'il nous donne une méthode et des contacts.",
    }
    assert dict(zip(told, form(*told), strict=True)) == told
    assert all(form.sure(path) < 0.8 for path in told)


def test_arrows_behind_what_is_chosen(form):
    """
    # 1. La collectivité
    | Type de collectivité | ☐ Commune <===    ☐ Communauté de communes<br>☐ Communauté d’agglomération    ☐ Métropole |
    # 2. Le binôme
    ☐ Nous nous engageons à participer tous les deux, en binôme, aux six journées du parcours. <===
    # 7. Signatures
    Fait à => Corbie   le => 2 mars 2021
    """
    assert form("collectivite.type", "binome.engagement_assiduite") == ("commune", True)
    assert form("signature.lieu", "signature.date") == ("Corbie", dt.date(2021, 3, 2))


def test_a_letter_in_place_of_the_boxes(form):
    """
    # 3. Le projet
    | Démarches territoriales engagées | V PCAET    V Agenda 2030<br>☐ Contrat de transition écologique (CTE/CRTE)    ☐ TEPOS<br>☐ Autre : .......... |
    """
    assert form("projet.demarches") == (("pcaet", "agenda_2030"),)


def test_lines_that_go_on_without_a_label(form):
    """
    Siège : 48, rue Desgroux – BP 90508
    60005 BEAUVAIS CEDEX
    L’élu : Loup LEDRU, vice-président chargé du plan climat
    Portable 06 39 98 14 01
    loup.ledru@beauvaisis.example
    """
    assert form("collectivite.code_postal", "elu.telephone", "elu.courriel") == (
        "60005",
        "+33639981401",
        "loup.ledru@beauvaisis.example",
    )


def test_questions_quoted_over_their_answers(form):
    """
    > Nom de la collectivité ?
    Ville d’Anzin
    > Élu·e référent·e : nom, prénom ?
    Zaoui Samira
    > Élu·e référent·e : fonction ?
    Adjointe à la politique de la ville
    > Élu·e référent·e : courriel ?
    s.zaoui@anzin.example
    """
    assert form("collectivite.nom", "elu.nom", "elu.prenom", "elu.fonction", "elu.courriel") == (
        "Ville d’Anzin",
        "Zaoui",
        "Samira",
        "Adjointe à la politique de la ville",
        "s.zaoui@anzin.example",
    )


def test_two_people_side_by_side_in_one_row(form):
    """
    | Élu | Ludovic SZYMCZAK | Technicienne | Prudence DELABY |
    | Fonction | Adjoint aux fêtes | Fonction | Animatrice du centre social |
    | Tél. | 06 39 98 19 01 | Tél. | 03 53 01 19 02 |
    """
    assert form(*BOTH) == ("Szymczak", "Ludovic", "Delaby", "Prudence")
    assert form("elu.fonction", "technicien.fonction", "technicien.telephone") == (
        "Adjoint aux fêtes",
        "Animatrice du centre social",
        "+33353011902",
    )
