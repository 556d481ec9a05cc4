"""The few calls of the Linux kernel that Python's standard library has no name for; an OSError on other systems."""

import ctypes
import errno
import os
import sys

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWNET = 0x40000000

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
SECCOMP_MODE_FILTER = 2

# The same numbers on every architecture, as of all calls added since Linux 5.0.
LANDLOCK_CREATE_RULESET = 444
LANDLOCK_ADD_RULE = 445
LANDLOCK_RESTRICT_SELF = 446

_libc = ctypes.CDLL(None, use_errno=True)


def syscall(number: int, *arguments: object) -> int:
    """The result of a system call. Raises OSError."""
    _require_linux()
    return _checked(_libc.syscall(ctypes.c_long(number), *arguments))


def prctl(option: int, *arguments: object) -> int:
    """Raises OSError."""
    _require_linux()
    padded = (*arguments, *(ctypes.c_ulong(0) for _ in range(4 - len(arguments))))
    return _checked(_libc.prctl(ctypes.c_int(option), *padded))


def unshare(flags: int) -> None:
    """Raises OSError."""
    _require_linux()
    _checked(_libc.unshare(ctypes.c_int(flags)))


def _require_linux() -> None:
    """The same number is another call elsewhere."""
    if sys.platform != "linux":
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
