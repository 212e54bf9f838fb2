"""Make the sample dossiers and ``expected.json``: ``python -m samples.make`` (LibreOffice for .doc and .pdf).

Everything is invented but the names, codes and populations of the collectivités, which are public.
The dossiers are committed; this script is run again only when a case changes.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from random import Random
from typing import Any

import docx
from docx.shared import Mm
from pypdf import PdfReader, PdfWriter

from benchmarks.forge.forms import Return, fill
from benchmarks.forge.people import Applicant, invent
from benchmarks.forge.retyped import retype
from benchmarks.forge.write import scribble
from samples.cases import CASES, Case

HERE = Path(__file__).parent
BLANKS = HERE.parent / "schemas/campaigns/territoires-participatifs-2021/blanks"
VERDICT = ("territoire", "binome", "signature", "delai", "global")


def main() -> int:
    """Make every dossier anew."""
    target = HERE / "dossiers"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    expected = [_make(case, target) for case in CASES]
    rows = [f"{case.name},{case.received}" for case in CASES if case.received]
    (target / "reception.csv").write_text("\n".join(["dossier,recu_le", *rows, ""]), "utf-8")
    text = json.dumps(expected, ensure_ascii=False, indent=1)
    (HERE / "expected.json").write_text(text + "\n", "utf-8")
    return 0


def _make(case: Case, target: Path) -> dict[str, Any]:
    random = Random(case.seed)
    values = dict(invent(random, case.code).values)
    values["elu.fonction"] = "Conseillère municipale déléguée à la participation"
    values["binome.engagement_assiduite"] = True
    values |= case.change
    applicant = Applicant(values)
    folder = target / case.name
    folder.mkdir()
    made = _form(case, applicant, random)
    path = _save(case, made, folder)
    if case.letter:
        _letter(made, folder / "Lettre d'accompagnement.docx", random)
    if case.mail:
        _mail(case, path, folder)
    return _expected(case, made)


def _form(case: Case, applicant: Applicant, random: Random) -> Return:
    if case.form == "retyped":
        return retype(applicant, random)
    blank = BLANKS / f"{case.version}.docx"
    return fill(blank, case.version, applicant, random, case.signed)


def _save(case: Case, made: Return, folder: Path) -> Path:
    if case.form == "acroform":
        return _acroform(case, made, folder / "Dossier de candidature.pdf")
    path = folder / "Dossier de candidature.docx"
    made.document.save(str(path))
    if case.form in ("doc", "pdf"):
        convert(path, case.form)
        path.unlink()
        path = path.with_suffix(f".{case.form}")
    return path


def convert(path: Path, to: str) -> None:
    """Convert a file beside itself with LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        sys.exit("LibreOffice (soffice) est nécessaire pour refaire les exemples en .doc et .pdf.")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", to,
            "--outdir", str(path.parent), str(path),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)


def _acroform(case: Case, made: Return, path: Path) -> Path:
    """Fill the published fillable form as Acrobat would."""
    writer = PdfWriter(clone_from=PdfReader(BLANKS / f"{case.version}-remplissable.pdf"))
    texts, ticked = _acro_values(made.truth)
    pieces = list(made.truth["pieces_jointes"])
    for page in writer.pages:
        values: dict[str, str] = {}
        for annotation in page.get("/Annots", []):
            field = annotation.get_object()
            name, label = str(field.get("/T", "")), str(field.get("/TU", ""))
            if label.startswith("6."):
                values[name] = pieces.pop(0) if pieces else ""
            elif label in texts:
                values[name] = texts[label]
            elif label in ticked:
                values[name] = "/Oui"
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    writer.write(path)
    made.truth |= {"signature.elu": "absent", "signature.executif": "absent"}
    return path


def _acro_values(truth: dict[str, Any]) -> tuple[dict[str, str], set[str]]:
    """Return the texts and the ticked boxes of the fillable form by the label it gives its fields."""
    labels = {
        "Nom de la collectivité": "collectivite.nom", "Adresse postale": "collectivite.adresse",
        "Code postal": "collectivite.code_postal", "Ville": "collectivite.ville",
        "Population": "collectivite.population",
        "N° SIREN": "collectivite.siren", "Site internet": "collectivite.site_web", "Fait à": "signature.lieu",
        "Intercommunalité de rattachement (pour une commune)": "collectivite.epci_rattachement",
        "Intitulé du projet": "projet.intitule", "4. Motivations": "motivations", "5. Attentes": "attentes",
        "Description du projet (objectifs, publics, calendrier, partenaires)": "projet.description",
        "Autre (démarche)": "projet.demarches_autre",
    }  # fmt: skip
    people = {
        "Élu·e référent·e": "elu", "Technicien·ne référent·e": "technicien",
        "Maire ou Président·e de la collectivité": "executif",
    }  # fmt: skip
    parts = {
        "Nom": "nom", "Prénom": "prenom", "Fonction (mandat, délégation / poste)": "fonction", "Fonction": "fonction",
        "Service": "service", "Téléphone": "telephone", "Courriel": "courriel",
    }  # fmt: skip
    labels |= {
        f"{who} — {part}": f"{role}.{key}"
        for who, role in people.items()
        for part, key in parts.items()
    }
    texts = {label: str(truth.get(path) or "") for label, path in labels.items()}
    texts["le"] = f"{truth['signature.date']:%d/%m/%Y}"
    options = {
        "pcaet": "PCAET", "agenda_2030": "Agenda 2030", "tepos": "TEPOS",
        "cte": "Contrat de transition écologique (CTE/CRTE)",
        "reflexion": "en réflexion", "lancement": "en lancement", "en_cours": "en cours", "realise": "réalisé",
        "commune": "Commune", "62": "Pas-de-Calais (62)", "59": "Nord (59)", "autre": "Autre",
    }  # fmt: skip
    chosen = [
        truth["collectivite.type"],
        truth["collectivite.departement"],
        truth["projet.avancement"],
        *truth["projet.demarches"],
    ]
    return texts, {options[c] for c in chosen} | {"Engagement à participer aux six journées"}


def _letter(made: Return, path: Path, random: Random) -> None:
    """Write a cover letter that both sign."""
    truth = made.truth
    document = docx.Document()
    for line in (
        truth["collectivite.nom"], f"{truth['signature.lieu']}, le {truth['signature.date']:%d/%m/%Y}",
        "Objet : candidature à l’appel « Vers des territoires participatifs »", "Madame, Monsieur,",
        "Nous avons l’honneur de vous adresser la candidature de notre collectivité. "
        "Notre binôme suivra les six journées.",
        "Nous vous prions d’agréer, Madame, Monsieur, l’expression de nos salutations distinguées.",
    ):  # fmt: skip
        document.add_paragraph(str(line))
    table = document.add_table(rows=2, cols=2)
    for column, role in enumerate(("elu", "executif")):
        title = "L’élue engagée" if role == "elu" else "Le maire"
        table.cell(0, column).text = f"{title}\n{truth[f'{role}.prenom']} {truth[f'{role}.nom']}"
        run = table.cell(1, column).paragraphs[0].add_run()
        picture = path.with_suffix(".png")
        picture.write_bytes(scribble(random))
        run.add_picture(str(picture), width=Mm(32))
        picture.unlink()
    document.save(str(path))


def _mail(case: Case, path: Path, folder: Path) -> None:
    """Put the form into a mail, as it was received."""
    message = EmailMessage()
    message["Subject"] = "AMI Territoires participatifs"
    message["From"] = "Mairie <mairie@albert.example>"
    message["To"] = "participation@cerdd.example"
    message["Date"] = parsedate_to_datetime(case.mail)
    message.set_content("Bonjour,\n\nVeuillez trouver ci-joint notre dossier.\n\nCordialement,\n")
    message.add_attachment(
        path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name
    )
    message.set_boundary("=-=-=")
    (folder / "message.eml").write_bytes(message.as_bytes())
    path.unlink()


def _expected(case: Case, made: Return) -> dict[str, Any]:
    fields = {path: _plain(value) for path, value in sorted(made.truth.items())}
    return {
        "case": case.name,
        "path": f"{case.name}/",
        "fields": fields,
        "territory_code": case.code if case.territory == "commune" else None,
        "verdict": dict(zip(VERDICT, case.verdict, strict=True)),
        "traits": [f"fmt:{case.form}"],
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


if __name__ == "__main__":
    sys.exit(main())
