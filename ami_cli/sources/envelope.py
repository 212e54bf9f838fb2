"""Envelopes opened: one received file becomes items, those inside mails and archives too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ami_cli.detect import kinds, media_type
from ami_cli.errors import CorruptFile, FileProblem, TooLargeFile, UnsupportedFile
from ami_cli.model.dossier import Item, Problem, ProblemClass
from ami_cli.sources import archive, links, mail, msg, smime, tarball, tnef
from ami_cli.sources.bundle import sender_key
from ami_cli.sources.limits import DEFAULT, Limits
from ami_cli.sources.mail import Mail
from ami_cli.sources.names import shown, unique_file

Kind = Literal["eml", "msg", "mbox", "zip", "tar", "tnef", "smime", "other_archive"]
MEDIA_TYPES: dict[Kind, str] = {
    "eml": kinds.MAIL,
    "msg": kinds.OUTLOOK,
    "mbox": kinds.MBOX,
    "zip": kinds.ZIP,
    "tar": "application/x-tar",
    "tnef": "application/vnd.ms-tnef",
    "smime": "application/pkcs7-mime",
    "other_archive": "application/x-archive",
}
_OTHERS = "x-7z-compressed vnd.rar x-rar vnd.ms-cab-compressed"
_TARS = "gzip x-bzip2 x-xz x-tar"
_KINDS: dict[str, Kind] = {
    **{kind: name for name, kind in MEDIA_TYPES.items()},
    **dict.fromkeys((f"application/{name}" for name in _OTHERS.split()), "other_archive"),
    **dict.fromkeys((f"application/{name}" for name in _TARS.split()), "tar"),
}


@dataclass(slots=True)
class Unpacked:
    """What came out. ``envelopes`` maps the path of each opened mail or archive to its media type.

    ``remarks`` are French sentences; ``problems`` name what could not be opened.
    """

    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    envelopes: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def unpack(
    files: list[tuple[str, bytes]],
    limits: Limits = DEFAULT,
    part: str = "",
    passwords: Sequence[str] = (),
) -> Unpacked:
    """Open the envelopes among the files of one dossier; never raises for what they hold.

    ``part`` keeps one folder of an archive, or one sender of a mailbox (see ``bundle``);
    ``passwords`` are tried on archives that need one.
    """
    opening = _Opening(limits, part, passwords)
    for path, data in files:
        opening.add(Item(opening.free(path), data), archives=0, letters=0)
    return opening.out


def kind_of(data: bytes, name: str) -> Kind | None:
    """Tell an envelope by its bytes; None for any other file. The name only breaks ties."""
    last = name.rpartition("/")[2].lower()
    if last == "winmail.dat" or data[:4] == tnef.MAGIC:
        return "tnef"
    if last.endswith(".p7m"):
        return "smime"
    return _KINDS.get(media_type(data, last))


class _Opening:
    """The state of one unpacking: what is out, what may still come out."""

    def __init__(self, limits: Limits, part: str, passwords: Sequence[str]) -> None:
        self.limits = limits
        self.part = part
        self.passwords = passwords
        self.budget = limits.unpacked_bytes
        self.out = Unpacked()
        self.taken: set[str] = set()

    def add(self, item: Item, archives: int, letters: int) -> None:
        """Take one file, and what is inside it if it is an envelope."""
        self.out.items.append(item)
        kind = None if item.body else kind_of(item.data, item.path)
        if kind is None or not item.data:
            return
        self.out.envelopes[item.path] = MEDIA_TYPES[kind]
        openers: dict[Kind, Callable[[Item, int, int], None]] = {
            "eml": self._eml,
            "msg": self._msg,
            "mbox": self._mbox,
            "zip": self._zip,
            "tar": self._tar,
            "tnef": self._tnef,
            "smime": self._smime,
        }
        try:
            opener = openers.get(kind)
            if opener is None:
                extension = item.path.rpartition(".")[2].lower()
                raise UnsupportedFile(
                    f"Archive .{extension} non prise en charge : décompressez-la, puis relancez."
                )
            opener(item, archives, letters)
        except FileProblem as error:
            self.problem(error.kind, item.path, str(error))  # type: ignore[arg-type]  # closed set

    def free(self, path: str) -> str:
        """Reserve a path; a second file of the same name gets a number."""
        name = unique_file(path, self.taken)
        self.taken.add(name)
        return name

    def problem(self, kind: ProblemClass, path: str, message: str) -> None:
        """Note one thing that could not be opened."""
        self.out.problems.append(Problem(kind=kind, file=path, message=message))

    def _eml(self, item: Item, archives: int, letters: int) -> None:
        self._letter(mail.read_eml(item.data), item, archives, letters)

    def _msg(self, item: Item, archives: int, letters: int) -> None:
        self._letter(msg.read_msg(item.data), item, archives, letters)

    def _mbox(self, item: Item, archives: int, letters: int) -> None:
        messages = mail.split_mbox(item.data)
        if len(messages) > self.limits.members:
            raise TooLargeFile(
                f"Cette boîte contient {len(messages)} messages : "
                "enregistrez ceux de la candidature."
            )
        if not messages:
            raise CorruptFile("Cette boîte ne contient aucun message : demandez un nouvel envoi.")
        senders = set()
        for number, data in enumerate(messages, start=1):
            letter = mail.read_eml(data)
            if self.part and sender_key(letter.sender) != self.part:
                continue
            senders.add(sender_key(letter.sender))
            if len(messages) == 1:
                self._letter(letter, item, archives, letters)
                continue
            inner = Item(self.free(f"{item.path}/message {number}.eml"), data)
            self.out.items.append(inner)
            self.out.envelopes[inner.path] = MEDIA_TYPES["eml"]
            self._letter(letter, inner, archives, letters + 1)
        if len(senders) > 1:
            self.out.remarks.append(
                f"{item.path} contient les messages de {len(senders)} expéditeurs : s'il s'agit de "
                "plusieurs candidats, enregistrez chaque message à part."
            )

    def _zip(self, item: Item, archives: int, letters: int) -> None:
        part = self.part if not archives and not letters else ""
        found = archive.members(item.data, self.limits, self.budget, part, self.passwords)
        self._members(found, item, archives, letters)

    def _tar(self, item: Item, archives: int, letters: int) -> None:
        found = tarball.members(item.data, item.path, self.limits, self.budget)
        self._members(found, item, archives, letters)

    def _members(
        self, found: Iterator[archive.Member], item: Item, archives: int, letters: int
    ) -> None:
        if archives >= self.limits.nesting:
            raise TooLargeFile(
                "Trop d'archives emboîtées : décompressez celle-ci dans le dossier, puis relancez."
            )
        for member in found:
            self.budget -= len(member.data)
            if member.kind is not None:
                self.problem(member.kind, f"{item.path}/{shown(member.name)}", member.message)
                continue
            path = self.free(f"{item.path}/{shown_path(member.name)}")
            inner = replace(item, path=path, data=member.data, body=False)
            self.add(inner, archives + 1, letters)

    def _tnef(self, item: Item, archives: int, letters: int) -> None:
        self._letter(tnef.read_tnef(item.data), item, archives, letters)

    def _smime(self, item: Item, archives: int, letters: int) -> None:
        content = smime.unwrap(item.data)
        self.out.remarks.append(
            f"« {item.path} » est signé (.p7m) : son contenu est lu, la signature n'est pas vérifiée."
        )
        if smime.is_mime(content):
            self._letter(mail.read_eml(content), item, archives, letters)
            return
        self._charge(len(content))
        name = re.sub(r"\.p7m$", "", item.path.rpartition("/")[2], flags=re.IGNORECASE)
        path = self.free(f"{item.path}/{name or 'contenu'}")
        self.add(replace(item, path=path, data=content, body=False), archives + 1, letters + 1)

    def _letter(self, letter: Mail, item: Item, archives: int, letters: int) -> None:
        if letters >= self.limits.letters:
            raise TooLargeFile("Trop de messages emboîtés : demandez les fichiers séparément.")
        dates = [d for d in (letter.when, letter.forwarded, letter.delivered) if d]
        when = min((d for d in (letter.when, letter.forwarded) if d), default=None)
        if when is not None:
            carried = [d for d in (item.received, *item.also) if d]
            also = tuple(sorted({*dates, *carried} - {when}))
            item = replace(item, received=when, received_from="courriel", also=also)
            self._relist(item)
        self.out.remarks.extend(f"{item.path} : {remark}" for remark in letter.remarks)
        if letter.broken:
            self.problem(
                "corrupt",
                item.path,
                "Ce message est incomplet : demandez un nouvel envoi.",
            )
        for link in (x for p in letter.parts if p.body for x in links.shared_files(p.data)):
            self.out.remarks.append(f"{item.path} : {links.remark(link)}")
        for part in letter.parts:
            path = self.free(f"{item.path}/{shown_path(part.name)}")
            inner = replace(item, path=path, data=part.data, body=part.body)
            if part.letter is not None:
                self.out.items.append(inner)
                self.out.envelopes[path] = MEDIA_TYPES["eml"]
                self._letter(part.letter, inner, archives, letters + 1)
            else:
                self._charge(len(part.data))
                self.add(inner, archives, letters)

    def _charge(self, size: int) -> None:
        self.budget -= size
        if self.budget < 0:
            raise TooLargeFile("Ce message est trop gros : demandez les fichiers séparément.")

    def _relist(self, item: Item) -> None:
        """Put its own date on the envelope that was just listed."""
        for index, listed in enumerate(self.out.items):
            if listed.path == item.path:
                self.out.items[index] = item


def shown_path(name: str) -> str:
    """Return an inner name fit to be shown: every part cleaned, no way up, no root."""
    parts = [p for p in re.split(r"[\\/]+", name) if p not in ("", ".", "..")]
    return "/".join(shown(part) for part in parts) or "sans nom"
