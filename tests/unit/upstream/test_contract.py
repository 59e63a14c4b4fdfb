"""A library that changed under us stops the build with one sentence, which says where to look."""

from __future__ import annotations

import pkgutil
import platform
import re
from importlib import import_module
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import pytest
from course import upstream
from course.upstream.contract import BUILDER, ENV, READ_IN, Contract, Name
from harness.course import Course
from sphinx.errors import ExtensionError

MODULES = [
    import_module(f"{upstream.__name__}.{one.name}")
    for one in pkgutil.iter_modules(upstream.__path__)
]
CONTRACTS = [module.NAMES for module in MODULES if hasattr(module, "NAMES")]
CASES = [(contract, name) for contract in CONTRACTS for name in contract.names]
SENTENCE = (
    r"{library} \S+ : {name} a changé \(lu en \S+\) ; "
    r"mettre à jour {file}\.py, qui s'en sert\."
)


def as_made(contract: Contract) -> dict[str, Any]:
    """Return an environment and a builder that have all that the contract asks of them."""
    return {
        owner: SimpleNamespace(**{one.name: 0 for one in contract.names if one.owner == owner})
        for owner in (ENV, BUILDER)
    }


def label(value: object) -> str:
    """Call a case by its name."""
    return f"{value.library}: {value.label}" if isinstance(value, Name) else ""


@pytest.mark.parametrize(("contract", "name"), CASES, ids=label)
def test_a_name_that_is_gone_stops_the_build_in_one_sentence(
    contract: Contract, name: Name, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library, its version, the name, the version read, our file; then what to do."""
    objects = as_made(contract)
    contract.check(**objects)
    monkeypatch.delattr(name.find_owner(objects), name.name)
    with pytest.raises(ExtensionError) as raised:
        contract.check(**objects)
    expected = SENTENCE.format(
        library=name.library,
        name=re.escape(name.label),
        file=contract.module.replace(".", "/"),
    )
    assert re.fullmatch(expected, str(raised.value))


@pytest.mark.parametrize(
    ("contract", "name"), [case for case in CASES if case[1].parameters], ids=label
)
def test_other_parameters_stop_the_build_too(
    contract: Contract, name: Name, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call that no longer fits would fail far from here, or do something else."""
    objects = as_made(contract)
    monkeypatch.setattr(name.find_owner(objects), name.name, lambda other: None)
    with pytest.raises(ExtensionError, match=re.escape(name.label)):
        contract.check(**objects)


def test_a_text_that_no_longer_holds_its_mark_stops_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """sphinx-gallery's classes are in its templates."""
    from course.upstream import gallery_hooks

    monkeypatch.setattr("sphinx_gallery.gen_rst.DOWNLOAD_LINKS_HEADER", "autre chose")
    with pytest.raises(ExtensionError, match=r"gen_rst\.DOWNLOAD_LINKS_HEADER"):
        gallery_hooks.NAMES.check()


def test_a_build_stops_before_it_reads_anything(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in the middle, with a half-made site and a traceback."""
    monkeypatch.delattr("furo._compute_navigation_tree")
    course.chapter("Un mot.")
    built = course.build()
    assert built.error.startswith("furo ")
    assert built.read == []


def test_what_a_build_makes_is_looked_at_once_it_is_made(course: Course) -> None:
    """The memory of the documents has its names on the object alone."""
    path = course.root / "source/conf.py"
    forget = "lambda app: delattr(app.env, 'files_to_rebuild')"
    path.write_text(
        path.read_text()
        + f"\ndef setup(app):\n    app.connect('builder-inited', {forget}, priority=-1)\n"
    )
    course.chapter("Un mot.")
    built = course.build()
    assert re.match(r"Sphinx \S+ : env\.files_to_rebuild a changé", built.error)
    assert built.read == []


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_the_versions_installed_have_all_the_names(course: Course, builder: str) -> None:
    """The contract holds today, for pages and decks."""
    course.chapter("Un mot.")
    built = course.build(builder)
    assert (built.error, built.warnings) == ("", "")


def test_every_module_says_what_it_counts_on() -> None:
    """And why; each library has the version that was read."""
    names = [name for contract in CONTRACTS for name in contract.names]
    helpers = {"contract"}
    silent = {one.__name__.rpartition(".")[2] for one in MODULES if not hasattr(one, "NAMES")}
    assert silent == helpers
    assert {name.library for name in names} == set(READ_IN)
    assert all(name.why for name in names)


@pytest.mark.parametrize("library", READ_IN)
def test_what_is_installed_is_what_was_read(library: str) -> None:
    """After an upgrade: read the names of the library again, then raise its version."""
    found = platform.python_version() if library == "Python" else version(library)
    assert found.startswith(READ_IN[library])
