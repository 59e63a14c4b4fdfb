"""Edits of a small course, in any order, and what a build must then give: a clean one's files.

An author's step is some edits, then a build; what is edited while it reads is for the next::

    course = EditedCourse(tmp_path, records)
    course.edit("titre_un", 1)
    course.touch(3, days=-400)
    course.build("html", during=[("equation", 1)])
    assert course.differences("html") == []

A build that says anything is refused, as ``make site`` refuses it; a clean one must be, too.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from builder.publish import NOT_PUBLISHED
from builder.state import BuildState
from course.records.profiles import VARIABLE

from harness.checkout import command, copy_tools, environment
from harness.course import SETTINGS, WHOLE_COURSE, Build, configure, run_sphinx
from harness.edited.files import FILES
from harness.edited.places import BREAKING, PLACES, TOGETHER

PLACE = re.compile("«(\\w+)»")
CONF = "source/conf.py"
BROKEN = -1  # the choice that breaks the course
Edit = tuple[str, int]


class EditedCourse:
    """The course of ``edited_files.py``, its edits and its builds."""

    def __init__(self, root: Path, records: Path) -> None:
        self.root, self.profile = root / "course", "rapide"
        self.chosen = dict.fromkeys(PLACES, 0)
        self.written: dict[str, str] = {}
        self.prepare(records)
        self.configuration = (self.root / CONF).read_text(encoding="utf-8")
        self.save()

    def prepare(self, records: Path) -> None:
        """Make a folder with its configuration."""
        given = {**SETTINGS, **WHOLE_COURSE, "numfig": True, "course_records": str(records)}
        given["course_pages_only"] = ["mesures"]
        given["html_static_path"] = ["_static"]
        (self.root / "source").mkdir(parents=True)
        (self.root / "constraints.txt").touch()
        configure(self.root, given)

    def files(self) -> dict[str, str]:
        """Return the files of the course as it is now, by name."""
        filled = {self._fill(name): self._fill(text) for name, text in FILES.items()}
        filled[CONF] = self.configuration + self._fill(filled[CONF])
        return {name: text for name, text in filled.items() if not Path(name).name.startswith(".")}

    def _fill(self, text: str) -> str:
        while PLACE.search(text):
            text = PLACE.sub(lambda found: self._choice(found[1]), text)
        return re.sub(r"(?m)^ +$|^ +chapitres/$", "", text)

    def _choice(self, place: str) -> str:
        chosen = self.chosen[place]
        texts = PLACES[place]
        return BREAKING.get(place, texts[0]) if chosen == BROKEN else texts[chosen]

    def edit(self, place: str, choice: int) -> None:
        """Write another text in a place, and in those that go with it."""
        for one in [place, *TOGETHER.get(place, [])]:
            self.chosen[one] = choice
        self.save()

    def save(self) -> None:
        """Write the files that are not as they should be; remove those that are no more."""
        files = self.files()
        for name in self.written.keys() - files.keys():
            (self.root / name).unlink()
            if not any((folder := (self.root / name).parent).iterdir()):
                folder.rmdir()
        for name, text in files.items():
            path = self.root / name
            if self.written.get(name) != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
        self.written = files

    def touch(self, which: int, days: int) -> None:
        """Give a file a date of another day."""
        names = sorted(self.written)
        date = time.time() + days * 86400
        os.utime(self.root / names[which % len(names)], (date, date))

    def build(self, builder: str, during: list[Edit] | None = None) -> Build:
        """Build what changed; ``during`` is edited while the second document is read."""
        return self._run(self.root, builder, list(during or []))

    def differences(self, builder: str, built: Build) -> list[str]:
        """Name the files that a clean build makes otherwise, or who of the two is refused."""
        clean = self.root.with_name("clean")
        shutil.rmtree(clean, ignore_errors=True)
        shutil.copytree(self.root, clean, ignore=shutil.ignore_patterns("build", "galerie"))
        wanted = self._run(clean, builder, [])
        refused = {bool(one.error or one.warnings): one for one in (built, wanted)}
        if len(refused) == 2:
            return [f"{refused[True].folder}: {refused[True].error} {refused[True].warnings}"]
        if True in refused:
            return []
        ours, theirs = contents(built.folder), contents(wanted.folder)
        return sorted(name for name in ours | theirs if ours.get(name) != theirs.get(name))

    def _run(self, root: Path, builder: str, during: list[Edit]) -> Build:
        """Build as ``scripts/builder`` does: what a refused build read is forgotten."""
        read: list[str] = []
        edited = list(during)

        def save_meanwhile(app: object, docname: str, text: list[str]) -> None:
            read.append(docname)
            while during and len(read) > 1:
                self.edit(*during.pop())

        folder = root / "build"
        memory = folder / ".state"
        memory.mkdir(parents=True, exist_ok=True)
        state = BuildState(memory, builder, folder / builder, folder / f"{builder}.doctrees")
        write_all = state.start()
        before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = self.profile
        try:
            built = run_sphinx(root, builder, on_read=save_meanwhile, write_all=write_all)
        except FileNotFoundError as error:  # a file that went away while it was read
            if not edited:
                raise
            built = Build(folder / builder, error=str(error))
        finally:
            os.environ.pop(VARIABLE) if before is None else os.environ.update({VARIABLE: before})
        if built.error or built.warnings:
            state.fail()
        else:
            state.succeed({}, [])
        return built


class CheckedOutCourse(EditedCourse):
    """The same, in a copy of the project, built by ``python scripts build site``."""

    def prepare(self, records: Path) -> None:
        """Copy the tools; ``conf.py`` says where the records are, which are shared."""
        copy_tools(self.root)
        with (self.root / "source" / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write(f'numfig = True\ncourse_records = "{records}"\n')

    def _run(self, root: Path, builder: str, during: list[Edit]) -> Build:
        building = subprocess.Popen(
            command(root, "build", builder),
            env=environment(root, **{VARIABLE: self.profile}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said = []
        for line in building.stdout or ():
            said.append(line)
            while during and line.strip().startswith("lecture de"):
                self.edit(*during.pop())
        refused = "".join(said) if building.wait() else ""
        return Build(root / "build" / builder, error=refused)


def contents(folder: Path) -> dict[str, str]:
    """Return the files of a built folder that are published, with their hashes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] not in NOT_PUBLISHED
    }
