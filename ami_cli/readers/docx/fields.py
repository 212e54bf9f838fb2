"""Complex fields and legacy form fields (ISO 29500-1 § 17.16): codes dropped, results kept.

A form field keeps its state in ``w:ffData`` on the mark that begins it; the text between the
separator and the end is what a text field holds.
"""

from __future__ import annotations

import re

from ami_cli.model.document import Checkbox, FieldKind, FormField, Inline
from ami_cli.readers.docx.context import Context, OpenField
from ami_cli.readers.docx.controls import hints
from ami_cli.readers.docx.names import Element, W, first, flag, number, val
from ami_cli.readers.draft import NOWHERE, Look, ParagraphDraft, TextDraft, is_uniform, text_of
from ami_cli.readers.prompts import is_prompt
from ami_cli.readers.symbols import to_unicode

_CHAR = W + "fldChar"
_TYPE = W + "fldCharType"
_MOST_CHOICES = 2_000
_LONGEST_CODE = 1_000
_FONT = re.compile(r'\\f\s+"?([^"\\]+?)"?\s*(?:\\|$)')
_CODE = re.compile(r"0x[0-9A-Fa-f]{1,4}|[1-9]\d{0,4}")


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


def goes_on(ctx: Context) -> bool:
    """At the end of a paragraph, tell whether an open text field goes on in the next one.

    The answer is then one value with line breaks.
    """
    for open_ in ctx.fields:
        if open_.is_muted:  # a tick box has no second paragraph: its end is misplaced
            open_.is_muted, open_.in_result, open_.data = False, True, None
    sinks = [open_.sink for open_ in ctx.fields if open_.sink is not None]
    if sinks:
        sinks[-1].write("\n")
    return bool(sinks)


def field_code(ctx: Context, code: Element) -> None:
    """Keep the text of a ``w:instrText``."""
    if ctx.fields and not ctx.fields[-1].in_result:
        ctx.fields[-1].code = (ctx.fields[-1].code + (code.text or ""))[:_LONGEST_CODE]


def flush_fields(ctx: Context, draft: ParagraphDraft) -> None:
    """Where nothing follows, give a paragraph what its open text fields hold so far."""
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
    elif not open_.in_result and not ctx.is_coding():
        _shown_code(open_.code, sink_of(ctx, draft))


def _shown_code(code: str, draft: ParagraphDraft) -> None:
    """A few fields have no result and show a part of their code (§ 17.16.5.35, 17.16.5.64)."""
    words = code.split(None, 2)
    if len(words) == 3 and words[0].upper() == "MACROBUTTON":
        draft.write(words[2].strip(), Look(hint=True))
    elif len(words) >= 2 and words[0].upper() == "SYMBOL":
        font = _FONT.search(code)
        number = int(words[1], 0) if _CODE.fullmatch(words[1]) else 0
        if number:
            shown = to_unicode(font[1], number) if font else None
            draft.write(shown or bytes([number & 0xFF]).decode("cp1252", "replace"))


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
    if not is_uniform(items):
        return items
    text = text_of(items)
    if is_prompt(text):  # a content control saved by LibreOffice
        return [FormField(open_.name, "text", "", NOWHERE), *hints(items)]
    if not text.strip(" \u2002\xa0"):  # Word shows five U+2002 in an empty field
        text = ""
    elif text.strip():
        text = text.strip("\u2002").rstrip("\n")
    kind: FieldKind = "text"
    if open_.data is not None and val(first(open_.data, W + "textInput"), W + "type") == "date":
        kind = "date"
    return [FormField(open_.name, kind, text, NOWHERE)]
