"""Workspaces to be looked at: one with everything in it, one with nothing, one whose month is used up."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Browser

from accounts import accounts, api_keys, teams
from accounts.models import Account, Membership, Role, User
from billing.models import Invoice, QuotaPeriod, Subscription
from billing.quota import reserve_parses
from parsing import jobs, services
from parsing.engine.options import ParseOptions, Profile
from parsing.management.commands import seed_demo
from parsing.models import Candidate, DpaRequest, FileState, JobFile, JobState, ParseJob
from parsing.services import Upload, bulk, corrections, erasure, indexing, listing, merging, notes, roles, saved_views
from parsing.soak.page_people import ARABIC, HEBREW, LONG, PEOPLE, text_of
from webhooks import endpoints, events
from webhooks.models import Attempt, Delivery, DeliveryState, Endpoint, EventType

OPTIONS = ParseOptions(output_profile=Profile.FULL_PROFILE, score=True, red_flags=True, strengths=True, verdict=True)
ROLE = "Senior backend engineer for the booking platform and its payment services (m/f/d)"
DESCRIPTION = (
    "You must know Python, PostgreSQL and Docker. At least five years of experience. "
    "Kubernetes, Kafka and German are nice to have. Remote within Europe."
)
_REFUSAL = '{"error": "no such route: /hooks", "hint": "the application was deployed without its routes"}'


def full(browser: Browser) -> User:
    """The demo workspace with something in every state on every page."""
    call_command("seed_demo")
    person = User.objects.get(email=seed_demo.EMAIL)
    account = person.accounts.get()
    Subscription.objects.filter(account=account).update(plan="ultra")
    role = roles.create_role(account, title=ROLE, description=DESCRIPTION, by=person)
    roles.create_role(account, title="Office manager", description="", by=person)
    _read(account, person, [(f"{who.name}.txt", text_of(who)) for who in PEOPLE], role=role)
    _read(account, person, _pages_in_other_scripts(browser), role=role)
    _read(account, person, [(f"{LONG.name} {'really final version ' * 6}.txt", text_of(LONG)), *_broken()], role=role)
    _read(account, person, [("Test key.txt", text_of(PEOPLE[0]).replace(b"Lindqvist", b"Testperson"))], livemode=False)
    roles.change_role(
        role, title=role.title, description=role.description, required_skills=role.required_skills,
        nice_to_have_skills=role.nice_to_have_skills, weights={"required_skills": 3.0}, by=person,
    )  # fmt: skip
    for job in ParseJob.objects.filter(account=account, state=JobState.QUEUED):
        jobs.run_job(job.pk)
    _job_under_way(account, person)
    while indexing.index_waiting():
        pass
    _work_on_candidates(account, person)
    _connect(account, person)
    _team(account, person)
    _money(account)
    User.objects.filter(pk=person.pk).update(is_staff=True, is_superuser=True)  # the operators' pages too
    return person


def empty() -> User:
    """A workspace of the first minute."""
    person = User.objects.create_user("first.minute@example.org", seed_demo.PASSWORD)
    accounts.account_for(person)
    return person


def used_up() -> User:
    """A workspace without a parse left, in its last days, whose payment failed."""
    person = User.objects.create_user(
        "maximiliane.von-und-zu-hohenstein@personalberatung-suedwest.example.org", seed_demo.PASSWORD
    )
    account = accounts.account_for(person)
    Subscription.objects.update_or_create(
        account=account,
        defaults={"plan": "ultra", "status": "past_due", "grace_ends_at": timezone.now() + timedelta(days=9)},
    )
    _read(account, person, [(f"{who.name}.txt", text_of(who)) for who in PEOPLE[:2]])
    reserve_parses(account, [f"used {number}" for number in range(998)], source="portal")
    QuotaPeriod.objects.filter(account=account).update(used=1000)
    teams.delete_later(account, by=Membership.objects.get(account=account))
    return person


def _read(account: Account, person: User, files: list[tuple[str, bytes]], *, role: Any = None, **more: Any) -> ParseJob:
    uploads = [Upload(ContentFile(data, name=name), name) for name, data in files]
    job = services.submit_batch(
        account, uploads, options=OPTIONS, source="dashboard", by=person, mode="async",
        job_description=role.description if role else "", **more,
    )  # fmt: skip
    if role:
        roles.assign_job(job, role)
    jobs.run_job(job.pk)
    return job


def _broken() -> list[tuple[str, bytes]]:
    return [
        ("empty.txt", b""),
        ("scan of page 1, turned, second try (copy of a copy).pdf", b"%PDF-1.7\nnothing that could be read\n%%EOF"),
        ("a second copy of Ada.txt", text_of(PEOPLE[0])),
    ]


def _pages_in_other_scripts(browser: Browser) -> list[tuple[str, bytes]]:
    """CVs written from right to left, as a browser prints them; in Hebrew as plain text too."""
    page = browser.new_page()
    page.set_content(ARABIC)
    arabic = page.pdf(format="A4")
    page.close()
    return [("سيرة ذاتية.pdf", arabic), ("קורות חיים.txt", HEBREW.encode())]


def _job_under_way(account: Account, person: User) -> None:
    """A batch in the middle of its work: some read, one free, one unreadable, one at it, the rest waiting."""
    files = [(f"{who.name} 2026.txt", text_of(who).replace(b"Docker", b"Podman")) for who in PEOPLE]
    uploads = [Upload(ContentFile(data, name=name), name) for name, data in [*files, _broken()[2]]]
    job = services.submit_batch(account, uploads, options=OPTIONS, source="dashboard", by=person, mode="async")
    rows = list(job.files.order_by("index"))
    done = [one for one in Candidate.objects.filter(account=account).order_by("created_at") if one.name][:3]
    for row, candidate in zip(rows, done, strict=False):
        JobFile.objects.filter(pk=row.pk).update(state=FileState.DONE, candidate=candidate, duration_ms=210)
    JobFile.objects.filter(pk=rows[3].pk).update(
        state=FileState.FAILED, error="File corrupted or unreadable", error_code="unprocessable"
    )
    JobFile.objects.filter(pk=rows[4].pk).update(state=FileState.READING)
    ParseJob.objects.filter(pk=job.pk).update(
        state=JobState.PROCESSING, completed=4, failed=1, lease_until=timezone.now() + timedelta(hours=2)
    )


def _work_on_candidates(account: Account, person: User) -> None:
    known = {candidate.name: candidate for candidate in Candidate.objects.filter(account=account, merged_into=None)}
    first, second, third = (known[who.name] for who in PEOPLE[:3])
    notes.add_note(first, text="Spoke on the phone.\nFree from March, asks for remote work.", by=person)
    notes.add_note(first, text="תודה, נדבר בשבוע הבא", by=person)
    notes.set_tags(first, ["shortlist", "relocation", "a tag that somebody made much too long"])
    notes.mark_reviewed(first, reviewed=True, by=person)
    corrections.correct_candidate(second, {"name": f"{second.name} Ruiz"}, by=person)
    pair = next((one for one in known.values() if merging.suggestions_for(one)), None)
    if pair is not None and len(found := merging.suggestions_for(pair)) > 1:
        merging.merge(pair, found[0].candidate, by=person)
    everybody = Candidate.objects.filter(account=account, merged_into=None)
    saved_views.save_view(account, name="Python, to review", query="?q=python&review=open", is_shared=True, by=person)
    saved_views.save_view(
        account, name="Seniors in Leeds with eight years and more, best first", query="?seniority=senior&order=score",
        is_shared=False, is_default=True, by=person,
    )  # fmt: skip
    for kind, arguments in (("tag", {"tag": "autumn"}), ("export", {"format": "csv"})):
        bulk.start(bulk.ask(account, listing.Found(everybody), kind=kind, by=person), arguments, by=person)
    for kind in ("delete", "rescore", "tag", "export"):
        bulk.ask(account, listing.Found(everybody), kind=kind, by=person)
    erasure.erase(account, [third], by=person)
    DpaRequest.objects.create(
        account=account, company="Northwind Logistics", postal_address="1 Dock Street\nLeeds", signatory="A. Lee",
        email="legal@example.org", requested_by=person,
    )  # fmt: skip


def _connect(account: Account, person: User) -> None:
    api_keys.create_key(account, name="Applicant tracking, production", by=person)
    soon = api_keys.KeyRules((), ("203.0.113.0/24",), timezone.now() + timedelta(days=3))
    api_keys.create_key(account, name="Trial", kind="cv_test", rules=soon, by=person)
    gone, _text = api_keys.create_key(account, name="A laptop that was lost", by=person)
    api_keys.revoke_key(gone, by=person)
    address = "http://127.0.0.1:9/"
    failing, _secret = endpoints.create_endpoint(
        account, {"target_url": f"{address}hooks", "description": "Applicant tracking, production"}
    )
    for number in range(9):
        events.publish(account, EventType.PARSE_COMPLETED, {"job_id": f"job_{number}"}, livemode=True)
    _answered(failing)
    healthy, _secret = endpoints.create_endpoint(
        account,
        {"target_url": f"{address}a/rather/long/path/{'that/goes/on/' * 8}", "event_types": list(EventType.values)},
    )
    off, _secret = endpoints.create_endpoint(account, {"target_url": f"{address}old"})
    Endpoint.objects.filter(pk=off.pk).update(enabled=False, disabled_reason="It failed for five days")
    events.publish(account, EventType.PARSE_COMPLETED, {"job_id": "job_after"}, livemode=True)
    Delivery.objects.filter(endpoint=healthy).update(state=DeliveryState.SUCCEEDED)


def _answered(endpoint: Endpoint) -> None:
    now = timezone.now()
    for number, delivery in enumerate(endpoint.deliveries.order_by("created_at")):
        arrived = number % 3 == 0
        state = DeliveryState.SUCCEEDED if arrived else DeliveryState.FAILED
        moment = now - timedelta(hours=5 * (9 - number))
        Delivery.objects.filter(pk=delivery.pk).update(state=state, attempts_made=1, created_at=moment)
        Attempt.objects.create(
            delivery=delivery, number=1, request_headers={"content-type": "application/json"}, duration_ms=140 + number,
            response_status=200 if arrived else 500, response_body="ok" if arrived else _REFUSAL,
            error="" if arrived else "The endpoint answered 500", created_at=moment,
        )  # fmt: skip
    Endpoint.objects.filter(pk=endpoint.pk).update(
        failing_since=now - timedelta(hours=9), last_failure_at=now, last_failure="The endpoint answered 500"
    )


def _team(account: Account, person: User) -> None:
    for role in (Role.ADMIN, Role.RECRUITER, Role.VIEWER, Role.DEVELOPER):
        member = User.objects.create_user(f"{role}@example.org", None)
        Membership.objects.create(account=account, user=member, role=role)
    by = Membership.objects.get(account=account, user=person)
    teams.invite(account, email="a.colleague.with.a.long.address@subsidiary.example.org", role=Role.RECRUITER, by=by)


def _money(account: Account) -> None:
    for number, status in enumerate(("open", "paid", "paid", "void")):
        Invoice.objects.create(
            account=account, stripe_id=f"in_{number}", number=f"CV-2026-{number:04}", status=status, total=99,
            currency="eur", created_at=timezone.now() - timedelta(days=30 * number),
        )  # fmt: skip
