"""One page of HTML to read or print: each dossier, its verdict, why, and what was read.

The page stands alone: no script, no picture, nothing fetched; what applicants wrote is only text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from ami_cli.model.campaign import Campaign, FieldSpec
from ami_cli.model.words import (
    PROBLEMS,
    SEVERITIES,
    VERDICTS,
    moment_words,
    rule_words,
    value_words,
)
from ami_cli.output import printable, write

Record = Mapping[str, Any]

_PARTS = {
    "global": "Avis",
    "territoire": "Territoire",
    "binome": "Binôme",
    "signature": "Signatures",
    "delai": "Délai",
}
_TONES = {
    **dict.fromkeys(("recevable", "eligible", "complet", "conforme", "dans_les_delais"), "good"),
    "a_verifier": "doubt",
    **dict.fromkeys(("incomplet", "manquante"), "missing"),
    **dict.fromkeys(("irrecevable", "non_eligible", "hors_delai", "bloquant"), "bad"),
}
_ORDER = ("bloquant", "a_verifier", "information")
_STATUS = {
    "blank": "laissé vide",
    "absent": "non trouvé",
    "unreadable": "illisible",
    "corrected": "corrigé",
}
_STYLE = """
:root{color:#1f2933;background:#fff;font:15px/1.5 Arial,sans-serif}
body{max-width:72rem;margin:0 auto;padding:1.5rem}
h1,h2,h3{color:#1b5e63;line-height:1.2}h2{border-top:2px solid #c5cdd3;padding-top:1rem}
table{border-collapse:collapse;width:100%;margin:.6rem 0 1.2rem}
th,td{border:1px solid #c5cdd3;padding:.3rem .5rem;text-align:left;vertical-align:top}
thead th{background:#1b5e63;color:#fff}tbody th{background:#f6f9f9;width:16rem}
td.text{white-space:pre-wrap;overflow-wrap:anywhere}.faint{color:#4b5563;font-size:.85em}
.tag{display:inline-block;padding:0 .5em;border-radius:.3em;font-weight:bold;background:#e9ecef;
color:#374151}.good{background:#d5ead8;color:#1e5631}.doubt{background:#fcebc2;color:#6b4200}
.missing{background:#fad9c8;color:#7a3210}.bad{background:#f5c6c6;color:#7d1717}
summary{cursor:pointer;color:#1b5e63;font-weight:bold}
@media print{body{max-width:none;padding:0;font-size:11px}thead{display:table-header-group}
tr,h2,h3{break-inside:avoid;break-after:auto}section{break-before:page}}
"""


def write_html(records: Sequence[Record], campaign: Campaign, out: str | Path) -> None:
    """Write the report to a path, or to standard output for ``-``.

    Raises:
        UsageError, MachineError: the file cannot be written.
    """
    write(out, page(records, campaign).encode("utf-8", "replace"))


def page(records: Sequence[Record], campaign: Campaign) -> str:
    """Return the whole page; dossiers in the order of their names."""
    ordered = sorted(records, key=lambda record: str(record["dossier"]))
    title = _text(campaign.title)
    body = [
        f"<h1>{title}</h1>",
        f"<p>{_text(campaign.organiser)} — {len(ordered)} dossier(s) — date limite :"
        f" {_text(moment_words(campaign.deadline))}</p>",
        *_overview(ordered, campaign),
        *(
            line
            for number, record in enumerate(ordered)
            for line in _dossier(number, record, campaign)
        ),
    ]
    head = (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(body) + "\n</body>\n</html>\n"


def _overview(records: Sequence[Record], campaign: Campaign) -> Iterator[str]:
    yield "<table><thead><tr><th>Collectivité</th><th>Dossier</th>"
    yield (
        "".join(f"<th>{name}</th>" for name in _PARTS.values()) + "<th>À vérifier</th></tr></thead>"
    )
    yield "<tbody>"
    for number, record in enumerate(records):
        cells = "".join(f"<td>{_tag(record['verdict'][part], VERDICTS)}</td>" for part in _PARTS)
        yield (
            f'<tr><td><a href="#d{number}">{_text(_name(record, campaign))}</a></td>'
            f"<td>{_text(record['dossier'])}</td>{cells}<td>{len(_open(record))}</td></tr>"
        )
    yield "</tbody></table>"


def _dossier(number: int, record: Record, campaign: Campaign) -> Iterator[str]:
    yield f'<section id="d{number}"><h2>{_text(_name(record, campaign))}</h2>'
    parts = (f"{name} : {_tag(record['verdict'][part], VERDICTS)}" for part, name in _PARTS.items())
    yield f"<p>Dossier {_text(record['dossier'])} — {' · '.join(parts)}</p>"
    yield from _findings(record)
    yield "<details><summary>Réponses</summary><table><tbody>"
    for field in campaign.fields:
        yield _answer(field, record["fields"][field.path])
    yield "</tbody></table></details>"
    yield from _files(record)
    yield "</section>"


def _findings(record: Record) -> Iterator[str]:
    yield "<table><thead><tr><th>Sujet</th><th>Constat</th><th>Gravité</th></tr></thead><tbody>"
    for finding in sorted(record["findings"], key=lambda f: _ORDER.index(f["severity"])):
        where = dict.fromkeys(_where(sighting) for sighting in finding["evidence"][:4])
        places = "<br>".join(_text(place) for place in where)
        source = f"Source : {_text(finding['source'])}"
        yield (
            f"<tr><th>{_text(rule_words(finding['rule']))}</th>"
            f"<td>{_text(finding['message'])}"
            f'<div class="faint">{source}{"<br>" if places else ""}{places}</div></td>'
            f"<td>{_tag(finding['severity'], SEVERITIES)}</td></tr>"
        )
    yield "</tbody></table>"


def _answer(field: FieldSpec, cell: Mapping[str, Any]) -> str:
    value = cell["value"]
    shown = value_words(tuple(value) if isinstance(value, list) else value, field)
    sure = "sûr" if cell["confidence"] >= 0.8 else "à vérifier"
    status = _STATUS.get(cell["status"], sure)
    tag = f'<span class="tag doubt">{status}</span>' if status == "à vérifier" else status
    place = _where(cell["evidence"][0]) if cell["evidence"] else ""
    return (
        f'<tr><th>{_text(field.label)}</th><td class="text">{_text(shown)}</td><td>{tag}</td>'
        f'<td class="faint">{_text(place)}</td></tr>'
    )


def _files(record: Record) -> Iterator[str]:
    yield "<h3>Fichiers</h3><ul>"
    for file in record["files"]:
        yield f"<li>{_text(file['path'])} ({_text(file['role'].replace('_', ' '))})</li>"
    for error in record["errors"]:
        said = f"{PROBLEMS[error['class']]} : {error['message']}"
        yield f'<li><span class="tag bad">non lu</span> {_text(error["file"])} — {_text(said)}</li>'
    yield "</ul>"


def _name(record: Record, campaign: Campaign) -> str:
    rule = campaign.rule("territoire")
    path = str(rule.params.get("nom", "")) if rule else "collectivite.nom"
    written = record["fields"].get(path, {}).get("value")
    return str(record["territory"]["name"] or written or record["dossier"])


def _open(record: Record) -> list[Mapping[str, Any]]:
    return [f for f in record["findings"] if f["severity"] != "information"]


def _where(sighting: Mapping[str, Any]) -> str:
    page_number = f", page {sighting['page']}" if sighting["page"] else ""
    return f"{sighting['file']}{page_number}"


def _tag(code: str, words: Mapping[str, str]) -> str:
    return f'<span class="tag {_TONES.get(code, "")}">{_text(words[code])}</span>'


def _text(text: str) -> str:
    return escape(printable(str(text)))
