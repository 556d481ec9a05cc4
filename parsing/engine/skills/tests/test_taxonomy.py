"""The data of the taxonomy: large, whole, and no name that would be found everywhere."""

from collections import defaultdict

import pytest

from parsing.engine import languages, skills
from parsing.engine.skills.folding import fold
from parsing.engine.skills.taxonomy import CATEGORIES, family_of, read_terms, taxonomy

_SHORT_CHARS = 3  # names this short in small letters are doubtful anyway
# The same skill as different languages write it.
TRANSLATED = {
    "Project management": (
        "projektmanagement, gestion de projet, gestión de proyectos, zarządzanie projektami, управление проектами, "
        "proje yönetimi, 项目管理, プロジェクト管理, 프로젝트 관리, إدارة المشاريع"
    ),
    "Bookkeeping": "buchführung, tenue de comptabilité, księgowość, бухгалтерский учёт, 簿記, 记账",
    "Prospecting": "neukundengewinnung, captación de clientes, acquisizione clienti, привлечение клиентов, 新規開拓",
    "Wastewater treatment": "abwassertechnik, traitement des eaux usées, очистка сточных вод, atık su arıtma",
    "Stocktaking": "inventur, toma de inventario, inwentaryzacja, инвентаризация, 棚卸, 盘点, 재고조사, جرد المخزون",
    "Ultrasound": "sonographie, échographie, ecografía, узи, 超声",
}


def test_the_taxonomy_is_large_and_whole() -> None:
    known = taxonomy()

    assert len(known.terms) >= 5_000
    assert len(known.by_name) >= 18_000
    assert {term.category for term in known.terms.values()} == set(CATEGORIES)
    for term in known.terms.values():
        assert set(term.implies) <= set(known.terms), term.canonical
        assert family_of(term.canonical)


def test_no_name_stands_under_two_skills_unless_each_marks_it() -> None:
    claims: dict[str, dict[str, bool]] = defaultdict(dict)
    for category in CATEGORIES:
        for entry in read_terms(category):
            marked = {fold(name) for name in entry.everyday}
            for name in map(fold, entry.term.names):
                claims[name][entry.term.canonical] = name in marked

    assert {name: owners for name, owners in claims.items() if len(owners) > 1 and not all(owners.values())} == {}


def test_no_name_is_a_function_word_of_any_language() -> None:
    known = taxonomy()
    stopwords = {fold(word) for code in languages.codes() for word in languages.load(code).stopwords}

    taken = {name for name in known.by_name if name in stopwords and name not in known.ambiguous}

    assert {name for name in taken if len(name) > _SHORT_CHARS or not name.isascii()} == set()


def test_names_that_need_a_companion_name_one() -> None:
    known = taxonomy()

    assert known.bound
    for name, canonical in known.bound.items():
        assert known.terms[canonical].implies, name


def test_nothing_implies_itself() -> None:
    known = taxonomy()

    assert [
        name for name, term in known.terms.items() if name in known.closure.get(name, ()) or name in term.implies
    ] == []


@pytest.mark.parametrize("canonical", TRANSLATED)
def test_common_skills_are_known_in_many_languages(canonical: str) -> None:
    for name in TRANSLATED[canonical].split(", "):
        term = skills.canonical(name)
        assert term is not None, name
        assert term.canonical == canonical, name
