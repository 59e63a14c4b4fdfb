"""What a variable shows to a reader: code's own words, the same at each run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from course.records.looks import looks_of

layer = torch.nn.Linear(2, 1)


def look(value: Any, name: str = "x") -> str:
    """Return what a value shows."""
    return looks_of(name, {"x": value}).get(name, "")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (torch.ones(3, 2), "Tensor (3, 2) float32 cpu"),
        (torch.tensor([1.0, 2 / 3]), "Tensor (2,) float32 cpu = [1, 0.667]"),
        (torch.tensor(3), "Tensor () int64 cpu = 3"),
        (torch.empty(2, device="meta"), "Tensor (2,) float32 meta"),
        (np.zeros((2, 3)), "ndarray (2, 3) float64"),
        (layer, "Linear, 3 parameters"),
        (layer.weight, "Parameter (1, 2) float32 cpu, requires_grad"),
        ([1, 2], "list, len 2"),
        (12, "int = 12"),
        (None, "None"),
        ("un mot", "str = 'un mot'"),
        (Path("ici"), "PosixPath"),
    ],
)
def test_a_value_shows_its_class_and_its_shape(value: Any, shown: str) -> None:
    """The longest values are left out."""
    assert look(value).startswith(shown)


def test_a_number_with_decimals_may_be_a_time() -> None:
    """It is another one at each run: only its class is shown."""
    assert look(0.123) == "float"


def test_an_address_in_memory_is_not_shown() -> None:
    """It is another one at each run too."""

    def f(of: object = object()) -> None: ...

    assert look(f) == ""


def test_the_gradient_of_a_leaf_and_the_parts_of_a_module_have_names() -> None:
    """Nothing else is asked of an object: a property may change it."""
    w = torch.tensor([1.0], requires_grad=True)
    (3 * w).sum().backward()
    names = {"w": w, "couche": layer}
    shown = looks_of("w.grad.sum()\ncouche.bias\nw.data", names)
    assert shown["w.grad"] == "Tensor (1,) float32 cpu = [3]"
    assert shown["couche.bias"].startswith("Parameter (1,)")
    assert "w.data" not in shown


def test_what_a_function_names_inside_is_not_the_cells() -> None:
    """Its x may be another one."""
    assert looks_of("def f():\n    return x", {"x": 1}) == {}


def test_a_value_that_refuses_to_be_looked_at_is_left_out() -> None:
    """And stops nothing."""

    class Closed:
        @property  # type: ignore[misc]
        def __class__(self) -> Any:
            raise RuntimeError

    assert looks_of("x, y", {"x": Closed(), "y": 2}) == {"y": "int = 2"}
