"""Links to files left on the web: named, so that somebody fetches them; never followed."""

from __future__ import annotations

import re

# where French offices leave what is too heavy for a mail
_HOSTS = (
    r"we\.tl|wetransfer\.com|drive\.google\.com|docs\.google\.com|dropbox\.com|1drv\.ms|onedrive\.live\.com|"
    r"[\w-]+\.sharepoint\.com|swisstransfer\.com|fromsmash\.com|grosfichiers\.com|transfernow\.net|mega\.nz|"
    r"filesender\.renater\.fr|francetransfert\.numerique\.gouv\.fr|icloud\.com/(?:iclouddrive|attachment)|"
    r"kdrive\.infomaniak\.com|app\.box\.com|pcloud\.link|send-anywhere\.com|uptobox\.com|"
    r"[\w.-]+/index\.php/s/|(?:[\w-]+\.)?(?:cloud|nextcloud|owncloud|partage|fichiers)\.[\w.-]+/s/"
)
_LINK = re.compile(
    rf"https?://(?:[\w-]+\.){{0,3}}?(?:{_HOSTS})[^\s\"'<>)\]]{{0,300}}", re.IGNORECASE
)
_MOST = 5
_SHOWN = 80
_SEARCHED = 500_000


def shared_files(text: bytes) -> list[str]:
    """Return the links to shared files in the text of a mail, the first five, each once."""
    words = text[:_SEARCHED].decode("utf-8", "replace").replace("&amp;", "&")
    found = dict.fromkeys(match.rstrip(".,;:") for match in _LINK.findall(words))
    return list(found)[:_MOST]


def remark(link: str) -> str:
    """Return what to do about a link, in French."""
    short = link if len(link) <= _SHOWN else f"{link[:_SHOWN]}…"
    return (
        f"des fichiers sont peut-être derrière le lien {short} : il n'a pas été suivi, "
        "téléchargez-les dans le dossier puis relancez."
    )
