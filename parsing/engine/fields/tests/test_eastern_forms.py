"""Forms that resumes in eastern languages take, each in a plain text: tables, numbered lists, lines with a label."""

from datetime import date

import pytest

from parsing.engine import pipeline
from parsing.engine.model import Resume


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
