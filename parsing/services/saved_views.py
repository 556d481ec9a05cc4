"""Views of the candidate list that people keep under a name: their own, and those that colleagues share."""

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from accounts.models import Account, User
from cvault.errors import Conflict, InvalidInput
from parsing.models import DefaultView, SavedView

MAX_NAME_CHARS = 60
MAX_QUERY_CHARS = 1000
MOST_VIEWS = 50  # of one person in one workspace


def visible_views(account: Account, user: User) -> QuerySet[SavedView]:
    """The person's own views and those that others of the workspace share, by name."""
    mine = Q(owner=user) | Q(is_shared=True)
    return SavedView.objects.filter(mine, account=account).select_related("owner")


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
        others = SavedView.objects.filter(account=account, owner=by).exclude(name=name)
        if others.count() >= MOST_VIEWS:
            raise Conflict(f"There may be {MOST_VIEWS} saved views: delete one first")
        view, _made = SavedView.objects.update_or_create(
            account=account, owner=by, name=name, defaults={"query": query, "is_shared": is_shared}
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


def _checked(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not 1 <= len(name) <= MAX_NAME_CHARS:
        raise InvalidInput(f"Give the view a name of 1 to {MAX_NAME_CHARS} characters")
    return name
