"""What is on its way out says so."""

from datetime import UTC, datetime, timedelta

import pytest

from parsing.api import deprecation
from parsing.api.deprecation import Deprecation

SINCE = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.covers("R014", "R013")
def test_a_route_that_ends_says_when(api_client, monkeypatch):
    ending = Deprecation(since=SINCE, sunset=SINCE + timedelta(days=180), link="https://cvault.tech/docs")
    monkeypatch.setattr(deprecation, "DEPRECATED", {"portal:usage": ending})

    response, other = api_client.get("/api/portal/usage"), api_client.get("/api/v1/usage")

    assert response["Deprecation"] == "@1767225600"
    assert response["Sunset"] == "Tue, 30 Jun 2026 00:00:00 GMT"
    assert response["Link"] == '<https://cvault.tech/docs>; rel="deprecation"'
    assert "Sunset" not in other


@pytest.mark.covers("R011", "R014")
def test_a_sunset_needs_ninety_days_of_notice():
    with pytest.raises(ValueError, match="90 days"):
        Deprecation(since=SINCE, sunset=SINCE + timedelta(days=89), link="")
