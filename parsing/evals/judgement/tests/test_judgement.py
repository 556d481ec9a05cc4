"""The judgement keeps what it has reached; the floors lie a little under `python -m parsing.evals.judgement`."""

import random

import pytest

from parsing.engine import skills
from parsing.evals.judgement import descriptions, ranking, sameness, twins


def test_enough_descriptions_are_annotated_in_six_languages() -> None:
    annotated = descriptions.descriptions()

    assert len(annotated) >= 60
    assert len({description.language for description in annotated}) >= 6
    assert all(description.required for description in annotated)


def test_every_annotated_skill_is_one_the_taxonomy_knows() -> None:
    known = {skills.fold(name) for description in descriptions.descriptions() for name in description.required}

    assert [name for name in known if skills.canonical(name) is None] == []


@pytest.mark.parametrize("language", ["all", "de", "en", "es", "fr", "it", "pl"])
def test_skills_of_descriptions(language: str) -> None:
    counts = descriptions.measure(descriptions.descriptions())[language]

    assert counts.precision >= 0.95
    assert counts.recall >= 0.95
    assert counts.placing >= 0.95


def test_ranking_beats_both_baselines() -> None:
    reached = ranking.compare()

    assert reached["score"] >= 0.95
    assert reached["score"] > reached["bm25"] + 0.1
    assert reached["score"] > reached["shared words"] + 0.1


def test_ndcg_of_known_orders() -> None:
    assert ranking.ndcg([3, 2, 1, 0], [4.0, 3.0, 2.0, 1.0]) == 1
    assert ranking.ndcg([3, 2, 1, 0], [1.0, 2.0, 3.0, 4.0]) < 0.7


def test_candidates_are_those_of_their_seed() -> None:
    role = ranking.roles()[0]

    one = ranking.candidates(role, random.Random(1))

    assert one == ranking.candidates(role, random.Random(1))
    assert len(one) == ranking.CANDIDATES
    assert {candidate.relevance for candidate in one} == {0, 1, 2, 3}


def test_descriptions_in_styles_that_no_rule_was_made_for() -> None:
    annotated = descriptions.descriptions(descriptions.APART)
    counts = descriptions.measure(annotated)["all"]

    assert len(annotated) == 30
    assert counts.precision >= 0.8
    assert counts.recall >= 0.78
    assert counts.placing >= 0.9


def test_the_same_person_told_in_another_way_scores_nearly_the_same() -> None:
    groups = list(sameness.groups())
    within = [group for group in groups if group.spread <= sameness.WITHIN]

    assert {group.kind for group in groups} == {"layouts", "languages"}
    assert len(within) >= 0.87 * len(groups), [(group.name, group.scores) for group in groups if group not in within]


def test_spoiled_twins_score_the_same_and_are_flagged() -> None:
    found = twins.summary(26)

    assert found.largest_difference == 0, found.missed
    assert found.flagged >= 0.9, found.missed
    assert found.false_alarms == 0


def test_relations_are_measured_beside_the_score() -> None:
    assert {"score", "score without relations", "bm25", "shared words"} == set(ranking.RANKERS)
    assert skills.related("PostgreSQL", "MySQL") > 0  # as before the measuring
