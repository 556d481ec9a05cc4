"""One shape of error a dialect, whatever goes wrong and wherever."""

import json

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.test import Client

from cvault import errors
from parsing import services
from parsing.api.tests.conftest import EXTRACT, PARSE, a_file

pytestmark = pytest.mark.django_db

STATUS = "/api/portal/job_status/job_x"


def assert_portal_error(response, status):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    body = response.json()
    assert isinstance(body["error"], str)
    assert body["error"]
    assert body["success"] is False
    assert isinstance(body.get("details", {}), dict)
    assert response["X-Request-Id"]
    return body


def assert_extract_error(response, status, code):
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    body = response.json()
    assert set(body) == {"success", "error"}
    assert body["success"] is False
    assert body["error"]["code"] == code
    assert isinstance(body["error"]["message"], str)
    assert isinstance(body["error"]["retryable"], bool)
    return body["error"]


ALL_ERRORS = [
    (errors.InvalidInput, 400, 400, "INVALID_REQUEST", False),
    (errors.UnsupportedFile, 400, 400, "UNSUPPORTED_FORMAT", False),
    (errors.MissingFile, 400, 400, "NO_FILE", False),
    (errors.FileTooLarge, 413, 400, "FILE_TOO_LARGE", False),
    (errors.PayloadTooLarge, 413, 400, "FILE_TOO_LARGE", False),
    (errors.Unauthenticated, 401, 401, "UNAUTHORIZED", False),
    (errors.InvalidKey, 401, 401, "INVALID_KEY", False),
    (errors.QuotaExceeded, 402, 402, "QUOTA_EXCEEDED", False),
    (errors.NotPermitted, 403, 403, "FORBIDDEN", False),
    (errors.NotFound, 404, 404, "NOT_FOUND", False),
    (errors.Conflict, 409, 409, "CONFLICT", False),
    (errors.UnprocessableFile, 422, 422, "UNPROCESSABLE", False),
    (lambda: errors.RateLimited(retry_after_s=7), 429, 429, "RATE_LIMITED", True),
    (errors.InternalError, 500, 500, "INTERNAL_ERROR", True),
    (errors.ServiceUnavailable, 503, 503, "SERVICE_UNAVAILABLE", True),
    (lambda: RuntimeError("secret words of a CV"), 500, 500, "INTERNAL_ERROR", True),
    (lambda: OperationalError("database is locked"), 503, 503, "SERVICE_UNAVAILABLE", True),
    (lambda: SuspiciousOperation("x"), 400, 400, "INVALID_REQUEST", False),
    (lambda: RequestDataTooBig("x"), 413, 400, "FILE_TOO_LARGE", False),
]


@pytest.mark.covers(
    "R233",
    "R244",
    "R245",
    "R246",
    "R247",
    "R248",
    "R249",
    "R252",
    "R353",
    "R364",
    "R365",
    "R366",
    "R368",
    "R369",
    "R370",
    "R371",
    "R382",
)
@pytest.mark.undocumented
@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize(("make", "portal_status", "extract_status", "code", "retryable"), ALL_ERRORS)
def test_every_error_has_the_shape_of_its_dialect(
    api_client, monkeypatch, settings, debug, make, portal_status, extract_status, code, retryable
):
    settings.DEBUG = debug

    def fail(*_args, **_kwargs):
        raise make()

    monkeypatch.setattr(services, "job_for", fail)

    portal = assert_portal_error(api_client.get(STATUS), portal_status)
    extract = assert_extract_error(api_client.get("/api/v1/job/job_x"), extract_status, code)

    assert extract["retryable"] is retryable
    for body in (portal, extract):
        assert "secret" not in json.dumps(body)
        assert ("request_id" in body) == (portal_status >= 500)


@pytest.mark.covers("R234", "R235", "R236", "R237", "R238", "R239", "R240", "R241")
def test_the_messages_are_those_of_the_reference():
    said = {
        error.status: error.message for error in (kind() for kind in (errors.Unauthenticated, errors.QuotaExceeded))
    }
    said |= {kind.status: kind.message for kind in (errors.NotPermitted, errors.NotFound, errors.FileTooLarge)}
    said |= {kind.status: kind.message for kind in (errors.RateLimited, errors.InternalError)}

    assert said == {
        401: "Missing or invalid API key",
        402: "Monthly parse quota exhausted",
        403: "Action not permitted for your account or plan",
        404: "Job ID or resource not found",
        413: "File exceeds 10 MB limit",
        429: "Rate limit exceeded. Back off and retry.",
        500: "Internal server error. Retry with exponential backoff.",
    }


@pytest.mark.covers("R017")
@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("path", ["/api/", "/api/portal", "/api/portal/nothing", "/api/portal/job_status/", "/api/x/y"])
@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "patch", "head", "options"])
def test_unknown_paths_answer_json(api_client, settings, debug, path, method):
    settings.DEBUG = debug

    response = getattr(api_client, method)(path)

    assert response.status_code == 404
    assert response["Content-Type"] == "application/json"
    if method != "head":
        assert response.json()["error"] == "Job ID or resource not found"


@pytest.mark.covers("R017", "R006")
@pytest.mark.parametrize(("path", "allowed"), [(PARSE, "POST, OPTIONS"), (STATUS, "GET, HEAD, OPTIONS")])
def test_a_wrong_method_says_which_are_right(api_client, path, allowed):
    response = api_client.delete(path)

    assert_portal_error(response, 405)
    assert response["Allow"] == allowed


def test_a_trailing_slash_is_another_address_and_no_redirect(api_client):
    assert_portal_error(api_client.post(PARSE + "/", {"files[]": a_file()}), 404)


def test_options_and_head_are_sane(api_client, parse):
    job_id = parse("Ada Lovelace").json()["job_id"]

    options = api_client.options(PARSE)
    head = api_client.head(f"/api/portal/job_status/{job_id}")

    assert options.json() == {"success": True, "allow": ["POST", "OPTIONS"]}
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.covers("R008")
@pytest.mark.parametrize("path", [STATUS, PARSE, "/api/nothing"])
def test_without_tls_the_api_refuses_instead_of_redirecting(api_client, settings, path):
    settings.REQUIRE_TLS = settings.SECURE_SSL_REDIRECT = True

    assert_portal_error(api_client.get(path), 400)
    assert "TLS" in api_client.get(path).json()["error"]
    assert api_client.get(path, secure=True).status_code in (404, 405)


def test_a_host_that_is_not_ours_gets_json(api_client, settings):
    settings.ALLOWED_HOSTS = ["cvault.example"]

    assert_portal_error(api_client.get(STATUS, headers={"host": "evil.example"}), 400)
    assert_extract_error(api_client.get("/api/v1/usage", headers={"host": "evil.example"}), 400, "INVALID_REQUEST")


def test_csrf_is_no_matter_of_the_api(api_key):
    client = Client(enforce_csrf_checks=True, headers={"x-api-key": api_key})

    assert client.post(PARSE, {"files[]": a_file()}).status_code == 200


@pytest.mark.covers("R032")
def test_a_session_does_not_open_the_api(owner):
    client = Client(raise_request_exception=False)
    client.force_login(owner)

    assert_portal_error(client.get(STATUS), 401)


BAD_BODIES = [
    ("{", "application/json"),
    ("[]", "application/json"),
    ('"text"', "application/json"),
    ('{"description": NaN}', "application/json"),
    ('{"description": "\\u0000", "candidate_id": "\\u0000"}', "application/json"),
    ('{"description": 1e999}', "application/json"),
    ("[" * 100_000, "application/json"),
    (b"\xff\xfe", "application/json"),
    ("description=x", "application/x-www-form-urlencoded"),
    ("<x/>", "application/xml"),
    ("x", "multipart/form-data; boundary=x"),
    ("x", "multipart/form-data"),
    ("", "application/json"),
]


@pytest.mark.covers("R161", "R234", "R247")
@pytest.mark.parametrize(("body", "content_type"), BAD_BODIES)
@pytest.mark.parametrize("path", ["extract_skills", "rescore_candidates", "generate_interview_questions"])
def test_a_body_that_is_no_json_object_is_a_400(api_client, path, body, content_type):
    response = api_client.generic("POST", f"/api/portal/{path}", body, content_type=content_type)

    assert_portal_error(response, 400)


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=", "application/json", ""]
)
def test_a_broken_upload_is_a_400(api_client, content_type):
    assert_portal_error(api_client.generic("POST", PARSE, "no form at all", content_type=content_type), 400)


def test_a_request_beyond_every_plan_is_refused_unread(api_client):
    response = api_client.generic("POST", PARSE, "", content_type="multipart/form-data", CONTENT_LENGTH="600000000")

    assert_portal_error(response, 413)
    response = api_client.generic("POST", EXTRACT, "", content_type="multipart/form-data", CONTENT_LENGTH="600000000")
    assert_extract_error(response, 400, "FILE_TOO_LARGE")


@pytest.mark.parametrize(
    ("sent", "kept"), [("abc-123", True), ("a" * 65, False), ("x y", False), ("<script>", False), ("", False)]
)
def test_a_request_id_is_echoed_when_it_is_harmless(api_client, sent, kept):
    response = api_client.get(STATUS, headers={"x-request-id": sent})

    assert (response["X-Request-Id"] == sent) is kept
    assert response["CVault-Version"] == "v1"


@pytest.mark.covers("R002", "R010")
def test_answers_are_json_whatever_the_client_accepts(api_client):
    response = api_client.get("/api/portal/usage?format=xml", headers={"accept": "text/html"})

    assert response["Content-Type"] == "application/json"
    assert response["CVault-Version"] == "v1"
    assert response.json()["success"] is True
