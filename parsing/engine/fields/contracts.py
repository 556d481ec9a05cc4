"""What a header says about the contract: "Clerk (part-time)"."""

import tomllib
from functools import cache
from pathlib import Path

from parsing.engine.fields.wording import EDGE


def is_contract(text: str) -> bool:
    """Whether a text says nothing but how much somebody works, or on what contract."""
    return text.strip(EDGE).casefold() in _words()


@cache
def _words() -> frozenset[str]:
    path = Path(__file__).parent / "data" / "contract_words.toml"
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["words"])
