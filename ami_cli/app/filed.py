"""From a dossier that was read to its record: each file with its role, the dates, the remarks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from ami_cli.app import roles
from ami_cli.app.arrivals import arrivals
from ami_cli.app.desk import Desk
from ami_cli.app.keys import campaign_key
from ami_cli.forms.understand import FileRole, Understanding
from ami_cli.model.document import Document
from ami_cli.model.dossier import Item, ReadFile, Reading, Role
from ami_cli.sources.names import fold


def reading_of(desk: Desk, understanding: Understanding) -> Reading:
    """Return everything that was read of a dossier, as the store keeps it."""
    known = {role.path: role for role in understanding.files}
    form_known = has_form(understanding.files)
    files = tuple(_file(desk, item, known.get(item.path), form_known) for item in desk.taken.items)
    campaign = campaign_key(desk.job.campaign).campaign
    dates, unlikely = arrivals(
        desk.taken.items, files, desk.job.dossier.received, understanding.stamp, campaign
    )
    remarks = [*desk.taken.remarks, *unlikely, *understanding.remarks]
    if not form_known:
        remarks.append("Aucun formulaire n'a été reconnu dans ce dossier : ouvrez-le.")
    return Reading(
        dossier=desk.job.dossier.name,
        campaign=campaign.id,
        digest=desk.job.digest,
        files=files,
        received=dates[0].when if dates else None,
        received_from=dates[0].source if dates else None,
        arrivals=dates,
        found=understanding.found,
        problems=tuple(dict.fromkeys(desk.problems)),
        remarks=tuple(dict.fromkeys(remarks)),
        strangers=understanding.strangers,
        changes=understanding.changes,
    )


def _file(desk: Desk, item: Item, role: FileRole | None, form_known: bool) -> ReadFile:
    document = desk.documents.get(item.path)
    kind = desk.types[item.path]
    decided = desk.decided.get(item.path)
    return ReadFile(
        path=item.path,
        sha256=hashlib.sha256(item.data).hexdigest(),
        media_type=kind,
        role=_role(desk, item, role, form_known) if role or not decided else decided.role,
        received=_local(item.received, desk),
        received_from=item.received_from,
        size=len(item.data),
        via="+".join(document.via) if document else "",
        blank=role.blank if role else None,
        superseded=role.superseded if role else False,
        warnings=document.warnings if document else (),
        text_digest=_text_digest(document),
        taken_for=(role and role.taken_for) or decided.taken_for if decided else None,
    )


def _local(when: datetime | None, desk: Desk) -> datetime | None:
    """Return the instant on the clock of the call, which staff compare with the deadline."""
    zone = ZoneInfo(campaign_key(desk.job.campaign).campaign.timezone)
    return when.astimezone(zone) if when is not None else None


def _role(desk: Desk, item: Item, role: FileRole | None, form_known: bool) -> Role:
    envelope = desk.taken.envelopes.get(item.path)
    if envelope is not None:
        mail = envelope.startswith("message/") or "outlook" in envelope or "mbox" in envelope
        return "courriel" if mail else "piece_jointe"
    if role is not None:
        return role.role
    if item.body:
        return "courriel"
    return roles.guess(item.path, desk.types[item.path], form_known)


def has_form(files: Sequence[FileRole]) -> bool:
    """True if one of the files is a form of the call."""
    return any(file.role == "formulaire" for file in files)


def _text_digest(document: Document | None) -> str:
    words = fold(document.text) if document is not None else ""
    return hashlib.sha256(words.encode()).hexdigest() if words else ""
