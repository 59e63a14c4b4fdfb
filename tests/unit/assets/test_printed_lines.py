"""Sentences are folded, columns are kept."""

from __future__ import annotations

from course.assets.printed_lines import fit_output, kept_whole

ERROR = "RuntimeError : expected m1 and m2 to have the same dtype"


def test_a_sentence_is_folded_under_its_start() -> None:
    """Short ones have nothing more."""
    html, widest, kept = fit_output(f"True\n{ERROR}", 24)
    assert html == f'True\n<span class="long" style="--hang:4">{ERROR}</span>'
    assert (widest, kept) == (len(ERROR), 0)


def test_a_tensor_of_several_lines_keeps_its_columns() -> None:
    """What is said after it may go below."""
    tensor = ["tensor([[ 13.,   9.],", "        [ 11.,  16.]], dtype=torch.float64)", ERROR]
    assert kept_whole(tensor) == [(21, 0), (22, 0), (0, 0)]


def test_a_tensor_of_one_line_is_folded() -> None:
    """The spaces inside it are no columns."""
    assert kept_whole(["tensor([ 0.,  3., 15.], dtype=torch.float64)"]) == [(0, 0)]


def test_the_last_column_is_folded_under_its_start() -> None:
    """Rows whose first word fills its column have one space: their neighbour tells."""
    rows = ["torch.uint8   1 o par nombre", "torch.float32 4 o par nombre", ERROR]
    assert kept_whole(rows) == [(20, 14), (20, 14), (0, 0)]
    html, _, kept = fit_output("\n".join(rows[:2]), 24)
    assert html.count("--hang:14") == 2
    assert kept == 20


def test_a_table_of_numbers_stays_whole() -> None:
    """Its last column is one word."""
    assert kept_whole(["0.25   1.00   12", "0.50   2.00    3"]) == [(16, 14), (16, 15)]


def test_what_underlines_a_line_stays_under_it() -> None:
    """As Python does for an error of syntax."""
    assert kept_whole(["une ligne fausse", "    ^^^^^"]) == [(16, 0), (9, 0)]
