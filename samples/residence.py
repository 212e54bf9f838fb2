"""« Résidence d'artiste en médiathèque »: long texts, a Likert grid, dates, several choices, no table of labels."""

# ruff: noqa: E501 - one answer a line reads better than a value cut in three
from __future__ import annotations

from typing import Any

from samples.filled import Filled, filled
from samples.sheet import Sheet

ID = "residence-mediatheque-2026"
ARTS = {"litterature": "Littérature", "illustration": "Illustration", "photographie": "Photographie", "musique": "Musique", "autre": "Autre"}  # fmt: skip
PUBLICS = {"petite_enfance": "Petite enfance", "scolaires": "Scolaires", "personnes_agees": "Personnes âgées", "publics_empeches": "Publics empêchés"}  # fmt: skip
YES_NO = {"oui": "Oui", "non": "Non"}
LEVELS = {"debutant": "Débutant", "intermediaire": "Intermédiaire", "confirme": "Confirmé"}
SKILLS = {
    "animation_ateliers": "Animation d’ateliers",
    "prise_parole_public": "Prise de parole en public",
    "outils_numeriques": "Outils numériques",
    "travail_equipe": "Travail en équipe",
}
WEEKS = {"4_semaines": "4 semaines", "6_semaines": "6 semaines", "8_semaines": "8 semaines"}
PLEDGE = "Je m’engage à être présent·e sur place pendant toute la durée de la résidence."


def draw(sheet: Sheet) -> None:
    """Draw the form."""
    sheet.line("Résidence d’artiste en médiathèque", bold=True)
    sheet.line("La médiathèque accueille une ou un artiste pendant quatre à huit semaines.")
    sheet.line("BULLETIN DE CANDIDATURE", bold=True)
    sheet.line(
        "Date limite de réception : vendredi 12 juin 2026, par courriel à residence@mediatheque.example"
    )
    sheet.heading("A. Vous")
    sheet.gaps(("Nom et prénom :", "vous.nom_prenom"))
    sheet.gaps(("Nom d’artiste :", "vous.nom_artiste"))
    sheet.gaps(("Date de naissance :", "vous.date_naissance"))
    sheet.gaps(("Adresse, code postal, ville :", "vous.adresse_complete"))
    sheet.gaps(("Téléphone :", "vous.telephone"), ("Courriel :", "vous.courriel"))
    sheet.gaps(("Site internet :", "vous.site_web"))
    sheet.gaps(("N° SIRET (le cas échéant) :", "vous.siret"))
    sheet.heading("B. Votre pratique")
    sheet.line("Discipline principale (une seule réponse) :")
    sheet.line(
        sheet.boxes(
            ARTS, "pratique.discipline_principale", free="pratique.discipline_principale_autre"
        )
    )
    sheet.line("Publics avec lesquels vous avez travaillé (plusieurs réponses possibles) :")
    sheet.line(sheet.boxes(PUBLICS, "pratique.publics_lesquels_travaille"))
    sheet.line(
        f"Avez-vous déjà mené une résidence ?  {sheet.boxes(YES_NO, 'pratique.deja_mene_residence')}"
    )
    sheet.line("Vos compétences", bold=True)
    sheet.grid(LEVELS, SKILLS, "competences")
    sheet.heading("C. Votre projet")
    sheet.gaps(("Titre du projet :", "projet.titre_projet"))
    sheet.line("Démarche artistique :", bold=True)
    sheet.frame("projet.demarche_artistique")
    sheet.line("Qu’attendez-vous de cette résidence ?", bold=True)
    sheet.frame("projet.attendez_residence")
    sheet.line("Ateliers proposés :", bold=True)
    sheet.items("projet.ateliers_proposes", 3)
    sheet.line("Expériences récentes", bold=True)
    sheet.table(("Année", "Lieu", "Type d’action"), "experiences_recentes", 3)
    sheet.heading("D. Calendrier et moyens")
    sheet.gaps(("Date d’arrivée souhaitée :", "calendrier_moyens.date_arrivee_souhaitee"))
    sheet.line(f"Durée souhaitée : {sheet.boxes(WEEKS, 'calendrier_moyens.duree_souhaitee')}")
    sheet.gaps(("Budget demandé :", "calendrier_moyens.budget_demande"), after=" €")
    sheet.heading("E. Engagement et signature")
    sheet.line(
        f"{sheet.habit.ticked if sheet.said.get('engagement_signature.engagement') else sheet.habit.empty} {PLEDGE}"
    )
    sheet.gaps(("Fait à", "engagement_signature.lieu"), ("le", "engagement_signature.date"))
    sheet.signing("Signature de l’artiste", "engagement_signature.artiste")


def _case(name: str, seed: int, form: str, said: dict[str, Any], **more: Any) -> Filled:
    nom, prenom = said.pop("person")
    base: dict[str, Any] = {
        "vous.nom_prenom": (f"{nom.upper()} {prenom}", ...), "vous.nom": (None, nom), "vous.prenom": (None, prenom),
        "vous.nom_artiste": None, "vous.date_naissance": (f"{seed - 10:02d}/07/1984", f"1984-07-{seed - 10:02d}"),
        "vous.adresse_complete": (f"{seed} quai des Brumes, 59800 Lille", ...),
        "vous.adresse": (None, f"{seed} quai des Brumes"), "vous.code_postal": (None, "59800"), "vous.ville": (None, "Lille"),
        "vous.telephone": (f"06.39.98.{seed}.77", f"+3363998{seed}77"), "vous.courriel": f"{prenom.lower()}@atelier.example".replace("é", "e"),
        "vous.site_web": None, "vous.siret": None,
        "pratique.discipline_principale": "litterature", "pratique.discipline_principale_autre": None,
        "pratique.publics_lesquels_travaille": ["scolaires", "personnes_agees"], "pratique.deja_mene_residence": (["oui"], True),
        "competences": dict(zip(SKILLS, ("confirme", "intermediaire", "debutant", "confirme"), strict=True)),
        "projet.titre_projet": "Les voix du quai",
        "projet.demarche_artistique": "J’écris à partir de récits recueillis dans la rue.\nLe texte naît de l’écoute ; il est ensuite lu à voix haute.",
        "projet.attendez_residence": "Du temps, un lieu ouvert, et des lectrices et lecteurs exigeants.",
        "projet.ateliers_proposes": ["Écrire une lettre", "Lire à voix haute"],
        "experiences_recentes": ([["2023", "Amiens", "Résidence d’écriture"], ["2024", "Béthune", "Ateliers en collège"]],
            [{"annee": 2023, "lieu": "Amiens", "type_action": "Résidence d’écriture"}, {"annee": 2024, "lieu": "Béthune", "type_action": "Ateliers en collège"}]),
        "calendrier_moyens.date_arrivee_souhaitee": ("5 octobre 2026", "2026-10-05"), "calendrier_moyens.duree_souhaitee": "6_semaines",
        "calendrier_moyens.budget_demande": ("4 500", 4500),
        "engagement_signature.engagement": (True, True), "engagement_signature.lieu": "Lille", "engagement_signature.date": ("01/06/2026", "2026-06-01"),
        "engagement_signature.artiste": "image",
    }  # fmt: skip
    return filled(
        name, seed, form, base | said, received=more.pop("received", "2026-06-02"), **more
    )


CASES = (
    _case("01 Carpentier", 31, "docx", {"person": ("Carpentier", "Lucie")}),
    _case("02 Dubrulle", 32, "pdf", {"person": ("Dubrulle", "Marc"), "pratique.discipline_principale": "photographie",
        "pratique.deja_mene_residence": (["non"], False), "calendrier_moyens.duree_souhaitee": "8_semaines"}),
    _case("03 Nowak", 33, "doc", {"person": ("Nowak", "Agathe"), "pratique.discipline_principale": "illustration",
        "vous.nom_artiste": "Agathe N.", "pratique.publics_lesquels_travaille": ["petite_enfance"]}, ticked="☑"),
    _case("04 Haddad", 34, "docx", {"person": ("Haddad", "Samir"), "pratique.discipline_principale": "musique",
        "competences": dict(zip(SKILLS, ("debutant", "confirme", "confirme", "intermediaire"), strict=True))}, retyped=True),
    _case("05 Leroy", 35, "docx", {"person": ("Leroy", "Camille"), "projet.demarche_artistique": None}, verdict="incomplet"),
    _case("06 Fontaine", 36, "pdf", {"person": ("Fontaine", "Rose")}, received="2026-06-15", verdict="irrecevable"),
    _case("07 Stievenard", 37, "docx", {"person": ("Stievenard", "Colin"), "projet.titre_projet": "Cartes postales sonores"}, ticked="■"),
)  # fmt: skip
