"""`manage.py seed_demo`: a workspace to look around in, for development. Does nothing the second time."""

import tomllib
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from accounts import accounts, api_keys
from accounts.models import Account, User
from billing.models import Subscription
from parsing import demo, services
from parsing.engine.options import ParseOptions, Profile
from parsing.models import ParseJob
from parsing.services import Upload

EMAIL = "demo@example.org"
PASSWORD = "cvault-demo"  # noqa: S105  # of a workspace that exists in development only
FOLDER = Path(demo.__file__).parent
WAIT_S = 60.0


class Command(BaseCommand):
    help = "Make the demo workspace: sample resumes, a role they are scored for, an API key. Development only."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo workspace has a password that everybody knows: not in production")
        user = User.objects.filter(email=EMAIL).first() or User.objects.create_user(EMAIL, PASSWORD)
        EmailAddress.objects.get_or_create(user=user, email=EMAIL, defaults={"verified": True, "primary": True})
        account = accounts.account_for(user)
        Subscription.objects.get_or_create(account=account, defaults={"plan": "ultra"})
        if not account.jobs.exists():
            read_samples(account, by=user)
        self.stdout.write(f"Demo workspace: sign in as {EMAIL} with the password {PASSWORD}")
        if not account.api_keys.exists():
            _, secret = api_keys.create_key(account, name="Demo", by=user)
            self.stdout.write(f"Its API key, shown this once: {secret}")


def read_samples(account: Account, *, by: User) -> ParseJob:
    """The job of the sample resumes, read and scored for the demo's role."""
    people = tomllib.loads((FOLDER / "people.toml").read_text(encoding="utf-8"))
    paths = [FOLDER / person["file"] for person in people["person"]]
    uploads = [Upload(File(path.open("rb"), name=path.name), path.name) for path in paths]
    try:
        job = services.submit_batch(
            account,
            uploads,
            options=ParseOptions(
                output_profile=Profile.FULL_PROFILE,
                verdict=True,
                score=True,
                red_flags=True,
                strengths=True,
                self_check=True,
            ),
            job_description=people["job"]["description"].strip(),
            source="dashboard",
            by=by,
            mode="sync",
        )
    finally:
        for upload in uploads:
            upload.file.close()
    return services.wait_for_job(job, budget_s=WAIT_S)
