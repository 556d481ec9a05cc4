"""Questions for an interview, made from the CV and the role. No model: the same input gives the same questions."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from parsing.engine import languages
from parsing.engine.analysis import orders, parts, periods, words
from parsing.engine.analysis import role as roles
from parsing.engine.analysis.analyse import analyse
from parsing.engine.analysis.parts import Candidate
from parsing.engine.analysis.requirements import extract_requirements
from parsing.engine.analysis.skillset import KnownSkill
from parsing.engine.analysis.texts import voice
from parsing.engine.model import Findings, Requirements, Resume

TECHNICAL = "Technical"
BEHAVIOURAL = "Behavioural"
LEAST, MOST = 6, 10
_MOST_TECHNICAL, _MOST_BEHAVIOURAL = 5, 5
_STALE_MONTHS = 48
_QUOTE_CHARS = 160
_MEASURED = re.compile(r"\d")
_LETTER_SENTENCE = re.compile(r"[^.!?\n\u3002]{20,160}[.!?\u3002]?")


_Ask = Callable[..., "Question | None"]


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
    language: str = "en",
) -> tuple[Question, ...]:
    """LEAST to MOST questions, technical ones first, at least one of each category; none that is unlawful to ask.

    `job_context` is read like a job description where no `requirements` are given; `language` is that of the questions,
    English where they are not written in it.
    """
    if requirements is None and job_context.strip():
        requirements = extract_requirements(job_context)
    spoken = voice(language, resume.detected_language)
    candidate = parts.candidate(resume, requirements or Requirements(), today, spoken)
    findings = analyse(resume, requirements, today=today, language=language)
    technical = _once(_technical(candidate))[:_MOST_TECHNICAL]
    behavioural = _once(_behavioural(candidate, findings, motivation_letter))[:_MOST_BEHAVIOURAL]
    return (*technical, *behavioural)


def is_lawful(question: str, *spoken: str) -> bool:
    """Whether a question keeps away from what the law protects: age, family, health, faith, origin and the like.

    `spoken`: the languages that it may be in, all where none is given. A word may be innocent in another language.
    """
    known = tuple(sorted({code for code in spoken if code in words.languages()}))
    return not words.find(question, "unlawful", known or None)


def _once(questions: Iterator[Question | None]) -> list[Question]:
    return list({item.question: item for item in questions if item is not None}.values())


def _asker(candidate: Candidate, category: str, letter: str = "") -> _Ask:
    """Asks in the words of `texts`, which are lawful; what a quote would bring in that may not be asked gives None."""
    spoken = candidate.voice
    detected = [code for code, _ in languages.detect(letter)[:1]] if letter else []
    tongues = ("en", spoken.language, candidate.resume.detected_language or "en", *detected)

    def ask(key: str, **values: object) -> Question | None:
        if not all(is_lawful(str(value), *tongues) for value in values.values()):
            return None
        path = f"{category.lower()}.{key}"
        return Question(category, spoken.ask(f"{path}.question", **values), spoken.ask(f"{path}.rationale", **values))

    return ask


def _technical(candidate: Candidate) -> Iterator[Question | None]:
    now, ask = periods.month_of(candidate.today), _asker(candidate, TECHNICAL)
    matched = [match.skill for _, match in candidate.required if match.credit == 1.0 and match.skill is not None]
    for skill in sorted(matched, key=_by_use)[:2]:
        yield ask("skill_role", skill=skill.name, proof=_proof(skill))
    missing = [(name, match) for name, match in candidate.required if match.credit < 1.0]
    for name, match in missing[:2]:
        if match.skill is not None and match.credit >= parts.CLOSE:
            yield ask("missing_close", skill=name, neighbour=match.skill.name)
        else:
            yield ask("missing", skill=name)
    for skill in matched:
        if skill.last_used is not None and now - skill.last_used >= _STALE_MONTHS:
            yield ask("stale", skill=skill.name, month=periods.month_name(skill.last_used))
    hard = [skill for skill in sorted(candidate.skillset, key=_by_use) if not skill.is_soft]
    rest = [skill for skill in hard if skill not in matched]
    if len(rest) >= 2:
        yield ask("pair", one=rest[0].name, other=rest[1].name, proof=_proof(rest[0]))
    for skill in rest[2:4] if len(rest) >= 2 else rest:
        yield ask("skill", skill=skill.name, proof=_proof(skill))
    for title in candidate.titles[:1]:
        yield ask("craft", title=title, proof="")
    for key in ("first", "quality", "first_task"):
        yield ask(key)


def _behavioural(candidate: Candidate, findings: Findings, letter: str) -> Iterator[Question | None]:
    resume, ask = candidate.resume, _asker(candidate, BEHAVIOURAL, letter)
    for quote in _achievements(resume)[:2]:
        yield ask("achievement", quote=quote.rstrip("."))
    for flag in findings.red_flags:
        if flag.kind == "gap" and flag.period is not None:
            first, last = flag.period
            yield ask("gap", first=first, last=last, months=candidate.voice.months(flag.months or 0))
        elif flag.kind == "job_hopping":
            yield ask("changes", flag=flag.text)
    written = _letter_quote(letter)
    if written:
        yield ask("motivation", quote=written.rstrip("."))
    role = candidate.requirements.title
    if role and candidate.titles and roles.similarity(candidate.titles[0], role) < parts.SIMILAR_ROLE:
        yield ask("change_of_role", title=candidate.titles[0], role=role)
    if findings.management:
        yield ask("leading", proof="")
    latest = resume.experience[0] if resume.experience else None
    if latest is not None and latest.title is not None:
        yield ask("pressure", job=latest.title.value)
    if latest is not None and latest.company is not None:
        yield ask("disagree", company=latest.company.value)
    if candidate.months:
        yield ask("why", years=candidate.voice.years(candidate.months))
    for key in ("learning", "team", "feedback", "deadline"):
        yield ask(key)


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
    fit = [text for text in sentences if orders.first_order(text) is None and is_lawful(text)]
    return fit[0] if fit else None
