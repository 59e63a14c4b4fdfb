"""Old code run apart: what runs, what stays out and why, what its comments claim."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from importer.execution.cells import Cell, Namer, cut
from importer.execution.runner import Limits, run_cells
from importer.execution.typed_results import OTHERWISE, RIGHT, WRONG, claim_of, compare, judge
from importer.writers.gallery_script import write_script

QUICK = Limits(cell=1.0, total=20.0)


def run(*codes: str) -> list[Cell]:
    """Run cells called c0, c1…"""
    cells = [Cell(f"c{rank}", code, 1) for rank, code in enumerate(codes)]
    run_cells(cells, QUICK)
    return cells


def test_each_cell_that_stays_out_says_why(tmp_path: Path) -> None:
    """A lecturer reads the reason on the page; what follows runs all the same."""
    outside = tmp_path / "dehors.txt"
    codes = {
        "x = 1\nprint(x + 1)": "",
        "def f(:": "fragment",
        "    y = 2": "fragment",
        "import un_module_absent": "module absent : « un_module_absent »",
        "import urllib.request\nurllib.request.urlopen('http://exemple.fr')": "réseau",
        "1 / 0": "ZeroDivisionError",
        "jamais_defini + 1": "n'est défini nulle part",
        "while True:\n    pass": "trop long",
        "exit()": "exit()",
        "input()": "clavier",
        "z = 1\nopen('sortie.txt', 'w').write('a')": "écrit des fichiers : « sortie.txt »",
        f"open({str(outside)!r}, 'w')": "hors de son dossier",
        "import tkinter\ntkinter.Tk()": " ",
        "z + 1": "défini par du code non exécuté",
        "print(x + 2)": "",
    }
    cells = run(*codes)
    for cell, why in zip(cells, codes.values(), strict=True):
        assert (cell.status == "run") == (not why), (cell.code, cell.reason)
        assert why in cell.reason + " "
    assert cells[-1].stdout == "3\n"
    assert not outside.exists()
    assert not Path("sortie.txt").exists()


def test_code_that_kills_python_leaves_the_others_alone() -> None:
    """The process is the code's own."""
    first, second, third = run("a = 1", "import os\nos._exit(3)", "print(a)")
    assert (first.status, second.status, third.status) == ("run", "failed", "run")
    assert "arrête Python" in second.reason


def test_a_loop_that_hides_from_its_alarm_is_stopped() -> None:
    """``except BaseException`` swallows ours; the parent does not wait for ever."""
    loop = "    try:\n        while True:\n            pass\n"
    code = f"while True:\n{loop}    except BaseException:\n        pass"
    cells = [Cell("a", code, 1), Cell("b", "print(1)", 1)]
    run_cells(cells, Limits(cell=0.3, total=1.5))
    assert cells[0].status == "failed"
    assert cells[1].status == "failed"


def test_a_first_line_less_indented_than_the_rest_is_set_right() -> None:
    """Common in old chapters: 3 spaces, then 4."""
    (piece,) = cut("   x = 1\n    y = 2\n    print(x + y)", "python")
    assert piece.code == "x = 1\ny = 2\nprint(x + y)"


@pytest.mark.parametrize(
    ("code", "language", "found"),
    [
        ("pip install torch", "python", ["shell"]),
        ("!pip install torch\nimport math", "python", ["shell", "python"]),
        ("# uv add torch", "python", ["plain"]),
        ("ls -l", "bash", ["shell"]),
        ("un dessin\n  -> fin", "", ["plain"]),
        ("import math\nmath.pi", "", ["python"]),
        ("let x = 1;", "javascript", ["plain"]),
        (">>> 1 + 1\n2", "pycon", ["python"]),
    ],
)
def test_only_python_becomes_cells(code: str, language: str, found: list[str]) -> None:
    """Shell lines and other languages stay plain."""
    assert [piece.kind for piece in cut(code, language)] == found


def test_names_of_cells_are_unique_ascii_slugs() -> None:
    """The build refuses two cells of one name."""
    namer = Namer()
    names = [
        namer.name("Création de l'œuvre"),
        namer.name("Création de l'œuvre"),
        namer.name("", ""),
    ]
    assert names == ["creation-de-l-oeuvre", "creation-de-l-oeuvre-2", "cellule"]


@pytest.mark.parametrize(
    ("comment", "claim"),
    [
        ("21", "21"),
        ("5 (index du max)", "5"),
        ("2*3 + 2 = 8", "8"),
        ("tensor([7., 9.])", "tensor([7., 9.])"),
        ("torch.Size([2, 3])", "torch.Size([2, 3])"),
        ("[6, 15]", "[6, 15]"),
        ("True", "True"),
        ("cuda:0", "cuda:0"),
        ("float32 par défaut", "float32"),
        ("64 images par lot", ""),
        ("addition", ""),
        ("ou torch.add(a, b)", ""),
    ],
)
def test_a_comment_is_a_claim_when_it_looks_like_a_result(comment: str, claim: str) -> None:
    """Comments that explain are no lies."""
    assert claim_of(comment, False) == claim


@pytest.mark.parametrize(
    ("typed", "printed", "kind"),
    [
        ("21", "21", RIGHT),
        ("21", "somme : 21.0", OTHERWISE),
        ("20", "somme : 21", WRONG),
        ("[0.25, 0.5]", "tensor([0.2500, 0.5000])", OTHERWISE),
        ("tensor([1., 2.])", "tensor([1., 2.], dtype=torch.float64)", WRONG),
        ("tensor([1.,  2.])", "x = tensor([1., 2.])", RIGHT),
        ("torch.Size([2, 3])", "torch.Size([3, 2])", WRONG),
        ("0.33", "0.3333333", OTHERWISE),
        ("0.34", "0.3333333", WRONG),
        ("60 000", "Train : 60000 images", OTHERWISE),
        ("True", "False", WRONG),
        ("cuda:0", "cpu", WRONG),
        (
            "tensor([0, 1, ..., 11])",
            "tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11])",
            OTHERWISE,
        ),
    ],
)
def test_a_typed_result_is_judged_by_its_value(typed: str, printed: str, kind: str) -> None:
    """A value that is wrong is told from one that is written otherwise."""
    assert judge(typed, printed) == kind


def test_lies_are_found_where_code_prints() -> None:
    """In loops, after expressions, on shapes, and in the lines under a print."""
    code = (
        "import numpy as np\n"
        "x = np.zeros((2, 3))  # (3, 2)\n"
        "for i in range(2):\n"
        "    print(i)  # 5\n"
        "len(x)  # 3\n"
        "print('forme :', x.shape)\n"
        "# forme : (2, 4)\n"
        "print(x.sum())  # 0.0\n"
    )
    (cell,) = run(code)
    assert cell.status == "run", cell.reason
    claims = compare(cell)
    assert [(claim.line, claim.kind) for claim in sorted(claims, key=lambda c: c.line)] == [
        (2, WRONG),
        (4, WRONG),
        (5, WRONG),
        (7, WRONG),
        (8, RIGHT),
    ]
    assert all(claim.typed and claim.printed for claim in claims)


def test_the_script_is_cut_as_the_build_cuts_it(tmp_path: Path) -> None:
    """A comment that opens the code stays in the code; long ones are wrapped."""
    from course.scripts.script import read_script

    code = f"# {'un commentaire ' * 8}\nx = 1\n# Figure ?\nplt = None"
    cells = [Cell("a", code, 1, "Le *texte* autour."), Cell("b", "y = 2", 5)]
    cells[1].figures = 1
    folder = tmp_path / "07_essai"
    folder.mkdir()
    text = write_script("Un `titre` \\ étrange", "a.rst", cells)
    (folder / "plot_essai.py").write_text(text, encoding="utf-8")
    script = read_script(tmp_path, "07_essai/plot_essai")
    assert [cell.name for cell in script.cells] == ["a", "b"]
    assert script.cell("a").code.startswith("# un commentaire")
    assert "décrire" in script.cell("b").figure_alt
    assert max(map(len, text.split("\n"))) <= 79


def test_the_child_has_no_window_and_no_network() -> None:
    """Whatever the machine has."""
    os.environ["DISPLAY"] = ":99"
    try:
        code = "import os, socket\nprint(os.environ.get('DISPLAY'), os.environ['MPLBACKEND'])"
        cell, net = run(code, "socket.create_connection(('localhost', 1))")
    finally:
        del os.environ["DISPLAY"]
    assert cell.stdout == "None agg\n"
    assert "réseau" in net.reason
