"""What the tests of the doors share: the fake engine behind them, and uploads as a browser would send them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from parsing import sandbox
from parsing.api.tests.documented import check_answer
from parsing.tests.fake_engine import REPLACED, FakeEngine

PARSE = "/api/portal/parse_cv_batch_parallel"
EXTRACT = "/api/v1/extract"


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """No child process: the first line of a document is the name of its person."""
    fake = FakeEngine()
    for name in REPLACED:
        monkeypatch.setattr(sandbox, name, getattr(fake, name))
    return fake


@pytest.fixture(autouse=True)
def documented_answers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every answer that any test here gets is held against the OpenAPI document; `undocumented` lets a status pass."""
    send = Client.request
    lenient = request.node.get_closest_marker("undocumented") is not None

    def checked(client: Client, **environment: Any) -> Any:
        response = send(client, **environment)
        check_answer(response, environment["REQUEST_METHOD"].lower(), lenient=lenient)
        return response

    monkeypatch.setattr(Client, "request", checked)


def a_file(text: str | bytes = "Ada Lovelace", name: str = "ada.txt", content_type: str = "text/plain") -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    return SimpleUploadedFile(name, content, content_type)


@pytest.fixture
def parse(api_client: Client) -> Callable[..., Any]:
    """Posts documents, given by their texts, to the portal; keywords become form fields."""

    def post(*texts: str | bytes, client: Client | None = None, headers: Any = None, **fields: Any) -> Any:
        files = [a_file(text, f"{index}.txt") for index, text in enumerate(texts)]
        return (client or api_client).post(PARSE, {"files[]": files, **fields}, headers=headers or {})

    return post


@pytest.fixture
def extract(api_client: Client) -> Callable[..., Any]:
    """Posts one document to the extract API."""

    def post(text: str | bytes = "Ada Lovelace", *, name: str = "ada.txt", client: Client | None = None) -> Any:
        return (client or api_client).post(EXTRACT, {"file": a_file(text, name)})

    return post
