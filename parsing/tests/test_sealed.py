"""A dump of the database and a copy of the files tell nothing of the people in them."""

import json
from collections.abc import Iterator
from itertools import product
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

from accounts.models import Account, User
from cvault.encryption import Unreadable
from cvault.sealed_storage import SealedStorage
from parsing import jobs, services, storage
from parsing.models import BulkAction, Candidate, JobFile, SavedView, StoredFile
from parsing.services import erasure, indexing, merging, notes
from parsing.services.corrections import correct_candidate

pytestmark = pytest.mark.django_db

CANARIES = [f"Zq{''.join(pair)}canary" for pair in product("bdfgklmnprstvwxz", "aeiou")][:50]
CV = """{} {}
{}@example.org
{}, Germany

Summary
A {} of {} who likes {}.

Experience
{} Engineer, {} GmbH, {}
January 2019 - March 2021
- Ran the {} project with {}

Education
{} University, BSc {}
2012 - 2016

Skills
Python, {}, {}

Projects
{} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {} {}
""".format(*CANARIES[:36]).encode()
FILENAME, NOTE, TAG, MASS_TAG, VIEW, QUERY, NAME, EMAIL, PLACE, SKILL, PROFILE, BACK, LATER, COPY = CANARIES[36:]


@pytest.fixture
def signed_in(client: Client, owner: User) -> Client:
    client.force_login(owner)
    return client


@pytest.fixture
def candidate(api_client: Client, real_engine: None) -> Candidate:
    document = SimpleUploadedFile(f"{FILENAME} CV.txt", CV, content_type="text/plain")
    response = api_client.post(
        "/api/portal/parse_cv_batch_parallel",
        {"files[]": document, "score": "true", "job_description": "Engineer with Python"},
    )
    if response.status_code == 202:  # a busy machine: the answer was not waited for
        jobs.run_job(response.json()["job_id"])
    return Candidate.objects.get()


def _dump() -> Iterator[tuple[str, bytes]]:
    """Every cell of every table, and every stored file."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == "parsing_searchwords":
                continue  # SQLite keeps its rows in the tables beside it, and shows none here
            cursor.execute(f'SELECT * FROM "{table}"')  # names of our own tables
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    is_bytes = isinstance(value, bytes | memoryview)
                    yield f"{table}.{name}", bytes(value) if is_bytes else str(value).encode()
    for stored in StoredFile.objects.all():
        with default_storage.open(stored.content.name) as file:
            yield stored.content.name, file.read()


def test_a_dump_holds_no_word_of_a_person(
    candidate: Candidate, account: Account, owner: User, signed_in: Client
) -> None:
    notes.add_note(candidate, text=f"{NOTE} was hers", by=owner)
    notes.set_tags(candidate, [TAG])
    signed_in.post(reverse("saved_views"), {"name": VIEW, "query": f"?q={QUERY}&place={PLACE}&tag={TAG}"})
    signed_in.post(reverse("candidates_bulk"), {"action": "tag", "c": candidate.pk, "query": f"?q={BACK}"})
    signed_in.post(reverse("bulk_action", args=[BulkAction.objects.get().pk]), {"tag": MASS_TAG})
    corrected = {"name": NAME, "email": f"{EMAIL}@example.org", "location": f"New {PLACE}", "profile": PROFILE}
    correct_candidate(candidate, {**corrected, "skills": [SKILL]}, by=owner)
    other = Candidate.objects.create(
        account=account,
        filename=f"{COPY}.pdf",
        sha256="0" * 64,
        pipeline_version="1",
        name=LATER,
        title=COPY,
        resume=Candidate.objects.get().resume,
    )
    indexing.index_waiting()
    merging.merge(Candidate.objects.get(pk=candidate.pk), other, take=["name"], by=owner)
    indexing.index_waiting()

    dumped = list(_dump())
    assert {
        (place, word) for place, value in dumped for word in CANARIES if word.lower().encode() in value.lower()
    } == set()
    text = json.dumps(erasure.all_about([Candidate.objects.get(pk=candidate.pk)]), default=str)
    # All of it is there for us: what a view and an action are called for is no record of the person.
    assert [word for word in CANARIES if word not in text] == [VIEW, QUERY, BACK, LATER]
    view, action = SavedView.objects.get(), BulkAction.objects.get()
    assert (view.name, QUERY in view.query, BACK in action.came_from) == (VIEW, True, True)
    assert Candidate.objects.get(pk=other.pk).name == LATER
    assert JobFile.objects.get().filename == f"{FILENAME} CV.txt"
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
    assert moved.resume["name"]["value"] == f"{CANARIES[0]} {CANARIES[1]}"
    for name in ("filename", "document"):
        with pytest.raises(Unreadable):
            getattr(moved, name)


def test_the_database_is_never_asked_to_compare_what_it_cannot_read(candidate: Candidate) -> None:
    with pytest.raises(FieldError):
        Candidate.objects.filter(name__startswith="Zq").exists()
    with pytest.raises(FieldError):
        Candidate.objects.filter(email="a@example.org").exists()
    assert not JobFile.objects.filter(findings=None).exists()
    with pytest.raises(TypeError):
        Candidate.objects.filter(pk=candidate.pk).update(search_text="readable")


@pytest.mark.parametrize(
    "query",
    [CANARIES[20], CANARIES[0][:5].upper(), f"{CANARIES[0]} {CANARIES[3]}", f"{CANARIES[2]}@example.org", "CV.txt"],
)
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


def test_lists_are_sorted_and_filtered_by_what_is_sealed(account: Account, signed_in: Client) -> None:
    people: tuple[tuple[str, str, list[str]], ...] = (
        ("\u00d6zge Arslan", "Z\u00fcrich, Switzerland", ["Shortlist"]),
        ("oskar Berg", "Berlin", []),
        ("Amara Okafor", "New York", ["shortlist", "later"]),
        ("", "", []),
    )
    for number, (name, location, tags) in enumerate(people):
        values = {"filename": "a.pdf", "sha256": f"{number:064}", "pipeline_version": "1", "resume": {}}
        Candidate.objects.create(account=account, name=name, location=location, tags=tags, **values)

    def shown(**query: str) -> list[str]:
        return [row.name for row in signed_in.get("/candidates", query).context["page"].object_list]

    assert shown(order="name") == ["", "Amara Okafor", "oskar Berg", "\u00d6zge Arslan"]
    assert shown(place="zuri") == ["\u00d6zge Arslan"]
    assert shown(place="york new") == ["Amara Okafor"]
    assert shown(place="b") == ["oskar Berg"]
    assert shown(place="zuri berlin") == shown(place="!") == []
    assert shown(tag="SHORTLIST", order="name") == ["Amara Okafor", "\u00d6zge Arslan"]
    assert shown(tag="short") == []
    correct_candidate(Candidate.objects.get(place_keys=""), {"name": "Bo", "location": "York"})
    assert shown(place="york", order="name") == ["Amara Okafor", "Bo"]
    notes.set_tags(next(row for row in Candidate.objects.all() if row.name == "Amara Okafor"), ["later"])
    assert shown(tag="shortlist") == ["\u00d6zge Arslan"]
    assert not Candidate.objects.filter(name="").exists()
