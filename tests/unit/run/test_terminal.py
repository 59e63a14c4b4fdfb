"""What is shown of an output is what a terminal shows in the end."""

from __future__ import annotations

import pytest
from course.run.terminal import final_state
from hypothesis import given
from hypothesis import strategies as st

ESC = "\x1b"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("lot 0 %\rlot 100 %\n", "lot 100 %\n"),
        ("long texte\rcourt\n", "courttexte\n"),
        ("12345\b\b\bABC\n", "12ABC\n"),
        (f"{ESC}[31mrouge{ESC}[0m\n", "rouge\n"),
        (f"{ESC}]8;;https://exemple.fr{ESC}\\un lien{ESC}]8;;{ESC}\\\n", "un lien\n"),
        (f"{ESC}]0;titre\x07texte\n", "texte\n"),
        (f"un\ndeux\n{ESC}[2A{ESC}[Ktrois\n\n", "trois\ndeux\n"),
        (f"avant{ESC}[2K\raprès\n", "après\n"),
        (f"a{ESC}[3Cb\n", "a   b\n"),
        (f"abcdef{ESC}[2G-\n", "a-cdef\n"),
        ("fenêtre\r\nligne\r\n", "fenêtre\nligne\n"),
        ("cloche\x07\x00\n", "cloche\n"),
        ("sans fin", "sans fin"),
    ],
)
def test_the_final_state_is_shown(printed: str, shown: str) -> None:
    """Bars of progress, colours, links, moves of the cursor."""
    assert final_state(printed) == shown


@given(st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc"))))
def test_a_text_without_controls_is_as_it_was(text: str) -> None:
    """To the byte, spaces at the end of lines included."""
    assert final_state(f"{text}\n\t{text}  \n") == f"{text}\n\t{text}  \n"


@given(st.text(alphabet="ab\r\b\n\x1b[]0123;KmA\\"))
def test_any_output_has_a_final_state(text: str) -> None:
    """Sequences that are cut short too; nothing of them is left."""
    assert ESC not in final_state(text)
