"""Forms that resumes in eastern languages take, each in a plain text: tables, numbered lists, lines with a label."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.fields.evidence import found
from parsing.engine.fields.mergers import merge_jobs
from parsing.engine.fields.tests.documents import lines_of, reading_for
from parsing.engine.model import Experience, Resume


def parse(text: str) -> Resume:
    return pipeline.parse(f"{text}\n".encode(), filename="resume.txt", today=date(2026, 11, 1)).resume


def value(found: object) -> object:
    return getattr(found, "value", None)


def jobs(resume: Resume) -> list[tuple[object, object]]:
    return [(value(job.title), value(job.company)) for job in resume.experience]


def test_the_head_of_a_table_says_which_cell_is_the_employer() -> None:
    text = (
        "최다은\ndaeun@example.com\n\n[경력사항]\n"
        "근무기간\t회사명\t부서/직위\t담당업무\t퇴사사유\n"
        "2019.06 ~ 현재\t(주)해오름소프트\t개발팀/대리\t백엔드 개발\t-\n"
        "2016.03 ~ 2019.05\t가온데이터㈜\t기술연구소/연구원\t데이터 수집\t이직"
    )

    assert jobs(parse(text)) == [("개발팀/대리", "(주)해오름소프트"), ("기술연구소/연구원", "가온데이터㈜")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "한지우\njiwoo@example.com\n\n경력기술\n"
            "1. (주)동백물류 (2017년 3월 ~ 현재)\n- 직위: 물류팀 팀장\n- 주요업무: 수출입 통관 관리\n"
            "2. 남해해운(주) (2014년 1월 ~ 2017년 2월)\n- 직위: 사원\n- 주요업무: 선적 서류 작성",
            [("물류팀 팀장", "(주)동백물류"), ("사원", "남해해운(주)")],
        ),
        (
            "John Carter\njohn@example.com\n\nWork Experience\n"
            "1. Acme Ltd (March 2017 - present)\n- Position: Team leader\n- Duties: stock control\n"
            "2. Borealis plc (January 2014 - February 2017)\n- Position: Clerk\n- Duties: shipping papers",
            [("Team leader", "Acme Ltd"), ("Clerk", "Borealis plc")],
        ),
    ],
)
def test_numbered_employers_with_the_title_in_a_bullet(text: str, expected: list[tuple[str, str]]) -> None:
    assert jobs(parse(text)) == expected


def test_one_line_of_certificates_or_of_service_below_the_studies_is_no_study() -> None:
    czech = parse(
        "Petr Vondrouš\npetr@example.com\n\nVzdělání:\n"
        "VUT v Brně, Fakulta informačních technologií – bakalářské studium (2010–2013)\n"
        "Certifikáty: Azure Administrator Associate (2022), CCNA (2018)"
    )
    hebrew = parse(
        "דנה לוי\ndana@example.com\n\nהשכלה\n"
        "2013-2016   B.A במנהל עסקים, המכללה למנהל\nשירות צבאי: 2008-2010, חיל האוויר"
    )

    assert [value(study.institution) for study in czech.education] == ["VUT v Brně"]
    assert [value(each.name) for each in czech.certifications] == ["Azure Administrator Associate", "CCNA"]
    assert [value(study.institution) for study in hebrew.education] == ["המכללה למנהל"]


def test_a_name_behind_the_title_of_the_document() -> None:
    assert value(parse("קורות חיים – יוסי אברהמי\nנייד: 0501112222\nyossi@example.com").name) == "יוסי אברהמי"


def test_an_employer_with_its_town_is_no_place() -> None:
    text = (
        "Кравчук Дмитро\nd@example.com\n\nДосвід роботи\nSenior Python Developer\nSoftLine UA, Київ\n"
        "09.2021 – дотепер (3 роки 2 місяці)\nРозробка сервісів на Django, FastAPI"
    )

    assert jobs(parse(text)) == [("Senior Python Developer", "SoftLine UA")]


def test_the_number_of_a_house_in_the_cell_before_is_no_part_of_a_phone() -> None:
    resume = parse("山本 優希\nyamamoto@example.com\n現住所\t大阪府大阪市北区梅田1-1-1\t090-4444-5555")

    assert [phone.value.text for phone in resume.phones] == ["090-4444-5555"]


def test_how_an_exam_ended_is_no_part_of_the_name_of_its_certificate() -> None:
    text = (
        "山本 優希\nyamamoto@example.com\n\n資格\n日商簿記検定1級（2015年6月取得）\nTOEIC公開テスト 850点取得 2014年7月"
    )

    assert [value(each.name) for each in parse(text).certifications] == ["日商簿記検定1級", "TOEIC公開テスト 850点"]


def test_a_gender_beside_the_numbers_is_no_town_and_the_wish_has_a_label() -> None:
    resume = parse("张伟强\n男 | 28岁 | 13600001111 | zhangwq@example.com\n4年工作经验 | 求职意向：前端开发工程师")

    assert resume.location is None
    assert value(resume.headline) == "前端开发工程师"


def test_levels_and_years_in_a_table_of_skills_are_no_skills() -> None:
    text = (
        "山口 拓也\nyamaguchi@example.com\n\nテクニカルスキル\n種類\t使用期間\tレベル\n"
        "言語\tJava\t8年\t設計・構築可能\nDB\nOracle\t5年\t運用可能"
    )

    assert [skill.name.value for skill in parse(text).skills] == ["Java", "Oracle"]


def test_an_entry_without_dates_gives_its_title_to_the_dated_one_above_at_the_same_employer() -> None:
    lines = lines_of("Июль 2020 — настоящее время\nАО «Балтприбор»\nВедущий инженер по качеству")
    company, title = found(lines[1].text, lines[1], "company", 0.9), found(lines[2].text, lines[2], "title", 0.9)
    match = reading_for("ru").spans(lines[0])[0]
    dated = Experience(company=company, dates=found(match.span, lines[0], "dates", 0.9), lines=(0, 1))
    titled = Experience(company=company, title=title, lines=(2, 2))

    (merged,) = merge_jobs([dated, titled])

    assert (value(merged.title), value(merged.company)) == ("Ведущий инженер по качеству", "АО «Балтприбор»")
    assert merged.dates is not None
    assert merged.lines == (0, 2)


def test_a_site_is_no_title() -> None:
    text = (
        "Лапин Егор\negor@example.com\n\nОпыт работы\nИюль 2020 — настоящее время\tАО «Балтприбор»\n"
        "Калининград, baltpribor.example.com\n• Производство промышленного оборудования"
    )

    assert jobs(parse(text)) == [(None, "АО «Балтприбор»")]


def test_the_until_that_is_tied_to_a_period_is_part_of_it() -> None:
    text = "Szabó Anna\nanna@example.com\n\nMunkatapasztalat\n2006-2010-ig Jogi Tanácsadó Kft. (Szeged), jogi előadó"

    assert jobs(parse(text)) == [("jogi előadó", "Jogi Tanácsadó Kft.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Henryk Pawlak\nh@example.com\n\nDoświadczenie zawodowe\n"
            "W latach 1996-2005 pracowałem w firmie Metalpol S.A. na stanowisku brygadzisty.\n"
            "Od 2005 roku do chwili obecnej jestem zatrudniony w firmie Kal-Tech jako kierownik produkcji.",
            [("kierownik produkcji", "Kal-Tech"), ("brygadzisty", "Metalpol S.A")],
        ),
        (
            "Зотов Пётр\nz@example.com\n\nОпыт работы\nС 1997 по 2004 год работал инженером в ОАО «Омскэнерго».\n"
            "С 2004 года по настоящее время работаю главным энергетиком на ООО «Завод полимеров».",
            [("главным энергетиком", "ООО «Завод полимеров»"), ("инженером", "ОАО «Омскэнерго»")],
        ),
        (
            "Коваль Ірина\nk@example.com\n\nДосвід роботи\n"
            "З 2010 по 2015 рік працювала на посаді бухгалтера у ТОВ «Агротрейд».",
            [("бухгалтера", "ТОВ «Агротрейд»")],
        ),
        (
            "Jana Malá\nj@example.com\n\nPraxe\n"
            "Od roku 2010 do roku 2015 jsem pracovala jako účetní ve společnosti Kovo a.s.",
            [("účetní", "Kovo a.s")],
        ),
    ],
)
def test_jobs_told_in_slavic_sentences(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(map(str, jobs(parse(text)))) == sorted(map(str, expected))
