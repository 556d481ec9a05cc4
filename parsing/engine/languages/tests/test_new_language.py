"""A new language is two data files: shown with one that lives in a temporary folder."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from parsing.engine.languages import PackError, lexicon_from, load
from parsing.engine.languages.dates import find_spans
from parsing.engine.languages.loader import DATA_FOLDER, codes
from parsing.engine.model import SectionKind

# Catalan: the fields that the English pack has, with other words in the ones a resume opens with.
CHANGED = {
    "name": '"Catalan"',
    "native_name": '"català"',
    "phone_region": '"ES"',
    "present": '"actualitat, avui"',
    "since": '"des de"',
    "until": '"a, fins a"',
    "title_words": '"enginyer*, cap, infermer*"',
    "stopwords": '"de, la, el, i, amb, per, que"',
    "schools": '"universitat, institut"',
}
CHANGED_HEADINGS = {"experience": '"experiència laboral"', "education": '"formació acadèmica, estudis"'}


def write_catalan(folder: Path) -> None:
    lines = []
    table = ""
    english = tomllib.loads((DATA_FOLDER / "en" / "words.toml").read_text(encoding="utf-8"))
    for key, value in english.items():
        if not isinstance(value, dict):
            lines.append(f"{key} = {CHANGED.get(key, _written(value))}")
    for table, words in english.items():
        if isinstance(words, dict):
            lines.append(f"[{table}]")
            for key, value in words.items():
                changed = CHANGED_HEADINGS.get(key) if table == "headings" else None
                lines.append(f"{key} = {changed or _written(value)}")
    (folder / "ca").mkdir()
    (folder / "ca" / "words.toml").write_text("\n".join(lines), encoding="utf-8")
    (folder / "ca" / "examples.toml").write_text(
        '[dates]\n"març de 2019 - actualitat" = "2019-03/present"\n', encoding="utf-8"
    )


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else '"""' + str(value).replace("\\", "\\\\") + '"""'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_catalan(tmp_path)
    return tmp_path


def test_two_files_add_a_language(folder: Path) -> None:
    assert codes(folder) == ("ca",)

    lexicon = lexicon_from([load("en"), load("ca", folder)], "ca")

    assert lexicon.primary.code == "ca"
    assert lexicon.heading("EXPERIÈNCIA LABORAL") == (SectionKind.EXPERIENCE, 1.0)
    assert lexicon.heading("Formacio academica:") == (SectionKind.EDUCATION, 1.0)
    assert lexicon.title("Enginyera de programari") > lexicon.title("Barcelona")
    assert lexicon.school("Universitat de Girona") > 0.6


def test_new_language_passes_its_examples(folder: Path) -> None:
    lexicon = lexicon_from([load("en"), load("ca", folder)], "ca")
    examples = tomllib.loads((folder / "ca" / "examples.toml").read_text(encoding="utf-8"))

    for text, expected in examples["dates"].items():
        (match,) = find_spans(text, lexicon)
        assert match.span.start is not None
        assert f"{match.span.start.iso()}/{'present' if match.span.is_current else ''}" == expected


def test_unknown_key_is_refused(folder: Path) -> None:
    path = folder / "ca" / "words.toml"
    path.write_text('surnames = "puig"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")

    with pytest.raises(PackError, match="unknown keys surnames"):
        load("ca", folder)


def test_missing_key_is_refused(folder: Path) -> None:
    path = folder / "ca" / "words.toml"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("phone_region")]
    path.write_text("\n".join(kept), encoding="utf-8")

    with pytest.raises(PackError, match="missing keys phone_region"):
        load("ca", folder)


def test_missing_heading_is_refused(folder: Path) -> None:
    path = folder / "ca" / "words.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("\nawards =", "\nprizes =", 1), encoding="utf-8")

    with pytest.raises(PackError, match=r"\[headings\]"):
        load("ca", folder)


def test_language_without_files_is_refused() -> None:
    with pytest.raises(PackError, match="no language file"):
        load("xx")
