"""Careers told event by event: entered in one row, left in another."""

from parsing.engine.fields.education import read_education
from parsing.engine.fields.experience import read_experience
from parsing.engine.fields.tests.documents import reading_for, section
from parsing.engine.model import DateSpan, Found, SectionKind


def _span(dates: Found[DateSpan] | None) -> tuple[str, str]:
    assert dates is not None
    span = dates.value
    end = "present" if span.is_current else span.end.iso() if span.end else ""
    return (span.start.iso() if span.start else "", end)


def _jobs(text: str, code: str = "ja") -> list[tuple[str, str, str]]:
    entries = read_experience([section(SectionKind.EXPERIENCE, text)], reading_for(code))
    return [(job.company.value, *_span(job.dates)) for job in entries if job.company]


def test_rows_of_entering_and_leaving_are_one_job() -> None:
    jobs = _jobs("""
        平成23  4  株式会社青空製菓 入社
        本社 経理部に配属
        平成29  3  株式会社青空製菓 一身上の都合により退社
        令和元  5  山川法律事務所 入所
        現在に至る""")

    assert jobs == [("株式会社青空製菓", "2011-04", "2017-03"), ("山川法律事務所", "2019-05", "present")]


def test_the_place_left_may_go_unnamed_and_the_date_stand_in_one_cell() -> None:
    jobs = _jobs("2011年4月 株式会社青空製菓 入社\n2017年3月 同社 退職\n2017年5月 みどり病院 入職\n2020年1月 退職")

    assert jobs == [("株式会社青空製菓", "2011-04", "2017-03"), ("みどり病院", "2017-05", "2020-01")]


def test_schools_are_entered_and_left_too() -> None:
    text = "2008  4  青空大学 工学部 入学\n2012  3  青空大学 工学部 卒業"
    (study,) = read_education([section(SectionKind.EDUCATION, text)], reading_for("ja"))

    assert study.institution is not None
    assert study.field is not None
    assert (study.institution.value, study.field.value) == ("青空大学", "工学部")
    assert _span(study.dates) == ("2008-04", "2012-03")


def test_korean_rows_are_read_the_same_way() -> None:
    assert _jobs("2013. 3  푸른식품 입사\n2016. 2  푸른식품 퇴사", "ko") == [("푸른식품", "2013-03", "2016-02")]


def test_periods_in_a_list_are_no_events() -> None:
    text = "2013.03 ~ 2017.02  푸른대학교  졸업\n2010.03 ~ 2013.02  푸른고등학교  졸업"
    found = read_education([section(SectionKind.EDUCATION, text)], reading_for("ko"))

    assert [_span(study.dates) for study in found] == [("2013-03", "2017-02"), ("2010-03", "2013-02")]
