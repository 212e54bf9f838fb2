"""Complex fields and legacy form fields (ISO 29500-1 § 17.16): codes dropped, results kept.

A form field keeps its state in ``w:ffData`` on the mark that begins it; the text between the
separator and the end is what a text field holds.
"""

from __future__ import annotations

from ami_cli.model.document import Checkbox, FieldKind, FormField, Inline
from ami_cli.readers.docx.context import Context, OpenField
from ami_cli.readers.docx.controls import is_uniform
from ami_cli.readers.docx.names import Element, W, first, flag, number, val
from ami_cli.readers.draft import NOWHERE, ParagraphDraft, TextDraft

_CHAR = W + "fldChar"
_TYPE = W + "fldCharType"
_MOST_CHOICES = 2_000


def find_broken(root: Element) -> dict[Element, bool]:
    """Return every field mark of a story with whether its counterpart is missing.

    A beginning without an end would otherwise swallow the rest of the document.
    """
    marks = dict.fromkeys(root.iter(_CHAR), False)
    opened: list[Element] = []
    for mark in marks:
        kind = mark.get(_TYPE)
        if kind == "begin":
            opened.append(mark)
        elif kind == "end":
            if opened:
                opened.pop()
            else:
                marks[mark] = True
        elif not opened:
            marks[mark] = True
    marks.update(dict.fromkeys(opened, True))
    return marks


def field_mark(ctx: Context, mark: Element, draft: ParagraphDraft, *, deleted: bool) -> None:
    """Follow one ``w:fldChar``."""
    if ctx.broken.get(mark):
        return
    match mark.get(_TYPE):
        case "begin":
            _begin(ctx, mark, draft, deleted=deleted)
        case "separate" if ctx.fields:
            _separate(ctx.fields[-1])
        case "end" if ctx.fields:
            _end(ctx, draft)


def sink_of(ctx: Context, draft: ParagraphDraft) -> ParagraphDraft:
    """Return where text goes now: the innermost open text field, else the paragraph."""
    for open_ in reversed(ctx.fields):
        if open_.sink is not None:
            return open_.sink
    return draft


def flush_fields(ctx: Context, draft: ParagraphDraft) -> None:
    """At the end of a paragraph, give it what its open text fields hold so far."""
    for open_ in reversed(ctx.fields):
        if open_.sink is not None and open_.sink.items:
            items = _text_field(open_)
            open_.sink = ParagraphDraft()
            _outer(ctx, open_, draft).items.extend(items)


def _begin(ctx: Context, mark: Element, draft: ParagraphDraft, *, deleted: bool) -> None:
    data = None if deleted or ctx.is_coding() else first(mark, W + "ffData")
    name = val(data, W + "name") or (ctx.bookmark if data is not None else "")
    open_ = OpenField(data, name=name)
    if data is not None:
        state = _state(data, name)
        if state is not None:
            sink_of(ctx, draft).add(state)
            open_.is_muted = True
    ctx.fields.append(open_)


def _separate(open_: OpenField) -> None:
    if open_.in_result:
        return
    open_.in_result = True
    if open_.data is not None and not open_.is_muted:
        open_.sink = ParagraphDraft()


def _end(ctx: Context, draft: ParagraphDraft) -> None:
    open_ = ctx.fields.pop()
    if open_.data is not None and not open_.is_muted:
        if open_.sink is None:  # a text field without a result
            open_.sink = ParagraphDraft()
        sink_of(ctx, draft).items.extend(_text_field(open_))


def _outer(ctx: Context, open_: OpenField, draft: ParagraphDraft) -> ParagraphDraft:
    for other in reversed(ctx.fields[: ctx.fields.index(open_)]):
        if other.sink is not None:
            return other.sink
    return draft


def _state(data: Element, name: str) -> Inline | None:
    """Return the tick box or the list of a form field, None for a text field."""
    box = first(data, W + "checkBox")
    if box is not None:
        checked = flag(box, W + "checked")
        if checked is None:
            checked = bool(flag(box, W + "default"))
        return Checkbox(checked, NOWHERE, name)
    entries = first(data, W + "ddList")
    if entries is None:
        return None
    rows = list(entries.iterchildren(W + "listEntry"))[:_MOST_CHOICES]
    choices = tuple(row.get(W + "val") or "" for row in rows)
    chosen = number(val(entries, W + "result") or val(entries, W + "default"), 0)
    value = choices[chosen] if 0 <= chosen < len(choices) else ""
    return FormField(name, "choice", value, NOWHERE, choices)


def _text_field(open_: OpenField) -> list[TextDraft | Inline]:
    items = open_.sink.items if open_.sink is not None else []
    if any(not isinstance(item, TextDraft) for item in items) or not is_uniform(items):
        return items
    text = "".join(piece for item in items if isinstance(item, TextDraft) for piece in item.pieces)
    if not text.strip(" \u2002\xa0"):  # Word shows five U+2002 in an empty field
        text = ""
    elif text.strip():
        text = text.strip("\u2002")
    kind: FieldKind = "text"
    if open_.data is not None and val(first(open_.data, W + "textInput"), W + "type") == "date":
        kind = "date"
    return [FormField(open_.name, kind, text, NOWHERE)]
