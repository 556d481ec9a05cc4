"""What a child may use."""

import resource
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    memory_bytes: int = 1024**3  # address space, of each process of a child
    cpu_s: int = 10  # processor time of one task
    wall_s: float = 13.0  # time of one task, also where it only sleeps: 15 s with the end of its child, easily
    file_bytes: int = 64 * 1024 * 1024  # of a temporary file
    open_files: int = 256
    processes: int = 4096  # of the user altogether: the kernel knows no smaller unit without cgroups
    tasks_a_child: int = 50  # then it is replaced, so that leaks and what files left behind do not pile up


def apply_to_process(limits: Limits) -> None:
    """The limits that hold for the whole life of a child."""
    _set(resource.RLIMIT_AS, limits.memory_bytes)
    _set(resource.RLIMIT_FSIZE, limits.file_bytes)
    _set(resource.RLIMIT_NOFILE, limits.open_files)
    _set(resource.RLIMIT_NPROC, limits.processes)
    _set(resource.RLIMIT_CORE, 0)


def apply_to_task(limits: Limits) -> None:
    """The kernel counts processor time over the whole life: this task may use so much more than was used before."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + 1 + limits.cpu_s
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _set(kind: int, value: int) -> None:
    """Never above what the process was given."""
    _, hard = resource.getrlimit(kind)
    limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (limit, limit))
    except ValueError:
        if sys.platform == "linux":  # other systems know limits that they do not let anybody set
            raise
