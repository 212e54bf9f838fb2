"""The stories of a Word package put together: body, margins, notes, comments, what stands apart."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ami_cli.errors import CorruptFile, UnsupportedFile
from ami_cli.model.document import (
    Annotation,
    Attachment,
    Block,
    Document,
    Picture,
    Place,
    block_lines,
    inlines,
)
from ami_cli.readers import Source
from ami_cli.readers.docx.binding import Bindings
from ami_cli.readers.docx.blocks import read_story
from ami_cli.readers.docx.context import Context, Found
from ami_cli.readers.docx.look import Styles
from ami_cli.readers.docx.names import Element, W, first
from ami_cli.readers.docx.numbering import Numbering
from ami_cli.readers.docx.opc import Parts
from ami_cli.readers.docx.signing import package_signatures
from ami_cli.readers.draft import BlockDraft, ParagraphDraft, freeze

_PROTECTIONS = {
    "forms": "saisie limitée aux champs de formulaire",
    "readOnly": "lecture seule",
    "comments": "commentaires seulement",
    "trackedChanges": "modifications suivies",
}
_MAX_ATTACHMENT = 10 * 2**20  # bytes kept of one embedded file
_MOST_ATTACHMENTS = 50
_MOST_MARGINS = 60
_FEW_WORDS = 20
_HALF_A_PAGE = 595 * 421  # square points
_SHOWN = 200  # characters of hidden text repeated in a warning


class Assembly:
    """One package being read: its parts, its styles, and what was found so far."""

    def __init__(self, parts: Parts, chunk_depth: int = 0) -> None:
        self.parts = parts
        self.main = self.parts.main()
        self.found = Found()
        self.signatures, self._signed_lines = package_signatures(self.parts)
        sheet = self.parts.style_sheet(self.parts.related(self.main, "styles"))
        self._styles = Styles(sheet)
        self._numbering = Numbering(lambda: self._companion("numbering"), self._styles)
        self._bindings = Bindings(self.parts, self.main)
        self._chunk_depth = chunk_depth
        self._annotations: list[Annotation] = []

    def document(self, source: Source, *, encrypted: bool, via: str) -> Document:
        """Read everything.

        Raises:
            FileProblem: no Word document in the package, or a damaged main part.
        """
        kind = self.parts.content_type(self.main)
        if kind and "wordprocessingml" not in kind and "ms-word" not in kind and "/xml" not in kind:
            raise UnsupportedFile("Ce fichier Office n'est pas un texte : l'enregistrer en .docx.")
        bodies = list(self.parts.xml(self.main).iter(W + "body"))
        if not bodies:
            raise CorruptFile("Le document Word n'a pas de contenu : redemander le fichier.")
        blocks = self._story(self.main, bodies, "body")
        notes = tuple(self._notes())
        margins = tuple(self._margins())
        comments = tuple(self._comments())
        self._warn(blocks)
        return Document(
            file=source.name,
            sha256=source.sha256,
            media_type=source.media_type,
            blocks=blocks,
            via=(via,),
            margins=margins,
            notes=notes,
            encrypted=encrypted,
            annotations=tuple(self._annotations),
            signatures=self.signatures,
            attachments=tuple(self._attachments()),
            deleted=tuple(self.found.deleted),
            comments=comments,
            warnings=tuple(self.found.warnings),
        )

    def _story(self, part: str, roots: list[Element], path: str) -> tuple[Block, ...]:
        context = Context(
            parts=self.parts,
            part=part,
            styles=self._styles,
            numbering=self._numbering.restarted(),
            bindings=self._bindings,
            found=self.found,
            signed_lines=self._signed_lines,
            chunk_depth=self._chunk_depth,
        )
        drafts = read_story(context, roots)
        if self.found.shapes:
            paths = dict(_paths(drafts, path))
            for draft, what in self.found.shapes:
                place = Place(paths.get(id(draft), path))
                self._annotations.append(Annotation("shape", what, place))
            self.found.shapes.clear()
        return freeze(drafts, path)

    def _companion(self, kind: str) -> Element | None:
        return self.parts.optional(self.parts.related(self.main, kind))

    def _margins(self) -> Iterator[Block]:
        counts: dict[str, int] = {}
        for part in list(self.found.margins)[:_MOST_MARGINS]:
            root = self.parts.optional(part)
            if root is not None:
                name = "footer" if root.tag == W + "ftr" else "header"
                counts[name] = counts.get(name, 0) + 1
                yield from self._story(part, [root], f"{name}[{counts[name]}]")

    def _notes(self) -> Iterator[Block]:
        """Yield the notes that the text refers to, footnotes then endnotes, in their order."""
        for kind in ("footnote", "endnote"):
            part = self.parts.related(self.main, kind + "s")
            root = self.parts.optional(part)
            wanted = [note_id for known, note_id in self.found.notes if known == kind]
            if root is None or part is None or not wanted:
                continue
            by_id = {note.get(W + "id"): note for note in root.iterchildren(W + kind)}
            for position, note_id in enumerate(wanted, 1):
                if note_id in by_id:
                    yield from self._story(part, [by_id[note_id]], f"{kind}[{position}]")

    def _comments(self) -> Iterator[str]:
        part = self.parts.related(self.main, "comments")
        root = self.parts.optional(part)
        if root is None or part is None:
            return
        for comment in root.iterchildren(W + "comment"):
            text = "\n".join(block_lines(self._story(part, [comment], "comment"))).strip()
            if text:
                yield text

    def _attachments(self) -> Iterator[Attachment]:
        names = [name for name in self.parts.container.names if "/embeddings/" in name.lower()]
        for name in names[:_MOST_ATTACHMENTS]:
            data = self.parts.bytes_of(name)
            small = data if data is not None and len(data) <= _MAX_ATTACHMENT else None
            yield Attachment(posixpath.basename(name), small)

    def _warn(self, blocks: tuple[Block, ...]) -> None:
        if self.found.pictures and _is_scan(blocks):
            self._say("Le document n'est fait que d'images : leur texte n'a pas été lu.")
        hidden = " ".join("".join(self.found.hidden).split())
        if hidden:
            shown = hidden if len(hidden) <= _SHOWN else hidden[:_SHOWN] + "…"
            self._say(
                f"Le document contient du texte masqué, qui n'a pas été repris : « {shown} »."
            )
        for name in self.parts.container.names:
            if name.lower().endswith("vbaproject.bin"):
                self._say(f"Le document contient une macro ({name}) : elle n'a pas été ouverte.")
        guard = self._guard()
        if guard is not None and (guard.get(W + "enforcement") or "0").lower() in (
            "1",
            "true",
            "on",
        ):
            kind = guard.get(W + "edit") or ""
            what = _PROTECTIONS.get(kind, "modification limitée")
            self._say(f"Document protégé : {what}.")

    def _guard(self) -> Element | None:
        """Return the protection of the document; its settings are parsed only for that."""
        part = self.parts.related(self.main, "settings")
        data = self.parts.bytes_of(part) if part is not None else None
        plain = data is not None and data.startswith((b"<?xml", b"<w:"))
        if plain and data is not None and b"documentProtection" not in data:
            return None
        return first(self.parts.optional(part), W + "documentProtection")

    def _say(self, warning: str) -> None:
        self.found.warnings[warning] = None


def _paths(drafts: list[BlockDraft], root: str) -> Iterator[tuple[int, str]]:
    """Yield the identity of each paragraph and the path that ``freeze`` will give it."""
    counts = {"p": 0, "table": 0}
    for draft in drafts:
        kind = "p" if isinstance(draft, ParagraphDraft) else "table"
        counts[kind] += 1
        path = f"{root}/{kind}[{counts[kind]}]"
        if isinstance(draft, ParagraphDraft):
            yield id(draft), path
        else:
            for r, cells in enumerate(draft.rows, 1):
                for c, cell in enumerate(cells, 1):
                    yield from _paths(cell.blocks, f"{path}/r[{r}]/c[{c}]")


def _is_scan(blocks: tuple[Block, ...]) -> bool:
    """Tell a document that only holds pictures of pages: half a page and hardly a word."""
    if not any(
        isinstance(item, Picture) and item.width * item.height > _HALF_A_PAGE
        for item in inlines(blocks)
    ):
        return False
    return sum(len(line.split()) for line in block_lines(blocks)) < _FEW_WORDS
