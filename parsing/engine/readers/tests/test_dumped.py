"""Text that was pulled out of a page badly gets its lines back."""

import pytest

from parsing.engine.readers.dumped import relined


def test_pieces_of_a_line_below_each_other():
    lines = ["Chef", "June 2014", "to", "Current", "Acme Hotel", "\uff0d City", ", State", "Cooked for guests."]
    assert relined(["Bachelor of Arts", ":", "History", ",", "2010", *lines]) == [
        "Bachelor of Arts : History , 2010",
        "Chef",
        "June 2014 to Current",
        "Acme Hotel \uff0d City , State",
        "Cooked for guests.",
    ]


def test_one_line_with_wide_gaps():
    text = (
        "NURSE      Summary     Ten years.     Experience     Nurse     05/2015   to   Current     Acme     Leeds     "
    )
    assert relined([text + "Cared for many patients.  " * 15])[:6] == [
        "NURSE",
        "Summary",
        "Ten years.",
        "Experience",
        "Nurse",
        "05/2015 to Current",
    ]


def test_one_line_without_gaps():
    text = (
        "Ann B. Lee 812 Birch Street, Evansville, IN 47710 (812) 555-0133 ann@example.com Objective: A position in "
        "maintenance. Experience: Fitter, Acme Ltd, Evansville, IN, March 2017 to Present. Repaired machines and "
        "conveyors. Performed maintenance. Operator, Apex Inc., Henderson, KY, June 2012 to February 2017. Ran all "
        "machines. Education: Ivy College, Evansville, IN, A.A.S. Industrial Technology, 2012. Skills: PLC, Welding, "
        "Hydraulics."
    )
    assert relined([text]) == [
        "Ann B. Lee",
        "812 Birch Street, Evansville, IN 47710 (812) 555-0133 ann@example.com",
        "Objective",
        "A position in maintenance.",
        "Experience",
        "Fitter, Acme Ltd, Evansville, IN, March 2017 to Present.",
        "Repaired machines and conveyors.",
        "Performed maintenance.",
        "Operator, Apex Inc., Henderson, KY, June 2012 to February 2017.",
        "Ran all machines.",
        "Education",
        "Ivy College, Evansville, IN, A.A.S. Industrial Technology, 2012.",
        "Skills",
        "PLC, Welding, Hydraulics.",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2016 - Date  Foreman  Acme Homes, Dublin", "2016 - Date\tForeman\tAcme Homes, Dublin"),
        ("Left in 2016.  Came back in 2018.", "Left in 2016.  Came back in 2018."),
        ("Led  a  team  of  six  since  2016  in", "Led  a  team  of  six  since  2016  in"),
        ("Sales  and marketing", "Sales  and marketing"),
    ],
)
def test_two_blanks_in_dated_lines(line, expected):
    assert relined([line]) == [expected]
