"""A name that does not exist is one French sentence: file, line, and the nearest that does."""

from __future__ import annotations

import re

import pytest
from harness.course import Course

REST = """\
Un chapitre
===========

.. snipet:: plot_un
   :cell: double

.. figure:: a.png
   :widht: 3

.. note::
   :titre: Bonjour

   Un mot.

Un :valeu:`plot_un.reponse`, :reff:`la` et :py:funk:`a`.

.. image:: a.png
   :scale: beaucoup

.. figure::

.. chaptermenu::

   Un mot.
"""
MYST = """\
# Un chapitre

```{snipet} plot_un
:cell: double
```

```{figure} a.png
:widht: 3
```

```{note}
:titre: Bonjour

Un mot.
```

Un {valeu}`plot_un.reponse`, {reff}`la` et {py:funk}`a`.

```{image} a.png
:alt: rien
:scale: beaucoup
```

```{figure}
```

```{chaptermenu}

Un mot.
```
"""
NO_FIGURE = "la directive « figure » attend quelque chose à la suite de son nom"
SAID = {
    "a directive of ours": ("directive inconnue : « snipet ». Le plus proche : « snippet ».", 4, 3),
    "an option": (
        "option inconnue de la directive « figure » : « widht ». Le plus proche : « width ».",
        7,
        8,
    ),
    "an option like no other": (
        "option inconnue de la directive « note » : « titre ». "
        "Noms connus : class, collapsible, name.",
        10,
        12,
    ),
    "a role of ours": ("rôle inconnu : « valeu ». Le plus proche : « value ».", 15, 17),
    "a role": ("rôle inconnu : « reff ». Le plus proche : « ref ».", 15, 17),
    "a role of a domain": ("rôle inconnu : « py:funk ». Le plus proche : « py:func ».", 15, 17),
    "a value": ("« beaucoup » n'est pas une valeur de l'option « scale » de « image ».", 17, 21),
    "no argument": (NO_FIGURE, 20, 24),
    "text where none goes": ("la directive « chaptermenu » ne contient rien", 22, 27),
}


@pytest.fixture(scope="module")
def warnings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What a build says of a chapter in each format."""
    found = {}
    for suffix, text in ((".rst", REST), (".md", MYST)):
        course = Course(tmp_path_factory.mktemp("cours"))
        course.chapter(text, f"01-essai{suffix}")
        found[suffix] = course.build().warnings.splitlines()
    return found


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("suffix", [".rst", ".md"])
def test_it_is_said_once_at_its_line(
    warnings: dict[str, list[str]], suffix: str, name: str
) -> None:
    """Of docutils, and of MyST."""
    sentence, *lines = SAID[name]
    (said,) = [line for line in warnings[suffix] if sentence in line]
    assert f"01-essai{suffix}:{lines[suffix == '.md']}: " in said


@pytest.mark.parametrize("suffix", [".rst", ".md"])
def test_no_english_is_left(warnings: dict[str, list[str]], suffix: str) -> None:
    """Nor the source that docutils repeats under it."""
    assert not re.search("Unknown|nvalid|required|^[.:]|^`{3}", "\n".join(warnings[suffix]), re.M)
