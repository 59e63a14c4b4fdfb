"""The names that some sites document, told from the installed packages.

Used when no network gives the sites' own inventories. Only kinds of names whose
address follows a known rule are here; the rest have no link rather than a dead
one. torch, which has the most, is in ``torch_names``. Usage::

    site = Site("torch", "https://docs.pytorch.org/docs/stable/", *RULES["torch"])
    site.names()["torch.Tensor.sum"]    # 'generated/torch.Tensor.sum.html'
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from lock.site import GENERATED, own, public, words
from lock.torch_names import torch_returning, torch_rules


def torchvision_rules() -> Iterable[tuple[str, str, Iterable[str]]]:
    """Yield the rules of docs.pytorch.org/vision."""
    vision: Any = import_module("torchvision")
    v2 = import_module("torchvision.transforms.v2")
    yield "torchvision.datasets", "datasets.html", [""]
    yield "torchvision.datasets", GENERATED, public(vision.datasets, inspect.isclass)
    yield "torchvision.transforms", "transforms.html", [""]
    yield "torchvision.transforms.v2", "transforms.html", [""]
    yield "torchvision.transforms.v2", GENERATED, public(v2, inspect.isclass)
    yield "torchvision.transforms", GENERATED, TRANSFORMS
    yield "torchvision.models", "models.html", [""]
    yield "torchvision.models", "models/generated/$.html", MODELS
    yield "torchvision.utils", "utils.html", [""]
    yield "torchvision.utils", GENERATED, ["make_grid", "save_image", "draw_bounding_boxes"]


TRANSFORMS = words("""
    AutoAugment CenterCrop ColorJitter Compose GaussianBlur Grayscale Lambda Normalize Pad
    RandomAffine RandomApply RandomCrop RandomErasing RandomHorizontalFlip RandomResizedCrop
    RandomRotation RandomVerticalFlip Resize ToPILImage ToTensor
""")
MODELS = words("resnet18 resnet34 resnet50 resnet101 vgg16 alexnet mobilenet_v2 efficientnet_b0")


def matplotlib_rules() -> Iterable[tuple[str, str, Iterable[str]]]:
    """Yield the rules of matplotlib.org."""
    axes: Any = import_module("matplotlib.axes")
    base = import_module("matplotlib.axes._base")._AxesBase
    figure: Any = import_module("matplotlib.figure")
    pyplot = import_module("matplotlib.pyplot")
    page = "api/_as_gen/$.html"
    commands = {"subplots", "figure", "show", "close", "savefig", "colorbar"}
    commands |= set(pyplot.get_plot_commands())
    yield "matplotlib.pyplot", "api/pyplot_summary.html", [""]
    yield "matplotlib.pyplot", page, sorted(commands)
    yield "matplotlib.figure", page, ["Figure"]
    yield "matplotlib.figure.Figure", page, FIGURE
    yield "matplotlib.axes", page, ["Axes"]
    yield (
        "matplotlib.axes.Axes",
        page,
        [name for name in own(axes.Axes, base) if name not in NOT_OF_AXES],
    )
    yield "matplotlib.axes.Axes", "api/_as_gen/matplotlib.artist.Artist.set.html", ["set"]
    yield "matplotlib.animation", page, ["FuncAnimation", "ArtistAnimation"]
    assert all(hasattr(figure.Figure, name) for name in FIGURE)


FIGURE = words("""
    add_axes add_gridspec add_subplot align_labels autofmt_xdate clear colorbar legend savefig
    set_size_inches subfigures subplot_mosaic subplots subplots_adjust suptitle supxlabel
    supylabel text tight_layout
""")
NOT_OF_AXES = {"set", "get_children", "draw", "contains", "set_figure", "get_tightbbox", "pick"}


def numpy_rules() -> Iterable[tuple[str, str, Iterable[str]]]:
    """Yield the rules of numpy.org."""
    numpy: Any = import_module("numpy")
    page = "reference/generated/$.html"

    def is_function(value: Any) -> bool:
        return isinstance(value, numpy.ufunc) or inspect.isroutine(value)

    scalars = ["float32", "float64", "int8", "int16", "int32", "int64", "uint8", "bool"]
    yield "numpy", "reference/index.html", [""]
    yield "numpy", page, [*public(numpy, is_function), "ndarray", "dtype"]
    yield "numpy", "reference/arrays.scalars.html#$", scalars
    yield "numpy", "reference/constants.html#$", ["pi", "e", "inf", "nan", "newaxis"]
    yield "numpy.ndarray", page, public(numpy.ndarray)
    yield "numpy.linalg", page, public(numpy.linalg, is_function)
    yield "numpy.random", "reference/random/generator.html#$", ["default_rng"]


# By library: the rules of its site, and what returns an object of a class, where it is told.
RULES: dict[str, Any] = {
    "torch": (torch_rules, torch_returning),
    "torchvision": (torchvision_rules,),
    "matplotlib": (matplotlib_rules,),
    "numpy": (numpy_rules,),
}
