"""The measures of reading order, on answers that are known."""

import pytest

from parsing.evals.reading.measure import agreement, kendall_tau


@pytest.mark.parametrize(
    ("places", "tau"),
    [([1, 2, 3], 1.0), ([3, 2, 1], -1.0), ([1, 3, 2], 1 / 3), ([1, None, 2], -1 / 3), ([None, None], -1.0), ([5], 1.0)],
)
def test_kendall_tau(places: list[int | None], tau: float) -> None:
    assert kendall_tau(places) == pytest.approx(tau)


def test_agreement_is_perfect_only_when_every_part_is_whole_and_in_order() -> None:
    data = b"first part\nsecond part\nthird part\n"

    assert agreement(data, ["first part", "second part", "third part"]).perfect
    assert not agreement(data, ["second part", "first part", "third part"]).perfect
    assert agreement(data, ["first part", "second third part"]).missing == ("second third part",)


def test_parts_are_found_as_whole_words() -> None:
    assert agreement(b"sizogrilo\nsizo\n", ["sizogrilo", "sizo"]).perfect
