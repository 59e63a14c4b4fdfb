"""Records of other machines are taken in when they are whole, ours, and hold nothing active."""

from __future__ import annotations

import io
import shutil
import tarfile
from pathlib import Path

import pytest
from course.base.errors import CourseError
from course.records.record import as_text, from_text
from course.records.session import Session, configured_session
from execution.cluster import keep
from execution.merge import admit, take_in
from harness.course import SCRIPT, Course

FIGURE = """
# %% trace
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([0, 1])
# Figure : une droite.
plt.show()
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> tuple[Path, Session]:
    """The records that another machine made, and the session of this one, which has none."""
    course = Course(tmp_path / "cours")
    course.script(SCRIPT + FIGURE)
    session = configured_session(course.root / "source", course.build().app.config)
    made = tmp_path / "artefact/build/records"
    made.parent.mkdir(parents=True)
    shutil.move(session.store.root, made)
    session.store.look_again()
    assert session.store.load(session.script("plot_un")) is None
    return made, session


def folder_of(made: Path) -> Path:
    """Return the folder of the record."""
    (found,) = made.rglob("record.json")
    return found.parent


def test_a_whole_record_is_taken_in_once(elsewhere: tuple[Path, Session]) -> None:
    """It is found by the build, and a second merge adds nothing."""
    made, session = elsewhere
    assert take_in(made, session) == (1, [])
    session.store.look_again()
    record = session.store.load(session.script("plot_un"))
    assert record
    assert record.values["reponse"] == 42
    assert take_in(made, session) == (0, [])


def test_files_that_the_record_does_not_name_stay_out(elsewhere: tuple[Path, Session]) -> None:
    """What goes to the site is what was hashed."""
    made, session = elsewhere
    (folder_of(made) / "intrus.html").write_text("<script>")
    take_in(made, session)
    assert not list(session.store.root.rglob("intrus.html"))


def test_a_record_of_no_script_is_left(elsewhere: tuple[Path, Session]) -> None:
    """The sentence names it."""
    made, session = elsewhere
    folder_of(made).parent.rename(made / "01_essai/plot_autre")
    added, (sentence,) = take_in(made, session)
    assert added == 0
    assert "gallery/ n'a pas de script « 01_essai/plot_autre »" in sentence


def edited(folder: Path, old: str, new: str) -> None:
    """Change the text of a record, whose hash is then wrong."""
    path = folder / "record.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_record_that_does_not_have_its_hash_is_left(elsewhere: tuple[Path, Session]) -> None:
    """Cut short on its way, or changed."""
    made, session = elsewhere
    edited(folder_of(made), "le double de 21", "le double de 22")
    added, (sentence,) = take_in(made, session)
    assert added == 0
    assert "n'est pas un enregistrement entier" in sentence


@pytest.mark.parametrize("linked", ["record.json", "figure"])
def test_links_are_left(elsewhere: tuple[Path, Session], tmp_path: Path, linked: str) -> None:
    """They may lead to any file of this machine."""
    made, session = elsewhere
    folder = folder_of(made)
    path = folder / linked if linked == "record.json" else next(folder.glob("*.svg"))
    path.rename(tmp_path / "ailleurs")
    path.symlink_to(tmp_path / "ailleurs")
    added, refused = take_in(made, session)
    assert (added, len(refused)) == (0, 1)


def test_a_key_that_is_none_is_left(elsewhere: tuple[Path, Session]) -> None:
    """It would name a folder of the store."""
    made, session = elsewhere
    folder = folder_of(made)
    with pytest.raises(CourseError):
        admit(session.store, session.script("plot_un"), folder, "../../ailleurs")


ACTIVE = (
    "<script>alert(1)</script>",
    '<rect onload="alert(1)"/>',
    "<foreignObject></foreignObject>",
    '<a xlink:href="javascript:alert(1)"><text>x</text></a>',
    '<image href="https://exemple.fr/suivi.png"/>',
)


@pytest.mark.parametrize("active", ACTIVE)
def test_an_active_figure_is_refused(elsewhere: tuple[Path, Session], active: str) -> None:
    """Even with the right hash: a drawing opened by itself would run it."""
    made, session = elsewhere
    folder = folder_of(made)
    record = from_text((folder / "record.json").read_text(encoding="utf-8"), folder.name, folder)
    assert record
    path = folder / next(record.figures())
    text = path.read_text(encoding="utf-8").replace("</svg>", f"{active}</svg>")
    path.write_text(text, encoding="utf-8")
    (folder / "record.json").write_text(as_text(record), encoding="utf-8")
    added, (sentence,) = take_in(made, session)
    assert added == 0
    assert "contient un programme ou un lien" in sentence


@pytest.mark.parametrize("builder", ["html", "revealjs"])
def test_markup_in_a_record_is_text_on_the_page(
    elsewhere: tuple[Path, Session], builder: str
) -> None:
    """Outputs, values, labels and devices are shown as they are written."""
    made, session = elsewhere
    folder = folder_of(made)
    record = from_text((folder / "record.json").read_text(encoding="utf-8"), folder.name, folder)
    assert record
    assert record.origin
    bad = "<b onclick=x>"
    record.cells[1].stdout = bad
    record.values["reponse"] = bad
    object.__setattr__(record.cells[3].figures[0], "label", bad)
    object.__setattr__(record.origin, "device", bad)
    object.__setattr__(record.origin, "profile", bad)
    (folder / "record.json").write_text(as_text(record), encoding="utf-8")
    assert take_in(made, session) == (1, [])
    course = Course(session.gallery.parent)
    course.script(SCRIPT + FIGURE)
    course.chapter(
        ".. snippet:: plot_un\n   :cell: double\n\n.. snippet:: plot_un\n   :cell: trace\n\n"
        "Soit :value:`plot_un.reponse`.\n"
    )
    built = course.build(builder)
    html = built.html("chapitres/01-essai")
    assert html.count("&lt;b onclick=x&gt;") >= 2
    assert bad not in html
    if builder == "html":
        assert bad not in built.html("galerie/01_essai/plot_un")


def archive_of(*members: tuple[str, bytes]) -> bytes:
    """Return what a worker might send back."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


SENT = {
    "nothing": b"",
    "no archive": b"rien",
    "a file above": archive_of(("../../evade.txt", b"x")),
    "no record": archive_of(("autre.txt", b"x")),
    "an empty record": archive_of(("record.json", b"{}")),
}


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_what_a_worker_sends_is_a_record_or_a_sentence(
    elsewhere: tuple[Path, Session], tmp_path: Path, sent: bytes
) -> None:
    """It is another machine, and its disk may be full."""
    _, session = elsewhere
    with pytest.raises(CourseError, match=r"archive illisible|pas un enregistrement entier"):
        keep(session.store, session.script("plot_un"), sent)
    assert not list(tmp_path.parent.rglob("evade.txt"))
