"""The pages through the test client: who sees what, what they say, and that nothing a customer sends becomes markup."""

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.key_rules import Scope
from accounts.models import Account, ApiKey, User
from billing.plans import PLANS
from parsing.api.extract import urls as extract_urls
from parsing.api.portal import urls as portal_urls
from parsing.engine.languages import codes
from parsing.models import Candidate, ParseJob
from parsing.templatetags import interface
from parsing.tests.fake_engine import FakeEngine
from parsing.views import public

pytestmark = pytest.mark.django_db

PUBLIC = ("landing", "pricing", "docs", "status", "privacy", "terms", "dpa")
PRIVATE = ("overview", "upload", "jobs", "candidates", "usage", "settings", "api_keys", "gallery")


@pytest.fixture
def foreign_browser(stranger: User) -> Client:
    client = Client()
    client.force_login(stranger)
    return client


@pytest.fixture
def candidate(account: Account) -> Candidate:
    evidence = {"line": 0, "quote": "x", "rule": "test", "confidence": 0.4}
    resume = {
        "name": {"value": "<b>Eve</b> & Co", "evidence": evidence},
        "links": [{"value": {"kind": "website", "url": "javascript:alert(1)"}, "evidence": evidence}],
    }
    return Candidate.objects.create(
        account=account,
        filename="<script>alert(1)</script>.pdf",
        sha256="0" * 64,
        pipeline_version="1",
        resume=resume,
        document={"lines": [{"index": 0, "page": 0, "text": "<i>line</i>"}], "pages": []},
        name="<b>Eve</b> & Co",
    )


@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages_need_no_account(name: str, client: Client) -> None:
    response = client.get(reverse(name))

    assert response.status_code == 200
    assert "style-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", PRIVATE)
def test_private_pages_send_visitors_to_the_sign_in(name: str, client: Client, browser: Client) -> None:
    assert client.get(reverse(name)).url.startswith("/accounts/login/")
    assert browser.get(reverse(name)).status_code == 200


@pytest.mark.parametrize(
    "page",
    ["candidate", "candidate_delete", "candidate_original", "candidate_json", "candidate_json_resume"],
)
def test_another_workspace_finds_no_candidate(page: str, candidate: Candidate, foreign_browser: Client) -> None:
    assert foreign_browser.get(reverse(page, args=[candidate.id])).status_code == 404
    assert foreign_browser.post(reverse("candidate_delete", args=[candidate.id])).status_code == 404
    assert Candidate.objects.count() == 1


def test_another_workspace_finds_no_job_and_no_key(
    account: Account, foreign_browser: Client, make_key: Callable[..., tuple[ApiKey, str]]
) -> None:
    job = ParseJob.objects.create(account=account, source="dashboard", total=0)
    key, _ = make_key(account)

    assert foreign_browser.get(reverse("job", args=[job.id])).status_code == 404
    assert foreign_browser.post(reverse("api_key_revoke", args=[key.id])).status_code == 404
    assert foreign_browser.post(reverse("api_key_rotate", args=[key.id])).status_code == 404
    assert ApiKey.objects.active().filter(pk=key.pk).exists()


def test_what_a_document_says_never_becomes_markup(candidate: Candidate, browser: Client) -> None:
    for address in (reverse("candidates"), reverse("candidate", args=[candidate.id])):
        text = browser.get(address).content.decode()

        assert "<b>Eve" not in text
        assert "&lt;b&gt;Eve&lt;/b&gt; &amp; Co" in text
        assert "<script>alert" not in text
        assert 'href="javascript:' not in text


def test_a_doubtful_value_asks_to_be_checked_and_a_missing_one_is_named(candidate: Candidate, browser: Client) -> None:
    text = browser.get(reverse("candidate", args=[candidate.id])).content.decode()

    assert "check 40" in text
    assert "Not found in the document" in text


def test_an_upload_becomes_a_job_with_its_page(browser: Client, fake_engine: FakeEngine) -> None:
    file = SimpleUploadedFile("cv.txt", b"Jane Doe", content_type="text/plain")

    response = browser.post(reverse("upload"), {"files": [file], "output_profile": "full_profile"})

    job = ParseJob.objects.get()
    assert response.url == reverse("job", args=[job.id])
    assert job.source == "dashboard"
    page = browser.get(response.url)
    assert b"cv.txt" in page.content
    assert b'hx-trigger="every 1s"' in page.content


def test_an_upload_over_the_plan_says_what_to_do(browser: Client, account: Account) -> None:
    account.subscription.plan = "basic"
    account.subscription.save()
    files = [SimpleUploadedFile(f"cv{number}.txt", b"Jane Doe") for number in range(2)]

    response = browser.post(reverse("upload"), {"files": files, "output_profile": "full_profile"})

    assert response.status_code == 403
    assert b"The Basic plan takes 1 file a request" in response.content
    assert not ParseJob.objects.exists()


def test_a_key_is_shown_once(browser: Client) -> None:
    created = browser.post(reverse("api_keys"), {"name": "Laptop", "kind": "cv_live", "scopes": Scope.values})

    secret = re.search(r"cv_live_[0-9A-Za-z]{36}", created.content.decode())
    assert secret is not None
    assert "no-store" in created.headers["Cache-Control"]
    listed = browser.get(reverse("api_keys")).content.decode()
    assert secret[0] not in listed
    assert secret[0][-4:] in listed


def test_a_revoked_key_leaves_the_list(browser: Client, account: Account, make_key: Callable[..., Any]) -> None:
    key, _ = make_key(account)

    browser.post(reverse("api_key_revoke", args=[key.id]))

    assert not ApiKey.objects.active().exists()


def test_the_candidate_list_asks_the_same_number_of_queries_however_long(
    browser: Client, account: Account, candidate: Candidate, django_assert_max_num_queries: Any
) -> None:
    Candidate.objects.bulk_create(
        Candidate(account=account, filename="a.pdf", sha256=f"{number:064}", pipeline_version="2", resume={}, name="A")
        for number in range(60)
    )

    # session, person, workspace, plan, period, views, default view, count, page, scores, roles, languages
    with django_assert_max_num_queries(14):
        browser.get(reverse("candidates"))


@pytest.mark.parametrize(("query", "found"), [("q=eve", 1), ("q=nobody", 0), ("seniority=lead", 0), ("years=x", 1)])
def test_the_candidate_list_filters(query: str, found: int, candidate: Candidate, browser: Client) -> None:
    response = browser.get(f"{reverse('candidates')}?{query}")

    assert len(response.context["page"].object_list) == found


def test_the_theme_is_kept_and_never_leads_elsewhere(client: Client) -> None:
    response = client.post(reverse("appearance"), {"theme": "dark", "next": "https://evil.example/"})

    assert response.url == "/"
    assert 'data-theme="dark"' in client.get(reverse("pricing")).content.decode()
    client.post(reverse("appearance"), {"theme": "auto", "next": "/"})
    assert "data-theme" not in client.get(reverse("pricing")).content.decode().split("<body")[0]


def test_pricing_and_docs_show_the_plans_of_the_code(client: Client) -> None:
    for page in ("pricing", "docs"):
        text = client.get(reverse(page)).content.decode()
        for plan in PLANS.values():
            assert plan.name in text
            assert f"{plan.monthly_parses:,}" in text


def test_docs_name_every_route(client: Client) -> None:
    text = client.get(reverse("docs")).content.decode()
    for pattern in (*portal_urls.urlpatterns, *extract_urls.urlpatterns):
        first_word = str(pattern.pattern).split("/")[0]

        assert first_word in text


def test_an_unknown_address_answers_in_our_look(client: Client, settings: Any) -> None:
    settings.DEBUG = False

    response = client.get("/nothing/here")

    assert response.status_code == 404
    assert b"There is nothing at this address" in response.content


def test_no_template_carries_inline_style_or_script() -> None:
    for template in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")

        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\bsrc=)", text), template


def test_the_landing_page_names_the_languages_that_have_words(client: Client) -> None:
    page = client.get(reverse("landing")).content.decode()

    assert set(public.LANGUAGES) == set(codes())
    assert f"{len(codes())} languages" in page
    assert set(public.measured()) == set(public.LANGUAGES)


def test_a_page_far_inside_a_long_list_leads_to_the_first_and_the_last(client: Client) -> None:
    page = Paginator(range(10_000), 50).page(100)
    request = RequestFactory().get("/candidates", {"order": "name"})

    nav = render_to_string("_components/pagination.html", {"page": page}, request=request)

    assert re.findall(r"order=name&amp;page=(\d+)", nav) == "99 1 98 99 100 101 102 200 101".split()
    assert 'aria-current="page">100<' in nav


@pytest.mark.parametrize(
    ("amount", "currency", "shown"), [("99", "eur", "€99"), ("0.15", "EUR", "€0.15"), ("20", "chf", "CHF 20")]
)
def test_money_is_written_with_its_sign_however_the_currency_is_written(amount: str, currency: str, shown: str) -> None:
    assert interface.money(Decimal(amount), currency) == shown
