"""The table of reading order: Kendall's tau and the share of perfectly ordered documents, by layout and script."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsing.evals.reading.build import Sample, build
from parsing.evals.reading.measure import Agreement, agreement


@dataclass(frozen=True, slots=True)
class Outcome:
    sample: Sample
    agreement: Agreement


def evaluate(samples: Iterable[Sample] | None = None) -> list[Outcome]:
    """Every sample of the generator (or of `samples`) read and measured."""
    return [Outcome(sample, agreement(sample.data, sample.truth)) for sample in (samples or build())]


def table(outcomes: Sequence[Outcome]) -> str:
    """One line a layout, one a script, one for all."""
    groups: dict[str, list[Agreement]] = defaultdict(list)
    for outcome in outcomes:
        groups[f"{outcome.sample.format} {outcome.sample.layout}"].append(outcome.agreement)
    for outcome in outcomes:
        groups[f"script {outcome.sample.script}"].append(outcome.agreement)
    groups["all"] = [outcome.agreement for outcome in outcomes]
    lines = [f"{'reading order':32}{'documents':>10}{'tau':>8}{'perfect':>9}"]
    for name, members in groups.items():
        tau = sum(member.tau for member in members) / len(members)
        perfect = sum(member.perfect for member in members) / len(members)
        lines.append(f"{name:32}{len(members):>10}{tau:>8.3f}{perfect:>9.0%}")
    return "\n".join(lines)
