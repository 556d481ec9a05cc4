"""The measure of skills in sentences, and how good it must stay."""

from parsing.evals.skill_sentences import measure, sentences
from parsing.evals.skill_sentences.measure import Sentence


def test_skills_are_found_in_sentences_of_25_languages() -> None:
    annotated = sentences()
    counts = measure(annotated)["all"]

    assert len({sentence.language for sentence in annotated}) == 25
    assert counts.precision >= 0.9
    assert counts.recall >= 0.85


def test_what_is_missed_and_what_is_invented_count_apart() -> None:
    sentence = Sentence("en", "Python and Docker", (frozenset({"Python"}), frozenset({"Java", "Kotlin"})))

    counts = measure([sentence])["en"]

    assert (counts.right, counts.missed, counts.invented) == (1, 1, 1)
