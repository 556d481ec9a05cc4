"""A skills section as a list of items: what stands in columns, groups and rows; `skill_pieces` cuts each stretch."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsing.engine.fields.blocks import Style, style_of
from parsing.engine.fields.locations import known_city
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.signatures import MOST_LINES_OF_SIGNATURE, place_signed
from parsing.engine.fields.skill_pieces import (
    MAX_LABEL_WORDS,
    Item,
    Known,
    Source,
    breaks,
    is_labelled,
    is_personal,
    is_remark,
    level_of,
    names_known,
    pieces_of,
)
from parsing.engine.fields.wording import clean_edges, join_lines, length_in_words
from parsing.engine.model import Line
from parsing.engine.model.value import value

__all__ = ["MAX_SKILL_WORDS", "Item", "items"]

_COLONS = ":\uff1a "
MAX_SKILL_WORDS = 6  # longer ones are sentences


@value(frozen=True, slots=True)
class _Strip:
    """A segment of a line, or several that a list runs over."""

    text: str
    parts: tuple[tuple[Line, int], ...]  # (line, offset of its text in `text`)
    style: Style
    bullet: bool
    alone: bool  # the only segment of its line


def items(lines: Sequence[Line], reading: Reading, is_known: Known, are_known: Known) -> Iterator[Item]:
    """The items in order; labels of groups are left out, sentences come as one long item.

    `are_known` tells several skills with nothing but blanks between them.
    """
    lines = [line for line in _above_signature(lines, reading, is_known) if not _is_beside_the_point(line, reading)]
    strips = _without_table_head(_strips(lines), reading)
    labels = _label_styles(strips, is_known, are_known)
    heads = _head_lines(lines, is_known)
    rows = _labelled_rows(lines, is_known)
    group_level: str | None = None
    last: Item | None = None
    skip_next = False
    for number, strip in enumerate(strips):
        if skip_next:
            skip_next = False
            continue
        level = level_of(strip.text, reading)
        if last is not None and group_level is None and not is_known(strip.text) and is_remark(strip.text, reading):
            last = replace(last, note=strip.text, level=last.level or level)
            continue
        by_look = strip.style in labels and not (strip.bullet or breaks(strip.text) or are_known(strip.text))
        by_place = strip.parts[0][0].index in heads or _is_side_label(strips, number, is_known, rows)
        announced = _announces(strips, number, reading, is_known)
        if by_look or by_place or announced or level is not None or _is_heading(strips, number, reading, is_known):
            group_level = level
            continue
        if strip.bullet and reading.is_prose(strip.parts[0][0]):
            line = strip.parts[0][0]  # a sentence about what was done: its commas part no skills
            if last is not None:
                yield last
            last = Item(line.text, line, 0, len(line.text))
            continue
        joined = _wrapped_item(strips, number, is_known)
        skip_next = joined is not None
        for item in pieces_of(Source(joined or strip.text, strip.parts), reading, is_known):
            if last is not None:
                yield last
            last = replace(item, level=group_level) if group_level and not item.level else item
    if last is not None:
        yield last


def _above_signature(lines: Sequence[Line], reading: Reading, is_known: Known) -> Sequence[Line]:
    """The lines without the place and the day at the end of a resume, and the name that signs it below."""
    for number in range(max(0, len(lines) - MOST_LINES_OF_SIGNATURE), len(lines)):
        line, below = lines[number], lines[number + 1 :]
        place = place_signed(line, reading)
        if not place or line.bullet or any(breaks(other.text) or other.bullet for other in below):
            continue
        if "," in place and not is_known(clean_edges(place.partition(",")[0])):
            return lines[:number]
    return lines


def _is_beside_the_point(line: Line, reading: Reading) -> bool:
    """Whether a line among skills is about something else: "Driving licence   B", the place and date of a signature."""
    segments = line.segments
    if len(segments) == 2 and is_personal(segments[0].text, segments[1].text, reading):
        return True
    spans = reading.spans(line)
    if len(spans) != 1 or spans[0].end < len(line.text.rstrip(" .")):
        return False
    return known_city(clean_edges(line.text[: spans[0].start])) is not None


def _without_table_head(strips: list[_Strip], reading: Reading) -> list[_Strip]:
    """The strips without the row that names the columns: "Skill   Level"."""
    first = [strip for strip in strips if strip.parts[0][0] is strips[0].parts[0][0]] if strips else []
    if len(first) < 2 or len(strips) < 2 * len(first):
        return strips
    below = strips[len(first) + 1 : 2 * len(first)]
    named = sum(bool(reading.lexicon.label(strip.text) or reading.lexicon.heading(strip.text)) for strip in first)
    rated = any(is_remark(strip.text, reading) for strip in below)
    return strips[len(first) :] if rated and named > 0.6 * len(first) else strips


def _is_heading(strips: Sequence[_Strip], number: int, reading: Reading, is_known: Known) -> bool:
    """A line that is worded as a heading and has a list below it: "HARD SKILLS"."""
    strip = strips[number]
    if not strip.alone or strip.bullet or breaks(strip.text) or is_known(strip.text) or number + 1 >= len(strips):
        return False
    following = strips[number + 1]
    return reading.lexicon.heading(strip.text) is not None and (following.bullet or breaks(following.text))


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
            text = join_lines(before.text, line.text.strip())
            parts = (*before.parts, (line, len(text) - len(line.text.strip())))
            result[-1] = _Strip(text, parts, before.style, before.bullet, True)
            continue
        for segment in segments:
            style = style_of(segment.bold, segment.italic, segment.font_size_pt or line.font_size_pt, segment.colour)
            result.append(_Strip(segment.text, ((line, 0),), style, line.bullet, len(segments) == 1))
    return result


def _runs_on(before: _Strip, line: Line, limit: dict[tuple[int, int], float]) -> bool:
    """Whether a list goes on in the next line: it ended with a comma, or it was full to the edge."""
    last = before.parts[-1][0]
    if line.bullet or line.region != last.region or is_labelled(line.text) or not breaks(before.text):
        return False
    if before.text.rstrip()[-1:] in ",;|\uff0c\u3001":
        return True
    if last.box is None or line.box is None:
        return False
    edge = limit.get((last.page, last.region), 0.0)
    return last.box.x1_pt > edge - 4.5 * max(line.font_size_pt, 8.0) and line.gap_before_pt < 0.9 * line.font_size_pt


def _label_styles(strips: Sequence[_Strip], is_known: Known, are_known: Known) -> frozenset[Style]:
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
        listed = any(breaks(text) or are_known(text) for text in texts)
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
        if rest and any(is_known(strip.text) or breaks(strip.text) or are_known(strip.text) for strip in rest):
            labels.add(common)  # as many groups as lists
    return frozenset(labels)


def _head_lines(lines: Sequence[Line], is_known: Known) -> frozenset[int]:
    """Lines that name the groups below them by their place alone: "Technical   Other" set apart above two columns.

    Nothing in them may be a known skill, and most of what follows must be.
    """
    heads: set[int] = set()
    for number, line in enumerate(lines[:-1]):
        following = lines[number + 1]
        if line.bullet or breaks("".join(segment.text for segment in line.segments)):
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


def _labelled_rows(lines: Sequence[Line], is_known: Known) -> frozenset[int]:
    """The rows of a table of groups and their lists, one of the groups at least no skill: "Office   Word, Excel"."""
    pairs = [line for line in lines if len(line.segments) == 2 and not line.bullet]
    rows = [line for line in pairs if not breaks(line.segments[0].text) and breaks(line.segments[1].text)]
    if 2 * len(rows) <= len(pairs) or all(is_known(line.segments[0].text) for line in rows):
        return frozenset()
    return frozenset(line.index for line in rows)


def _is_side_label(strips: Sequence[_Strip], number: int, is_known: Known, rows: frozenset[int]) -> bool:
    """A label left of its list ("Databases   PostgreSQL, Redis"), or above bullets."""
    strip = strips[number]
    if strip.bullet or breaks(strip.text) or number + 1 >= len(strips):
        return False
    following = strips[number + 1]
    same_line = following.parts[0][0] is strip.parts[-1][0]
    if is_known(strip.text):
        return same_line and strip.parts[0][0].index in rows
    if same_line:
        return len(strip.parts[0][0].segments) == 2 and breaks(following.text)
    return following.bullet and not strip.bullet and strip.alone


def _announces(strips: Sequence[_Strip], number: int, reading: Reading, is_known: Known) -> bool:
    """Whether what follows in the line begins with a colon and is a list, no level: "System   : Windows 10"."""
    strip = strips[number]
    following = strips[number + 1] if number + 1 < len(strips) else None
    if following is None or following.parts[0][0] is not strip.parts[-1][0] or following.text[0] not in _COLONS:
        return False
    rest = following.text.lstrip(_COLONS).strip()
    if not rest or level_of(rest, reading) is not None or is_remark(rest, reading):
        return False
    return not is_known(strip.text) or breaks(rest) or names_known(rest, is_known)


def _wrapped_item(strips: Sequence[_Strip], number: int, is_known: Known) -> str | None:
    """Two lines that are one skill: "Google" above "Analytics"."""
    strip = strips[number]
    if number + 1 >= len(strips) or (strip.bullet and strips[number + 1].bullet):
        return None
    following = strips[number + 1]
    if not (strip.alone and following.alone) or breaks(strip.text) or breaks(following.text):
        return None
    joined = join_lines(strip.text, following.text)
    return joined if is_known(joined) and not (is_known(strip.text) and is_known(following.text)) else None
