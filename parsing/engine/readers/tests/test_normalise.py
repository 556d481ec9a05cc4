"""Text as a person would type it."""

import pytest

from parsing.engine.readers.normalise import normalise


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("o\ufb03ce", "office"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("a\u00a0b", "a b"),
        ("e\u0301", "\u00e9"),
        ("\uf0b7", "\u2022"),
        ("\ue0a1mail", "mail"),
        ("\ufef7\u0633", "\u0644\u0623\u0633"),  # lam-alef as one presentation form
        ("\u2f00", "\u4e00"),  # a radical that stands in for the ideograph
        ("\uff12\uff10\uff11\uff19", "2019"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("plain", "plain"),
    ],
)
def test_normalise(raw: str, expected: str) -> None:
    assert normalise(raw) == expected
