"""Run scripts on a Dask cluster: ``COURS_DASK=tcp://host:8786 make execute``.

A worker needs the environment of the course and nothing of its folder: a task
carries the course's code and the script's section, and gives the record back. It
is saved here as soon as it arrives, so that what finished is never run again; a
worker that is lost loses only what it was running, which Dask gives to another.
A script that says ``# Besoins : gpu`` goes to workers started with
``dask worker --resources GPU=1``; memory is asked for in the same way (``MEM``,
bytes) when a worker declares any.
"""

from __future__ import annotations

import io
import sys
import tarfile
import tempfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from course.base.errors import CourseError
from course.records.profiles import VARIABLE, current_profile
from course.records.store import RecordStore
from course.run.team import first_failure
from course.scripts.needs import needs_of
from course.scripts.script import Script

from execution.merge import admit

# What a worker unpacks, beside the script's own section of the gallery.
TASK = Path(__file__).with_name("cluster_task.py")
CODE = ("source/_ext/course", "source/conf.py", "scripts")


def pack(root: Path, names: list[str]) -> bytes:
    """Return an archive of these files and folders of ``root``."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name in names:
            archive.add(root / name, arcname=name, filter=_without_caches)
    return buffer.getvalue()


def _without_caches(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    return None if "__pycache__" in member.name else member


def unpack(archive: bytes, folder: Path) -> None:
    """Write the files of an archive into ``folder``."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")


def run_on_cluster(
    address: str, root: Path, scripts: list[Script], store: RecordStore, time_limit: float
) -> None:
    """Run the scripts on the workers of the scheduler at ``address``; keep their records.

    Raises CourseError: no scheduler there, no worker with a GPU, a failing script.
    """
    from dask.distributed import Client, as_completed

    try:
        client = Client(address, timeout="10s")
    except (OSError, TimeoutError) as error:
        raise CourseError(f"aucun ordonnanceur Dask ne répond à {address} ({error}).") from error
    with client:
        client.upload_file(str(TASK))  # workers have nothing of ours
        run_there = _as_workers_have_it().run_there
        workers = client.scheduler_info(n_workers=-1)["workers"].values()
        declared = {name for worker in workers for name in worker.get("resources", {})}
        tasks: dict[Any, Script] = {}
        for script in scripts:
            needs = needs_of(script)
            if needs.gpu and "GPU" not in declared:
                where = "dask worker --resources GPU=1"
                message = f"ce script demande un GPU, et aucun ouvrier n'en déclare ({where})."
                raise CourseError(message, script.path, 1)
            section = f"gallery/{script.name.partition('/')[0]}"
            archive = pack(root, [*CODE, "constraints.txt", section])
            limit = needs.minutes * 60 or time_limit
            key = store.key(script)
            task = client.submit(
                run_there,
                archive,
                script.name,
                key,
                limit,
                {VARIABLE: current_profile()},
                key=f"{script.name}-{key}",
                resources=_resources(needs.gpu, needs.memory, declared),
                pure=False,
            )
            tasks[task] = script
        failures = []
        for task, (failure, record) in as_completed(list(tasks), with_results=True):
            script = tasks[task]
            if failure:
                failures.append(CourseError(failure, script.path, 1))
                continue
            try:
                keep(store, script, record)
                print(f"  {script.name}", flush=True)
            except CourseError as error:
                failures.append(CourseError(error.plain, script.path, 1))
            task.release()
    if failures:
        raise first_failure(failures)


def _as_workers_have_it() -> ModuleType:
    """Return the task's module under the name that it has on a worker: not in our package."""
    spec = spec_from_file_location(TASK.stem, TASK)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules[TASK.stem] = module
    spec.loader.exec_module(module)
    return module


def _resources(gpu: bool, memory: float, declared: set[str]) -> dict[str, float]:
    wanted: dict[str, float] = {"GPU": 1} if gpu else {}
    if memory and "MEM" in declared:
        wanted["MEM"] = memory * 1e9
    return wanted


def keep(store: RecordStore, script: Script, archive: bytes) -> None:
    """Put a record that a worker made into the store. Raises CourseError: it is none."""
    with tempfile.TemporaryDirectory(prefix="cours-") as place:
        folder = Path(place)
        try:
            unpack(archive, folder)
        except (tarfile.TarError, OSError) as error:
            raise CourseError(f"l'ouvrier a rendu une archive illisible ({error}).") from error
        admit(store, script, folder, store.key(script))
