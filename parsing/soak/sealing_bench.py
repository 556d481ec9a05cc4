"""What sealing at rest costs, in time of the processor and without a database: python -m parsing.soak.sealing_bench"""

import os
import secrets
import sys
import tempfile
from collections.abc import Callable
from io import BytesIO
from itertools import count, starmap
from time import process_time
from typing import Any

ROUNDS = 15
NAMES = 10_000  # of a list that is sorted by them
NEWCOMERS = 25  # of them: a batch that was uploaded since
FILE_BYTES = 4 * 1024 * 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CVAULT_DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cvault.settings")
        _measure()


def _measure() -> None:
    from parsing.soak import setup  # noqa: PLC0415  # after the folder of the data is named

    setup.begin()

    from cvault.sealed_fields import opener, sealed_fields, sealed_value  # noqa: PLC0415  # as above
    from cvault.sealed_files import open_file, seal_file  # noqa: PLC0415
    from parsing.engine.searching import folded  # noqa: PLC0415
    from parsing.models import Candidate  # noqa: PLC0415
    from parsing.services.name_order import NameOrders  # noqa: PLC0415
    from parsing.soak.many_candidates import read_records  # noqa: PLC0415

    rows = [_row(Candidate, record) for record in read_records(10)]
    columns = [(field, row) for row in rows for field in sealed_fields(Candidate)]
    plain = [field.plain(getattr(row, field.attname)) for field, row in columns]
    sealed = [field.pre_save(row, add=True) for field, row in columns]
    bound = [field.bound_values(row) for field, row in columns]
    parts = [(field, *values) for (field, _row), *values in zip(columns, plain, sealed, bound, strict=True)]
    keys = [f"cand_{number:022}" for number in range(NAMES)]
    names = [rows[number % len(rows)].name for number in range(NAMES)]
    named = [(sealed_value(Candidate, "name", name, key), key) for name, key in zip(names, keys, strict=True)]
    listed = [(key, bytes(sealed or b"")) for sealed, key in named]
    orders, others = NameOrders(), count(2)  # numbers of lists that are asked for the first time
    orders.sorted(listed[NEWCOMERS:], lists=[0])
    orders.sorted(listed, lists=[1])
    data = secrets.token_bytes(FILE_BYTES)
    file = b"".join(seal_file([data], "bench"))

    def of_a_row(work: Callable[[], object]) -> float:
        return _best_ms(work) / len(rows)

    megabytes = FILE_BYTES / 1024 / 1024
    lines = {
        "columns of a candidate": len(columns) // len(rows),
        "bytes of a candidate": sum(map(len, plain)) // len(rows),
        "seal a candidate, ms": of_a_row(lambda: [field.pre_save(row, add=True) for field, row in columns]),
        "of it serialising, ms": of_a_row(lambda: [field.plain(getattr(row, field.attname)) for field, row in columns]),
        "open a candidate, ms": of_a_row(lambda: [field.opened(text, *row) for field, _data, text, row in parts]),
        "of it deserialising, ms": of_a_row(lambda: [field.value_of(data) for field, data, *_rest in parts]),
        "open 10,000 names, ms": _best_ms(lambda: list(starmap(opener(Candidate, "name"), named))),
        "fold 10,000 names, ms": _best_ms(lambda: list(map(folded, names))),
        "sort by 10,000 names, ms": _best_ms(lambda: NameOrders().sorted(listed, lists=[1])),
        "of which 25 are new, ms": _best_ms(lambda: orders.sorted(listed, lists=[next(others), 0])),
        "of which none is new, ms": _best_ms(lambda: orders.sorted(listed, lists=[1])),
        "seal a file, ms a MiB": _best_ms(lambda: sum(map(len, seal_file([data], "bench")))) / megabytes,
        "open a file, ms a MiB": _best_ms(lambda: sum(map(len, open_file(BytesIO(file), "bench")))) / megabytes,
    }
    for name, value in lines.items():
        sys.stdout.write(f"{name:<28}{value:10.3f}\n" if isinstance(value, float) else f"{name:<28}{value:10}\n")


def _row(model: Any, record: dict[str, Any]) -> Any:
    """A candidate as it is about to be saved: what the engine read, in the columns that there are."""
    names = {field.attname for field in model._meta.concrete_fields}  # noqa: SLF001  # Django's own way
    values = {**record["columns"], "resume": record["resume"], "document": record["document"]}
    return model(account_id="acct_bench", **{name: value for name, value in values.items() if name in names})


def _best_ms(work: Callable[[], object]) -> float:
    """The quickest of some rounds: what else the machine does is not in it."""
    times = []
    for _ in range(ROUNDS):
        started = process_time()
        work()
        times.append((process_time() - started) * 1000)
    return min(times)


if __name__ == "__main__":
    main()
