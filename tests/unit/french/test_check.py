"""The French of the course: its words, its terms, its typography; planted mistakes are found."""

from __future__ import annotations

from pathlib import Path

import pytest
from course.language.glossary import terms_of
from french.check import ENGLISH, GLOSSARY, WORDS, check, files
from harness.course import ROOT, build_pages


def mistakes(tmp_path: Path, text: str, name: str = "chapitres/07-essai.rst") -> list[str]:
    """Check a text as if it were a chapter or a script; return what is found."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [f"{mistake.line.number} {mistake.found}: {mistake.instead}" for mistake in check(path)]


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_course_is_written_in_french(path: Path) -> None:
    """Every chapter, script and message: the file, the line, what to write instead."""
    assert [str(mistake) for mistake in check(path)] == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("La loss baisse.", "perte"),
        ("Un batch de 32 images.", "lot"),
        ("Un mini-batch suffit.", "lot"),
        ("À chaque epoch, on mesure.", "époque"),
        ("Le learning rate est trop grand.", "taux d'apprentissage"),
        ("L'accuracy monte.", "exactitude"),
        ("La précision du modèle est de 90 %.", "exactitude"),
        ("La précision sur le jeu de test.", "exactitude"),
        ("La précision de test baisse.", "exactitude"),
        ("Le fine-tuning du modèle.", "affinage"),
        ("Chaque label est un entier.", "étiquette"),
        ("Les features sont normées.", "caractéristique"),
        ("C'est de l'overfitting.", "surapprentissage"),
        ("Le sur-ajustement guette.", "surapprentissage"),
        ("La fonction de perte choisie.", "fonction de coût"),
        ("Le threshold est de 0,5.", "seuil"),
        ("L'early stopping l'arrête.", "arrêt anticipé"),
        ("Un checkpoint par époque.", "point de reprise"),
        ("Le weight decay aide.", "dégradation des poids"),
    ],
)
@pytest.mark.parametrize("name", ["chapitres/07-essai.rst", "chapitres/07-essai.md", "plot_x.py"])
def test_a_term_against_the_glossary_is_found(
    tmp_path: Path, wrong: str, right: str, name: str
) -> None:
    """In chapters of both formats, and in the comments and texts of scripts."""
    text = f'"""\nEssai\n=====\n"""\n\n# %% imports\n# {wrong}\n' if name[-2:] == "py" else wrong
    found = mistakes(tmp_path, text, name)
    assert any(f"écrire « {right} » (glossaire)" in one for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "La **perte** (*loss*) mesure l'erreur.",
        "L'exactitude (accuracy) monte.",
        "Le lot (en anglais, *batch*) a 32 images.",
        "La précision et le rappel se contredisent.",
        "Une précision de six décimales.",
        "Appeler ``loss.backward()`` puis ``DataLoader(batch_size=32)``.",
        ".. snippet:: 06_boucle/plot_loss\n   :cell: batch\n",
        "La formule :math:`loss = x` et le lien `ici <https://epoch.example>`_.",
        "Une couche de batch normalisation.",
        ".. code-block:: bash\n\n   python train.py --learning-rate 3 --epoch\n",
    ],
)
def test_what_is_right_is_left_alone(tmp_path: Path, text: str) -> None:
    """Code, formulas, names of files, and the English name given once."""
    assert mistakes(tmp_path, text) == []


def test_the_english_name_is_given_once(tmp_path: Path) -> None:
    """A second time is a habit."""
    found = mistakes(tmp_path, "La perte (*loss*) baisse.\n\nLa perte (*loss*) remonte.\n")
    assert found == ["3 loss: écrire « perte » (glossaire)"]


def test_printed_text_and_labels_are_read(tmp_path: Path) -> None:
    """What a script shows is French too; its names, options and messages are code."""
    script = (
        '"""\nEssai\n=====\n"""\n\n# %% imports\nimport torch\n\n# %% trace\n'
        'perte = torch.ones(3)  # perte.mean() vaut 1\nprint(f"la loss vaut {perte}")\n'
        'ax.set_xlabel("nombre d\'epochs")\nax.legend(loc="upper right")\n'
        'assert "expected version" in str(perte), "la perte est fausse"\n'
    )
    found = mistakes(tmp_path, script, "plot_x.py")
    assert [one.partition(":")[0] for one in found if "glossaire" in one] == [
        "11 loss",
        "12 epochs",
    ]
    assert [one for one in found if one.startswith(("10", "13", "14"))] == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Le réseau aprend vite.", "aprend"),
        ("Un entrainement long.", "entrainement"),
        (".. notes::\n\n   Faire deviner la reponse.", "reponse"),
        (".. misconception:: Le gradien oublié\n\n   Un mot.", "gradien"),
        (":description: Une descripttion.\n\nUn mot.", "descripttion"),
    ],
)
def test_a_misspelt_word_is_found(tmp_path: Path, text: str, word: str) -> None:
    """In the text, the notes, the titles of boxes and the front matter."""
    assert [one.split(": ")[0].split(" ")[1] for one in mistakes(tmp_path, text)] == [word]


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Pourquoi?", "une espace avant ; ! ?"),
        ("Voici: un mot.", "une espace avant « : »"),
        ("Le mot «perte» suffit.", "une espace dans les guillemets"),
        ("Et ainsi de suite...", "écrire « … »"),
        ("Tu peux essayer.", "vouvoyer"),
        ("C'est gagné !", "pas de point d'exclamation"),
        ("Il reste 20% des images.", "une espace avant %"),
    ],
)
def test_typography_is_checked(tmp_path: Path, text: str, instead: str) -> None:
    """What the build cannot put right by itself."""
    assert any(one.endswith(instead) for one in mistakes(tmp_path, text))


def test_each_fixed_term_is_in_the_glossary(tmp_path: Path) -> None:
    """What the lint asks for can be looked up, with its English name."""
    pages = {"index.rst": "Un\n==\n", "glossaire.rst": GLOSSARY.read_text(encoding="utf-8")}
    built = build_pages(tmp_path, pages, extensions=["course.language.glossary"])
    names = {term.name.replace("’", "'"): term.english for term in terms_of(built.app.env)}
    assert set(ENGLISH) <= set(names)
    assert all(names.values())
    assert len(names) >= 35


def test_our_words_are_sorted_and_of_use() -> None:
    """Each group says why; no word twice."""
    groups = WORDS.read_text(encoding="utf-8").split("\n\n")[1:]
    words = []
    for group in groups:
        reason, *listed = group.strip().split("\n")
        assert reason.startswith("# ")
        assert listed == sorted(listed, key=str.lower)
        words += listed
    assert len(words) == len(set(words))


def test_prose_in_fences_is_read_and_so_is_what_follows(tmp_path: Path) -> None:
    """The fence that closes a directive opens no code; code in it, or after it, is left alone."""
    note = "```{note}\nLa loss.\n\n~~~text\nloss\n~~~\n```\n\n"
    text = f"{note}Un batch.\n\n```\nbatch\n```\n\nL'epoch.\n"
    found = mistakes(tmp_path, text, "chapitres/07-essai.md")
    assert {one.split()[0] for one in found} == {"2", "9", "15"}
