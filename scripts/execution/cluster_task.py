"""What a Dask worker does with one script; sent to it by cluster.py, it imports nothing of ours."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path


def run_there(
    archive: bytes, name: str, key: str, time_limit: float, variables: dict[str, str]
) -> tuple[str, bytes]:
    """Unpack the course's code, run one script in a process of its own, return its record.

    ``variables`` are those of who asks that decide what a script gives: the profile.
    Returns ``("", record)``, or what went wrong and nothing.
    """
    with tempfile.TemporaryDirectory(prefix="cours-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(folder, filter="data")
        try:
            done = subprocess.run(
                [sys.executable, f"{folder}/scripts", "run-one", name, key],
                cwd=folder,
                env={**os.environ, **variables, "PYTHONPATH": f"{folder}/source/_ext"},
                capture_output=True,
                text=True,
                timeout=time_limit,
            )
        except subprocess.TimeoutExpired:
            return f"le script n'avait pas fini au bout de {time_limit:.0f} s", b""
        if done.returncode:
            return done.stderr.strip() or f"arrêté net (code {done.returncode})", b""
        return "", Path(folder, "record.tar.gz").read_bytes()
