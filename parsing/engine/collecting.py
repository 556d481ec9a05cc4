"""How the garbage collector is kept from walking through what stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG_OBJECTS = (
    50_000  # what one document makes; the default of 700 has it walk through a half-read one dozens of times
)


def settle() -> None:
    """After loading: what is loaded now is never walked through again, and the rest once in a document.

    For processes whose only work is reading documents. Reading makes next to no cycles, so nothing piles up; pages of
    memory that a parent has loaded stay shared with its children.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 10, 10)


@contextmanager
def paused() -> Iterator[None]:
    """For building tables, of which nothing becomes garbage: walks through them would take a fifth of that time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
