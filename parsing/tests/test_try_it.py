"""One CV without an account: shown, and stored nowhere."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from billing import throttling
from parsing import sandbox
from parsing.models import Candidate, JobFile, StoredFile
from parsing.tests.stored import stored_names

pytestmark = pytest.mark.django_db

RESUME = b"""Amara Okafor
amara@example.org

Experience
Platform Engineer, Halden Software
2019 - 2023

Skills
Python
"""


@pytest.fixture(autouse=True)
def _children() -> Iterator[None]:
    yield
    sandbox.close()


def send(client: Client, data: bytes, name: str = "cv.txt"):
    return client.post("/try", {"file": SimpleUploadedFile(name, data)})


def test_a_visitor_sees_the_record_and_nothing_is_stored(client: Client) -> None:
    answer = send(client, RESUME)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Amara Okafor" in page
    assert "Platform Engineer" in page
    assert [model.objects.count() for model in (Candidate, JobFile, StoredFile)] == [0, 0, 0]
    assert stored_names() == []
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("data", "status"), [(b"MZ\x90\x00\x03", 400), (b"", 422), (b"a" * (10 * 1024 * 1024 + 1), 413)]
)
def test_a_file_that_cannot_be_read_says_why(client: Client, data: bytes, status: int) -> None:
    answer = send(client, data)

    assert answer.status_code == status
    assert b"could not be read" in answer.content


def test_an_address_has_so_many_tries_an_hour(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "TRIALS_OF_ADDRESS", throttling.Limit("trials", 1, window_s=3600))
    send(client, RESUME)

    assert send(client, RESUME).status_code == 429
