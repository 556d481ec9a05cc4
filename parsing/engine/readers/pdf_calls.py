"""Functions of pdfium by address, for those that are called for every object or word of a page."""

import ctypes
from collections.abc import Callable
from typing import Any

HANDLE, NUMBER = ctypes.c_void_p, ctypes.c_int


def plain(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The function taking and giving addresses and numbers: making typed pointers costs as much as the call.

    Other threads wait meanwhile: letting them run and asking for the turn again takes longer than such a call.
    """
    made: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, HANDLE).value or 0)
    return made


def swift(function: Any, result: Any) -> Callable[..., Any]:
    """The function taking what `place` gives, and plain numbers where it wants an int: in half the time of `plain`.

    ctypes converts no argument then, so for what is the same in many calls: the page, and where to write the answer.
    """
    made: Callable[..., Any] = ctypes.PYFUNCTYPE(result)(ctypes.cast(function, HANDLE).value or 0)
    return made


def place(address: int) -> Any:
    """An address as an argument that is converted once for many calls of what `swift` gives."""
    return ctypes.byref(ctypes.c_char.from_address(address))


def address_of(handle: Any) -> int:
    """Where a typed pointer points to; 0 for nowhere."""
    return ctypes.cast(handle, HANDLE).value or 0
