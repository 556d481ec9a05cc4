"""The usage page: the ledger with reasons, free duplicates, sources, the forecast, and all of it as CSV."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import timezone

from billing import quota
from billing.models import QuotaPeriod
from parsing.models import FileState, JobFile, JobState, ParseJob

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, owner):
    client.force_login(owner)
    return client


def a_file(account, name, *, key=None, source="dashboard", **values):
    job = ParseJob.objects.create(account=account, api_key=key, source=source, total=1, state=JobState.COMPLETED)
    return JobFile.objects.create(account=account, job=job, index=0, filename=name, sha256="0" * 64, **values)


@pytest.fixture
def used(account, make_key):
    """One file charged to a key, one given back, one free."""
    key = make_key(account)[0]
    read = a_file(account, "read.pdf", key=key, source="portal", state=FileState.DONE, charged=True)
    broken = a_file(account, "broken.pdf", state=FileState.FAILED)
    twin = a_file(account, "=twin.pdf", state=FileState.DONE, cached=True, duplicate_of=read)
    quota.reserve_parses(account, [read.id, broken.id], source="portal")
    quota.settle(account, read.id)
    quota.release(account, broken.id, "The file is damaged")
    return key, read, broken, twin


def test_the_ledger_says_what_was_charged_given_back_and_free(signed_in, used):
    page = signed_in.get("/usage").content.decode()
    assert "read.pdf" in page
    assert "The file is damaged" in page
    assert "=twin.pdf" not in page

    assert "the same as read.pdf" in signed_in.get("/usage?show=free").content.decode()
    given_back = signed_in.get("/usage?show=given_back").content.decode()
    assert "broken.pdf" in given_back
    assert "read.pdf</td>" not in given_back


def test_the_ledger_narrows_to_one_key(signed_in, used):
    key, *_ = used

    page = signed_in.get(f"/usage?source={key.id}").content.decode()

    assert "read.pdf" in page
    assert "broken.pdf" not in page
    assert key.name in page


def test_the_csv_holds_every_line_and_no_formula(signed_in, used):
    text = b"".join(signed_in.get("/usage/ledger.csv").streaming_content).decode()

    rows = list(csv.DictReader(StringIO(text)))
    assert {(row["state"], row["filename"]) for row in rows} == {
        ("charged", "read.pdf"),
        ("given_back", "broken.pdf"),
        ("free", "'=twin.pdf"),
    }


def test_the_forecast_goes_on_as_until_now(signed_in, account):
    now = timezone.now()
    QuotaPeriod.objects.create(
        account=account, starts_at=now - timedelta(days=10), ends_at=now + timedelta(days=20), used=20
    )

    assert quota.usage(account, now).forecast(now) == 60
    assert ">60<" in signed_in.get("/usage").content.decode()


def test_nobody_sees_the_ledger_of_another_workspace(client, stranger, used):
    client.force_login(stranger)

    assert "read.pdf" not in client.get("/usage?show=free").content.decode() + client.get("/usage").content.decode()
    assert b"read.pdf" not in b"".join(client.get("/usage/ledger.csv").streaming_content)
