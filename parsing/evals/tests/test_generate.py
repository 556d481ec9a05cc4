from html import unescape
from random import Random

import pytest

from parsing.evals.corpus import LANGUAGES, load_folder
from parsing.evals.filetext import own_text
from parsing.evals.generate import build as building
from parsing.evals.generate.browser import printer
from parsing.evals.generate.build import FIRST_SEED, build, plans
from parsing.evals.generate.compose import adapt, compose
from parsing.evals.generate.dates import Month, write_date
from parsing.evals.generate.people import make_person
from parsing.evals.generate.render_html import LAYOUTS, render_html
from parsing.evals.generate.style import draw_style
from parsing.evals.generate.truth import truth_of
from parsing.evals.generate.words import codes, load_words, without_held_out
from parsing.evals.person import from_json_resume
from parsing.evals.score import score_person
from parsing.evals.visible import FileText


def test_there_are_words_for_every_language():
    assert set(codes()) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_printed_shows_the_truth(language):
    words = load_words(language)
    for seed in range(12):
        rng = Random(seed)
        style = draw_style(words, rng, flowing=False)
        person = adapt(make_person(words, rng), style)
        sheet = compose(person, words, style, rng)
        truth = from_json_resume(truth_of(person, style, language))
        html = render_html(sheet, rng.choice(LAYOUTS), rng)

        score = score_person(truth, truth, FileText(unescape(html.split("</style>")[1])))

        fields = 4 + 4 * len(truth.jobs) + 4 * len(truth.education)
        assert score.micro.true >= fields + len(truth.skills) - 1, (seed, style)


@pytest.mark.parametrize(
    ("pattern", "language", "text"),
    [
        ("{MMMM} {yyyy}", "de", "März 2019"),
        ("{LLLL} {yyyy}", "ru", "март 2019"),
        ("{MMM} '{yy}", "en", "Mar '19"),
        ("{era}年{M}月", "ja", "平成31年3月"),
        ("{wide:yyyy}年{wide:M}月", "ja", "２０１９年３月"),
        ("{arabic:MM}/{arabic:yyyy}", "ar", "٠٣/٢٠١٩"),
        ("{MMMM} {yyyy}", "no", "mars 2019"),
    ],
)
def test_dates_in_the_habit_of_a_language(pattern, language, text):
    assert write_date(pattern, Month(2019, 3), language) == text


def test_a_date_is_as_true_as_it_is_printed():
    assert Month(2019, 3).iso("{MM}/{yyyy}") == "2019-03"
    assert Month(2019, 3).iso("{arabic:MM}/{arabic:yyyy}") == "2019-03"
    assert Month(2019, 3).iso("{yyyy}") == "2019"


def test_splits_share_no_seed():
    made = {plan.seed for plan in plans("made", 50)}

    assert max(made) < FIRST_SEED["heldout"]
    assert len(made) == len(list(plans("made", 50)))


def test_held_out_wordings_are_in_no_document_for_looking_at():
    words = load_words("de")

    narrowed = without_held_out(words)

    assert narrowed.headings["experience"] == words.headings["experience"][:-1]
    assert narrowed.titles == words.titles[:-1]
    assert narrowed.headings["references"] == words.headings["references"]
    assert {plan.held_out for plan in plans("made", 1)} == {False}
    assert "boxes" not in {plan.layout for plan in plans("made", 2)}
    assert "boxes" in {plan.layout for plan in plans("heldout", 1)}


def test_the_same_seed_makes_the_same_document(tmp_path, monkeypatch):
    some = [plan for plan in plans("made", 1) if plan.group in ("txt", "reportlab", "html")][:30:7]
    monkeypatch.setattr(building, "plans", lambda split, size: iter(some))

    first, second = build("made", 1, tmp_path / "a"), build("made", 1, tmp_path / "b")

    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(names) == 2 * len(some)
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in names)
    assert len(load_folder(first, "made")) == len(some)


@pytest.mark.parametrize("group", ["docx", "reportlab", "txt", "html"])
def test_every_format_holds_the_name(tmp_path, monkeypatch, group):
    plan = next(plan for plan in plans("made", 1) if plan.group == group)
    monkeypatch.setattr(building, "plans", lambda split, size: iter([plan]))

    (case,) = load_folder(build("made", 1, tmp_path), "made")

    assert FileText(own_text(case.path)).shows(case.truth.values["name"])


def test_no_browser_is_no_error(monkeypatch):
    monkeypatch.setattr("parsing.evals.generate.browser.chromium_path", lambda: None)

    with printer() as none:
        assert none is None


def test_a_browser_without_the_letters_prints_nothing(monkeypatch):
    monkeypatch.setattr("parsing.evals.generate.browser.fonts_lacking", lambda: (":lang=hi",))

    with printer() as none:
        assert none is None
