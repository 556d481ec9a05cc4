"""Views of the candidate list that people keep under a name: their own, and those that colleagues share."""

from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import QueryDict

from accounts.models import Account, User
from cvault.errors import Conflict, InvalidInput
from parsing.engine.codec import resume_from_json
from parsing.engine.searching import folded
from parsing.list_work import view_key
from parsing.models import Candidate, DefaultView, SavedView

MAX_NAME_CHARS = 60
MAX_QUERY_CHARS = 1000
MOST_VIEWS = 50  # of one person in one workspace


def visible_views(account: Account, user: User) -> list[SavedView]:
    """The person's own views and those that others of the workspace share, by name."""
    mine = Q(owner=user) | Q(is_shared=True)
    views = SavedView.objects.filter(mine, account=account).select_related("owner").order_by("pk")
    return sorted(views, key=lambda view: folded(view.name))


def own_view(account: Account, user: User, view_id: int) -> SavedView | None:
    """A view that the person may change; None for all others."""
    return SavedView.objects.filter(account=account, owner=user, pk=view_id).first()


def save_view(
    account: Account, *, name: str, query: str, is_shared: bool, is_default: bool = False, by: User
) -> SavedView:
    """The view of that name of `by`, made or replaced. Raises InvalidInput, Conflict for too many."""
    name = _checked(name)
    if len(query) > MAX_QUERY_CHARS:
        raise InvalidInput("This search is too long to be kept")
    with transaction.atomic():
        others = SavedView.objects.filter(account=account, owner=by).exclude(name_key=view_key(account.pk, name))
        if others.count() >= MOST_VIEWS:
            raise Conflict(f"There may be {MOST_VIEWS} saved views: delete one first")
        view, _made = SavedView.objects.update_or_create(
            account=account,
            owner=by,
            name_key=view_key(account.pk, name),
            defaults={"name": name, "query": query, "is_shared": is_shared},
        )
        if is_default:
            set_default(account, user=by, view=view)
    return view


def change_view(view: SavedView, *, name: str, is_shared: bool) -> SavedView:
    """The view under another name. Raises InvalidInput, Conflict where the owner has one of that name."""
    view.name, view.is_shared = _checked(name), is_shared
    try:
        with transaction.atomic():
            view.save(update_fields=["name", "is_shared"])
    except IntegrityError as error:
        raise Conflict("There is a view of that name already") from error
    if not is_shared:  # nobody else opens the list with what they cannot see
        DefaultView.objects.filter(view=view).exclude(user=view.owner).delete()
    return view


def set_default(account: Account, *, user: User, view: SavedView | None) -> None:
    """The list opens with this view; with everybody where it is None."""
    if view is None:
        DefaultView.objects.filter(account=account, user=user).delete()
    else:
        DefaultView.objects.update_or_create(account=account, user=user, defaults={"view": view})


def default_view_id(account: Account, user: User) -> int | None:
    """What the list opens with; None for everybody."""
    return DefaultView.objects.filter(account=account, user=user).values_list("view_id", flat=True).first()


def forget_views_of(account: Account, candidates: Iterable[Candidate]) -> int:
    """Delete the views that are called after one of these people, or search for nothing but them; how many."""
    names: list[set[str]] = []
    others: set[str] = set()
    for candidate in candidates:
        names.append(set(folded(candidate.name).split()))
        resume = resume_from_json(candidate.resume)
        others.update(folded(found.value) for found in resume.emails)
        others.update(folded(found.value.text) for found in resume.phones)
    found = [view.pk for view in SavedView.objects.filter(account=account) if _is_about(view, names, others)]
    return SavedView.objects.filter(pk__in=found).delete()[0]


def _is_about(view: SavedView, names: Sequence[set[str]], others: set[str]) -> bool:
    """`names` as their words, `others`: addresses and numbers."""
    called = set(folded(view.name).split())
    searched = folded(QueryDict(view.query.removeprefix("?")).get("q", ""))
    words = set(searched.split())
    return any((name and name <= called) or (words and words <= name) for name in names) or searched in others - {""}


def _checked(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not 1 <= len(name) <= MAX_NAME_CHARS:
        raise InvalidInput(f"Give the view a name of 1 to {MAX_NAME_CHARS} characters")
    return name
