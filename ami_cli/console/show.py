"""Candidatures, findings and files put into words for a person."""

from __future__ import annotations

from ami_cli.app.judge import Case
from ami_cli.console.out import paint, say, table
from ami_cli.model import words
from ami_cli.model.campaign import Campaign
from ami_cli.model.candidature import Answer
from ami_cli.model.dossier import Reading
from ami_cli.model.finding import Finding, Judgement

_TONES = {
    "recevable": "bon",
    "irrecevable": "mal",
    "incomplet": "alerte",
    "a_verifier": "alerte",
    "bloquant": "mal",
    "information": "pale",
}


def show_case(case: Case, campaign: Campaign) -> None:
    """Show one candidature: verdicts, findings, every field with its place, files, problems."""
    show_judgement(case)
    say()
    rows = []
    for path, spec in campaign.by_path.items():
        answer = case.candidature[path]
        place = words.place_words(answer.evidence[0]) if answer.evidence else ""
        shown = words.value_words(answer.value, spec)
        rows.append((path, shown, _sureness(answer), place))
    table(("champ", "valeur", "confiance", "lu dans"), rows)
    say()
    show_files(case.candidature.reading)
    show_changes(case.candidature.reading)


def show_judgement(case: Case) -> None:
    """Show the verdicts and each finding with its reason, its source and its place."""
    judgement = case.judgement
    verdict = judgement.verdict.overall
    name = f" — {judgement.territory.name}" if judgement.territory.name else ""
    overall = paint(words.VERDICTS[verdict], _TONES[verdict])
    say(f"{paint(judgement.dossier, 'titre')}{name} : {overall}")
    say("  " + " · ".join(_parts(judgement)))
    if judgement.withdrawn:
        say(f"  Désistement : {judgement.withdrawn}")
    for finding in judgement.findings:
        _show_finding(finding)
    for problem in case.candidature.reading.problems:
        said = words.PROBLEMS[problem.kind]
        say(f"  {paint('[non lu]', 'alerte')} {problem.file} ({said}) : {problem.message}")
    for remark in case.candidature.reading.remarks:
        say(f"  [remarque] {remark}")


def show_files(reading: Reading) -> None:
    """Show the files of a dossier: role, date of reception, how each was read."""
    rows = []
    for file in reading.files:
        role = words.role_words(file)
        received = f"{file.received:%d/%m/%Y %H:%M}" if file.received else ""
        rows.append((file.path, role, received, file.via, file.sha256[:12]))
    table(("fichier", "rôle", "reçu le", "lu par", "empreinte"), rows)


def show_changes(reading: Reading) -> None:
    """Show what the version kept says otherwise than those it replaces."""
    if not reading.changes:
        return
    say()
    rows = [(c.field, " → ".join(words.change_words(c)), c.file) for c in reading.changes]
    table(("champ", "avant → version retenue", "version antérieure"), rows)


def show_history(rows: list[tuple[str, str, str, str]]) -> None:
    """Show what people decided about a dossier, oldest first."""
    table(("date", "par", "décision", "motif"), rows)


def show_evidence(answer: Answer, label: str) -> None:
    """Show every sighting of one field, best first."""
    say(f"{paint(label, 'titre')} : {words.confidence_words(answer)}")
    for doubt in answer.doubts:
        say(f"  [doute] {doubt}")
    rows = [
        (e.text or "(vide)", f"{e.confidence:.2f}", e.method, words.place_words(e), e.place)
        for e in answer.evidence
    ]
    table(("texte", "confiance", "méthode", "lu dans", "endroit exact"), rows)


def _show_finding(finding: Finding) -> None:
    tag = paint(f"[{words.SEVERITIES[finding.severity]}]", _TONES[finding.severity])
    say(f"  {tag} {words.rule_words(finding.rule)} : {finding.message}")
    if finding.waived:
        say(f"      dérogation : {finding.waived}")
    say(f"      source : {finding.source}")
    for sighting in finding.evidence:
        text = words.sighting_words(sighting)
        quoted = f"« {text[:100]}{'…' if len(text) > 100 else ''} » — " if text else ""
        say(f"      lu : {quoted}{words.place_words(sighting)}")


def _parts(judgement: Judgement) -> list[str]:
    verdict = judgement.verdict
    return [
        f"{words.PARTS[part].lower()} "
        f"{words.feminine(code, 2) if part == 'signature' else words.VERDICTS[code]}"
        for part, code in (
            ("territoire", verdict.territoire),
            ("binome", verdict.binome),
            ("signature", verdict.signature),
            ("delai", verdict.delai),
        )
    ]


def _sureness(answer: Answer) -> str:
    said = words.confidence_words(answer)
    return f"{said} ({answer.confidence:.2f})".replace(".", ",") if answer.given else said
