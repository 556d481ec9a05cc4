"""Every requirement of the contract has a test; every run of the suite prints how many."""

from io import StringIO

from django.core.management import call_command

from parsing.api.contract import ALL_KINDS, STATED_AND_DECIDED, covered, requirements, summary


def test_every_stated_and_decided_requirement_has_a_test():
    assert sorted(requirements(STATED_AND_DECIDED).keys() - covered().keys()) == []


def test_no_mark_names_a_requirement_that_does_not_exist():
    assert sorted(covered().keys() - requirements(ALL_KINDS).keys()) == []


def test_the_count_is_printed():
    printed = StringIO()

    call_command("contract_coverage", stdout=printed)

    assert printed.getvalue().splitlines()[-1] == summary()
