"""The operators' pages: who gets in, what they show and never show, what they do, and that all of it is noted."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.admin.utils import quote
from django.test import Client
from django.urls import reverse

from accounts.models import Account, ApiKey, AuditEvent, User
from billing.models import Charge, Subscription
from parsing import jobs
from parsing.admin import operators
from parsing.models import Candidate, JobFile, Note, ParseJob, StoredFile
from webhooks import events
from webhooks.models import Attempt, Delivery, Endpoint

pytestmark = pytest.mark.django_db

SECRET_WORDS = ("Zqvandel", "Mirabel", "zqvan@example.org", "whsec_")


@pytest.fixture
def operator(make_user):
    user = make_user("operator@example.org")
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def desk(operator):
    client = Client()
    client.force_login(operator)
    return client


@pytest.fixture
def read_job(account, fake_engine, submit):
    """A job with a candidate, and words of the person in every field that the job and its results have."""
    job = submit(account, "Mirabel Zqvandel", mode="async", job_description="Zqvandel wanted")
    jobs.run_job(job.pk)
    file = JobFile.objects.get()
    file.filename, file.findings = "Zqvandel.pdf", {"verdict": "Zqvandel"}
    file.save()
    candidate = Candidate.objects.get()
    candidate.name, candidate.email, candidate.filename = "Mirabel Zqvandel", "zqvan@example.org", "Zqvandel.pdf"
    candidate.save()
    Note.objects.create(account=account, candidate=candidate, text="Zqvandel")
    return ParseJob.objects.get()


@pytest.fixture
def delivery(account):
    Endpoint.objects.create(
        account=account, target_url="https://example.org/hook", event_types=["parse.completed"], secret="whsec_x"
    )
    events.publish(account, "parse.completed", {"job_id": "job_1"}, livemode=True)
    delivery = Delivery.objects.get()
    Attempt.objects.create(delivery=delivery, number=1, request_headers={"x": "whsec_x"}, response_body="Zqvandel")
    Delivery.objects.update(state="failed")
    return Delivery.objects.get()


def act(desk, model, action, row):
    return desk.post(
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"),
        {"action": action, "_selected_action": [row.pk]},
    )


def page_of(row):
    """The page of a row, its id quoted as the list's links are: "_0A" in an address would be read as a line feed."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[quote(row.pk)])


def noted(action):
    return AuditEvent.objects.filter(action=f"operator.{action}").exists()


def test_the_way_in_is_the_products_own_sign_in(client, colleague, operator):
    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/accounts/login/?next=/admin/"

    client.force_login(colleague)
    assert client.get("/admin/", follow=True).status_code == 403
    client.force_login(operator)
    assert client.get("/admin/").status_code == 200


def test_an_operator_needs_a_second_factor_where_the_settings_say_so(desk, operator, settings):
    settings.OPERATORS_NEED_MFA = True
    assert desk.get("/admin/", follow=True).redirect_chain[-1][0] == reverse("mfa_index")

    TOTP.activate(operator, generate_totp_secret())
    assert desk.get("/admin/").status_code == 200


def test_only_its_own_pages_let_the_themes_expressions_in(desk):
    theirs, ours = desk.get("/admin/")["Content-Security-Policy"], desk.get("/overview")["Content-Security-Policy"]

    assert "'unsafe-eval'" in theirs
    assert "script-src 'self' 'unsafe-inline'" not in theirs
    assert "unsafe" not in ours


def test_every_page_opens_and_none_shows_a_word_of_a_candidate(desk, read_job, delivery, account, api_key):
    opened = 0
    for model in operators._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages = [reverse(f"{name}_changelist"), reverse(f"{name}_changelist") + "?q=job"]
        pages += [page_of(row) for row in model._base_manager.all()[:3]]
        for page in pages:
            answer = desk.get(page)
            assert answer.status_code == 200, page
            text = answer.content.decode()
            assert not [word for word in SECRET_WORDS if word in text], page
            opened += 1
    assert opened > 30
    for model in (Candidate, Note, StoredFile):
        assert not operators.is_registered(model)


def test_an_id_that_reads_like_an_escape_is_opened_from_the_list(desk, api_key):
    ApiKey.objects.update(id="key_0A4wQPxVO0w1dkQdX5Znlw")

    listed = desk.get(reverse("admin:accounts_apikey_changelist")).content.decode()
    page = re.search(r'href="(/admin/accounts/apikey/key[^"]+/change/)', listed)[1]

    assert desk.get(page).status_code == 200
    assert AuditEvent.objects.filter(action="operator.looked", target="apikey key_0A4wQPxVO0w1dkQdX5Znlw").exists()


def test_nothing_is_added_or_deleted_here(desk, account, read_job, operator):
    for model in operators._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert desk.get(reverse(f"{name}_add")).status_code == 403
        row = model._base_manager.first()
        if row is not None:
            assert desk.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
            assert model._base_manager.filter(pk=row.pk).exists()


def test_a_plan_is_overridden_through_the_service_and_the_workspace_can_read_of_it(desk, account, operator):
    page = page_of(account)
    inlines = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}

    answer = desk.post(page, {"name": account.name, "retention_days": "", "plan": "basic", **inlines})
    assert answer.status_code == 302, answer.context["errors"]
    subscription = Subscription.objects.get(account=account)
    assert (subscription.plan, subscription.next_plan) == ("ultra", "basic")  # less counts from the next period on

    event = AuditEvent.objects.get(action="billing.plan_assigned")
    assert (event.account, event.actor, event.data) == (account, operator, {"plan": "basic"})
    assert AuditEvent.objects.filter(action="operator.changed", account=account).exists()


def test_a_plan_that_is_paid_for_is_left_to_stripe(desk, account):
    Subscription.objects.filter(account=account).update(stripe_id="sub_1", status="active")
    page = page_of(account)
    inlines = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}

    answer = desk.post(page, {"name": account.name, "retention_days": "", "plan": "basic", **inlines}, follow=True)

    assert "through Stripe" in answer.content.decode()
    assert Subscription.objects.get(account=account).next_plan == ""
    assert not AuditEvent.objects.filter(action="billing.plan_assigned").exists()


def test_a_workspace_is_suspended_and_works_again(desk, account):
    act(desk, Account, "suspend", account)
    assert Account.objects.get(pk=account.pk).suspended_at
    act(desk, Account, "resume", account)
    assert Account.objects.get(pk=account.pk).suspended_at is None
    assert noted("suspended")
    assert noted("resumed")


@pytest.mark.covers("R402")
def test_a_webhook_is_replayed_with_the_same_event(desk, delivery):
    act(desk, Delivery, "replay", delivery)

    again = Delivery.objects.exclude(pk=delivery.pk).get()
    assert (again.event, again.cause, again.state) == (delivery.event, "resend", "pending")
    assert noted("replayed")


def test_a_replay_to_a_disabled_endpoint_is_refused_in_words(desk, delivery):
    Endpoint.objects.update(enabled=False)

    answer = act(desk, Delivery, "replay", delivery)

    assert answer.status_code == 302
    assert Delivery.objects.count() == 1
    assert not noted("replayed")


def test_dead_work_is_found_and_tried_again(desk, account, fake_engine, submit):
    dead = submit(account, "unreadable", mode="async")
    open_job = submit(account, "Jane Roe", mode="async")
    jobs.fail_job(dead, "The machine broke")

    page = desk.get(reverse("admin:parsing_parsejob_changelist") + "?dead=failed").content.decode()
    assert dead.pk in page
    assert open_job.pk not in page
    assert open_job.pk in desk.get(reverse("admin:parsing_parsejob_changelist") + "?dead=abandoned").content.decode()

    act(desk, ParseJob, "retry", dead)
    act(desk, ParseJob, "retry", open_job)

    again = ParseJob.objects.exclude(pk__in=[dead.pk, open_job.pk]).get()
    assert (again.total, again.account, again.state) == (1, account, "queued")
    assert Charge.objects.filter(key=again.files.get().pk).exists()
    assert AuditEvent.objects.filter(action="operator.retried", account=account).count() == 2


def test_a_key_is_revoked_by_the_operator(desk, account, api_key, api_client):
    act(desk, ApiKey, "revoke", ApiKey.objects.get())

    assert api_client.get("/api/portal/usage").status_code == 401
    assert AuditEvent.objects.filter(action="api_key.revoked", actor__email="operator@example.org").exists()


def test_looking_at_a_workspace_leaves_a_line_its_owner_can_read(desk, account, owner, client):
    desk.get(page_of(account))
    client.force_login(owner)

    assert "operator@example.org" in client.get("/settings/audit?kind=operator").content.decode()
