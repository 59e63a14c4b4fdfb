"""What docutils and MyST say against a text, in French: the sentences that authors meet.

They report through Sphinx's log; its handlers are given a filter (``logging`` is public),
which changes the sentences that ``wording.DOCUTILS`` knows, and those of a name that does
not exist, which then tell the nearest one. The others stay in English.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docutils.languages import get_language
from docutils.parsers.rst import directives, roles
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from ..base import wording
from ..base.errors import nearest
from .contract import Contract, Name

DIRECTIVES, ROLES = "docutils.parsers.rst.directives", "docutils.parsers.rst.roles"
WHY = "the nearest of the names that it knows is told"
NAMES = Contract(
    __name__,
    Name("docutils", DIRECTIVES, "_directive_registry", WHY),
    Name("docutils", DIRECTIVES, "_directives", WHY),
    Name("docutils", ROLES, "_role_registry", WHY),
    Name("docutils", ROLES, "_roles", WHY),
)


def unknown_directive(env: BuildEnvironment, name: str) -> str:
    """Name the nearest directive."""
    known = {*directives._directive_registry, *directives._directives}
    known.update(_of_domains(env, "directives", name))
    return wording.UNKNOWN_DIRECTIVE.format(directive=name) + nearest(name, known)


def unknown_role(env: BuildEnvironment, name: str) -> str:
    """Name the nearest role."""
    known = {*roles._role_registry, *roles._roles}
    known.update(_of_domains(env, "roles", name))
    return wording.UNKNOWN_ROLE.format(role=name) + nearest(name, known)


def unknown_option(env: BuildEnvironment, directive: str, option: str) -> str:
    """Name the nearest option of the directive."""
    found, _ = directives.directive(directive, get_language("en"), new_document(""))
    known: Iterable[str] = (found and found.option_spec) or ()
    said = wording.UNKNOWN_OPTION.format(directive=directive, option=option)
    return said + nearest(option, known)


def bad_value(env: BuildEnvironment, directive: str, option: str, value: str) -> str:
    """Tell which option has it."""
    return wording.BAD_VALUE.format(directive=directive, option=option, value=value)


def missing_argument(env: BuildEnvironment, directive: str) -> str:
    """Tell where it is written."""
    return wording.MISSING_ARGUMENT.format(directive=directive)


def no_content(env: BuildEnvironment, directive: str) -> str:
    """Tell where its text goes."""
    return wording.NO_CONTENT.format(directive=directive)


def _of_domains(env: BuildEnvironment, kind: str, given: str) -> Iterator[str]:
    """Yield the names of Sphinx's domains; only those of the standard one go without its name."""
    for domain in env.domains.values():
        for name in getattr(domain, kind):
            if domain.name == "std":
                yield name
            elif ":" in given:
                yield f"{domain.name}:{name}"


# By what docutils or MyST say of it.
SENTENCES: dict[str, Callable[..., str]] = {
    r"""Unknown directive type:? ["']([^"']+)""": unknown_directive,
    r'Unknown interpreted text role "([^"]+)': unknown_role,
    r'Error in "([^"]+)" directive:\s+unknown option: "([^"]+)': unknown_option,
    r"'([^']+)': Unknown option key: '([^']+)": unknown_option,
    r'Error in "([^"]+)" directive:\s+no content permitted': no_content,
    r"'([^']+)': Has content, but none permitted": no_content,
    r'Error in "([^"]+)" directive:\s+invalid option value: \(option: "([^"]+)"; value: '
    r"'?(.*?)'?\)\n": bad_value,
    r"'([^']+)': Invalid option value for '([^']+)': (.*?): ": bad_value,
    r"""(?:Error in|Directive) ["']([^"']+)["'](?: directive)?:\s+\d argument\(s\) required""": (
        missing_argument
    ),
}


def in_french(env: BuildEnvironment, said: str) -> str | None:
    """Return the sentence in French, None for one that is not known."""
    for start, sentence in wording.DOCUTILS.items():
        if said.startswith(start):
            return sentence
    for pattern, say in SENTENCES.items():
        if found := re.match(pattern, said, re.DOTALL):
            return say(env, *found.groups())
    return None


def translate_warnings(app: Sphinx) -> None:
    """Have all that Sphinx's handlers show go through French, first."""

    def translate(record: logging.LogRecord) -> bool:
        if isinstance(record.msg, str) and (sentence := in_french(app.env, record.msg)):
            record.msg, record.args = sentence, ()
        return True

    for handler in logging.getLogger("sphinx").handlers:
        handler.filters.insert(0, translate)


def setup(app: Sphinx) -> dict[str, Any]:
    """Begin with the build."""
    NAMES.hold(app)
    app.connect("builder-inited", translate_warnings)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
