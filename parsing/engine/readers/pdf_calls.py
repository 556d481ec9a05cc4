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


def address_of(handle: Any) -> int:
    """Where a typed pointer points to; 0 for nowhere."""
    return ctypes.cast(handle, HANDLE).value or 0
