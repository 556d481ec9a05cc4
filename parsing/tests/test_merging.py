"""One person in several documents: found, merged, taken apart again; erased and handed out as one."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from accounts.models import Account, Membership, Role, User
from parsing import services, storage
from parsing.models import Candidate, Correction, Likeness, Merge
from parsing.services import erasure, indexing

pytestmark = pytest.mark.django_db


def found(value: Any) -> dict[str, Any]:
    return {"value": value, "evidence": {"line": 3, "quote": str(value), "rule": "test", "confidence": 0.9}}


@pytest.fixture
def make(account: Account) -> Callable[..., Candidate]:
    def make(
        name: str, *, email: str = "", employer: str = "", phone: str = "", born: str = "", **fields: Any
    ) -> Candidate:
        resume: dict[str, Any] = {"name": found(name)}
        if email:
            resume["emails"] = [found(email)]
        if phone:
            resume["phones"] = [found({"text": phone, "e164": phone})]
        if employer:
            resume["experience"] = [{"company": found(employer)}]
        fields.setdefault("account", account)
        number = Candidate.objects.count()
        return Candidate.objects.create(
            filename=f"{number}.pdf",
            sha256=f"{number:064}",
            pipeline_version="1",
            resume=resume,
            name=name,
            email=email,
            search_text=f"{name.lower()} {email} {born}",
            **fields,
        )

    return make


@pytest.fixture
def pair(make: Callable[..., Candidate]) -> tuple[Candidate, Candidate]:
    one = make("Mirabel Castellanos", email="mirabel@example.org")
    other = make("M. Castellanos", email="Mirabel@example.org", phone="+34600111222")
    indexing.index_waiting()
    return one, other


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"name": "A B", "email": "a@x.org"}, {"name": "C D", "email": "A@X.org"}, ["email"]),
        ({"name": "A B", "phone": "+491701234567"}, {"name": "C D", "phone": "+491701234567"}, ["phone"]),
        ({"name": "Jon Smith", "employer": "Acme Ltd."}, {"name": "John Smith", "employer": "ACME Ltd"}, ["employer"]),
        ({"name": "Smith, John", "employer": "Acme"}, {"name": "John Smith", "employer": "Acme"}, ["employer"]),
        ({"name": "José García López", "employer": "Acme"}, {"name": "Jose Garcia", "employer": "Acme"}, ["employer"]),
        ({"name": "Jane Smith", "employer": "Acme"}, {"name": "John Smith", "employer": "Acme"}, None),
        ({"name": "John Smith", "employer": "Acme"}, {"name": "John Smith", "employer": "Other"}, None),
        ({"name": "A B", "email": "a@x.org"}, {"name": "A B", "email": "b@x.org"}, None),
        (
            {"name": "Eva Lang", "born": "born 14 march 1988"},
            {"name": "Lang, Eva", "born": "geboren am: 14.03.1988", "language": "de"},
            ["birth"],
        ),
        (
            {"name": "Eva Lang", "born": "d.o.b. 1988-03-14"},
            {"name": "Eva Lang", "born": "nacida el 14 de marzo de 1988", "language": "es"},
            ["birth"],
        ),
        ({"name": "Eva Lang", "born": "born 14.3.1988"}, {"name": "Tom Long", "born": "born 14.3.1988"}, None),
        ({"name": "Eva Lang", "born": "born 14.3.1988"}, {"name": "Eva Lang", "born": "born 14.3.1989"}, None),
        ({"name": "Eva Lang", "born": "since 14.3.1988"}, {"name": "Eva Lang", "born": "since 14.3.1988"}, None),
    ],
)
def test_who_may_be_the_same_person(
    one: dict[str, str], other: dict[str, str], reasons: list[str] | None, make: Callable[..., Candidate]
) -> None:
    make(**one)
    make(**other)

    indexing.index_waiting()

    assert [pair.reasons for pair in Likeness.objects.all()] == ([reasons] if reasons else [])


def test_an_address_of_an_agency_makes_nobody_the_same(make: Callable[..., Candidate]) -> None:
    for name in ("Ada Lovelace", "Bob Stone", "Cy Young", "Di Prince", "Ed Wood", "Flo Hyman", "Gus Grissom"):
        make(name, email="office@agency.example")

    for candidate in Candidate.objects.all():
        indexing.index_candidate(candidate)
    for candidate in Candidate.objects.all():  # once more, now that all are known
        indexing.index_candidate(candidate)

    assert not Likeness.objects.exists()


def test_nobody_is_like_a_candidate_of_another_workspace_or_mode(
    make: Callable[..., Candidate], other_account: Account
) -> None:
    make("A B", email="a@x.org")
    make("A B", email="a@x.org", account=other_account)
    make("A B", email="a@x.org", livemode=False)

    indexing.index_waiting()

    assert not Likeness.objects.exists()


def test_the_page_and_the_list_suggest_and_a_person_decides(
    browser: Client, make: Callable[..., Candidate], pair: tuple[Candidate, Candidate]
) -> None:
    one, other = pair
    make("Somebody Else", email="else@example.org")
    duplicates = {"duplicates": "yes"}

    page = browser.get(reverse("candidate", args=[one.pk])).content.decode()
    assert "may be the same person" in page
    assert "The same e-mail address." in page
    assert browser.get(reverse("candidates"), duplicates).context["page"].paginator.count == 2

    browser.post(reverse("candidate_not_the_same", args=[one.pk, other.pk]))
    indexing.index_candidate(Candidate.objects.get(pk=one.pk))
    assert "may be the same person" not in browser.get(reverse("candidate", args=[one.pk])).content.decode()
    assert browser.get(reverse("candidates"), duplicates).context["page"].paginator.count == 0


def test_chosen_values_win_and_a_merge_can_be_taken_back(
    browser: Client, account: Account, pair: tuple[Candidate, Candidate]
) -> None:
    one, other = pair
    before = {row.pk: row.resume for row in Candidate.objects.all()}
    form = reverse("candidate_merge", args=[one.pk, other.pk])
    assert "M. Castellanos" in browser.get(form).content.decode()

    browser.post(form, {"keep": one.pk, "take_name": "kept", "take_phone": "joined"})

    kept, joined = Candidate.objects.get(pk=one.pk), Candidate.objects.get(pk=other.pk)
    assert joined.merged_into_id == kept.pk
    assert kept.name == "Mirabel Castellanos"
    assert kept.resume["phones"][0]["value"]["e164"] == "+34600111222"
    assert kept.resume["phones"][0]["evidence"]["line"] == -1  # its place is in the other document
    assert joined.resume == before[joined.pk]
    listed = browser.get(reverse("candidates") + "?all=1").context["page"].object_list
    assert [row.pk for row in listed] == [kept.pk]
    assert "1 more document of this person" in browser.get(reverse("candidate", args=[kept.pk])).content.decode()
    assert account.audit_events.get(action="candidate.merged").data["taken_over"] == ["phones"]

    browser.post(reverse("candidate_unmerge", args=[joined.pk]))

    assert {row.pk: row.resume for row in Candidate.objects.all()} == before
    assert Merge.objects.get().undone_at is not None
    assert browser.get(reverse("candidates") + "?all=1").context["page"].paginator.count == 2


def test_an_erasure_and_a_hand_out_reach_every_merged_document(
    browser: Client, account: Account, pair: tuple[Candidate, Candidate]
) -> None:
    one, other = pair
    browser.post(reverse("candidate_merge", args=[one.pk, other.pk]), {"keep": one.pk})

    handed_out = erasure.all_about([Candidate.objects.get(pk=one.pk)])
    assert {item["candidate_id"] for item in handed_out} == {one.pk, other.pk}
    json.dumps(handed_out, default=str)

    erasure.erase(account, [Candidate.objects.get(pk=other.pk)], by=None)
    assert not Candidate.objects.exists()
    assert not Merge.objects.exists()


def test_a_deletion_takes_the_whole_person(browser: Client, pair: tuple[Candidate, Candidate]) -> None:
    one, other = pair
    browser.post(reverse("candidate_merge", args=[one.pk, other.pk]), {"keep": one.pk})
    assert (
        "1 more document of the same person" in browser.get(reverse("candidate_delete", args=[one.pk])).content.decode()
    )

    services.delete_candidate(Candidate.objects.get(pk=one.pk))

    assert not Candidate.objects.exists()


def test_strangers_and_viewers_merge_nobody(
    account: Account, stranger: User, make_user: Callable[[str], User], pair: tuple[Candidate, Candidate]
) -> None:
    viewer = make_user("vera@example.org")
    Membership.objects.create(account=account, user=viewer, role=Role.VIEWER)
    address = reverse("candidate_merge", args=[pair[0].pk, pair[1].pk])
    for user, status in ((stranger, 404), (viewer, 403)):
        client = Client()
        client.force_login(user)
        assert client.post(address, {"keep": pair[0].pk}).status_code == status

    assert not Merge.objects.exists()


def test_corrections_are_cases_to_measure_with(
    browser: Client, account: Account, make: Callable[..., Candidate]
) -> None:
    document = b"Nora Lund\nnora@example.org"
    stored = storage.prepare(account=account, sha256="0" * 64, size_bytes=len(document), format_name="txt")
    stored.save()
    storage.write(stored, storage.Upload(ContentFile(document), "nora.txt"))
    candidate = make("Nora Lundd", stored_file=stored)

    browser.post(reverse("candidate_correct", args=[candidate.pk]), {"name": "Nora Lund"})

    row = Correction.objects.get()
    assert (row.field, row.before, row.after) == ("name", "Nora Lundd", "Nora Lund")
    content = browser.get(reverse("corrections_export")).getvalue()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        truth = json.loads(archive.read(f"corrected/{candidate.pk}.json"))
        assert archive.read(f"corrected/{candidate.pk}.txt") == document
    assert truth["basics"]["name"] == "Nora Lund"
    assert truth["meta"]["corrected"] == ["name"]
