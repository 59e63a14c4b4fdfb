"""Run the scripts that have no record, and nothing else: ``make execute``.

    make execute                     here, as many at once as there are cores
    make execute SHARD=2/3           a third of them, for a CI matrix
    make execute MERGE="dir1 dir2"   take in the records that other machines made
    COURS_DASK=tcp://host:8786 make execute        on a Dask cluster (cluster.py)

The build that follows finds the records and runs nothing. A record is kept by
the hash of all that can change it, so merging is copying (what merge.py lets in), and order
is nothing.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from builder.session import course_session
from course.base.errors import CourseError
from course.records.session import Session
from course.run.team import run_missing
from course.scripts.script import Script
from project import ROOT

from execution.merge import take_in

INTERRUPTED = "Interrompu : ce qui était fini est gardé."
SHARD = re.compile(r"([1-9]\d*)/([1-9]\d*)")


def shard_of(scripts: list[Script], shard: str) -> list[Script]:
    """Return the scripts of a shard: ``2/3`` is every third one, from the second.

    Raises SystemExit when ``shard`` is not written so.
    """
    if not shard:
        return scripts
    found = SHARD.fullmatch(shard)
    if not found or int(found[1]) > int(found[2]):
        raise SystemExit(f"SHARD={shard} : écrire par exemple SHARD=2/3, le deuxième tiers.")
    return scripts[int(found[1]) - 1 :: int(found[2])]


def merge(folders: list[str], session: Session) -> int:
    """Take in the records of other machines; return how many were new."""
    added = 0
    for folder in map(Path, folders):
        if not folder.is_dir():
            raise SystemExit(f"{folder} n'est pas un dossier : y mettre un build/records.")
        new, refused = take_in(folder, session)
        added += new
        for sentence in refused:
            print(sentence, file=sys.stderr)
    return added


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    others = "prend ce qu'ont donné d'autres machines"
    parser.add_argument("--shard", default="", metavar="I/N", help="une part : 2/3, le 2e tiers")
    parser.add_argument("--merge", nargs="+", default=[], metavar="DOSSIER", help=others)


def main(asked: argparse.Namespace) -> int:
    """Run, or merge, as asked."""
    session = course_session()
    if asked.merge:
        print(f"{merge(asked.merge, session)} enregistrements ajoutés à build/records.")
        return 0
    store = session.store
    try:
        mine = shard_of(session.scripts(), asked.shard)
        missing = [script for script in mine if store.lacks(script)]
        cluster_address = os.environ.get("COURS_DASK", "")
        if cluster_address and missing:
            from execution.cluster import run_on_cluster

            run_on_cluster(cluster_address, ROOT, missing, store, session.time_limit)
        else:
            run_missing(missing, store, session.time_limit)
    except CourseError as error:
        print(f"\n{error.category} : {error}", file=sys.stderr)
        return 1
    done = sum(not store.lacks(script) for script in mine)
    print(f"{done} scripts sur {len(mine)} ont leur enregistrement dans build/records.")
    return 0
