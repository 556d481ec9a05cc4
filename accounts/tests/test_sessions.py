"""The cookie of a session lets its owner in; what the database holds lets nobody in."""

import re

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.core import mail, signing
from django.test import Client

from accounts.sessions import HashedSessionMiddleware, SessionStore, name_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_in_production(monkeypatch):
    monkeypatch.setattr(HashedSessionMiddleware, "accepts_names", False)


@pytest.fixture
def browser(account):
    client = Client()
    client.post("/accounts/login/", {"login": "alice@example.org", "password": "correct-horse-battery"})
    return client


def with_cookie(value):
    client = Client()
    client.cookies["sessionid"] = value
    return client


def test_the_cookie_signs_in_and_is_nowhere_in_the_database(browser):
    secret = browser.cookies["sessionid"].value

    assert browser.get("/overview").status_code == 200
    assert with_cookie(secret).get("/overview").status_code == 200
    rows = [*Session.objects.values_list(), *UserSession.objects.values_list()]
    assert name_of(secret) in str(rows)
    assert secret not in str(rows)


def test_what_a_dump_holds_opens_nothing(browser):
    for session in Session.objects.all():
        answer = with_cookie(session.session_key).get("/overview")
        assert answer["Location"].startswith("/accounts/login/")


def test_what_a_session_holds_is_sealed_and_bound_to_its_row(browser, settings):
    """Such as the key of a reset whose link was opened, which waits there for the new password."""
    mail.outbox.clear()
    Client().post("/accounts/password/reset/", {"email": "alice@example.org"})
    link = re.search(r"/accounts/password/reset/key/(\S+)", str(mail.outbox[-1].body))
    victim = Client()
    form = victim.get(link[0], follow=True)
    key = link[1].strip("/").partition("-")[2]
    row = Session.objects.get(session_key=name_of(victim.cookies["sessionid"].value))

    assert form.status_code == 200
    assert key not in row.session_data
    with pytest.raises(signing.BadSignature):
        signing.loads(row.session_data, salt="django.contrib.sessions.SessionStore")
    mine = Session.objects.get(session_key=name_of(browser.cookies["sessionid"].value))
    Session.objects.filter(pk=row.pk).update(session_data=mine.session_data)
    assert victim.get("/overview").status_code == 302  # the session of another, in one's own row, opens nothing


def test_a_session_of_an_older_version_goes_on(browser):
    row = Session.objects.get()
    old = SessionStore(row.session_key)
    Session.objects.update(session_data=DatabaseStore.encode(old, old.decode(row.session_data)))

    assert browser.get("/overview").status_code == 200


def test_a_key_that_is_no_more_signs_out_and_no_worse(browser, settings):
    settings.ENCRYPTION_KEYS = ["another key"]

    assert browser.get("/overview").status_code == 302


def test_a_session_goes_on_and_its_cookie_stays(browser):
    secret = browser.cookies["sessionid"].value

    browser.post("/appearance", {"theme": "dark", "next": "/overview"})
    browser.post("/accounts/reauthenticate/", {"password": "correct-horse-battery"})

    assert browser.cookies["sessionid"].value == secret
    assert browser.get("/overview").status_code == 200


def test_signing_in_changes_the_cookie_and_signing_out_ends_it(browser, account):
    stale = browser.cookies["sessionid"].value

    browser.post("/accounts/logout/")

    assert with_cookie(stale).get("/overview").status_code == 302
    assert not Session.objects.filter(session_key=name_of(stale)).exists()


def test_other_sessions_are_listed_and_ended(browser):
    other = Client()
    other.post("/accounts/login/", {"login": "alice@example.org", "password": "correct-horse-battery"})
    other.get("/overview")
    browser.get("/overview")

    browser.post("/accounts/sessions/")

    assert browser.get("/overview").status_code == 200
    assert other.get("/overview").status_code == 302


def signed_in_again(browser_name: str) -> Client:
    other = Client(headers={"user-agent": browser_name})
    other.post("/accounts/login/", {"login": "alice@example.org", "password": "correct-horse-battery"})
    return other


def test_one_session_of_several_is_signed_out_and_the_log_says_so(browser, account):
    phone = signed_in_again("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1")
    laptop = signed_in_again("Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0")
    page = browser.get("/accounts/sessions/").content.decode()
    assert "Safari on iPhone" in page
    assert "Firefox on Linux" in page

    lost = UserSession.objects.get(session_key=name_of(phone.cookies["sessionid"].value))
    answer = browser.post("/accounts/sessions/", {"session": lost.pk}, follow=True)

    assert "1 session was signed out." in answer.content.decode()
    assert phone.get("/overview").status_code == 302
    assert laptop.get("/overview").status_code == browser.get("/overview").status_code == 200
    event = account.audit_events.get(action="user.sessions_ended")
    assert event.data == {"sessions": 1}


def test_all_sessions_but_this_one_are_signed_out(browser):
    others = [signed_in_again("a script"), signed_in_again("another")]

    browser.post("/accounts/sessions/")

    assert [other.get("/overview").status_code for other in others] == [302, 302]
    assert browser.get("/overview").status_code == 200


def test_nobody_ends_the_session_of_another(browser, django_user_model):
    bob = django_user_model.objects.create_user("bob@example.org", "another-long-password")
    theirs = Client()
    theirs.force_login(bob)
    row = UserSession.objects.create(user=bob, session_key=theirs.session.session_key, ip="192.0.2.7")

    assert browser.post("/accounts/sessions/", {"session": row.pk}).status_code == 404
    assert UserSession.objects.filter(pk=row.pk).exists()
    assert browser.post("/accounts/sessions/", {"session": "x"}).status_code == 404
