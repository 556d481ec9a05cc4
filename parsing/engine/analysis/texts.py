"""The sentences of the analysis: written in `texts/<language>.toml`, filled in here."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

DEFAULT_LANGUAGE = "en"


def say(key: str, language: str = DEFAULT_LANGUAGE, **values: Any) -> str:
    """The sentence `key` ("flags.gap") with its gaps filled. Raises KeyError where there is no such sentence."""
    return sentences(language)[key].format(**values)


def say_counted(key: str, count: int, language: str = DEFAULT_LANGUAGE, **values: Any) -> str:
    """The same for a sentence that counts: "flags.gap.one" for 1, "flags.gap.other" for the rest."""
    return say(f"{key}.{'one' if count == 1 else 'other'}", language, count=count, **values)


def joined(items: Iterable[str], language: str = DEFAULT_LANGUAGE) -> str:
    """ "Python, Django and PostgreSQL"."""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return say("list.last", language, head=", ".join(names[:-1]), last=names[-1])


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of a language, by dotted key."""
    text = files(__package__).joinpath("texts", f"{language}.toml").read_text(encoding="utf-8")
    return _flatten("", tomllib.loads(text))


def _flatten(prefix: str, table: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        path = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            flat.update(_flatten(path, value))
        else:
            flat[path] = value
    return flat
