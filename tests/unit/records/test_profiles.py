"""Each script has a quick form and a whole one; the page says which one it shows."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest
from course.records.profiles import VARIABLE, origin_of, versions_of
from course.records.store import RecordStore
from course.scripts.script import read_script
from harness.course import SCRIPT, Course

TWO_FORMS = SCRIPT.replace(
    "import math",
    'import math\nimport os\ncomplet = os.environ.get("COURS_PROFIL") == "complet"',
).replace("x = 21", "x = 500 if complet else 21")
QUOTE = "Soit :value:`plot_un.reponse`.\n"
LINE = re.compile(r'<p class="provenance">(.*?)</p>')


@pytest.fixture
def two_forms(course: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course whose script does more in its full form; the profile starts unset."""
    monkeypatch.delenv(VARIABLE, raising=False)
    course.script(TWO_FORMS)
    course.chapter(QUOTE)
    return course


def shown(course: Course) -> str:
    """Return the number that the chapter shows."""
    html = course.build().html("chapitres/01-essai")
    found = re.search(r'<span class="value">(.*?)</span>', html)
    assert found
    return found[1].replace("\xa0", "")


def test_both_forms_are_kept_and_never_mixed(
    two_forms: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going from one to the other and back shows each one's own numbers."""
    seen = [shown(two_forms)]
    monkeypatch.setenv(VARIABLE, "complet")
    seen.append(shown(two_forms))
    monkeypatch.setenv(VARIABLE, "rapide")
    seen.append(shown(two_forms))
    assert seen == ["42", "1000", "42"]
    runs = [run.name for run in two_forms.root.glob("build/records/*/*/*")]
    assert sorted(name.startswith("complet-") for name in runs) == [False, True]


def test_a_long_run_outlives_many_quick_ones(
    two_forms: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old quick records are dropped; they do not push out the full one."""
    monkeypatch.setenv(VARIABLE, "complet")
    two_forms.build()
    monkeypatch.delenv(VARIABLE)
    for number in range(6):
        two_forms.script(TWO_FORMS.replace("else 21", f"else {number}"))
        two_forms.build()
    assert len(list(two_forms.root.glob("build/records/*/*/complet-*"))) == 1
    assert len(list(two_forms.root.glob("build/records/*/*/[0-9a-f]*"))) == 5


def test_an_unknown_profile_names_the_nearest(
    two_forms: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip of the hand does not pass for the quick form."""
    monkeypatch.setenv(VARIABLE, "complète")
    error = two_forms.build().error
    assert "profil inconnu : COURS_PROFIL=complète. Le plus proche : « complet »." in error


@pytest.mark.parametrize("page", ["chapitres/01-essai", "galerie/01_essai/plot_un"])
def test_pages_say_what_produced_what_they_show(
    two_forms: Course, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    """Profile, device, time and versions, on the chapter and on the script's page."""
    monkeypatch.setenv(VARIABLE, "complet")
    lines = LINE.findall(two_forms.build().html(page))
    assert len(lines) == 1
    assert re.fullmatch(
        r"Exécuté avec le profil complet, sur processeur, en moins de 30\xa0s\xa0: "
        r"Python 3\.\d+\.\d+\.",
        lines[0],
    )


def test_scripts_run_otherwise_have_lines_of_their_own(two_forms: Course) -> None:
    """A chapter with one script recorded on a GPU says so of that script alone."""
    two_forms.script(SCRIPT, "01_essai/plot_deux")
    two_forms.chapter(QUOTE + "\n" + QUOTE.replace("plot_un", "plot_deux"))
    two_forms.build()
    store = RecordStore(
        two_forms.root / "build/records", two_forms.root / "constraints.txt", two_forms.root
    )
    script = read_script(two_forms.root / "gallery", "plot_deux")
    record = store.load(script)
    assert record
    assert record.origin
    elsewhere = shutil.copytree(record.folder, two_forms.root / "elsewhere")
    origin = replace(record.origin, device="NVIDIA H200")
    store.save(script, replace(record, folder=elsewhere, origin=origin))
    two_forms.chapter("De nouveau.\n\n" + QUOTE + "\n" + QUOTE.replace("plot_un", "plot_deux"))
    lines = LINE.findall(two_forms.build().html("chapitres/01-essai"))
    assert [line.partition(", en ")[0] for line in lines] == [
        "01_essai/plot_deux\xa0: Exécuté avec le profil rapide, sur NVIDIA H200",
        "01_essai/plot_un\xa0: Exécuté avec le profil rapide, sur processeur",
    ]


def test_the_device_is_the_one_that_the_script_calls_so() -> None:
    """``device`` by the course's convention; anything else means the processor."""
    assert origin_of({"device": "cpu"}).device == "processeur"
    assert origin_of({"device": "mps"}).device == "GPU Apple"
    assert origin_of({}).device == "processeur"


IMPORTS = SCRIPT.replace("import math", "import json\nimport math\nfrom docutils import nodes")


def test_a_page_names_the_packages_that_the_script_imports(two_forms: Course) -> None:
    """Those of Python itself go without saying."""
    two_forms.script(IMPORTS)
    (line,) = LINE.findall(two_forms.build().html("galerie/01_essai/plot_un"))
    assert re.search(r": Python 3[\d.]+, docutils [\d.]+\d\.$", line)


def test_the_course_names_some_before_all_others(two_forms: Course) -> None:
    """And writes them as their authors do."""
    two_forms.configure(course_packages={"pygments": "Pygments", "docutils": "Docutils"})
    two_forms.script(IMPORTS.replace("import json", "import pygments, yaml"))
    (line,) = LINE.findall(two_forms.build().html("galerie/01_essai/plot_un"))
    assert re.search(r", Pygments [\d.]+, Docutils [\d.]+\d\.$", line)
    assert "yaml" not in line.lower()


def test_a_chapter_names_the_packages_of_all_its_scripts_at_once(two_forms: Course) -> None:
    """Scripts that import different things were run alike all the same."""
    two_forms.script(IMPORTS)
    two_forms.script(SCRIPT.replace("import math", "import math, jinja2"), "01_essai/plot_deux")
    two_forms.chapter(QUOTE + "\n" + QUOTE.replace("plot_un", "plot_deux"))
    (line,) = LINE.findall(two_forms.build().html("chapitres/01-essai"))
    assert re.search(r", docutils [\d.]+, jinja2 [\d.]+\d\.$", line)


def test_a_module_of_another_name_leads_to_its_package() -> None:
    """``import yaml`` is PyYAML, which the lock file calls pyyaml."""
    assert list(versions_of(["yaml", "os.path", "absent"])) == ["pyyaml"]
