"""Which requirements of the contract are named by a test: read from the `covers` marks of all test files."""

import ast
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).parent / "tests" / "requirements.txt"
APPS = ("accounts", "billing", "webhooks", "parsing")
STATED_AND_DECIDED = "EA"
ALL_KINDS = "EAI"


def requirements(kinds: str) -> dict[str, str]:
    """Requirement -> section, of these kinds: stated (E), decided (A), implied (I)."""
    rows = [line.split() for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {number: section for section, kind, *numbers in rows if kind in kinds for number in numbers}


def covered() -> Mapping[str, int]:
    """Requirement -> how many tests name it."""
    counts: dict[str, int] = {}
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "mark.covers(" in source:
            for number in _marks(ast.parse(source)):
                counts[number] = counts.get(number, 0) + 1
    return counts


def summary() -> str:
    """One line: how many of those stated and decided have a test."""
    needed, named = requirements(STATED_AND_DECIDED), covered()
    return f"contract: {len(needed.keys() & named.keys())} of {len(needed)} requirements stated or decided have a test"


def _marks(tree: ast.AST) -> list[str]:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    marks = (call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "covers")
    return [str(item.value) for mark in marks for item in mark.args if isinstance(item, ast.Constant)]
