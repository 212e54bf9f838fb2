"""Words that hold no answer: « néant », « à compléter », « cf. courrier joint »."""

from __future__ import annotations

import re

from ami_cli.forms.words import fold, tidy

_NOTHING = re.compile(
    r"(?:neant|aucune?s?|sans objet|s\.?\s?o\.?|n\s?/\s?[ac]|n\.?a\.?|non concernee?s?|pas concernee?s?|ras|nc|"
    r"non communique|rien|(?:site )?en construction|en cours d[e'] ?(?:creation|construction|elaboration|refonte)|"
    r"aucune? de ces .{0,30}|aucune? .{0,25}(?:a ce jour|pour l'instant|actuellement)|ø|"
    r"(?:pas|plus|aucun|sans) (?:de |d')?"
    r"(?:site|adresse|pieces? jointes?|annexes?|documents?|telephone|e-?mail|mail|courriel)"
    r"(?: internet| web| e-?mail| mail| electronique| joints?)?(?: propre| a ce jour)?|"
    r"pas (?:trouve|connue?|encore|communiquee?|renseignee?)s?|inconnue?s?|en attente|[-–—/.…_\s*↑↓→←↗^]+|\?+|x|"
    r"(?:cliquez|tapez|saisir|saisissez|inserez|entrez|choisissez)\b.{0,60}|"
    r"\[?(?:texte|reponse)s? (?:a (?:saisir|completer|inserer)|libre)(?: ici)?\W*\]?|"
    r"[\[(]?(?:merci d[e' ]+)?(?:indique[rz]|precise[rz]|renseigne[rz]|complete[rz]|inscri(?:re|vez)|ecri(?:re|vez)|"
    r"mentionne[rz]|decri(?:re|vez)|repond(?:re|ez)|remplir|remplissez|selectionne[rz])\b"
    r"(?!\s+(?:une?|des|au|aux|avec|ensemble)\b)[^\d@:]{0,70}|"  # « Écrire une lettre » is an answer
    r"a (?:rediger|completer|remplir|preciser|ecrire) (?:par|avant|avec|d'ici)\b.{0,60}|0|"
    r"\[?(?:a (?:completer|preciser|remplir|definir|designer|venir)|en cours de (?:designation|recrutement)|"
    r"non designee?|a pourvoir|xxx+|votre (?:reponse|texte)(?: ici)?)\]?)\.?"
)
_ELSEWHERE = re.compile(
    r"^\W*(?:cf\.?|confer|se reporter|selon|idem|ibid|ditt?o|ci[- ](?:joint|contre|dessus|dessous|apres)|en annexe|"
    r"meme que|plus haut|supra|voir (?:(?:la|le|les|l'|notre|nos|en|au|aux|a la|sur) ?)*"
    r"(?:lettre|courriel|courrier|mail|annexe|ci\b|p\.?j|pieces?|delib|document|doc|fiche|note|dossier|plus|supra|infra|"
    r"pages?|recto|verso|dessus|dessous|tete|haut|bas|suite|cf|mairie|site|statuts|projet|[a-z]+ (?:joint|annexe)))"
    r"\b.{0,70}$"
    r"|^\((?:cf|voir)\b[^()]{0,40}\)?$|^\"$|^(?:-?\s?\"\s?-?)$"
)


def is_nothing(text: str) -> bool:
    """True for « néant », also with its reason in brackets: « néant (pas de technicien) »."""
    folded = fold(text)
    bare = re.sub(r"\s*\([^()]*\)$", "", folded)
    aside = re.fullmatch(r"\(([^()]*)\)", folded)
    bare = aside.group(1) if aside else bare
    return any(_NOTHING.fullmatch(t) is not None for t in (folded, bare) if t)


def says_nothing(text: str) -> bool:
    """True for « néant », « idem », « cf. courrier joint »: words that hold no answer of their own."""
    return is_nothing(text) or bool(_ELSEWHERE.match(fold(text)))


def refers_elsewhere(text: str) -> bool:
    """True for « cf. courrier joint », « voir délibération »: the answer is said to stand somewhere else."""
    return bool(_ELSEWHERE.match(fold(tidy(text))))
