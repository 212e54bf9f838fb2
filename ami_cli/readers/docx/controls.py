"""Content controls: what a ``w:sdt`` says about the content it holds (ISO 29500-1 § 17.5.2).

The content of a control is read like any other text, then turned into a form field or a tick box
when that loses nothing: a control whose runs are struck or highlighted here and there stays runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from ami_cli.model.document import Checkbox, FieldKind, FormField, Inline
from ami_cli.readers.docx.binding import Bindings
from ami_cli.readers.docx.names import VAL, W14, Element, W, children, first, is_on
from ami_cli.readers.draft import NOWHERE, TextDraft, is_uniform, text_of
from ami_cli.readers.prompts import is_prompt
from ami_cli.readers.symbols import to_unicode

Items = list[TextDraft | Inline]

_TICKED = frozenset("☒☑✓✔✗✘☓⌧🗹🗷🗵🗸×xX■")
_EMPTY = frozenset("☐□❏❑❒◻⬜▢○")
_KINDS: dict[str, FieldKind] = {
    W + "text": "text",
    W + "richText": "text",
    W + "dropDownList": "choice",
    W + "comboBox": "choice",
    W + "date": "date",
    W14 + "checkbox": "checkbox",
}
# Controls that are not questions: their content is ordinary text.
_WRAPPERS = (
    "picture",
    "docPartList",
    "docPartObj",
    "citation",
    "bibliography",
    "group",
    "equation",
)
_MOST_CHOICES = 2_000
_BINDING, _PLACEHOLDER, _DATE = W + "dataBinding", W + "showingPlcHdr", W + "fullDate"
_ALIAS, _TAG = W + "alias", W + "tag"
_CHECKED, _VALUE, _STATE_FONT = W14 + "checked", W14 + "val", W14 + "font"
_TICKED_STATE, _EMPTY_STATE = W14 + "checkedState", W14 + "uncheckedState"


@dataclass(frozen=True, slots=True)
class Control:
    """What a ``w:sdtPr`` says. ``kind`` is None for a control that is not a question."""

    kind: FieldKind | None
    name: str = ""
    is_placeholder: bool = False
    checked: bool = False
    glyphs: tuple[str, str] = ("☒", "☐")  # ticked, empty
    choices: tuple[tuple[str, str], ...] = ()  # (shown, stored)
    date: str = ""  # ISO date of a date picker
    bound: str | None = None


NO_CONTROL = Control(kind=None)


def control_of(properties: Element | None, bindings: Bindings) -> Control:
    """Read the properties of a content control."""
    if properties is None:
        return NO_CONTROL
    own = {
        child.tag: child for child in reversed(children(properties))
    }  # the first of a kind counts
    kind, holder = _kind(properties)
    binding = own.get(_BINDING)
    placeholder = own.get(_PLACEHOLDER)
    is_box = kind == "checkbox"
    is_date = kind == "date" and holder is not None
    return Control(
        kind=kind,
        name=_said(own, _ALIAS) or _said(own, _TAG),
        is_placeholder=placeholder is not None and is_on(placeholder),
        checked=is_box and _is_checked(holder),
        glyphs=_glyphs(holder) if is_box else ("☒", "☐"),
        choices=_choices(holder) if kind == "choice" else (),
        date=(holder.get(_DATE) or "")[:10] if is_date and holder is not None else "",
        bound=None if binding is None or kind is None else bindings.value(binding),
    )


def controlled(control: Control, items: Items) -> Items:
    """Return the items of one paragraph of a control, as a form field where nothing is lost."""
    if control.kind is None:
        return items
    if control.kind == "checkbox":
        return _checkbox(control, items)
    if (control.is_placeholder or _says_nothing(control, items)) and not control.bound:
        return [FormField(control.name, control.kind, "", NOWHERE, _shown(control)), *hints(items)]
    shown = _text_of(items)
    if shown is None:
        return items
    value = _value(control, shown)
    if value == shown and not is_uniform(items):
        return items
    seen = shown if value != shown and shown and not control.is_placeholder else None
    return [FormField(control.name, control.kind, value, NOWHERE, _shown(control), seen)]


def _says_nothing(control: Control, items: Items) -> bool:
    """Tell a prompt that is not marked as one: Word's own words, or a list entry without value."""
    shown = text_of(items).strip()
    no_choice = any(text == shown and stored == "" for text, stored in control.choices)
    return bool(shown) and (no_choice or is_prompt(shown))


def hints(items: Items) -> Items:
    """Return items with their text marked as a placeholder."""
    return [
        TextDraft(item.look._replace(hint=True), item.pieces)
        if isinstance(item, TextDraft)
        else item
        for item in items
    ]


def _kind(properties: Element) -> tuple[FieldKind | None, Element | None]:
    for child in children(properties):
        if child.tag in _KINDS:
            return _KINDS[child.tag], child
        if child.tag.startswith(W) and child.tag[len(W) :] in _WRAPPERS:
            return None, None
        if child.tag.endswith(("}repeatingSection", "}repeatingSectionItem")):
            return None, None
    return "text", None  # no kind stated: rich text (§ 17.5.2.26)


def _said(own: dict[str, Element], tag: str) -> str:
    found = own.get(tag)
    return "" if found is None else found.get(VAL) or ""


def _is_checked(holder: Element | None) -> bool:
    checked = first(holder, _CHECKED)
    if checked is None:
        return False
    return (checked.get(_VALUE) or "1").lower() in ("1", "true", "on")


def _glyphs(holder: Element | None) -> tuple[str, str]:
    return _glyph(first(holder, _TICKED_STATE), "☒"), _glyph(first(holder, _EMPTY_STATE), "☐")


def _glyph(state: Element | None, default: str) -> str:
    if state is None:
        return default
    try:
        code = int(state.get(_VALUE) or "", 16)
        return to_unicode(state.get(_STATE_FONT) or "", code) or chr(code)
    except (ValueError, OverflowError):
        return default


def _choices(holder: Element | None) -> tuple[tuple[str, str], ...]:
    rows = [] if holder is None else list(holder.iterchildren(W + "listItem"))[:_MOST_CHOICES]
    return tuple(_choice(row.get(W + "displayText"), row.get(W + "value")) for row in rows)


def _choice(shown: str | None, stored: str | None) -> tuple[str, str]:
    """Either may be left out and is then the other; an empty stored value is no choice."""
    return shown or stored or "", (shown or "") if stored is None else stored


def _shown(control: Control) -> tuple[str, ...]:
    return tuple(shown for shown, _ in control.choices)


def _text_of(items: Items) -> str | None:
    """Return the text of items that are only text, None when there is anything else."""
    return text_of(items) if all(isinstance(item, TextDraft) for item in items) else None


def _value(control: Control, shown: str) -> str:
    """Return what the control holds: the bound value wins, the shown text is the usual case."""
    bound = (control.bound or "").strip()
    if control.kind == "choice":
        return next(
            (text for text, stored in control.choices if stored == bound != ""), bound or shown
        )
    if control.kind == "date":
        if bound and bound[:10] != control.date:
            return bound[:10]
        return shown or control.date
    return control.bound if bound and control.bound is not None else shown


def _checkbox(control: Control, items: Items) -> Items:
    shown = _text_of(items)
    if shown is None:
        return [_box(control, control.checked, 1.0), *items]
    glyph, rest = shown.strip()[:1], shown.strip()[1:]
    if glyph and glyph not in _TICKED | _EMPTY | set(control.glyphs):
        glyph, rest = "", shown
    checked = control.checked
    if control.bound is not None and control.bound.strip():
        checked = control.bound.strip().lower() in ("1", "true")
        glyph = ""
    box = _box(control, checked, 1.0)
    if glyph and _is_ticked(glyph, control) != checked:
        # The page says one thing, the stored state another: nobody can tell.
        box = _box(control, None, 0.5)
    look = next((item.look for item in items if isinstance(item, TextDraft)), None)
    return [box] if look is None or not rest.strip() else [box, TextDraft(look, [rest])]


def _is_ticked(glyph: str, control: Control) -> bool:
    ticked, empty = control.glyphs
    if ticked != empty and glyph in (ticked, empty):
        return glyph == ticked
    return glyph in _TICKED


def _box(control: Control, checked: bool | None, confidence: float) -> Checkbox:
    return Checkbox(checked, NOWHERE, control.name, confidence=confidence)
