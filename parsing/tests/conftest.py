"""What the tests of jobs and doors share: a fake engine, uploads, and a way to submit them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from accounts.models import Account, User
from parsing import sandbox, services
from parsing.engine.options import ParseOptions
from parsing.models import ParseJob
from parsing.services import Upload
from parsing.tests.fake_engine import REPLACED, FakeEngine
from parsing.tests.language_model import model, model_server, real_engine

__all__ = ["model", "model_server", "real_engine"]


@pytest.fixture
def browser(owner: User) -> Client:
    """Signed in as the owner of the workspace."""
    client = Client()
    client.force_login(owner)
    return client


@pytest.fixture
def fake_engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """No child process: documents say themselves what becomes of them."""
    engine = FakeEngine()
    for name in REPLACED:
        monkeypatch.setattr(sandbox, name, getattr(engine, name))
    return engine


@pytest.fixture
def upload() -> Callable[..., Upload]:
    """A file as a door hands it over; its text is its content."""

    def make(text: str | bytes, filename: str = "cv.txt") -> Upload:
        content = text if isinstance(text, bytes) else text.encode()
        return Upload(ContentFile(content, name=filename), filename)

    return make


@pytest.fixture
def submit(upload: Callable[..., Upload]) -> Callable[..., ParseJob]:
    """Submit documents, each given by its text, as the portal would."""

    def make(account: Account, *texts: str | bytes, **arguments: Any) -> ParseJob:
        files = [upload(text, f"{index}.txt") for index, text in enumerate(texts)]
        return services.submit_batch(account, files, **{"options": ParseOptions(), "source": "portal", **arguments})

    return make
