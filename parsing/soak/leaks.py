"""Every secret that is handed out is used once; afterwards none stands in rows, files, cache, queue or logs."""

import re
from typing import Any

from parsing.soak import setup

setup.begin()

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core import mail  # noqa: E402
from django.test import Client  # noqa: E402

from accounts import api_keys  # noqa: E402
from accounts.models import Account, User  # noqa: E402
from parsing.soak.erasures import broker, dump, own_log, stored_files  # noqa: E402
from parsing.soak.kills import Installation  # noqa: E402

PASSWORD = "Zq-correct-horse-battery-staple-42"  # noqa: S105 - of a person who exists in this proof alone
NEW_PASSWORD = "Zq-another-horse-battery-staple-43"  # noqa: S105 - as above
ADDRESS = "zqvan@example.org"


def main() -> None:
    setup.numbers()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # the letters are in this process alone
    installation = Installation()
    installation.broker.ensure()
    try:
        secrets = _use_all_of_them()
        places = {"dump": dump(), "files": stored_files(), "cache_and_queue": broker(), "logs": own_log()}
    finally:
        installation.stop()
    found = {
        name: sorted(kind for kind, texts in secrets.items() if any(text.encode() in data for text in texts))
        for name, data in places.items()
    }
    setup.report(
        kinds=len(secrets),
        secrets=sum(map(len, secrets.values())),
        found=found,
        searched_bytes={name: len(data) for name, data in places.items()},
    )


def _use_all_of_them() -> dict[str, list[str]]:
    """A person signs up, confirms, adds factors, keys, webhooks, invites, resets; what they were given, by its kind."""
    browser = Client()
    _post(browser, "/accounts/signup/", {"email": ADDRESS, "password1": PASSWORD})
    confirmation = _link("/accounts/confirm-email/")
    _post(browser, confirmation, {})
    _post(browser, "/accounts/login/", {"login": ADDRESS, "password": PASSWORD})
    sessions = [browser.cookies["sessionid"].value]
    _post(browser, "/accounts/reauthenticate/", {"password": PASSWORD})
    totp_page = browser.get("/accounts/2fa/totp/activate/")
    if totp_page.status_code != 200:
        raise RuntimeError(f"The page of the second factor leads to {totp_page['Location']}")
    totp_secret = _shown(totp_page, r"(?<=secret=)[A-Z2-7]{32}|(?<=value=\")[A-Z2-7]{32}(?=\")")
    code = format_hotp_value(hotp_value(totp_secret, next(yield_hotp_counters_from_time())))
    _post(browser, "/accounts/2fa/totp/activate/", {"code": code})
    codes = _recovery_codes()
    account = Account.objects.get()
    key, text = api_keys.create_key(account, name="One", by=User.objects.get())
    keys = [text, api_keys.rotate_key(key, by=User.objects.get())[1]]
    api = Client(headers={"x-api-key": keys[1]})
    api.get("/api/portal/usage")
    Client(headers={"authorization": f"Bearer {keys[0]}"}).get("/api/portal/usage")
    hook = {"target_url": "https://93.184.215.14/hook", "event_types": ["parse.completed"]}
    made = api.post("/api/portal/webhooks", hook, content_type="application/json").json()
    hooks = [_shown_in(made)]
    hooks.append(_shown_in(api.post(f"/api/portal/webhooks/{_id_in(made)}/rotate").json()))
    _post(browser, "/settings/team", {"email": "new@example.org", "role": "viewer"})
    invitation = _link("/invitations/")
    _post(browser, "/accounts/logout/", {})
    _post(Client(), "/accounts/password/reset/", {"email": ADDRESS})
    stranger = Client()
    reset = _link("/accounts/password/reset/key/")
    form = stranger.get(reset, follow=True).request["PATH_INFO"]
    _post(stranger, form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    sessions += [client.cookies["sessionid"].value for client in (stranger,) if "sessionid" in client.cookies]
    return {
        "passwords": [PASSWORD, NEW_PASSWORD],
        "sessions": [text for text in sessions if text],
        "confirmation": [confirmation.strip("/").rsplit("/", 1)[-1]],
        "reset": [reset.strip("/").rsplit("/", 1)[-1]],
        "totp": [totp_secret],
        "recovery_codes": codes,
        "api_keys": keys,
        "webhook_secrets": hooks,
        "invitation": [invitation.strip("/").rsplit("/", 1)[-1]],
    }


def _post(client: Client, path: str, data: dict[str, Any]) -> Any:
    answer = client.post(path, data)
    if answer.status_code >= 400:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return answer


def _link(start: str) -> str:
    """The path of the last letter's link that begins so."""
    for letter in reversed(mail.outbox):
        found = re.search(rf"https?://[^/\s]+({re.escape(start)}\S+)", str(letter.body))
        if found:
            return found[1]
    raise RuntimeError(f"No letter has a link to {start}")


def _recovery_codes() -> list[str]:
    """As the page shows them once, made again from what is stored."""
    from allauth.mfa.models import Authenticator  # noqa: PLC0415 - models of an app that stands by now

    stored = Authenticator.objects.get(user=User.objects.get(email=ADDRESS), type=Authenticator.Type.RECOVERY_CODES)
    return list(stored.wrap().get_unused_codes())


def _shown(answer: Any, pattern: str) -> str:
    found = re.search(pattern, answer.content.decode())
    if found is None:
        raise RuntimeError("The page shows no secret")
    return found[0]


def _shown_in(answer: Any) -> str:
    found = re.search(r"whsec_[A-Za-z0-9+/=_-]+", str(answer))
    if found is None:
        raise RuntimeError(f"No secret in {answer}")
    return found[0]


def _id_in(answer: Any) -> str:
    found = re.search(r"wh_[0-9A-Za-z]+", str(answer))
    if found is None:
        raise RuntimeError(f"No id in {answer}")
    return found[0]


if __name__ == "__main__":
    main()
