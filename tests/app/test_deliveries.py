"""Whole deliveries as people send them: which dossiers, what each file is, when, which version counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from arriving import docx, eml, form, zipped
from enveloped import p7m, tnef, zip_aes

from ami_cli.app import campaigns, judge
from ami_cli.app.ingest import Options, ingest, plan
from ami_cli.store import open_store

DEFINITION = campaigns.load(campaigns.DEFAULT)
BLANK = (DEFINITION.folder / "blanks" / "v2.docx").read_bytes()
HAM, BRAY = form("Ham"), form("Bray-sur-Somme")
LATE = "Mon, 22 Mar 2021 09:00:00 +0100"
LETTER = docx(
    "Ham, le 10 mars 2021",
    "Objet : candidature",
    "Madame, Monsieur,",
    "J’ai l’honneur de vous adresser la candidature de notre commune.",
    "Je vous prie d’agréer mes salutations distinguées.",
    "Le maire",
)
ACT = docx(
    "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS",
    "Étaient présents : douze membres. Secrétaire de séance : Mme Petit",
    "Nom de la collectivité : Ham",
    "Élu référent : M. Untel, 03 53 01 77 77",
    "Intitulé du projet : un autre titre",
    "Après en avoir délibéré, le conseil approuve à l’unanimité.",
)
SHEET = docx(
    "FICHE PROJET",
    "Intitulé du projet : Plan vélo",
    "Élu référent : Paul Autre",
    "Budget : 20 000 €",
)
FORM, LETTRE, PIECE, MAIL, AUTRE = "formulaire", "courrier", "piece_jointe", "courriel", "autre"


@dataclass(frozen=True)
class Expected:
    """What one dossier must be: file roles, the commune read, date, verdict on time, what is said."""

    files: dict[str, str]
    commune: str = "Ham"
    received: str = ""
    delai: str = "inconnu"
    replaced: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    said: str = ""


@dataclass(frozen=True)
class Delivery:
    """Files as they lie, the dossiers they must make, passwords that staff know."""

    files: dict[str, bytes]
    dossiers: dict[str, Expected]
    passwords: tuple[str, ...] = field(default=())


IN_TIME = {"received": "15/03 10:12 courriel", "delai": "dans_les_delais"}
WHOLE = {"m.eml": MAIL, "m.eml/corps.txt": MAIL}
TWICE = {f"{n}.eml": MAIL for n in (1, 2)} | {f"{n}.eml/corps.txt": MAIL for n in (1, 2)}

DELIVERIES = {
    "loose files of one applicant beside those of another": Delivery(
        {"CANDIDATURE_MAIRIE DE HAM.docx": HAM, "ham lettre.docx": LETTER, "AMI Bray.docx": BRAY},
        {
            "CANDIDATURE_MAIRIE DE HAM": Expected(
                {"CANDIDATURE_MAIRIE DE HAM.docx": FORM, "ham lettre.docx": LETTRE}
            ),
            "AMI Bray": Expected({"AMI Bray.docx": FORM}, "Bray-sur-Somme"),
        },
    ),
    "what looks like a form beside the form": Delivery(
        {"Ham/AMI.docx": HAM, "Ham/D14.docx": ACT, "Ham/Fiche.docx": SHEET, "Ham/vide.docx": BLANK},
        {
            "Ham": Expected(
                {"AMI.docx": FORM, "D14.docx": PIECE, "Fiche.docx": PIECE, "vide.docx": PIECE},
                said="vide.docx » est un formulaire vierge",
            )
        },
    ),
    "a letter named as the form, the form named as a letter": Delivery(
        {"Ham/formulaire.docx": LETTER, "Ham/courrier.docx": HAM},
        {"Ham": Expected({"formulaire.docx": LETTRE, "courrier.docx": FORM})},
    ),
    "leftovers of systems": Delivery(
        {"Ham/AMI.docx": HAM, "Ham/~$AMI.docx": b"x", "Ham/site.url": b"[InternetShortcut]",
         "Ham/.DS_Store": b"x", "Ham/Thumbs.db": b"x", "Ham/a.lnk": b"L", "Ham/b.webloc": b"<plist/>"},
        {
            "Ham": Expected(
                {"AMI.docx": FORM}
                | dict.fromkeys(
                    ("~$AMI.docx", "site.url", ".DS_Store", "Thumbs.db", "a.lnk", "b.webloc"), AUTRE
                )
            )
        },
    ),
    "a form and then the letter that was forgotten": Delivery(
        {"Ham/1.eml": eml(attachments={"AMI.docx": HAM}),
         "Ham/2.eml": eml(attachments={"lettre.docx": LETTER}, date=LATE)},
        {
            "Ham": Expected(
                {**TWICE, "1.eml/AMI.docx": FORM, "2.eml/lettre.docx": LETTRE}, **IN_TIME
            )
        },
    ),
    "the mail of the centre with the blank, then the form, late": Delivery(
        {"Ham/1.eml": eml(attachments={"f.docx": BLANK}, date="Mon, 1 Feb 2021 09:00:00 +0100"),
         "Ham/2.eml": eml(attachments={"f.docx": HAM}, date=LATE)},
        {
            "Ham": Expected(
                {**TWICE, "1.eml/f.docx": PIECE, "2.eml/f.docx": FORM},
                received="22/03 09:00 courriel",
                delai="hors_delai",
            )
        },
    ),
    "a corrected version that came late": Delivery(
        {"Ham/1.eml": eml(attachments={"AMI.docx": HAM}),
         "Ham/2.eml": eml(attachments={"AMI.docx": form("Ville de Ham")}, date=LATE)},
        {
            "Ham": Expected(
                {**TWICE, "1.eml/AMI.docx": FORM, "2.eml/AMI.docx": FORM},
                "Ville de Ham",
                replaced=("1.eml/AMI.docx",),
                said="« 2.eml/AMI.docx », qui fait foi ici, est arrivé le 22 mars 2021",
                **IN_TIME,
            )
        },
    ),
    "two applicants in one mail": Delivery(
        {"m.eml": eml(attachments={"AMI Ham.docx": HAM, "AMI Bray.docx": BRAY})},
        {
            "m": Expected(
                {**WHOLE, "m.eml/AMI Ham.docx": FORM, "m.eml/AMI Bray.docx": FORM},
                "Bray-sur-Somme",
                replaced=("m.eml/AMI Ham.docx",),
                said="collectivités différentes",
                **IN_TIME,
            )
        },
    ),
    "an archive of two applicants": Delivery(
        {"lot.zip": zipped({"Ham/AMI.docx": HAM, "Bray/AMI.docx": BRAY, "Bray/d.docx": ACT})},
        {
            "Ham": Expected({"lot.zip": PIECE, "lot.zip/Ham/AMI.docx": FORM}),
            "Bray": Expected(
                {"lot.zip": PIECE, "lot.zip/Bray/AMI.docx": FORM, "lot.zip/Bray/d.docx": PIECE},
                "Bray-sur-Somme",
            ),
        },
    ),
    "a protected archive in winmail.dat, its password known": Delivery(
        {"m.eml": eml(attachments={"winmail.dat": tnef({"e.zip": zip_aes("AMI.docx", HAM, b"mot")})})},
        {
            "m": Expected(
                {**WHOLE, "m.eml/winmail.dat": PIECE, "m.eml/winmail.dat/e.zip": PIECE,
                 "m.eml/winmail.dat/e.zip/AMI.docx": FORM},
                **IN_TIME,
            )
        },
        ("mot",),
    ),
    "a form under an electronic signature": Delivery(
        {"Ham/AMI.docx.p7m": p7m(HAM)},
        {
            "Ham": Expected(
                {"AMI.docx.p7m": PIECE, "AMI.docx.p7m/AMI.docx": FORM},
                said="la signature n'est pas vérifiée",
            )
        },
    ),
    "nothing but a link": Delivery(
        {"m.eml": eml("Notre dossier : https://we.tl/t-AbC")},
        {"m": Expected(WHOLE, "", said="https://we.tl/t-AbC", **IN_TIME)},
    ),
    "an attachment that arrived empty": Delivery(
        {"m.eml": eml(attachments={"AMI.docx": b""})},
        {"m": Expected({**WHOLE, "m.eml/AMI.docx": FORM}, "", problems=("empty",), **IN_TIME)},
    ),
}  # fmt: skip


def lay(root: Path, files: dict[str, bytes]) -> None:
    """Write the files, and a neighbour that makes the folder one of dossiers."""
    for name, data in {**files, "voisin/AMI.docx": form("Wicres")}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


@pytest.mark.parametrize("name", DELIVERIES)
def test_a_delivery_becomes_the_dossiers_it_holds(tmp_path, name):
    delivery = DELIVERIES[name]
    lay(tmp_path / "lot", delivery.files)
    store = open_store(str(tmp_path / "ami.sqlite"), create=True)
    options = Options(jobs=0, passwords=delivery.passwords)
    made = plan([tmp_path / "lot"], store, DEFINITION, options)
    list(ingest(made, store, DEFINITION, options, lambda _done, _total: None))
    cases = {case.candidature.dossier: case for case in judge.cases(store, DEFINITION)}
    store.close()
    assert set(cases) == {*delivery.dossiers, "voisin"}
    for dossier, expected in delivery.dossiers.items():
        reading = cases[dossier].candidature.reading
        found = reading.found.get("collectivite.nom", ())
        when = f"{reading.received:%d/%m %H:%M} {reading.received_from}" if reading.received else ""
        said = [*reading.remarks, *(f.message for f in cases[dossier].judgement.findings)]
        assert (
            Expected(
                {f.path: f.role for f in reading.files},
                found[0].text if found else "",
                when,
                cases[dossier].judgement.verdict.delai,
                tuple(f.path for f in reading.files if f.superseded),
                tuple(p.kind for p in reading.problems),
                expected.said if any(expected.said in sentence for sentence in said) else str(said),
            )
            == expected
        )
