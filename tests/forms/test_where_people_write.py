"""Values are found wherever people write them."""

PAIR = ("elu.nom", "elu.prenom", "technicien.nom", "technicien.prenom")


def test_the_same_label_is_told_apart_by_its_heading(form):
    """
    # L'élu·e
    Nom : Dupont
    # Le·la technicien·ne
    | Nom | Martin |
    """
    assert form("elu.nom", "technicien.nom") == ("Dupont", "Martin")


def test_columns_of_the_pair_may_be_swapped(form):
    """
    # 2. Le binôme
    | | Technicien·ne référent·e | Élu·e référent·e |
    | Nom | MARTIN | DUPONT |
    | Prénom | Anne | Luc |
    | Service | Urbanisme | |
    """
    assert form(*PAIR) == ("Dupont", "Luc", "Martin", "Anne")
    assert form("technicien.service") == ("Urbanisme",)


def test_people_may_be_rows(form):
    """
    # Le binôme
    | | Nom | Prénom | Fonction | Téléphone | Courriel |
    | Élu référent | Dupont | Luc | Maire | 01 99 00 12 34 | l.dupont@ville.example |
    | Technicienne | Martin | Anne | DGS | 06 39 98 11 22 | dgs@ville.example |
    """
    assert form(*PAIR) == ("Dupont", "Luc", "Martin", "Anne")
    assert form("elu.fonction", "elu.telephone", "technicien.courriel") == (
        "Maire",
        "+33199001234",
        "dgs@ville.example",
    )


def test_a_label_may_name_its_person(form):
    """
    Nom de l'élu référent : Dupont
    Prénom de l'élu référent : Luc
    Téléphone du technicien : 03 53 01 22 33
    Courriel du technicien : a.martin@ville.example
    """
    assert form("elu.nom", "elu.prenom", "technicien.telephone", "technicien.courriel") == (
        "Dupont",
        "Luc",
        "+33353012233",
        "a.martin@ville.example",
    )


def test_several_values_on_one_line(form):
    """
    # 2. Le binôme
    Élu·e référent·e
    Nom : Dupont Prénom : Luc Fonction : adjoint à la voirie
    Tél. / mél : 01 99 00 12 34 – luc.dupont@ville.example
    """
    assert form("elu.nom", "elu.prenom", "elu.fonction") == ("Dupont", "Luc", "adjoint à la voirie")
    assert form("elu.telephone", "elu.courriel") == ("+33199001234", "luc.dupont@ville.example")


def test_dotted_leaders_are_no_answer(form):
    """
    Maire ou Président·e de la collectivité
    Nom : ........ Lefèvre ..............   Prénom : …………………………
    Fonction : ______________________
    """
    assert form("executif.nom", "executif.prenom", "executif.fonction") == ("Lefèvre", None, None)
    assert form.status("executif.prenom") == "blank"


def test_a_value_below_its_label(form):
    """
    # 1. La collectivité
    Nom de la collectivité
    Ville de Trifouilly
    N° SIREN :
    215 900 796
    """
    assert form("collectivite.nom", "collectivite.siren") == ("Ville de Trifouilly", "215900796")


def test_a_value_in_the_label_s_own_cell(form):
    """
    # 1. La collectivité
    | Nom de la collectivité : Ville de Trifouilly | |
    | Population<br>12 500 habitants (INSEE 2018) | |
    | Code postal : 59000 Ville : Lille | |
    """
    assert form("collectivite.nom", "collectivite.population") == ("Ville de Trifouilly", 12500)
    assert form("collectivite.code_postal", "collectivite.ville") == ("59000", "Lille")


def test_an_address_in_one_line(form):
    """
    # La collectivité
    Adresse : 4 place Roger-Salengro, 80120 Rue
    """
    assert form("collectivite.adresse", "collectivite.code_postal", "collectivite.ville") == (
        "4 place Roger-Salengro",
        "80120",
        "Rue",
    )


def test_labels_in_capitals_and_misspelt(form):
    """
    1. LA COLLECTIVITE
    NOM DE LA COLECTIVITÉ : VILLE DE TRIFOUILLY
    ADRESE POSTALE : 3 RUE DU MOULIN
    """
    assert form("collectivite.nom", "collectivite.adresse") == (
        "VILLE DE TRIFOUILLY",
        "3 RUE DU MOULIN",
    )


def test_a_secretary_is_nobody_of_the_pair(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Téléphone | 01 99 00 12 34 (secrétariat : 01 99 00 99 99) | 06 39 98 11 22 |
    """
    assert form("elu.telephone", "technicien.telephone") == ("+33199001234", "+33639981122")


def test_maire_as_a_value_opens_no_heading(form):
    """
    # 2. Le binôme
    | | Élu·e référent·e | Technicien·ne référent·e |
    | Nom | Dupont | Martin |
    | Fonction | Maire | Secrétaire de mairie |
    | Téléphone | 01 99 00 12 34 | 06 39 98 11 22 |
    """
    assert form("elu.fonction", "technicien.fonction") == ("Maire", "Secrétaire de mairie")
    assert form("elu.telephone", "technicien.telephone") == ("+33199001234", "+33639981122")


def test_words_for_nothing_are_a_blank(form):
    """
    # 1. La collectivité
    Site internet : néant
    Intercommunalité de rattachement : sans objet
    """
    assert form("collectivite.site_web", "collectivite.epci_rattachement") == (None, None)
    assert form.status("collectivite.site_web") == "blank"


def test_a_reference_elsewhere_is_no_answer(form):
    """
    # 4. Motivations
    cf. courrier joint
    """
    assert form("motivations") == (None,)
    assert form.status("motivations") == "unreadable"


def test_place_and_date_of_signature(form):
    """
    # 7. Signatures
    Fait à Trifouilly-lès-Oies, le 1er mars 2021
    """
    assert str(form("signature.date")[0]) == "2021-03-01"
    assert form("signature.lieu") == ("Trifouilly-lès-Oies",)


def test_an_empty_form_is_blank_everywhere_it_was_looked_for(form):
    """
    # 1. La collectivité
    | Nom de la collectivité | |
    | Code postal | | Ville | |
    # 4. Motivations
    Pourquoi votre collectivité souhaite-t-elle rejoindre ce parcours ? (une page au plus)
    [frame]

    [/frame]
    # 5. Attentes
    """
    paths = ("collectivite.nom", "collectivite.code_postal", "collectivite.ville", "motivations")
    assert form(*paths) == (None, None, None, None)
    assert [form.status(path) for path in paths] == ["blank"] * 4
    assert form.status("elu.nom") == "absent"
