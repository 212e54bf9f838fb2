"""What a digital signature says of itself: whose certificate, intact or not, over what."""

from __future__ import annotations

from collections.abc import Iterable

from ami_cli.model.document import Picture, Signature

BROKEN = 0.45  # confidence of a signature whose content was changed: a person decides
_COVERS = {
    True: "porte sur tout le fichier",
    False: "porte sur une version antérieure du fichier",
}
_CHANGED = "le contenu a été modifié depuis"
_INTACT = {True: "intacte", False: _CHANGED}


def certified(marks: Iterable[Picture | Signature]) -> str:
    """Return « , certificat de X, intacte, porte sur tout le fichier » of the first digital mark.

    Empty where there is none, or where nothing was checked.
    """
    for mark in marks:
        if isinstance(mark, Signature) and mark.kind == "digital":
            said = [f"certificat de {mark.signer}"] if mark.signer else []
            said += [_INTACT[mark.intact]] if mark.intact is not None else []
            said += [_COVERS[mark.covers_all]] if mark.covers_all is not None else []
            return ", " + ", ".join(said) if said else ""
    return ""


def is_broken(method: str) -> bool:
    """Return whether a way of seeing tells a signature whose content was changed afterwards."""
    return _CHANGED in method
