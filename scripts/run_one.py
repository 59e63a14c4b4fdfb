"""Run one script and pack its record, on a worker: ``run_one.py NAME KEY``.

cluster.py unpacks the course's code around this file and starts it. ``KEY`` is
the record's key where it was asked for: another one here means that something
which decides of results differs (Python, the locked versions), and is refused.
"""

from __future__ import annotations

import sys
import tarfile

from execute import GALLERY, ROOT, gallery_settings, store_of


def main(name: str, key: str) -> int:
    """Run the script; leave ``record.tar.gz`` beside the course."""
    from course.cells import read_script
    from course.errors import CourseError
    from course.execution import run_script

    script, store = read_script(GALLERY, name), store_of()
    if store.key(script) != key:
        version = ".".join(map(str, sys.version_info[:3]))
        print(f"cet ouvrier a un autre environnement (Python {version})", file=sys.stderr)
        return 1
    try:
        run_script(script, store, gallery_settings())
    except CourseError as error:
        print(error.plain, file=sys.stderr)
        return 1
    record = store.load(script)
    assert record is not None
    with tarfile.open(ROOT / "record.tar.gz", "w:gz") as archive:
        for path in sorted(record.folder.iterdir()):
            archive.add(path, arcname=path.name)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
