"""Documents with their truths: folders of `<group>/<name>.<format>` with `<name>.json` (JSON Resume) beside each."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parsing.evals.person import Person, TruthError, from_json_resume

FORMATS = ("pdf", "docx", "doc", "odt", "rtf", "txt", "html", "png", "jpg")
PICTURES = frozenset({"png", "jpg"})
LANGUAGES = (
    *("en", "fr", "de", "es", "it", "pt", "nl", "pl", "ro", "sv", "da", "no", "fi", "cs", "tr", "ru", "uk"),
    *("el", "hu", "ar", "he", "zh", "ja", "ko", "hi"),
)

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED_DIR_VARIABLE = "CVAULT_EVALS_DIR"
CACHE_DIR_VARIABLE = "CVAULT_EVALS_CACHE"


@dataclass(frozen=True, slots=True)
class Case:
    """One document. `suite` tells who made it: "dev" (given to us), "hand", "made", "heldout", "field", "sealed"."""

    suite: str
    group: str  # the folder
    name: str  # the file's name with its suffix
    path: Path
    language: str
    truth: Person
    picture: bool = False  # text only in pictures: everything counts as visible

    @property
    def format(self) -> str:
        return self.path.suffix[1:].lower()

    @property
    def id(self) -> str:
        return f"{self.suite}/{self.group}/{self.name}"


def shared_dir() -> Path | None:
    """The folder with the documents given to us, or None where it is not there."""
    named = os.environ.get(SHARED_DIR_VARIABLE)
    path = Path(named) if named else REPOSITORY.parent / "shared" / "evals" / "dev"
    if named and not path.is_dir():
        raise TruthError(f"{SHARED_DIR_VARIABLE} names no folder: {path}")
    return path if path.is_dir() else None


def cache_dir() -> Path:
    """Where made documents and peers are kept; nothing in it is worth keeping."""
    return Path(os.environ.get(CACHE_DIR_VARIABLE) or REPOSITORY / "var" / "evals")


def load_folder(folder: Path, suite: str) -> tuple[Case, ...]:
    """All cases below a folder, in a stable order.

    Raises TruthError for a truth without a document, a document without a truth, and a truth that is nonsense.
    """
    return tuple(_cases(folder, suite))


def _cases(folder: Path, suite: str) -> Iterator[Case]:
    for group in sorted(path for path in folder.iterdir() if path.is_dir()):
        documents = sorted(path for path in group.iterdir() if path.suffix[1:].lower() in FORMATS)
        truths = {path.stem for path in group.glob("*.json")}
        lonely = truths ^ {path.stem for path in documents}
        if lonely:
            raise TruthError(f"{group}: a document or its truth is missing for {sorted(lonely)}")
        for document in documents:
            yield load_case(document, suite)


def load_case(document: Path, suite: str) -> Case:
    truth_path = document.with_suffix(".json")
    try:
        data = json.loads(truth_path.read_text("utf-8"))
        language = data["meta"]["lang"]
        truth = from_json_resume(data)
        _check(truth, language)
    except (KeyError, TypeError, ValueError) as exc:
        raise TruthError(f"{truth_path}: {exc}") from exc
    picture = document.suffix[1:].lower() in PICTURES or bool(data["meta"].get("picture")) or "-scan" in document.stem
    return Case(suite, document.parent.name, document.name, document, language, truth, picture)


def _check(truth: Person, language: str) -> None:
    """What no true resume has: it would be our typing error."""
    if language not in LANGUAGES:
        raise TruthError(f"unknown language {language!r}")
    if not truth.values and not truth.jobs and not truth.education and not truth.skills:
        raise TruthError("the truth is empty")
    for entry in (*truth.jobs, *truth.education):
        if not entry.values:
            raise TruthError("an entry is empty")
        start, end = entry.values.get("start"), entry.values.get("end")
        if start and end and end < start[: len(end)]:  # "present" sorts after every year
            raise TruthError(f"an entry ends before it starts: {start} to {end}")


def select(
    cases: tuple[Case, ...], *, groups: list[str] | None = None, languages: list[str] | None = None, names: str = ""
) -> tuple[Case, ...]:
    """The cases of these groups (or suites), in these languages, with this in their id."""
    return tuple(
        case
        for case in cases
        if (not groups or case.group in groups or case.suite in groups or f"{case.suite}/{case.group}" in groups)
        and (not languages or case.language in languages)
        and names in case.id
    )
