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
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator

from configured import GENERATED, RECORDS
from project import BUILD

from builder.inputs import hash_inputs, inputs_of, of_scripts, remember
from builder.job import Job, import_once
from builder.publish import Publication, copy
from builder.script_job import ScriptJob
from builder.state import BuildState

INTERRUPTED = "Interrompu : ce qui est publié n'a pas changé."
WORK, STATE = BUILD / ".work", BUILD / ".state"


@contextlib.contextmanager
def only_one_build() -> Iterator[None]:
    """Wait for a build that is under way."""
    STATE.mkdir(parents=True, exist_ok=True)
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


def build(targets: list[str], meanwhile: Iterable[Callable[[], object]] = ()) -> tuple[bool, str]:
    """Bring build/.work/<target> up to date; return whether it went well, and what was said.

    Scripts run while Sphinx gets ready. Pages and decks are built at the same time; but
    the decks start once the pages' job has made the pages of the scripts, which both
    share, unless these are as they were.
    """
    hashes = hash_inputs()
    inputs = inputs_of(hashes)
    late = [target for target in targets if state_of(target).last_inputs() != inputs]
    if not late:
        return True, ""
    remember(hashes)
    if list(STATE.glob("*.unfinished")):
        shutil.rmtree(GENERATED, ignore_errors=True)
    scripts = ScriptJob(RECORDS / ".inputs", of_scripts(inputs))
    known = scripts.known and GENERATED.exists()
    jobs: list[Job] = []
    try:
        import_once()
        for target in late:
            print(f"Construction de build/{target}", flush=True)
            state = state_of(target)
            changed = state.changed_texts(inputs) if known else None
            jobs.append(Job(target, state, changed, scripts.over))
            jobs[-1].begin()
            if not scripts.join():
                stop(jobs)
                state.fail()
                return False, scripts.complaints
            if changed is None:  # it makes the pages of the scripts, which the next one reads
                jobs[-1].build()
        for job in jobs:
            job.build()
        for work in meanwhile:
            work()
        done = [job.join(inputs) for job in jobs]
    except BaseException:  # Ctrl-C too: Python would wait for them before it ends
        stop([scripts, *jobs])
        raise
    return all(done), complaints_of(jobs)


def stop(jobs: Iterable[Job | ScriptJob]) -> None:
    """End what is under way, and will not be published."""
    for job in jobs:
        job.stop()


def complaints_of(jobs: list[Job]) -> str:
    """Return what was said against the jobs; what two of them say, once."""
    lines = [line for job in jobs for line in job.complaints.splitlines() if line.strip()]
    return "\n".join(dict.fromkeys(lines))


class Site:
    """Where targets are published: build/site holds both and the front page."""

    def __init__(self, asked: str) -> None:
        targets = ["html", "slides"] if asked == "site" else [asked]
        folder = BUILD / "site" if asked == "site" else BUILD
        self.front = folder / "index.html" if asked == "site" else None
        self.parts = {target: Publication(folder / target) for target in targets}

    def look(self) -> None:
        """See what is there, while the build is under way."""
        for part in self.parts.values():
            part.look()

    def publish(self) -> None:
        """Bring it up to the last whole build."""
        for target, part in self.parts.items():
            part.take(WORK / target)
        if self.front:
            copy(WORK / "html" / "_front.html", self.front)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what there is to build."""
    choices = ["html", "slides", "site"]
    what = f"ce qu'il faut construire : {', '.join(choices)}"
    parser.add_argument("targets", nargs="+", choices=choices, metavar="CIBLE", help=what)


def main(arguments: argparse.Namespace) -> int:
    """Build what is asked for; say where it is, or that it failed."""
    asked = arguments.targets
    needed = ["html", "slides"] if "site" in asked else list(dict.fromkeys(asked))
    start = time.perf_counter()
    sites = {name: Site(name) for name in asked}
    with only_one_build():
        done, said = build(needed, [site.look for site in sites.values()])
        if not done:
            print(f"\n{said}", file=sys.stderr)
            what = " et ".join(f"build/{target}" for target in asked)
            print(
                f"\nÉchec : {what} n'a pas été modifié. Corriger ce qui "
                "est signalé ci-dessus et relancer la même commande.",
                file=sys.stderr,
            )
            return 1
        for target, site in sites.items():
            site.publish()
            seconds = f"{time.perf_counter() - start:.1f}".replace(".", ",")
            print(f"build/{target}/index.html est à jour ({seconds} s).")
    return 0
