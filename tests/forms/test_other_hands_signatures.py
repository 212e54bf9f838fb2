"""Habits of other hands: who signed, and where."""

from __future__ import annotations

SIGNED = ("signature.elu", "signature.executif")
BLANK = "L’élu·e référent·e (nom, qualité, signature)"


def test_names_and_the_word_signed_are_typed(form):
    """
    # 7. Signatures
    Fait à Rety, le 3 mars 2021
    | L’élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |
    | Anne Dupont, adjointe<br>signé | Benoît Delattre<br>Maire<br>Signé électroniquement |
    """
    assert form(*SIGNED) == ("typed", "typed")


def test_pictures_stand_just_under_the_table(form):
    """
    # 7. Signatures
    Fait à Rety, le 3 mars 2021
    | L’élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |
    | Anne Dupont | Benoît Delattre |
    {img} {img}
    """
    assert form(*SIGNED) == ("image", "image") or all(form.sure(p) < 0.8 for p in SIGNED)


def test_the_pictures_stand_in_the_label_cells(form):
    """
    # 7. Signatures
    Fait à Rety, le 3 mars 2021
    | L’élu·e référent·e (nom, qualité, signature)<br>{img} | Le/la Maire ou Président·e (nom, qualité, cachet et signature)<br>{img} |
    | | |
    """
    assert form(*SIGNED) == ("image", "image")


def test_only_the_mayor_signed(form):
    """
    # 7. Signatures
    Fait à Rety, le 3 mars 2021
    | L’élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |
    | | Benoît Delattre, Maire<br>{img} |
    """
    assert form(*SIGNED) == ("absent", "image")


def test_signatures_stand_one_under_the_other(form):
    """
    # 7. Signatures
    Fait à Rety, le 3 mars 2021
    L'élu·e référent·e,
    {img}
    Anne Dupont
    Le Maire,
    {img}
    Benoît Delattre
    """
    assert form(*SIGNED) == ("image", "image")


def test_signature_rows_are_labelled_on_the_left(form):
    """
    # 7. Signatures
    | Signature de l'élu·e | {img} |
    | Signature du Maire | {img} |
    | Fait à | Rety |
    | Le | 03/03/2021 |
    """
    assert form(*SIGNED) == ("image", "image")
    assert form("signature.lieu") == ("Rety",)


def test_columns_of_signatures_are_swapped(form):
    """
    # 7. Signatures
    | Le Président | L'élue référente |
    | {img} | Anne Dupont |
    """
    assert form(*SIGNED) == ("typed", "image")


def test_a_delegate_signs_for_the_mayor(form):
    """
    # 7. Signatures
    | L’élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |
    | Anne Dupont<br>{img} | Pour le Maire et par délégation,<br>le premier adjoint, Paul Roy<br>{img} |
    """
    assert form("signature.elu") == ("image",)
    assert form("signature.executif") == ("image",)


def test_the_technician_signs_too(form):
    """
    # 7. Signatures
    | L’élu·e référent·e | Le·la technicien·ne | Le Maire |
    | {img} | {img} | |
    """
    assert form(*SIGNED) == ("image", "absent")


def test_nobody_signed(form):
    """
    # 7. Signatures
    Fait à ........................................................   le ........................................
    | L’élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |
    | | |
    """
    assert form(*SIGNED) == ("absent", "absent")
    assert form("signature.lieu", "signature.date") == (None, None)


def test_a_logo_at_the_head_is_no_signature(form):
    """
    {img}
    # 1. La collectivité
    | Nom de la collectivité | Commune de Rety |
    # 7. Signatures
    | L’élu·e référent·e (nom, qualité, signature) | Le/la Maire ou Président·e (nom, qualité, cachet et signature) |
    | Anne Dupont | |
    """
    assert form(*SIGNED) == ("typed", "absent")
