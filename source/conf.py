"""What makes this course itself; the rest is the extension's default (``_ext/course/base``).

Every ``course_*`` value is described in ``_ext/course/base/settings.py``.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))
extensions = ["course"]

# -- The course ---------------------------------------------------------------
course_name = "Apprendre PyTorch"
course_slug = "apprendre-pytorch"
course_authors = ["Les auteurs d'Apprendre PyTorch"]
course_licence = "Code : licence MIT. Textes et figures : CC BY 4.0."
language = "fr"

# -- Where it is published: nowhere yet ---------------------------------------
# html_baseurl = "https://cours.example/pytorch"         # without a final slash
# course_repository = "https://github.com/auteur/cours"  # notebooks open in Colab, from
# course_notebooks = "gh-pages/html/carnets"             # this branch and folder

# -- Documents ----------------------------------------------------------------
course_pages_only = ["mesures", "rappels-de-mathematiques"]  # no deck

# -- Scripts ------------------------------------------------------------------
# Named by pages when a script imports one of them, in this order.
course_packages = {"torch": "PyTorch", "torchvision": "torchvision"}
# Where `make lock` finds the address of each name that code uses.
course_inventories = {
    "torch": "https://docs.pytorch.org/docs/stable/",
    "torchvision": "https://docs.pytorch.org/vision/stable/",
    "matplotlib": "https://matplotlib.org/stable/",
    "numpy": "https://numpy.org/doc/stable/",
}
