"""Everything that is stored of a person, as pages to read: what the JSON of the same data holds, in the same order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from parsing.exports.blind import Entry, Part, Sheet, sheet_pdf
from parsing.exports.formats import Export

_HEADS = ("title", "name", "job_title", "degree", "institution", "company", "language", "action", "at")
_TITLES = {"record": "What was read", "text": "Text of the document", "log": "What was done", "at": "When"}


def person_pdf(records: Sequence[Mapping[str, Any]], *, made_at: str) -> Export:
    """A PDF of the records of `services.erasure.all_about`; nothing of them is left out, empty values are."""
    parts: list[Part] = []
    for number, record in enumerate(records, start=1):
        mark = f"{number}. " if len(records) > 1 else ""
        parts += [Part(f"{mark}{part.title}", part.entries) for part in _parts(record)]
    sheet = Sheet(
        reference=made_at,
        heading="Everything stored about a person",
        line=f"{len(records)} {'record' if len(records) == 1 else 'records'}",
        parts=tuple(parts),
    )
    return sheet_pdf(sheet, title="Everything stored about a person", language="en")


def _parts(record: Mapping[str, Any]) -> Iterator[Part]:
    """One for each key; the record that was read is cut up further, as it is most of it."""
    yield Part("Overview", _entries({name: value for name, value in record.items() if not _is_deep(value)}))
    for name, value in record.items():
        if name == "record":
            simple = {key: item for key, item in value.items() if not _is_deep(item)}
            yield Part(_label(name), _entries(simple))
            for key, item in value.items():
                if _is_deep(item) and item:
                    yield Part(_label(key), _entries(item))
        elif name == "text" and value:
            yield Part(_label(name), (Entry(text=tuple(value)),))
        elif _is_deep(value) and value:
            yield Part(_label(name), _entries(value))


def _entries(value: Any) -> tuple[Entry, ...]:
    """Of an object one entry with its values; of a list one for each item, plain items all in one."""
    if isinstance(value, Mapping):
        lines = tuple(_lines(value))
        return (Entry(text=lines),) if lines else ()
    items = [item for item in value if item not in (None, "", [], {})]
    if not any(isinstance(item, Mapping | list) for item in items):
        return (Entry(text=(", ".join(map(str, items)),)),) if items else ()
    return tuple(_entry(item) for item in items)


def _entry(item: Any) -> Entry:
    if not isinstance(item, Mapping):
        return Entry(text=tuple(_lines({"": item})))
    key = next((name for name in _HEADS if isinstance(item.get(name), str) and item[name]), None)
    rest = {name: value for name, value in item.items() if name != key}
    return Entry(head=str(item[key]) if key else "", text=tuple(_lines(rest)))


def _lines(values: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    for name, value in values.items():
        label = f"{indent}{_label(name)}: " if name else indent
        if value in (None, "", [], {}):
            continue
        if isinstance(value, Mapping):
            yield label.rstrip()
            yield from _lines(value, f"{indent}    ")
        elif isinstance(value, list | tuple):
            if any(isinstance(item, Mapping | list | tuple) for item in value):
                yield label.rstrip()
                for item in value:
                    inner = item if isinstance(item, Mapping) else {"": item}
                    yield from _lines(inner, f"{indent}    ")
            else:
                yield label + ", ".join(map(str, value))
        else:
            yield label + ("yes" if value is True else "no" if value is False else str(value))


def _is_deep(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple)


def _label(name: str) -> str:
    return _TITLES.get(name, name.replace("_", " ").capitalize())
