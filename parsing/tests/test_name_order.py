"""Lists by name are right at once after every change, in processes that saw nothing of it, and keep no name."""

import gc
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Account, User
from cvault.sealed_fields import as_stored
from parsing.engine.searching import folded
from parsing.models import Candidate
from parsing.services import listing, name_order, reencryption
from parsing.services.name_order import NameOrders

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = ("Zoë Ångström", "zoe angstrom", "Bruno KELLER", "", "李 明", "Ada", "Ärt", "Émile Zola", "Mia Brandt", "Mia")
API = "/api/portal/candidates"

Ask = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def _as_after_a_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "name_orders", NameOrders())


@pytest.fixture
def make() -> Callable[..., Candidate]:
    now, numbers = timezone.now(), count()

    def one(account: Account, name: str, **columns: Any) -> Candidate:
        number = next(numbers)
        found = {"value": name, "evidence": {"line": 0, "quote": "", "rule": "test", "confidence": 1.0}}
        return Candidate.objects.create(
            account=account, filename=f"{number}.pdf", sha256=f"{number:064}", pipeline_version="1", name=name,
            resume={"name": found}, indexed_at=now, created_at=now - timedelta(hours=number), **columns,
        )  # fmt: skip

    return one


@pytest.fixture
def people(account: Account, make: Callable[..., Candidate]) -> list[Candidate]:
    return [make(account, name, language="en" if number % 3 else "de") for number, name in enumerate(NAMES * 3)]


@pytest.fixture
def listed(browser: Client) -> Ask:
    """Ids in the order of the page."""

    def ask(client: Client = browser, **query: object) -> list[str]:
        page = client.get(reverse("candidates"), {"order": "name", **query}).context["page"]
        return [row.pk for row in page.object_list]

    return ask


@pytest.fixture
def opened_names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names as they are opened to be sorted by."""
    opened: list[str] = []

    def noted(text: str) -> str:
        opened.append(text)
        return folded(text)

    monkeypatch.setattr(name_order, "folded", noted)
    return opened


def by_hand(account: Account, **columns: object) -> list[str]:
    rows = Candidate.objects.filter(account=account, merged_into=None, **columns).order_by("-created_at", "-id")
    return [row.pk for row in sorted(rows, key=lambda row: folded(row.name))]


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Iterator[int]]:
    """Two web processes, as far as this goes: what follows an item is done by the one of that number."""
    kept = [NameOrders(), NameOrders()]

    def each() -> Iterator[int]:
        for number, orders in enumerate(kept):
            monkeypatch.setattr(listing, "name_orders", orders)
            yield number

    return each


def correct(browser: Client, api: Client, people: list[Candidate]) -> None:
    browser.post(reverse("candidate_correct", args=[people[0].pk]), {"name": "Aaron First"})
    api.patch(f"{API}/{people[1].pk}", {"name": "Zzz Last"}, content_type="application/json")
    assert set(Candidate.objects.values_list("pk", flat=True)) == {person.pk for person in people}


def upload(browser: Client, api: Client, people: list[Candidate]) -> None:
    files = [SimpleUploadedFile(f"{name}.txt", name.encode()) for name in ("Maximilian Middle", "Ada")]
    answer = api.post("/api/portal/parse_cv_batch_parallel", {"files[]": files, "mode": "sync"})
    assert answer.status_code == 200
    assert Candidate.objects.count() == len(people) + 2


def merge(browser: Client, api: Client, people: list[Candidate]) -> None:
    kept, joined = people[5], people[8]
    browser.post(reverse("candidate_merge", args=[kept.pk, joined.pk]), {"keep": kept.pk, "take_name": "joined"})
    assert Candidate.objects.get(pk=kept.pk).name == joined.name
    browser.post(reverse("candidate_merge", args=[people[6].pk, people[7].pk]), {"keep": people[6].pk})


def unmerge(browser: Client, api: Client, people: list[Candidate]) -> None:
    merge(browser, api, people)
    browser.post(reverse("candidate_unmerge", args=[people[8].pk]))
    assert not Candidate.objects.filter(pk=people[8].pk).exclude(merged_into=None).exists()


def delete(browser: Client, api: Client, people: list[Candidate]) -> None:
    browser.post(reverse("candidate_delete", args=[people[2].pk]))
    api.delete(f"{API}/{people[4].pk}")
    assert Candidate.objects.count() == len(people) - 2


def erase(browser: Client, api: Client, people: list[Candidate]) -> None:
    chosen = [person.pk for person in people[3:7]]
    browser.post(reverse("person_erase"), {"candidate": chosen, "sure": "yes"})
    assert Candidate.objects.count() == len(people) - 4


def swap_names(browser: Client, api: Client, people: list[Candidate]) -> None:
    """Neither the number of people nor the set of names changes."""
    for person, name in ((people[0], people[5].name), (people[5], people[0].name)):
        api.patch(f"{API}/{person.pk}", {"name": name}, content_type="application/json")


@pytest.mark.parametrize("change", [correct, upload, merge, unmerge, delete, erase, swap_names])
@pytest.mark.usefixtures("fake_engine")
def test_after_a_change_every_process_lists_in_order_at_once(
    change: Callable[[Client, Client, list[Candidate]], None], browser: Client, api_client: Client, account: Account,
    people: list[Candidate], listed: Ask, processes: Callable[[], Iterator[int]],
) -> None:  # fmt: skip
    before = by_hand(account)
    for _process in processes():
        assert listed() == before
        assert listed(language="de") == by_hand(account, language="de")

    change(browser, api_client, people)

    after = by_hand(account)
    assert after != before
    for _process in processes():
        assert listed(language="de") == by_hand(account, language="de")
        assert listed() == after
        assert [row["candidate_id"] for row in api_client.get(API, {"order": "name"}).json()["candidates"]] == after


def test_sealing_anew_changes_no_order(
    account: Account, people: list[Candidate], listed: Ask, settings: Any, opened_names: list[str]
) -> None:
    before = listed()
    settings.ENCRYPTION_KEYS = ["a new key", *settings.ENCRYPTION_KEYS]
    reencryption.reencrypt()
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
    opened_names.clear()

    assert listed() == before == by_hand(account)
    assert len(opened_names) >= len(people)  # nothing was known any more


def test_many_changes_in_a_row_leave_every_list_in_order(
    account: Account, people: list[Candidate], listed: Ask, processes: Callable[[], Iterator[int]],
    make: Callable[..., Candidate],
) -> None:  # fmt: skip
    rng = Random(5)  # the same changes every time
    for _step in range(40):
        chosen = rng.choice(list(Candidate.objects.all()))
        kind = rng.randrange(4)
        if kind == 0:
            chosen.delete()
        elif kind == 1:
            chosen.name = rng.choice(NAMES)
            chosen.save(update_fields=["name"])
        else:
            make(account, rng.choice(NAMES), language=rng.choice(["de", "en"]), seniority=rng.choice(["", "senior"]))
        for process in processes():
            if rng.randrange(3) > process:  # not each asks each time
                query = rng.choice([{}, {}, {"language": "de"}, {"language": "en"}, {"seniority": "senior"}])
                assert listed(**query) == by_hand(account, **query)[:50]


def test_who_is_known_is_not_opened_again(
    account: Account, people: list[Candidate], listed: Ask, opened_names: list[str], make: Callable[..., Candidate]
) -> None:
    listed()
    assert len(opened_names) == len(people)

    opened_names.clear()
    listed()
    listed(language="de")  # the order of everybody will do
    listed(page=2)
    assert opened_names == []

    make(account, "Mara", language="de")
    assert listed(language="de") == by_hand(account, language="de")
    listed()
    assert len(opened_names) <= 2 * 2 * len(people).bit_length()


def test_workspaces_share_nothing(
    account: Account, other_account: Account, stranger: User, people: list[Candidate], listed: Ask,
    make: Callable[..., Candidate],
) -> None:  # fmt: skip
    theirs = [make(other_account, name) for name in reversed(NAMES)]
    foreign = Client()
    foreign.force_login(stranger)

    for _time in range(2):
        assert listed() == by_hand(account)
        assert listed(foreign) == by_hand(other_account)
        assert {person.pk for person in theirs}.isdisjoint(listed())


def test_no_name_is_kept_after_the_page(people: list[Candidate], listed: Ask) -> None:
    listed()
    orders = listing.name_orders
    assert orders.sizes() == [len(people)]

    waiting: list[Any] = [vars(orders)]
    seen: set[int] = set()
    while waiting:
        thing = waiting.pop()
        if id(thing) not in seen:
            seen.add(id(thing))
            assert not isinstance(thing, bytes | tuple | Candidate), thing
            assert type(thing) is not str or thing in vars(orders), thing  # the names of its attributes
            waiting += [other for other in gc.get_referents(thing) if not isinstance(other, type)]


def rows_of(people: list[Candidate]) -> list[name_order.Row]:
    rows = Candidate.objects.filter(pk__in=[person.pk for person in people]).order_by("-created_at", "-id")
    return list(rows.values_list("pk", as_stored("name")))


def test_what_is_kept_has_its_bounds(people: list[Candidate]) -> None:
    rows = rows_of(people)  # 30
    orders = NameOrders(most_rows=50, most_lists=3)

    orders.sorted(rows[:20], lists=[1])
    orders.sorted(rows[:25], lists=[2])
    assert sorted(orders.sizes()) == [20, 25]
    orders.sorted(rows[:20], lists=[1])  # used last
    orders.sorted(rows[10:30], lists=[3])
    assert sorted(orders.sizes()) == [20, 20]
    for number in range(4, 9):
        orders.sorted(rows[:2], lists=[number])
    assert orders.sizes() == [2, 2, 2]

    small = NameOrders(most_rows=29)  # a longer list is sorted, and takes nobody's place
    small.sorted(rows[:5], lists=[1])
    expected = [person.pk for person in sorted(people, key=lambda person: folded(person.name))]
    for _time in range(2):
        assert [pk for pk, _sealed in small.sorted(rows, lists=[2])] == expected
    assert small.sizes() == [5]


class SameHash(tuple):
    """Rows that the numbers cannot tell apart."""

    __slots__ = ()

    def __hash__(self) -> int:
        return len(self[0]) + self[0].encode()[-1] % 3


def test_the_order_is_right_whatever_the_numbers_say(people: list[Candidate]) -> None:
    rows: Any = [SameHash(row) for row in rows_of(people)]
    expected = [person.pk for person in sorted(people, key=lambda person: folded(person.name))]
    orders = NameOrders()

    for _time in range(3):
        assert [row[0] for row in orders.sorted(rows, lists=[1])] == expected
    half = {row[0] for row in rows[::2]}
    assert [row[0] for row in orders.sorted(rows[::2], lists=[1])] == [pk for pk in expected if pk in half]
