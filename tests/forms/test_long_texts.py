"""Long texts come out whole, without labels, hints, or the neighbour's text."""

ONE = "Nous voulons associer les habitants à la vie de la commune, et pas seulement les informer."
TWO = "Les services manquent de méthode : le parcours les y aidera."


def test_a_framed_text_keeps_its_paragraphs(form):
    """
    # 4. Motivations
    Pourquoi votre collectivité souhaite-t-elle rejoindre ce parcours ? (une page au plus)
    [frame]
    Nous voulons associer les habitants à la vie de la commune, et pas seulement les informer.
    Les services manquent de méthode : le parcours les y aidera.
    [/frame]
    # 5. Attentes
    Rencontrer d'autres équipes.
    """
    assert form("motivations", "attentes") == (f"{ONE}\n{TWO}", "Rencontrer d'autres équipes.")


def test_words_that_look_like_labels_stay_in_the_text(form):
    """
    # 4. Motivations
    [frame]
    Projet : un jardin partagé.
    Commune : 3 hameaux. Population : vieillissante.
    [/frame]
    # 1. La collectivité
    Population : 800
    """
    assert form("motivations") == (
        "Projet : un jardin partagé.\nCommune : 3 hameaux. Population : vieillissante.",
    )
    assert form("collectivite.population") == (800,)


def test_text_run_on_after_its_label(form):
    """
    Motivations : Nous voulons associer les habitants à la vie de la commune, et pas seulement les informer.
    Les services manquent de méthode : le parcours les y aidera.
    5. Attentes
    Apprendre.
    """
    assert form("motivations", "attentes") == (f"{ONE}\n{TWO}", "Apprendre.")


def test_a_project_without_a_label_is_found_under_its_heading(form):
    """
    # 3. Le projet
    Intitulé : Jardins
    Avancement : en cours
    Nous voulons associer les habitants à la vie de la commune, et pas seulement les informer.
    # 4. Motivations
    Apprendre.
    """
    assert form("projet.intitule", "projet.avancement", "projet.description") == (
        "Jardins",
        "en_cours",
        ONE,
    )
    assert form.sure("projet.description") < 0.95


def test_attachments_are_items(form):
    """
    # 6. Pièces jointes
    –  Présentation du projet (diaporama) ........................
    –  Délibération du conseil municipal
    –  ..........................................................
    # 7. Signatures
    """
    assert form("pieces_jointes") == (
        ("Présentation du projet (diaporama)", "Délibération du conseil municipal"),
    )
