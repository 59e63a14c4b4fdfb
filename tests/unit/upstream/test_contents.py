"""Tables of contents are made when they are asked for, and saved as they are then."""

from __future__ import annotations

import pickle

import pytest
from course.upstream.contents import Contents
from docutils import nodes


@pytest.fixture
def saved():
    """Return the contents of two documents, as the next build finds them."""
    trees = {name: nodes.bullet_list("", nodes.list_item()) for name in ("un", "deux")}
    return pickle.loads(pickle.dumps(Contents(trees)))


def test_a_tree_that_nobody_asks_for_is_not_made(saved):
    """In a course of 500 chapters, an edit needs one or two."""
    assert isinstance(saved["un"], nodes.bullet_list)
    assert isinstance(dict.__getitem__(saved, "deux"), bytes)


def test_what_was_done_to_a_tree_is_saved(saved):
    """Sphinx writes the numbers of sections into it."""
    saved["un"][0]["secnumber"] = (1, 2)
    again = pickle.loads(pickle.dumps(saved))
    assert again["un"][0]["secnumber"] == (1, 2)
    assert "secnumber" not in again["deux"][0].attributes


def test_it_is_a_dictionary_for_everyone_else(saved):
    """Sphinx takes out, puts in, asks whether it is there, and goes through."""
    saved["trois"] = nodes.bullet_list()
    saved.pop("deux")
    assert "deux" not in saved
    assert saved.get("deux") is None
    assert [type(tree) for tree in saved.values()] == [nodes.bullet_list] * 2
    assert [name for name, _ in saved.items()] == ["un", "trois"]
