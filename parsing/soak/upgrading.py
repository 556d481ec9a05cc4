"""Rows of a version that kept names, tags and saved searches readable go through the migrations that seal them."""

from pathlib import Path

from parsing.soak import setup

setup.begin()

from django.conf import settings  # noqa: E402  # after Django, like all that follows
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from accounts.models import Account  # noqa: E402
from cvault.sealed_fields import SealedField  # noqa: E402
from parsing.models import BulkAction, Candidate, SavedView  # noqa: E402
from parsing.services import saved_views  # noqa: E402
from parsing.soak.places import dump  # noqa: E402
from parsing.views.candidate_filters import Filters, filtered  # noqa: E402

BEFORE = ("parsing", "0013_text_gone")
WORD = "Zqupgrade"  # in every value that is to be sealed


def main() -> None:
    chosen = setup.numbers(candidates=500)
    account_id, wanted = _fill(chosen.candidates)
    readable = _copy().count(WORD.encode())
    call_command("migrate", verbosity=0)
    account = Account.objects.get(pk=account_id)
    found = {row.pk: _values(row) for row in Candidate.objects.all()}
    place = filtered(account, Filters(place="ort7", order="name"))
    tagged = filtered(account, Filters(tag=f"{WORD} tag 3"))
    view = SavedView.objects.get()
    action = BulkAction.objects.get()
    setup.report(
        candidates=len(found),
        same=sum(found[pk] == values for pk, values in wanted.items()),
        readable_before=readable,
        readable_after=_copy().count(WORD.encode()),
        by_place=len(place),
        tagged=len(tagged),
        to_index=Candidate.objects.filter(indexed_at=None).count(),
        view=(view.name, view.query) == (f"{WORD} view", f"?q={WORD}"),
        view_replaced=saved_views.save_view(
            account, name=f"{WORD} view", query="?q=x", is_shared=False, by=view.owner
        ).pk
        == view.pk,
        action=(action.arguments, action.came_from) == ({"tag": f"{WORD} tag"}, f"?q={WORD}"),
    )


def _copy() -> bytes:
    """What somebody has who copies the database: of SQLite its file, free pages and all."""
    if connection.vendor != "sqlite":
        return dump()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(str(settings.DATABASES["default"]["NAME"])).read_bytes()


def _values(row: Candidate) -> tuple[object, ...]:
    return (row.name, row.email, row.title, row.location, row.tags, row.filename, row.resume)


def _fill(number: int) -> tuple[str, dict[str, tuple[object, ...]]]:
    """Rows by the models of then; what they held."""
    apps = MigrationExecutor(connection).migrate([BEFORE]).apps
    user = apps.get_model("accounts", "User").objects.create(email="owner@example.org")
    account = apps.get_model("accounts", "Account").objects.create(id="acct_upgrade", name="Upgrade")
    candidates = apps.get_model("parsing", "Candidate")
    wanted: dict[str, tuple[object, ...]] = {}
    for index in range(number):
        pk, name = f"cand_{index}", f"{WORD} Person {index}" if index % 50 else ""
        values = (name, f"{WORD}{index}@example.org", f"{WORD} é Chef", f"Ort{index % 10} {WORD}, Köln")
        tags = [f"{WORD} tag {index % 5}"] if index % 2 else []
        sealed = {column: _sealed(column, value, pk) for column, value in _DOCUMENT.items()}
        candidates.objects.create(
            id=pk,
            account=account,
            sha256=f"{index:064}",
            pipeline_version="1",
            **dict(zip(("name", "email", "title", "location"), values, strict=True)),
            tags=tags,
            **sealed,
        )
        wanted[pk] = (*values, tags, _DOCUMENT["filename"], _DOCUMENT["resume"])
    apps.get_model("parsing", "SavedView").objects.create(
        account=account, owner=user, name=f"{WORD} view", query=f"?q={WORD}"
    )
    apps.get_model("parsing", "BulkAction").objects.create(
        id="bulk_1", account=account, kind="tag", arguments={"tag": f"{WORD} tag"}, came_from=f"?q={WORD}"
    )
    return account.pk, wanted


_DOCUMENT = {"filename": f"{WORD}.pdf", "search_text": "words", "resume": {"a": [1, None]}, "document": {}}


def _sealed(column: str, value: object, pk: str) -> bytes | None:
    field = Candidate._meta.get_field(column)  # noqa: SLF001  # Django's own way
    return field.sealed(value, pk) if isinstance(field, SealedField) else None


if __name__ == "__main__":
    main()
