"""Questions for an interview, made from the CV and the role. No model: the same input gives the same questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from parsing.engine.analysis import parts, periods, words
from parsing.engine.analysis import role as roles
from parsing.engine.analysis.analyse import analyse
from parsing.engine.analysis.parts import Candidate
from parsing.engine.analysis.requirements import extract_requirements
from parsing.engine.analysis.skillset import KnownSkill
from parsing.engine.analysis.texts import say
from parsing.engine.model import Findings, Requirements, Resume

TECHNICAL = "Technical"
BEHAVIOURAL = "Behavioural"
LEAST, MOST = 6, 10
_MOST_TECHNICAL, _MOST_BEHAVIOURAL = 5, 5
_STALE_MONTHS = 48
_QUOTE_CHARS = 160
_MEASURED = re.compile(r"\d")
_LETTER_SENTENCE = re.compile(r"[^.!?\n\u3002]{20,160}[.!?\u3002]?")
_TEXTS = "questions.en"


@dataclass(frozen=True, slots=True)
class Question:
    category: str  # TECHNICAL or BEHAVIOURAL
    question: str
    rationale: str  # cites the CV, the role or the letter


def interview_questions(
    resume: Resume,
    *,
    job_context: str = "",
    motivation_letter: str = "",
    requirements: Requirements | None = None,
    today: date,
) -> tuple[Question, ...]:
    """LEAST to MOST questions, technical ones first, at least one of each category; none that is unlawful to ask.

    `job_context` is read like a job description where no `requirements` are given.
    """
    if requirements is None and job_context.strip():
        requirements = extract_requirements(job_context)
    candidate = parts.candidate(resume, requirements or Requirements(), today)
    findings = analyse(resume, requirements, today=today)
    technical = _lawful(_technical(candidate))[:_MOST_TECHNICAL]
    behavioural = _lawful(_behavioural(candidate, findings, motivation_letter))[:_MOST_BEHAVIOURAL]
    return (*technical, *behavioural)


def is_lawful(question: str) -> bool:
    """Whether a question keeps away from what the law protects: age, family, health, faith, origin and the like."""
    return not words.find(question, "unlawful")


def _lawful(questions: Iterator[Question]) -> list[Question]:
    """The questions that may be asked, each once. A quote of the CV may have brought in what may not be asked."""
    asked = {item.question: item for item in questions if is_lawful(item.question) and is_lawful(item.rationale)}
    return list(asked.values())


def _ask(category: str, key: str, **values: object) -> Question:
    path = f"{category.lower()}.{key}"
    return Question(category, say(f"{path}.question", _TEXTS, **values), say(f"{path}.rationale", _TEXTS, **values))


def _technical(candidate: Candidate) -> Iterator[Question]:
    now = periods.month_of(candidate.today)
    matched = [match.skill for _, match in candidate.required if match.credit == 1.0 and match.skill is not None]
    for skill in sorted(matched, key=_by_use)[:2]:
        yield _ask(TECHNICAL, "skill_role", skill=skill.name, proof=_proof(skill))
    missing = [(name, match) for name, match in candidate.required if match.credit < 1.0]
    for name, match in missing[:2]:
        if match.skill is not None and match.credit >= parts.CLOSE:
            yield _ask(TECHNICAL, "missing_close", skill=name, neighbour=match.skill.name)
        else:
            yield _ask(TECHNICAL, "missing", skill=name)
    for skill in matched:
        if skill.last_used is not None and now - skill.last_used >= _STALE_MONTHS:
            yield _ask(TECHNICAL, "stale", skill=skill.name, months=now - skill.last_used)
    hard = [skill for skill in sorted(candidate.skillset, key=_by_use) if not skill.is_soft]
    rest = [skill for skill in hard if skill not in matched]
    if len(rest) >= 2:
        yield _ask(TECHNICAL, "pair", one=rest[0].name, other=rest[1].name, proof=_proof(rest[0]))
    for skill in rest[2:4] if len(rest) >= 2 else rest:
        yield _ask(TECHNICAL, "skill", skill=skill.name, proof=_proof(skill))
    for title in candidate.titles[:1]:
        yield _ask(TECHNICAL, "craft", title=title, proof="")
    for key in ("first", "quality", "first_task"):
        yield _ask(TECHNICAL, key)


def _behavioural(candidate: Candidate, findings: Findings, letter: str) -> Iterator[Question]:
    resume = candidate.resume
    for quote in _achievements(resume)[:2]:
        yield _ask(BEHAVIOURAL, "achievement", quote=quote)
    for flag in findings.red_flags:
        if flag.kind == "gap" and flag.period is not None:
            first, last = flag.period
            months = flag.months
            yield _ask(BEHAVIOURAL, "gap", first=first, last=last, months=months)
        elif flag.kind == "job_hopping":
            yield _ask(BEHAVIOURAL, "changes", flag=flag.text)
    written = _letter_quote(letter)
    if written:
        yield _ask(BEHAVIOURAL, "motivation", quote=written)
    role = candidate.requirements.title
    if role and candidate.titles and roles.similarity(candidate.titles[0], role) < parts.SIMILAR_ROLE:
        yield _ask(BEHAVIOURAL, "change_of_role", title=candidate.titles[0], role=role)
    if findings.management:
        yield _ask(BEHAVIOURAL, "leading", proof="")
    latest = resume.experience[0] if resume.experience else None
    if latest is not None and latest.title is not None:
        yield _ask(BEHAVIOURAL, "pressure", job=latest.title.value)
    if latest is not None and latest.company is not None:
        yield _ask(BEHAVIOURAL, "disagree", company=latest.company.value)
    if candidate.months:
        yield _ask(BEHAVIOURAL, "why", years=f"{candidate.months / 12:.1f}".removesuffix(".0"))
    for key in ("learning", "team", "feedback", "deadline"):
        yield _ask(BEHAVIOURAL, key)


def _by_use(skill: KnownSkill) -> tuple[bool, int, str]:
    return (not skill.listed, -skill.months, skill.canonical)


def _proof(skill: KnownSkill) -> str:
    """ " (\"Built a pipeline with Kafka\")", where the CV says more than the name."""
    said = next((quote for quote in skill.quotes if len(quote) > len(skill.name) + 10), None)
    return f' ("{said}")' if said else ""


def _achievements(resume: Resume) -> list[str]:
    """Bullets that can be asked about: those with a number first."""
    bullets = [bullet for item in resume.experience for bullet in item.bullets if 20 <= len(bullet) <= _QUOTE_CHARS]
    return sorted(bullets, key=lambda bullet: _MEASURED.search(bullet) is None)


def _letter_quote(letter: str) -> str | None:
    """The first sentence of a letter that names a skill, else the first that can be quoted; never one that gives
    orders to a machine."""
    sentences = [found.strip() for found in _LETTER_SENTENCE.findall(letter)]
    fit = [text for text in sentences if not words.find(text, "injection") and is_lawful(text)]
    return fit[0] if fit else None
