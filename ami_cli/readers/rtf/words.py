"""What each control word does to the state; destinations are in modules of their own."""

from __future__ import annotations

from ami_cli.readers.draft import PLAIN, Look
from ami_cli.readers.rtf.charsets import page_codec
from ami_cli.readers.rtf.destinations import DESTINATIONS, Action
from ami_cli.readers.rtf.flow import Flow
from ami_cli.readers.rtf.header import font_entry, style_entry
from ami_cli.readers.rtf.machine import Machine

# words that stand for a character (RTF 1.9.1, « Special Characters »)
_CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "page": "\n",
    "column": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
_UNDERLINES = frozenset(
    f"ul{kind}"
    for kind in (
        *("", "d", "db", "dash", "dashd", "dashdd", "hwave", "ldash", "uldbwave", "w", "wave"),
        *("th", "thd", "thdash", "thdashd", "thdashdd", "thldash"),
    )
)
_CODECS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


def run_word(machine: Machine, word: str, number: int | None) -> None:
    """Do what ``\\word`` with ``number`` asks; unknown words do nothing, or skip their group."""
    action = _ACTIONS.get(word)
    if action is not None:
        machine.starred = False
        action(machine, number)
    elif machine.starred:
        machine.starred = False
        machine.state.skip = True


def _character(text: str) -> Action:
    def show(m: Machine, _: int | None) -> None:
        m.character(text)

    return show


def _underlined(m: Machine, number: int | None) -> None:
    m.state.look = m.state.look._replace(underlined=number != 0)


def _unicode(m: Machine, number: int | None) -> None:
    m.unicode(number or 0)


def _unicode_skip(m: Machine, number: int | None) -> None:
    m.state.unicode_skip = min(max(number if number is not None else 1, 0), 100)


def _paragraph_end(m: Machine, _: int | None) -> None:
    state = m.state
    m.break_deletion()
    if isinstance(state.sink, Flow):
        state.sink.end_paragraph(state.depth(), _heading(m))
    elif isinstance(state.sink, list):
        state.sink.append("\n")


def _section(m: Machine, number: int | None) -> None:
    if isinstance(m.state.sink, Flow) and m.state.sink.paragraph.items:
        _paragraph_end(m, number)


def _cell_end(m: Machine, _: int | None) -> None:
    m.break_deletion()
    if isinstance(m.state.sink, Flow):
        m.state.sink.end_cell(1, _heading(m))


def _nested_cell_end(m: Machine, _: int | None) -> None:
    m.break_deletion()
    if isinstance(m.state.sink, Flow):
        m.state.sink.end_cell(max(2, m.state.depth()), _heading(m))


def _row_end(m: Machine, _: int | None) -> None:
    m.break_deletion()
    if isinstance(m.state.sink, Flow):
        m.state.sink.end_row(1, m.row)


def _nested_row_end(m: Machine, _: int | None) -> None:
    m.break_deletion()
    m.state.flow.end_row(max(2, m.state.depth()), m.nested_row)


def _heading(m: Machine) -> int:
    outline = m.state.outline
    if outline is None:
        outline = m.outlines.get(m.state.style)
    return outline + 1 if outline is not None and 0 <= outline < 9 else 0


def _row_start(m: Machine, _: int | None) -> None:
    (m.nested_row if m.state.nested_row else m.row).reset()


def _row_left(m: Machine, number: int | None) -> None:
    (m.nested_row if m.state.nested_row else m.row).left = number or 0


def _cell_border(m: Machine, number: int | None) -> None:
    (m.nested_row if m.state.nested_row else m.row).end_cell(number or 0)


def _merge(across: str = "", down: str = "") -> Action:
    def change(m: Machine, _: int | None) -> None:
        row = m.nested_row if m.state.nested_row else m.row
        row.across = across or row.across
        row.down = down or row.down

    return change


def _plain(m: Machine, _: int | None) -> None:
    state = m.state
    state.look = PLAIN
    state.font = m.default_font
    state.hidden = state.deleted = False


def _pard(m: Machine, _: int | None) -> None:
    m.state.reset_paragraph()


def _style(m: Machine, number: int | None) -> None:
    if m.state.destination == "stylesheet":
        style_entry(m, number or 0, of_characters=False)
    else:
        m.state.style = number or 0


def _character_style(m: Machine, number: int | None) -> None:
    if m.state.destination == "stylesheet":
        style_entry(m, number or 0, of_characters=True)
        return
    styled = m.looks.get(number or 0)
    if styled is not None:
        m.state.look = _both(m.state.look, styled)


def _both(look: Look, styled: Look) -> Look:
    return Look(
        look.bold or styled.bold,
        look.underlined or styled.underlined,
        look.struck or styled.struck,
        look.highlighted or styled.highlighted,
        look.colour or styled.colour,
        look.inserted,
        look.hint,
    )


def _outline(m: Machine, number: int | None) -> None:
    m.state.outline = number if number is not None else 9


def _in_table(m: Machine, number: int | None) -> None:
    m.state.in_table = number != 0


def _table_depth(m: Machine, number: int | None) -> None:
    m.state.table_depth = number


def _font(m: Machine, number: int | None) -> None:
    if m.state.destination == "fonttbl":
        font_entry(m, number or 0)
    else:
        m.state.font = number or 0


def _default_font(m: Machine, number: int | None) -> None:
    m.default_font = m.state.font = number or 0


def _code_page(m: Machine, number: int | None) -> None:
    m.codec = page_codec(number or 1252) or m.codec


def _set_codec(codec: str) -> Action:
    def change(m: Machine, _: int | None) -> None:
        m.codec = codec

    return change


def _bold(m: Machine, number: int | None) -> None:
    m.state.look = m.state.look._replace(bold=number != 0)


def _struck(m: Machine, number: int | None) -> None:
    m.state.look = m.state.look._replace(struck=number != 0)


def _inserted(m: Machine, number: int | None) -> None:
    m.state.look = m.state.look._replace(inserted=number != 0)


def _no_underline(m: Machine, _: int | None) -> None:
    m.state.look = m.state.look._replace(underlined=False)


def _colour(m: Machine, number: int | None) -> None:
    index = number or 0
    colour = m.colours[index] if 0 <= index < len(m.colours) else None
    m.state.look = m.state.look._replace(colour=None if colour == "000000" else colour)


def _background(m: Machine, number: int | None) -> None:
    index = number or 0
    colour = m.colours[index] if 0 <= index < len(m.colours) else None
    shown = colour is not None and colour != "FFFFFF"
    m.state.look = m.state.look._replace(highlighted=shown)


def _hidden(m: Machine, number: int | None) -> None:
    m.state.hidden = number != 0


def _deleted(m: Machine, number: int | None) -> None:
    m.state.deleted = number != 0


_ACTIONS: dict[str, Action] = {
    **{word: _character(text) for word, text in _CHARACTERS.items()},
    **dict.fromkeys(_UNDERLINES, _underlined),
    "u": _unicode,
    "uc": _unicode_skip,
    "par": _paragraph_end,
    "sect": _section,
    "cell": _cell_end,
    "nestcell": _nested_cell_end,
    "row": _row_end,
    "nestrow": _nested_row_end,
    "trowd": _row_start,
    "trleft": _row_left,
    "cellx": _cell_border,
    "clmgf": _merge(across="first"),
    "clmrg": _merge(across="next"),
    "clvmgf": _merge(down="first"),
    "clvmrg": _merge(down="next"),
    "plain": _plain,
    "pard": _pard,
    "s": _style,
    "cs": _character_style,
    "outlinelevel": _outline,
    "intbl": _in_table,
    "itap": _table_depth,
    "f": _font,
    "deff": _default_font,
    "ansicpg": _code_page,
    "b": _bold,
    "strike": _struck,
    "striked": _struck,
    "revised": _inserted,
    "ulnone": _no_underline,
    "cf": _colour,
    "highlight": _background,
    "cb": _background,
    "chcbpat": _background,
    "v": _hidden,
    "deleted": _deleted,
    **{word: _set_codec(codec) for word, codec in _CODECS.items()},
    **DESTINATIONS,
}
