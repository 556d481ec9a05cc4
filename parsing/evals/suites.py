"""Which documents there are: those given to us, those made by hand, those generated, those as strangers write them."""

from parsing.evals.corpus import Case, cache_dir, load_folder, shared_dir
from parsing.evals.field.build import build as build_field
from parsing.evals.generate.build import build
from parsing.evals.handmade import build_handmade

SUITES = ("dev", "hand", "made", "heldout", "field", "sealed")

SEALED = frozenset({"heldout", "sealed"})
"""Looked at in sums only: a suite whose misses were read proves nothing any more."""


def cases_of(suites: list[str], *, size: int = 1) -> tuple[Case, ...]:
    """The cases of these suites; "dev" is empty where its folder is missing, the others are made when needed."""
    cases: tuple[Case, ...] = ()
    if "dev" in suites and (folder := shared_dir()):
        cases += load_folder(folder, "dev")
    if "hand" in suites:
        cases += load_folder(build_handmade(cache_dir()), "hand")
    for split in ("made", "heldout"):
        if split in suites:
            cases += load_folder(build(split, size, cache_dir()), split)
    for suite, half in (("field", "open"), ("sealed", "sealed")):
        if suite in suites:
            cases += load_folder(build_field(half, cache_dir()), suite)
    return cases
