"""The file system as the children see it: programs and libraries to read, one scratch folder to write, nothing else."""

import ctypes
import os
import stat
from collections.abc import Iterable

from parsing.containment import kernel

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR = 1 << 4
_FIRST_VERSION_RIGHTS = (1 << 13) - 1
_RIGHTS_ADDED = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}  # refer, truncate, ioctl of devices
_FILE_RIGHTS = _EXECUTE | _WRITE_FILE | _READ_FILE | _RIGHTS_ADDED[3] | _RIGHTS_ADDED[5]
_READ_RIGHTS = _EXECUTE | _READ_FILE | _READ_DIR
_TCP_RIGHTS = 0b11  # bind and connect; since version 4
_SCOPES = 0b11  # abstract sockets and signals; since version 6
_PATH_BENEATH = 1


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """The version of Landlock that this kernel has; 0 where it has none."""
    try:
        return kernel.syscall(kernel.LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(1))
    except OSError:
        return 0


def restrict(*, readable: Iterable[str], writable: Iterable[str], tidied: str) -> int:
    """Shut this process and its children out of every other path; the version in force. Raises OSError.

    Empty folders may be removed from `tidied`: that is how a scratch folder goes when its process does.
    """
    found = version()
    if not found:
        raise OSError("this kernel has no Landlock")
    handled = _FIRST_VERSION_RIGHTS
    for since, right in _RIGHTS_ADDED.items():
        handled |= right if found >= since else 0
    ruleset = _Ruleset(handled, _TCP_RIGHTS if found >= 4 else 0, _SCOPES if found >= 6 else 0)
    size = {1: 8, 2: 8, 3: 8, 4: 16, 5: 16}.get(found, 24)
    descriptor = kernel.syscall(
        kernel.LANDLOCK_CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), ctypes.c_uint32(0)
    )
    try:
        for path in readable:
            _allow(descriptor, path, _READ_RIGHTS)
        for path in writable:
            _allow(descriptor, path, handled)
        _allow(descriptor, tidied, _REMOVE_DIR)
        kernel.syscall(kernel.LANDLOCK_RESTRICT_SELF, ctypes.c_int(descriptor), ctypes.c_uint32(0))
    finally:
        os.close(descriptor)
    return found


def _allow(ruleset: int, path: str, rights: int) -> None:
    """A path that is not there needs no rule."""
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= _FILE_RIGHTS
        rule = _PathBeneath(rights, descriptor)
        kernel.syscall(
            kernel.LANDLOCK_ADD_RULE,
            ctypes.c_int(ruleset),
            ctypes.c_int(_PATH_BENEATH),
            ctypes.byref(rule),
            ctypes.c_uint32(0),
        )
    finally:
        os.close(descriptor)
