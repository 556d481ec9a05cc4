"""Which requirements of the contract have a test: read from the `covers` marks of all test files."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
APPS = ("accounts", "billing", "webhooks", "parsing")
LIST = Path(__file__).with_name("requirements.txt")
# Stated or decided, and proven elsewhere than in a test of the APIs.
ELSEWHERE = {
    "R142": "retention, which is a setting of the workspace",
}


def requirements(kinds: str) -> set[str]:
    rows = [line.split() for line in LIST.read_text().splitlines() if not line.startswith("#")]
    return {number for section, kind, *numbers in rows if kind in kinds for number in numbers}


def covered() -> dict[str, int]:
    """Requirement -> how many tests name it."""
    counts: dict[str, int] = {}
    for path in sorted(path for app in APPS for path in (ROOT / app).rglob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "mark.covers(" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "covers":
                for argument in node.args:
                    counts[argument.value] = counts.get(argument.value, 0) + 1
    return counts


def test_every_stated_and_decided_requirement_has_a_test():
    needed, named = requirements("EA"), covered()

    missing = sorted(needed - named.keys() - ELSEWHERE.keys())

    print(f"requirements covered: {len(needed & named.keys())} of {len(needed)} stated and decided")  # noqa: T201
    assert missing == []


def test_no_mark_names_a_requirement_that_does_not_exist():
    assert sorted(covered().keys() - requirements("EAI")) == []
