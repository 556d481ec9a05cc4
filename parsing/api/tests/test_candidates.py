"""The candidates of an account: search, one in full, corrections, downloads, exports, usage."""

import csv
import io
import json
import zipfile
from urllib.parse import quote

import pytest

from accounts.models import AuditEvent
from parsing.models import Candidate

pytestmark = pytest.mark.django_db

LIST = "/api/portal/candidates"


@pytest.fixture
def people(parse):
    """Ada and Grace, Ada with a score of 2, Grace with one of 3."""
    ada = parse("Ada Lovelace", job_description="Python Django").json()["results"][0]["candidate_id"]
    grace = parse("Grace Hopper", job_description="COBOL Navy Compilers").json()["results"][0]["candidate_id"]
    Candidate.objects.filter(pk=grace).update(seniority="executive", language="en", total_experience_months=480)
    return {"ada": ada, "grace": grace}


def names(response):
    assert response.status_code == 200, response.content
    return [item["name"] for item in response.json()["candidates"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Grace Hopper", "Ada Lovelace"]),
        ("?search=love%20ada", ["Ada Lovelace"]),
        ("?search=nobody", []),
        ("?seniority=executive", ["Grace Hopper"]),
        ("?language=en", ["Grace Hopper"]),
        ("?min_experience_years=40", ["Grace Hopper"]),
        ("?min_score=3", ["Grace Hopper"]),
        ("?order=name", ["Ada Lovelace", "Grace Hopper"]),
        ("?order=score", ["Grace Hopper", "Ada Lovelace"]),
        ("?limit=1&offset=1", ["Ada Lovelace"]),
    ],
)
def test_the_list_is_searched_filtered_and_ordered(api_client, people, query, expected):
    assert names(api_client.get(LIST + query)) == expected


@pytest.mark.parametrize(
    "query", ["?seniority=boss", "?min_score=101", "?min_score=x", "?order=luck", "?language=%2A", "?limit=0"]
)
def test_filters_that_make_no_sense(api_client, query):
    assert api_client.get(LIST + query).status_code == 400


@pytest.mark.covers("R023", "R110")
def test_foreign_candidates_do_not_exist(stranger_client, people):
    assert names(stranger_client.get(LIST)) == []
    for method, path in (("get", ""), ("delete", ""), ("patch", ""), ("get", "/file"), ("get", "/export")):
        assert getattr(stranger_client, method)(f"{LIST}/{people['ada']}{path}").status_code == 404


@pytest.mark.covers("R110", "R283")
def test_one_candidate_in_full(api_client, people):
    body = api_client.get(f"{LIST}/{people['ada']}").json()

    assert (body["candidate_id"], body["candidate"]["name"]) == (people["ada"], "Ada Lovelace")
    assert {"evidence", "projects", "fit_score", "verdict"} <= set(body["candidate"])
    core = api_client.get(f"{LIST}/{people['ada']}?output_profile=ats_core").json()["candidate"]
    assert set(core) < set(body["candidate"])
    assert api_client.get(f"{LIST}/{people['ada']}?output_profile=x").status_code == 400
    assert api_client.get(f"{LIST}/{people['ada']}?job_id=job_x").status_code == 404


def test_a_correction_replaces_what_was_read(api_client, people):
    changes = {
        "name": "Augusta Ada King",
        "email": "ada@example.org",
        "phone": "+44 20 7946 0000",
        "location": "London, UK",
        "linkedin": "https://linkedin.com/in/ada",
        "skills": ["Mathematics", "Python", "Python"],
        "profile": "First programmer.",
        "nationality": "British",
        "driving_license": None,
    }

    body = api_client.patch(f"{LIST}/{people['ada']}", changes, content_type="application/json").json()

    shown = body["candidate"]
    assert {key: shown[key] for key in changes} == {**changes, "skills": ["Mathematics", "Python"]}
    assert names(api_client.get(f"{LIST}?search=augusta")) == ["Augusta Ada King"]
    assert shown["evidence"]["name"]["rule"] == "corrected" if isinstance(shown["evidence"], dict) else True
    event = AuditEvent.objects.get(action="candidate.corrected")
    assert event.data == {"fields": sorted(changes)}
    assert "Augusta" not in json.dumps(event.data)


@pytest.mark.parametrize(
    "changes",
    [{}, {"fit_score": 100}, {"email": "nobody"}, {"linkedin": "javascript:alert(1)"}, {"skills": "Python"},
     {"skills": [1]}, {"name": 5}, {"name": "x" * 5001}],
)  # fmt: skip
def test_corrections_that_make_no_sense(api_client, people, changes):
    response = api_client.patch(f"{LIST}/{people['ada']}", changes, content_type="application/json")

    assert response.status_code == 400
    assert api_client.get(f"{LIST}/{people['ada']}").json()["candidate"]["name"] == "Ada Lovelace"


@pytest.mark.covers("R127")
def test_the_document_comes_back_as_an_attachment(api_client, people):
    response = api_client.get(f"{LIST}/{people['ada']}/file")

    assert response.content == b"Ada Lovelace"
    assert response["Content-Disposition"] == 'attachment; filename="0.txt"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("format_name", ["json", "json_resume", "hr_open", "csv", "xlsx"])
def test_exports_of_one_and_of_many(api_client, people, format_name):
    one = api_client.get(f"{LIST}/{people['ada']}/export?format={format_name}")
    many = api_client.get(f"{LIST}/export?format={format_name}&order=name")

    for response in (one, many):
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment; ")
        assert b"Ada Lovelace" in _texts(response.content, format_name)
    assert b"Grace Hopper" in _texts(many.content, format_name)
    assert b"Grace Hopper" not in _texts(one.content, format_name)
    if format_name.startswith(("json", "hr")):
        assert isinstance(json.loads(one.content), dict)
        assert len(json.loads(many.content)) == 2


def _texts(content, format_name):
    if format_name != "xlsx":
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\uff1d1+1"])
def test_no_cell_of_a_table_is_a_formula(api_client, people, name):
    api_client.patch(f"{LIST}/{people['ada']}", {"name": name}, content_type="application/json")

    content = api_client.get(f"{LIST}/export?format=csv&search={quote(name)}").content.decode("utf-8-sig")

    row = next(csv.DictReader(io.StringIO(content)))
    assert row["name"] == f"'{name}"


def test_an_unknown_format_is_a_400(api_client, people):
    assert api_client.get(f"{LIST}/export?format=pdf").status_code == 400


@pytest.mark.covers("R332", "R351", "R378", "R350", "R045")
def test_both_usages_tell_the_same(api_client, people):
    portal, extract = api_client.get("/api/portal/usage").json(), api_client.get("/api/v1/usage").json()["data"]

    assert (portal["parses_used"], portal["parses_limit"]) == (extract["credits_used"], extract["credits_limit"])
    assert portal["parses_remaining"] == extract["credits_remaining"] == 998
    assert portal["resets_at"].removesuffix("Z") == extract["current_period_end"][:19]
    assert portal["plan"] == extract["plan"] == "ultra"
