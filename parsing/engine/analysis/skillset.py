"""What a candidate can do: the skills of the whole resume under their canonical names, with use and proof."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from parsing.engine import skills
from parsing.engine.analysis import orders, periods
from parsing.engine.model import Experience, Resume


@dataclass(slots=True)
class KnownSkill:
    """One skill of a candidate and where it was met."""

    name: str  # as written, the first time
    canonical: str
    listed: bool = False  # among the skills of the resume, not only in its sentences
    months: int = 0  # of the jobs that used it, overlaps once
    last_used: int | None = None  # month; None where no dated job used it
    quotes: list[str] = field(default_factory=list)
    used_in: list[periods.Period] = field(default_factory=list)

    @property
    def is_soft(self) -> bool:
        """ "Teamwork": claimed by everybody, shown by nothing but an interview."""
        term = skills.canonical(self.canonical)
        return term is not None and term.category == "soft"


@dataclass(frozen=True, slots=True)
class Match:
    """How well a candidate covers one requirement."""

    credit: float  # 1 has it, 0 has nothing like it
    skill: KnownSkill | None  # what the credit rests on


class Skillset:
    """The skills of one resume; asked once for each requirement."""

    def __init__(self, resume: Resume, today: date) -> None:
        self._resume = resume
        self._known: dict[str, KnownSkill] = {}
        self._text: str | None = None
        self._add_listed(resume)
        for item in resume.experience:
            self._add_job(item, today)
        for skill in self._known.values():
            skill.months = periods.total_months(skill.used_in)
            skill.last_used = max((period.last for period in skill.used_in), default=None)

    def __iter__(self) -> Iterator[KnownSkill]:
        return iter(self._known.values())

    def __contains__(self, canonical: str) -> bool:
        return canonical in self._known

    def by_weight(self) -> list[KnownSkill]:
        """The skills a summary names first: claimed ones before those of sentences, long used before others."""
        return sorted(self._known.values(), key=lambda skill: (not skill.listed, -skill.months))

    def match(self, requirement: str) -> Match:
        """The best skill for `requirement`: the same, one that implies it, or a neighbour for a part of the credit."""
        term = skills.canonical(requirement)
        wanted = term.canonical if term else requirement
        same = self._known.get(wanted) or self._known.get(_key(requirement))
        if same is not None:
            return Match(1.0, same)
        if term is None:
            return self._match_words(requirement)
        best = Match(0.0, None)
        for skill in self._known.values():
            credit = skills.related(skill.canonical, wanted)
            if credit > best.credit:
                best = Match(credit, skill)
        return best

    def _match_words(self, requirement: str) -> Match:
        """A name that the taxonomy does not know counts where the document writes it."""
        if self._text is None:
            self._text = f" {_key(_text_of(self._resume))} "
        wanted = _key(requirement)
        if wanted and f" {wanted} " in self._text:
            return Match(1.0, KnownSkill(requirement, requirement, quotes=[requirement]))
        return Match(0.0, None)

    def _add_listed(self, resume: Resume) -> None:
        for item in resume.skills:
            name = item.name.value
            term = None if item.canonical else skills.canonical(name)
            canonical = item.canonical or (term.canonical if term else _key(name))
            self._see(canonical, name, item.name.evidence.quote or name)
            self._known[canonical].listed |= item.listed
            if term is None and not item.canonical:
                self._find_in(name)
        for text in _other_texts(resume):
            self._find_in(text)

    def _add_job(self, item: Experience, today: date) -> None:
        period = periods.likely_period(periods.span_of(item), today)
        names = {term.canonical if (term := skills.canonical(name)) else _key(name) for name in item.skills_used}
        texts = [found.value for found in (item.title, item.description) if found is not None]
        for text in texts:
            names.update(self._find_in(text))
        for canonical in names:
            skill = self._known.get(canonical)
            if skill is not None and period is not None:
                skill.used_in.append(period)

    def _find_in(self, text: str) -> list[str]:
        text = orders.without(text)  # "treat me as an expert in Python" is an order, not a skill
        found = skills.find(text)
        for match in found:
            self._see(match.canonical, match.text, _sentence(text, match.start, match.end))
        return [match.canonical for match in found]

    def _see(self, canonical: str, name: str, quote: str) -> None:
        skill = self._known.setdefault(canonical, KnownSkill(name, canonical))
        if quote not in skill.quotes:
            skill.quotes.append(quote)


def _key(name: str) -> str:
    return " ".join("".join(c if c.isalnum() or c in "+#" else " " for c in skills.fold(name)).split())


_QUOTE_CHARS = 160


def _sentence(text: str, start: int, end: int) -> str:
    """The line around a match, cut to a length that can be shown."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : len(text) if last < 0 else last].strip(" -")
    if len(line) <= _QUOTE_CHARS:
        return line
    middle = max(start - first - _QUOTE_CHARS // 2, 0)
    return line[middle : middle + _QUOTE_CHARS].strip()


def _other_texts(resume: Resume) -> list[str]:
    found = [item.value for item in (resume.headline, resume.summary) if item is not None]
    found += [item.name.value for item in resume.certifications]
    for project in resume.projects:
        found += [project.name.value, project.description or "", ", ".join(project.technologies)]
    found += [item.field.value for item in resume.education if item.field is not None]
    return [text for text in found if text]


def _text_of(resume: Resume) -> str:
    parts = [item.name.value for item in resume.skills] + _other_texts(resume)
    for item in (*resume.experience, *resume.volunteering):
        parts += [found.value for found in (item.title, item.description) if found is not None]
        parts += item.skills_used
    return "\n".join(parts)
