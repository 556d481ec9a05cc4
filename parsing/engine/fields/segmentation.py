"""Cut the lines of a section into entries, by the places of the dates and by what the first entry looks like.

Every entry has one period; the question is how many lines above it belong to it. The first line of the section is
the first line of the first entry, and a resume repeats itself: so lines like that one begin entries.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from parsing.engine.fields.anchors import find_anchors
from parsing.engine.fields.asides import BODY_LABELS, Likeness, hoist_parts, is_aside
from parsing.engine.fields.blocks import Anchor, Block, Style, View, typical_gap_pt
from parsing.engine.fields.wording import starts_lower
from parsing.engine.model import Line

MAX_ENTRIES = 400  # of a section; what follows is the description of the last one
MAX_LINES_ABOVE = 5  # company, place, department, title, and one more
MAX_LINES_BELOW = 3
MIN_TOLD = 2  # entries with a description show where the parts of a header end
MAX_ASIDES = 4  # between two lines of one header
_PIECES = re.compile(r",\s+|\s+[|\u2013\u2014-]\s+|\s{2,}")
_REMARK = re.compile(r"\s*\([^()]*\)$")
_COLONS = (":", "\uff1a")
SURE = 0.9  # of a line that is nothing but a title: the next one may begin small and not go on with it
CERTAIN = 0.99
LIKELY = 0.5  # of a part of a header that stands below asides

Closing = Callable[[str], bool]


def cut(lines: list[View], likeness: Likeness, *, single_dates: bool, closing: Closing | None = None) -> list[Block]:
    """The entries of a section in order of the text.

    `single_dates`: one date alone may date an entry. `closing` tells texts that end a header and begin none.
    """
    if not lines:
        return []
    anchors = find_anchors(lines, single_dates=single_dates)[:MAX_ENTRIES]
    if not anchors:
        return _cut_without_dates(lines, likeness)
    if _end_entries(lines, anchors):
        starts = [0, *(anchor.last + 1 for anchor in anchors[:-1])]
    else:
        starts = _starts(lines, anchors, likeness, closing or _never)
    look, count = Counter(lines[start].style for start in starts).most_common(1)[0]
    repeated = look if count > 1 else None
    blocks: list[Block] = []
    for number, anchor in enumerate(anchors):
        end = starts[number + 1] if number + 1 < len(anchors) else len(lines)
        blocks.extend(_with_undated(_block(lines, starts[number], end, anchor, likeness), repeated, likeness))
    return blocks


def _never(_: str) -> bool:
    return False


def _end_entries(lines: list[View], anchors: Sequence[Anchor]) -> bool:
    """Whether the dates stand below what the entries tell: the first ones do, and after them entries begin alike."""
    first = anchors[0].first
    if lines[0].body or not any(view.body for view in lines[1:first]):
        return False
    if not all(lines[anchor.first].only_dates for anchor in anchors):
        return False
    following = [lines[anchor.last + 1] for anchor in anchors[:-1]]
    alike = sum(view.style == lines[0].style and not view.body for view in following)
    return 2 * alike >= len(anchors) - 1


def _starts(lines: list[View], anchors: Sequence[Anchor], likeness: Likeness, closing: Closing) -> list[int]:
    """The first line of the entry of each anchor."""
    first = anchors[0].first
    above = lines[1 : _above_blurb(lines, 0, first, likeness) + 1] if first > 1 else lines[1:first]
    usable = first <= MAX_LINES_ABOVE and not any(view.body for view in above)
    usual = Counter(view.style for view in lines).most_common(1)[0][0], typical_gap_pt(lines)
    starts = [0 if usable else _best_start(lines, usual, 0, anchors[0], None, None, likeness)]
    model = lines[starts[0]]
    height = first - starts[0]
    below = _parts_below(lines, anchors) if height else 0
    for number in range(1, len(anchors)):
        low = anchors[number - 1].last + 1
        if low < anchors[number].first and closing(lines[low].line.text):
            low += 1  # the place of the entry before, below its dates
        if low + below + height <= anchors[number].first:
            low += below
        starts.append(_best_start(lines, usual, low, anchors[number], model, height, likeness))
    return starts


def _parts_below(lines: list[View], anchors: Sequence[Anchor]) -> int:
    """How many lines every entry with a description has between its dates and that: parts of its header.

    Entries without a description have them too, and the next one begins behind them.
    """
    counts: list[int] = []
    ends = [*(anchor.first for anchor in anchors[1:]), len(lines)]
    for anchor, end in zip(anchors, ends, strict=True):
        told = next((n for n in range(anchor.last + 1, end) if lines[n].body or lines[n].label in BODY_LABELS), None)
        if told is not None:
            counts.append(told - anchor.last - 1)
    return min(counts) if len(counts) >= MIN_TOLD else 0


def _best_start(  # noqa: PLR0917  # the rows of the table need what they need
    lines: list[View],
    usual: tuple[Style, float],  # the look of most lines, and the white space between them
    low: int,
    anchor: Anchor,
    model: View | None,
    height: int | None,
    likeness: Likeness,
) -> int:
    common, gap = usual
    best, best_score = anchor.first, -99.0
    lowest = max(low, anchor.first - MAX_LINES_ABOVE)
    employer = _above_blurb(lines, lowest, anchor.first, likeness)
    for start in range(anchor.first, lowest - 1, -1):
        view = lines[start]
        if start < anchor.first and view.body:
            if start > employer:
                continue  # what the employer does, between its name and the title
            break
        score = _start_score(lines, start, model or view, common, gap) + 0.4 * min(1.0, likeness(view.line.text))
        if height is not None:
            score -= 0.5 * abs((anchor.first - start) - height)
        if start == anchor.first and lines[start].only_dates and height != 0:
            score -= 1.0
        if start == anchor.first and view.body and view.date_alone:
            score -= 4.0
        if score > best_score:
            best, best_score = start, score
    return best


def _above_blurb(lines: list[View], lowest: int, dated: int, likeness: Likeness) -> int:
    """Where an employer stands above sentences about it and the dates below them; the place of the dates if nowhere.

    "Acme, S.A.", "A group that makes tools in ten countries.", "Buyer (2019 - 2021)".
    """
    position = dated - 1
    if position > lowest and not lines[position].body:
        position -= 1  # the title, above its dates
    sentences = position
    while position > lowest and lines[position].prose and not lines[position].line.bullet:
        position -= 1
    view = lines[position]
    if position == sentences or position < lowest or view.body or view.spans or view.label is not None:
        return dated
    if position > 0 and not lines[position - 1].body and view.line.gap_before_pt <= 0 and position != lowest:
        return dated
    named = likeness(view.line.text) >= LIKELY or view.line.text.isupper() or view.style != lines[sentences].style
    return position if named else dated


def _start_score(lines: list[View], start: int, model: View, common: tuple[object, ...], gap: float) -> float:
    """How much a line looks like the first one of an entry."""
    view = lines[start]
    score = 0.0
    if view.style == model.style:
        score += 2.2 if view.style != common else 0.8
    elif model.style != common:
        score -= 1.0  # the entries of this resume begin with a line of another look
    if view.line.bullet != model.line.bullet:
        score -= 1.5
    if bool(view.spans) == bool(model.spans):
        score += 0.4
    if start > 0:
        before = lines[start - 1]
        if before.body:
            score += 1.0
        if view.line.gap_before_pt > 1.35 * gap + 1.0:
            score += 1.2
        elif view.line.gap_before_pt < 0.75 * gap:
            score -= 0.4
        if view.line.page != before.line.page or view.line.region != before.line.region:
            score += 0.3
    if view.label is not None and not view.label_rest:
        score -= 2.0
    return score


def _block(lines: list[View], start: int, end: int, anchor: Anchor, likeness: Likeness) -> Block:
    block = Block(anchor=anchor, dates_line=lines[anchor.first].line)
    above = [view for view in lines[start : anchor.first] if view.chunks]
    # What bullets tell between the names and the dates below is description, unless the dates are one of them.
    listed = not lines[start].line.bullet and not (lines[anchor.first].line.bullet and lines[anchor.first].only_dates)
    block.header = [
        view
        for number, view in enumerate(above)
        if not is_aside(view, likeness) and not (listed and view.line.bullet) and not (number and view.prose)
    ] or above
    told = [view for view in above if all(view is not part for part in block.header)]
    position = anchor.first
    dated = lines[anchor.first]
    titled = [chunk for chunk in dated.chunks if not chunk.prose] if not dated.line.bullet and not dated.wrapped else []
    set_beside_body = dated.body and dated.date_alone and (start < anchor.first or bool(titled))
    if set_beside_body and titled and len(titled) < len(dated.chunks):
        # "Civil Engineer   2022 - 2023   Led a team of": title, dates and the first line of the text side by side
        block.header.append(replace(dated, chunks=tuple(titled)))
        said = tuple(chunk for chunk in dated.chunks if chunk.prose)
        block.body = [*told, replace(dated, chunks=said), *lines[position + 1 : end]]
        return block
    if not set_beside_body:
        block.header.append(dated)
        position = anchor.last + 1
        block.header.extend(lines[anchor.first + 1 : anchor.last + 1])
        bare = sum(len(view.chunks) for view in block.header) < 2  # a name and nothing else
        if position < end and bare and _is_missing_part(block.header, lines[position], likeness):
            block.header.append(lines[position])
            position += 1
        position = _take_below(block, lines, position, end, dated, told, likeness)
    block.body = [*told, *lines[position:end]]
    hoist_parts(block, likeness)
    return block


def _take_below(  # noqa: PLR0917  # the lines of an entry, and what was said of it so far
    block: Block, lines: list[View], position: int, end: int, dated: View, told: list[View], likeness: Likeness
) -> int:
    """Add what stands below the dates to the header, asides between to `told`; the position of the first line left."""
    taken = 0
    while position < end and taken < MAX_LINES_BELOW:
        asides = 0
        while position + asides < end and asides < MAX_ASIDES and is_aside(lines[position + asides], likeness):
            asides += 1
        following = position + asides
        if following >= end or not _goes_on_as_header(lines, following, dated, likeness):
            break
        if asides and likeness(_REMARK.sub("", lines[following].line.text)) < LIKELY:
            break
        if _is_client(lines, following, end):
            break
        told.extend(lines[position:following])
        block.header.append(lines[following])
        taken += bool(lines[following].chunks)  # "7 years 2 months" alone is no part
        position = following + 1
    return position


def _is_client(lines: list[View], position: int, end: int) -> bool:
    """Whether a labelled employer is one of several in an entry: the clients of a consultant."""
    label = lines[position].label
    return label == "company" and any(view.label == label for view in lines[position + 1 : end])


def _is_missing_part(header: Sequence[View], view: View, likeness: Likeness) -> bool:
    """Whether the first bullet is the degree (or title) that the header lacks: "- Master of Science: Physics"."""
    if not view.line.bullet or view.prose or view.anchor is not None or likeness(view.line.text) < CERTAIN:
        return False
    return all(likeness(above.line.text) < CERTAIN for above in header)


def _goes_on_as_header(lines: list[View], position: int, dated: View, likeness: Likeness) -> bool:
    view = lines[position]
    if view.body or view.label in BODY_LABELS:
        return False
    if view.line.heading_level is not None and dated.line.heading_level is None:
        return False
    if view.label is None and view.line.text.endswith(_COLONS) and not dated.line.text.endswith(_COLONS):
        return False  # "Selected engagements:"
    following = lines[position + 1] if position + 1 < len(lines) else None
    runs_on = following is not None and following.wrapped and following.label is None
    # Dates alone need a name below them.
    named = likeness(view.line.text) >= (LIKELY if dated.only_dates and lines[position - 1] is dated else SURE)
    if runs_on and starts_lower(lines[position + 1].line.text) and not named:
        return False  # the first line of a sentence that is too short to tell
    if view.line.region == dated.line.region or dated.only_dates or _below(dated.line, view.line):
        return True
    return likeness(view.line.text) >= CERTAIN > likeness(dated.line.text)  # a degree, and above it only its school


def _below(line: Line, other: Line) -> bool:
    """Whether a line stands right below another, although the layout began a new region there."""
    if line.box is None or other.box is None or line.page != other.page:
        return False
    distance = other.box.top_pt - line.box.bottom_pt
    return abs(other.box.x0_pt - line.box.x0_pt) < 3.0 and -1.0 < distance < 1.2 * max(line.font_size_pt, 6.0)


def _with_undated(block: Block, look: Style | None, likeness: Likeness) -> list[Block]:
    """The entry, and the ones without dates that its body hides: lines with the look that entries begin with."""
    if look is None or block.anchor is None or any(view.body and view.style == look for view in block.body):
        return [block]
    for number, view in enumerate(block.body):
        hidden = view.style == look and not view.body and view.anchor is None and number > 0
        if hidden and block.body[number - 1].body and likeness(view.line.text) >= 0.5:
            rest = block.body[number:]
            block.body = block.body[:number]
            return [block, _undated(rest)]
    return [block]


def _tells_all(view: View, likeness: Likeness) -> bool:
    """Whether a line holds two parts of an entry: a degree and its school, a title and its employer."""
    return sum(likeness(piece) >= LIKELY for piece in _PIECES.split(view.line.text)) >= 2


def _undated(lines: list[View]) -> Block:
    block = Block()
    for number, view in enumerate(lines):
        if view.body or number >= MAX_LINES_BELOW:
            block.body = lines[number:]
            break
        block.header.append(view)
    return block


def _cut_without_dates(lines: list[View], likeness: Likeness) -> list[Block]:
    """Entries of a section that gives no dates: each begins with a line like the first one after a body or a gap."""
    gap = typical_gap_pt(lines)
    model = lines[0]
    starts = [0]
    for position in range(1, len(lines)):
        view, before = lines[position], lines[position - 1]
        apart = before.body or view.line.gap_before_pt > 1.35 * gap + 1.0
        like_first = view.style == model.style and view.line.bullet == model.line.bullet and not view.body
        if (like_first and apart) or (_tells_all(before, likeness) and _tells_all(view, likeness)):
            starts.append(position)
    blocks = [_undated(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return [block for block in blocks if any(likeness(view.line.text) >= 0.3 for view in block.header)]
