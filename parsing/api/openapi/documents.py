"""The two OpenAPI documents: made once a process from the routes, the operations and the components."""

import copy
import threading
from functools import cache
from typing import Any

from django.urls import include, path
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings

from parsing.api.openapi import extract, portal

VERSION = "1.0.0"
_SECURITY = {
    "ApiKey": {"type": "apiKey", "in": "header", "name": "x-api-key"},
    "Bearer": {"type": "http", "scheme": "bearer"},
}
_APIS: dict[str, dict[str, Any]] = {
    "portal": {
        "title": "CVault portal API",
        "prefix": "api/portal/",
        "urls": "parsing.api.portal.urls",
        "operations": portal,
        "description": "Parse resumes, extract skills, score candidates. New fields may be added at any time.",
    },
    "extract": {
        "title": "CVault extract API",
        "prefix": "api/v1/",
        "urls": "parsing.api.extract.urls",
        "operations": extract,
        "description": "One document in, its data out. New fields may be added at any time.",
    },
}
API_NAMES = tuple(_APIS)


class _KeyScheme(OpenApiAuthenticationExtension):
    """Both headers, by the names of `_SECURITY`."""

    target_class = "accounts.authentication.ApiKeyAuthentication"
    name = list(_SECURITY)  # noqa: RUF012 - as the library declares it

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        return list(_SECURITY.values())

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        return [{name: []} for name in _SECURITY]


_making = threading.Lock()  # the library's settings, patched while a document is made, are those of the whole process


def openapi_document(api: str) -> dict[str, Any]:
    """The OpenAPI 3.1 document of "portal" or "extract"."""
    with _making:
        return _document(api)


@cache
def _document(api: str) -> dict[str, Any]:
    chosen = _APIS[api]
    chosen["operations"].document()
    custom = {
        "TITLE": chosen["title"],
        "DESCRIPTION": chosen["description"],
        "VERSION": VERSION,
        "OAS_VERSION": "3.1.0",
        "APPEND_COMPONENTS": {"schemas": copy.deepcopy(chosen["operations"].COMPONENTS)},
        "DISABLE_ERRORS_AND_WARNINGS": True,
    }
    with patched_settings(custom):
        generator = SchemaGenerator(patterns=[path(chosen["prefix"], include(chosen["urls"]))])
        document: dict[str, Any] = generator.get_schema(request=None, public=True)
    for methods in document["paths"].values():
        for operation in methods.values():
            if "requestBody" in operation:
                operation["requestBody"]["required"] = True
    for source, status, target, parameters, body in chosen["operations"].LINKS:
        link = {"operationId": target, **({"parameters": parameters} if parameters else {})}
        _operation(document, source)["responses"][status].setdefault("links", {})[target] = (
            {**link, "requestBody": body} if body else link
        )
    return document


def _operation(document: dict[str, Any], name: str) -> dict[str, Any]:
    found = (item for methods in document["paths"].values() for item in methods.values())
    return next(item for item in found if item["operationId"] == name)
