"""OpenDocument text, packaged (.odt, .ott) or flat (.fodt): OpenDocument 1.3, part 3."""

from __future__ import annotations

from ami_cli.errors import CorruptFile, TooLargeFile
from ami_cli.model.document import Attachment, Document
from ami_cli.readers import Source
from ami_cli.readers.draft import freeze, hidden_warning
from ami_cli.readers.odt.blocks import read_blocks
from ami_cli.readers.odt.names import OFFICE, STYLE
from ami_cli.readers.odt.parts import Parts, open_parts
from ami_cli.readers.odt.signatures import read_signatures
from ami_cli.readers.odt.story import Story
from ami_cli.readers.odt.styles import Styles

MAX_OBJECT = 20_000_000  # bytes of one embedded object kept as an attachment


def read(source: Source) -> Document:
    """Read one OpenDocument text.

    Raises:
        EmptyFile: no byte at all.
        EncryptedFile: protected by a password that is not known.
        UnsupportedFile: a spreadsheet, a presentation, an OpenOffice 1 document.
        CorruptFile, TooLargeFile, UnsafeFile: see ``package``.
    """
    parts = open_parts(source.data, source.passwords)
    try:
        return _document(source, parts)
    except RecursionError as error:
        raise TooLargeFile(
            "Document imbriqué à l’excès : il n’a pas été lu. Demandez-le en PDF."
        ) from error


def _document(source: Source, parts: Parts) -> Document:
    text = parts.content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise CorruptFile("Le texte du document manque : redemander le fichier.")
    story = Story(Styles((parts.styles, parts.content)), parts.member)
    story.collect(parts.content)
    body = read_blocks(text, story)
    margin_story = Story(Styles((parts.styles,)), parts.member)
    margin_story.collect(parts.styles)
    margins = [
        block
        for page in parts.styles.iterfind(f"{OFFICE}master-styles/{STYLE}master-page")
        for margin in page
        if str(margin.tag).startswith((f"{STYLE}header", f"{STYLE}footer"))
        and margin.get(f"{STYLE}display") != "false"
        for block in read_blocks(margin, margin_story)
    ]
    return Document(
        file=source.name,
        sha256=source.sha256,
        media_type=source.media_type,
        blocks=freeze(body),
        via=("odt",),
        encrypted=parts.encrypted,
        margins=freeze(margins, "margins"),
        notes=freeze(story.notes + margin_story.notes, "notes"),
        signatures=read_signatures(parts),
        attachments=tuple(_attachments(parts, story)),
        deleted=tuple(text for text in story.deleted if text.strip()),
        comments=tuple(story.comments + margin_story.comments),
        warnings=(
            *dict.fromkeys(story.warnings + margin_story.warnings),
            *hidden_warning(story.hidden + margin_story.hidden),
        ),
    )


def _attachments(parts: Parts, story: Story) -> list[Attachment]:
    found = []
    for link in story.objects:
        data = parts.member(link)
        if data is not None:
            name = link.removeprefix("./")
            found.append(Attachment(name, data if len(data) <= MAX_OBJECT else None))
    return found
