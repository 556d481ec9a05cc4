"""Every secret that is handed out or configured is used once; then none stands in rows, files, cache, queue or logs."""

import logging
import os
import re
from io import StringIO
from typing import Any

from parsing.soak import setup

# What an operator configures. All of it is at work below.
OPERATORS = {
    "SECRET_KEY": "Zq-secret-key-of-this-proof-9f2c41d7",
    "CVAULT_API_KEY_PEPPER": "Zq-pepper-of-this-proof-1b7e55aa",
    "CVAULT_ENCRYPTION_KEYS": "Zq-encryption-key-of-this-proof-77d0",
    "STRIPE_SECRET_KEY": "sk_test_ZqOfThisProof4242",
    "STRIPE_WEBHOOK_SECRET": "whsec_ZqOfThisProofToo",
    "GOOGLE_CLIENT_ID": "google-client",
    "GOOGLE_CLIENT_SECRET": "Zq-google-secret-of-this-proof",
    "GITHUB_CLIENT_ID": "github-client",
    "GITHUB_CLIENT_SECRET": "Zq-github-secret-of-this-proof",
    "MICROSOFT_CLIENT_ID": "microsoft-client",
    "MICROSOFT_CLIENT_SECRET": "Zq-microsoft-secret-of-this-proof",
    "LINKEDIN_CLIENT_ID": "linkedin-client",
    "LINKEDIN_CLIENT_SECRET": "Zq-linkedin-secret-of-this-proof",
    "CVAULT_LLM_API_KEY": "Zq-model-key-of-this-proof",
}
MAIL_PASSWORD = "Zq-mail-password-of-this-proof"  # noqa: S105 - as above
# Nobody listens there: what fails is written down, and may not say with what.
NOBODY = "127.0.0.1:9"
os.environ.update(OPERATORS)
os.environ.update({
    "CVAULT_LLM_BASE_URL": f"http://{NOBODY}/v1", "CVAULT_LLM_MODEL": "a-model",
    "EMAIL_URL": f"smtp://mailer:{MAIL_PASSWORD}@{NOBODY}",
})  # fmt: skip
setup.begin()

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core import mail  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from accounts import api_keys, request_log  # noqa: E402
from accounts.models import Account, User  # noqa: E402
from billing import purchasing, stripe_api  # noqa: E402
from billing.fake_stripe.server import running  # noqa: E402
from billing.plans import PLANS  # noqa: E402
from parsing import llm  # noqa: E402
from parsing.engine.llm import Prompt  # noqa: E402
from parsing.soak.kills import Installation  # noqa: E402
from parsing.soak.places import PLACES  # noqa: E402

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
        places = {name: read() for name, read in PLACES.items()}
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
    csrf = [browser.cookies["csrftoken"].value]
    account = Account.objects.get()
    key, text = api_keys.create_key(account, name="One", by=User.objects.get())
    keys = [text, api_keys.rotate_key(key, by=User.objects.get())[1]]
    api = Client(headers={"x-api-key": keys[1]})
    api.get("/api/portal/usage")
    Client(headers={"authorization": f"Bearer {keys[0]}"}).get("/api/portal/usage")
    _misplace(keys)
    hook = {"target_url": "https://93.184.215.14/hook", "event_types": ["parse.completed"]}
    made = api.post("/api/portal/webhooks", hook, content_type="application/json").json()
    hooks = [_shown_in(made)]
    hooks.append(_shown_in(api.post(f"/api/portal/webhooks/{_id_in(made)}/rotate").json()))
    _pay(account)
    _begin_elsewhere()
    _fail_outside()
    _post(browser, "/settings/team", {"email": "new@example.org", "role": "viewer"})
    invitation = _link("/invitations/")
    Client().get(invitation)  # opened, and not followed
    left = _leave_forms(browser)
    _post(browser, "/accounts/logout/", {})
    unfinished = _open_reset(Client())
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
        "reset": [reset.strip("/").rsplit("/", 1)[-1], unfinished],
        "forms": left,
        "csrf": csrf,
        "totp": [totp_secret],
        "recovery_codes": codes,
        "api_keys": keys,
        "webhook_secrets": hooks,
        "operators": [MAIL_PASSWORD, *(text for name, text in OPERATORS.items() if not name.endswith("_ID"))],
        "invitation": [invitation.strip("/").rsplit("/", 1)[-1]],
    }


def _misplace(keys: list[str]) -> None:
    """Where keys do not belong, and are sent by mistake: in the path, in the query, in a form."""
    stranger = Client(raise_request_exception=False)
    for text in keys:
        stranger.get(f"/api/portal/candidates/{text}")
        stranger.get("/api/portal/usage", {"api_key": text})
        Client(headers={"x-api-key": keys[1]}).get(f"/api/portal/job_status/{text}", {"key": text})
        stranger.post("/accounts/login/", {"login": text, "password": text})
    request_log.waiting.write()


def _pay(account: Account) -> None:
    """A plan is bought; the payment service tells of it, once with a signature that is wrong."""
    with running() as fake:
        fake.secret, settings.STRIPE_API_BASE = settings.STRIPE_WEBHOOK_SECRET, fake.url
        call_command("stripe_setup", stdout=StringIO())
        customer = purchasing.customer_of(account, account.members.get())
        stripe_api.checkout_url(customer, PLANS["pro"], account_id=account.pk, success_url="x", cancel_url="y")
        fake.world.complete_checkout(fake.world.find("checkout.session")[0]["id"], card="ok")
        for event in fake.events():
            for wrong in ("", "whsec_of-somebody-else"):
                body, signature = fake.signed(event, secret=wrong)
                headers = {"stripe-signature": signature}
                answer = Client(headers=headers).post("/stripe/webhook", body, content_type="application/json")
                if (answer.status_code == 200) == bool(wrong):
                    raise RuntimeError(f"An event was answered with {answer.status_code}")


def _leave_forms(browser: Client) -> list[str]:
    """Forms whose sender is first asked for the password, and goes away.

    The form waits in the session, beside the whole request: the cookie too.
    """
    text = "Zq-name-of-a-key-that-was-never-made"
    fresh_s, settings.FRESH_SIGN_IN_S = settings.FRESH_SIGN_IN_S, 0
    answer = _post(browser, "/settings/api-keys", {"name": text, "kind": "cv_live"})
    if "reauthenticate" not in answer["Location"]:
        raise RuntimeError("The form was not held up")
    settings.FRESH_SIGN_IN_S = fresh_s
    return [text]


def _open_reset(visitor: Client) -> str:
    """The key of a reset whose link is opened, and no password given: it waits in the session."""
    _post(Client(), "/accounts/password/reset/", {"email": ADDRESS})
    link = _link("/accounts/password/reset/key/")
    visitor.get(link, follow=True)
    return link.strip("/").rsplit("/", 1)[-1].partition("-")[2]


def _fail_outside() -> None:
    """A letter that no server takes, and a model that does not answer."""
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.smtp.EmailBackend"
    Client(raise_request_exception=False).post("/accounts/password/reset/", {"email": ADDRESS})
    settings.EMAIL_BACKEND = backend
    try:
        llm.ask(Prompt(system="Answer.", data="{}", schema={"type": "object", "properties": {}}, name="nothing"))
    except llm.ModelUnavailable as error:
        logging.getLogger(__name__).warning("%s", error)
    else:
        raise RuntimeError("A model answered")


def _begin_elsewhere() -> None:
    """Sign-in with another service, up to its door."""
    for service in ("google", "github", "microsoft"):
        answer = Client().post(f"/accounts/{service}/login/")
        if answer.status_code != 302:
            raise RuntimeError(f"Sign-in with {service} answered {answer.status_code}")


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
