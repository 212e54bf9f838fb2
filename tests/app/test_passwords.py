"""Protected files are opened with the passwords of a file, one per line."""

import pytest

from ami_cli.app.passwords import read_passwords
from ami_cli.errors import UsageError


def test_one_password_per_line_spaces_kept(tmp_path):
    path = tmp_path / "mots.txt"
    path.write_text("\ufeffSésame 2021\n\n  trois \n", "utf-8")
    assert read_passwords(path) == ("Sésame 2021", "  trois ")
    assert read_passwords(None) == ()


def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path):
    with pytest.raises(UsageError, match="vérifiez le chemin"):
        read_passwords(tmp_path / "absent.txt")
