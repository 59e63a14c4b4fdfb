"""Records that other machines made, taken in: nothing of them is believed.

A record goes in if its script is one of ours, its key is one, its text has the hash that it
says, and its figures are the plain files that the text names, without anything that a browser
would run. Usage::

    added, refused = take_in(Path("artefact"), session)     # how many, and a sentence for each
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from course.base.errors import CourseError
from course.records.record import Record, from_text
from course.records.session import Session
from course.records.store import RecordStore
from course.scripts.script import Script

KEY = re.compile(r"([a-z]+-)?[0-9a-f]{16}")
# What a figure of ours never has, and a drawing may run or fetch.
ACTIVE = re.compile(
    rb"<\s*(script|foreignobject|iframe|object|embed)|\son\w+\s*=|javascript:|<!entity"
    rb"""|href\s*=\s*["']\s*(?!#|data:image/png)""",
    re.IGNORECASE,
)
NOT_WHOLE = "{place} : ce n'est pas un enregistrement entier, il est laissé."
NO_SCRIPT = "{place} : gallery/ n'a pas de script « {script} », l'enregistrement est laissé."
ACTIVE_FIGURE = "{place} : la figure {name} contient un programme ou un lien, elle est refusée."


def take_in(folder: Path, session: Session) -> tuple[int, list[str]]:
    """Take in the records below a folder; return how many were new, and what was left."""
    added, refused = 0, []
    for found in sorted(folder.rglob("record.json")):
        record = found.parent
        name = f"{record.parent.parent.name}/{record.parent.name}"
        if name not in session.names:
            refused.append(NO_SCRIPT.format(place=record, script=name))
            continue
        try:
            added += admit(session.store, session.script(name), record, record.name)
        except CourseError as error:
            refused.append(error.plain)
    return added, refused


def admit(store: RecordStore, script: Script, folder: Path, key: str) -> bool:
    """Put a copy of a record in the store, unless it is there; CourseError when it is no record."""
    record = _checked(folder, key)
    if (store.root / script.name / key / "record.json").exists():
        return False
    partial = store.new(script).folder
    for name in ("record.json", *record.figures()):
        shutil.copyfile(folder / name, partial / name)
    store.adopt(script, partial, key)
    return True


def _checked(folder: Path, key: str) -> Record:
    """Read a record that somebody made."""
    try:
        plain = not any(path.is_symlink() for path in (folder, *folder.iterdir()))
        text = (folder / "record.json").read_text(encoding="utf-8") if plain else ""
    except (OSError, ValueError):
        text = ""
    record = from_text(text, key, folder) if KEY.fullmatch(key) else None
    if record is None:
        raise CourseError(NOT_WHOLE.format(place=folder))
    for name in record.figures():
        if ACTIVE.search((folder / name).read_bytes()):
            raise CourseError(ACTIVE_FIGURE.format(place=folder, name=name))
    return record
