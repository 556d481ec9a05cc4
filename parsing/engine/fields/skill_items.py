"""A skills section as a list of items: group labels, levels and sentences told from skills."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from parsing.engine.fields.blocks import Style, style_of
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import clean_edges, has_letters, length_in_words, trimmed
from parsing.engine.model import Line

MAX_SKILL_WORDS = 6  # longer ones are sentences
MAX_LABEL_WORDS = 5
_OPEN, _CLOSE = "([\uff08\u3010", ")]\uff09\u3011"
_BREAKS = ",;|\uff0c\u3001\u060c\uff1b\uff5c\u2022\u00b7\u25cf\u25aa\u25e6\u2023\u30fb\u2219\t"
_MARKS = "\u2588-\u259f\u25a0-\u25a1\u25cb-\u25cf\u25c6-\u25c7\u2605-\u2606\u2b24\u26ab\u26aa"
_SPACED_BREAKS = re.compile(rf"\s*[{_MARKS}]{{3,}}\s*|\s(?:/|\u2013|\u2014|-|>|\*|~)\s|\s{(2,)}")
_METER = re.compile(
    rf"\s*[{_MARKS}\u2022*]{{3,}}\s*$"
    r"|\s*[:(\[-]?\s*\d{1,3}\s*%\s*[)\]]?\s*$|\s*[(\[]?\s*\d{1,2}\s*/\s*(?:5|10|100)\s*[)\]]?\s*$"
)
_LABELLED = re.compile(r"^([^:\uff1a]{2,50})\s*[:\uff1a]\s*(.*)$")
_DASHED = re.compile(r"^([^,;:|]{2,40}?)\s+[\u2013\u2014-]\s+(.*[,;|\u3001].*)$")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the list as written; `rest` is what stood behind it in brackets or after a sign."""

    text: str
    line: Line
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Strip:
    """A segment of a line, or several that a list runs over."""

    text: str
    parts: tuple[tuple[Line, int], ...]  # (line, offset of its text in `text`)
    style: Style
    bullet: bool
    alone: bool  # the only segment of its line


def items(lines: Sequence[Line], reading: Reading, is_known: Callable[[str], bool]) -> Iterator[Item]:
    """The items in order; labels of groups are left out, sentences come as one long item."""
    strips = _strips(lines)
    labels = _label_styles(strips, is_known)
    heads = _head_lines(lines, is_known)
    skip_next = False
    for number, strip in enumerate(strips):
        if skip_next:
            skip_next = False
            continue
        if strip.style in labels and not _breaks(strip.text) and not strip.bullet:
            continue
        if strip.parts[0][0].index in heads or _is_side_label(strips, number, is_known):
            continue
        text = strip.text
        joined = _wrapped_item(strips, number, is_known)
        if joined is not None:
            skip_next = True
            text = joined
        yield from _split(text, strip, reading, is_known)


def _strips(lines: Sequence[Line]) -> list[_Strip]:
    limit: dict[tuple[int, int], float] = {}
    for line in lines:
        if line.box is not None:
            place = (line.page, line.region)
            limit[place] = max(limit.get(place, 0.0), line.box.x1_pt)
    result: list[_Strip] = []
    for line in lines:
        segments = line.segments
        if not segments:
            continue
        before = result[-1] if result else None
        if before is not None and before.alone and len(segments) == 1 and _runs_on(before, line, limit):
            glue = before.text + " "
            parts = (*before.parts, (line, len(glue)))
            result[-1] = _Strip(glue + line.text.strip(), parts, before.style, before.bullet, True)
            continue
        for segment in segments:
            style = style_of(segment.bold, segment.italic, segment.font_size_pt or line.font_size_pt, segment.colour)
            result.append(_Strip(segment.text, ((line, 0),), style, line.bullet, len(segments) == 1))
    return result


def _runs_on(before: _Strip, line: Line, limit: dict[tuple[int, int], float]) -> bool:
    """Whether a list goes on in the next line: it ended with a comma, or it was full to the edge."""
    last = before.parts[-1][0]
    if line.bullet or line.region != last.region or _LABELLED.match(line.text) or not _breaks(before.text):
        return False
    if before.text.rstrip()[-1:] in ",;|\uff0c\u3001":
        return True
    if last.box is None or line.box is None:
        return False
    edge = limit.get((last.page, last.region), 0.0)
    return last.box.x1_pt > edge - 4.5 * max(line.font_size_pt, 8.0) and line.gap_before_pt < 0.9 * line.font_size_pt


def _breaks(text: str) -> bool:
    return any(sign in text for sign in _BREAKS) or _SPACED_BREAKS.search(text) is not None


def _label_styles(strips: Sequence[_Strip], is_known: Callable[[str], bool]) -> frozenset[Style]:
    """The looks of lines that name groups: another type than the items, and not skills themselves."""
    counts = Counter(strip.style for strip in strips)
    if len(counts) < 2:
        return frozenset()
    common = counts.most_common(1)[0][0]
    labels = set()
    for style, count in counts.items():
        texts = [strip.text for strip in strips if strip.style == style]
        heavier = (style[0], style[2]) > (common[0], common[2])
        known = sum(1 for text in texts if is_known(text))
        listed = any(_breaks(text) for text in texts)
        if (
            style != common
            and count <= len(strips) / 2
            and (heavier or known == 0)
            and not listed
            and known <= count / 2
        ):
            labels.add(style)
    first = strips[0]
    if not labels and counts[first.style] == counts[common] and first.style == common and not is_known(first.text):
        rest = [strip for strip in strips if strip.style != common]
        if rest and any(is_known(strip.text) or _breaks(strip.text) for strip in rest):
            labels.add(common)  # as many groups as lists
    return frozenset(labels)


def _head_lines(lines: Sequence[Line], is_known: Callable[[str], bool]) -> frozenset[int]:
    """Lines that name the groups below them by their place alone: "Technical   Other" set apart above two columns.

    Nothing in them may be a known skill, and most of what follows must be.
    """
    heads: set[int] = set()
    for number, line in enumerate(lines[:-1]):
        following = lines[number + 1]
        if line.bullet or _breaks("".join(segment.text for segment in line.segments)):
            continue
        if any(is_known(segment.text) for segment in line.segments) or length_in_words(line.text) > MAX_LABEL_WORDS:
            continue
        known = sum(1 for segment in following.segments if is_known(segment.text))
        listed = len(line.segments) == 1 and (len(following.segments) > 2 or following.bullet)
        above = number == 0 or line.gap_before_pt > 1.25 * following.gap_before_pt
        later = sorted(other.gap_before_pt for other in lines[number + 2 : number + 6])
        apart = len(line.segments) > 1 and bool(later) and following.gap_before_pt > 1.4 * later[0]
        if above and (listed or apart) and known * 2 >= len(following.segments):
            heads.add(line.index)
    return frozenset(heads)


def _is_side_label(strips: Sequence[_Strip], number: int, is_known: Callable[[str], bool]) -> bool:
    """A label left of its list ("Databases   PostgreSQL, Redis"), or above bullets."""
    strip = strips[number]
    if strip.bullet or _breaks(strip.text) or number + 1 >= len(strips) or is_known(strip.text):
        return False
    following = strips[number + 1]
    same_line = following.parts[0][0] is strip.parts[-1][0]
    if same_line:
        return len(strip.parts[0][0].segments) == 2 and _breaks(following.text)
    return following.bullet and not strip.bullet and strip.alone


def _wrapped_item(strips: Sequence[_Strip], number: int, is_known: Callable[[str], bool]) -> str | None:
    """Two lines that are one skill: "Google" above "Analytics"."""
    strip = strips[number]
    if number + 1 >= len(strips) or (strip.bullet and strips[number + 1].bullet):
        return None
    following = strips[number + 1]
    if not (strip.alone and following.alone) or _breaks(strip.text) or _breaks(following.text):
        return None
    joined = f"{strip.text} {following.text}"
    return joined if is_known(joined) and not (is_known(strip.text) and is_known(following.text)) else None


def _split(text: str, strip: _Strip, reading: Reading, is_known: Callable[[str], bool]) -> Iterator[Item]:
    offset = 0
    labelled = _LABELLED.match(text) or _DASHED.match(text)
    if labelled is not None and _is_label(labelled.group(1), labelled.group(2), reading, is_known):
        offset = labelled.start(2)
    for bounds in _bounds(text, offset):
        start, end = trimmed(text, *bounds)
        for left, right in _at_conjunction(text, start, end, reading, is_known):
            item = _item(text, left, right, strip, reading)
            if item is not None:
                yield item


def _is_label(label: str, rest: str, reading: Reading, is_known: Callable[[str], bool]) -> bool:
    if length_in_words(label) > MAX_LABEL_WORDS:
        return False
    level = reading.lexicon.skill_level(rest) or reading.lexicon.proficiency(rest)
    single = not _breaks(rest)
    return not (single and (level is not None or _METER.search(rest) is not None or not rest or is_known(label)))


def _bounds(text: str, offset: int) -> Iterator[tuple[int, int]]:
    """The stretches between separators that stand outside brackets."""
    spaced = {match.start(): match.end() for match in _SPACED_BREAKS.finditer(text, offset)}
    depth, start, position = 0, offset, offset
    while position < len(text):
        character = text[position]
        depth += (character in _OPEN) - (character in _CLOSE and depth > 0)
        decimal = (
            character == "," and text[position - 1 : position].isdigit() and text[position + 1 : position + 2].isdigit()
        )
        if depth == 0 and position in spaced:
            yield start, position
            start = position = spaced[position]
            continue
        if depth == 0 and character in _BREAKS and not decimal:
            yield start, position
            start = position + 1
        position += 1
    yield start, len(text)


def _at_conjunction(
    text: str, start: int, end: int, reading: Reading, is_known: Callable[[str], bool]
) -> list[tuple[int, int]]:
    """ "Java and SQL" is two skills when both are known and the whole is not."""
    whole = text[start:end]
    if " " not in whole or is_known(whole):
        return [(start, end)]
    position = start
    for word in whole.split(" ")[:-1]:
        after = position + len(word) + 1
        if position > start and any(word.casefold() in pack.conjunctions for pack in reading.lexicon.near_packs):
            left, right = text[start : position - 1], text[after:end]
            if is_known(left) and is_known(right):
                return [(start, position - 1), (after, end)]
        position = after
    return [(start, end)]


def _item(text: str, start: int, end: int, strip: _Strip, reading: Reading) -> Item | None:
    raw = text[start:end]
    bare = _METER.sub("", raw)
    note = raw[len(bare) :]
    opening = max(bare.rfind("("), bare.rfind("\uff08"))
    if opening > 0 and bare.rstrip()[-1:] in _CLOSE:
        inside = bare[opening + 1 : -1]
        if reading.lexicon.skill_level(inside) or reading.lexicon.proficiency(inside) or inside[:1].isdigit():
            bare, note = bare[:opening], inside
    for sign in (":", "\uff1a", " - ", " \u2013 "):
        head, found, tail = bare.partition(sign)
        if found and tail and (reading.lexicon.skill_level(tail) or reading.lexicon.proficiency(tail)):
            bare, note = head, tail
    bare = clean_edges(bare).rstrip(".") if not bare.rstrip().endswith("etc.") else clean_edges(bare)
    if not has_letters(bare):
        return None
    line, base = strip.parts[0]
    for part_line, part_offset in strip.parts:
        if part_offset <= start:
            line, base = part_line, part_offset
    local = line.text.find(bare, max(0, start - base))
    local = local if local >= 0 else max(line.text.find(bare), 0)
    return Item(bare, line, local, min(local + len(bare), len(line.text)), note.strip())
