"""Agreement of the lines read with the order that the generator knows."""

import re
import unicodedata
from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass

from parsing.engine import layout, readers


@dataclass(frozen=True, slots=True)
class Agreement:
    tau: float  # Kendall's, over the parts of the truth; a part that was not read counts as out of order
    perfect: bool  # every part read whole, in order
    missing: tuple[str, ...]  # parts not found whole


def agreement(data: bytes, truth: Sequence[str]) -> Agreement:
    """How far the lines of a document agree with `truth`, its parts in reading order."""
    read = layout.arrange(readers.read(data, ocr=readers.OcrOptions(enabled=False)))
    text = _folded(" ".join(line.text for line in read.lines))
    places: list[int | None] = []
    missing: list[str] = []
    for part in truth:
        at = _find(text, part)
        if at is None:
            missing.append(part)
            # Cut apart, perhaps: its start still tells where it was read.
            at = _find(text, part.split()[0])
        places.append(at)
    tau = kendall_tau(places)
    return Agreement(tau, not missing and tau == 1.0, tuple(missing))


def kendall_tau(places: Sequence[int | None]) -> float:
    """1 for ascending places, -1 for descending ones; None is out of order with all others.

    >>> kendall_tau([1, 2, 3])
    1.0
    """
    count = len(places)
    if count < 2:
        return 1.0
    pairs = count * (count - 1) // 2
    found = [place for place in places if place is not None]
    discordant = pairs - len(found) * (len(found) - 1) // 2
    seen: list[int] = []
    for place in found:
        discordant += len(seen) - bisect_left(seen, place)
        insort(seen, place)
    return 1 - 2 * discordant / pairs


def _find(text: str, part: str) -> int | None:
    """Where `part` stands in `text` as whole words; lines of scripts without spaces are broken anywhere."""
    pattern = (
        r"(?<!\w)" + r"\s*".join(map(re.escape, _folded(part))) if not part.isascii() and _is_unspaced(part) else ""
    )
    if pattern:
        match = re.search(pattern, text)
        return match.start() if match else None
    at = f" {text} ".find(f" {_folded(part)} ")
    return at if at >= 0 else None


def _is_unspaced(part: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in part)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
