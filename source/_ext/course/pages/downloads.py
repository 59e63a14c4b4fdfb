"""What one takes away: the notebooks at fixed addresses, Colab, the whole course in a zip.

Beside the pages, for gallery/02_autograd/plot_x.py::

    carnets/02_autograd/plot_x.ipynb     what Colab opens, once it is published; of an
                                         exercise, the one to complete
    <course_slug>.zip                    scripts, notebooks, exercises, requirements

« Ouvrir dans Colab » is there when conf.py says where the course is published::

    course_repository = "https://github.com/auteur/cours"
    course_notebooks = "gh-pages/html/carnets"    # branch, then folder

The zip is the same to the byte as long as what it holds is.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.transforms.post_transforms import SphinxPostTransform

from ..base import wording
from ..base.addresses import generated_folder, script_shown
from ..base.errors import CourseError
from ..base.files import write_if_new
from ..base.settings import Settings, settings_of
from ..base.state import state_of
from ..exercises.files import solution_notebook, student_file, student_notebook
from ..records.inputs import OTHER_SCRIPT, folder_files
from ..records.inputs import state_of as state_of_file
from ..records.session import session_of
from ..scripts.exercise_source import is_exercise
from ..upstream import gallery_hooks, html_builder

NOTEBOOKS = "carnets"
REPOSITORY = re.compile(r"https://github\.com/[\w.-]+/[\w.-]+")
COLAB = "https://colab.research.google.com/github/{place}/blob/{folder}/{notebook}"
EPOCH = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier


def archive_name(config: Config) -> str:
    """Return the name of the zip, beside the pages."""
    return f"{settings_of(config).slug}.zip"


def read_me(text: str, settings: Settings) -> str:
    """Return what a zip says of itself, with the names of the course."""
    filled = text.format(course=settings.name, licence=settings.licence)
    return filled.rstrip() + "\n"


def colab_address(config: Config, script: str) -> str:
    """Return where Colab opens the notebook of a script, '' when it is published nowhere."""
    settings = settings_of(config)
    if not settings.repository:
        return ""
    place = settings.repository.removeprefix("https://github.com/")
    notebook = student_notebook(script) if is_exercise(script) else f"{script}.ipynb"
    return COLAB.format(place=place, folder=settings.notebooks.strip("/"), notebook=notebook)


def colab_link(config: Config, script: str) -> list[nodes.Node]:
    """Return the link to Colab, nothing when the course has no repository."""
    address = colab_address(config, script)
    return [nodes.reference("", wording.COLAB, refuri=address)] if address else []


def check_repository(app: Sphinx, config: Config) -> None:
    """Refuse an address that Colab cannot open."""
    given = settings_of(config).repository
    if given and not REPOSITORY.fullmatch(given):
        raise CourseError(wording.BAD_REPOSITORY.format(given=given), Path(app.confdir, "conf.py"))


class OfferColab(SphinxPostTransform):
    """Put the link beside the other downloads of a script's page."""

    builders = ("html",)
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Look for sphinx-gallery's row of downloads."""
        script = script_shown(self.config, self.env.current_document.docname)
        if not script:
            return
        for row in self.document.findall(nodes.container):
            if gallery_hooks.FOOTER in row["classes"]:
                for link in colab_link(self.config, script):
                    line = nodes.paragraph("", "", link)
                    row += nodes.container("", line, classes=[gallery_hooks.DOWNLOAD])


def course_paths(app: Sphinx) -> dict[str, Path]:
    """Return where the zip's files are, by name: scripts, notebooks, exercises, data."""
    session = session_of(app.config)
    pages = generated_folder(app)
    files: dict[str, Path] = {}
    for name in session.names:
        if is_exercise(name):
            folder, _, stem = name.rpartition("/")
            files[f"exercices/{folder}/{stem}.py"] = pages / student_file(name)
            files[f"solutions/{name}_solution.py"] = pages / f"{name}_solution.py"
            files[f"exercices/{folder}/{stem}.ipynb"] = pages / student_notebook(name)
            files[f"solutions/{solution_notebook(name)}"] = pages / solution_notebook(name)
        else:
            files[f"scripts/{name}.py"] = session.gallery / f"{name}.py"
            files[f"carnets/{name}.ipynb"] = pages / f"{name}.ipynb"
    for folder in {name.partition("/")[0] for name in session.names}:
        for inside, path in folder_files(session.gallery / folder):
            if "/" in inside or not OTHER_SCRIPT.fullmatch(inside):
                files[f"scripts/{folder}/{inside}"] = path
    return files


def course_files(app: Sphinx) -> dict[str, bytes]:
    """Return what the zip holds, by name."""
    files, settings = course_paths(app), settings_of(app.config)
    found = {name: path.read_bytes() for name, path in files.items() if path.exists()}
    found["LISEZMOI.txt"] = read_me(wording.ARCHIVE_README, settings).encode()
    requirements = Path(app.srcdir, settings.requirements)
    if requirements.exists():
        found["requirements.txt"] = portable(requirements.read_text(encoding="utf-8")).encode()
    return found


def portable(requirements: str) -> str:
    """Return requirements.txt without the project itself, which is not in the zip."""
    packages = requirements.partition("\n# Le projet lui-même")[0]
    lines = [line for line in packages.splitlines() if "make lock" not in line]
    return "\n".join(lines).rstrip() + "\n"


def write_zip(target: Path, files: dict[str, bytes], folder: str) -> None:
    """Write files in a zip, under one folder; the same bytes give the same zip."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name])


def write_downloads(app: Sphinx, exception: Exception | None) -> None:
    """Beside the pages, once they are written."""
    if exception is not None or app.builder.name != "html":
        return
    mark = Path(app.doctreedir, "downloads.state")
    archive = Path(app.outdir, archive_name(app.config))
    written = archive.exists() and mark.exists()
    if written and state_of(app.config).only_texts_changed:
        return
    state = _state(app)
    if written and mark.read_text(encoding="utf-8") == state:
        return
    mark.unlink(missing_ok=True)
    pages = generated_folder(app)
    wanted = set()
    for name in session_of(app.config).names:
        notebooks = [f"{name}.ipynb"]
        if is_exercise(name):  # Colab opens the one to complete
            notebooks = [student_notebook(name), solution_notebook(name)]
        for notebook in notebooks:
            target = Path(app.outdir, NOTEBOOKS, notebook)
            source = pages / notebook
            if source.exists():
                wanted.add(target)
                write_if_new(target, source.read_text(encoding="utf-8"))
    for old in Path(app.outdir, NOTEBOOKS).rglob("*.ipynb"):
        if old not in wanted:
            old.unlink()
    write_zip(archive, course_files(app), settings_of(app.config).slug)
    mark.write_text(state, encoding="utf-8")


def copy_what_changed(app: Sphinx) -> None:
    """Have Sphinx copy the files to download that changed; by itself it copies all."""
    if app.builder.name != "html":
        return

    def is_late(source: str, name: str) -> bool:
        state = state_of(app.config)
        if state.only_texts_changed and name in state.files_before[1]:
            return False
        digests = session_of(app.config).store.digests
        copied = html_builder.copied(app, name)
        return not copied.is_file() or digests.of(copied) != digests.of(Path(app.srcdir, source))

    html_builder.copy_downloads(app, is_late)


def _state(app: Sphinx) -> str:
    """Say what the downloads are made of, by the contents of the files."""
    settings = settings_of(app.config)
    requirements = Path(app.srcdir, settings.requirements)
    files = {**course_paths(app), "": Path(__file__), "requirements.txt": requirements}
    digests = session_of(app.config).store.digests
    seen = [f"{name} {state_of_file(path, digests)}" for name, path in sorted(files.items())]
    return "\n".join([read_me(wording.ARCHIVE_README, settings), *seen])


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the addresses, the link and the files."""
    app.add_post_transform(OfferColab)
    app.connect("config-inited", check_repository)
    app.connect("builder-inited", copy_what_changed)
    app.connect("build-finished", write_downloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
