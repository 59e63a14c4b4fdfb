"""The browser tests find a Chromium, or say in one French sentence how to get one."""

from __future__ import annotations

import subprocess

import pytest
from harness.checkout import command
from harness.course import ROOT
from install import find_browser


@pytest.fixture
def program(tmp_path):
    """Return a function that writes a program that can be started."""

    def write(name: str) -> str:
        path = tmp_path / name
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
        return str(path)

    return write


@pytest.fixture
def bare_machine(monkeypatch, tmp_path):
    """Hide every browser of this machine."""
    monkeypatch.delenv(find_browser.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(find_browser, "APPLICATIONS", ())
    monkeypatch.setattr(find_browser, "from_playwright", lambda: None)


@pytest.mark.usefixtures("bare_machine")
def test_the_environment_variable_comes_first(monkeypatch, program):
    """It is how a person overrides everything else."""
    program("chromium")
    mine = program("mine")
    monkeypatch.setenv(find_browser.VARIABLE, mine)
    assert find_browser.find() == mine


@pytest.mark.usefixtures("bare_machine")
def test_a_wrong_environment_variable_is_an_error(monkeypatch, program):
    """Taking another browser in silence would hide the typing mistake."""
    program("chromium")
    monkeypatch.setenv(find_browser.VARIABLE, "/nowhere/chromium")
    with pytest.raises(find_browser.BrowserNotFoundError, match="/nowhere/chromium"):
        find_browser.find()


@pytest.mark.usefixtures("bare_machine")
def test_the_one_without_windows_comes_before_the_others(program):
    """A page takes half as long there, and a test of two hundred decks as well."""
    program("chromium")
    shell = program("chromium-headless-shell")
    assert find_browser.find() == shell


@pytest.mark.usefixtures("bare_machine")
def test_the_path_comes_before_playwright(monkeypatch, program):
    """No download where the machine has a browser."""
    monkeypatch.setattr(find_browser, "from_playwright", lambda: "/playwright")
    assert find_browser.find() == "/playwright"
    chrome = program("google-chrome")
    assert find_browser.find() == chrome


@pytest.mark.usefixtures("bare_machine")
def test_without_any_browser_playwright_is_asked_to_install_one(monkeypatch):
    """A fresh machine with a network needs no command from its owner."""
    monkeypatch.setattr(find_browser, "install", lambda: "/installed")
    assert find_browser.find_or_install() == "/installed"


@pytest.mark.usefixtures("bare_machine")
def test_without_browser_or_network_one_sentence_gives_the_remedy(monkeypatch):
    """Playwright's own message is forty lines of stack."""
    monkeypatch.setattr(find_browser, "install", lambda: None)
    with pytest.raises(find_browser.BrowserNotFoundError) as caught:
        find_browser.find_or_install()
    sentence = str(caught.value)
    assert "playwright install chromium" in sentence
    assert find_browser.VARIABLE in sentence
    assert "\n" not in sentence


def test_the_command_line_reports_without_a_traceback(monkeypatch):
    """.ci/run calls it to know whether a browser must be installed."""
    monkeypatch.setenv(find_browser.VARIABLE, "/nowhere/chromium")
    done = subprocess.run(
        [*command(ROOT, "browser"), "--no-install"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
