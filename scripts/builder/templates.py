"""The templates of the pages, compiled while a job waits for its word.

A twelfth of a page's time in ``make live``, of which each job writes a few. Usage::

    compile_all(app.builder)        # those of a page, and all that they extend or include
"""

from __future__ import annotations

import contextlib
from typing import Any

from jinja2 import TemplateNotFound, meta

EVERY_BUILD = ("page.html", "genindex.html", "search.html")


def compile_all(builder: Any) -> None:
    """Compile the templates that every build uses; Jinja keeps them for this builder."""
    environment = builder.templates.environment
    waiting = [*EVERY_BUILD, *(builder.theme.sidebar_templates or ())]
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        with contextlib.suppress(TemplateNotFound):  # one that may be missing, and is
            source, _path, _is_current = environment.loader.get_source(environment, name)
            environment.get_template(name)
            named = meta.find_referenced_templates(environment.parse(source))
            new = {one for one in named if one} - seen
            waiting += sorted(new)
            seen |= new
