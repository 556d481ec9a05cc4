"""The order of people by their names, kept between requests without the names.

To sort a list by name, all of its names have to be opened, which costs as much as the rest of the page. What is kept of
a list is one number a row, in order: a hash of its id and of its sealed name. Who is known stands where they stood; who
is not is put between the others by opening a dozen names. A name that is written is sealed anew, so a row that has
changed is not known, in whatever process it was changed: no process has to be told of it, and none can miss it.

The numbers tell of nobody: nothing opens them, and they mean something in this process alone. So an erasure leaves no
name behind here.
"""

from array import array
from bisect import insort
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from cvault.sealed_fields import opener
from parsing.engine.searching import folded
from parsing.models import Candidate

MOST_ROWS = 1_000_000  # of all lists together: eight bytes each
MOST_LISTS = 2_000

Row = tuple[str, bytes]  # primary key and sealed name


class NameOrders:
    """The orders of lists, the least used forgotten first. Threads may share one."""

    def __init__(self, *, most_rows: int = MOST_ROWS, most_lists: int = MOST_LISTS) -> None:
        self._most_rows = most_rows
        self._most_lists = most_lists
        self._orders: OrderedDict[int, array[int]] = OrderedDict()
        self._lock = Lock()

    def sizes(self) -> list[int]:
        """How many rows are kept of each list."""
        with self._lock:
            return [len(marks) for marks in self._orders.values()]

    def sorted(self, rows: Sequence[Row], *, lists: Sequence[int] = ()) -> list[Row]:
        """The rows by name, without case and accents; those of one name stay as they are.

        `lists` recognise the list from one time to the next: itself, then wider ones whose order will do. Whatever they
        are, the rows are in order.
        """
        row_of = dict(zip(map(hash, rows), rows, strict=True))
        known = [row_of[mark] for mark in self._marks(lists) if mark in row_of]
        if len(known) == len(rows):
            return known
        ordered = _with_newcomers(rows, known)
        self._keep(lists[:1], ordered)
        return ordered

    def _marks(self, lists: Sequence[int]) -> Sequence[int]:
        """The hashes of the first of these lists that is kept, in order."""
        with self._lock:
            for name in lists:
                if name in self._orders:
                    self._orders.move_to_end(name)
                    return self._orders[name]
        return ()

    def _keep(self, lists: Sequence[int], ordered: Sequence[Row]) -> None:
        marks = array("q", dict.fromkeys(map(hash, ordered)))  # once each: of two with one hash, one is always new
        if len(marks) > self._most_rows:
            return
        with self._lock:
            self._orders |= dict.fromkeys(lists, marks)
            while len(self._orders) > self._most_lists or sum(map(len, self._orders.values())) > self._most_rows:
                self._orders.popitem(last=False)


def _with_newcomers(rows: Sequence[Row], known: list[Row]) -> list[Row]:
    """`rows` by name, of which these are in order already."""
    opened = opener(Candidate, "name")
    if (len(rows) - len(known)) * len(rows).bit_length() > len(rows):  # more would be opened than there are
        return sorted(rows, key=lambda row: folded(opened(row[1], row[0])))
    place = dict(zip(rows, range(len(rows)), strict=True))
    ordered = known.copy()
    for newcomer in place.keys() - known:
        insort(ordered, newcomer, key=lambda row: (folded(opened(row[1], row[0])), place[row]))
    return ordered


name_orders = NameOrders()  # of this process
