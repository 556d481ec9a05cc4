"""The same person in four layouts and in three languages: how far the scores of one role lie apart."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from parsing.engine import analysis, pipeline
from parsing.evals.generate import render_docx, render_html, render_pdf
from parsing.evals.generate.compose import Sheet, compose
from parsing.evals.generate.dates import Month
from parsing.evals.generate.people import Biography, Job, School
from parsing.evals.generate.style import Style, draw_style
from parsing.evals.generate.words import Words, load_words
from parsing.evals.judgement.ranking import TODAY

SEED = 20261122
WITHIN = 3  # points
_PDF = (("pdf", "single"), ("pdf", "sidebar_left"), ("docx", "dates_table"), ("html", "table"))
_NO_PDF = (("docx", "plain"), ("docx", "dates_table"), ("docx", "sidebar_table"), ("html", "table"))
_PERIOD = re.compile(r"(\d{4})-(\d{2})\.\.(?:(\d{4})-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Group:
    """One person with several scores that should be one."""

    kind: str  # "layouts" or "languages"
    name: str
    scores: dict[str, int]

    @property
    def spread(self) -> int:
        return max(self.scores.values()) - min(self.scores.values())


def groups() -> Iterator[Group]:
    """Each person in three languages, and in each language in four layouts."""
    data = tomllib.loads(Path(__file__).with_name("same_person.toml").read_text(encoding="utf-8"))
    for number, entry in enumerate(data["person"]):
        in_languages: dict[str, list[int]] = {}
        name = entry["role"].partition(".")[0]
        for language in (key for key, value in entry.items() if isinstance(value, dict)):
            scores = dict(_layouts(entry, language, Random(SEED + number)))
            yield Group("layouts", f"{name} [{language}]", scores)
            in_languages[language] = list(scores.values())
        yield Group(
            "languages", name, {code: sorted(scores)[len(scores) // 2] for code, scores in in_languages.items()}
        )


def _layouts(entry: dict[str, Any], language: str, rng: Random) -> Iterator[tuple[str, int]]:
    wanted = analysis.extract_requirements(entry["role"])
    words = replace(load_words(language), extras=None)
    person = _person(entry, words)
    for group, layout in _PDF if language in render_pdf.STANDARD_LANGUAGES else _NO_PDF:
        style = _style(words, rng, flowing=group != "pdf")
        content = _render(compose(person, words, style, rng), group, layout, rng)
        resume = pipeline.parse(content, filename=f"cv.{group}", today=TODAY).resume
        yield f"{group} {layout}", analysis.score(resume, wanted, TODAY).score


def _style(words: Words, rng: Random, *, flowing: bool) -> Style:
    """Any style that tells months: dates by years alone say less, not the same."""
    monthly = [pattern for pattern in words.dates if "M" in pattern or "L" in pattern]
    style = draw_style(words, rng, flowing=flowing)
    form = "two_lines" if style.entry_form == "grouped" else style.entry_form
    pattern = rng.choice(monthly)
    return replace(style, entry_form=form, job_dates=pattern, education_dates=pattern)


def _render(sheet: Sheet, group: str, layout: str, rng: Random) -> bytes:
    if group == "pdf":
        return render_pdf.render_pdf(sheet, layout, rng)
    if group == "docx":
        return render_docx.render_docx(sheet, layout, rng)
    return render_html.render_html(sheet, layout, rng).encode()


def _person(entry: dict[str, Any], words: Words) -> Biography:
    """With a few of the generator's bullets, so that a page is as full as pages are."""
    told = entry[words.code]
    periods = [_months(text) for text in entry["periods"]]
    jobs = tuple(
        Job(company, title, words.cities[0], start, end, (*bullets, *words.bullets[:3]))
        for company, title, bullets, (start, end) in zip(
            entry["companies"], told["titles"], told["bullets"], periods, strict=False
        )
    )
    start, end = periods[-1]
    school = School(told["school"], told["degree"], told["area"], start, end or start)
    return Biography(
        name=f"{words.given[0]} {words.family[0]}",
        headline=jobs[0].title,
        email="someone@example.com",
        phone="+44 7700 900123",
        city=words.cities[0],
        street=words.streets[0],
        postcode=words.postcodes[0],
        link="linkedin.com/in/someone",
        summary=jobs[0].title,
        jobs=jobs,
        education=(school,),
        tools=tuple(told["skills"][:4]),
        strengths=tuple(told["skills"][4:]),
        languages=tuple((name, level) for name, level in told["languages"]),
        certificates=(),
        interests=tuple(words.interests[:1]),
        born=Month(1988, 5),
    )


def _months(text: str) -> tuple[Month, Month | None]:
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise ValueError(text)
    first, first_month, last, last_month = found.groups()
    return Month(int(first), int(first_month)), Month(int(last), int(last_month)) if last else None
