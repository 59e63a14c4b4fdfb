"""The parser of the tools' arguments, whose help and mistakes are in French.

click and typer were looked at: they speak English too, and would be one more package for
students who type ``python scripts/doctor.py`` with nothing installed. Usage::

    parser = FrenchParser(prog="python scripts build", description="Construit le cours.")
    parser.add_argument("targets", nargs="+", help="ce qu'il faut construire")
    parser.parse_args(["html"]).targets
"""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

# What argparse finds wrong: its English, then ours.
MISTAKES = {
    r"the following arguments are required: (.*)": r"il manque : \1",
    r"unrecognized arguments: (.*)": r"argument inconnu : \1",
    r"argument (.*): invalid choice: (.*) \(choose from (.*)\)": r"\1 : pas \2, mais \3",
    r"argument (.*): invalid \w+ value: (.*)": r"\1 : \2 n'est pas un nombre",
    r"argument (.*): expected (?:one|at least one) argument": r"\1 : il manque une valeur",
    r"ambiguous option: (.*) could match (.*)": r"\1 : préciser, \2",
}


class MistakeError(Exception):
    """What was typed cannot be done; the message says why."""


class FrenchParser(argparse.ArgumentParser):
    """A parser that speaks French; its groups have French titles."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(**{**settings, "add_help": False})
        self.given = self.add_argument_group("arguments\u00a0")  # a colon follows
        self.options = self.add_argument_group("options\u00a0")
        self.add_argument("-h", "--help", action="help", help="cette aide")

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Add an argument to the group that its name tells."""
        group = self.options if names[0].startswith("-") else self.given
        return group.add_argument(*names, **settings)

    def format_usage(self) -> str:
        """Return the line of usage."""
        return super().format_usage().replace("usage:", "usage :", 1)

    def format_help(self) -> str:
        """Return the help."""
        return super().format_help().replace("usage:", "usage :", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in French, and where the help is."""
        for english, french in MISTAKES.items():
            message = re.sub(f"^{english}$", french, message, flags=re.DOTALL)
        self.exit(2, f"{message[:1].upper()}{message[1:]}.\n  L'aide : {self.prog} --help\n")
