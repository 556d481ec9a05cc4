"""Promises of the reference that are no single answer: languages, periods, plans that change, polling."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from billing import quota, throttling
from billing.models import QuotaPeriod, Subscription
from parsing.engine import languages

GUARANTEED = {
    "en", "fr", "de", "es", "it", "pt", "nl", "pl", "ro", "sv", "da", "no", "fi", "cs", "tr", "ru", "uk",
}  # fmt: skip


@pytest.mark.covers("R003", "R004", "R263")
def test_the_seventeen_languages_have_a_pack():
    codes = {"no" if code in ("nb", "nn") else code for code in languages.codes()}

    assert len(GUARANTEED) == 17
    assert codes >= GUARANTEED


@pytest.mark.django_db
@pytest.mark.covers("R035", "R044", "R045", "R351")
def test_the_quota_starts_anew_on_the_accounts_own_day(account):
    Subscription.objects.filter(account=account).update(anchor_at=datetime(2025, 1, 31, 10, 30, tzinfo=UTC))
    account.refresh_from_db()
    before, after = datetime(2025, 2, 28, 10, 29, 59, tzinfo=UTC), datetime(2025, 2, 28, 10, 30, tzinfo=UTC)
    quota.reserve_parses(account, ["a", "b"], source="portal", now=before)

    assert (quota.usage(account, before).used, quota.usage(account, after).used) == (2, 0)
    assert quota.usage(account, before).period_end == after
    assert quota.usage(account, after).period_end == datetime(2025, 3, 31, 10, 30, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.covers("R046", "R122", "R328")
def test_an_upgrade_counts_at_once_and_keeps_what_was_used(account, api_client, parse):
    parse("Ada Lovelace")
    Subscription.objects.filter(account=account).update(plan="mega")
    assert [api_client.get("/api/portal/usage").json()[key] for key in ("parses_used", "parses_limit")] == [1, 5000]

    QuotaPeriod.objects.update(used=1200)
    Subscription.objects.filter(account=account).update(plan="ultra")
    usage = api_client.get("/api/portal/usage").json()

    assert (usage["parses_used"], usage["parses_limit"], usage["parses_remaining"]) == (1200, 1000, 0)
    assert parse("Grace Hopper").status_code == 402


@pytest.mark.covers("R130", "R060")
def test_polling_every_second_never_meets_a_limit():
    jobs_polled_at_once = 100

    for limit in (throttling.READS_OF_KEY, throttling.READS_OF_ACCOUNT):
        assert limit.quota / limit.window_s > jobs_polled_at_once


@pytest.mark.django_db
@pytest.mark.covers("R009")
def test_the_agreement_on_data_processing_is_public_and_found_from_every_public_page(client):
    address = reverse("dpa")
    page = client.get(address)

    assert page.status_code == 200
    assert {"Subject and purpose", "Measures", "Sub-processors"} <= set(re.findall(r"<h2>(.*?)</h2>", page.text))
    assert f'href="{address}"' in client.get(reverse("landing")).text
