"""One archive or one mailbox that holds several applicants: split only when that is sure."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.utils import parseaddr
from pathlib import Path

from ami_cli.model.dossier import Dossier
from ami_cli.sources import archive, mail
from ami_cli.sources.limits import Limits
from ami_cli.sources.names import fold, is_noise, natural_key, shown, stem

_FORM = re.compile(r"\b(form\w*|candidature|ami|dossier|reponse)\b")
_DOCUMENT = re.compile(r"\.(docx?|docm|odt|rtf|pdf|eml|msg)$", re.IGNORECASE)
_ATTACHED = re.compile(rb"name\*?=[^;\r\n]*\.(?:docx?|docm|odt|rtf|pdf|zip)\b", re.IGNORECASE)
# at these providers two addresses are two people, elsewhere one domain is one collectivité
_PUBLIC = re.compile(
    r"(gmail|orange|wanadoo|free|sfr|laposte|hotmail|outlook|live|yahoo|icloud|bbox|neuf)\.\w+"
)


def split(dossier: Dossier, limits: Limits) -> Iterator[Dossier]:
    """Yield the dossiers that one loose file holds; itself, unless several are surely there.

    An archive must hold two folders or more, nothing beside them, a form by name in two at least.
    A mailbox must hold messages of two senders or more that each attach a document.
    """
    parts: list[tuple[str, str]] = []
    if len(dossier.files) == 1 and not dossier.problems:
        parts = _parts(dossier.files[0], limits)
    if len(parts) < 2:
        yield dossier
        return
    for name, part in parts:
        yield replace(dossier, name=name, root=dossier.root / part, part=part)


def sender_key(header: str) -> str:
    """Return what tells a sender apart: the domain of a collectivité, the address at a provider."""
    address = parseaddr(header)[1].lower()
    domain = address.rpartition("@")[2]
    return address if _PUBLIC.fullmatch(domain) else domain


def _parts(path: Path, limits: Limits) -> list[tuple[str, str]]:
    """Return name and part of each dossier; empty when the file cannot be looked into."""
    suffix = path.suffix.lower()
    try:
        if suffix not in (".zip", ".mbox") or path.stat().st_size > limits.file_bytes:
            return []
        return _folders(path) if suffix == ".zip" else _senders(path)
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return []


def _folders(path: Path) -> list[tuple[str, str]]:
    with zipfile.ZipFile(path) as opened:
        names = [archive.member_name(i) for i in opened.infolist() if i.filename[-1:] != "/"]
    files = [n.split("/") for n in names if not n.startswith("__MACOSX/") and not _skipped(n)]
    prefix = ""
    while files and len({f[0] for f in files}) == 1 and all(len(f) > 1 for f in files):
        prefix += f"{files[0][0]}/"
        files = [f[1:] for f in files]
    if not files or any(len(f) == 1 or ".." in f for f in files):
        return []
    forms = {f[0] for f in files if _DOCUMENT.search(f[-1]) and _FORM.search(fold(stem(f[-1])))}
    folders = sorted({f[0] for f in files}, key=natural_key)
    return [(shown(name), f"{prefix}{name}/") for name in folders] if len(forms) > 1 else []


def _senders(path: Path) -> list[tuple[str, str]]:
    first: dict[str, int] = {}
    for number, data in enumerate(mail.split_mbox(path.read_bytes()), start=1):
        if _ATTACHED.search(data):
            head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
            message = message_from_bytes(head, policy=policy.compat32)
            first.setdefault(sender_key(mail.header(message, "From")), number)
    box = shown(stem(path.name))
    return [(f"{box} - message {number}", key) for key, number in first.items() if key]


def _skipped(name: str) -> bool:
    return is_noise(name.rpartition("/")[2])
