"""One command line for every tool: in French, and a mistake is one sentence with its remedy."""

from __future__ import annotations

import subprocess
import sys

import pytest
from commands import COMMANDS, EXTRAS, missing, run
from harness.checkout import command
from harness.course import ROOT

ENGLISH = ("usage:", "options:", "positional", "show this help", "error:", "required", "invalid")


def said(capsys: pytest.CaptureFixture[str], *given: str) -> tuple[int, str]:
    """Run a command that ends by itself; return its status and all that it said."""
    with pytest.raises(SystemExit) as ended:
        run(list(given))
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out + printed.err


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_help_in_french(capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Its options too, and none is left without a word."""
    status, text = said(capsys, name, "--help")
    assert status == 0
    assert "cette aide" in text
    assert not [word for word in ENGLISH if word in text]
    lines = [line.strip() for line in text.splitlines() if line.startswith("  -")]
    assert all("  " in line or len(line) > 22 for line in lines)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["bild"], "La commande « bild » n'existe pas : peut-être build."),
        ([], "Il manque : COMMANDE."),
        (["build"], "Il manque : CIBLE."),
        (["build", "pages"], "CIBLE : pas 'pages', mais 'html', 'slides', 'site'."),
        (["print", "pdf", "ici", "la"], "Argument inconnu : la."),
        (["bench", "--repeats", "deux"], "--repeats : 'deux' n'est pas un nombre."),
        (["execute", "--merge"], "--merge : il manque une valeur."),
    ],
)
def test_a_mistake_is_a_sentence_and_where_the_help_is(
    capsys: pytest.CaptureFixture[str], given: list[str], sentence: str
) -> None:
    """argparse says all of these in English."""
    status, text = said(capsys, *given)
    assert status == 2
    assert text.splitlines()[0] == sentence
    assert text.splitlines()[1].startswith("  L'aide : python scripts")


@pytest.mark.parametrize(("extra", "package"), [(e, sorted(p)[0]) for e, p in EXTRAS.items()])
def test_a_package_that_is_not_installed_has_its_remedy(extra: str, package: str) -> None:
    """The extra of pyproject.toml that brings it."""
    assert missing(package).startswith(f"Le paquet {package} manque : ")
    assert missing(package).endswith(f"'.[{extra}]'")


def test_another_python_is_told_from_a_missing_package() -> None:
    """``course`` is in no index: it is .venv that one forgot."""
    done = subprocess.run(
        [sys.executable, "-S", *command(ROOT, "build", "html")[1:]], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "n'est pas le Python du cours" in done.stderr
    assert "Traceback" not in done.stderr
