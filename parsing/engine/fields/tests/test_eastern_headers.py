"""Headers whose parts only blanks set apart, and schools beside their faculties."""

import pytest

from parsing.engine.fields.education import read_education
from parsing.engine.fields.experience import read_experience
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.model import Found, SectionKind


def _value(found: Found[str] | None) -> str:
    return found.value if found else ""


def _studies(text: str, code: str) -> list[tuple[str, str, str]]:
    entries = read_education([section(SectionKind.EDUCATION, text)], reading_for(code))
    return [(_value(study.institution), _value(study.field), _value(study.degree)) for study in entries]


def _jobs(text: str, code: str) -> list[tuple[str, str]]:
    entries = read_experience([section(SectionKind.EXPERIENCE, text)], reading_for(code))
    return [(_value(job.company), _value(job.title)) for job in entries]


@pytest.mark.parametrize(
    ("code", "text", "school"),
    [
        ("cs", "Fakulta informatiky, Univerzita Modrá, 2010-2015, Ing.", "Univerzita Modrá"),
        ("hu", "2012-2015 Zöldvári Egyetem, Bölcsészettudományi Kar, BA", "Zöldvári Egyetem"),
        ("el", "Τμήμα Πληροφορικής, Πανεπιστήμιο Βορρά (2010-2014)", "Πανεπιστήμιο Βορρά"),
        ("ru", "Синегорский университет, Институт радио, инженер, 2010-2015", "Синегорский университет"),
        ("ar", "2012 - 2016 جامعة الساحل، كلية الهندسة، بكالوريوس", "جامعة الساحل"),
        ("zh", "2018/09-2021/06 蓝山大学 机械工程学院 机械设计 硕士", "蓝山大学"),
        ("ko", "2010.03 - 2014.02 푸른대학교 공과대학 기계공학과 학사", "푸른대학교"),
    ],
)
def test_a_university_is_the_school_wherever_its_faculty_stands(code: str, text: str, school: str) -> None:
    assert [study[0] for study in _studies(text, code)] == [school]


def test_a_faculty_alone_is_a_school() -> None:
    assert _studies("2010-2013 蓝山职业技术学院 会计 大专", "zh") == [("蓝山职业技术学院", "会计", "大专")]


def test_two_words_of_a_department_are_no_degree() -> None:
    text = (
        "2014年4月〜2018年3月 青空大学 工学部 情報学科 卒業\n"
        "2018年4月〜2020年3月 青空大学大学院 情報学研究科 修士課程 修了"
    )

    assert _studies(text, "ja") == [
        ("青空大学", "工学部 情報学科", ""),
        ("青空大学大学院", "情報学研究科", "修士課程"),
    ]


def test_a_course_that_was_entered_and_left_is_a_degree() -> None:
    text = "2015年4月 青空大学大学院 工学研究科 修士課程 入学\n2017年3月 青空大学大学院 工学研究科 修士課程 修了"

    assert _studies(text, "ja") == [("青空大学大学院", "工学研究科", "修士課程")]


def test_a_bank_of_japan_is_entered_too() -> None:
    text = "令和2年4月 青空信用金庫 入庫（融資担当）\n令和4年3月 青空信用金庫 退庫"

    assert _jobs(text, "ja") == [("青空信用金庫", "融資担当")]


def test_a_department_between_an_employer_and_a_rank_is_neither() -> None:
    text = "2018年4月〜2020年3月 株式会社青空製菓 営業部 主任\n2020年4月〜現在 株式会社山川 人事部 マネージャー"

    assert _jobs(text, "ja") == [("株式会社青空製菓", "主任"), ("株式会社山川", "マネージャー")]


def test_a_contract_is_no_part_of_a_title() -> None:
    text = "2018.07 - 현재\n달빛소프트\n웹 개발자 / 정규직\n2016.03 - 2018.06\n별빛소프트\n웹 개발자 (계약직)"

    assert _jobs(text, "ko") == [("달빛소프트", "웹 개발자"), ("별빛소프트", "웹 개발자")]


def test_an_unknown_employer_before_a_title_of_two_words_is_cut_off() -> None:
    text = "2018.07 - 현재 라온 백엔드 개발자\n2014.03 - 2018.06 (주)푸른 서버 개발자"

    assert _jobs(text, "ko") == [("라온", "백엔드 개발자"), ("(주)푸른", "서버 개발자")]


def test_labels_may_stand_in_square_brackets() -> None:
    text = "株式会社青空製菓 2018年4月～2020年3月\n【役職】主任\n山川株式会社 2020年4月～現在\n【役職】課長"

    assert _jobs(text, "ja") == [("株式会社青空製菓", "主任"), ("山川株式会社", "課長")]


def test_small_words_of_a_legal_form_make_no_sentence_of_parts_between_bars() -> None:
    text = "Modra Sp. z o.o. | Kierownik zmiany | 01.2018 – obecnie\nZielona S.A. | Operator maszyn | 03.2015 – 12.2017"

    assert _jobs(text, "pl") == [("Modra Sp. z o.o.", "Kierownik zmiany"), ("Zielona S.A.", "Operator maszyn")]


def test_a_small_word_leads_to_an_employer_in_a_script_without_capitals_too() -> None:
    text = "مهندس موقع في شركة البناء الحديث (2018 - 2020)\nمهندس متدرب لدى الأفق (2015 - 2017)"

    assert _jobs(text, "ar") == [("شركة البناء الحديث", "مهندس موقع"), ("الأفق", "مهندس متدرب")]


def test_a_degree_inside_the_name_of_a_school_is_none() -> None:
    assert _studies("राजकीय उच्च माध्यमिक विद्यालय, 2008 - 2010", "hi") == [("राजकीय उच्च माध्यमिक विद्यालय", "", "")]
    assert _studies("Середня школа № 5, 1999-2009", "uk") == [("Середня школа № 5", "", "")]


def test_the_full_stop_of_a_legal_form_ends_no_sentence() -> None:
    company = "Pomorskie Zakłady Przetwórstwa Spożywczego Sp. z o.o."
    text = f"Kierowniczka działu logistyki\n{company}\nmarzec 2017 – luty 2020\n- Zarządzanie zespołem"

    assert _jobs(text, "pl") == [(company, "Kierowniczka działu logistyki")]
