"""Results are kept as long as the workspace says, and then they are gone (R142)."""

from datetime import datetime, timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from billing.models import Charge
from parsing.models import Candidate, ParseJob, StoredFile
from parsing.services.retention import purge_expired

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(parse, account):
    """A parse in a workspace that keeps results for 30 days."""
    account.retention_days = 30
    account.save()
    return parse("Ada Lovelace").json()


def made_earlier(job_id, **ago):
    ParseJob.objects.filter(pk=job_id).update(created_at=timezone.now() - timedelta(**ago))


@pytest.mark.covers("R142", "R343")
def test_every_answer_about_a_job_says_when_it_expires(done, api_client):
    status = api_client.get(f"/api/portal/job_status/{done['job_id']}").json()
    (listed,) = api_client.get("/api/portal/jobs").json()["jobs"]
    extracted = api_client.get(f"/api/v1/job/{done['job_id']}").json()["data"]

    lives = datetime.fromisoformat(done["expires_at"]) - datetime.fromisoformat(status["created_at"])
    assert lives == timedelta(days=30)
    assert done["expires_at"] == status["expires_at"] == listed["expires_at"]
    assert extracted["expires_at"][:19] == status["expires_at"][:19]


@pytest.mark.covers("R142")
def test_without_a_retention_nothing_expires(parse, settings):
    assert parse("Ada Lovelace").json()["expires_at"] is None

    settings.RETENTION_DAYS = 7
    assert parse("Grace Hopper").json()["expires_at"] is not None


@pytest.mark.covers("R142", "R141", "R056", "R343")
def test_what_has_expired_is_gone_and_read_anew(done, api_client, parse, django_capture_on_commit_callbacks):
    (document,) = StoredFile.objects.all()
    candidate_id = done["results"][0]["candidate_id"]
    made_earlier(done["job_id"], days=29, hours=23)
    assert purge_expired() == 0

    made_earlier(done["job_id"], days=30, hours=1)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_expired() == 1

    unknown = api_client.get("/api/portal/job_status/job_nothing")
    for path in (
        f"/api/portal/job_status/{done['job_id']}",
        f"/api/portal/job_results/{done['job_id']}",
        f"/api/portal/candidates/{candidate_id}",
        f"/api/portal/candidates/{candidate_id}/file",
    ):
        gone = api_client.get(path)
        assert (gone.status_code, gone.content) == (404, unknown.content)
    assert api_client.get(f"/api/v1/job/{done['job_id']}").status_code == 404
    assert not default_storage.exists(document.content.name)
    again = parse("Ada Lovelace").json()
    assert (again["results"][0]["cached"], Charge.objects.count()) == (False, 2)


@pytest.mark.covers("R142")
def test_a_candidate_stays_while_a_younger_job_refers_to_it(done, parse, api_client):
    younger = parse("Ada Lovelace").json()
    made_earlier(done["job_id"], days=31)

    assert purge_expired() == 1

    (result,) = api_client.get(f"/api/portal/job_results/{younger['job_id']}").json()["results"]
    assert result["candidate"]["name"] == "Ada Lovelace"
    assert api_client.get(f"/api/portal/candidates/{result['candidate_id']}/file").status_code == 200


@pytest.mark.covers("R142")
def test_neither_open_jobs_nor_other_workspaces_are_touched(done, parse, other_account, make_key, client_of):
    open_job = parse("Grace Hopper", mode="async").json()["job_id"]
    theirs = parse("Ada Lovelace", client=client_of(make_key(other_account)[1])).json()["job_id"]
    for job_id in (open_job, theirs):
        made_earlier(job_id, days=400)

    assert purge_expired() == 0
    assert ParseJob.objects.count() == 3
    assert Candidate.objects.count() == 2
