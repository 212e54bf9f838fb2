"""Writes the letters to applicants: a Word letter to sign, and a mail draft that carries it."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from ami_cli.errors import MachineError
from ami_cli.exports.letters import Request
from ami_cli.model.words import day_words
from ami_cli.output import printable, without_clock, write

_DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"
_UNSAFE = re.compile(r"[^\w.\- ]+")


def write_requests(asked: Sequence[Request], folder: Path) -> list[Path]:
    """Write each request as ``<dossier>.docx`` and ``<dossier>.eml`` and return the paths.

    Raises:
        MachineError: the folder cannot be made, or a letter is open elsewhere.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise MachineError(f"Impossible de créer le dossier « {folder} » ({reason}).") from error
    written: list[Path] = []
    taken: set[str] = set()
    for request in asked:
        stem = _file_name(request.dossier, taken)
        letter = docx(request)
        for path, data in (
            (folder / f"{stem}.docx", letter),
            (folder / f"{stem}.eml", eml(request, letter, f"{stem}.docx")),
        ):
            write(path, data)
            written.append(path)
    return written


def _file_name(dossier: str, taken: set[str]) -> str:
    base = " ".join(_UNSAFE.sub(" ", dossier).split()).strip(". ")[:80] or "dossier"
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base} ({number})", number + 1
    taken.add(name.casefold())
    return name


def docx(request: Request) -> bytes:
    """Return the letter as a Word document."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    made = Document()
    made.styles["Normal"].font.name = "Arial"
    made.styles["Normal"].font.size = Pt(10.5)
    for section in made.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.2)
    for line in _sender(request):
        made.add_paragraph(line).paragraph_format.space_after = Pt(0)
    for line in ("", request.name, *request.address):
        paragraph = made.add_paragraph(printable(line))
        paragraph.paragraph_format.left_indent = Cm(8.5)
        paragraph.paragraph_format.space_after = Pt(0)
    dated = made.add_paragraph(f"Le {day_words(request.written)}")
    dated.paragraph_format.space_before = Pt(18)
    dated.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    subject = made.add_paragraph()
    subject.add_run("Objet : ").bold = True
    subject.add_run(printable(request.subject))
    made.add_paragraph("Madame, Monsieur,")
    for text, items in _body(request):
        made.add_paragraph(printable(text))
        for item in items:
            made.add_paragraph(printable(item), style="List Bullet")
    made.add_paragraph(request.campaign.organiser)
    made.core_properties.author = request.campaign.organiser
    made.core_properties.title = printable(request.subject)
    made.core_properties.language = "fr-FR"
    stream = io.BytesIO()
    made.save(stream)
    return without_clock(stream.getvalue())


def _sender(request: Request) -> list[str]:
    return [line for line in (request.campaign.organiser, request.campaign.contact) if line]


def _body(request: Request) -> list[tuple[str, tuple[str, ...]]]:
    """Return the paragraphs in order, each with the list that follows it."""
    parts: list[tuple[str, tuple[str, ...]]] = [(request.opening, request.missing)]
    if request.unread:
        parts.append((request.resend, request.unread))
    return parts + [(paragraph, ()) for paragraph in request.closing]


def eml(request: Request, letter: bytes, name: str) -> bytes:
    """Return a mail draft with the letter attached; mail programs open it ready to send."""
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"  # Outlook opens it for writing
    if request.campaign.contact:
        mail["From"] = request.campaign.contact
    if request.mailboxes:
        mail["To"] = ", ".join(request.mailboxes)
    mail["Subject"] = " ".join(printable(request.subject).split())
    mail.set_content(_text(request), charset="utf-8")
    mail.add_attachment(letter, maintype="application", subtype=_DOCX, filename=name)
    seal = hashlib.sha256(request.dossier.encode("utf-8", "replace")).hexdigest()[:24]
    mail.set_boundary(f"=_{seal}")  # the library would draw one at random
    return mail.as_bytes()


def _text(request: Request) -> str:
    lines = ["Madame, Monsieur,", ""]
    for text, items in _body(request):
        lines += [text, *(f"  – {item}" for item in items), ""]
    return printable("\n".join([*lines, request.campaign.organiser]) + "\n")
