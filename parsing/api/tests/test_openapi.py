"""The documents: valid, complete, kept in the repository, and unable to break a promise unnoticed."""

import copy
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import CommandError, call_command

from parsing.api.openapi import documents
from parsing.api.openapi.documents import API_NAMES, openapi_document
from parsing.api.openapi.stability import breaking_changes
from parsing.api.tests.test_tenants import API_ROUTES
from parsing.engine.options import Profile
from parsing.engine.profiles import field_names
from parsing.management.commands import openapi_snapshot
from parsing.management.commands.openapi_snapshot import FOLDER


@pytest.mark.covers("R016", "R291")
@pytest.mark.parametrize("api", API_NAMES)
def test_the_repository_holds_todays_documents(api):
    kept = json.loads((FOLDER / f"{api}.json").read_text(encoding="utf-8"))

    assert json.loads(json.dumps(openapi_document(api))) == kept, "run: python manage.py openapi_snapshot"
    assert kept["openapi"].startswith("3.1")


@pytest.mark.covers("R016")
def test_threads_that_ask_for_the_first_time_at_once_get_the_same_documents():
    expected = [openapi_document(api) for api in API_NAMES] * 3
    all_ready = Barrier(len(expected))

    def ask(api):
        all_ready.wait()
        return openapi_document(api)

    documents._document.cache_clear()
    often_s, seldom_s = 1e-5, sys.getswitchinterval()
    sys.setswitchinterval(often_s)
    try:
        with ThreadPoolExecutor(len(expected)) as threads:
            assert list(threads.map(ask, API_NAMES * 3)) == expected
    finally:
        sys.setswitchinterval(seldom_s)


def test_every_route_is_documented():
    paths = {path for api in API_NAMES for path in openapi_document(api)["paths"]}

    assert {"/" + route.replace("<str:", "{").replace(">", "}") for route in API_ROUTES} == paths


@pytest.mark.covers("R074", "R291")
def test_the_candidate_schema_names_every_field_of_the_profiles():
    described = set(openapi_document("portal")["components"]["schemas"]["Candidate"]["properties"])

    assert described == {"id", *field_names(Profile.FULL_PROFILE)}


def _without(document, *path):
    changed = copy.deepcopy(document)
    *parents, last = path
    target = changed
    for key in parents:
        target = target[key]
    if isinstance(target, list):
        target.remove(last)
    else:
        del target[last]
    return changed


def _with(document, value, *path):
    changed = copy.deepcopy(document)
    *parents, last = path
    target = changed
    for key in parents:
        target = target[key]
    target[last] = value
    return changed


PORTAL = openapi_document("portal")
SCHEMAS = ("components", "schemas")
PARSE = ("paths", "/api/portal/parse_cv_batch_parallel", "post")
FORM = (*PARSE, "requestBody", "content", "multipart/form-data", "schema")
BREAKING = {
    "a field is removed": _without(PORTAL, *SCHEMAS, "Candidate", "properties", "email"),
    "a nested field is removed": _without(PORTAL, *SCHEMAS, "Experience", "properties", "title"),
    "a field is retyped": _with(PORTAL, {"type": "string"}, *SCHEMAS, "Score", "properties", "fit_score"),
    "a field becomes null": _with(PORTAL, {"type": ["string", "null"]}, *SCHEMAS, "JobStatus", "properties", "job_id"),
    "a field need not be there": _without(PORTAL, *SCHEMAS, "ParsedFile", "required", "parse_tier"),
    "an operation is removed": _without(PORTAL, *PARSE),
    "a path is removed": _without(PORTAL, "paths", "/api/portal/job_results/{job_id}"),
    "a status is removed": _without(PORTAL, *PARSE, "responses", "402"),
    "an input is refused": _without(PORTAL, *FORM, "properties", "mode"),
    "an input is asked for": _with(PORTAL, ["files[]", "mode"], *FORM, "required"),
    "a choice is refused": _with(PORTAL, {"type": "string", "enum": ["sync"]}, *FORM, "properties", "mode"),
}


@pytest.mark.covers("R011", "R016")
@pytest.mark.parametrize("change", BREAKING)
def test_a_breaking_change_is_found(change):
    assert breaking_changes(PORTAL, BREAKING[change])


@pytest.mark.covers("R011", "R012")
@pytest.mark.parametrize(
    "after",
    [
        PORTAL,
        _with(PORTAL, {"type": "string"}, *SCHEMAS, "Candidate", "properties", "shoe_size"),
        _with(PORTAL, {"type": "string"}, *FORM, "properties", "colour"),
        _with(PORTAL, {"type": "string", "enum": ["sync", "async", "auto", "", "soon"]}, *FORM, "properties", "mode"),
        _with(PORTAL, {}, "paths", "/api/portal/new"),
    ],
)
def test_an_addition_is_no_breaking_change(after):
    assert breaking_changes(PORTAL, after) == []


@pytest.mark.covers("R011")
def test_the_snapshot_refuses_to_forget_a_field(monkeypatch, tmp_path, settings):
    richer = _with(PORTAL, {"type": "string"}, *SCHEMAS, "Candidate", "properties", "shoe_size")
    (tmp_path / "portal.json").write_text(json.dumps(richer))
    monkeypatch.setattr(openapi_snapshot, "FOLDER", tmp_path)
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError, match="shoe_size is gone"):
        call_command("openapi_snapshot")

    call_command("openapi_snapshot", "--breaking")
    assert breaking_changes(json.loads((tmp_path / "portal.json").read_text()), PORTAL) == []


@pytest.mark.django_db
@pytest.mark.parametrize("api", API_NAMES)
def test_documents_and_pages_are_served(client, api):
    document = client.get(f"/docs/api/{api}/openapi.json")
    page = client.get(f"/docs/api/{api}")

    assert document.json()["openapi"].startswith("3.1")
    assert (page.status_code, page["Content-Type"].partition(";")[0]) == (200, "text/html")
    assert b"<script>" not in page.content
    assert b" style=" not in page.content
    for methods in document.json()["paths"].values():
        for operation in methods.values():
            assert f'id="{operation["operationId"]}"' in page.content.decode()
