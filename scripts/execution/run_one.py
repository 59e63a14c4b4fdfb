"""Run one script and pack its record, on a worker: ``python scripts run-one NAME KEY``.

cluster.py unpacks the course's code around this file and starts it. ``KEY`` is
the record's key where it was asked for: another one here means that something
which decides of results differs (Python, the locked versions), and is refused.
"""

from __future__ import annotations

import argparse
import sys
import tarfile

from builder.session import course_session
from course.base.errors import CourseError
from course.run.team import run_missing
from project import ROOT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the script and the key of its record."""
    parser.add_argument("name", metavar="SCRIPT", help="le script, comme 02_autograd/plot_gradient")
    parser.add_argument("key", metavar="CLÉ", help="la clé de son enregistrement")


def main(asked: argparse.Namespace) -> int:
    """Run the script; leave ``record.tar.gz`` beside the course."""
    session = course_session()
    script, store = session.script(asked.name), session.store
    if store.key(script) != asked.key:
        version = ".".join(map(str, sys.version_info[:3]))
        print(f"cet ouvrier a un autre environnement (Python {version})", file=sys.stderr)
        return 1
    try:
        run_missing([script], store, session.time_limit)
    except CourseError as error:
        print(error.plain, file=sys.stderr)
        return 1
    record = store.load(script)
    assert record is not None
    if record.not_run:
        print("cet ouvrier déclare un GPU et n'en a pas", file=sys.stderr)
        return 1
    with tarfile.open(ROOT / "record.tar.gz", "w:gz") as archive:
        for path in sorted(record.folder.iterdir()):
            archive.add(path, arcname=path.name)
    return 0
