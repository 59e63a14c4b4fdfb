"""Put everything in one zip, for a machine without network: ``python scripts bundle``.

Reads what ``make site`` and ``make pdf`` built and writes
build/<course_slug>-hors-ligne.zip: pages, decks, PDFs, scripts, notebooks,
exercises, and LISEZMOI.txt. The scripts' data come with the packages that
requirements.txt names, so nothing is fetched once these are installed::

    bundle(Path("build/site"), Path("build/pdf"), Path("build/x.zip"))
"""

from __future__ import annotations

import argparse
import os
import sys
import zipfile
from pathlib import Path

from configured import SETTINGS
from course.base.addresses import NOT_FOUND
from course.base.wording import BUNDLE_README
from course.pages.downloads import read_me, write_zip
from project import BUILD, ROOT

ARCHIVE = f"{SETTINGS.slug}.zip"
TARGET = BUILD / f"{SETTINGS.slug}-hors-ligne.zip"


class NothingToBundleError(Exception):
    """What is missing and the command that makes it, in French."""


def read_site(site: Path) -> dict[str, bytes]:
    """Return the pages and the decks, without the page that a host alone shows."""
    if not (site / "index.html").is_file() or not (site / "html" / ARCHIVE).is_file():
        raise NothingToBundleError(f"{site} n'est pas un site complet : lancer « make site ».")
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path != site / NOT_FOUND
    }


def read_pdfs(folder: Path, decks: Path) -> dict[str, bytes]:
    """Return the PDF of each deck."""
    found = {}
    for deck in sorted(decks.glob(f"{SETTINGS.chapters}/*.html")):
        pdf = folder / f"{deck.stem}.pdf"
        if not pdf.is_file():
            raise NothingToBundleError(f"{pdf.name} manque dans {folder} : lancer « make pdf ».")
        found[f"pdf/{pdf.name}"] = pdf.read_bytes()
    return found


def read_course(archive: Path) -> dict[str, bytes]:
    """Return the scripts, notebooks and exercises, as the site offers them."""
    with zipfile.ZipFile(archive) as opened:
        return {name.partition("/")[2]: opened.read(name) for name in opened.namelist()}


def bundle(site: Path, pdfs: Path | None, target: Path) -> dict[str, bytes]:
    """Write the zip, whole or not at all; return what it holds, by name."""
    files: dict[str, bytes] = {}
    parts = {
        "pages et diaporamas": lambda: read_site(site),
        "scripts, carnets, exercices": lambda: read_course(site / "html" / ARCHIVE),
    }
    if pdfs is not None:
        parts["PDF"] = lambda: read_pdfs(pdfs, site / "slides")
    for label, read in parts.items():
        found = read()
        files |= found
        print(f"  {label} : {len(found)} fichiers, {megabytes(sum(map(len, found.values())))}")
    files["LISEZMOI.txt"] = read_me(BUNDLE_README, SETTINGS).encode()
    partial = target.with_name(f".{target.name}.partial")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_zip(partial, files, SETTINGS.slug)
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return files


def megabytes(size: int) -> str:
    """Say a size."""
    return f"{size / 1e6:.1f} Mo".replace(".", ",")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the site and what is left out of it."""
    parser.add_argument(
        "site", nargs="?", metavar="DOSSIER", type=Path, default=BUILD / "site", help="le site"
    )
    parser.add_argument("--no-pdf", action="store_true", help="sans les PDF des diaporamas")


def main(asked: argparse.Namespace) -> int:
    """Write the zip and say where it is, or what is missing."""
    print("Le cours hors ligne", flush=True)
    try:
        bundle(asked.site, None if asked.no_pdf else BUILD / "pdf", TARGET)
    except NothingToBundleError as error:
        print(f"Échec : {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Échec : {TARGET} ne peut pas être écrit ({error.strerror}).", file=sys.stderr)
        return 2
    print(f"{TARGET.relative_to(ROOT)} est prêt ({megabytes(TARGET.stat().st_size)}).")
    return 0
