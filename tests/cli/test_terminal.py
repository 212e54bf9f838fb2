"""What a person sees in a terminal, wide, narrow or without colours."""

from __future__ import annotations

import os
import shutil

import pytest

from ami_cli.console import out

HEADERS = ("champ", "valeur", "confiance", "lu dans")
ROWS = [
    ("elu.nom", "Guéant", "sûr (0,98)", "AMI.docx, tableau 2, ligne 2, colonne 2"),
    ("attentes", "Prendre du recul " * 6, "sûr (0,97)", "AMI.docx, paragraphe 9"),
    ("technicien.nom", "", "vide", ""),
]


@pytest.fixture
def terminal(monkeypatch):
    """Make of the output a terminal of so many columns."""

    def of(columns: int) -> None:
        monkeypatch.setattr(out, "is_terminal", lambda _stream: True)
        monkeypatch.setattr(shutil, "get_terminal_size", lambda *_: os.terminal_size((columns, 40)))
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("NO_COLOR", "1")

    return of


def test_a_narrow_terminal_gets_lines_rather_than_columns(terminal, capsys):
    terminal(60)
    out.table(HEADERS, ROWS)
    assert capsys.readouterr().out.splitlines() == [
        "elu.nom : Guéant",
        "    sûr (0,98) · AMI.docx, tableau 2, ligne 2, colonne 2",
        "attentes : Prendre du recul Prendre du recul Prendre du",
        "    recul Prendre du recul Prendre du recul Prendre du recul",
        "    sûr (0,97) · AMI.docx, paragraphe 9",
        "technicien.nom : —",
        "    vide",
    ]


def test_a_wide_terminal_gets_columns(terminal, capsys):
    terminal(160)
    out.table(HEADERS, ROWS)
    head, first, *_ = capsys.readouterr().out.splitlines()
    assert head.split() == ["champ", "valeur", "confiance", "lu", "dans"]
    assert first.index("Guéant") == head.index("valeur")


def test_a_pipe_gets_one_line_per_row(capsys):
    out.table(HEADERS, ROWS)
    assert capsys.readouterr().out.splitlines()[1] == (
        "elu.nom\tGuéant\tsûr (0,98)\tAMI.docx, tableau 2, ligne 2, colonne 2"
    )


@pytest.mark.parametrize(
    ("variable", "value", "coloured"),
    [("NO_COLOR", "1", False), ("TERM", "dumb", False), ("TERM", "xterm", True)],
)
def test_colours_are_for_terminals_that_want_them(monkeypatch, variable, value, coloured):
    monkeypatch.setattr(out, "is_terminal", lambda _stream: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv(variable, value)
    assert (out.paint("oui", "bon") != "oui") is coloured
