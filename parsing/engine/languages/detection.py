"""The languages of a text: by CLD2's statistics, by the script, and by the function words and headings of the packs."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

import pycld2

from parsing.engine.languages import loader
from parsing.engine.languages.folding import TOKEN, fold, tokens_of_ascii

_ADDRESSES = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+/\S*")
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_RENAMED = {"iw": "he", "nb": "no", "nn": "no", "in": "id", "ji": "yi", "zh-Hant": "zh", "jw": "jv"}
_STATISTICS, _FUNCTION_WORDS, _HEADINGS = 0.55, 0.25, 0.2  # weights of the three votes
_MIN_SHARE = 0.08  # below, a language is an echo of names and terms
_LONGEST_HEADING = 50  # characters
_SAMPLE_CHARACTERS = 12_000  # more text changes no answer


def detect(text: str) -> tuple[tuple[str, float], ...]:
    """(ISO 639-1 code, share) of the languages of the text, the main one first; empty when nothing can be told."""
    return _detect(text[:_SAMPLE_CHARACTERS])


@lru_cache(maxsize=64)
def _detect(text: str) -> tuple[tuple[str, float], ...]:
    lines = [_ADDRESSES.sub(" ", line) if _may_hold_address(line) else line for line in text.split("\n")]
    cleaned = _UNREADABLE.sub(" ", "\n".join(lines))
    shares: defaultdict[str, float] = defaultdict(float)
    statistics, function_words, headings = _statistics(cleaned), _function_words(cleaned), _headings(cleaned)
    for votes, weight in (
        (statistics, _STATISTICS),
        (function_words, _FUNCTION_WORDS),
        (headings, _HEADINGS),
    ):
        total = sum(votes.values())
        for code, count in votes.items():
            shares[code] += weight * count / total
    total_share = sum(shares.values())
    ranked = [(code, share / total_share) for code, share in sorted(shares.items(), key=lambda item: -item[1])]
    known = set(loader.codes())
    witnessed = {code for votes in (function_words, headings) for code in votes} | {code for code, _ in ranked[:1]}
    return tuple(
        (code, round(share, 3))
        for code, share in ranked
        if share >= _MIN_SHARE and (code in witnessed or code not in known)  # short texts mislead statistics
    )


def _may_hold_address(line: str) -> bool:
    return "@" in line or "/" in line or "www." in line


def _statistics(text: str) -> Mapping[str, float]:
    try:
        _, _, details = pycld2.detect(text.encode("utf-8", "replace"), bestEffort=True)
    except pycld2.error:
        return {}
    votes: defaultdict[str, float] = defaultdict(float)
    for _, code, percent, _ in details:
        if code != "un":
            votes[_RENAMED.get(code, code)] += percent
    return votes


def _function_words(text: str) -> Mapping[str, float]:
    """A word votes for the packs that have it; the fewer have it, the more it says."""
    speakers = _speakers()
    lines = text.split("\n")
    words = tokens_of_ascii("\n".join(filter(str.isascii, lines)))
    words += map(fold, TOKEN.findall("\n".join([line for line in lines if not line.isascii()])))
    votes: defaultdict[str, float] = defaultdict(float)
    for word, count in Counter(filter(speakers.__contains__, words)).items():
        codes, weight = speakers[word]
        for code in codes:
            votes[code] += weight * count
    return votes


def _headings(text: str) -> Mapping[str, float]:
    headings = _heading_speakers()
    votes: defaultdict[str, float] = defaultdict(float)
    for line in text.split("\n"):
        if len(line) >= _LONGEST_HEADING:
            continue
        wording = line.strip(" :\t\u2022-")
        codes = headings.get(wording.lower() if wording.isascii() else fold(wording))
        if codes:
            for code in codes:
                votes[code] += 1 / len(codes) ** 2
    return votes


@lru_cache(maxsize=1)
def _speakers() -> Mapping[str, tuple[tuple[str, ...], float]]:
    """Word -> the packs that have it, and the weight of its vote."""
    speakers: dict[str, set[str]] = {}
    for code in loader.codes():
        for word in loader.load(code).stopwords:
            speakers.setdefault(fold(word), set()).add(code)
    return {word: (tuple(sorted(codes)), 1 / len(codes) ** 2) for word, codes in speakers.items()}


@lru_cache(maxsize=1)
def _heading_speakers() -> Mapping[str, tuple[str, ...]]:
    speakers: dict[str, set[str]] = {}
    for code in loader.codes():
        for wordings in loader.load(code).headings.values():
            for wording in wordings:
                speakers.setdefault(fold(wording), set()).add(code)
    return {wording: tuple(sorted(codes)) for wording, codes in speakers.items()}
