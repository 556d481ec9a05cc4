"""Where a title ends and its employer begins in one phrase: "Accountant in the company Acme", "Clerk at Acme"."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from parsing.engine.fields.locations import is_capitalised
from parsing.engine.fields.wording import is_small, length_in_words, without_article
from parsing.engine.languages.lexicon import Lexicon

_STOP_BEHIND_WORD = re.compile(r"(?<=[^\W\d_]{5})\.$")
_ELIDED = re.compile(r"\s[^\W\d_]{1,4}['\u2019]$")  # "nell'" before a year
_MOST_SMALL_WORDS = 4  # between a title and the name of the employer
_MOST_WORDS = 14  # of a header
_TITLE, _EMPLOYER = 0.6, 0.5


@cache
def told_words() -> dict[str, dict[str, list[str]]]:
    """The words of sentences that tell a job, by language."""
    path = Path(__file__).parent / "data" / "told_jobs.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def before_employers() -> frozenset[str]:
    """Small words that nothing but an employer follows: "at", "chez"."""
    return frozenset(told_words()["general"]["before_employers"])


@lru_cache(maxsize=64)
def before_titles(lexicon: Lexicon) -> tuple[str, ...]:
    """Small words that a title follows in the languages of a document: "as", "als"."""
    told = told_words()
    return tuple(dict.fromkeys(told[code]["as"][0] for code in lexicon.near_codes if code in told))


def lead_to_employer(text: str, lexicon: Lexicon) -> str:
    """What leads to the employer at the beginning of a text, with its blank: "with " or "Working with "; else ""."""
    position = 0
    for word in text.split(" ")[:_MOST_SMALL_WORDS]:
        position += len(word) + 1
        if is_small(word) and word in lexicon.connectors:
            return text[:position] if is_capitalised(text[position:]) else ""
        if word.casefold() not in _words_of_working(lexicon):
            break
    return ""


@lru_cache(maxsize=64)
def _words_of_working(lexicon: Lexicon) -> frozenset[str]:
    told = told_words()
    return frozenset(word for code in lexicon.near_codes if code in told for word in told[code]["worked"])


@cache
def employer_nouns() -> frozenset[str]:
    """What an employer is called before its name."""
    return frozenset(told_words()["general"]["employer_nouns"])


def joint_at(text: str, position: int, lexicon: Lexicon) -> str:
    """The small word, or phrase of several, that stands at a place and may lead to an employer; "" for another word."""
    for phrase in _phrases(lexicon):
        if text.startswith(phrase, position) and text[position + len(phrase) : position + len(phrase) + 1] == " ":
            return phrase
    word = text[position:].partition(" ")[0]
    return word if is_small(word) and word in lexicon.connectors else ""


@lru_cache(maxsize=64)
def _phrases(lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(sorted((words for words in lexicon.connectors if " " in words), key=len, reverse=True))


def name_behind(text: str, lexicon: Lexicon) -> tuple[str, bool]:
    """A name without articles and a word for "company" before it, and whether that word stood there."""
    named = False
    for _ in range(_MOST_SMALL_WORDS):
        word, _, rest = text.partition(" ")
        noun = word.casefold() in employer_nouns()
        small = is_small(word) and (lexicon.is_stopword(word) or word in lexicon.connectors)
        if not rest or not (noun or small):
            break
        named, text = named or noun, rest
    return without_article(text), named


def without_link(text: str, lexicon: Lexicon) -> str:
    """A text before a date without the small word or the full stop that leads to it: "University of Leeds in" 2017."""
    text = _ELIDED.sub("", _STOP_BEHIND_WORD.sub("", text))
    rest, _, last = text.rpartition(" ")
    return rest.rstrip() if last.islower() and lexicon.is_stopword(last) else text


def names_employer_below(text: str, above: str, lexicon: Lexicon) -> bool:
    """Whether a line in small letters is the employer of the title above it: "at Acme Ltd, Leeds"."""
    word, _, rest = text.partition(" ")
    if word not in before_employers() or length_in_words(text) > _MOST_WORDS or text.rstrip().endswith("."):
        return False
    name, named = name_behind(rest, lexicon)
    return is_capitalised(name) and (named or lexicon.title(above) >= _TITLE or lexicon.company(name) >= _EMPLOYER)


def names_job(text: str, lexicon: Lexicon) -> bool:
    """Whether a line of many small words is a title and its employer all the same."""
    if length_in_words(text) > _MOST_WORDS or text.rstrip().endswith(".") or not is_capitalised(text):
        return False
    position = text.find(" ") + 1
    while position:
        joint = joint_at(text, position, lexicon)
        if joint:
            name, named = name_behind(text[position + len(joint) + 1 :], lexicon)
            sure = named or joint.partition(" ")[0] in before_employers() or lexicon.company(name) >= _EMPLOYER
            if sure and is_capitalised(name) and lexicon.title(text[: position - 1]) >= _TITLE:
                return True
        position = text.find(" ", position) + 1
    return False
