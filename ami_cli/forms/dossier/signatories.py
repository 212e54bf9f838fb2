"""People whom only their signature names: « La présidente, » over « Marie-Ange BOCQUILLON »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ami_cli.forms.signing.claims import head
from ami_cli.forms.values.people import split_person, strip_title
from ami_cli.model.campaign import Campaign
from ami_cli.model.dossier import Evidence

Found = Mapping[str, tuple[Evidence, ...]]
SURE, UNSURE = 0.75, 0.6


def signatories(found: Found, campaign: Campaign) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Yield names and function of the people expected to sign whom no answer names."""
    for spec in campaign.fields:
        person = spec.path.rsplit(".", 1)[-1]
        if spec.kind != "signature" or f"{person}.prenom" not in campaign.by_path:
            continue
        if any(e.text for e in found.get(f"{person}.nom", ())):
            continue
        told = next((e for e in found.get(spec.path, ()) if _named(e.text)), None)
        if told is None:
            continue
        name, office = _named(told.text), _office(told.text)
        nom, prenom, sure = split_person(name)
        for part, text in (("nom", nom), ("prenom", prenom), ("fonction", office)):
            path = f"{person}.{part}"
            if text and path in campaign.by_path and not any(e.text for e in found.get(path, ())):
                confidence = min(SURE if sure else UNSURE, told.confidence)
                method = "nom sous la signature"
                yield (
                    path,
                    (
                        told.model_copy(
                            update={"text": text, "method": method, "confidence": confidence}
                        ),
                    ),
                )


def _parts(text: str) -> list[str]:
    return [p.strip() for p in re.split(r"[,;\n]", text.partition(":")[2]) if p.strip()]


def _named(text: str) -> str:
    """Return the name in « image : Le Maire, Bernard ÉVRARD », or an empty string."""
    for part in _parts(text):
        name = strip_title(part)
        words = name.split()
        if (
            2 <= len(words) <= 5
            and not head(name)
            and all(w[:1].isupper() or len(w) <= 3 for w in words)
        ):
            return name if not re.search(r"\d|\b[A-Z]\.", name) else ""
    return ""


def _office(text: str) -> str:
    said = next((p for p in _parts(text) if head(p)), "")
    return re.sub(r"^(?:l[ea]\s+|l['’]|pour l[ea]\s+)", "", said, flags=re.IGNORECASE).strip(" ,.")
