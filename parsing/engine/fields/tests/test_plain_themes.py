"""Entries as plain templates print them: items of a list, told in a short sentence, of people without employers."""

from parsing.engine.fields.tests.test_experience import jobs, row


def test_items_of_a_list_in_bold_begin_entries() -> None:
    found = jobs(
        """
        - *Umbrella
        March, 2020 - Present    4 years, 3 months
        Software Engineer
        Built the billing service
        - *Sol & Salt
        January, 2015 - December, 2019    5 years
        Content Manager
        Wrote the newsletter"""
    )

    assert [row(job)[:2] for job in found] == [("Software Engineer", "Umbrella"), ("Content Manager", "Sol & Salt")]


def test_a_short_sentence_is_no_employer() -> None:
    found = jobs(
        """
        *Sol & Salt
        *Content Manager
        2015 - 2019
        Scandinavian skincare shop.
        - Wrote the newsletter"""
    )

    assert [row(job)[:2] for job in found] == [("Content Manager", "Sol & Salt")]


def test_who_works_freelance_has_that_for_an_employer() -> None:
    found = jobs(
        """
        *Sol & Salt
        *Content Manager
        2015 - 2019
        - Wrote the newsletter
        *Freelance
        *Copywriter
        2012 - 2015
        - Wrote for breweries"""
    )

    assert [row(job)[:2] for job in found] == [("Content Manager", "Sol & Salt"), ("Copywriter", "Freelance")]


def test_freelance_is_no_title_beside_one_that_is_unknown() -> None:
    found = jobs(
        """
        *Mover    Mar 2017 - May 2018
        Self-employed
        - Local moves with one truck"""
    )

    assert [row(job)[:2] for job in found] == [("Mover", "Self-employed")]


def test_a_job_printed_twice_is_one_job() -> None:
    twice = """
        *Acme Ltd
        March, 2020 - Present    4 years, 3 months
        Software Engineer
        - Built the billing service
        """

    found = jobs(twice + twice)

    assert [row(job)[:2] for job in found] == [("Software Engineer", "Acme Ltd")]


def test_an_employer_and_dates_may_be_bullets_below_their_title() -> None:
    found = jobs(
        """
        *Senior Engineer
        - Halcyon Freight
        - Mar 2021 - Present
        *Engineer
        - Brightwater Labs
        - Jan 2019 - Mar 2021"""
    )

    assert [row(job)[:2] for job in found] == [("Senior Engineer", "Halcyon Freight"), ("Engineer", "Brightwater Labs")]
