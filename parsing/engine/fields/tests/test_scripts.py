"""Names, degrees and employers as scripts without capitals, and languages that begin titles small, write them."""

import pytest

from parsing.engine.fields.tests.documents import lexicon_for
from parsing.engine.fields.tests.test_native_forms import jobs, read


def studies(code: str, text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (
            study.degree.value if study.degree else None,
            study.field.value if study.field else None,
            study.institution.value if study.institution else None,
        )
        for study in read(code, education=text).education
    ]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ja", "北浜工業大学 情報工学部 情報工学科 卒業(2016年3月)", (None, "情報工学部 情報工学科", "北浜工業大学")),
        ("ko", "2009.03 ~ 2013.02  가온대학교  기계공학  학사  졸업", ("학사", "기계공학", "가온대학교")),
        ("zh", "2009年9月 - 2013年6月  北岸大学  会计学  本科  毕业", ("本科", "会计学", "北岸大学")),
    ],
)
def test_how_a_study_ended_is_no_degree(code: str, text: str, expected: tuple[str | None, ...]) -> None:
    assert studies(code, text) == [expected]


def test_a_course_and_the_word_that_ends_it_are_one_degree() -> None:
    assert studies("ja", "2013年4月 - 2015年3月  北浜大学大学院  修士課程修了")[0][0] == "修士課程修了"


def test_a_small_word_before_the_field_is_no_part_of_the_degree_in_a_script_without_capitals() -> None:
    degree, field, school = studies("ar", "2013 - 2015\nماجستير في المحاسبة\nجامعة النخيل")[0]

    assert (degree, field, school) == ("ماجستير", "المحاسبة", "جامعة النخيل")


def test_a_legal_form_behind_a_bracket_belongs_to_the_name_before_it() -> None:
    text = "2019年2月至今  港湾银行(香港)有限公司  客户经理"

    assert jobs(read("zh", experience=text)) == [("客户经理", "港湾银行(香港)有限公司", "2019-02")]


def test_a_form_says_in_brackets_which_script_a_name_is_in() -> None:
    resume = read("ko", header="성명  (한글) 박가온\n휴대폰  010-4521-8890")

    assert resume.name is not None
    assert resume.name.value == "박가온"


def test_a_title_in_small_letters_is_no_beginning_of_the_duties_below_it() -> None:
    text = "2015. szeptember - 2019. április  Kék Holló Kft.\nirodai asszisztens\nügyfelek fogadása"

    assert jobs(read("hu", experience=text))[0][:2] == ("irodai asszisztens", "Kék Holló Kft.")


def test_what_is_written_small_below_a_name_is_a_title_or_a_degree_too() -> None:
    job = "08/2017 - současnost\nPlzeňské bedny s.r.o., Plzeň\nvedoucí skladu\n- řízení 8 skladníků"
    study = "2003 - 2007\nObchodní akademie Klatovy\nmaturitní zkouška"

    assert jobs(read("cs", experience=job)) == [("vedoucí skladu", "Plzeňské bedny s.r.o.", "2017-08")]
    assert studies("cs", study) == [("maturitní zkouška", None, "Obchodní akademie Klatovy")]


def test_a_school_goes_on_behind_its_comma() -> None:
    text = (
        "Вересень 2003 р. - червень 2008 р.\nСтепний державний аграрний університет,\n"
        "факультет обліку, спеціальність «Облік», спеціаліст"
    )

    degree, _, school = studies("uk", text)[0]

    assert (degree, school) == ("спеціаліст", "Степний державний аграрний університет")


def test_a_label_whose_value_was_read_announces_nothing_on_the_next_line() -> None:
    resume = read(
        "uk", header="Гриценко Ірина\nТел.: 067-765-43-21, e-mail: i.g@example.ua\nм. Дніпро, вул. Степова, 8"
    )

    assert resume.location is not None
    assert resume.location.value.city == "Дніпро"


def test_a_legal_form_with_small_letters_and_a_seat_behind_it_is_no_sentence() -> None:
    text = "od 05.2017  Specjalista ds. kadr i płac\nTkaniny Warckie Sp. z o.o., Warta\nZakres obowiązków: naliczanie"

    assert jobs(read("pl", experience=text))[0][1] == "Tkaniny Warckie Sp. z o.o."


def test_the_number_of_a_house_ends_no_sentence() -> None:
    resume = read("hu", header="Nagy Eszter\n1138 Budapest, Cápa út 99. | +36 30 555 6677 | nagy.eszter@example.hu")

    assert resume.location is not None
    assert resume.location.value.city == "Budapest"


def test_a_form_says_in_brackets_as_what_somebody_joined_and_parts_no_faculty_from_its_university() -> None:
    resume = read(
        "ja",
        education="2009年4月 北浜大学経済学部入学\n2013年3月 北浜大学経済学部卒業",
        experience=(
            "2013年4月 株式会社北浜 入社(窓口担当)\n2019年6月 同社 退社(一身上の都合)\n"
            "2019年7月 港不動産株式会社 入社(営業事務)"
        ),
    )

    assert [job[:2] for job in jobs(resume)] == [("営業事務", "港不動産株式会社"), ("窓口担当", "株式会社北浜")]
    study = resume.education[0]
    assert study.institution is not None
    assert study.field is not None
    assert (study.institution.value, study.field.value) == ("北浜大学", "経済学部")


def test_the_word_for_an_employer_between_a_small_word_and_a_name_is_part_of_neither() -> None:
    text = "Янв 2020 - настоящее время: Менеджер по персоналу в компании Стройград"

    assert jobs(read("ru", experience=text))[0][:2] == ("Менеджер по персоналу", "Стройград")


def test_the_label_of_a_name_in_three_parts_has_commas() -> None:
    assert lexicon_for("uk").label("Прізвище, ім'я, по батькові: Кравець Юрій") == ("name", "Кравець Юрій")
