"""Run the tokens of an RTF file: groups, text, code pages; words go to the tables of ``words``."""

from __future__ import annotations

from collections.abc import Callable

from ami_cli.errors import TooLargeFile
from ami_cli.readers.draft import Allowance, Look
from ami_cli.readers.rtf.charsets import decode
from ami_cli.readers.rtf.flow import Flow
from ami_cli.readers.rtf.rows import RowDefinition
from ami_cli.readers.rtf.state import Font, State
from ami_cli.readers.rtf.tokens import BRACE, HEX, SYMBOL, TEXT, WORD, tokens
from ami_cli.readers.symbols import to_unicode

MAX_TOKENS = 1_000_000  # a form has ten thousand; 3 s of processor
MAX_GROUPS = 1000  # deeper groups share the state of the last one: nothing real goes past 50
_TYPED = {b"~": "\u00a0", b"_": "-"}  # hard space, hard hyphen; \- (soft hyphen) shows nothing
_SHOWN_AS = {0x2011: "-"}
_ESCAPED = frozenset((b"\\", b"{", b"}"))
_NO_FONT = Font()
_SHORT = 3


class Machine:
    """One run over one file. The attributes are the result and the tables read on the way."""

    def __init__(self, run_word: Callable[[Machine, str, int | None], None]) -> None:
        self._run_word = run_word
        self.body = Flow(Allowance())
        self.notes: list[Flow] = []
        self.margins: list[Flow] = []
        self.comments: list[Flow] = []
        self.deleted: list[str] = []
        self.warnings: list[str] = []
        self.hidden: list[str] = []
        self.objects: list[tuple[str, bytes]] = []
        self.fonts: dict[int, Font] = {}
        self.colours: list[str | None] = []
        self.outlines: dict[int, int] = {}
        self.looks: dict[int, Look] = {}
        self.default_font = 0
        self.codec = "cp1252"
        self.row = RowDefinition()
        self.nested_row = RowDefinition()
        self.state = State(self.body, self.body)
        self.starred = False
        self.bookmark: list[str] = []
        self._stack: list[State] = []
        self._too_deep = 0
        self._pending = bytearray()
        self._skip = 0  # characters still to drop after a \u
        self._high: int | None = None  # first half of a surrogate pair
        self._deleting = False

    def run(self, data: bytes, start: int) -> None:
        """Read ``data`` from ``start``, the place of ``{\\rtf``."""
        for count, (kind, word, number, raw) in enumerate(tokens(data, start)):
            if kind == WORD:
                self._word(word, number)
            elif kind in (TEXT, HEX):
                self._bytes(raw)
            elif kind == BRACE:
                if raw == b"{":
                    self._open()
                elif self._close():
                    return
            elif kind == SYMBOL:
                self._symbol(raw)
            else:
                self._binary(raw)
            if count > MAX_TOKENS:
                raise TooLargeFile("Document démesuré : demander une version plus légère.")
        self.warnings.append("Le fichier RTF est tronqué : la fin manque peut-être.")
        while self._stack:
            self._close()
        self._flush()

    def emit(self, text: str) -> None:
        """Send text to where the state says."""
        state = self.state
        if state.skip or not text:
            return
        self._high = None
        sink = state.sink
        if isinstance(sink, list):
            sink.append(text)
        elif sink is not None:
            self.bookmark = []
            if state.hidden:
                self.hidden.append(text)
            elif state.deleted:
                self._delete(text)
            else:
                self._deleting = False
                sink.write(text, state.look)

    def character(self, text: str) -> None:
        """Send the character a control word stands for (it also counts as one after ``\\u``)."""
        if self._skip:
            self._skip -= 1
        else:
            self.emit(text)

    def unicode(self, code: int) -> None:
        """``\\uN``: signed 16 bits, surrogates in two words."""
        code &= 0xFFFF if -0x8000 <= code <= 0xFFFF else 0x1FFFFF
        self._skip = self.state.unicode_skip
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return
        if 0xDC00 <= code < 0xE000:
            if self._high is None:
                return
            code = 0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00)
        if code > 0x10FFFF or code == 0:
            return
        font = self.fonts.get(self.state.font, _NO_FONT)
        shown = to_unicode(font.name, code) if 0xF000 <= code <= 0xF0FF else None
        self.emit(shown or _SHOWN_AS.get(code) or chr(code))

    def break_deletion(self) -> None:
        """The next deleted text starts an entry of its own."""
        self._deleting = False

    def _delete(self, text: str) -> None:
        if self._deleting:
            self.deleted[-1] += text
        else:
            self.deleted.append(text)
            self._deleting = True

    def _open(self) -> None:
        if self._pending:
            self._flush()
        self._skip = 0
        self.starred = False
        if len(self._stack) >= MAX_GROUPS:
            self._too_deep += 1
            return
        self._stack.append(self.state)
        self.state = self.state.child()

    def _close(self) -> bool:
        """Close a group; True when it was the last one, the document itself."""
        if self._pending:
            self._flush()
        self._skip = 0
        self.starred = False
        if self._too_deep:
            self._too_deep -= 1
            return False
        if not self._stack:
            return True
        closed, self.state = self.state, self._stack.pop()
        if closed.on_close is not None:
            closed.on_close(closed)
        return not self._stack

    def _word(self, word: str, number: int | None) -> None:
        if self._pending:
            self._flush()
        if not self.state.skip:
            self._run_word(self, word, number)

    def _symbol(self, symbol: bytes) -> None:
        if symbol in _ESCAPED:
            self._bytes(symbol)
        elif symbol in _TYPED:
            self._flush()
            self.character(_TYPED[symbol])
        elif symbol == b"*":
            self.starred = True
        elif symbol in (b"\n", b"\r"):
            self._word("par", None)

    def _bytes(self, raw: bytes) -> None:
        if self._skip:
            dropped = min(self._skip, len(raw))
            self._skip -= dropped
            raw = raw[dropped:]
        state = self.state
        if state.skip or not raw:
            return
        if state.blob is not None:
            state.blob.append(raw)
        elif state.sink is not None:
            self._pending += raw

    def _binary(self, raw: bytes) -> None:
        state = self.state
        if not state.skip and state.picture is not None and state.blob is not None:
            state.picture.binary.append(raw)

    def _flush(self) -> None:
        if not self._pending:
            return
        raw = bytes(self._pending)
        self._pending.clear()
        font = self.fonts.get(self.state.font, _NO_FONT)
        if font.symbol and isinstance(self.state.sink, Flow):
            self.emit(_pictures(font.name, raw))
        else:
            self.emit(decode(raw, font.codec or self.codec))


def _pictures(font: str, raw: bytes) -> str:
    """Text in a symbol font; more than three letters are a word that somebody typed there."""
    short = len(raw.strip()) <= _SHORT
    return "".join(
        (to_unicode(font, code) if short or code >= 0x80 else None)
        or bytes((code,)).decode("cp1252", "replace")
        for code in raw
    )
