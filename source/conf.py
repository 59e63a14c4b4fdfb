"""Sphinx configuration: only what differs from the defaults.

``python scripts build`` gives the tag ``decks`` when it builds the slides.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "_ext"))
IS_DECKS = tags.has("decks")  # type: ignore[name-defined]  # noqa: F821

# -- The course ---------------------------------------------------------------
project = "Apprendre PyTorch"
author = "Les auteurs d'Apprendre PyTorch"
language = "fr"
# The address of the published site, without a final slash; "" when there is none.
html_baseurl = ""
# Its repository, "https://github.com/auteur/cours": notebooks then open in Colab from the
# branch and folder where the site is published (course_notebooks).
course_repository = ""
course_notebooks = "gh-pages/html/carnets"

# -- What is read -------------------------------------------------------------
extensions = [
    "myst_parser",
    "sphinx_gallery.gen_gallery",
    "sphinx_revealjs",
    "course",
]
exclude_patterns = ["galerie/sg_execution_times.rst", "galerie/**/sg_execution_times.rst"]
if IS_DECKS:
    # Generated script pages do not work as slides; decks link to the pages.
    exclude_patterns += ["galerie/**", "glossaire.rst", "mesures.rst"]
highlight_language = "none"
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath", "fieldlist"]
myst_heading_anchors = 3
nitpicky = True

# -- Scripts and what they gave -----------------------------------------------
sphinx_gallery_conf = {
    "examples_dirs": "../gallery",
    "gallery_dirs": "galerie",
    "filename_pattern": r"\.py$",
    "within_subsection_order": "FileNameSortKey",
    "image_scrapers": (),
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
    "default_thumb_file": str(HERE / "_static" / "gallery-thumbnail.svg"),
}

# -- Pages --------------------------------------------------------------------
html_theme = "furo"
html_title = project
html_favicon = "_static/favicon.svg"
html_static_path = ["_static"]
html_copy_source = False
html_scaled_image_link = False
html_show_sphinx = False
html_show_copyright = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-dark"
course_dark_code_style = pygments_dark_style

# -- Decks --------------------------------------------------------------------
revealjs_html_theme = "course-deck"
revealjs_static_path = ["_static"]
