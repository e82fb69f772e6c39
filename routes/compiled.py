"""One typed door to numba: kernels are compiled once, and their machine code lies beside the source."""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar, dataclass_transform

import llvmlite.binding as llvm  # type: ignore[import-untyped]  # as numba
from llvmlite import ir
from numba import njit, types
from numba.core import caching
from numba.core.imputils import impl_ret_borrowed
from numba.experimental import structref
from numba.extending import intrinsic

borrowed: Callable[..., object] = impl_ret_borrowed

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

HERE = Path(__file__).parent
STAMP = HERE / "__pycache__" / "engine.stamp"


def compiled(kernel: Callable[P, R]) -> Callable[P, R]:
    """Compile `kernel` to machine code at its first call, and keep the code for the next process."""
    machine: Callable[P, R] = njit(cache=True, nogil=True, error_model="numpy")(kernel)
    return machine


@cache
def engine_stamp() -> str:
    """Name the source of every kernel and the processor the machine code is for."""
    digest = hashlib.sha256(llvm.get_host_cpu_name().encode())
    for path in sorted(HERE.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def is_usable(folder: Path) -> bool:
    """Tell if machine code may be read from `folder`: it can be written, or was left there complete."""
    if STAMP.exists() and STAMP.read_text() == engine_stamp():
        return True
    folder.mkdir(exist_ok=True)
    return os.access(folder, os.W_OK)


class EngineCacheLocator(caching.InTreeCacheLocator):
    """Where numba keeps the engine's machine code.

    Numba's own locator has two gaps. It renews a kernel only when the kernel's own file changed, so a kernel
    would go on with the old code of a function it calls in another file; here any change renews all.
    And it passes by a folder it cannot write in, so a read-only installation would compile at each start.
    """

    def get_source_stamp(self) -> str:
        return engine_stamp()

    @classmethod
    def from_function(cls, kernel: Callable[..., object], path: str) -> "EngineCacheLocator | None":
        if Path(path).parent != HERE:
            return None
        try:
            return cls(kernel, path) if is_usable(HERE / "__pycache__") else None
        except OSError:
            return None


caching.CacheImpl._locator_classes.insert(0, EngineCacheLocator)  # noqa: SLF001 - numba has no public hook


@dataclass_transform()
def record(cls: type[T]) -> type[T]:
    """Make a class of annotated fields into one that kernels hand on as a single pointer.

    A tuple of arrays is handed on array by array, in seven words each: for the hundred arrays of a search
    that took 280 ns a call, ten times the work done there, and long to compile. The fields of a record can be
    read from Python too, but not replaced.
    """
    kind = type(f"{cls.__name__}Type", (types.StructRef,), {"__module__": cls.__module__})
    register: Callable[[type], type] = structref.register
    define: Callable[[type, type, list[str]], None] = structref.define_proxy
    setattr(sys.modules[cls.__module__], kind.__name__, register(kind))  # where cached code looks for it
    fields = list(cls.__annotations__)
    names = {"__module__": cls.__module__, "__qualname__": cls.__qualname__, "__doc__": cls.__doc__}
    proxy: type[T] = type(
        cls.__name__, (structref.StructRefProxy,), {**names, "__new__": constructor(fields)}
    )
    define(proxy, kind, fields)
    return proxy


def constructor(fields: list[str]) -> Callable[..., object]:
    """Make the constructor of a record, which also lets Python read the fields."""
    makers: dict[type, Callable[..., object]] = {}

    def construct(cls: type, *values: object, **named: object) -> object:
        values += tuple(named[field] for field in fields[len(values) :])
        if cls not in makers:
            makers[cls] = maker(cls)
        made = makers[cls](*values)
        vars(made).update(zip(fields, values, strict=True))
        return made

    return construct


@intrinsic
def uncounted(_context, values):  # type: ignore[no-untyped-def]  # numba's own types
    """Give the same tuple with arrays that nobody counts references to.

    Numba counts every reading of an array from a record, in one word that all threads share: two searchers on
    one plan spent two thirds of their time waiting for that word. The record's Python side keeps the arrays.
    """

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]  # numba's own types
        parts = []
        for k, kind in enumerate(signature.args[0].types):
            value = builder.extract_value(arguments[0], k)
            if isinstance(kind, types.Array):
                array = context.make_array(kind)(context, builder, value=value)
                array.meminfo = ir.Constant(array.meminfo.type, None)
                array.parent = ir.Constant(array.parent.type, None)
                value = array._getvalue()  # noqa: SLF001 - numba has no public name for it
            parts.append(value)
        made = context.make_tuple(builder, signature.return_type, parts)
        return borrowed(context, builder, signature.return_type, made)

    return values(values), generate


def handle_on(made: T) -> T:
    """Make another record of the same arrays for another thread: readings of the record are counted too."""
    another: Callable[..., T] = type(made)
    return another(*vars(made).values())


def maker(proxy: type) -> Callable[..., object]:
    """Compile the making of a record."""

    def make(*values):  # type: ignore[no-untyped-def]  # numba infers the types
        return proxy(*uncounted(values))  # type: ignore[call-arg]  # numba passes the context itself

    return compiled(make)
