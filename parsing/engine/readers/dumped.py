"""Text that programs pulled out of a page badly: all of it in one line, or the pieces of a line below each other."""

import re
from collections.abc import Iterator, Sequence

_LONG = 400  # characters of a line that is no paragraph of a resume
_GAP = re.compile(r"\s{3,}|\u2003+")
_LEAST_GAPS = 8
_HEADED = re.compile(
    r"(?:(?<=[.;\w]) |^)([A-Z][A-Za-z]+(?: (?:&|and|of|[A-Z][a-z]+)){0,3}):\s+"
    r"|\s([A-Z]{4,}(?: [A-Z&]+){0,3}):?\s+(?=[A-Z\d])"
)
_LEAST_HEADED = 2
_SENTENCE = re.compile(r"(?:(?<=[a-z]{4}\.)|(?<=[\w)]\d\.))\s+(?=[A-Z])")
_FIRST_NUMBER = re.compile(r"(?<=[a-z.])\s+(?=[\d+(])")
_BULLET = re.compile(r"\s+(?=[\u2022\u25cf\u25aa]\s)")
_JOINTS = frozenset({",", ":", "\uff0d", "\u2013", "\u2014"})  # alone on a line they join the lines around
_TRAILS = (" ,", " :")  # the next one goes on with a line that ends so
_LEADS = (",", "\uff0d")  # a line that begins so goes on with the one above
_SMALL_WORD = re.compile(r"[a-z]{1,3}")  # "to", between the two dates of a period
_ENDS_IN_YEAR = re.compile(r"(?:19|20)\d\d$")
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WIDE_BLANK = re.compile(r"(?<=[^\s.!?:;,])  (?=\S)")
_MOST_CELLS = 4


def relined(lines: Sequence[str]) -> list[str]:
    """The lines as the page had them, as far as their text still tells."""
    trails: tuple[str, ...] = ()
    if max(map(len, lines), default=0) >= _LONG:
        lines = [part for line in lines for part in (_parted(line) if len(line) >= _LONG else (line,))]
        trails = _TRAILS
    parted = trails or any(_is_joint(line.strip()) for line in lines)
    return [_with_cells(line) for line in (_joined(lines, trails) if parted else lines)]


def _is_joint(text: str) -> bool:
    return text in _JOINTS or _SMALL_WORD.fullmatch(text) is not None


def _parted(line: str) -> Iterator[str]:
    """The lines that one held: between wide gaps, else at what heads a part of it and at the ends of sentences."""
    if len(_GAP.findall(line.strip())) >= _LEAST_GAPS:
        yield from _GAP.split(line.strip())
        return
    headed = list(_HEADED.finditer(line))
    if len(headed) < _LEAST_HEADED:
        yield line
        return
    start = 0
    for match in headed:
        yield from _sentences(line[start : match.start()], first=start == 0)
        yield match.group(1) or match.group(2)
        start = match.end()
    yield from _sentences(line[start:], first=False)


def _sentences(text: str, *, first: bool) -> Iterator[str]:
    if first:  # the name, before the number of a house or a phone
        name, *rest = _FIRST_NUMBER.split(text.strip(), maxsplit=1)
        yield name
        text = rest[0] if rest else ""
    for part in _BULLET.split(text):
        yield from filter(None, _SENTENCE.split(part.strip()))


def _joined(lines: Sequence[str], trails: tuple[str, ...]) -> list[str]:
    """The lines, joined where a sign or a small word stands alone between two: "June 2014", "to", "May 2016"."""
    result: list[str] = []
    goes_on = False
    for line in lines:
        text = line.strip()
        small = bool(result) and _SMALL_WORD.fullmatch(text) and _ENDS_IN_YEAR.search(result[-1].rstrip())
        joint = text in _JOINTS or bool(small)
        if result and result[-1].strip() and text and (joint or goes_on or text.startswith(_LEADS)):
            result[-1] = f"{result[-1].rstrip()} {text}"
        else:
            result.append(line)
        goes_on = joint or text.endswith(trails)
    return result


def _with_cells(line: str) -> str:
    """A dated line whose parts two blanks set apart, with tabs between them."""
    if "  " not in line or not _DATED.search(line):
        return line
    body = line.strip()
    gaps = len(_WIDE_BLANK.findall(body))
    if not 0 < gaps < _MOST_CELLS or body.count("  ") != gaps:
        return line
    return line[: len(line) - len(line.lstrip())] + _WIDE_BLANK.sub("\t", body)
