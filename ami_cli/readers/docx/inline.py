"""The content of a paragraph: runs, wrappers, controls, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ami_cli.readers.docx.alternate import choose
from ami_cli.readers.docx.context import Context, Mode
from ami_cli.readers.docx.controls import control_of, controlled
from ami_cli.readers.docx.drawing import DRAWINGS, Draw
from ami_cli.readers.docx.fields import field_code, field_mark, sink_of
from ami_cli.readers.docx.look import NOTHING, Dress, direct
from ami_cli.readers.docx.names import AML, MC, WX, Element, M, W, children, first, text_of
from ami_cli.readers.draft import Look, ParagraphDraft
from ami_cli.readers.symbols import from_symbol_text, to_unicode

_SOFT_HYPHEN = "\xad"

_TEXT, _PROPERTIES = W + "t", W + "rPr"
_CONTENT, _SDT_PR, _NAME = W + "sdtContent", W + "sdtPr", W + "name"

Handler = Callable[[Context, Element, ParagraphDraft, Mode], None]
RunHandler = Callable[[Context, Element, ParagraphDraft, Mode, Dress], None]


def fill(ctx: Context, parts: Iterable[Element], draft: ParagraphDraft, mode: Mode) -> None:
    """Add to ``draft`` everything visible in the parts of an element."""
    for child in parts:
        handler = _INLINE.get(child.tag)
        if handler is not None:
            handler(ctx, child, draft, mode)


def _wrapper(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    fill(ctx, children(element), draft, mode)


def _inserted(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    fill(ctx, children(element), draft, mode._replace(inserted=True))


def _deleted(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    fill(ctx, children(element), draft, mode._replace(deleted=True))


def _annotation(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    """Word 2003 XML keeps tracked changes, comments and bookmarks in one element."""
    kind = element.get(W + "type") or ""
    if kind == "Word.Deletion":
        mode = mode._replace(deleted=True)
    elif kind == "Word.Insertion":
        mode = mode._replace(inserted=True)
    elif kind == "Word.Bookmark.Start":
        ctx.bookmark = element.get(W + "name") or ""
    for content in element.iterchildren(AML + "content"):
        if kind in ("Word.Deletion", "Word.Insertion"):
            fill(ctx, children(content), draft, mode)


def _alternate(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    branch = choose(element)
    if branch is not None:
        fill(ctx, children(branch), draft, mode)


def _alternate_in_run(
    ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode, dress: Dress
) -> None:
    branch = choose(element)
    for child in () if branch is None else children(branch):
        read = _RUN_CONTENT.get(child.tag)
        if read is not None:
            read(ctx, child, draft, mode, dress)
        elif child.tag == _TEXT:
            _write(ctx, text_of(child), draft, mode, dress)


def _control(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    content = first(element, _CONTENT)
    if content is None:
        return
    inside = ParagraphDraft()
    control = control_of(first(element, _SDT_PR), ctx.bindings)
    opened = len(ctx.fields)
    fill(ctx, children(content), inside, mode)
    target = sink_of(ctx, draft)
    if mode.deleted or len(ctx.fields) != opened or ctx.is_coding():
        target.items.extend(inside.items)
    else:
        target.items.extend(controlled(control, inside.items))


def _bookmark(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    name = element.get(_NAME) or ""
    if name != "_GoBack":
        ctx.bookmark = name


def _reference(kind: str) -> Handler:
    def note(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
        if not mode.deleted:
            ctx.found.notes[kind, element.get(W + "id") or ""] = None

    return note


def _field_code(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    field_code(ctx, element)


def _ruby(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    base = first(element, W + "rubyBase")
    if base is not None:
        fill(ctx, children(base), draft, mode)


def _math(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode) -> None:
    text = "".join(text.text or "" for text in element.iter(M + "t"))
    _write(ctx, text, draft, mode, Dress(Look(inserted=mode.inserted, hint=mode.hint)))


def _run(ctx: Context, run: Element, draft: ParagraphDraft, mode: Mode) -> None:
    ctx.count()
    own = NOTHING
    dress: Dress | None = None
    for child in children(run):
        tag = child.tag
        if tag == _PROPERTIES:
            own = direct(child)
            if own.revision is not None:
                deleted = own.revision == "del"
                mode = mode._replace(inserted=not deleted, deleted=deleted)
            continue
        if dress is None:  # properties come first (§ 17.3.2.1)
            dress = ctx.styles.dress(own, mode.paragraph, mode.table, mode.inserted, mode.hint)
        if tag == _TEXT:
            _write(ctx, text_of(child), draft, mode, dress)
        else:
            read = _RUN_CONTENT.get(tag)
            if read is not None:
                read(ctx, child, draft, mode, dress)


def _deleted_text(
    ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode, dress: Dress
) -> None:
    _write(ctx, text_of(element), draft, mode._replace(deleted=True), dress)


def _break(ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode, dress: Dress) -> None:
    if (element.get(W + "type") or "textWrapping") == "textWrapping":
        _write(ctx, "\n", draft, mode, dress)


def _field_mark(
    ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode, dress: Dress
) -> None:
    field_mark(ctx, element, draft, deleted=mode.deleted)


def _symbol(
    ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode, dress: Dress
) -> None:
    try:
        code = int(element.get(W + "char") or "", 16)
        shown = to_unicode(element.get(W + "font") or "", code) or chr(code)
    except (ValueError, OverflowError):
        return
    _write(ctx, shown, draft, mode, dress._replace(font=""))


def _character(text: str) -> RunHandler:
    def write(
        ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode, dress: Dress
    ) -> None:
        _write(ctx, text, draft, mode, dress)

    return write


def _drawn(draw: Draw) -> RunHandler:
    def add(
        ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode, dress: Dress
    ) -> None:
        if not (mode.deleted or dress.hidden or ctx.is_coding()):
            draw(ctx, element, sink_of(ctx, draft), mode)

    return add


def _plain(handler: Handler) -> RunHandler:
    """Return the handler of something whose look does not matter."""

    def read(
        ctx: Context, element: Element, draft: ParagraphDraft, mode: Mode, dress: Dress
    ) -> None:
        handler(ctx, element, draft, mode)

    return read


def _write(ctx: Context, text: str, draft: ParagraphDraft, mode: Mode, dress: Dress) -> None:
    if not text or (ctx.fields and ctx.is_coding()):
        return
    if mode.deleted:
        ctx.cut.append(text)
        return
    if dress.hidden:
        ctx.found.hidden.append(text)
        return
    if ctx.cut:
        ctx.close_cut()
    if dress.font:
        text = from_symbol_text(dress.font, text)
    if _SOFT_HYPHEN in text:
        text = text.replace(_SOFT_HYPHEN, "")
    target = sink_of(ctx, draft) if ctx.fields else draft
    target.write(text, dress.look)


_RUN_CONTENT: dict[str, RunHandler] = {
    W + "tab": _character("\t"),
    W + "ptab": _character("\t"),
    W + "cr": _character("\n"),
    W + "noBreakHyphen": _character("-"),
    W + "br": _break,
    W + "sym": _symbol,
    W + "delText": _deleted_text,
    W + "fldChar": _field_mark,
    W + "instrText": _plain(_field_code),
    W + "ruby": _plain(_ruby),
    W + "footnoteReference": _plain(_reference("footnote")),
    W + "endnoteReference": _plain(_reference("endnote")),
    M + "oMath": _plain(_math),
    MC + "AlternateContent": _alternate_in_run,
    **{tag: _drawn(draw) for tag, draw in DRAWINGS.items()},
}
_INLINE: dict[str, Handler] = {
    W + "r": _run,
    W + "ins": _inserted,
    W + "moveTo": _inserted,
    W + "del": _deleted,
    W + "moveFrom": _deleted,
    W + "sdt": _control,
    W + "bookmarkStart": _bookmark,
    M + "oMath": _math,
    MC + "AlternateContent": _alternate,
    AML + "annotation": _annotation,
    **{
        W + name: _wrapper
        for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "hlink")
    },
    M + "oMathPara": _math,
    WX + "t": _wrapper,
}
