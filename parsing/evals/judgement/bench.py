"""What the judgement takes, in CPU time, warm: best of several rounds, on resumes read from made documents."""

import time
from collections.abc import Callable
from functools import partial
from random import Random

from parsing.engine import analysis, pipeline
from parsing.engine.codec import findings_to_json, resume_from_json, resume_to_json
from parsing.evals.generate import render_html
from parsing.evals.generate.compose import compose
from parsing.evals.generate.people import make_person
from parsing.evals.generate.style import draw_style
from parsing.evals.generate.words import load_words
from parsing.evals.judgement import descriptions
from parsing.evals.judgement.ranking import TODAY

PEOPLE = 50
ROUNDS = 5
_LANGUAGES = ("en", "de", "fr", "es", "pl", "ru", "it", "nl", "pt", "sv")
_LETTER = "I am passionate about distributed systems. In my last job I cut the time of builds by half."


def rows() -> list[tuple[str, str, str]]:
    """What, measured, target: for `make bench`."""
    texts = [description.text for description in descriptions.descriptions()]
    whole = "\n\n".join(texts)[:50_000]
    wanted = analysis.extract_requirements(max(texts, key=len))
    read = [pipeline.parse(_document(number), filename="cv.html", today=TODAY).resume for number in range(PEOPLE)]
    stored = [resume_to_json(resume) for resume in read]
    resume = resume_from_json(stored[0])

    def rescore() -> None:
        """As a child does it: from the stored record to the findings that are stored."""
        for record in stored:
            findings_to_json(analysis.analyse(resume_from_json(record), wanted, today=TODAY))

    def ask() -> None:
        analysis.interview_questions(resume, job_context=texts[0], motivation_letter=_LETTER, today=TODAY)

    worst = max(_best_ms(partial(analysis.extract_requirements, text)) for text in texts)
    long_ms = _best_ms(partial(analysis.extract_requirements, whole))
    return [
        (f"extract_skills, slowest of {len(texts)} descriptions", f"{worst:.1f} ms", "20 ms"),
        (f"extract_skills, {len(whole)} characters", f"{long_ms:.1f} ms", "-"),
        (f"rescoring {PEOPLE} candidates", f"{_best_ms(rescore):.1f} ms", "150 ms"),
        ("interview questions", f"{_best_ms(ask):.1f} ms", "100 ms"),
    ]


def _best_ms(work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times) * 1000


def _document(number: int) -> bytes:
    rng = Random(number)
    words = load_words(_LANGUAGES[number % len(_LANGUAGES)])
    sheet = compose(make_person(words, rng), words, draw_style(words, rng, flowing=True), rng)
    return render_html.render_html(sheet, "single", rng).encode()
