"""Prose by a model: a verdict and interview questions. It gets facts, not the document, and every sentence is checked.

What a sentence says must rest on the facts that it names: numbers and skills that are not in them, names that nobody
wrote, orders, and everything an interviewer must not ask end the sentence. The score is a fact like the others.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsing.engine import skills
from parsing.engine.analysis import is_lawful, orders, words
from parsing.engine.analysis.questions import BEHAVIOURAL, TECHNICAL, Question
from parsing.engine.analysis.texts import voice
from parsing.engine.llm.answers import BadAnswer, as_list, as_number, as_object
from parsing.engine.llm.prompts import Json, Prompt, array, texts
from parsing.engine.model import Findings, Resume

MOST_FACTS = 120
_FACT_CHARS = 300
_SENTENCE_CHARS = 400
_MOST_SENTENCES = 8
_LEAST_SENTENCES = 2
_MOST_QUESTIONS = 10
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_LINK = re.compile(r"https?://|www\.|@")
_NAME = re.compile(r"(?<=[^\W\d_]\s)[A-Z\u00c0-\u00de\u0410-\u042f][^\W\d_]+")  # a capital inside a sentence
_CAPITAL_NOUNS = frozenset({"de"})
_SPLIT = re.compile(r"[^.!?\n\u3002]+[.!?\u3002]?")

_FACTS: Json = array({"type": "integer"}, 12)
VERDICT_SCHEMA: Json = {
    "type": "object",
    "properties": {
        "sentences": array(
            {
                "type": "object",
                "properties": {"text": {"type": "string", "maxLength": _SENTENCE_CHARS}, "facts": _FACTS},
                "required": ["text", "facts"],
                "additionalProperties": False,
            },
            _MOST_SENTENCES,
        )
    },
    "required": ["sentences"],
    "additionalProperties": False,
}
QUESTIONS_SCHEMA: Json = {
    "type": "object",
    "properties": {
        "questions": array(
            {
                "type": "object",
                "properties": {
                    "category": {"enum": [TECHNICAL, BEHAVIOURAL]},
                    "question": {"type": "string", "maxLength": _SENTENCE_CHARS},
                    "facts": _FACTS,
                },
                "required": ["category", "question", "facts"],
                "additionalProperties": False,
            },
            _MOST_QUESTIONS,
        )
    },
    "required": ["questions"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class _Statement:
    text: str
    facts: tuple[str, ...]


def facts_of(resume: Resume, findings: Findings, *, role: str = "", letter: str = "") -> tuple[str, ...]:
    """What prose may rest on: work, skills, study, what was concluded, the role and the letter. No name, no contact."""
    found = [*_work_facts(resume), *_conclusions(findings)]
    names = [item.name.value for item in resume.skills]
    found += [_fact("skills", ", ".join(names[:40]))] if names else []
    for study in resume.education:
        parts = [value.value for value in (study.degree, study.field, study.institution) if value is not None]
        found.append(_fact("education", ", ".join(parts)))
    found += [_fact("role", sentence) for sentence in _sentences(role)[:20]]
    found += [_fact("letter", sentence) for sentence in _sentences(letter)[:20]]
    clean = (orders.without(fact).strip()[:_FACT_CHARS] for fact in found)
    return tuple(fact for fact in dict.fromkeys(clean) if fact and not _LINK.search(fact))[:MOST_FACTS]


def verdict_prompt(facts: Sequence[str], language: str) -> Prompt:
    """Asks for a paragraph."""
    return Prompt(texts()["verdict"]["rules"], _data(facts, language), VERDICT_SCHEMA, "verdict")


def question_prompt(facts: Sequence[str], language: str) -> Prompt:
    """Asks for questions."""
    return Prompt(texts()["questions"]["rules"], _data(facts, language), QUESTIONS_SCHEMA, "questions")


def read_verdict(text: str, facts: Sequence[str], language: str) -> str:
    """The paragraph, of the sentences that hold. Raises BadAnswer where too few do."""
    statements = _statements(as_list(as_object(text).get("sentences"), _MOST_SENTENCES), "text", facts)
    held = [item.text for item in statements if _holds(item, language)]
    if len(held) < _LEAST_SENTENCES:
        raise BadAnswer("too little of it rests on the facts")
    return " ".join(held)


def read_questions(text: str, facts: Sequence[str], language: str) -> tuple[Question, ...]:
    """The questions that hold, each with a rationale in our words that quotes its facts. Raises BadAnswer."""
    items = as_list(as_object(text).get("questions"), _MOST_QUESTIONS)
    found = []
    for item, statement in zip(items, _statements(items, "question", facts), strict=True):
        category = item.get("category")
        if category not in (TECHNICAL, BEHAVIOURAL):
            raise BadAnswer("not a category")
        if _holds(statement, language) and is_lawful(statement.text, language, "en") and _asks(statement.text):
            quote = statement.facts[0].rstrip(".")
            rationale = voice(language).ask("cited.rationale", quote=quote)
            found.append(Question(category, statement.text, rationale))
    return tuple({question.question: question for question in found}.values())


def _fact(label: str, text: str) -> str:
    return texts()["facts"][label].format(text=text)


def _data(facts: Sequence[str], language: str) -> str:
    numbered = {str(number): fact for number, fact in enumerate(facts, 1)}
    return json.dumps({"language": language, "facts": numbered}, ensure_ascii=False)


def _statements(items: Sequence[Json], key: str, facts: Sequence[str]) -> list[_Statement]:
    found = []
    for item in items:
        text, numbers = item.get(key), item.get("facts")
        if not isinstance(text, str) or not isinstance(numbers, list):
            raise BadAnswer("not a sentence with its facts")
        named = [as_number(number) for number in numbers]
        cited = tuple(facts[number - 1] for number in named if 1 <= number <= len(facts))
        found.append(_Statement(" ".join(text.split()), cited if len(cited) == len(named) else ()))
    return found


def _holds(statement: _Statement, language: str) -> bool:
    """Whether a sentence rests on its facts and says nothing that we would not."""
    text, said = statement.text, "\n".join(statement.facts)
    if not statement.facts or not 10 <= len(text) <= _SENTENCE_CHARS or _LINK.search(text):
        return False
    if orders.first_order(text) is not None or words.find(text, "gender", (language,)):
        return False
    folded = skills.fold(said)
    known = {match.canonical for match in skills.find(said)}
    return (
        set(_NUMBER.findall(text)) <= set(_NUMBER.findall(said))
        and all(match.canonical in known for match in skills.find(text))
        and all(skills.fold(name) in folded for name in _names(text, language))
    )


def _names(text: str, language: str) -> list[str]:
    """Words with a capital inside a sentence; German gives one to every noun."""
    if language in _CAPITAL_NOUNS:
        return []
    return [name for name in _NAME.findall(text) if not name.isupper()]


def _asks(text: str) -> bool:
    return text.endswith(("?", ".", "\uff1f", "\u3002", "\u061f"))


def _work_facts(resume: Resume) -> Iterator[str]:
    for job in resume.experience[:12]:
        head = [value.value for value in (job.title, job.company) if value is not None]
        if job.dates is not None:
            head.append(job.dates.value.raw)
        if head:
            yield _fact("work", ", ".join(head))
        for bullet in job.bullets[:6]:
            yield _fact("work", bullet)


def _conclusions(findings: Findings) -> Iterator[str]:
    if findings.total_experience_years is not None:
        yield _fact("experience", f"{findings.total_experience_years:g}")
    if findings.seniority is not None:
        yield _fact("level", findings.seniority.value)
    if findings.fit is not None:
        yield _fact("fit", str(findings.fit.score))
        if findings.fit.matched_skills:
            yield _fact("matched", ", ".join(findings.fit.matched_skills))
        if findings.fit.missing_skills:
            yield _fact("missing", ", ".join(findings.fit.missing_skills))
    for flag in findings.red_flags:
        yield _fact("flag", flag.text)
    for strength in findings.strengths:
        yield _fact("strength", strength)


def _sentences(text: str) -> list[str]:
    return [found.strip() for found in _SPLIT.findall(text) if len(found.strip()) >= 10]
