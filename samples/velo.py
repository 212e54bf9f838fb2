"""« Fonds vélo des associations 2026 »: a subsidy with a budget, an IBAN, a yes/no grid, a sworn statement."""

# ruff: noqa: E501 - one answer a line reads better than a value cut in three
from __future__ import annotations

from typing import Any

from samples.filled import Filled, filled
from samples.sheet import Sheet

ID = "fonds-velo-2026"
TYPES = {"association_locale": "Association locale", "federation": "Fédération", "autre": "Autre"}
PUBLICS = {"enfants": "Enfants", "adolescents": "Adolescents", "adultes": "Adultes", "seniors": "Seniors", "autre": "Autre"}  # fmt: skip
YES_NO = {"oui": "Oui", "non": "Non"}
PRACTICES = {
    "disposez_atelier_reparation": "Vous disposez d’un atelier de réparation",
    "pretez_louez_velos": "Vous prêtez ou louez des vélos",
    "agrement_jeunesse": "Vous avez un agrément jeunesse",
    "assures_activite": "Vous êtes assurés pour cette activité",
}
PLEDGE = "Je certifie sur l’honneur l’exactitude des renseignements fournis."


def draw(sheet: Sheet) -> None:
    """Draw the form."""
    sheet.line("Fonds vélo des associations 2026", bold=True)
    sheet.line(
        "La communauté de communes soutient les associations qui font rouler à vélo celles et ceux qui n’en font pas."
    )
    sheet.line(
        "Le fonds aide l’achat, la réparation et l’apprentissage, jusqu’à 80 % du budget présenté."
    )
    sheet.line("FORMULAIRE DE DEMANDE DE SUBVENTION", bold=True)
    sheet.line("À retourner avant le 15 mai 2026 à velo@fonds.example")
    sheet.heading("1. L’association")
    sheet.labels([
        [("Nom de l’association *", "association.nom_association")],
        [("N° SIRET", "association.siret")],
        [("Adresse du siège", "association.adresse")],
        [("Code postal", "association.code_postal"), ("Ville", "association.ville")],
        [("Courriel *", "association.courriel"), ("Téléphone", "association.telephone")],
        [("Site internet", "association.site_web")],
        [("Date de création", "association.date_creation")],
        [("Nombre d’adhérents", "association.nombre_adherents")],
    ])  # fmt: skip
    sheet.line(
        f"Type d’association : {sheet.boxes(TYPES, 'association.type_association', free='association.type_association_autre')}"
    )
    sheet.heading("2. Le ou la représentant·e légal·e")
    sheet.gaps(("Nom :", "representant_legal.nom"), ("Prénom :", "representant_legal.prenom"))
    sheet.gaps(("Fonction :", "representant_legal.fonction"))
    sheet.heading("3. Le projet")
    sheet.gaps(("Intitulé du projet :", "projet.intitule_projet"))
    sheet.gaps(("Date de début :", "projet.date_debut"), ("Date de fin :", "projet.date_fin"))
    sheet.line("Publics visés (plusieurs réponses possibles) :")
    sheet.line(sheet.boxes(PUBLICS, "projet.publics_vises", free="projet.publics_vises_autre"))
    sheet.line(
        f"Le projet se déroule-t-il en zone rurale ?  {sheet.boxes(YES_NO, 'projet.projet_deroule_zone_rurale')}"
    )
    sheet.line("Description du projet (objectifs, calendrier, partenaires) :", bold=True)
    sheet.frame("projet.description_projet")
    sheet.heading("4. Vos pratiques")
    sheet.grid(YES_NO, PRACTICES, "pratiques")
    sheet.heading("5. Budget prévisionnel")
    sheet.table(
        ("Dépense", "Montant (€)"), "budget_previsionnel.budget_previsionnel", 5, total="total"
    )
    sheet.gaps(
        ("Montant de la subvention demandée :", "budget_previsionnel.montant_subvention_demandee"),
        after=" €",
    )
    sheet.heading("6. Coordonnées bancaires")
    sheet.labels(
        [
            [("Titulaire du compte", "coordonnees_bancaires.titulaire_compte")],
            [("IBAN", "coordonnees_bancaires.iban")],
            [("BIC", "coordonnees_bancaires.bic")],
        ]
    )
    sheet.heading("7. Pièces jointes")
    sheet.items("pieces_jointes", 3)
    sheet.heading("8. Attestation et signature")
    sheet.line(
        f"{sheet.habit.ticked if sheet.said.get('attestation_signature.certification') else sheet.habit.empty} {PLEDGE}"
    )
    sheet.gaps(("Fait à", "attestation_signature.lieu"), ("le", "attestation_signature.date"))
    sheet.signing(
        "Signature du ou de la représentant·e légal·e", "attestation_signature.representant_legal"
    )


def _iban(seed: int) -> str:
    """Return an invented French IBAN whose key is right."""
    account = f"{20041 + seed:05d}{1005 + seed:05d}{5000260 + seed:011d}"
    plain = f"{account}{97 - (89 * int(account[:5]) + 15 * int(account[5:10]) + 3 * int(account[10:])) % 97:02d}"
    return f"FR{98 - int(plain + '152700') % 97:02d}{plain}"


def _siret(seed: int) -> str:
    """Return an invented SIRET whose keys are right."""
    siren = _keyed(f"90{seed:06d}")
    return _keyed(f"{siren}0001")


def _keyed(digits: str) -> str:
    """Add the last digit that makes a number pass Luhn's check."""
    total = sum(
        sum(divmod(2 * int(d), 10)) if n % 2 == 0 else int(d)
        for n, d in enumerate(reversed(digits))
    )
    return digits + str(-total % 10)


def _case(name: str, seed: int, form: str, said: dict[str, Any], **more: Any) -> Filled:
    siret, iban = _siret(seed), _iban(seed)
    base: dict[str, Any] = {
        "association.siret": (f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}", siret),
        "association.adresse": f"{seed} rue du Pignon",
        "association.code_postal": "62000", "association.ville": "Arras",
        "association.telephone": (f"06 39 98 {seed:02d} 10", f"+3363998{seed:02d}10"),
        "association.site_web": None, "association.date_creation": ("12/04/2011", "2011-04-12"),
        "association.nombre_adherents": (f"{seed} adhérents", seed),
        "association.type_association": "association_locale", "association.type_association_autre": None,
        "representant_legal.fonction": "Présidente",
        "projet.date_debut": ("1er juin 2026", "2026-06-01"), "projet.date_fin": ("30/09/2026", "2026-09-30"),
        "projet.publics_vises": ["enfants", "adultes"], "projet.publics_vises_autre": None,
        "projet.projet_deroule_zone_rurale": (["oui"], True),
        "projet.description_projet": "Nous ouvrons un atelier mobile dans six villages.\nChaque samedi, deux bénévoles y réparent les vélos avec les habitants.",
        "pratiques": dict(zip(PRACTICES, ("oui", "non", "non", "oui"), strict=True)),
        "budget_previsionnel.budget_previsionnel": ([["Outils", "1 200 €"], ["Pièces détachées", "850,50 €"], ["Communication", "300 €"]],
            [{"depense": "Outils", "montant": 1200}, {"depense": "Pièces détachées", "montant": 850.5}, {"depense": "Communication", "montant": 300}]),
        "total": ("2 350,50 €", ...),
        "budget_previsionnel.montant_subvention_demandee": ("1 500", 1500),
        "coordonnees_bancaires.iban": (" ".join(iban[n:n + 4] for n in range(0, len(iban), 4)), iban), "coordonnees_bancaires.bic": "PSSTFRPPLIL",
        "pieces_jointes": ["Statuts de l’association", "Relevé d’identité bancaire"],
        "attestation_signature.certification": (True, True),
        "attestation_signature.lieu": "Arras", "attestation_signature.date": ("3 mai 2026", "2026-05-03"),
        "attestation_signature.representant_legal": "image",
    }  # fmt: skip
    return filled(name, seed, form, base | said, **more)


CASES = (
    _case("01 Les Rayons libres", 21, "docx", {
        "association.nom_association": "Les Rayons libres", "association.courriel": "contact@rayons.example",
        "representant_legal.nom": "Delattre", "representant_legal.prenom": "Hélène", "projet.intitule_projet": "L’atelier des villages",
        "coordonnees_bancaires.titulaire_compte": "Les Rayons libres"}),
    _case("02 Velo pour tous", 22, "doc", {
        "association.nom_association": "Vélo pour tous", "association.courriel": "bureau@velopourtous.example",
        "representant_legal.nom": ("MOREL", "Morel"), "representant_legal.prenom": "Karim", "representant_legal.fonction": "Président",
        "projet.intitule_projet": "Apprendre à rouler à tout âge", "projet.publics_vises": ["adultes", "seniors"],
        "projet.projet_deroule_zone_rurale": (["non"], False), "coordonnees_bancaires.titulaire_compte": "Vélo pour tous"}),
    _case("03 Cyclo Lys", 23, "pdf", {
        "association.nom_association": "Cyclo Lys", "association.courriel": "cyclo@lys.example",
        "representant_legal.nom": "Lemaire", "representant_legal.prenom": "Anne-Sophie", "projet.intitule_projet": "Une flotte de tandems",
        "association.type_association": "federation", "coordonnees_bancaires.titulaire_compte": "Cyclo Lys",
        "pratiques": dict(zip(PRACTICES, ("non", "oui", "oui", "oui"), strict=True))}),
    _case("04 La Dynamo", 24, "docx", {
        "association.nom_association": "La Dynamo", "association.courriel": "dynamo@dynamo.example",
        "representant_legal.nom": "Wattel", "representant_legal.prenom": "Jean", "projet.intitule_projet": "Vélo-école",
        "coordonnees_bancaires.titulaire_compte": "La Dynamo", "attestation_signature.certification": (False, None)},
        ticked="☑", verdict="incomplet"),
    _case("05 Recyclette", 25, "docx", {
        "association.nom_association": "Recyclette", "association.courriel": "bonjour@recyclette.example",
        "representant_legal.nom": "Bailleul", "representant_legal.prenom": "Inès", "projet.intitule_projet": "Des vélos réemployés",
        "coordonnees_bancaires.titulaire_compte": "Recyclette", "total": ("3 000 €", ...)}, verdict="a_verifier"),
    _case("06 Roue libre", 26, "pdf", {
        "association.nom_association": "Roue libre", "association.courriel": "roue@libre.example",
        "representant_legal.nom": "Cauchy", "representant_legal.prenom": "Paul", "representant_legal.fonction": "Trésorier",
        "projet.intitule_projet": "Bourse aux vélos", "coordonnees_bancaires.titulaire_compte": "Roue libre"},
        received="2026-05-18", verdict="irrecevable"),
    _case("07 Les Petits Braquets", 27, "docx", {
        "association.nom_association": "Les Petits Braquets", "association.courriel": "asso@braquets.example",
        "representant_legal.nom": "Vasseur", "representant_legal.prenom": "Zoé", "projet.intitule_projet": "Vélobus de l’école",
        "coordonnees_bancaires.titulaire_compte": "Les Petits Braquets", "projet.publics_vises": ["enfants"]}, retyped=True),
)  # fmt: skip
