"""Every word that opens a group which is not plain body text, and what to do with it."""

from __future__ import annotations

from collections.abc import Callable

from ami_cli.readers.rtf import fields, header, shapes, stories
from ami_cli.readers.rtf.machine import Machine

Action = Callable[[Machine, int | None], None]

# groups that show nothing, or say again for older readers what another group says
_SILENT = """
    info author operator creatim revtim printim buptim title subject keywords doccomm comment
    filetbl revtbl nonshppict nonesttables shprslt xe tc tcn rxe bkmkend template private
    passwordhash list listlevel leveltext levelnumbers listname listoverride lfolevel themedata
    colorschememapping latentstyles datastore xmlnstbl rsidtbl generator pgptbl atnid atnauthor
    atnref atndate atntime atnparent atnicn atrfstart atrfend listtable listoverridetable
    listpicture ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn datafield falt panose fontemb
    fontfile fname pn pntxta pntxtb objalias objsect objname blipuid docvar mmathPr protusertbl
    userprops wgrffmtfilter mhtmltag htmltag background
    ffdeftext
"""


def _skip(m: Machine, _: int | None) -> None:
    m.state.skip = True


def _two_versions(m: Machine, _: int | None) -> None:
    """``{\\upr{ansi}{\\*\\ud{unicode}}}``: only the second is read."""
    m.state.saved_sink = m.state.sink
    m.state.sink = None


def _unicode_version(m: Machine, _: int | None) -> None:
    if m.state.sink is None:
        m.state.sink = m.state.saved_sink


def _nested_row(m: Machine, _: int | None) -> None:
    m.state.nested_row = True


DESTINATIONS: dict[str, Action] = {
    **dict.fromkeys(_SILENT.split(), _skip),
    "upr": _two_versions,
    "ud": _unicode_version,
    "nesttableprops": _nested_row,
    **header.DESTINATIONS,
    **stories.DESTINATIONS,
    **fields.DESTINATIONS,
    **shapes.DESTINATIONS,
}
