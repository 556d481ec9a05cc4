"""The demo workspace: made once, by the real engine in the real sandbox, and never in production."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Account, User
from parsing.models import Candidate, JobState, ParseJob

pytestmark = pytest.mark.django_db


def seed() -> str:
    output = StringIO()
    call_command("seed_demo", stdout=output)
    return output.getvalue()


def test_seed_demo_reads_the_samples_once_and_says_how_to_sign_in() -> None:
    first, second = seed(), seed()

    job = ParseJob.objects.get()
    assert (job.state, job.total, job.completed) == (JobState.COMPLETED, 5, 5)
    assert {candidate.language for candidate in Candidate.objects.all()} == {"en", "de", "fr", "es"}
    assert all(file.fit_score is not None for file in job.files.all())
    assert User.objects.get().check_password("cvault-demo")
    assert "demo@example.org" in first
    assert "cv_live_" in first
    assert "cv_live_" not in second
    assert Account.objects.get().api_keys.count() == 1


def test_a_backend_engineer_fits_the_demo_role_better_than_a_product_manager() -> None:
    seed()

    scores = {file.filename: file.fit_score or 0 for file in ParseJob.objects.get().files.all()}

    assert scores["amelia-hartley.pdf"] > scores["samuel-okafor.docx"] > scores["camille-dufresne.docx"]


def test_seed_demo_refuses_to_run_in_production(settings: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        seed()
