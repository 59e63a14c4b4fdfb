"""What a build has in place of what conf.py says: ``--audience L3``, ``--pdf``.

Usage::

    add_versions(parser)
    version_of(parser.parse_args(["site", "--audience", "L3"]))    # {"course_audience": "L3"}
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from command_line import MistakeError
from configured import SETTINGS

Version = Mapping[str, str | bool]  # values of Sphinx's configuration, by their names
AUDIENCE, PDFS = "course_audience", "course_pdfs"


def add_versions(parser: argparse.ArgumentParser) -> None:
    """Add what one may ask for."""
    whom = "pour quel public, parmi course_audiences ; pour tous sans cette option"
    parser.add_argument("--audience", default="", metavar="PUBLIC", help=whom)
    pdfs = "avec, sur la page de chaque chapitre, son PDF à télécharger (demande un Chromium)"
    parser.add_argument("--pdf", action="store_true", help=pdfs)


def version_of(arguments: argparse.Namespace) -> Version:
    """Return what was asked for. Raises MistakeError: an unknown audience, PDFs without pages."""
    from course.base.audiences import check_audience
    from course.base.errors import CourseError

    if arguments.pdf and not {"html", "site"} & set(arguments.targets):
        raise MistakeError("--pdf imprime des pages : construire « html » ou « site »")
    asked = {AUDIENCE: arguments.audience, PDFS: arguments.pdf}
    try:
        if arguments.audience:
            check_audience(arguments.audience, SETTINGS.audiences)
    except CourseError as error:
        raise MistakeError(error.plain.rstrip(".")) from error
    return {name: value for name, value in asked.items() if value}
