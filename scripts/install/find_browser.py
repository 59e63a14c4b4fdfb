"""Find the Chromium that the browser tests drive, or say in one sentence how to get one.

Looked for in this order: the environment variable ``COURS_CHROMIUM``, the PATH
and the usual places of macOS, the browser that Playwright installed earlier.
Failing that Playwright is asked to install its own::

    from install.find_browser import find_or_install
    playwright.chromium.launch(executable_path=find_or_install())

``python scripts browser`` prints the path; with ``--no-install`` it only looks.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

VARIABLE = "COURS_CHROMIUM"
NAMES = (
    "chromium-headless-shell",  # Chromium without its windows: half the processor time a page
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
INSTALL_SECONDS = 300

# Asked in a process of its own: Playwright's driver does not start twice in
# one thread, and the caller may be inside it.
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    print(p.chromium.executable_path)
"""


class BrowserNotFoundError(Exception):
    """No Chromium; the message is the sentence to show."""


def remedy() -> str:
    """Return the command that installs a Chromium on this kind of machine."""
    if shutil.which("apt-get"):
        return f"sudo apt-get install chromium, ou {sys.executable} -m playwright install chromium"
    return f"{sys.executable} -m playwright install chromium"


def runnable(path: str | Path | None) -> str | None:
    """Return the path if it is a program that can be started."""
    if path and Path(path).is_file() and os.access(path, os.X_OK):
        return str(path)
    return None


def from_environment() -> str | None:
    """Return the browser the user names; a wrong name is an error, not a miss."""
    named = os.environ.get(VARIABLE)
    if not named:
        return None
    found = runnable(named) or shutil.which(named)
    if not found:
        raise BrowserNotFoundError(
            f"{VARIABLE}={named} n'est pas un programme : corrigez ou effacez cette variable."
        )
    return found


def from_system() -> str | None:
    """Return a browser of the PATH, or of macOS's applications."""
    on_path = (shutil.which(name) for name in NAMES)
    installed = (runnable(path) for path in APPLICATIONS)
    return next(filter(None, (*on_path, *installed)), None)


def from_playwright() -> str | None:
    """Return the browser that Playwright installed, if it did."""
    if importlib.util.find_spec("playwright") is None:
        return None
    try:
        answer = subprocess.run(
            [sys.executable, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return runnable(answer.stdout.strip())


def find() -> str | None:
    """Return a Chromium of this machine, without installing anything."""
    return from_environment() or from_system() or from_playwright()


def install() -> str | None:
    """Let Playwright fetch its Chromium; None where it cannot (no network, say)."""
    if importlib.util.find_spec("playwright") is None:
        return None
    print("Aucun Chromium trouvé : Playwright installe le sien.", file=sys.stderr, flush=True)
    try:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            capture_output=True,
            timeout=INSTALL_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return from_playwright()


def find_or_install() -> str:
    """Return a Chromium, installed if need be; raise with the remedy otherwise."""
    found = find() or install()
    if found:
        return found
    raise BrowserNotFoundError(
        f"Les tests dans un navigateur demandent Chromium : {remedy()} "
        f"(ou {VARIABLE}=/chemin/vers/chromium)."
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("--no-install", action="store_true", help="chercher seulement")


def main(asked: argparse.Namespace) -> int:
    """Print the path, or the sentence."""
    try:
        found = find() if asked.no_install else find_or_install()
    except BrowserNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    if not found:
        print(f"Chromium manque : {remedy()}", file=sys.stderr)
        return 1
    print(found)
    return 0
