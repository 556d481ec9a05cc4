"""All figures of the judgement, as text: for `make eval` and for the module's own command."""

from collections.abc import Iterator

from parsing.evals.judgement import descriptions, ranking, sameness, twins


def report(*, pairs: int = 200) -> str:
    """Skills of descriptions, ranking, the same person told differently, spoiled twins."""
    return "\n".join([*_skills(), "", *_ranking(), "", *_sameness(), "", *_twins(pairs)])


def _skills() -> Iterator[str]:
    yield "Skills of job descriptions: precision, recall, right list"
    for name, folder in (("seen", descriptions.FOLDER), ("apart", descriptions.APART)):
        annotated = descriptions.descriptions(folder)
        for language, counts in descriptions.measure(annotated).items():
            line = f"{counts.precision:.3f}  {counts.recall:.3f}  {counts.placing:.3f}"
            yield f"  {name:6s} {language:4s} {line}" + (f"  of {len(annotated)}" if language == "all" else "")


def _ranking() -> Iterator[str]:
    yield f"Ranking, nDCG@10 over {len(ranking.roles())} roles x {ranking.CANDIDATES} candidates"
    for name, value in ranking.compare().items():
        yield f"  {name:28s} {value:.3f}"


def _sameness() -> Iterator[str]:
    groups = list(sameness.groups())
    yield f"The same person told differently: scores within {sameness.WITHIN} points"
    for kind in ("layouts", "languages"):
        of_kind = [group for group in groups if group.kind == kind]
        within = sum(group.spread <= sameness.WITHIN for group in of_kind)
        yield f"  {kind:10s} {within} of {len(of_kind)}"
    for group in groups:
        if group.spread > sameness.WITHIN:
            yield f"    {group.kind}: {group.name} {group.scores}"


def _twins(pairs: int) -> Iterator[str]:
    found = twins.summary(pairs)
    yield f"Hidden text and orders to a machine: {found.pairs} documents and their twins"
    yield f"  largest difference of scores {found.largest_difference}"
    yield f"  flagged {found.flagged:.3f}, false alarms {found.false_alarms:.3f}, missed {found.missed or 'none'}"
