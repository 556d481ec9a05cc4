"""An installation of the first version, used on its way, becomes one of today: nothing is lost, all works.

Names, tags and saved searches stood readable until shortly before today. They are filled in there, and gone at the end.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from time import perf_counter
from typing import Any

from parsing.soak import setup

setup.begin()

from django.conf import settings  # noqa: E402  # models need Django first
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts import api_keys  # noqa: E402
from accounts.models import Account, User  # noqa: E402
from accounts.sessions import HashedSessionMiddleware  # noqa: E402
from billing.models import Charge, QuotaPeriod  # noqa: E402
from cvault import encryption, identifiers  # noqa: E402
from parsing import storage  # noqa: E402
from parsing.models import BulkAction, Candidate, JobFile, SavedView, StoredFile  # noqa: E402
from parsing.services import erasure, indexing, saved_views  # noqa: E402
from parsing.services.reencryption import reencrypt  # noqa: E402
from parsing.soak.many_candidates import read_records  # noqa: E402
from parsing.soak.places import dump  # noqa: E402
from parsing.soak.web import broker  # noqa: E402
from parsing.views.candidate_filters import Filters, filtered  # noqa: E402
from webhooks import endpoints  # noqa: E402
from webhooks.models import Attempt, Endpoint  # noqa: E402

FIRST = [(app, "0001_initial") for app in ("accounts", "billing", "webhooks", "parsing")]
READABLE = ("parsing", "0013_text_gone")  # the last version whose names, tags and saved searches were
WORD = "Zqupgrade"  # in whatever was readable and is sealed now
DOCUMENT = b"A document of the first version. " * 50
SECRET = "whsec_of-the-first-version"  # noqa: S105  # of an endpoint that exists in this proof alone
API = "/api/portal"
VIEW = {"name": f"{WORD} view", "query": f"?q={WORD}"}


def main() -> None:
    chosen = setup.numbers(candidates=2_000, records=10)
    settings.RATE_LIMIT_FACTOR = 0
    executor = MigrationExecutor(connection)
    first = executor.migrate([*_of_others(executor), *FIRST]).apps
    key, expected = _fill(first.get_model, chosen.candidates, read_records(chosen.records))
    lines_before = _readable_lines(expected, dump())
    started = perf_counter()
    used = MigrationExecutor(connection).migrate([READABLE]).apps
    _use(used.get_model, expected)
    words_before = dump().count(WORD.encode())
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    took_s = perf_counter() - started
    copy = dump()
    lost = _lost(expected)
    with broker():
        wrong = _wrong_answers(key, expected)
    setup.report(
        candidates=chosen.candidates,
        migrated_s=round(took_s, 1),
        lost=lost,
        readable_lines_before=lines_before,
        readable_lines_after=_readable_lines(expected, copy),
        readable_words_before=words_before,
        readable_words_after=copy.count(WORD.encode()),
        sealed_files=reencrypt().files,
        wrong_answers=wrong,
    )


def _of_others(executor: MigrationExecutor) -> list[tuple[str, str]]:
    ours = {app for app, _name in FIRST}
    return [node for node in executor.loader.graph.leaf_nodes() if node[0] not in ours]


def _fill(model: Callable[[str, str], Any], number: int, records: Any) -> tuple[str, list[dict[str, Any]]]:
    """Rows as the first version wrote them; the text of a key, and what each candidate must still be."""
    now = timezone.now()
    user = model("accounts", "User").objects.create(email="owner@example.org", password="!")  # noqa: S106  # none
    account = model("accounts", "Account").objects.create(id=identifiers.account_id(), name="First")
    model("accounts", "Membership").objects.create(account=account, user=user, role="owner")
    text = _key(model, account, user)
    model("accounts", "AuditEvent").objects.create(account=account, actor=user, action="api_key.created")
    model("billing", "Subscription").objects.create(account=account, plan="mega", anchor_at=now)
    ends = now + timedelta(days=20)
    period = model("billing", "QuotaPeriod").objects.create(account=account, starts_at=now, ends_at=ends, used=number)
    _webhook(model, account)
    job = model("parsing", "ParseJob").objects.create(
        account=account, source="portal", state="completed", total=number, completed=number, requirements={}, options={}
    )
    expected = []
    for index in range(number):
        record = records[index % len(records)]
        columns = {name: record["columns"][name] for name in ("seniority", "language")}
        kept = {
            "name": f"Ada{index} {WORD}" if index % 50 else "",
            "email": f"{WORD}{index}@example.org",
            "title": f"{WORD} \u00e9 Chef",
            "location": f"Ort{index % 10} {WORD}, K\u00f6ln",
            "filename": f"{WORD}-{index}.pdf",
            "resume": record["resume"],
            "document": record["document"],
            "findings": record["findings"],
        }
        findings = kept.pop("findings")
        sha256 = f"{index:064x}"
        stored = _document(model, account, sha256) if index % 10 == 0 else None
        candidate = model("parsing", "Candidate").objects.create(
            account=account, sha256=sha256, stored_file=stored, parsed_at=now, pipeline_version="1", **columns, **kept,
            total_experience_months=record["columns"]["total_experience_months"],
        )  # fmt: skip
        file = model("parsing", "JobFile").objects.create(
            account=account, job=job, index=index, filename=kept["filename"], sha256=sha256, state="done",
            candidate=candidate, findings=findings, charged=True, finished_at=now, stored_file=stored,
        )  # fmt: skip
        model("billing", "Charge").objects.create(
            account=account, period=period, key=file.pk, state="settled", source="portal"
        )
        expected.append({"pk": candidate.pk, "file": file.pk, "findings": findings, "tags": [], **kept})
    return text, expected


def _use(model: Callable[[str, str], Any], expected: list[dict[str, Any]]) -> None:
    """Tags, a saved search and an action, as a version in between wrote them."""
    account, user = model("accounts", "Account").objects.get(), model("accounts", "User").objects.get()
    for index, one in enumerate(expected):
        if index % 2:
            one["tags"] = [f"{WORD} tag {index % 5}"]
            model("parsing", "Candidate").objects.filter(pk=one["pk"]).update(tags=one["tags"])
    model("parsing", "SavedView").objects.create(account=account, owner=user, **VIEW)
    model("parsing", "BulkAction").objects.create(
        id="bulk_1", account=account, kind="tag", arguments={"tag": f"{WORD} tag"}, came_from=VIEW["query"]
    )


def _key(model: Callable[[str, str], Any], account: Any, user: Any) -> str:
    body = f"cv_live_{'a' * 30}"
    text = body + api_keys.checksum(body)
    digest = api_keys.digest_of(text)
    model("accounts", "ApiKey").objects.create(
        account=account, created_by=user, name="First", digest=digest, display_start=text[:12], last_four=text[-4:]
    )
    return text


def _webhook(model: Callable[[str, str], Any], account: Any) -> None:
    endpoint = model("webhooks", "Endpoint").objects.create(
        account=account, target_url="https://hooks.example/", event_types=[], secret=encryption.encrypt(SECRET)
    )
    event = model("webhooks", "Event").objects.create(account=account, type="parse.completed", body="{}")
    delivery = model("webhooks", "Delivery").objects.create(account=account, endpoint=endpoint, event=event)
    model("webhooks", "Attempt").objects.create(delivery=delivery, number=1, request_headers={}, response_status=200)


def _document(model: Callable[[str, str], Any], account: Any, sha256: str) -> Any:
    name = default_storage.save(f"documents/{sha256[-12:]}.txt", ContentFile(DOCUMENT))
    return model("parsing", "StoredFile").objects.create(
        account=account, sha256=sha256, size_bytes=len(DOCUMENT), format="txt", content=name
    )


def _readable_lines(expected: list[dict[str, Any]], dumped: bytes) -> int:
    """How many of the documents' lines a dump shows."""
    lines = {line["text"] for one in expected[:50] for line in one["document"].get("lines", ())}
    return sum(json.dumps(line, ensure_ascii=False)[1:-1].encode() in dumped for line in lines if len(line) > 30)


def _lost(expected: list[dict[str, Any]]) -> list[str]:
    """What is not as it was."""
    lost = []
    names = ("name", "email", "title", "location", "tags", "filename", "resume", "document")
    for one in expected:
        candidate, file = Candidate.objects.get(pk=one["pk"]), JobFile.objects.get(pk=one["file"])
        same = all(getattr(candidate, name) == one[name] for name in names)
        if not same or file.findings != one["findings"] or file.filename != one["filename"]:
            lost.append(one["pk"])
    endpoint = Endpoint.objects.get()
    if endpoints.readable_secrets(endpoint.pk, endpoint.secret, "", None) != (SECRET,):
        lost.append("the webhook's secret")
    counts = (Charge.objects.count(), QuotaPeriod.objects.get().used, Attempt.objects.count())
    if counts != (len(expected), len(expected), 1):
        lost.append(f"charges, use, attempts: {counts}")
    if any(storage.read(stored) != DOCUMENT for stored in StoredFile.objects.all()):
        lost.append("a document")
    view, action = SavedView.objects.get(), BulkAction.objects.get()
    if (view.name, view.query) != tuple(VIEW.values()):
        lost.append("a saved search")
    if (action.arguments, action.came_from) != ({"tag": f"{WORD} tag"}, VIEW["query"]):
        lost.append("an action")
    return lost[:20]


def _wrong_answers(key: str, expected: list[dict[str, Any]]) -> list[str]:
    """What the product of today does not answer as it should."""
    account, wrong = Account.objects.get(), _wrong_lists(expected)
    while indexing.index_waiting():
        pass
    candidate = Candidate.objects.get(pk=expected[1]["pk"])
    HashedSessionMiddleware.accepts_names = True  # as the sign-in of this client asks for
    api, person = Client(headers={"x-api-key": key}), Client()
    person.force_login(User.objects.get())
    job = JobFile.objects.filter(candidate=candidate).values_list("job_id", flat=True).get()
    paths = (f"{API}/usage", f"{API}/job_status/{job}", f"{API}/candidates", f"{API}/candidates/{candidate.pk}")
    pages: tuple[str, ...] = (
        "/overview",
        "/candidates",
        f"/candidates/{candidate.pk}",
        f"/jobs/{job}",
        "/usage",
        "/webhooks",
    )
    pages += ("/settings/api-keys", "/settings/audit", "/settings/privacy")
    wrong += [path for path in paths if api.get(path).status_code != 200]
    wrong += [path for path in pages if person.get(path).status_code != 200]
    found = api.get(f"{API}/candidates", {"search": candidate.name}).json()
    if candidate.pk not in json.dumps(found):
        wrong.append("search")
    erasure.erase(account, list(erasure.find_person(account, candidate.email)), by=None)
    if Candidate.objects.filter(pk=candidate.pk).exists():
        wrong.append("erasure")
    return wrong


def _wrong_lists(expected: list[dict[str, Any]]) -> list[str]:
    """What lists filter by at once, before anything is worked out anew."""
    account, wrong = Account.objects.get(), []
    waiting = Candidate.objects.filter(indexed_at=None).count()
    placed = len(filtered(account, Filters(place="ort7", order="name")))
    tagged = len(filtered(account, Filters(tag=f"{WORD} tag 3")))
    if (waiting, placed, tagged) != (len(expected), len(expected) // 10, len(expected) // 10):
        wrong.append(f"to be indexed, at a place, tagged: {(waiting, placed, tagged)}")
    view = SavedView.objects.get()
    again = saved_views.save_view(account, name=VIEW["name"], query="?q=x", is_shared=False, by=view.owner)
    if again.pk != view.pk:
        wrong.append("a saved search of the same name is another one")
    return wrong


if __name__ == "__main__":
    main()
