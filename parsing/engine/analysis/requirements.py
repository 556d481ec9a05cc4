"""What a job asks for, read from its description in any supported language.

A description is read line by line: headings switch between required, nice to have, duties, benefits and the company;
inside a sentence a phrase may say otherwise for the skills before or behind it ("Kubernetes is a plus").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsing.engine import languages, skills
from parsing.engine.analysis import spoken, words
from parsing.engine.analysis.seniority import level_of_title
from parsing.engine.model import Requirements
from parsing.engine.skills import SkillMatch, occupations

_SENTENCE = re.compile(r"[^.;!?\n\u3002\uff1b\u2022]+(?:[.;!?](?=\w)[^.;!?\n\u3002\uff1b\u2022]+)*")
_HEADING_CHARS = 70
_RUN_GAP_CHARS = 14  # skills this near in a list are judged together
_MOST_SKILLS = 60
_YEARS_CUE_CHARS = 60  # how far from its number a word of experience may stand
_MOST_YEARS = 25
_OWN_SHARE = 0.25  # of the text; a language with less is a guess
_RANK = {"required": 0, "duties": 1, "nice": 2, "about": 3, "benefits": 4}


@dataclass(frozen=True, slots=True)
class _Mention:
    match: SkillMatch
    mode: str


def extract_requirements(text: str, title: str | None = None, department: str | None = None) -> Requirements:
    """What `text` asks for; the skills by canonical name, in the order of the text, each in one list only.

    `title` names the role where the text may not; `department` is read for skills like the title.
    """
    mentions = list(_mentions(text))
    required, nice = _sorted_out(mentions)
    for extra in (title, department):
        for match in skills.find(extra or ""):
            if match.canonical not in (*required, *nice):
                required.append(match.canonical)
    role = (title or "").strip() or _title_of(text)
    written = {mention.match.canonical: mention.match.text for mention in reversed(mentions)}
    return Requirements(
        required_skills=tuple(required[:_MOST_SKILLS]),
        nice_to_have_skills=tuple(nice[:_MOST_SKILLS]),
        years=_years(text),
        seniority=level_of_title(role) if role else None,
        degrees=_degrees(text),
        languages=spoken.codes(text),
        title=role,
        text=text,
        location=_location(text),
        as_written=tuple(
            (name, written[name]) for name in (*required, *nice) if name in written and written[name] != name
        ),
    )


def requirements_from_skills(
    required: Iterable[str], nice_to_have: Iterable[str], *, described: Requirements | None = None
) -> Requirements:
    """Requirements with lists that a caller gives, as written there; the rest as `described`. Required wins."""
    wanted = tuple({skills.fold(name): name for name in reversed(tuple(required))}.values())[::-1]
    taken = {skills.fold(name) for name in wanted}
    extra = {skills.fold(name): name for name in reversed(tuple(nice_to_have)) if skills.fold(name) not in taken}
    base = described or Requirements()
    return Requirements(
        required_skills=wanted,
        nice_to_have_skills=tuple(extra.values())[::-1],
        years=base.years,
        seniority=base.seniority,
        degrees=base.degrees,
        languages=base.languages,
        title=base.title,
        text=base.text,
        location=base.location,
        weights=base.weights,
    )


def _sorted_out(mentions: list[_Mention]) -> tuple[list[str], list[str]]:
    """Each skill where its strongest mention puts it. What only the company or the benefits name is not asked for,
    unless the text names nothing else."""
    best: dict[str, str] = {}
    for mention in mentions:
        name = mention.match.canonical
        if name not in best or _RANK[mention.mode] < _RANK[best[name]]:
            best[name] = mention.mode
    asked = {name: mode for name, mode in best.items() if mode in ("required", "duties", "nice")}
    required = [name for name, mode in asked.items() if mode != "nice"]
    nice = [name for name, mode in asked.items() if mode == "nice"]
    if not asked:
        required = list(best)
    return required, nice


def _mentions(text: str) -> Iterator[_Mention]:
    mode = "required"
    for line in text.splitlines():
        heading, rest = _heading(line)
        mode = heading or mode
        inner = mode
        for sentence in _SENTENCE.findall(rest):
            # "Java. Nice to have: Kotlin." in one line: such a heading rules to the end of its line only.
            opened, said = _heading(sentence)
            inner = opened or inner
            yield from _of_sentence(said, inner)


def _heading(line: str) -> tuple[str | None, str]:
    """The section that a line opens, and what of the line is left to read: "Nice to have: Redis" is both."""
    stripped = line.strip(" \t-*#\u2022>")
    if not stripped:
        return None, ""
    head, colon, rest = stripped.partition(":")
    if not colon:
        head, colon, rest = stripped.partition("\uff1a")
    for candidate, left in ((head, rest), (stripped, "")):
        if len(candidate) <= _HEADING_CHARS:
            found = words.exact(candidate, "sections")
            if found:
                return min(found, key=lambda kind: _RANK[kind]), left
    if colon and len(head) <= _HEADING_CHARS and not rest.strip():
        cues = words.kinds(head, "sections")
        if cues:
            return max(cues, key=lambda kind: kind == "nice"), ""
    return None, stripped


def _of_sentence(sentence: str, mode: str) -> Iterator[_Mention]:
    matches = occupations.outside_roles(sentence, skills.find(sentence))
    if not matches:
        return
    cues = [cue for cue in words.find(sentence, "inline") if not _is_part_of_skill(cue, matches)]
    for match in matches:
        yield _Mention(match, _ruled(sentence, match, matches, cues) or mode)


def _is_part_of_skill(cue: words.Cue, matches: tuple[SkillMatch, ...]) -> bool:
    return any(match.start < cue.end and cue.start < match.end for match in matches)


def _ruled(sentence: str, match: SkillMatch, matches: tuple[SkillMatch, ...], cues: list[words.Cue]) -> str | None:
    """What a phrase of the sentence says about this skill: the last one leading to it, or the next one that closes its
    list; of both, the closing one, which stands nearer to what it means."""
    lead = [cue for cue in cues if cue.kind.endswith("_lead") and cue.end <= match.start]
    trail = next((cue for cue in cues if cue.kind.endswith("_trail") and cue.start >= match.end), None)
    if trail is not None and _reaches(sentence, match, trail, matches, led=bool(lead)):
        return _mode_of(trail)
    closed = [cue for cue in cues if cue.kind.endswith("_trail") and cue.end <= match.start]
    if lead and not (closed and closed[-1].start > lead[-1].start):
        return _mode_of(lead[-1])
    return None


def _reaches(sentence: str, match: SkillMatch, trail: words.Cue, matches: tuple[SkillMatch, ...], *, led: bool) -> bool:
    """Whether the closing phrase is said of the list that `match` stands in: of "A and B, C is a plus" it is C's.

    `led`: a phrase before the list has ruled already, so that a comma ends its reach: "requires A, C is a plus".
    """
    closed = [item for item in matches if item.end <= trail.start]
    first = len(closed) - 1
    after_comma = None
    while first > 0:
        gap = sentence[closed[first - 1].end : closed[first].start]
        joined = bool(words.find(gap, "list"))
        if led and not joined:
            break
        if joined and after_comma is not None:
            first = after_comma
            break
        if len(gap) > _RUN_GAP_CHARS:
            break
        after_comma = after_comma if joined else first
        first -= 1
    return match.start >= closed[first].start


def _mode_of(cue: words.Cue) -> str:
    return cue.kind.partition(".")[2].split("_")[0]


def _title_of(text: str) -> str | None:
    """The first short line that names an occupation: a description opens with its title."""
    for line in text.strip().splitlines()[:3]:
        label, colon, rest = line.strip(" \t-*#").partition(":")
        head = rest.strip() if colon and rest.strip() else label.strip()
        plain = head and len(head) <= _HEADING_CHARS and not any(character.isdigit() for character in head)
        if plain and spoken.looks_like_title(head) and not words.exact(head, "sections"):
            return head
    return spoken.occupation_phrase(text)


def _years(text: str) -> float | None:
    """The years of experience asked for: the largest minimum that is said of experience."""
    found = []
    for cue in words.find(text, "units"):
        number = re.search(
            r"(\d{1,2})\s*(?:\+|\uff0b)?\s*(?:(?:-|\u2013|\u2014|~|to|a|bis|do|\u2013)\s*\d{1,2}\s*)?\+?\s*$",
            text[: cue.start],
        )
        if number is None:
            continue
        near = text[max(number.start() - _YEARS_CUE_CHARS, 0) : cue.end + _YEARS_CUE_CHARS]
        if words.find(near, "experience") or skills.find(near):
            count = int(number.group(1))
            found.append(count if cue.kind == "units.years" else count / 12)
    plausible = [count for count in found if 0 < count <= _MOST_YEARS]
    return max(plausible, default=None)


def _degrees(text: str) -> tuple[str, ...]:
    """In the words of the text's own languages: an English licence is no French "licence"."""
    shares = languages.detect(text)[:2]
    detected = tuple(sorted(code for code, share in shares if share >= _OWN_SHARE and code in words.languages()))
    found = [text[cue.start : cue.end] for cue in words.find(text, "degrees", detected or None)]
    return tuple({skills.fold(name): name for name in reversed(found)}.values())[::-1]


def _location(text: str) -> str | None:
    for line in text.splitlines():
        head, colon, rest = line.strip(" \t-*#\u2022").partition(":")
        if colon and rest.strip() and len(rest) <= _HEADING_CHARS and words.exact(head, "place"):
            return rest.strip()
    return None
