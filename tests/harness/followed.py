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

# COURS_SUIVI=20 measures the bar of a second; the tests count on no particular speed.
MEASURED = "COURS_SUIVI" in os.environ
SAVES = int(os.environ.get("COURS_SUIVI", "3"))


class Live:
    """The course followed by `make live`, in a copy."""

    def __init__(self, root: Path) -> None:
        self.root = root
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

    def edit(self, name: str, old: str, new: str) -> None:
        """Save a file with one change."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def publish(self, name: str, old: str, new: str) -> None:
        """Save a file with one change, and wait for it to be published."""
        before = self.log.read_text().count("Montré en")
        self.edit(name, old, new)
        while self.log.read_text().count("Montré en") == before:
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)

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
        """Let what the last test saved be built: its news would disturb this one."""
        while not re.search(r"(Montré en .*|servi\.|arrêter\.)$", self.log.read_text().strip()):
            time.sleep(0.1)

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
