"""Build the pages, the decks or the whole site: ``python scripts build html|slides|site``.

What a build needs to be trusted: one at a time (a lock), nothing at all when
nothing changed (the hashes of every input), and the previous site untouched
until the new one is whole (work in build/.work, published on success only).
What a failed or killed build leaves to the next one: see state.py.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from configured import GENERATED, RECORDS
from course.base.addresses import PRINTED
from course.base.files import Digests, make_way, read_sealed, remove, write_sealed
from project import BUILD

from builder import disk
from builder.chapter_pdfs import bring_pdfs
from builder.inputs import Look, of_scripts
from builder.job import Job, import_once
from builder.publish import Publication
from builder.script_job import ScriptJob
from builder.seen import as_seen, seen_files
from builder.state import BuildState
from builder.version import PDFS, Version, add_versions, version_of

INTERRUPTED = "Interrompu : ce qui est publié n'a pas changé."
MOVED = "Des fichiers ont changé pendant la construction : relancer la même commande pour les voir."
WORK, STATE = BUILD / ".work", BUILD / ".state"
TARGETS = ["html", "slides"]
GENERATED_NOTE = "generated.json"


@contextlib.contextmanager
def only_one_build() -> Iterator[None]:
    """Wait for a build that is under way."""
    make_way(STATE / "lock")
    with (STATE / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Une autre construction est en cours : attente…", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def state_of(target: str) -> BuildState:
    """Return what the last build of ``target`` left."""
    return BuildState(STATE, target, WORK / target, WORK / f"{target}.doctrees")


def build(
    targets: list[str],
    meanwhile: Iterable[Callable[[], object]] = (),
    interpreter: Any = None,
    waiting: Iterable[Job] = (),
    digests: Digests | None = None,
    version: Version | None = None,
) -> tuple[bool, str]:
    """Bring build/.work/<target> up to date; return whether it went well, and what was said.

    Scripts run while Sphinx gets ready. Pages and decks are built at the same time; but
    the decks wait until the pages' job has made the pages of the scripts, which both
    share, unless these are as they were. What ``make live`` keeps ready is used: jobs that
    are ``waiting``, an ``interpreter`` for the scripts, the ``digests`` of the files.
    """
    ready = {job.target: job for job in waiting}
    states = {name: ready[name].state if name in ready else state_of(name) for name in TARGETS}
    outside = {name for state in states.values() for name in state.outside}
    look = Look(outside, digests, version)
    generated = is_generated_kept()
    inputs = {target: look.of(state.outside) for target, state in states.items()}
    late = [one for one in targets if not generated or not states[one].is_current(inputs[one])]
    if not late:
        return True, ""
    if not generated:
        remove(GENERATED)
    scripts = ScriptJob(RECORDS, of_scripts(look.of(outside)), interpreter)
    jobs: list[Job] = []
    try:
        import_once()
        for target in late:
            if target not in ready:
                print(f"Construction de build/{target}", flush=True)
                states[target].clean()
            jobs.append(ready.get(target) or Job(target, states[target], interpreter, version))
        look.remember()
        if not scripts.join():
            stop(jobs)
            return False, disk.plainly(scripts.complaints)
        remove(STATE / GENERATED_NOTE)  # the jobs may change these pages
        for job in jobs:
            texts = job.state.changed_texts(inputs[job.target])
            changed = texts if scripts.known and generated else None
            job.build(changed, says_notices=job is jobs[0])
            if changed is None and job is not jobs[-1]:
                job.wait_for_pages()
        for work in meanwhile:
            work()
        done = conclude(jobs, look)
    except BaseException:  # Ctrl-C too: Python would wait for them before it ends
        stop([scripts, *jobs])
        raise
    if done and all(job.state.before and job.state.before.whole for job in jobs):
        everything = {name for target in TARGETS for name in states[target].outside}
        scripts.remember(of_scripts(look.of(everything)))
    elif done:
        print(MOVED, flush=True)
    return done, complaints_of(jobs)


def conclude(jobs: list[Job], look: Look) -> bool:
    """Wait for the jobs; note how each went. Return whether all went well.

    What was built of inputs that changed meanwhile is not remembered.
    """
    ended = [job.join() for job in jobs]  # all of them, failed or not
    now = Look(digests=look.digests, version=look.version)
    for job, went_well in zip(jobs, ended, strict=True):
        outside = sorted({*job.outside, *(job.state.outside if job.changed is not None else ())})
        if job.died:
            continue
        if went_well and not look.moved(now, outside):
            job.state.succeed(now.of(outside), outside)
        else:
            job.state.fail()
    if not any(job.died for job in jobs):
        keep_generated()
    return all(ended)


def is_generated_kept() -> bool:
    """Tell whether the pages of the scripts are as the last build left them."""
    kept = read_sealed(STATE / GENERATED_NOTE)
    return GENERATED.is_dir() and kept is not None and as_seen(kept) == seen_files(GENERATED)


def keep_generated() -> None:
    """Note how the pages of the scripts are."""
    write_sealed(STATE / GENERATED_NOTE, seen_files(GENERATED))


def stop(jobs: Iterable[Job | ScriptJob]) -> None:
    """End what is under way, and will not be published."""
    for job in jobs:
        job.stop()


def complaints_of(jobs: list[Job]) -> str:
    """Return what was said against the jobs; what two of them say, once."""
    lines = [line for job in jobs for line in job.complaints.splitlines() if line.strip()]
    return "\n".join(dict.fromkeys(lines))


class Site:
    """Where targets are published: build/site holds both, their PDFs and the front page."""

    def __init__(self, asked: str) -> None:
        targets = TARGETS if asked == "site" else [asked]
        targets = targets + [PRINTED] * ("html" in targets)
        folder = BUILD / "site" if asked == "site" else BUILD
        self.above = folder if asked == "site" else None
        self.parts = {
            target: Publication(folder / target, STATE / f"{folder.name}-{target}.published")
            for target in targets
        }

    def look(self) -> None:
        """See what is there, while the build is under way."""
        for part in self.parts.values():
            part.look()

    def publish(self, *, durable: bool = True) -> set[str]:
        """Bring it up to the last whole build; return the names of what differs, in its part."""
        found: set[str] = set()
        for target, part in self.parts.items():
            above = self.above if target == "html" else None
            found |= part.take(WORK / target, above, durable=durable)
        return found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what there is to build."""
    choices = ["html", "slides", "site"]
    what = f"ce qu'il faut construire : {', '.join(choices)}"
    parser.add_argument("targets", nargs="+", choices=choices, metavar="CIBLE", help=what)
    add_versions(parser)


def main(arguments: argparse.Namespace) -> int:
    """Build what is asked for; say where it is, or that it failed."""
    asked = arguments.targets
    version = version_of(arguments)
    needed = ["html", "slides"] if "site" in asked else list(dict.fromkeys(asked))
    start = time.perf_counter()
    sites = {name: Site(name) for name in asked}
    try:
        return build_and_publish(needed, sites, start, version)
    except OSError as error:
        if not disk.is_full(error):
            raise
        print(f"\n{disk.SENTENCE}", file=sys.stderr)
        return 1


def build_and_publish(
    needed: list[str], sites: dict[str, Site], start: float, version: Version
) -> int:
    """Build the targets, then publish each site that was asked for."""
    with only_one_build():
        done, said = build(needed, [site.look for site in sites.values()], version=version)
        if not done:
            print(f"\n{said}", file=sys.stderr)
            what = " et ".join(f"build/{name}" for name in sites)
            print(
                f"\nÉchec : {what} n'a pas été modifié. Corriger ce qui "
                "est signalé ci-dessus et relancer la même commande.",
                file=sys.stderr,
            )
            return 1
        if "html" in needed:
            bring_pdfs(WORK / "html", WORK / PRINTED, STATE / f"{PRINTED}.json", PDFS in version)
        for target, site in sites.items():
            site.publish()
            seconds = f"{time.perf_counter() - start:.1f}".replace(".", ",")
            print(f"build/{target}/index.html est à jour ({seconds} s).")
    return 0
