"""What services say when they refuse: in the reader's language on pages, in English on the wire."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from accounts.models import Account, User
from cvault import errors
from cvault.reading_language import TRANSLATED
from cvault.service_words import in_words, is_known
from parsing.engine import errors as engine_errors
from parsing.services import saved_views

ROOT = Path(settings.BASE_DIR)
# Where what pages show comes from.
_SOURCES = (
    *(f"accounts/{name}.py" for name in ("api_keys", "key_rules", "teams")),
    *(f"billing/{name}.py" for name in ("purchasing", "subscriptions")),
    *(f"webhooks/{name}.py" for name in ("events", "targets", "resolving")),
    "parsing/services/*.py",
)
_OF_THE_APIS = {
    "Send at least one of: 1",
    "This Idempotency-Key was used for another request: choose a new one",
    "Send a job_id, or candidate_ids",
    "The candidate was not read in this job",
    "1: 1",
}
_OF_PROGRAMMERS = {"ValueError", "TypeError", "RuntimeError", "FileNotFoundError", "ImproperlyConfigured"}


def raised() -> Iterator[str]:
    """Every text that is written where an error is raised, with 1 in its gaps."""
    for pattern in _SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not (isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args):
                    continue
                if ast.unparse(node.exc.func) not in _OF_PROGRAMMERS:
                    yield from _text(node.exc.args[0])


def _text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values)


def test_every_refusal_that_a_page_can_show_is_in_the_table() -> None:
    texts = set(raised()) - _OF_THE_APIS

    assert len(texts) > 60
    assert sorted(text for text in texts if not is_known(text)) == []


def test_every_general_refusal_is_in_the_table() -> None:
    # Answers of the APIs alone.
    of_the_wire = {
        errors.CVaultError,
        errors.Unauthenticated,
        errors.InvalidKey,
        errors.MethodNotAllowed,
        errors.TlsRequired,
    }
    trees = [errors.CVaultError, engine_errors.EngineError]
    classes = [kind for module in (errors, engine_errors) for kind in vars(module).values() if isinstance(kind, type)]
    texts = {kind.message for kind in classes if issubclass(kind, tuple(trees)) and kind not in of_the_wire}

    assert len(texts) > 12
    assert sorted(text for text in texts if not is_known(text)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_stands_in_the_gaps_stays(language: str) -> None:
    with translation.override(language):
        said = in_words("target_url: 10.0.0.1 is an address that is not public")
        assert said.startswith("10.0.0.1 ")
        assert "public" not in said
        assert "25" in in_words("The Ultra plan takes 25 files a request")
        assert "files" not in in_words("The Ultra plan takes 25 files a request")
        assert in_words("Something that no service says") == "Something that no service says"


@pytest.mark.django_db
def test_a_page_refuses_in_german_and_the_api_in_english(
    client: Client, api_client: Client, owner: User, account: Account
) -> None:
    client.force_login(owner)
    for number in range(saved_views.MOST_VIEWS):
        saved_views.save_view(account, name=f"View {number}", query="", is_shared=False, by=owner)

    page = client.post(
        "/candidates/views", {"name": "One more", "query": ""}, follow=True, headers={"accept-language": "de"}
    )
    answer = api_client.get("/api/portal/jobs/job_nothing", headers={"accept-language": "de"})

    assert "Löschen Sie zuerst eine" in page.content.decode()
    assert "delete one first" not in page.content.decode()
    assert answer.json()["error"] == errors.NotFound.message
