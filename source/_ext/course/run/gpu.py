"""Whether this machine has a GPU: what a script that says ``# Besoins : gpu`` waits for.

torch says it, in a process of its own, and is not even asked where the system shows no such
device. Usage::

    has_gpu(interpreter)
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .ready_interpreter import Line, ReadyInterpreter

# NVIDIA's, AMD's, and NVIDIA's under Windows' own Linux.
DEVICES = ("/dev/nvidiactl", "/dev/kfd", "/dev/dxg")


def has_gpu(interpreter: ReadyInterpreter) -> bool:
    """Tell whether scripts may compute on a GPU here."""
    if sys.platform == "linux" and not any(Path(device).exists() for device in DEVICES):
        return False
    answer = interpreter.start(f"{__name__}:look", {}).answer()
    return bool(answer and answer.get("gpu"))


def look(arguments: Mapping[str, Any], line: Line) -> None:
    """Ask torch."""
    import torch

    line.say({"gpu": torch.cuda.is_available() or torch.backends.mps.is_available()})
