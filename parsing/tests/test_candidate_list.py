"""The candidate list at work: search by index, saved views, actions on many, and how many queries a long list makes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Account, Membership, Role, User
from parsing import keyed_words
from parsing.models import BulkAction, BulkItem, BulkState, Candidate, DefaultView, JobFile, OutboxMessage, SavedView
from parsing.models import Role as JobRole
from parsing.services import bulk, erasure, indexing, saved_views
from parsing.services.listing import Found
from parsing.soak import many_candidates
from parsing.soak.dashboard_pages import paths

pytestmark = pytest.mark.django_db

QUERIES = 20


@pytest.fixture
def viewer(account: Account, make_user: Callable[[str], User]) -> Client:
    user = make_user("vera@example.org")
    Membership.objects.create(account=account, user=user, role=Role.VIEWER)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def people(account: Account) -> list[Candidate]:
    return [
        Candidate.objects.create(
            account=account,
            filename=f"{name}.pdf",
            sha256=f"{number:064}",
            pipeline_version="1",
            resume={"name": {"value": name, "evidence": {"line": 0, "quote": name, "rule": "t", "confidence": 1.0}}},
            name=name,
            search_text=f"{name.lower()} {words}",
        )
        for number, (name, words) in enumerate(
            (("Amara Okafor", "kubernetes sql"), ("Bruno Keller", "sql excel"), ("Chen Wei", "软件工程师 python"))
        )
    ]


def names(response: Any) -> list[str]:
    return sorted(candidate.name for candidate in response.context["page"].object_list)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kuber", ["Amara Okafor"]),
        ("SQL", ["Amara Okafor", "Bruno Keller"]),
        ("sql excel", ["Bruno Keller"]),
        ("工程", ["Chen Wei"]),
        ("okafor", ["Amara Okafor"]),
        ("cobol", []),
    ],
)
def test_search_finds_the_same_before_and_after_indexing(
    query: str, found: list[str], browser: Client, people: list[Candidate]
) -> None:
    fresh = names(browser.get(reverse("candidates"), {"q": query}))
    assert indexing.index_waiting() == 3
    indexed = names(browser.get(reverse("candidates"), {"q": query}))

    assert fresh == found
    assert indexed == found


def test_a_filter_in_force_is_named_in_the_language_of_the_reader(browser: Client, people: list[Candidate]) -> None:
    page = browser.get("/candidates?seniority=executive", headers={"accept-language": "de"}).content.decode()

    assert "Geschäftsleitung" in page
    assert ">Executive" not in "".join(page.split())


def test_the_index_holds_no_word(people: list[Candidate]) -> None:
    indexing.index_waiting()

    tokens = people[0].search_entry.tokens
    assert "kubern" not in tokens.lower()
    assert "okafor" not in tokens.lower()


def test_a_view_is_saved_shared_renamed_made_default_and_deleted(
    browser: Client, viewer: Client, people: list[Candidate]
) -> None:
    browser.post(
        reverse("saved_views"),
        {"name": "SQL people", "query": "?q=sql&evil=<script>", "shared": "yes", "default": "yes"},
    )

    view = SavedView.objects.get()
    assert (view.name, view.query, view.is_shared) == ("SQL people", "?q=sql", True)
    assert browser.get(reverse("candidates")).url == f"{reverse('candidates')}?q=sql"
    assert browser.get(f"{reverse('candidates')}?all=1").status_code == 200
    assert b"SQL people" in viewer.get(reverse("candidates")).content

    browser.post(reverse("saved_view_change", args=[view.pk]), {"name": "SQL"})
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("SQL", False)
    assert b">SQL<" not in viewer.get(reverse("candidates")).content
    assert viewer.post(reverse("saved_view_delete", args=[view.pk])).status_code == 404
    assert viewer.post(reverse("saved_view_default", args=[view.pk])).status_code == 404

    browser.post(reverse("saved_view_default", args=[view.pk]))  # the second time: no longer
    assert not DefaultView.objects.exists()
    browser.post(reverse("saved_view_delete", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_views_that_are_about_a_person_go_with_the_person(
    browser: Client, people: list[Candidate], owner: User
) -> None:
    amara = people[0]
    email = {"value": "amara@example.org", "evidence": {"line": 1, "quote": "", "rule": "t", "confidence": 1.0}}
    amara.resume = {**amara.resume, "emails": [email]}
    amara.save()
    views = {
        "Her": "?q=okafor",
        "Amara Okafor and others": "?order=name",
        "Mail": "?q=Amara%40example.org",
        "People": "?q=okafor+python",
        "Bruno": "?q=keller",
    }
    for name, query in views.items():
        browser.post(reverse("saved_views"), {"name": name, "query": query})

    erasure.erase(amara.account, [amara], by=owner)

    assert [view.name for view in saved_views.visible_views(amara.account, owner)] == ["Bruno", "People"]


def test_a_viewer_keeps_a_view_and_cannot_share_it(viewer: Client) -> None:
    viewer.post(reverse("saved_views"), {"name": "Mine", "query": "?q=x", "shared": "yes"})

    assert not SavedView.objects.get().is_shared


def chosen(browser: Client, action: str, people: list[Candidate], **more: str) -> BulkAction:
    browser.post(reverse("candidates_bulk"), {"action": action, "c": [row.pk for row in people], **more})
    return BulkAction.objects.latest("created_at")


def test_chosen_candidates_are_tagged_and_untagged(browser: Client, people: list[Candidate]) -> None:
    asked = chosen(browser, "tag", people[:2])
    assert asked.state == BulkState.ASKED
    browser.post(reverse("bulk_action", args=[asked.pk]), {"tag": "shortlist"})

    assert {row.name: row.tags for row in Candidate.objects.all()} == {
        "Amara Okafor": ["shortlist"],
        "Bruno Keller": ["shortlist"],
        "Chen Wei": [],
    }
    assert names(browser.get(reverse("candidates"), {"tag": "shortlist"})) == ["Amara Okafor", "Bruno Keller"]

    again = chosen(browser, "untag", people)
    browser.post(reverse("bulk_action", args=[again.pk]), {"tag": "Shortlist"})
    again.refresh_from_db()
    assert (again.done, again.skipped) == (2, 1)
    assert not any(row.tags for row in Candidate.objects.all())


def test_all_that_match_are_those_of_the_filter(browser: Client, people: list[Candidate]) -> None:
    indexing.index_waiting()

    action = chosen(browser, "review", [], all="yes", query="?q=sql")

    action.refresh_from_db()
    assert (action.state, action.done) == (BulkState.DONE, 2)
    assert names(browser.get(reverse("candidates"), {"review": "open"})) == ["Chen Wei"]


def test_a_deletion_asks_for_the_number_and_is_true(browser: Client, people: list[Candidate]) -> None:
    asked = chosen(browser, "delete", people[:2])
    page = reverse("bulk_action", args=[asked.pk])

    assert browser.post(page, {"number": "3"}).status_code == 400
    assert Candidate.objects.count() == 3
    browser.post(page, {"number": "2"})

    assert [row.name for row in Candidate.objects.all()] == ["Chen Wei"]
    asked.refresh_from_db()
    assert (asked.state, asked.done) == (BulkState.DONE, 2)
    assert not BulkItem.objects.exists()


def test_what_was_typed_for_actions_on_a_person_goes_with_the_person(
    browser: Client, owner: User, people: list[Candidate]
) -> None:
    hers = chosen(browser, "tag", people[:2], query="?q=okafor")
    browser.post(reverse("bulk_action", args=[hers.pk]), {"tag": "Amara's sister"})
    others = chosen(browser, "tag", people[1:], query="?q=keller")
    browser.post(reverse("bulk_action", args=[others.pk]), {"tag": "shortlist"})

    erasure.erase(people[0].account, [people[0]], by=owner)

    hers.refresh_from_db()
    others.refresh_from_db()
    assert (hers.came_from, hers.arguments) == ("", {})
    assert (others.came_from, others.arguments) == ("?q=keller", {"tag": "shortlist"})
    assert browser.get(reverse("bulk_action", args=[hers.pk])).status_code == 200


def test_chosen_candidates_are_scored_for_a_role(browser: Client, account: Account, people: list[Candidate]) -> None:
    role = JobRole.objects.create(account=account, title="Backend", required_skills=["SQL"], weights={"role": 40.0})
    asked = chosen(browser, "rescore", people[:2])
    browser.post(reverse("bulk_action", args=[asked.pk]), {"role": role.pk})

    job = role.jobs.get()
    assert job.total == 2
    assert job.requirements["weights"] == [["role", 40.0]]


def test_an_export_is_a_file_for_its_maker_and_goes_with_the_person(
    browser: Client, viewer: Client, people: list[Candidate], django_capture_on_commit_callbacks: Any
) -> None:
    asked = chosen(browser, "export", people[:2])
    browser.post(reverse("bulk_action", args=[asked.pk]), {"format": "blind_json"})

    response = browser.get(reverse("bulk_result", args=[asked.pk]))
    text = b"".join(response.streaming_content).decode()
    assert people[0].pk in text
    assert "Okafor" not in text
    assert viewer.get(reverse("bulk_result", args=[asked.pk])).status_code == 403

    asked.refresh_from_db()
    stored = asked.result
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("candidate_delete", args=[people[0].pk]))
    assert not stored.storage.exists(stored.name)
    assert browser.get(reverse("bulk_result", args=[asked.pk])).status_code == 404


def test_compare_takes_two_to_four(browser: Client, people: list[Candidate]) -> None:
    ids = [row.pk for row in people]

    two = browser.post(reverse("candidates_bulk"), {"action": "compare", "c": ids[:2]})
    one = browser.post(reverse("candidates_bulk"), {"action": "compare", "c": ids[:1]})

    assert two.url == f"{reverse('compare')}?c={ids[0]}&c={ids[1]}"
    assert one.url.startswith(reverse("candidates"))


def test_nobody_acts_on_candidates_of_others(
    browser: Client, viewer: Client, stranger: User, people: list[Candidate]
) -> None:
    foreign = Client()
    foreign.force_login(stranger)
    foreign.post(reverse("candidates_bulk"), {"action": "delete", "c": [people[0].pk]})
    foreign.post(reverse("candidates_bulk"), {"action": "review", "all": "yes"})

    assert not BulkAction.objects.exists()
    assert viewer.post(reverse("candidates_bulk"), {"action": "review", "c": [people[0].pk]}).status_code == 403
    asked = chosen(browser, "tag", people)
    assert foreign.get(reverse("bulk_action", args=[asked.pk])).status_code == 404


def test_a_large_action_is_left_to_a_worker_and_survives_its_death(
    browser: Client, account: Account, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    Candidate.objects.bulk_create(
        Candidate(account=account, filename="a.pdf", sha256=f"{n:064}", pipeline_version="1", resume={}, name=f"P {n}")
        for n in range(250)
    )
    action = bulk.ask(account, Found(Candidate.objects.filter(account=account)), kind="tag", by=owner)

    page = browser.post(reverse("bulk_action", args=[action.pk]), {"tag": "big"})
    assert page.url == reverse("bulk_action", args=[action.pk])
    assert OutboxMessage.objects.filter(topic=bulk.TOPIC, target=action.pk).exists()
    assert b"0 of 250 done" in browser.get(page.url).content

    progress = bulk._lease
    calls = iter(range(3))

    def die_in_the_second_piece() -> Any:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return progress()

    monkeypatch.setattr(bulk, "_lease", die_in_the_second_piece)
    with pytest.raises(KeyboardInterrupt):
        bulk.run(action.pk)
    monkeypatch.undo()
    OutboxMessage.objects.all().delete()
    BulkAction.objects.update(lease_until=None)
    assert bulk.sweep() == 1
    assert bulk.run(action.pk)

    action.refresh_from_db()
    assert (action.state, action.done, action.skipped) == (BulkState.DONE, 250, 0)
    assert [row.tags for row in Candidate.objects.all()] == [["big"]] * 250


def test_no_page_makes_more_queries_for_hundreds_of_candidates(browser: Client, account: Account) -> None:
    made = many_candidates.fill(account, candidates=300, records=3)

    for name, path in paths(account, made.role.pk).items():
        with CaptureQueriesContext(connection) as queries:
            response = browser.get(path)
        assert response.status_code == 200, name
        assert len(queries) <= QUERIES, f"{name}: {len(queries)} queries"
    assert JobFile.objects.count() == 300


def test_another_secret_key_asks_for_the_index_anew(
    browser: Client, people: list[Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    people[0].location, people[0].tags = "Berlin", ["later"]
    people[0].save()
    browser.post(reverse("saved_views"), {"name": "SQL", "query": "?q=sql"})
    indexing.index_waiting()
    asked: tuple[dict[str, str], ...] = ({"q": "kuber"}, {"place": "ber"}, {"tag": "later"})
    monkeypatch.setattr(keyed_words, "_key", lambda: b"another")
    keyed_words.hashed.cache_clear()
    try:
        assert [names(browser.get(reverse("candidates"), query)) for query in asked] == [[], [], []]
        call_command("reindex")
        indexing.index_waiting()
        assert [names(browser.get(reverse("candidates"), query)) for query in asked] == [["Amara Okafor"]] * 3
        browser.post(reverse("saved_views"), {"name": "SQL", "query": "?q=mysql"})
        assert SavedView.objects.get().query == "?q=mysql"
    finally:
        keyed_words.hashed.cache_clear()
