"""A dump of the database and a copy of the files tell nothing of the people in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import FieldError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cvault.encryption import Unreadable
from cvault.sealed_storage import SealedStorage
from parsing import services, storage
from parsing.models import Candidate, JobFile, Note, StoredFile
from parsing.services import notes
from parsing.services.corrections import correct_candidate

pytestmark = pytest.mark.django_db

READABLE = {f"parsing_candidate.{name}" for name in ("name", "email", "title", "location")}  # docs/adr/0006
CANARIES = ("Zaphrodine", "Quillibranth", "zq7canary", "Vexopolis", "Brontoquark", "Mistwalder", "Umbrasto")
CV = b"""Zaphrodine Quillibranth
zq7canary@example.org
Vexopolis

Experience
Engineer, Brontoquark Ltd, Mistwalder
January 2019 - March 2021
- Ran the Umbrasto project
"""


@pytest.fixture
def signed_in(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


@pytest.fixture
def candidate(api_client: Client, real_engine: None) -> Candidate:
    document = SimpleUploadedFile("Zaphrodine CV.txt", CV, content_type="text/plain")
    response = api_client.post(
        "/api/portal/parse_cv_batch_parallel",
        {"files[]": document, "score": "true", "job_description": "Engineer with Python"},
    )
    assert response.status_code == 200, response.content
    return Candidate.objects.get()


def _dump() -> Iterator[tuple[str, bytes]]:
    """Every cell of every table, and every stored file."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # names of our own tables
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    is_bytes = isinstance(value, bytes | memoryview)
                    yield f"{table}.{name}", bytes(value) if is_bytes else str(value).encode()
    for stored in StoredFile.objects.all():
        with default_storage.open(stored.content.name) as file:
            yield stored.content.name, file.read()


def test_a_dump_holds_no_word_of_a_person(candidate: Candidate, owner: User) -> None:
    notes.add_note(candidate, text="Umbrasto was hers", by=owner)
    correct_candidate(candidate, {"location": "New Vexopolis"}, by=owner)
    found = {
        (place, canary) for place, value in _dump() for canary in CANARIES if canary.lower().encode() in value.lower()
    }
    assert {(place, canary) for place, canary in found if place not in READABLE} == set()
    assert candidate.document["lines"]  # and all of it is there for us
    assert Candidate.objects.get().name == "Zaphrodine Quillibranth"
    assert Note.objects.get().text == "Umbrasto was hers"
    assert JobFile.objects.get().filename == "Zaphrodine CV.txt"
    assert storage.read(StoredFile.objects.get()) == CV


def test_ciphertext_of_another_row_or_column_does_not_open(candidate: Candidate) -> None:
    other = Candidate(account=candidate.account, filename="b.txt", sha256="0" * 64, resume={}, name="Somebody else")
    other.save()
    table = Candidate._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT filename FROM {table} WHERE id = %s", [other.pk])
        cursor.execute(f"UPDATE {table} SET filename = %s WHERE id = %s", [cursor.fetchone()[0], candidate.pk])
        cursor.execute(f"UPDATE {table} SET document = resume WHERE id = %s", [candidate.pk])
    moved = Candidate.objects.get(pk=candidate.pk)
    assert moved.resume["name"]["value"] == "Zaphrodine Quillibranth"
    for name in ("filename", "document"):
        with pytest.raises(Unreadable):
            getattr(moved, name)


def test_the_database_is_never_asked_to_compare_what_it_cannot_read(candidate: Candidate) -> None:
    with pytest.raises(FieldError):
        Candidate.objects.filter(filename__startswith="Zaphrodine").exists()
    with pytest.raises(FieldError):
        Candidate.objects.filter(search_text="umbrasto").exists()
    assert not JobFile.objects.filter(findings=None).exists()
    with pytest.raises(TypeError):
        Candidate.objects.filter(pk=candidate.pk).update(search_text="readable")


@pytest.mark.parametrize("query", ["umbrasto", "ZAPHRO", "zaphrodine vexopolis", "zq7canary@example.org", "CV.txt"])
def test_a_search_finds_parts_of_words_and_columns(candidate: Candidate, signed_in: Client, query: str) -> None:
    assert candidate.pk in signed_in.get("/candidates", {"q": query}).content.decode()
    assert candidate.pk not in signed_in.get("/candidates", {"q": f"{query} absent"}).content.decode()


def test_a_corrected_name_is_found(candidate: Candidate, signed_in: Client) -> None:
    correct_candidate(candidate, {"name": "Marvinia Deepthought"})
    assert candidate.pk in signed_in.get("/candidates", {"q": "marvinia"}).content.decode()
    assert candidate.pk not in signed_in.get("/candidates", {"q": "marvinia lovelace"}).content.decode()


def test_pictures_of_pages_are_kept_sealed(candidate: Candidate, signed_in: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("parsing.sandbox.render_page_in_child", lambda *_args, **_options: b"picture")
    path = reverse("candidate_page_image", args=(candidate.pk, 0))
    name = services.deletion.page_image_name(candidate.account_id, candidate.sha256, 0)
    assert signed_in.get(path).content == b"picture"
    assert b"picture" not in cache.get(name)
    monkeypatch.setattr("parsing.sandbox.render_page_in_child", None)
    assert signed_in.get(path).content == b"picture"


def test_a_file_of_an_older_version_is_read_as_it_is(candidate: Candidate) -> None:
    stored = StoredFile.objects.get()
    path = default_storage.path(stored.content.name)
    Path(path).write_bytes(CV)
    with pytest.raises(Unreadable):
        storage.read(StoredFile.objects.get())
    StoredFile.objects.update(is_sealed=False)
    assert storage.read(StoredFile.objects.get()) == CV


def test_files_that_we_make_are_sealed_too() -> None:
    made = SealedStorage()
    name = made.save("bulk/made.json", ContentFile(b"Zaphrodine" * 10_000))
    with default_storage.open(name) as stored:
        assert b"Zaphrodine" not in stored.read()
    with made.open(name) as opened:
        assert opened.read() == b"Zaphrodine" * 10_000
    assert made.exists(name)
    made.delete(name)
    assert not default_storage.exists(name)
