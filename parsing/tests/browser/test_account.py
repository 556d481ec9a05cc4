"""The life of a person's account: verify the address, a second factor, a passkey, sessions, a colleague with a role."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import Account, Membership
from parsing.tests.browser.test_first_hour import PASSWORD, sign_up

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def link_in_letter(start: str) -> str:
    """The last letter's link to a page that begins so."""
    found = re.search(rf"https?://[^/]+({start}\S+)", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()


def totp(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def give_code(page: Page, code: str) -> None:
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Sign In", exact=True).click()


def verify_address(page: Page) -> None:
    page.goto(link_in_letter("/accounts/confirm-email/"))
    page.get_by_role("button", name="Confirm").click()


def test_a_second_factor_is_asked_for_and_a_recovery_code_stands_in(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    sign_up(page, "petra@example.org")
    verify_address(page)
    page.goto("/accounts/2fa/totp/activate/")
    if page.url.endswith("/reauthenticate/") or "reauthenticate" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    secret = page.locator("#authenticator_secret").input_value()
    page.get_by_label("Authenticator code").fill(totp(secret))
    page.get_by_role("button", name="Activate").click()
    codes = re.findall(r"\b\d{8}\b", page.get_by_role("main").inner_text() + _values(page))
    assert codes

    sign_out(page)
    sign_in(page, "petra@example.org")
    expect(page.get_by_role("heading", name="Two-Factor Authentication")).to_be_visible()
    give_code(page, "000000")
    expect(page.get_by_text("Incorrect code")).to_be_visible()
    give_code(page, codes[0])
    page.wait_for_url("**/overview")

    sign_out(page)
    sign_in(page, "petra@example.org")
    give_code(page, codes[0])
    expect(page.get_by_text("Incorrect code")).to_be_visible()  # it stood in once
    give_code(page, codes[1])
    page.wait_for_url("**/overview")


def _values(page: Page) -> str:
    return " ".join(page.locator("textarea").evaluate_all("all => all.map(one => one.value)"))


def test_a_passkey_signs_in_without_a_password(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_up(page, "petra@example.org")
    verify_address(page)
    page.goto("/accounts/2fa/webauthn/add/")
    if "reauthenticate" in page.url:
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(lambda url: "webauthn/add" not in url)

    sign_out(page)
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/overview")


def test_other_sessions_are_ended_from_this_one(open_page: Callable[..., Page]) -> None:
    here = open_page("/")
    sign_up(here, "petra@example.org")
    there = open_page("/")
    sign_in(there, "petra@example.org")
    there.wait_for_url("**/overview")

    here.goto("/accounts/sessions/")
    here.get_by_role("button", name="Sign out everywhere else").click()
    here.wait_for_load_state()
    there.goto("/overview")

    expect(there).to_have_url(re.compile("/accounts/login/"))
    here.goto("/overview")
    expect(here).to_have_url(re.compile("/overview"))


def test_a_colleague_is_invited_and_may_do_what_the_role_says(open_page: Callable[..., Page]) -> None:
    owner = open_page("/")
    sign_up(owner, "petra@example.org")
    owner.goto("/settings/team")
    owner.get_by_label("E-mail address").fill("vera@example.org")
    owner.get_by_label("Role", exact=True).select_option("viewer")
    owner.get_by_role("button", name="Send the invitation").click()
    expect(owner.get_by_text("on its way to vera@example.org")).to_be_visible()

    viewer = open_page(link_in_letter("/invitations/"))
    viewer.get_by_role("link", name="Sign up").click()
    viewer.get_by_label("Email").fill("vera@example.org")
    viewer.get_by_label("Password", exact=True).fill(PASSWORD)
    viewer.get_by_role("button", name="Sign up").click()
    viewer.get_by_role("button", name="Join").click()
    viewer.wait_for_url("**/overview")
    expect(viewer.get_by_role("link", name="Candidates")).to_be_visible()
    expect(viewer.get_by_role("link", name="Upload")).to_have_count(0)
    expect(viewer.get_by_role("link", name="API keys")).to_have_count(0)
    assert Membership.objects.get(user__email="vera@example.org").role == "viewer"


def test_a_workspace_is_handed_to_its_end_by_name_and_can_be_kept(open_page: Callable[..., Page]) -> None:
    owner = open_page("/")
    sign_up(owner, "petra@example.org")
    owner.goto("/settings")
    owner.get_by_role("link", name="Delete the workspace").click()
    owner.get_by_label("Type the name of the workspace").fill("petra's workspace")
    owner.get_by_role("button", name="Delete the workspace").click()
    expect(owner.get_by_text("This workspace will be deleted on")).to_be_visible()
    assert Account.objects.get().deletion_due_at is not None

    owner.get_by_role("button", name="Keep the workspace").click()
    expect(owner.get_by_text("The workspace stays")).to_be_visible()
    expect(owner.get_by_text("This workspace will be deleted on")).to_have_count(0)

    owner.goto("/settings/audit?kind=deletions")
    expect(owner.get_by_text("Deletion of the workspace planned")).to_be_visible()
    expect(owner.get_by_text("Deletion of the workspace taken back")).to_be_visible()


def test_a_member_whose_role_shrinks_or_ends_sees_it_on_the_next_click(open_page: Callable[..., Page]) -> None:
    owner = open_page("/")
    sign_up(owner, "petra@example.org")
    member = open_page("/")
    sign_up(member, "bob@example.org")
    place = Account.objects.get(members__email="petra@example.org")
    Membership.objects.filter(user__email="bob@example.org").update(account=place, role="admin")
    member.goto("/settings/privacy")
    expect(member.get_by_role("heading", name="Find a person")).to_be_visible()

    owner.goto("/settings/team")
    owner.get_by_label("Role of bob@example.org").select_option("viewer")
    owner.get_by_role("row").filter(has_text="bob@example.org").get_by_role("button", name="Save").click()
    expect(owner.get_by_label("Role of bob@example.org")).to_have_value("viewer")
    assert member.request.get("/settings/privacy").status == 403
    assert member.request.get("/settings/audit").status == 403

    owner.get_by_role("row").filter(has_text="bob@example.org").get_by_role("link", name="Remove").click()
    owner.get_by_role("button", name="Remove").click()
    expect(owner.get_by_role("row").filter(has_text="bob@example.org")).to_have_count(0)
    member.goto("/overview")
    expect(member.get_by_text("bob's workspace").first).to_be_visible()
