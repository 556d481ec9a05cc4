"""What the tests of the language-model tier share: a resume, the engine in this process, a model to be told."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from accounts.models import Account
from parsing import jobs, llm, sandbox
from parsing.containment import work
from parsing.engine.codec import findings_from_json, resume_from_json
from parsing.engine.model import Resume
from parsing.engine.options import effective_options
from parsing.models import JobFile, ParseJob
from parsing.tests.model_server import Json, ModelServer, RunningModelServer

Submit = Callable[..., ParseJob]
ROLE = "We need Python, Django and PostgreSQL. Kafka is a plus."
CV = """Jane Smith
jane@example.com | +44 20 7946 0958

Experience

Backend Engineer
March 2019 - June 2023
Working in the back office of what everybody here knows as Northwind Traders
- Built the billing service in Python and Django
- Cut costs by 35 % with Kafka

Education
BSc Computer Science, University of Leeds, 2014 - 2017

Skills
Python, Django, Kafka
"""


@pytest.fixture
def real_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real engine, in this process."""

    class Here:
        def call(self, task: str, arguments: Json, blob: bytes = b"", timeout_s: float | None = None) -> Any:
            return work.perform(task, arguments, blob)

        def has_free_slot(self) -> bool:
            return True

    monkeypatch.setattr(sandbox, "_running", Here)


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    with RunningModelServer() as running:
        yield running


@pytest.fixture
def model(model_server: ModelServer, settings: Any) -> ModelServer:
    """The tier is on, and speaks to the server."""
    llm.forget_failures()
    settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_API_KEY = model_server.url, "test-model", "secret-key"
    settings.LLM_USES, settings.LLM_TIMEOUT_S = ["extraction", "prose"], 5.0
    settings.LLM_INPUT_PRICE, settings.LLM_OUTPUT_PRICE = 1.0, 2.0
    settings.LLM_DAY_CAP, settings.LLM_MONTH_CAP = 1.0, 10.0
    return model_server


def read(account: Account, submit: Submit, text: str = CV, profile: str = "ats_core", **arguments: Any) -> JobFile:
    options, _ = effective_options({"output_profile": profile}, has_job_description=True)
    job = submit(account, text, options=options, job_description=ROLE, **arguments)
    assert jobs.run_job(job.pk)
    return job.files.select_related("candidate").get()


def resume_of(file: JobFile) -> Resume:
    return resume_from_json(file.candidate.resume)


def fit_of(file: JobFile) -> Any:
    return findings_from_json(file.findings).fit
