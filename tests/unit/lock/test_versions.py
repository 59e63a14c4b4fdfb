"""`make lock` writes versions that hold on every platform, and only versions."""

from __future__ import annotations

from lock import versions as lock

FREEZE = """\
apprendre-pytorch @ file:///course
Jinja2==3.1.6
nvidia-cublas==13.1.0.3
pip==26.3
PyYAML==6.0.3
setuptools==84.2.1
torch==2.13.0+cpu
triton==3.7.0
typing_extensions==4.16.0
"""


def test_names_are_canonical_and_sorted():
    """The file must not change with pip's spelling or order."""
    assert list(lock.pins(FREEZE)) == [
        "jinja2",
        "pyyaml",
        "setuptools",
        "torch",
        "typing-extensions",
    ]


def test_local_parts_are_dropped():
    """2.13.0+cpu exists on one index only."""
    assert lock.pins(FREEZE)["torch"] == "2.13.0"


def test_what_comes_with_cuda_is_left_to_torch():
    """The file is the same whether it was written beside a GPU or not."""
    assert not {"nvidia-cublas", "triton"} & lock.pins(FREEZE).keys()


def test_requirements_keep_their_comments_and_order():
    """Students read that file; only its versions are generated."""
    before = "# torch==1.0 en commentaire\ntorch==2.12.0\n\n# le projet\n.\n"
    after = "# torch==1.0 en commentaire\ntorch==2.13.0\n\n# le projet\n.\n"
    assert lock.with_pins(before, {"torch": "2.13.0"}) == after
