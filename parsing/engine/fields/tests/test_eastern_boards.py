"""Resumes as job boards and forms of eastern countries print them: status before the school, labels spread wide."""

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


def schools(resume: Resume) -> list[object]:
    return [value(study.institution) for study in resume.education]


def test_a_board_of_korea_sums_up_beside_its_headings_and_puts_the_status_before_the_school() -> None:
    resume = parse(
        "이력서\n윤태식\n남 1988년 (만 36세)\n휴대폰 010-5553-2298\n\n학력 대학교(4년) 졸업\n"
        "2007.03 ~ 2014.02 졸업 경희대학교 기계공학과 학점 3.5 / 4.5\n2004.03 ~ 2007.02 졸업 분당고등학교\n\n"
        "경력 총 9년 3개월\n2019.02 ~ 재직중 (주)한빛기계 설계팀 과장\n담당업무 금형 설계\n"
        "2014.03 ~ 2019.01 대성정밀㈜ 기술연구소 대리\n담당업무 도면 작성"
    )

    assert value(resume.name) == "윤태식"
    assert jobs(resume) == [("설계팀 과장", "(주)한빛기계"), ("기술연구소 대리", "대성정밀㈜")]
    assert schools(resume) == ["경희대학교", "분당고등학교"]


def test_labels_spread_over_the_cells_of_a_form() -> None:
    resume = parse(
        "个 人 简 历\n姓    名：王秀英        性    别：女\n出生年月：1988年10月    民    族：汉族\n"
        "联系电话：15955521870   电子邮箱：wangxy@example.com\n地    址：山东省济南市历下区解放路1号"
    )

    assert value(resume.name) == "王秀英"
    assert resume.location is not None
    assert resume.location.value.text == "山东省济南市历下区解放路1号"


def test_a_town_behind_the_word_for_living_there_and_years_of_work_that_are_no_place() -> None:
    resume = parse("李志强\n男 | 32岁 | 工作8年 | 现居深圳\n手机：138 0555 2231\n邮箱：li@example.com")

    assert resume.location is not None
    assert resume.location.value.text == "深圳"


def test_the_trade_inside_a_title_is_no_employer_and_duties_below_a_complete_header_no_title() -> None:
    resume = parse(
        "李志强\nli@example.com\n\n工作经历\n深圳市腾云软件股份有限公司    高级Java工程师    2019.03-至今\n"
        "1、负责订单系统的设计与开发\n广州蓝鲸网络科技有限公司    Java开发工程师    2016.07-2019.02\n负责支付模块开发"
    )

    assert jobs(resume) == [
        ("高级Java工程师", "深圳市腾云软件股份有限公司"),
        ("Java开发工程师", "广州蓝鲸网络科技有限公司"),
    ]


def test_labelled_lines_belong_to_the_project_above() -> None:
    resume = parse(
        "李志强\nli@example.com\n\n项目经历\n智慧零售平台    2020.05-2021.12\n项目描述：面向连锁门店的零售管理系统\n"
        "技术栈：Spring Boot + Vue\n个人职责：架构设计\n订单中心    2019.05-2020.03\n责任描述：编码"
    )

    assert [project.name.value for project in resume.projects] == ["智慧零售平台", "订单中心"]


def test_a_period_in_brackets_before_a_department_leaves_no_bracket() -> None:
    resume = parse(
        "氏名　佐々木 亮\n\n■職務経歴\n株式会社北斗システム（2014年4月～現在）\n\n"
        "【2019年4月～現在】開発部 リーダー\n・設計\n\n【2014年4月～2019年3月】開発部 担当\n・保守"
    )

    assert jobs(resume)[0] == ("開発部 リーダー", "株式会社北斗システム")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hana Pokorná\n\nPraxe\n2016 – dosud: Gymnázium Hejčín, Olomouc – učitelka\n2014 – 2016 mateřská dovolená\n"
            "2010 – 2014: ZŠ Stupkova, Olomouc – učitelka",
            ("mateřská dovolená", None),
        ),
        (
            "Αντωνίου Γεώργιος\n\nΠΡΟΫΠΗΡΕΣΙΑ\n\n2008 – 2015\nΑφοί Καρρά Ο.Ε., Βόλος\nΔιανομέας\n\n"
            "2006 – 2007\nΣτρατιωτική θητεία",
            ("Στρατιωτική θητεία", None),
        ),
    ],
)
def test_a_time_away_from_work_was_at_no_employer(text: str, expected: tuple[str, None]) -> None:
    assert expected in jobs(parse(text))


def test_headings_in_the_first_person() -> None:
    resume = parse(
        "Név: Farkas Józsefné\n\nEddigi munkahelyeim:\n1998–2009: Alföld Varroda Kft., varrónő\n\n"
        "Végzettségem:\n1990 Szakmunkásképző Intézet, Kecskemét"
    )

    assert jobs(resume) == [("varrónő", "Alföld Varroda Kft.")]
    assert schools(resume) == ["Szakmunkásképző Intézet"]


def test_a_code_of_a_country_with_its_sign_behind_it() -> None:
    resume = parse("يوسف الحداد\n971+ 50 555 1234\ny.haddad@example.com\nدبي، الإمارات")

    assert [phone.value.e164 for phone in resume.phones] == ["+971505551234"]


def test_a_title_of_the_whole_document_above_the_date_and_the_name() -> None:
    resume = parse(
        "職務経歴書\n2024年4月10日　岡田 健\n\n■職務経歴\n2016年4月〜現在　株式会社テクノブリッジ\n主任\n・設計"
    )

    assert value(resume.name) == "岡田 健"
    assert jobs(resume) == [("主任", "株式会社テクノブリッジ")]


def test_two_columns_below_an_employer_and_a_column_of_tools() -> None:
    roles = parse(
        "氏名　中村 優子\n\n■職務経歴\n2017年4月〜現在　株式会社さくらフーズ\n事業内容：食品　　　従業員数：450名\n"
        "期間　　　業務内容\n2020年10月〜現在　　　東京支店 営業部 主任\n・提案営業"
    )
    tools = parse(
        "氏名　岡田 健\n\n■職務経歴\n期間　　　会社名　　　環境　　　役割\n"
        "2021年5月〜現在　　　株式会社テクノブリッジ　　　Java, AWS　　　リーダー"
    )

    assert jobs(roles) == [("主任", "株式会社さくらフーズ")]
    assert jobs(tools) == [("リーダー", "株式会社テクノブリッジ")]
    assert tools.experience[0].location is None
