"""How the garbage collector is kept from walking through what stays, in the middle of a page."""

import gc

_YOUNG_OBJECTS = 20_000  # what a page makes, more or less; with the usual 700 its own objects are walked through often


def settle() -> None:
    """After loading: what a web process has loaded by now is never walked through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 10, 10)
