"""The course followed by `make live`, as the tests see it: they save, it builds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from pathlib import Path

from playwright.sync_api import Page

from harness.checkout import command, environment

# What ends a save's build; our own code has changed: it starts anew, and builds at once.
BUILT = re.compile(r"^Montré en |^Le site précédent reste servi\.|repart\.\n(?s:.*?)Ctrl-C", re.M)
# COURS_SUIVI=20 measures the bar of a second; the tests count on no particular speed.
MEASURED = "COURS_SUIVI" in os.environ
SAVES = int(os.environ.get("COURS_SUIVI", "2"))


class Live:
    """The course followed by `make live`, in a copy."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.saves = 0
        self.log = root / "live.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command(root, "live"),
                stdout=log,
                stderr=log,
                env=environment(root, PYTHONUNBUFFERED="1"),
            )

    def address(self) -> str:
        """Wait for the server; return its address."""
        for _ in range(1200):
            said = self.log.read_text()
            if found := re.search(r"Accueil +(http://\S+)/\n(?s:.*)Ctrl-C", said):
                return found[1]
            assert self.process.poll() is None, said
            time.sleep(0.1)
        raise AssertionError(said)

    def save(self, name: str, text: str) -> None:
        """Save a file at one go: one save is one build."""
        written = self.root / "build" / "saved"
        written.write_text(text, encoding="utf-8")
        written.replace(self.root / name)
        self.saves += 1

    def edit(self, name: str, old: str, new: str) -> None:
        """Save a file with one change."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        self.save(name, text.replace(old, new, 1))

    def publish(self, name: str, old: str, new: str) -> None:
        """Save a file with one change, and wait for it to be published."""
        self.edit(name, old, new)
        self.settle()

    def wait_to_hear(self, said: str) -> None:
        """Wait until it has said that."""
        while said not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)

    def last_run(self, script: str) -> float:
        """Return the seconds that the last run of a script took."""
        records = (self.root / "build/records" / script).glob("*/record.json")
        newest = max(records, key=lambda path: path.stat().st_mtime_ns)
        return float(json.loads(newest.read_text(encoding="utf-8"))["seconds"])

    def settle(self) -> None:
        """Wait until every save has been built: news of another one would disturb what follows."""
        while len(BUILT.findall(self.log.read_text())) < self.saves:
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.05)

    def wait_for_jobs(self) -> None:
        """Save as a person does, seconds apart: the jobs for the next edit have got ready."""
        time.sleep(3)


def follow(page: Page, address: str) -> None:
    """Open a page, and wait until it hears of the builds."""
    with page.expect_response("**/_suivi"):
        page.goto(address)
    if "/slides/" in address:
        page.wait_for_function("window.Reveal?.isReady?.()")
    page.evaluate("window.isTheSamePage = true")  # gone after a reload


def wait_for_text(page: Page, text: str) -> None:
    """Wait for it to be in the page, seen or on another slide.

    Asked in the page: locators ask again after half a second only.
    """
    is_there = "text => document.body?.textContent.includes(text)"
    page.wait_for_function(is_there, arg=text, polling=20)
