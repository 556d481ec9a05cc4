"""The privacy centre over HTTP: find, hand out, erase, keep for so long; and only within one's own workspace."""

import json
import time
from datetime import timedelta

import pypdfium2
import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from accounts.models import Account, AuditEvent
from parsing import jobs
from parsing.jobs.scoring_log import inputs_sha256
from parsing.models import Candidate, DpaRequest, Erasure, ParseJob, ScoringRecord, StoredFile
from parsing.services import data_classes
from parsing.services.subprocessors import subprocessors
from parsing.tests.stored import stored_names
from webhooks.models import Delivery, Endpoint, Event

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(owner):
    client = Client()
    client.force_login(owner)
    return client


def text_of_pdf(content):
    """What a reader of the file can copy, line ends taken out."""
    with pypdfium2.PdfDocument(content) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "")


def a_candidate(account, name, email):
    return Candidate.objects.create(
        account=account, filename=f"{name}.pdf", sha256=name[:1] * 64, pipeline_version="1", name=name, email=email,
        resume={}, search_text=f"{name.lower()} {email}",
    )  # fmt: skip


def test_a_person_is_found_handed_out_and_erased_with_a_certificate(page, account):
    jane = a_candidate(account, "Jane Roe", "jane@example.org")
    a_candidate(account, "Kim Poe", "kim@example.org")

    found = page.get("/settings/privacy?person=jane@example.org").content.decode()
    assert "Jane Roe" in found
    assert "Kim Poe" not in found
    handed_out = json.loads(page.post("/settings/privacy/export", {"candidate": [jane.pk]}).content)
    assert [item["candidate_id"] for item in handed_out] == [jane.pk]

    asked = page.post("/settings/privacy/erase", {"candidate": [jane.pk]})
    assert b"cannot be undone" in asked.content
    assert Candidate.objects.count() == 2
    page.post("/settings/privacy/erase", {"candidate": [jane.pk], "sure": "yes"})

    assert [candidate.name for candidate in Candidate.objects.all()] == ["Kim Poe"]
    assert Erasure.objects.get().pk in page.get("/settings/privacy").content.decode()
    assert {"person.exported", "person.erased"} <= set(AuditEvent.objects.values_list("action", flat=True))


def test_nobody_of_another_workspace_is_found_or_erased(page, other_account):
    theirs = a_candidate(other_account, "Jane Roe", "jane@example.org")

    assert "jane@example.org" not in page.get("/settings/privacy?person=Jane Roe").content.decode()
    assert json.loads(page.post("/settings/privacy/export", {"candidate": [theirs.pk]}).content) == []
    page.post("/settings/privacy/erase", {"candidate": [theirs.pk], "sure": "yes"})
    assert Candidate.objects.get() == theirs


def test_how_long_each_class_is_kept_is_chosen_here(page, account):
    page.post("/settings/privacy/retention", {"candidates": "90", "files": "30", "scoring": "365"})
    account.refresh_from_db()

    days = {row.kind.slug: row.days for row in data_classes.outlook(account)}
    logs = {"webhooks": 30, "requests": 30, "scoring": 365, "audit": 730}
    assert days == {"candidates": 90, "files": 30, "text": 0, **logs}
    assert account.retention_days == 90


@pytest.mark.parametrize(
    "wrong",
    [{"files": "-1"}, {"files": "soon"}, {"audit": "10"}, {"scoring": "100"}, {"webhooks": "31"}, {"webhooks": "0"}],
)
def test_days_that_a_class_does_not_allow_change_nothing(page, account, wrong):
    answer = page.post("/settings/privacy/retention", {"candidates": "90", **wrong}, follow=True)

    assert Account.objects.get(pk=account.pk).retention_days is None
    assert not account.retention_rules.exists()
    assert b"toast" in answer.content


def aged(rows, days):
    rows.update(created_at=timezone.now() - timedelta(days=days))


def test_what_goes_next_is_shown_before_it_goes_and_then_is_gone(page, account):
    jane = a_candidate(account, "Jane Roe", "jane@example.org")
    jane.document, jane.search_text = {"lines": [{"text": "Welder"}]}, "jane welder"
    jane.save()
    aged(Candidate.objects, 28)
    data_classes.choose(account, "text", 30)

    assert "1 within 7 days" in page.get("/settings/privacy").content.decode()
    assert data_classes.purge_classes() == 0

    data_classes.purge_classes(now=timezone.now() + timedelta(days=3))

    jane.refresh_from_db()
    assert (jane.document, jane.search_text) == ({}, "jane roe jane@example.org")
    assert page.get(f"/candidates/{jane.pk}").status_code == 200


def test_originals_go_before_their_candidates_but_never_from_under_a_running_job(account, fake_engine, submit):
    waiting = submit(account, "John Doe", mode="async")
    done = submit(account, "Jane Roe", mode="async")
    jobs.run_job(done.pk)
    aged(StoredFile.objects, 40)
    data_classes.choose(account, "files", 30)

    assert data_classes.purge_classes() == 1

    assert StoredFile.objects.get() == waiting.files.get().stored_file
    assert len(stored_names()) == 1
    assert Candidate.objects.get().stored_file is None


def test_deliveries_and_scores_of_one_workspace_go_as_it_chose(account, other_account):
    for owner in (account, other_account):
        endpoint = Endpoint.objects.create(account=owner, target_url="https://example.org", event_types=[], secret="x")
        event = Event.objects.create(account=owner, type="parse.completed", body="{}")
        Delivery.objects.create(account=owner, endpoint=endpoint, event=event, state="succeeded")
        ScoringRecord.objects.create(
            account=owner, job="job_1", source="portal", inputs_sha256="0" * 64, requirements={}, engine_version="1",
            score=50, output={},
        )  # fmt: skip
    for model in (Event, Delivery, ScoringRecord):
        aged(model.objects, 200)
    Delivery.objects.filter(account=other_account).update(created_at=timezone.now())
    data_classes.choose(account, "scoring", 183)

    data_classes.purge_classes()

    for model in (Event, Delivery, ScoringRecord):
        assert [row.account for row in model.objects.all()] == [other_account]
    purged = AuditEvent.objects.get(action="retention.purged")
    assert (purged.account, purged.data) == (account, {"webhooks": 1, "scoring": 1})


def test_the_export_is_a_pdf_to_read_too(page, account):
    jane = a_candidate(account, "Jane Roe", "jane@example.org")
    jane.document, jane.tags = {"lines": [{"text": "Welder from Żywiec, née 李"}]}, ["night shift"]
    jane.save()

    answer = page.post("/settings/privacy/export", {"candidate": [jane.pk], "as": "pdf"})

    text = text_of_pdf(answer.content)
    assert answer["Content-Type"] == "application/pdf"
    for word in (jane.pk, "Welder from Żywiec, née 李", "night shift", "Text of the document"):
        assert word in text


def test_a_certificate_is_shown_and_filed_away_and_is_nobody_elses(page, account, other_account):
    jane = a_candidate(account, "Jane Roe", "jane@example.org")

    shown = page.post("/settings/privacy/erase", {"candidate": [jane.pk], "sure": "yes"}, follow=True)
    erasure = Erasure.objects.get()
    as_json = json.loads(page.get(f"/settings/privacy/erasures/{erasure.pk}/certificate.json").content)
    as_pdf = text_of_pdf(page.get(f"/settings/privacy/erasures/{erasure.pk}/certificate.pdf").content)

    assert erasure.pk in shown.content.decode()
    assert as_json["deleted"]["Records"] == 1
    assert erasure.pk in as_pdf
    for text in (shown.content.decode(), json.dumps(as_json), as_pdf):
        assert "Jane" not in text
    Erasure.objects.update(account=other_account)
    assert page.get(f"/settings/privacy/erasures/{erasure.pk}").status_code == 404
    assert page.get(f"/settings/privacy/erasures/{erasure.pk}/certificate.pdf").status_code == 404
    assert page.get(f"/settings/privacy/erasures/{erasure.pk}/certificate.exe").status_code == 404


def test_a_score_leaves_a_line_with_its_reviewer_that_outlives_the_person(page, owner, account, submit, real_engine):
    job = submit(account, "Jane Roe\njane@example.org\nSkills: Python, SQL\n", mode="async", job_description="Python")
    jobs.run_job(job.pk)
    candidate = Candidate.objects.get()
    line = ScoringRecord.objects.get()

    assert line.inputs_sha256 == inputs_sha256(candidate.resume, ParseJob.objects.get().requirements)
    assert (line.candidate, line.score) == (candidate, job.files.get().fit_score)
    assert line.engine_version == candidate.pipeline_version
    assert line.requirements["required_skills"] == ["Python"]
    assert "Jane Roe" in page.get("/settings/privacy/scores?show=open").content.decode()

    page.post(f"/candidates/{candidate.pk}/reviewed", {"reviewed": "yes"})
    rows = json.loads(page.get("/settings/privacy/scores/export/json?show=reviewed").getvalue())
    assert [(row["candidate_id"], row["reviewed_by"]) for row in rows] == [(candidate.pk, owner.email)]
    assert f"Reviewed by {owner.email}" in page.get(f"/candidates/{candidate.pk}").content.decode()
    assert AuditEvent.objects.filter(action="candidate.reviewed", actor=owner).exists()

    page.post("/settings/privacy/erase", {"candidate": [candidate.pk], "sure": "yes"})
    line.refresh_from_db()
    assert (line.candidate, line.score) == (None, rows[0]["score"])
    assert line.erased_at
    csv_text = page.get("/settings/privacy/scores/export/csv?show=erased").getvalue().decode()
    assert line.inputs_sha256 in csv_text
    assert "Jane" not in csv_text + page.get("/settings/privacy/scores").content.decode()


@pytest.mark.parametrize(
    ("language", "word"), [("en", "score"), ("de", "Punktzahl"), ("fr", "note"), ("es", "puntuación")]
)
def test_the_notice_to_candidates_follows_the_settings(page, account, language, word):
    data_classes.choose(account, "candidates", 123)

    text = page.get(f"/settings/privacy/notice?language={language}").content.decode()

    assert account.name.replace("'", "&#x27;") in text
    assert "123" in text
    assert word in text


def test_an_agreement_is_asked_for_once_and_the_operator_is_told(page, account, settings):
    settings.PRIVACY_EMAIL = "privacy@example.com"
    wanted = {"company": "Acme", "postal_address": "1 Road", "signatory": "A. Roe, CEO", "email": "legal@example.org"}

    assert page.post("/settings/privacy/agreement", {**wanted, "company": ""}).status_code == 400
    for _ in range(2):
        page.post("/settings/privacy/agreement", wanted)

    assert DpaRequest.objects.get().company == "Acme"
    assert [letter.to for letter in mail.outbox] == [["privacy@example.com"]]
    assert "Asked for" in page.get("/settings/privacy/agreement").content.decode()
    assert AuditEvent.objects.filter(account=account, action="dpa.requested").exists()


def test_sub_processors_are_none_until_the_configuration_names_some(client, settings, tmp_path):
    assert "None." in client.get("/subprocessors").content.decode()

    settings.LLM_BASE_URL, settings.LLM_MODEL = "https://model.example.com/v1", "m"
    settings.SUBPROCESSORS_FILE = str(tmp_path / "list.toml")
    (tmp_path / "list.toml").write_text('[[processor]]\nname = "Hoster"\npurpose = "Machines"\ncountry = "Germany"\n')

    text = client.get("/subprocessors").content.decode()
    assert "model.example.com" in text
    assert "Hoster" in text
    assert "None." not in text
    (tmp_path / "list.toml").write_text("[[processor]]\nnonsense = 1\n")
    with pytest.raises(ImproperlyConfigured):
        subprocessors()


def test_an_old_session_is_asked_for_the_password_first(client, owner, account):
    jane = a_candidate(account, "Jane Roe", "jane@example.org")
    client.force_login(owner)
    session = client.session
    session["signed_in_at"] = time.time() - 7200
    session.save()

    answer = client.post("/settings/privacy/erase", {"candidate": [jane.pk], "sure": "yes"})

    assert "/accounts/reauthenticate/" in answer["Location"]
    assert Candidate.objects.exists()
