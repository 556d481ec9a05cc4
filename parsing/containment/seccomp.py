"""A filter of system calls: what reading a document never needs is refused with EPERM, above all every new socket."""

import ctypes
import errno
import os
import struct

from parsing.containment import kernel

_LOAD, _JUMP_EQUAL, _JUMP_GREATER_EQUAL, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_KILL_PROCESS, _ALLOW, _ERRNO = 0x80000000, 0x7FFF0000, 0x00050000
_NUMBER_OFFSET, _ARCHITECTURE_OFFSET, _FIRST_ARGUMENT_OFFSET = 0, 4, 16
_FOREIGN_CALLS = 0x40000000  # the x32 numbers of x86-64: a second way to every call
_NAMESPACE_FLAGS = 0x7E020080

# name: (x86_64, aarch64). Calls above 423 have one number everywhere.
_REFUSED = {
    "socket": (41, 198),
    "connect": (42, 203),
    "accept": (43, 202),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept4": (288, 242),
    "ptrace": (101, 117),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "acct": (163, 89),
    "settimeofday": (164, 170),
    "mount": (165, 40),
    "umount2": (166, 39),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "init_module": (175, 105),
    "delete_module": (176, 106),
    "quotactl": (179, 60),
    "kexec_load": (246, 104),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "perf_event_open": (298, 241),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "setns": (308, 268),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "finit_module": (313, 273),
    "kexec_file_load": (320, 294),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),  # a ring makes sockets past this filter
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "pidfd_getfd": (438, 438),
    "mount_setattr": (442, 442),
}
_CLONE = (56, 220)
_CLONE3 = 435  # its flags are behind a pointer: refused as unknown, so that the C library falls back to clone
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def install() -> None:
    """Filter this process and all it will start, for good. Raises OSError where the kernel or machine cannot."""
    machine = os.uname().machine
    if machine not in _ARCHITECTURES:
        raise OSError(f"no table of system calls for {machine}")
    code = b"".join(_program(*_ARCHITECTURES[machine]))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1))
    kernel.prctl(kernel.PR_SET_SECCOMP, ctypes.c_ulong(kernel.SECCOMP_MODE_FILTER), ctypes.byref(program))


def _program(column: int, architecture: int) -> list[bytes]:
    """The filter as instructions of the Berkeley packet filter; jumps count the instructions they skip."""
    refuse, unknown = _ERRNO | errno.EPERM, _ERRNO | errno.ENOSYS
    instructions = [
        _instruction(_LOAD, _ARCHITECTURE_OFFSET),
        _instruction(_JUMP_EQUAL, architecture, if_true=1),
        _instruction(_RETURN, _KILL_PROCESS),
        _instruction(_LOAD, _NUMBER_OFFSET),
        _instruction(_JUMP_GREATER_EQUAL, _FOREIGN_CALLS, if_false=1),
        _instruction(_RETURN, _KILL_PROCESS),
        _instruction(_JUMP_EQUAL, _CLONE3, if_false=1),
        _instruction(_RETURN, unknown),
    ]
    for numbers in _REFUSED.values():
        instructions += [_instruction(_JUMP_EQUAL, numbers[column], if_false=1), _instruction(_RETURN, refuse)]
    return [
        *instructions,
        _instruction(_JUMP_EQUAL, _CLONE[column], if_false=3),
        _instruction(_LOAD, _FIRST_ARGUMENT_OFFSET),
        _instruction(_JUMP_ANY_BIT, _NAMESPACE_FLAGS, if_false=1),
        _instruction(_RETURN, refuse),
        _instruction(_RETURN, _ALLOW),
    ]


def _instruction(code: int, value: int, *, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
