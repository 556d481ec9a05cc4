"""The strongest isolation that this machine offers, applied once and inherited by every child."""

import ctypes
import os
import struct
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from parsing.containment import kernel, landlock, seccomp

_PACKAGE = str(Path(__file__).resolve().parents[1])  # the engine and its data
_READABLE = (
    *("/usr", "/lib", "/lib64", "/bin", "/opt"),
    *("/etc/fonts", "/etc/alternatives", "/etc/ld.so.cache", "/etc/localtime", "/etc/mime.types"),
    *("/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu"),
)
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/urandom", "/dev/random")


@dataclass(frozen=True, slots=True)
class Isolation:
    """What is in force; an empty string where the machine offers nothing."""

    network: str  # "namespace", "seccomp" or both
    files: str  # "landlock 6"
    calls: str  # "seccomp"
    privileges: str  # "none" where the last capability was dropped

    @property
    def is_complete(self) -> bool:
        """No network, and no file but programs, libraries and the scratch folder."""
        return bool(self.network and self.files)

    def as_json(self) -> dict[str, str]:
        return asdict(self)


def isolate(*, scratch: str) -> Isolation:
    """Cut this process and all its children off: network, files, system calls, privileges. What fails is left out."""
    namespace = _leave_network()
    privileges = _drop_capabilities()
    _try(kernel.prctl, kernel.PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1))
    files = _restrict_files(scratch)
    calls = _filter_calls()
    network = " + ".join(filter(None, (namespace, calls)))
    return Isolation(network=network, files=files, calls=calls, privileges=privileges)


def _leave_network() -> str:
    """Into a network of its own, without interfaces; an ordinary user needs a user namespace for it."""
    for flags in (0, kernel.CLONE_NEWUSER):
        if _try(kernel.unshare, kernel.CLONE_NEWNET | kernel.CLONE_NEWIPC | flags):
            return "namespace"
    return ""


def _restrict_files(scratch: str) -> str:
    installed = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(sys.executable).resolve().parent.parent)}
    libraries = {path for path in sys.path if "site-packages" in path or "dist-packages" in path}
    try:
        readable = {*_READABLE, *installed, *libraries, _PACKAGE}
        writable = (scratch, *_DEVICES)
        tidied = str(Path(scratch).parent)
        return f"landlock {landlock.restrict(readable=readable, writable=writable, tidied=tidied)}"
    except OSError:
        return ""


def _filter_calls() -> str:
    return "seccomp" if _try(seccomp.install) else ""


def _drop_capabilities() -> str:
    """Root inside a container is still root: keep only the right to read, which Landlock narrows."""
    capset = {"x86_64": 126, "aarch64": 91}
    machine = os.uname().machine
    if machine not in capset:
        return ""
    read_any_file = 1 << 2
    header = struct.pack("=Ii", 0x20080522, 0)
    sets = struct.pack("=IIIIII", read_any_file, read_any_file, 0, 0, 0, 0)
    kept = _try(kernel.syscall, capset[machine], header, sets)
    if not kept:  # an ordinary user has nothing to keep
        kept = _try(kernel.syscall, capset[machine], header, bytes(24))
    return "none" if kept else ""


def _try(call: Callable[..., object], *arguments: object) -> bool:
    try:
        call(*arguments)
    except OSError:
        return False
    return True
