"""Import old chapters: ``python scripts import FILE… --to NN-slug``.

A Slidey (.rst) or Markdown (.md) file becomes a chapter of source/chapitres/ and
a script of gallery/, whose cells have run; a report accounts for every line of
the original. The work is in scripts/importer/.
"""

from __future__ import annotations

import argparse
import re
import sys
import traceback
from pathlib import Path

from command_line import MistakeError
from project import ROOT

from importer import files, report
from importer.chapter import Result, convert
from importer.execution.cells import slug
from importer.execution.runner import Limits
from importer.source_text import RefusedError

NAME = re.compile(r"^\d\d-[a-z0-9]+(?:-[a-z0-9]+)*$")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files, and how they are taken."""
    parser.description = (
        "Reprend d'anciens chapitres Slidey ou Markdown : un chapitre, un script dont "
        "les cellules ont tourné, et un rapport qui rend compte de chaque ligne."
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FICHIER", help="chapitres à reprendre"
    )
    parser.add_argument(
        "--to",
        nargs="+",
        metavar="NN-nom",
        help="nom du chapitre, un par fichier ; avec un seul nom pour plusieurs fichiers, "
        "les suivants prennent les numéros suivants et le nom de leur fichier",
    )
    parser.add_argument("--check", action="store_true", help="tout faire sans rien écrire")
    parser.add_argument("--force", action="store_true", help="remplacer un chapitre qui existe")
    parser.add_argument("--no-run", action="store_true", help="n'exécuter aucune cellule")
    parser.add_argument("--report", type=Path, help="dossier des rapports (build/imports)")
    parser.add_argument("--root", type=Path, default=ROOT, help="dossier du cours")
    parser.add_argument("--seconds", type=float, default=20.0, help="temps par cellule")
    parser.add_argument("--total", type=float, default=180.0, help="temps par chapitre")


def names(paths: list[Path], given: list[str], root: Path) -> list[str]:
    """Return one chapter name a file. Raises MistakeError when ``--to`` does not give them."""
    for name in given:
        if not NAME.match(name):
            raise MistakeError(
                f"--to {name} : écrire deux chiffres et un nom sans accent, comme 07-reseaux"
            )
    if len(given) > 1 and len(given) != len(paths):
        raise MistakeError(f"--to : {len(given)} noms pour {len(paths)} fichiers")
    if len(given) == len(paths):
        found = given
    else:
        used = [int(stem[:2]) for stem in files.known_chapters(root) if stem[:2].isdigit()]
        first = int(given[0][:2]) if given else max(used, default=0) + 1
        numbers = range(first, first + len(paths))
        found = [
            f"{number:02}-{slug(path.stem) or 'chapitre'}"
            for number, path in zip(numbers, paths, strict=True)
        ]
        found[:1] = given or found[:1]
    if len(set(found)) != len(found):
        raise MistakeError("--to : deux fichiers auraient le même nom de chapitre")
    return found


def main(asked: argparse.Namespace) -> int:
    """Import each file; return 1 when one could not be."""
    root = asked.root.resolve()
    asked.to = names(asked.files, asked.to or [], root)
    known = files.known_chapters(root)
    for path, name in zip(asked.files, asked.to, strict=True):
        known[name.lower()] = known[path.stem.lower()] = name
    limits = None if asked.no_run else Limits(asked.seconds, asked.total)
    failures = 0
    for path, name in zip(asked.files, asked.to, strict=True):
        try:
            result = convert(path, name, known, limits)
            print(finish(root, name, result, asked))
        except RefusedError as error:
            failures += 1
            print(f"{path} : refusé : {error}.", file=sys.stderr)
        except files.ExistingError as error:
            failures += 1
            print(
                f"{path} : rien n'est écrit, déjà là et différents : {error}. "
                "Ajouter --force pour remplacer.",
                file=sys.stderr,
            )
        except OSError as error:
            failures += 1
            print(f"{path} : rien n'est écrit : {error}.", file=sys.stderr)
        except Exception as error:  # a fault of ours: said plainly, the other files go on
            failures += 1
            where = traceback.extract_tb(error.__traceback__)[-1]
            print(
                f"{path} : rien n'est écrit : l'import s'est trompé "
                f"({type(error).__name__} : {error}, {where.name}:{where.lineno}).",
                file=sys.stderr,
            )
    return min(failures, 1)


def finish(root: Path, name: str, result: Result, asked: argparse.Namespace) -> str:
    """Write what has changed, and return what to say."""
    assert result.facts is not None
    said = report.screen(result.facts)
    differing = files.changes(root, name, result.files, asked.force or asked.check)
    if asked.check:
        return f"{said}\n  --check : rien n'est écrit."
    index = files.with_index(root, name)
    if index is not None:
        differing[Path("source/index.rst")] = index.encode()
    files.write_all(root, name, differing, result.files)
    folder = asked.report or root / "build" / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    full = folder / f"{name}.md"
    full.write_text(report.markdown(result.facts), encoding="utf-8")
    changed = f"{len(differing)} fichiers écrits" if differing else "rien à changer"
    return f"{said}\n  {changed} ; rapport : {full}"
