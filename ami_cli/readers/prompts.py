"""The prompts that Word itself shows in an empty content control.

A format that knows no content control keeps them as text: LibreOffice saves them as the answer of
a text field.
"""

from __future__ import annotations

_PROMPTS = frozenset(  # French and English, in lower case without the full stop
    (
        "cliquez ici pour taper du texte",
        "cliquez ici pour entrer du texte",
        "cliquez ou appuyez ici pour entrer du texte",
        "cliquez ici pour entrer une date",
        "cliquez ici pour ajouter une date",
        "cliquez ou appuyez ici pour entrer une date",
        "choisissez un élément",
        "click here to enter text",
        "click or tap here to enter text",
        "click here to enter a date",
        "click or tap to enter a date",
        "choose an item",
    )
)


def is_prompt(text: str) -> bool:
    """Whether ``text`` is one of Word's own prompts, hence no answer."""
    return " ".join(text.split()).removesuffix(".").rstrip().lower() in _PROMPTS
