"""Help pages and usage errors in French, drawn without rich: ``ami --help`` must be instant."""

from __future__ import annotations

import re
import shutil
import textwrap
from typing import Any

from typer.core import TyperCommand, TyperGroup

from ami_cli.console.plain import take_as_typed

_TYPES = {"int": "N", "float": "N", "path": "CHEMIN", "str": "TEXTE"}


class FrenchCommand(TyperCommand):
    """A command whose help is in French."""

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters, those of typer's own among them."""
        return take_as_typed(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        """Return the whole page."""
        return _page(self, ctx)


class FrenchGroup(TyperGroup):
    """A group of commands whose help is in French."""

    def get_params(self, ctx: Any) -> Any:
        """Return the parameters, those of typer's own among them."""
        return take_as_typed(super().get_params(ctx))

    def get_help(self, ctx: Any) -> str:
        """Return the whole page."""
        return _page(self, ctx)


def usage_error(error: Any) -> str:
    """Return what is wrong with a command line and where to read more, in French."""
    if type(error).__name__ == "NoArgsIsHelpError":
        return str(error.message)
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "ami") if context else "ami"
    return f"{_said(error)}\nVoyez « {path} --help »."


def _said(error: Any) -> str:
    kind = type(error).__name__
    param = getattr(error, "param", None)
    name = _name_of(param) if param is not None else ""
    if kind == "MissingParameter":
        return f"Il manque {name or 'un argument'}."
    if kind == "NoSuchOption":
        near = ", ".join(getattr(error, "possibilities", None) or ())
        advice = f" Vouliez-vous dire {near} ?" if near else ""
        return f"L'option {error.option_name} n'existe pas.{advice}"
    if kind == "BadOptionUsage":
        return f"L'option {error.option_name} attend une valeur."
    if kind == "BadParameter":
        return f"Valeur refusée pour {name} : {_reason(error.message)}."
    message = error.format_message()
    unknown = re.match(r"No such command '(.*?)'\.?(?: Did you mean (.*?)\?)?", message)
    if unknown:
        advice = f" Vouliez-vous dire {unknown[2]} ?" if unknown[2] else ""
        return f"La commande « {unknown[1]} » n'existe pas.{advice}"
    extra = re.match(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", message)
    if extra:
        return f"Argument en trop : {extra[1]}."
    return "Il manque une commande." if message == "Missing command." else message


def _reason(message: str) -> str:
    known = (
        (r".*valid integer.*", "un nombre entier est attendu"),
        (r".*valid number.*", "un nombre est attendu"),
        (r".*greater than or equal to (.*)", "au moins {} est attendu"),
        (r"'(.*)' is not a valid (?:int\w*|float)\.?", "« {} » n'est pas un nombre"),
        (r"'(.*)' is not one of (.*?)\.?", "« {} » n'est pas l'un de {}"),
        (r".*'(.*)' does not exist\.?", "« {} » n'existe pas"),
        (r"(\S+) is not in the range (.*?)\.?", "{} n'est pas dans l'intervalle {}"),
    )
    for pattern, said in known:
        match = re.fullmatch(pattern, message)
        if match:
            return said.format(*match.groups())
    return message.rstrip(".")


def _name_of(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.metavar or param.name.upper())
    return "/".join(param.opts)


def _page(command: Any, ctx: Any) -> str:
    width = min(shutil.get_terminal_size().columns, 100)
    options = [p for p in command.get_params(ctx) if p.param_type_name == "option" and not p.hidden]
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    commands = getattr(command, "commands", {})
    words = [ctx.command_path, "[OPTIONS]", *(_usage(a) for a in arguments)]
    parts = [" ".join(["Usage :", *words, *(["COMMANDE …"] if commands else [])])]
    parts.append(_text(command.help or "", width))
    if commands:
        shown = [(name, c) for name, c in commands.items() if not c.hidden]
        parts.append(_list("Commandes", [(n, _first(c.help)) for n, c in shown], width))
    if arguments:
        parts.append(_list("Arguments", [(_usage(a), a.help or "") for a in arguments], width))
    parts.append(_list("Options", [(_left(o), _right(o)) for o in options], width))
    return "\n\n".join(part for part in parts if part)


def _usage(argument: Any) -> str:
    name = _name_of(argument)
    name += "…" if argument.nargs == -1 else ""
    return name if argument.required else f"[{name}]"


def _left(option: Any) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    if option.is_flag or option.count:
        return names
    kind = option.metavar or _TYPES.get(str(getattr(option, "type_name", "str")), "TEXTE")
    return f"{names} {kind}"


def _right(option: Any) -> str:
    if "--help" in option.opts:
        return "Affiche cette aide."
    known = {
        "--install-completion": "Installe la complétion pour ce terminal.",
        "--show-completion": "Affiche le script de complétion de ce terminal.",
    }
    text = next((said for name, said in known.items() if name in option.opts), option.help or "")
    env = option.envvar
    return f"{text} [variable {env}]" if isinstance(env, str) else text


def _first(text: str | None) -> str:
    return (text or "").strip().split("\n\n")[0].replace("\n", " ")


def _text(text: str, width: int) -> str:
    paragraphs = re.split(r"\n\s*\n", textwrap.dedent(text).strip())
    return "\n\n".join(textwrap.fill(" ".join(p.split()), width) for p in paragraphs)


def _list(title: str, pairs: list[tuple[str, str]], width: int) -> str:
    column = min(max(len(left) for left, _ in pairs) + 4, 34)
    lines = [f"{title} :"]
    for left, right in pairs:
        wrapped = textwrap.wrap(right, max(width - column, 30)) or [""]
        if len(left) + 4 > column:
            lines.append(f"  {left}")
            lines.extend(" " * column + line for line in wrapped)
            continue
        lines.append(f"  {left}".ljust(column) + wrapped[0])
        lines.extend(" " * column + line for line in wrapped[1:])
    return "\n".join(lines)
