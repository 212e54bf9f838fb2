"""Form fields: legacy field marks, content controls, form controls (§ 13, and LibreOffice's own).

``field:fieldmark`` and ``loext:content-control`` are extensions of LibreOffice: that is how the
legacy fields and the content controls of Word arrive in an OpenDocument text.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from ami_cli.model.document import Checkbox, FieldKind, FormField, Inline
from ami_cli.readers import draft
from ami_cli.readers.draft import NOWHERE, ParagraphDraft, TextDraft, is_uniform
from ami_cli.readers.odt.line import Line, OpenField
from ami_cli.readers.odt.names import DRAW, FIELD, FORM, LOEXT, TEXT, is_true, text_of
from ami_cli.readers.odt.styles import TextStyle
from ami_cli.readers.prompts import is_prompt

_BLANK = " \u2002\u00a0\n\t"  # an unfilled field of Word shows five en spaces
_NAMELESS = "__Fieldmark__"  # what LibreOffice writes where Word gave no name
_UNSURE = 0.5  # what the page shows and what the file says disagree


def _field_kind(element: etree._Element) -> str:
    return (element.get(f"{FIELD}type") or "").rpartition(".")[2].upper()


def _parameters(element: etree._Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for parameter in element.iterfind(f"{FIELD}param"):
        name = parameter.get(f"{FIELD}name") or ""
        found.setdefault(name, []).append(parameter.get(f"{FIELD}value") or "")
    return found


def _field_name(element: etree._Element, parameters: dict[str, list[str]]) -> str:
    for name in ("Name", "Checkbox_Name", "Dropdown_Name"):
        if parameters.get(name):
            return parameters[name][0]
    name = element.get(f"{TEXT}name") or ""
    return "" if name.startswith(_NAMELESS) else name


def _field_mark(line: Line, element: etree._Element, style: TextStyle) -> None:
    """``field:fieldmark``: a check box or a list, or any field without text."""
    if not _without_text(line, element):
        line.content(element, style)


def _field_start(line: Line, element: etree._Element, _: TextStyle) -> None:
    line.fields.append(OpenField(element, line.draft))
    line.draft = ParagraphDraft()


def _field_end(line: Line, _: etree._Element, __: TextStyle) -> None:
    if len(line.fields) > line.floor:
        _close(line, line.fields.pop())


def close_all(line: Line) -> None:
    """Close the fields that are still open, the inner ones first."""
    while len(line.fields) > line.floor:
        _close(line, line.fields.pop())


def end_paragraph(line: Line) -> None:
    """Close the open fields; those that end in a later paragraph go on in the next one."""
    for field in line.fields:
        if field.element in line.story.ended_fields:
            field.is_part = True
            line.story.carried.append(field.element)
    close_all(line)


def resume(line: Line) -> None:
    """Open again the fields that the paragraph before left open."""
    carried, line.story.carried = line.story.carried, []
    for element in carried:
        line.fields.append(OpenField(element, line.draft, is_part=True))
        line.draft = ParagraphDraft()


def _close(line: Line, field: OpenField) -> None:
    inside = line.draft.items
    line.draft = field.outer
    kind = _field_kind(field.element)
    if kind in ("FORMCHECKBOX", "FORMDROPDOWN") and _without_text(line, field.element):
        return
    if kind not in ("FORMTEXT", "FORMDATE") or not is_uniform(inside):
        line.draft.extend(inside)
        return
    if field.is_part and not draft.text_of(inside).strip(_BLANK):
        return
    name = _field_name(field.element, _parameters(field.element))
    sort: FieldKind = "date" if kind == "FORMDATE" else "text"
    _answer(line, FormField(name, sort, draft.text_of(inside), NOWHERE))


def _without_text(line: Line, element: etree._Element) -> bool:
    """Add a legacy box or list, whose state is in its parameters; False for another field."""
    kind = _field_kind(element)
    parameters = _parameters(element)
    name = _field_name(element, parameters)
    if kind == "FORMCHECKBOX":
        checked = is_true(parameters.get("Checkbox_Checked", [""])[0])
        line.add(Checkbox(checked, NOWHERE, name))
        return True
    if kind == "FORMDROPDOWN":
        entries = tuple(parameters.get("Dropdown_ListEntry", ()))
        chosen = parameters.get("Dropdown_Selected", [""])[0]
        at = int(chosen) if chosen.isdecimal() and len(chosen) < 5 else -1
        value = entries[at] if 0 <= at < len(entries) else ""
        line.add(FormField(name, "choice", value, NOWHERE, entries))
        return True
    return False


def _content_control(line: Line, element: etree._Element, style: TextStyle) -> None:
    name = element.get(f"{LOEXT}alias") or element.get(f"{LOEXT}tag") or ""
    if is_true(element.get(f"{LOEXT}showing-place-holder")):
        if not is_true(element.get(f"{LOEXT}checkbox")):
            line.add(FormField(name, _kind(element), "", NOWHERE, _choices(element)))
        line.content(element, style._replace(look=style.look._replace(hint=True)))
        return
    inside = _inside(line, element, style)
    if is_true(element.get(f"{LOEXT}checkbox")):
        line.add(_checkbox(element, name, draft.text_of(inside)))
    elif is_true(element.get(f"{LOEXT}picture")) or not is_uniform(inside):
        line.draft.extend(inside)
    else:
        value = draft.text_of(inside)
        _answer(line, FormField(name, _kind(element), value, NOWHERE, _choices(element)))


def _answer(line: Line, shown: FormField) -> None:
    """Add a field with what it shows; a prompt is no answer."""
    prompt = shown.value if is_prompt(shown.value) else ""
    blank = prompt or not shown.value.strip(_BLANK)
    line.add(replace(shown, value="") if blank else shown)
    if prompt:
        line.hint(prompt, TextStyle())


def _inside(line: Line, element: etree._Element, style: TextStyle) -> list[TextDraft | Inline]:
    """Read the content of a control apart from its paragraph."""
    outer, line.draft = line.draft, ParagraphDraft()
    floor, line.floor = line.floor, len(line.fields)
    line.content(element, style)
    close_all(line)
    inside = line.draft.items
    line.draft, line.floor = outer, floor
    return inside


def _checkbox(element: etree._Element, name: str, shown: str) -> Checkbox:
    """The state; unknown when the page shows one glyph and the file stores the other."""
    stored = is_true(element.get(f"{LOEXT}checked"))
    on = element.get(f"{LOEXT}checked-state") or "☒"
    off = element.get(f"{LOEXT}unchecked-state") or "☐"
    visible = {on: True, off: False}.get(shown.strip()) if on != off else None
    if visible is None or visible == stored:
        return Checkbox(stored, NOWHERE, name)
    return Checkbox(None, NOWHERE, name, confidence=_UNSURE)


def _kind(element: etree._Element) -> FieldKind:
    if is_true(element.get(f"{LOEXT}date")):
        return "date"
    lists = (element.get(f"{LOEXT}{name}") for name in ("dropdown", "drop-down", "combobox"))
    is_list = element.find(f"{LOEXT}list-item") is not None or any(map(is_true, lists))
    return "choice" if is_list else "text"


def _choices(element: etree._Element) -> tuple[str, ...]:
    return tuple(
        item.get(f"{LOEXT}display-text") or item.get(f"{LOEXT}value") or ""
        for item in element.iterfind(f"{LOEXT}list-item")
    )


def _form_control(line: Line, element: etree._Element, style: TextStyle) -> None:
    """``draw:control``: the control stands in ``office:forms``, the shape at its anchor."""
    control = line.story.controls.get(element.get(f"{DRAW}control") or "")
    if control is None:
        return
    sort = str(control.tag).removeprefix(FORM)
    name = control.get(f"{FORM}name") or ""
    label = control.get(f"{FORM}label") or ""
    if sort in ("checkbox", "radio"):
        line.add(Checkbox(_control_state(control, sort), NOWHERE, name, label))
        line.write(f" {label}" if label else "", style)
    elif sort in ("listbox", "combobox"):
        line.add(_list(control, sort, name))
    elif sort == "fixed-text":
        line.write(label, style)
    elif sort in ("text", "textarea", "formatted-text", "number", "date", "time"):
        kind: FieldKind = "date" if sort == "date" else "text"
        line.add(FormField(name, kind, _control_value(control), NOWHERE))


def _control_state(control: etree._Element, sort: str) -> bool | None:
    if sort == "radio":
        current = control.get(f"{FORM}current-selected")
        return is_true(control.get(f"{FORM}selected") if current is None else current)
    state = control.get(f"{FORM}current-state") or control.get(f"{FORM}state") or "unchecked"
    return {"checked": True, "unchecked": False}.get(state)


def _control_value(control: etree._Element) -> str:
    paragraphs = control.findall(f"{TEXT}p")
    if paragraphs:
        return "\n".join(text_of(p) for p in paragraphs)
    current = control.get(f"{FORM}current-value")
    return (control.get(f"{FORM}value") or "") if current is None else current


def _list(control: etree._Element, sort: str, name: str) -> FormField:
    if sort == "combobox":
        items = control.iterfind(f"{FORM}item")
        choices = tuple(item.get(f"{FORM}label") or "" for item in items)
        return FormField(name, "choice", _control_value(control), NOWHERE, choices)
    options = control.findall(f"{FORM}option")
    choices = tuple(option.get(f"{FORM}label") or "" for option in options)
    attribute = f"{FORM}current-selected"
    if all(option.get(attribute) is None for option in options):
        attribute = f"{FORM}selected"
    chosen = (c for c, o in zip(choices, options, strict=True) if is_true(o.get(attribute)))
    return FormField(name, "choice", "\n".join(chosen), NOWHERE, choices)


HANDLERS = {
    f"{FIELD}fieldmark": _field_mark,
    f"{FIELD}fieldmark-start": _field_start,
    f"{FIELD}fieldmark-end": _field_end,
    f"{LOEXT}content-control": _content_control,
    f"{DRAW}control": _form_control,
}
