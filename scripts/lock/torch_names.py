"""The names that docs.pytorch.org documents.

The rule is torch's own test of its documentation: every function of
``_torch_docs.py`` and every method of ``_tensor_docs.py`` has its page::

    torch = Site("torch", "https://…", torch_rules, torch_returning)
    torch.names()["torch.Tensor.sum"]    # 'generated/torch.Tensor.sum.html'
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from lock.site import GENERATED, documented_in, own, public, words

FUNCTIONS = (r"add_docstr\(\s*torch\.(\w+),", "torch._torch_docs")
METHODS = (r'add_docstr_all\(\s*"(\w+)"', "torch._tensor_docs")
# Written in Python, so not in _torch_docs.py; all are in torch.rst.
PYTHON_FUNCTIONS = words("""
    are_deterministic_algorithms_enabled atleast_1d atleast_2d atleast_3d block_diag
    broadcast_shapes broadcast_tensors cartesian_prod cdist chain_matmul compile einsum
    enable_grad from_dlpack get_default_device get_float32_matmul_precision get_rng_state
    inference_mode initial_seed is_storage is_tensor istft load lobpcg lu manual_seed meshgrid
    no_grad norm save seed set_default_device set_default_dtype set_float32_matmul_precision
    set_grad_enabled set_printoptions set_rng_state softmax split stft tensordot unique
    unique_consecutive unravel_index use_deterministic_algorithms vmap
""")
PYTHON_METHODS = words("""
    backward detach detach_ is_shared register_hook register_post_accumulate_grad_hook
    share_memory_ split storage unflatten unique unique_consecutive
""")
# Its helpers, and what has no page.
NOT_FUNCTIONAL = set(
    words(
        """
    adaptive_max_pool1d_with_indices adaptive_max_pool2d_with_indices
    adaptive_max_pool3d_with_indices fractional_max_pool2d_with_indices
    fractional_max_pool3d_with_indices max_pool1d_with_indices max_pool2d_with_indices
    max_pool3d_with_indices multi_head_attention_forward linear_cross_entropy scaled_mm
    grouped_mm scaled_grouped_mm has_torch_function has_torch_function_unary
    has_torch_function_variadic handle_torch_function boolean_dispatch
    """
    )
)
TRANSPOSED = ["T", "H", "mT", "mH"]


def is_functional(value: Any) -> bool:
    """Tell a function of torch.nn.functional from what that module borrows."""
    module = getattr(value, "__module__", None) or ""
    return inspect.isbuiltin(value) or module == "torch.nn.functional"


def torch_rules() -> Iterable[tuple[str, str, Iterable[str]]]:
    """Yield the rules of docs.pytorch.org."""
    torch: Any = import_module("torch")
    nn, optim = torch.nn, torch.optim
    functions = documented_in(FUNCTIONS[1], FUNCTIONS[0])
    methods = documented_in(METHODS[1], METHODS[0])
    types = [name for name in dir(torch) if isinstance(getattr(torch, name), torch.dtype)]
    modules = public(nn, lambda value: isinstance(value, type) and issubclass(value, nn.Module))
    functional = public(nn.functional, is_functional)
    schedulers = public(optim.lr_scheduler, inspect.isclass)
    yield "torch", "torch.html", [""]
    yield "torch", GENERATED, [name for name in functions if not name.endswith("_copy")]
    yield "torch", GENERATED, PYTHON_FUNCTIONS
    yield "torch", "tensors.html#$", ["Tensor"]
    yield "torch.Tensor", "tensors.html#$", TRANSPOSED
    yield "torch.Tensor", GENERATED, [*methods, *PYTHON_METHODS]
    yield "torch", "tensor_attributes.html#torch.dtype", ["dtype", *types]
    yield "torch", "tensor_attributes.html#$", ["device", "layout", "memory_format"]
    yield "torch", "size.html#$", ["Size"]
    yield "torch", "type_info.html#$", ["finfo", "iinfo"]
    yield "torch.backends.mps", "backends.html#$", ["is_available", "is_built"]
    yield "torch.utils.checkpoint", "checkpoint.html#$", ["checkpoint"]
    writer = "tensorboard.html#torch.utils.tensorboard.writer.SummaryWriter"
    yield "torch.utils.tensorboard", writer, ["SummaryWriter"]
    yield "torch", "amp.html#$", ["autocast"]
    yield "torch.amp", "amp.html#$", ["GradScaler"]
    yield "torch.nn", "nn.html", [""]
    yield "torch.nn", "generated/torch.nn.parameter.Parameter.html", ["Parameter"]
    yield "torch.nn", GENERATED, [name for name in modules if name != "Container"]
    yield "torch.nn.Module", "generated/torch.nn.Module.html#$", own(nn.Module)
    yield "torch.nn.Sequential", "generated/torch.nn.Sequential.html#$", ["append"]
    yield "torch.nn.functional", "nn.functional.html", [""]
    yield "torch.nn.functional", GENERATED, sorted(set(functional) - NOT_FUNCTIONAL)
    yield "torch.nn.init", "nn.init.html", [""]
    inits = [name for name in public(nn.init, callable) if name.endswith("_")]
    yield "torch.nn.init", "nn.init.html#$", [*inits, "calculate_gain"]
    yield "torch.nn.utils", GENERATED, ["clip_grad_norm_", "clip_grad_value_"]
    yield "torch.nn.utils", GENERATED, ["parameters_to_vector", "vector_to_parameters"]
    sequences = public(nn.utils.rnn, inspect.isfunction)
    yield "torch.nn.utils.rnn", GENERATED, [name for name in sequences if name.startswith("pa")]
    yield "torch.nn.parallel", GENERATED, ["DistributedDataParallel"]
    yield "torch.optim", "optim.html", [""]
    yield "torch.optim", "optim.html#$", ["Optimizer"]
    yield "torch.optim", GENERATED, public(optim, inspect.isclass)
    changes = ["add_param_group", "load_state_dict", "state_dict", "step", "zero_grad"]
    yield "torch.optim.Optimizer", GENERATED, changes
    yield "torch.optim.lr_scheduler", GENERATED, schedulers
    yield "torch.autograd", "autograd.html", [""]
    yield "torch.autograd", GENERATED, ["backward", "grad"]
    yield "torch.autograd", "autograd.html#$", ["Function", "detect_anomaly", "set_detect_anomaly"]
    for check in ("gradcheck", "gradgradcheck"):
        yield "torch.autograd", f"generated/torch.autograd.gradcheck.{check}.html", [check]
    functional_autograd = ["jacobian", "hessian", "vjp", "jvp", "vhp", "hvp"]
    yield "torch.autograd.functional", GENERATED, functional_autograd
    kept = ["mark_dirty", "mark_non_differentiable", "save_for_backward"]
    yield "torch.autograd.function.FunctionCtx", GENERATED, kept
    yield "torch.utils.data", "data.html", [""]
    yield "torch.utils.data", "data.html#$", DATA
    yield "torch.linalg", "linalg.html", [""]
    yield "torch.linalg", GENERATED, public(torch.linalg, callable)
    yield "torch.accelerator", "accelerator.html", [""]
    yield "torch.accelerator", GENERATED, ACCELERATOR
    yield "torch.cuda", "cuda.html", [""]
    yield "torch.cuda", GENERATED, DEVICES
    yield "torch.distributed", "distributed.html", [""]
    yield "torch.distributed", "distributed.html#$", PROCESSES
    yield "torch.profiler", "profiler.html#$", ["profile"]


DATA = words("""
    DataLoader Dataset IterableDataset TensorDataset ConcatDataset Subset random_split Sampler
    SequentialSampler RandomSampler SubsetRandomSampler WeightedRandomSampler BatchSampler
    get_worker_info default_collate
""")
ACCELERATOR = words("""
    device_count is_available current_accelerator set_device_index current_device_index set_stream
    current_stream synchronize
""")
DEVICES = words("""
    is_available get_device_name device_count synchronize current_device get_device_properties
""")
PROCESSES = words("init_process_group all_reduce broadcast get_rank get_world_size barrier")


def torch_returning() -> dict[str, list[str]]:
    """List what returns a tensor, as its signature says."""
    torch: Any = import_module("torch")
    found = [
        f"{prefix}.{name}"
        for prefix, owner, lasts in (
            ("torch", torch, documented_in(FUNCTIONS[1], FUNCTIONS[0])),
            ("torch.Tensor", torch.Tensor, documented_in(METHODS[1], METHODS[0])),
            ("torch.nn.functional", torch.nn.functional, public(torch.nn.functional, callable)),
        )
        for name in lasts
        if re.search(r"-> Tensor\b", getattr(getattr(owner, name), "__doc__", "") or "")
    ]
    more = ["T", "mT", "grad", "detach", "softmax", "argmax", "view", "data", "unflatten"]
    return {"torch.Tensor": [*found, *(f"torch.Tensor.{name}" for name in more)]}
