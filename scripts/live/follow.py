"""Show each save in the browser within the second: ``make live``.

It watches ``source/`` and ``gallery/``. For each output a job waits ready,
with Sphinx started and its memory loaded, so that the edit of a chapter costs its
reading and its writing; an interpreter waits too, so that the edit of a cell costs its
script's run besides (interpreter.py). Any other edit (a style, the extension) starts new jobs.
What is published is what ``make site`` would publish, and only when it is whole:
server.py tells the browser, which puts in place what changed (live_swap.js), or
shows an error above the last good page.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import sys
import time

from builder import build
from builder.build import TARGETS
from builder.inputs import MEMORY
from builder.job import Job, import_once
from configured import SETTINGS
from course.base.files import Digests
from project import ROOT

from live.ahead import read_scripts
from live.interpreter import KeptInterpreter
from live.server import Server, listen
from live.watch import Snapshot, changed, only_texts, snapshot, was_unread

SITE = ROOT / "build" / "site"
# What a page takes with it when it is loaded; a program is asked for when it is copied.
TAKEN = re.compile("_(static/(?!js/program-)|images/)")
PERIOD = 0.04  # seconds between two looks, of a millisecond each
PAUSE = 0.3  # seconds that browsers have for themselves before the next jobs start


class Jobs:
    """The jobs that wait, ready to build."""

    def __init__(self) -> None:
        self.waiting: list[Job] = []
        self.interpreter = KeptInterpreter()
        self.scripts_are_read = False
        self.digests = Digests(MEMORY)

    def prepare(self) -> None:
        """Get Sphinx ready for the next edit, one output after the other; and an interpreter."""
        if not self.scripts_are_read:
            read_scripts()
            self.scripts_are_read = True
        self.interpreter.get_ready()
        for target in TARGETS:
            with build.only_one_build():
                state = build.state_of(target)
                state.clean()
            job = Job(target, state, self.interpreter.current)
            self.waiting.append(job)
            if not job.wait_until_ready():
                self.drop()
                return

    def drop(self) -> None:
        """End the jobs that read what is no longer so."""
        for job in self.waiting:
            job.stop()
        self.waiting = []

    def close(self) -> None:
        """End all that waits."""
        self.drop()
        self.interpreter.close()

    def build(self, names: list[str]) -> tuple[bool, str, set[str]]:
        """Build for the edit of ``names``.

        Return whether it went well, what was said, and which files of the site are others.
        """
        published: set[str] = set()
        self.scripts_are_read &= only_texts(names)
        with build.only_one_build():
            if not was_unread(names) or not self.are_usable():
                self.drop()
            try:
                done, said = build.build(
                    TARGETS,
                    interpreter=self.interpreter.current,
                    waiting=self.waiting,
                    digests=self.digests,
                )
            finally:
                self.drop()
            if done:
                published = build.Site("site").publish(durable=False)
        return done, said, published

    def are_usable(self) -> bool:
        """Tell whether what the jobs have and read when they started is as it was."""
        interpreter = self.interpreter.current
        return all(
            job.interpreter is interpreter and job.state.is_as_before() for job in self.waiting
        )


def restart_if_needed(names: list[str], jobs: Jobs, server: Server) -> None:
    """Start anew when our own code changed: the jobs are copies of this process."""
    code = (f"source{os.sep}_ext", f"source{os.sep}conf.py")
    if any(name.startswith(code) for name in names):
        print("Le code du cours a changé : make live repart.", flush=True)
        jobs.close()
        server.keep_address()
        os.execv(sys.executable, [sys.executable, *sys.argv])


def rebuild_forever(seen: Snapshot, jobs: Jobs, server: Server) -> None:
    """Rebuild after each change, including those made during a build."""
    due = math.inf  # when the next jobs start
    while True:
        time.sleep(PERIOD)
        now = snapshot()
        names = changed(seen, now)
        if not names:
            if time.perf_counter() > due:
                jobs.prepare()
                due = math.inf
            continue
        seen = now
        print("\n" + ", ".join(names), flush=True)
        restart_if_needed(names, jobs, server)
        start = time.perf_counter()
        server.say("building", ", ".join(names))
        done, said, published = jobs.build(names)
        if done:
            server.say("remade" if any(map(TAKEN.match, published)) else "built")
            seconds = f"{time.perf_counter() - start:.1f}".replace(".", ",")
            print(f"Montré en {seconds} s.", flush=True)
        else:
            server.say("failed", said)
            print(f"{said}\nLe site précédent reste servi.", flush=True)
        due = time.perf_counter() + PAUSE


def addresses(base: str) -> list[tuple[str, str]]:
    """Return what there is to open."""
    found = [("Accueil", base + "/")]
    for title, part in (("Page", "html"), ("Diaporama", "slides")):
        pages = [
            SITE / part / "index.html",
            *sorted((SITE / part / SETTINGS.chapters).glob("*.html")),
        ]
        page = next((page for page in pages if page.is_file()), pages[0])
        found.append((title, f"{base}/{page.relative_to(SITE).as_posix()}"))
    return found


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def main(asked: argparse.Namespace) -> int:
    """Build once, then watch and serve."""
    seen, jobs = snapshot(), Jobs()
    import_once()
    done, said, _ = jobs.build([])
    if not done:
        print(said)
        if not SITE.is_dir():
            print("Corrigez, puis relancez make live.")
            return 1
    server = Server(SITE, listen())
    print()
    for title, address in addresses(server.address):
        print(f"  {title:<10} {address}")
    print("\nChaque enregistrement est montré dans le navigateur. Ctrl-C pour arrêter.", flush=True)
    try:
        if done:
            jobs.prepare()
        else:
            server.say("failed", said)
        rebuild_forever(seen, jobs, server)
    except KeyboardInterrupt:
        print("\nArrêté.")
    finally:
        server.stop()
        jobs.close()
    return 0
