"""Which code page a text is in, where few letters tell: names of one language in the text of another."""

import pytest

from parsing.engine.readers.txt import decode

_GERMAN_AND_FRENCH = (
    "Zo\u00eb M\u00fcller\nSoftware Engineer\nzoe@example.org\n",
    "Engineer, Soci\u00e9t\u00e9 G\u00e9n\u00e9rale, 2019 - 2021\n",
)
_SPANISH = (
    "Jos\u00e9 N\u00fa\u00f1ez \u2013 Project Manager \u2022 Madrid\n",
    "Payroll \u201clead\u201d, 50 \u20ac a day\nEducation\n",
)
_POLISH = ("\u0141ukasz Wi\u015bniewski\n", "Backend developer in Krak\u00f3w\nExperience with Python since 2019\n")
_RUSSIAN = (
    "Ivan Petrov (\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432)\n",
    "Software engineer, worked with Python and Django for many years\n",
)
_DASH = ("Resume of John Smith\nDates: 2019 \u2013 2021\nManaged suppliers\n",)
_ITALIAN = ("Niccol\u00f2 Bell\u00e8\n", "Perch\u00e9 la qualit\u00e0 \u00e8 importante, luned\u00ec\n")
_TURKISH = ("Ay\u015fe Y\u0131lmaz\n\u0130\u015f deneyimi\n", "Yaz\u0131l\u0131m m\u00fchendisi, \u0130stanbul\n")


@pytest.mark.parametrize(
    ("lines", "code_page"),
    [
        *(
            (lines, page)
            for lines in (_GERMAN_AND_FRENCH, _SPANISH, _DASH, _ITALIAN)
            for page in ("cp1252", "mac_roman")
        ),
        *((_POLISH, page) for page in ("cp1250", "iso8859_2")),
        *((_RUSSIAN, page) for page in ("cp1251", "koi8_r")),
        *((_TURKISH, page) for page in ("cp1254", "iso8859_9")),
    ],
)
def test_few_letters_tell_the_code_page(lines: tuple[str, ...], code_page: str) -> None:
    text = "".join(lines)

    assert decode(text.encode(code_page)) == text
