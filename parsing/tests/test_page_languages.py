"""The pages speak the reader's language: by choice, by browser, and wholly. The APIs do not."""

import re
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cvault.reading_language import TRANSLATED

pytestmark = pytest.mark.django_db

ROOT = Path(settings.BASE_DIR)
_PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sdnmp%]|\{[a-z_]*\}")
_MARKED = re.compile(r"""\{%-?\s*trans(?:late)?\s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")


def catalog(language: str):
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize(("asked", "words"), [("de-AT,de;q=0.9", "Preise"), ("fr", "Tarifs"), ("es-MX", "Precios")])
def test_a_page_is_in_the_language_that_the_browser_asks_for(client: Client, asked: str, words: str) -> None:
    answer = client.get(reverse("pricing"), headers={"accept-language": asked})

    assert f'<html lang="{asked[:2]}"' in answer.content.decode()
    assert words in answer.content.decode()


def test_a_language_that_we_do_not_speak_is_answered_in_english(client: Client) -> None:
    answer = client.get(reverse("pricing"), headers={"accept-language": "ja"})

    assert '<html lang="en-gb"' in answer.content.decode()


def test_what_the_reader_chose_wins_over_the_browser_until_it_is_unchosen(client: Client) -> None:
    client.post(reverse("appearance"), {"language": "fr", "next": "/pricing"})
    assert '<html lang="fr"' in client.get("/pricing", headers={"accept-language": "de"}).content.decode()

    client.post(reverse("appearance"), {"language": "", "next": "/pricing"})
    assert '<html lang="de"' in client.get("/pricing", headers={"accept-language": "de"}).content.decode()


def test_the_choice_of_a_language_leaves_the_theme(client: Client) -> None:
    client.post(reverse("appearance"), {"theme": "dark", "next": "/pricing"})
    client.post(reverse("appearance"), {"language": "de", "next": "/pricing"})

    assert 'data-theme="dark"' in client.get("/pricing").content.decode()


@pytest.mark.parametrize("path", ["/api/portal/usage", "/api/v1/usage"])
def test_the_apis_answer_in_english(client: Client, api_client: Client, path: str) -> None:
    for asking in (client, api_client):
        answers = [asking.get(path, headers={"accept-language": language}) for language in ("en", "de")]

        assert answers[0].status_code == answers[1].status_code
        assert answers[0].json().get("error") == answers[1].json().get("error")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated_with_its_placeholders(language: str) -> None:
    wrong = []
    for message in catalog(language):
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        translations = message.string if isinstance(message.string, tuple) else (message.string,)
        if not originals[0]:
            continue
        wanted = set(_PLACEHOLDER.findall(originals[-1]))
        for translation in translations:
            found = set(_PLACEHOLDER.findall(translation))
            # A form of the plural may leave the number out: "one file".
            if not translation or message.fuzzy or not found <= wanted or (len(translations) == 1 and found != wanted):
                wrong.append((originals[0], translation))
    assert not wrong


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_message_of_a_template_is_missing(language: str) -> None:
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalog(language)}
    missing = set()
    for template in (ROOT / "templates").rglob("*.html"):
        for quoted in _MARKED.findall(template.read_text(encoding="utf-8")):
            text = (quoted[0] or quoted[1]).replace('\\"', '"').replace("%", "%%")
            if text not in known and text.replace("%%", "%") not in known:
                missing.add(text)
    assert not missing


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_is_the_written_one(language: str) -> None:
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = {_key(message): _forms(message) for message in read_mo(file) if message.id}

    assert compiled == {_key(message): _forms(message) for message in catalog(language) if message.id}


def _key(message) -> tuple[str | None, str]:
    context = message.context.decode() if isinstance(message.context, bytes) else message.context
    return context, message.id if isinstance(message.id, str) else message.id[0]


def _forms(message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)
