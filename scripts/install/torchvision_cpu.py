"""Let ``import torchvision`` work beside a CPU-only build of torch.

PyPI's Linux wheel of torchvision is compiled for CUDA.  Beside a CPU torch its
compiled operators do not load, and ``import torchvision`` stops at
``torchvision._meta_registrations``, which attaches shape functions to two
operators, ``nms`` and ``qnms``, that nobody has declared.  Declaring them is
enough: transforms, datasets, models, ``make_grid`` and ``save_image`` are
written in Python.  What needs a compiled operator still raises torchvision's
own error when it is called.

The wheel puts this module at the root of site-packages together with
``torchvision_cpu.pth``, which Python reads at start::

    import torchvision_cpu; torchvision_cpu.install()

Starting Python costs one small module more and imports no torch.  Where the
compiled operators load, nothing is declared.
"""

import sys

MODULE = "torchvision._meta_registrations"

# As torchvision declares them in C++ (csrc/ops/nms.cpp, quantized/cpu/qnms_kernel.cpp).
SCHEMAS = {
    "nms": "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms": "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
}


class Finder:
    """On ``sys.meta_path``: acts when one module is looked for, finds nothing itself."""

    @classmethod
    def find_spec(cls, fullname: str, path: object = None, target: object = None) -> None:
        """Declare the operators just before torchvision needs them."""
        if fullname == MODULE:
            declare_missing_operators()


def declare_missing_operators() -> None:
    """Declare ``nms`` and ``qnms`` unless torchvision's own library did."""
    import torch
    from torchvision import extension

    if extension._has_ops():
        return
    for name, schema in SCHEMAS.items():
        if not hasattr(torch.ops.torchvision, name):  # declared by another remedy
            torch.library.define(f"torchvision::{name}", schema)


def install() -> None:
    """Put the finder before Python's own; the ``.pth`` file calls this."""
    if Finder not in sys.meta_path:
        sys.meta_path.insert(0, Finder)
