"""Holds an answer against the OpenAPI document of its API."""

import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from parsing.api.openapi.documents import openapi_document

_PREFIXES = {"/api/portal/": "portal", "/api/v1/": "extract"}


@cache
def _validator(api: str, shown: str, method: str, status: str) -> Draft202012Validator:
    """Of the JSON of one answer. The components come along, so that references stay inside."""
    document = openapi_document(api)
    content = document["paths"][shown][method]["responses"][status]["content"]
    return Draft202012Validator({**content["application/json"]["schema"], "components": document["components"]})


@cache
def _operations(api: str) -> list[tuple[re.Pattern[str], str, dict[str, Any]]]:
    return [
        (re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "$"), path, methods)
        for path, methods in sorted(openapi_document(api)["paths"].items(), key=lambda item: "{" in item[0])
    ]


def check_answer(response: Any, method: str, *, lenient: bool = False) -> None:
    """Raises AssertionError where status, media type or body are not those of the document."""
    path = response.wsgi_request.path
    api = next((name for prefix, name in _PREFIXES.items() if path.startswith(prefix)), None)
    found = api and next(
        ((shown, methods) for pattern, shown, methods in _operations(api) if pattern.match(path)), None
    )
    if not found or method not in found[1]:
        return
    shown, methods = found
    answers = methods[method]["responses"]
    status = str(response.status_code)
    if status not in answers:
        assert lenient, f"{method} {shown} answered {status}, which is not documented"
        return
    media_type = response.headers["Content-Type"].partition(";")[0]
    assert media_type in answers[status]["content"], f"{method} {shown} {status} answered {media_type}"
    if media_type == "application/json" and "candidates/{candidate_id}/export" not in shown:
        _validator(api, shown, method, status).validate(response.json())
