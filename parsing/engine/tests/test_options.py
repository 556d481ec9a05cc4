"""The parse options of the portal API."""

import pytest

from parsing.engine.options import InvalidOptions, ParseOptions, Profile, effective_options

RICH = ("verdict", "red_flags", "strengths", "self_check")


def test_without_options_the_fast_profile_is_answered() -> None:
    options, warnings = effective_options(None)

    assert options == ParseOptions()
    assert options.output_profile is Profile.ATS_CORE
    assert options.seniority
    assert not any(getattr(options, name) for name in RICH)
    assert warnings == ()


def test_score_takes_effect_with_a_job_description_only() -> None:
    assert effective_options(None, has_job_description=True)[0].score
    assert not effective_options(None, has_job_description=False)[0].score
    assert effective_options({"required_skills": ["Python"]})[0].score
    assert "score" in effective_options({"score": True})[1][0]


@pytest.mark.parametrize("profile", ["ats_plus", "full_profile"])
def test_rich_switches_default_to_on_in_richer_profiles(profile: str) -> None:
    options, _ = effective_options({"output_profile": profile, "verdict": False})

    assert [getattr(options, name) for name in RICH] == [False, True, True, True]


@pytest.mark.parametrize("name", RICH)
def test_rich_switches_are_forced_off_in_ats_core_with_a_warning(name: str) -> None:
    options, warnings = effective_options({name: True})

    assert not getattr(options, name)
    assert name in warnings[0]


@pytest.mark.parametrize(("mode", "profile"), [("ats", Profile.ATS_CORE), ("full", Profile.FULL_PROFILE)])
def test_response_mode_is_an_alias(mode: str, profile: Profile) -> None:
    assert effective_options({"response_mode": mode})[0].output_profile is profile


def test_output_profile_wins_over_response_mode() -> None:
    options, warnings = effective_options('{"output_profile": "ats_plus", "response_mode": "full"}')

    assert options.output_profile is Profile.ATS_PLUS
    assert "response_mode" in warnings[0]


def test_strings_of_form_builders_are_booleans() -> None:
    assert effective_options({"seniority": "false"})[0].seniority is False


def test_unknown_options_are_ignored_and_said() -> None:
    options, warnings = effective_options({"colour": "red"})

    assert options == ParseOptions()
    assert "colour" in warnings[0]


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ("{not json", "parse_options"),
        ("[1]", "parse_options"),
        ('"text"', "parse_options"),
        ('{"output_profile": "huge"}', "parse_options.output_profile"),
        ('{"output_profile": 3}', "parse_options.output_profile"),
        ('{"response_mode": "all"}', "parse_options.response_mode"),
        ('{"verdict": "yes"}', "parse_options.verdict"),
        ('{"score": 1}', "parse_options.score"),
        ('{"required_skills": "Python"}', "parse_options.required_skills"),
        ('{"required_skills": ["Python", 3]}', "parse_options.required_skills[1]"),
    ],
)
def test_wrong_values_name_their_field(raw: str, field: str) -> None:
    with pytest.raises(InvalidOptions) as caught:
        effective_options(raw)

    assert [problem.field for problem in caught.value.problems] == [field]


def test_all_wrong_values_are_named_at_once() -> None:
    with pytest.raises(InvalidOptions) as caught:
        effective_options({"verdict": 1, "score": "x"})

    assert {problem.field for problem in caught.value.problems} == {"parse_options.verdict", "parse_options.score"}


def test_skill_lists_are_cleaned() -> None:
    options, _ = effective_options({"required_skills": [" Python ", "python", ""], "nice_to_have_skills": ["Go"]})

    assert options.required_skills == ("Python",)
    assert options.nice_to_have_skills == ("Go",)
