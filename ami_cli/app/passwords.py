"""Passwords that staff know, from a file: never on the command line, where others could see them."""

from __future__ import annotations

from pathlib import Path

from ami_cli.errors import UsageError


def read_passwords(path: Path | None) -> tuple[str, ...]:
    """Return the passwords of a file, one per line, empty lines left out; none without a file.

    Raises:
        UsageError: the file cannot be read.
    """
    if path is None:
        return ()
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise UsageError(
            f"Le fichier de mots de passe « {path} » ne se lit pas : vérifiez le chemin, "
            "et enregistrez-le en texte (UTF-8)."
        ) from error
    return tuple(line for line in text.splitlines() if line.strip())
