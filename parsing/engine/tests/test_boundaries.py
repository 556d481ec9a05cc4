"""What the engine may import, and what its files may hold."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsing import engine

ROOT = Path(engine.__file__).parent
MODULES = [path for path in sorted(ROOT.rglob("*.py")) if "tests" not in path.parts and "__pycache__" not in path.parts]
STAGES = ("readers", "layout", "sections", "fields", "analysis")
FOREIGN = ("django", "rest_framework", "openai", "stripe", "redis", "dramatiq", "requests", "cvault", "accounts")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_engine_imports_no_framework_and_no_app(path: Path) -> None:
    foreign = [name for name in imported(path) if name.split(".")[0] in FOREIGN]
    outside = [name for name in imported(path) if name.startswith("parsing.") and not name.startswith("parsing.engine")]

    assert foreign == []
    assert outside == []


@pytest.mark.parametrize("stage", STAGES)
def test_stages_do_not_see_each_other(stage: str) -> None:
    others = tuple(f"parsing.engine.{other}" for other in (*STAGES, "pipeline", "profiles", "llm") if other != stage)

    seen = {
        name_of(path): name
        for path in MODULES
        if path.relative_to(ROOT).parts[0] == stage
        for name in imported(path)
        if name.startswith(others)
    }

    assert seen == {}


@pytest.mark.parametrize("lower", ["languages", "skills", "model"])
def test_lower_layers_import_nothing_above(lower: str) -> None:
    above = tuple(f"parsing.engine.{name}" for name in (*STAGES, "pipeline", "profiles", "llm", "options", "codec"))

    seen = [
        (name_of(path), name)
        for path in MODULES
        if path.relative_to(ROOT).parts[0] == lower
        for name in imported(path)
        if name.startswith(above)
    ]

    assert seen == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_files_stay_readable(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400
