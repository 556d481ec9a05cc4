"""Plain text of every language in the code pages that its programs write: the letters come out as they went in."""

from collections.abc import Iterator
from random import Random

import pytest

from parsing.engine.readers.txt import decode
from parsing.evals.generate.compose import adapt, compose
from parsing.evals.generate.people import make_person
from parsing.evals.generate.render_txt import render_txt
from parsing.evals.generate.style import draw_style
from parsing.evals.generate.words import load_words

_WESTERN = ("cp1252", "iso8859_15", "mac_roman")
_CENTRAL = ("cp1250", "iso8859_2")
CODE_PAGES = {
    **dict.fromkeys(("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "no", "fi"), _WESTERN),
    **dict.fromkeys(("pl", "cs", "hu", "ro"), _CENTRAL),
    "tr": ("cp1254", "iso8859_9"),
    "ru": ("cp1251", "koi8_r", "cp866"),
    "uk": ("cp1251", "koi8_u"),
    "el": ("cp1253", "iso8859_7"),
    "ar": ("cp1256",),
    "he": ("cp1255",),
    "zh": ("gb18030", "big5"),
    "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "ko": ("cp949",),
}
_CEDILLAS = {0x219: 0x15F, 0x21B: 0x163, 0x218: 0x15E, 0x21A: 0x162}  # what Romanian had in these code pages
_DASHES = {0x301C: "~", 0xFF5E: "~"}  # one sign, which the makers of Japanese code pages take for one or the other


def _all() -> Iterator[tuple[str, str]]:
    for language, pages in CODE_PAGES.items():
        for page in pages:
            yield language, page


@pytest.mark.parametrize(("language", "code_page"), list(_all()))
@pytest.mark.parametrize("seed", [60_001, 60_002])
def test_text_comes_out_as_it_went_in(language: str, code_page: str, seed: int) -> None:
    rng = Random(f"{language} {seed}")
    words = load_words(language)
    style = draw_style(words, rng, flowing=True)
    text = render_txt(compose(adapt(make_person(words, rng), style), words, style, rng), rng).decode("utf-8-sig")
    data = text.translate(_CEDILLAS).encode(code_page, "ignore")

    assert decode(data).translate(_DASHES) == data.decode(code_page).translate(_DASHES)
