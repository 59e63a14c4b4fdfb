"""The configuration: the course's own values, and what every course wants of the others.

conf.py says ``extensions = ["course"]``, its ``course_*`` values (``settings.py``) and what
it wants otherwise than here: its word goes before these defaults, and so does
``sphinx-build -D``. ``sphinx_gallery_conf`` need hold only the entries that differ.

A default is changed by declaring the value of Sphinx, or of an extension, anew: they have
their public ``Config.values`` and ``Config.add`` and need not know.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import fields
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from . import wording
from .addresses import SCRIPT_FILE
from .audiences import check_audience
from .errors import CourseError, nearest
from .settings import PREFIX, TYPES, Settings, has_type, names, settings_of, written_in

STATIC = Path(__file__).parents[3] / "_static"

# What a course is made with, in the order in which Sphinx loads them.
EXTENSIONS = ("myst_parser", "sphinx_gallery.gen_gallery", "sphinx_revealjs")
# A function is given the configuration.
DEFAULTS: dict[str, Any] = {
    "project": lambda config: config.course_name,
    "author": lambda config: ", ".join(config.course_authors),
    "exclude_patterns": [".*", "**/.*"],  # what editors leave, locks that lead nowhere
    "highlight_language": "none",
    "nitpicky": True,
    "suppress_warnings": [
        # Said by pages/left_out.py and pages/fences.py, in French and once.
        "toc.not_included",
        "myst.nested_header",
        # The whole path counts there, the course's folder too; two folders may name a script alike.
        "sphinx_gallery.space_in_filename",
        "sphinx_gallery.duplicate_filename",
    ],
    "myst_enable_extensions": ["colon_fence", "deflist", "dollarmath", "fieldlist"],
    "myst_heading_anchors": 3,
    "pygments_style": "a11y-high-contrast-light",
    "html_theme": "furo",
    "html_title": lambda config: config.project,
    "html_favicon": str(STATIC / "favicon.svg"),
    "html_static_path": [str(STATIC)],
    "html_copy_source": False,
    "html_scaled_image_link": False,
    "html_show_sphinx": False,
    "html_show_copyright": False,
    "revealjs_html_theme": "course-deck",
    "revealjs_static_path": [str(STATIC)],
    "sphinx_gallery_conf": {},  # completed below
}
GALLERY: dict[str, Any] = {
    "filename_pattern": r"\.py$",
    "ignore_pattern": rf"^(?!{SCRIPT_FILE.pattern}$)",  # modules that scripts import
    "within_subsection_order": "course.scripts.listing.LessonsFirst",
    "image_scrapers": (),  # a build runs nothing
    "reset_modules": (),
    "capture_repr": (),
    "abort_on_example_error": True,
    "backreferences_dir": None,
    "inspect_global_variables": False,
    "remove_config_comments": True,
    "download_all_examples": False,
    "show_signature": False,
    "min_reported_time": float(10**9),
    "write_computation_times": False,
    "default_thumb_file": str(STATIC / "gallery-thumbnail.svg"),
}


def declare(config: Config) -> None:
    """Declare the course's own values."""
    for one in fields(Settings):
        name, about = PREFIX + one.name, one.metadata
        config.add(name, getattr(Settings(), one.name), about["rebuild"], (), about["about"])


def set_default(config: Config, name: str, default: Any) -> None:
    """Give a declared value another default; what conf.py or -D says is not touched."""
    known = config.values.pop(name)
    config.add(name, default, known.rebuild, known.valid_types, known.description)


def check(config: Config, conf: Path) -> None:
    """Refuse a ``course_*`` name that is not known, and a value of another type."""
    written = written_in(conf) if conf.exists() else {}
    for name, (value, line) in written.items():
        if name not in names():
            raise CourseError(
                wording.UNKNOWN_SETTING.format(name=name) + nearest(name, names()), conf, line
            )
        if name not in config.overrides and value != config[name]:
            raise CourseError(wording.COMPUTED_SETTING.format(name=name), conf, line)
    for one, wanted in TYPES.items():
        name = PREFIX + one
        if not has_type(value := config[name], wanted):
            message = wording.SETTING_TYPE.format(
                name=name, value=value, wanted=wording.SETTING_TYPES[str(wanted)]
            )
            raise CourseError(message, conf, written.get(name, (None, 1))[1])
    for setting in fields(Settings):
        name, known = PREFIX + setting.name, setting.metadata["among"]
        for value in config[name] if known else []:
            if value not in known:
                message = wording.UNKNOWN_CHOICE.format(option=name, given=value)
                line = written.get(name, (None, 1))[1]
                raise CourseError(message + nearest(value, known), conf, line)


def check_version(config: Config, conf: Path) -> None:
    """Refuse to build for an audience that the course does not name."""
    settings = settings_of(config)
    if settings.audience:
        try:
            check_audience(settings.audience, settings.audiences)
        except CourseError as error:
            line = line_in(conf.parent, f"{PREFIX}audience")
            raise CourseError(error.plain, conf, line) from error


def line_in(folder: Path, name: str) -> int:
    """Return the line of conf.py that gives a value, 1 when none does."""
    conf = folder / "conf.py"
    return written_in(conf, name).get(name, (None, 1))[1] if conf.exists() else 1


def missing_file(
    setting: str, file: str, place: object, names: Iterable[str], folder: Path
) -> CourseError:
    """Say that a file named by a setting of ``folder``'s conf.py is not there, and the nearest."""
    said = wording.MISSING_FILE.format(name=setting, file=file, folder=place)
    said += nearest(Path(file).name, names)
    return CourseError(said, folder / "conf.py", line_in(folder, setting))


def check_logo(config: Config, conf: Path) -> None:
    """Refuse a logo that is not there."""
    logo = settings_of(config).logo
    if logo and not (found := conf.parent / logo).is_file():
        names = [path.name for path in found.parent.glob("*") if path.is_file()]
        raise missing_file(f"{PREFIX}logo", logo, found.parent, names, conf.parent)


def gallery_settings(config: Config) -> dict[str, Any]:
    """Return sphinx-gallery's settings: where the course is, ours, then conf.py's."""
    settings, given = settings_of(config), config.sphinx_gallery_conf
    places = {"examples_dirs": settings.gallery, "gallery_dirs": settings.generated}
    for name, place in places.items():
        if given.get(name, place) != place:
            raise CourseError(wording.GALLERY_PLACES.format(name=name))
    return {**GALLERY, **given, **places}


def check_settings(app: Sphinx, config: Config) -> None:
    """Before anything reads them."""
    check(config, Path(app.confdir, "conf.py"))
    check_logo(config, Path(app.confdir, "conf.py"))
    check_version(config, Path(app.confdir, "conf.py"))


def complete(app: Sphinx, config: Config) -> None:
    """Before any extension reads it (10): complete what defaults cannot say."""
    config.sphinx_gallery_conf = gallery_settings(config)
    # furo's, which declares it later: pages and slides have one dark style.
    config.pygments_dark_style = config.course_dark_code_style
    if app.tags.has("decks"):  # pages of scripts do not work as slides: decks link to them
        settings = settings_of(config)
        left_out = [f"{name}.*" for name in (settings.glossary, *settings.pages_only)]
        config.exclude_patterns = [
            *config.exclude_patterns,
            f"{settings.generated}/**",
            *left_out,
        ]


def load(app: Sphinx) -> None:
    """Load the extensions that every course is made with, and set their defaults."""
    for extension in EXTENSIONS:
        app.setup_extension(extension)
    for name, default in DEFAULTS.items():
        set_default(app.config, name, deepcopy(default))  # extensions add to lists in place
    app.connect("config-inited", complete, priority=2)


def setup(app: Sphinx) -> dict[str, Any]:
    """Declare the values; check them before anything else reads them."""
    declare(app.config)
    app.connect("config-inited", check_settings, priority=1)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
