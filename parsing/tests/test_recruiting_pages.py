"""Roles, notes, tags, corrections, questions, comparing and webhooks on the pages; a stranger finds none of it."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Account, User
from cvault import encryption
from parsing import jobs
from parsing.models import Candidate, JobFile, JobKind, Note, ParseJob, Role
from parsing.tests.fake_engine import FakeEngine
from webhooks import events, signing
from webhooks.models import Delivery, Endpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def foreign_browser(stranger: User) -> Client:
    client = Client()
    client.force_login(stranger)
    return client


@pytest.fixture
def make_candidate(account: Account) -> Callable[[str], Candidate]:
    def make(name: str) -> Candidate:
        evidence = {"line": 0, "quote": name, "rule": "test", "confidence": 1.0}
        return Candidate.objects.create(
            account=account,
            filename=f"{name}.pdf",
            sha256=f"{abs(hash(name)):064}"[:64],
            pipeline_version="1",
            resume={"name": {"value": name, "evidence": evidence}},
            document={},
            name=name,
            search_text=f"{name.lower()} muller kubernetes",
        )

    return make


@pytest.fixture
def candidate(make_candidate: Callable[[str], Candidate]) -> Candidate:
    return make_candidate("Amara Okafor")


@pytest.fixture
def endpoint(account: Account) -> Endpoint:
    return Endpoint.objects.create(
        account=account,
        target_url="https://hooks.example/cvault",
        event_types=["parse.completed"],
        secret=encryption.encrypt(signing.new_secret()),
    )


def test_a_role_reads_its_skills_and_takes_uploads(browser: Client, fake_engine: FakeEngine) -> None:
    browser.post(reverse("roles"), {"title": "Backend engineer", "description": "You must know Python and PostgreSQL."})
    role = Role.objects.get()
    assert "Python" in role.required_skills

    file = SimpleUploadedFile("cv.txt", b"Jane Doe")
    browser.post(reverse("upload"), {"files": [file], "output_profile": "full_profile", "role": role.id})

    job = ParseJob.objects.get()
    assert job.role == role
    assert job.options["required_skills"] == role.required_skills
    assert browser.get(reverse("role", args=[role.id])).status_code == 200


def test_changed_skills_rank_everybody_of_the_role_anew(
    browser: Client, account: Account, candidate: Candidate
) -> None:
    role = Role.objects.create(account=account, title="Backend", required_skills=["Python"])
    job = ParseJob.objects.create(
        account=account, source="dashboard", total=1, completed=1, state="completed", role=role
    )
    JobFile.objects.create(account=account, job=job, index=0, filename="a.pdf", state="done", candidate=candidate)

    form = {"title": "Backend", "description": "", "required_skills": "Go\nRust", "nice_to_have_skills": ""}
    browser.post(reverse("role", args=[role.id]), form)

    anew = ParseJob.objects.get(kind=JobKind.RESCORE)
    assert anew.role == role
    assert anew.requirements["required_skills"] == ["Go", "Rust"]


def test_changed_weights_rank_everybody_anew_and_count_in_uploads(
    browser: Client, account: Account, candidate: Candidate, fake_engine: FakeEngine
) -> None:
    role = Role.objects.create(account=account, title="Backend", required_skills=["Go"])
    job = ParseJob.objects.create(account=account, source="dashboard", total=1, state="completed", role=role)
    JobFile.objects.create(account=account, job=job, index=0, filename="a.pdf", state="done", candidate=candidate)
    form = {"title": "Backend", "description": "", "required_skills": "Go", "nice_to_have_skills": ""}

    browser.post(reverse("role", args=[role.id]), {**form, "weight-role": "40", "weight-education": "0"})

    role.refresh_from_db()
    assert role.weights == {"role": 40.0, "education": 0.0}
    assert ParseJob.objects.get(kind=JobKind.RESCORE).requirements["weights"] == [["education", 0.0], ["role", 40.0]]

    file = SimpleUploadedFile("cv.txt", b"Jane Doe")
    browser.post(reverse("upload"), {"files": [file], "output_profile": "full_profile", "role": role.id})
    uploaded = ParseJob.objects.latest("created_at")
    jobs.run_job(uploaded.pk)
    uploaded.refresh_from_db()
    assert uploaded.requirements["weights"] == [["education", 0.0], ["role", 40.0]]

    wrong = browser.post(reverse("role", args=[role.id]), {**form, "weight-role": "-1"})
    assert wrong.status_code == 400


def test_a_role_of_others_is_not_found(foreign_browser: Client, account: Account) -> None:
    role = Role.objects.create(account=account, title="Backend")

    assert foreign_browser.get(reverse("role", args=[role.id])).status_code == 404
    for page in ("role_close", "role_reopen"):
        assert foreign_browser.post(reverse(page, args=[role.id])).status_code == 404


def test_a_role_is_closed_after_a_question_and_opened_again(
    browser: Client, account: Account, fake_engine: FakeEngine
) -> None:
    role = Role.objects.create(account=account, title="Backend")
    file = SimpleUploadedFile("cv.txt", b"Jane Doe")

    asked = browser.get(reverse("role_close", args=[role.id]))
    assert "can be opened again" in asked.content.decode()
    assert Role.objects.filter(closed_at=None).exists()

    page = browser.post(reverse("role_close", args=[role.id]), follow=True).content.decode()
    role.refresh_from_db()
    assert role.closed_at is not None
    assert reverse("role_reopen", args=[role.id]) in page
    assert "Upload CVs for it" not in page
    assert role.id not in browser.get(reverse("upload")).content.decode()
    browser.post(reverse("upload"), {"files": [file], "output_profile": "full_profile", "role": role.id})
    assert ParseJob.objects.get().role is None

    browser.post(reverse("role_close", args=[role.id]))
    for _ in range(2):
        page = browser.post(reverse("role_reopen", args=[role.id]), follow=True).content.decode()
    assert Role.objects.filter(closed_at=None).exists()
    assert "Upload CVs for it" in page
    kinds = account.audit_events.filter(action__startswith="role.").order_by("pk").values_list("action", flat=True)
    assert list(kinds) == ["role.closed", "role.reopened"]


def test_notes_tags_and_the_mark_reviewed(browser: Client, candidate: Candidate, owner: User) -> None:
    browser.post(reverse("candidate_note", args=[candidate.id]), {"text": "Call <b>Monday</b>"})
    browser.post(reverse("candidate_tags", args=[candidate.id]), {"tags": "Berlin, berlin, shortlist"})
    browser.post(reverse("candidate_reviewed", args=[candidate.id]), {"reviewed": "yes"})

    candidate.refresh_from_db()
    assert candidate.tags == ["Berlin", "shortlist"]
    assert candidate.reviewed_at is not None
    page = browser.get(reverse("candidate", args=[candidate.id])).content.decode()
    assert "Call &lt;b&gt;Monday&lt;/b&gt;" in page
    assert owner.email in page

    browser.post(reverse("candidate_note_delete", args=[candidate.id, Note.objects.get().pk]))
    assert not Note.objects.exists()


@pytest.mark.parametrize("page", ["candidate_note", "candidate_tags", "candidate_reviewed", "candidate_correct"])
def test_a_stranger_changes_nothing(page: str, foreign_browser: Client, candidate: Candidate) -> None:
    response = foreign_browser.post(reverse(page, args=[candidate.id]), {"text": "x", "tags": "x", "name": "x"})

    assert response.status_code == 404
    candidate.refresh_from_db()
    assert (candidate.tags, candidate.reviewed_at, candidate.name) == ([], None, "Amara Okafor")


def test_only_what_was_changed_is_corrected(browser: Client, candidate: Candidate, account: Account) -> None:
    browser.post(reverse("candidate_correct", args=[candidate.id]), {"name": "Amara N. Okafor"})

    candidate.refresh_from_db()
    assert candidate.name == "Amara N. Okafor"
    assert account.audit_events.get(action="candidate.corrected").data == {"fields": ["name"]}


def test_a_wrong_correction_says_what_is_wrong(browser: Client, candidate: Candidate) -> None:
    response = browser.post(
        reverse("candidate_correct", args=[candidate.id]), {"name": "Amara Okafor", "email": "no address"}
    )

    assert response.status_code == 400
    assert b"This must be an e-mail address" in response.content


def test_search_finds_words_of_the_document_whatever_their_accents(browser: Client, candidate: Candidate) -> None:
    for query, found in (("Kubernetes", 1), ("Müller", 1), ("amara kubernetes", 1), ("amara cobol", 0)):
        response = browser.get(reverse("candidates"), {"q": query})

        assert len(response.context["page"].object_list) == found, query


def test_compare_shows_own_candidates_only(
    browser: Client, foreign_browser: Client, make_candidate: Callable[[str], Candidate]
) -> None:
    pair = [make_candidate("Amara Okafor").id, make_candidate("Bruno Keller").id]

    text = browser.get(reverse("compare"), {"c": pair}).content.decode()
    assert "Amara Okafor" in text
    assert "Bruno Keller" in text
    assert "Amara Okafor" not in foreign_browser.get(reverse("compare"), {"c": pair}).content.decode()


def test_questions_are_counted(browser: Client, candidate: Candidate) -> None:
    response = browser.post(reverse("candidate_questions", args=[candidate.id]), {"job_context": "Python engineer"})

    assert response.status_code == 200
    assert b"19 of 20 left today" in response.content


def test_ranking_a_job_anew_makes_a_job(browser: Client, account: Account, candidate: Candidate) -> None:
    job = ParseJob.objects.create(account=account, source="dashboard", total=1, completed=1, state="completed")
    JobFile.objects.create(account=account, job=job, index=0, filename="a.pdf", state="done", candidate=candidate)

    response = browser.post(reverse("job_rescore", args=[job.id]), {"required_skills": "Python, Go"})

    anew = ParseJob.objects.get(kind=JobKind.RESCORE)
    assert response.url == reverse("job", args=[anew.id])


def test_a_webhook_page_shows_its_deliveries_and_sends_again(
    browser: Client, foreign_browser: Client, endpoint: Endpoint
) -> None:
    sent = events.send_test(endpoint)
    Delivery.objects.update(state="succeeded")

    assert b"webhook.test" in browser.get(reverse("webhook", args=[endpoint.id])).content
    assert browser.get(reverse("webhook_delivery", args=[sent.id])).status_code == 200
    browser.post(reverse("webhook_resend", args=[sent.id]))
    assert Delivery.objects.filter(event=sent.event).count() == 2
    for page, key in (("webhook", endpoint.id), ("webhook_delivery", sent.id)):
        assert foreign_browser.get(reverse(page, args=[key])).status_code == 404
    assert foreign_browser.post(reverse("webhook_delete", args=[endpoint.id])).status_code == 404


def test_the_secret_of_a_webhook_is_shown_when_it_is_made_and_never_again(browser: Client, endpoint: Endpoint) -> None:
    rotated = browser.post(reverse("webhook_rotate", args=[endpoint.id])).content.decode()

    secret = rotated.partition("data-secret>")[2].partition("<")[0]
    assert secret.startswith("whsec_")
    assert rotated.count(secret) == 6  # and in the snippet of each language
    assert secret not in browser.get(reverse("webhook", args=[endpoint.id])).content.decode()


def test_a_private_address_is_no_webhook(browser: Client) -> None:
    form = {"target_url": "http://127.0.0.1/", "event_types": ["parse.completed"]}

    response = browser.post(reverse("webhook_new"), form)

    assert response.status_code == 400
    assert not Endpoint.objects.exists()


def test_the_list_is_exported_as_it_is_filtered(
    browser: Client, foreign_browser: Client, make_candidate: Callable[[str], Candidate]
) -> None:
    make_candidate("Amara Okafor")
    make_candidate("Bruno Keller")

    table = browser.get(reverse("candidates_export", args=["csv"]), {"q": "amara"})

    assert "attachment" in table.headers["Content-Disposition"]
    assert "Amara Okafor" in table.content.decode()
    assert "Bruno Keller" not in table.content.decode()
    assert "Amara" not in foreign_browser.get(reverse("candidates_export", args=["csv"])).content.decode()
    assert browser.get(reverse("candidates_export", args=["exe"])).status_code == 404


def test_the_page_without_identity_has_no_name(browser: Client, candidate: Candidate) -> None:
    text = browser.get(reverse("candidate_blind", args=[candidate.id])).content.decode()

    assert "Okafor" not in text
    assert candidate.id in text
