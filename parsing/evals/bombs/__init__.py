"""Documents made to hurt whoever reads them: more than 130 kinds, made anew for each run, none larger than 10 MB.

`python -m parsing.evals.bombs` sends each through the sandbox and prints what became of it. `malformed` damages our own
documents, `strangers` fetches those of others; `parsing.soak.hostile_files` sends all of them over HTTP.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from parsing.evals.bombs import images, office, pdf, plain


@dataclass(frozen=True, slots=True)
class Bomb:
    kind: str  # "pdf_page_tree_cycle"
    filename: str
    make: Callable[[], bytes]


def _all(modules: Mapping[str, object]) -> tuple[Bomb, ...]:
    """Every public function of the modules is a kind; the first part of its name is the format."""
    bombs = []
    for module in modules.values():
        for name, make in vars(module).items():
            if callable(make) and not name.startswith("_") and getattr(make, "__module__", "") == module.__name__:  # type: ignore[attr-defined]  # a module
                bombs.append(Bomb(name, f"{name}.{name.split('_')[0]}", make))
    return tuple(sorted(bombs, key=lambda bomb: bomb.kind))


BOMBS = _all({"pdf": pdf, "office": office, "plain": plain, "images": images})
