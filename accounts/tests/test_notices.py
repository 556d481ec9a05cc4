"""Key holders are told before an API changes."""

import pytest
from django.core.management import call_command

from accounts import api_keys
from accounts.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("The field shoe_size ends on 1 June.", encoding="utf-8")
    return path


@pytest.mark.covers("R015")
def test_holders_of_live_keys_get_one_letter_each(account, owner, colleague, other_account, letter, mailoutbox):
    for _ in range(2):
        api_keys.create_key(account, name="Zapier", by=colleague)
    dead, _ = api_keys.create_key(other_account, name="Old")
    api_keys.revoke_key(dead, by=None)

    call_command("notify_key_holders", "A change", str(letter))

    told = [address for mail in mailoutbox for address in mail.to]
    assert sorted(told) == sorted([colleague.email, owner.email])
    assert {mail.subject for mail in mailoutbox} == {"A change"}
    assert "shoe_size" in mailoutbox[0].body
    assert AuditEvent.objects.filter(action="notice.sent", account=account).count() == 2


@pytest.mark.covers("R015")
def test_a_dry_run_sends_nothing(account, owner, letter, mailoutbox, capsys):
    api_keys.create_key(account, name="Zapier", by=owner)

    call_command("notify_key_holders", "A change", str(letter), "--dry-run")

    assert mailoutbox == []
    assert "1 would be told" in capsys.readouterr().out
