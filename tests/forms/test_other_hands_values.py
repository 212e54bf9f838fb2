"""Habits of other hands: names, phones, e-mails, numbers and dates as people type them."""

from __future__ import annotations

import datetime as dt


def test_the_function_stands_in_the_cell_of_the_name(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Lefranc, adjoint au maire | DURIEZ (DGS) |
    | Prénom | Joël | Sabine |
    | Fonction (mandat, délégation / poste) | | |
    """
    assert form("elu.nom", "elu.prenom", "technicien.nom", "technicien.prenom") == (
        "Lefranc",
        "Joël",
        "Duriez",
        "Sabine",
    )


def test_titles_and_particles_come_with_the_name(form):
    """
    # 1. La collectivité
    Maire ou Président·e de la collectivité : M. le Maire, Jean DE LA FONTAINE
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom et prénom | Madame Marie-Anne de Saint-Aubin | VAN DEN BERGHE Piet |
    """
    assert form("executif.nom", "executif.prenom", "elu.nom", "elu.prenom") == (
        "de La Fontaine",
        "Jean",
        "de Saint-Aubin",
        "Marie-Anne",
    ) or form("executif.nom", "executif.prenom", "elu.nom", "elu.prenom") == (
        "De La Fontaine",
        "Jean",
        "de Saint-Aubin",
        "Marie-Anne",
    )
    assert [str(v).casefold() for v in form("technicien.nom", "technicien.prenom")] == [
        "van den berghe",
        "piet",
    ]


def test_the_whole_name_stands_in_the_row_of_the_surname(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Mme Dupont Anne | M. MARTIN |
    | Prénom | Anne | Luc |
    """
    assert form("elu.nom", "elu.prenom", "technicien.nom", "technicien.prenom") == (
        "Dupont",
        "Anne",
        "Martin",
        "Luc",
    )


def test_the_whole_name_stands_in_one_row_and_the_first_name_is_left_empty(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Anne DUPONT | MARTIN Luc |
    | Prénom | | |
    """
    assert form("elu.nom", "elu.prenom", "technicien.nom", "technicien.prenom") == (
        "Dupont",
        "Anne",
        "Martin",
        "Luc",
    )


def test_several_phones_and_words_stand_in_one_cell(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Téléphone | Fixe : 03.53.01.10.02 – Port. : 06.39.98.10.01 | standard 03 53 01 00 00 poste 12 (de préférence le matin) |
    | Courriel | Anne Dupont <A.Dupont@Mairie.Example> | l.martin@mairie.example ou dgs@mairie.example |
    """
    assert form("elu.telephone", "elu.courriel", "technicien.telephone", "technicien.courriel") == (
        "+33353011002",
        "a.dupont@mairie.example",
        "+33353010000",
        "l.martin@mairie.example",
    )


def test_phones_have_odd_shapes(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Téléphone | +33 (0)6 39 98 10 01 | 0033-3-53-01-10-02 |
    """
    assert form("elu.telephone", "technicien.telephone") == ("+33639981001", "+33353011002")


def test_a_mail_is_broken_over_two_lines(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Courriel | anne.dupont-lefebvre@<br>mairie-de-blendecques.example | mailto:l.martin@mairie.example |
    """
    assert form("elu.courriel", "technicien.courriel") == (
        "anne.dupont-lefebvre@mairie-de-blendecques.example",
        "l.martin@mairie.example",
    )


def test_contact_is_refused_or_named_elsewhere(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | en cours de recrutement |
    | Prénom | Anne | - |
    | Téléphone | NC | sans objet |
    | Courriel | néant | cf. courrier joint |
    """
    assert form("elu.telephone", "elu.courriel") == (None, None)
    assert form("technicien.telephone", "technicien.courriel", "technicien.prenom") == (
        None,
        None,
        None,
    )
    assert form("technicien.nom") == (None,) or form.sure("technicien.nom") < 0.8


def test_a_cell_says_the_same_as_its_neighbour(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Téléphone | 03 53 01 10 02 | idem |
    | Courriel | mairie@blendecques.example | // |
    """
    assert form("elu.telephone", "technicien.telephone") == ("+33353011002", "+33353011002")
    assert form("technicien.courriel") == ("mairie@blendecques.example",)


def test_the_mayor_is_the_elected_person_by_reference(form):
    """
    # 1. La collectivité
    Maire ou Président·e de la collectivité
    Nom : Delattre   Prénom : Benoît
    Fonction : Maire
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | voir ci-dessus | Martin |
    | Prénom | voir ci-dessus | Luc |
    | Fonction | voir ci-dessus | DGS |
    """
    for path in ("elu.nom", "elu.prenom"):
        assert form(path)[0] in (None, {"elu.nom": "Delattre", "elu.prenom": "Benoît"}[path])


def test_population_is_told_in_words_with_a_year(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | CC du Pays de Lumbres |
    | Population | environ 24 500 habitants au 1er janvier 2021, répartis sur 36 communes |
    """
    assert form("collectivite.population") == (24500,)


def test_population_comes_after_its_source(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    | Population | INSEE 2018 : 2 103 (dont 36 comptés à part) |
    """
    assert form("collectivite.population") == (2103,)


def test_population_is_in_thousands_with_a_point(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | CA du Boulonnais |
    | Population | 114.837 hab |
    """
    assert form("collectivite.population") == (114837,)


def test_an_amount_near_population_is_not_population(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    | Budget de fonctionnement | 1 250 000 € |
    | Population | |
    | N° SIREN | |
    """
    assert form("collectivite.population", "collectivite.siren") == (None, None)
    assert form.status("collectivite.population") == "blank"


def test_siren_wears_dots_and_a_word(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    | N° SIREN | SIREN n° 216.200.147 – APE 84.11Z |
    """
    assert form("collectivite.siren") == ("216200147",)


def test_departement_is_a_bare_number_or_a_name(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    | Département / région | Pas de Calais (62), Hauts-de-France |
    | Code postal – Ville | F-62720 RETY CEDEX |
    """
    assert form("collectivite.departement", "collectivite.code_postal", "collectivite.ville") in {
        ("62", "62720", "RETY"),
        ("62", "62720", "RETY CEDEX"),
        ("62", "62720", "Rety"),
    }


def test_the_address_holds_all_lines(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    | Adresse postale | Mairie<br>12 rue Principale<br>BP 14<br>62720 Rety |
    | Code postal | | Ville | |
    """
    assert form("collectivite.code_postal", "collectivite.ville") == ("62720", "Rety")
    assert " ".join(str(form("collectivite.adresse")[0]).replace(",", " ").split()) in {
        "Mairie 12 rue Principale BP 14",
        "Mairie 12 rue Principale BP 14 62720 Rety",
    }


def test_the_date_is_written_in_words(form):
    """
    # 7. Signatures
    Fait en mairie de Rety, en deux exemplaires, le vendredi douze mars deux mille vingt et un
    """
    assert form("signature.lieu", "signature.date") == ("Rety", dt.date(2021, 3, 12))


def test_the_date_has_roman_or_short_notations(form):
    """
    # 7. Signatures
    A Rety le 1er/III/21
    """
    assert form("signature.lieu") == ("Rety",)
    assert form("signature.date")[0] in (dt.date(2021, 3, 1), None)


def test_the_date_stands_before_the_place(form):
    """
    # 7. Signatures
    Le 8 mars 2021, à Saint-Omer
    | L'élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |
    | Anne Dupont | Benoît Delattre |
    """
    assert form("signature.lieu", "signature.date") == ("Saint-Omer", dt.date(2021, 3, 8))


def test_lieu_et_date_share_a_cell(form):
    """
    # 7. Signatures
    | Lieu et date | Hesdin, 05-03-2021 |
    """
    assert form("signature.lieu", "signature.date") == ("Hesdin", dt.date(2021, 3, 5))


def test_an_impossible_date_is_kept_with_a_doubt(form):
    """
    # 7. Signatures
    Fait à Hesdin, le 31/02/2021
    """
    assert form("signature.lieu") == ("Hesdin",)
    assert form.candidature["signature.date"].value is None or form.sure("signature.date") < 0.8


def test_instructions_left_in_are_no_answer(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | [à compléter] |
    | Population | Indiquez ici le nombre d'habitants |
    | Site internet | http://www.……… |
    | N° SIREN | _ _ _ _ _ _ _ _ _ |
    # 3. Le projet
    | Intitulé du projet | Saisissez votre texte ici |
    """
    assert form(
        "collectivite.nom",
        "collectivite.population",
        "collectivite.site_web",
        "collectivite.siren",
        "projet.intitule",
    ) == (None, None, None, None, None)


def test_there_is_no_web_site(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    | Site internet | pas de site (page Facebook : Ville de Rety) |
    """
    assert form("collectivite.site_web") == (None,) or form.sure("collectivite.site_web") < 0.8


def test_a_mail_stands_where_a_phone_is_asked(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Téléphone | a.dupont@mairie.example | l.martin@mairie.example |
    | Courriel | 06 39 98 10 01 | 03 53 01 10 02 |
    """
    assert form("elu.telephone", "elu.courriel") in {
        ("+33639981001", "a.dupont@mairie.example"),
        (None, None),
    }
