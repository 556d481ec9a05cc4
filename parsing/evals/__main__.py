"""`python -m parsing.evals`: how accurate the engine is, by group, language and field, and where it misses.

`gate`, `report`, `peers`, `bench` and `skills` as the first word do those; `python -m parsing.evals gate --help`
and so on.
"""

import argparse
import json
import sys

from parsing.evals import bench, gate, report, skill_sentences, tables
from parsing.evals.corpus import select
from parsing.evals.judgement import report as judgement
from parsing.evals.reading import losses, order
from parsing.evals.run import Result, evaluate
from parsing.evals.suites import SEALED, SUITES, cases_of

COMMANDS = {
    "gate": gate.main,
    "report": report.write,
    "peers": report.compare,
    "bench": bench.main,
    "skills": skill_sentences.main,
}


def main(arguments: list[str] | None = None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] in COMMANDS:
        return COMMANDS[given[0]](given[1:])
    return show(given)


def show(arguments: list[str]) -> int:
    """Print tables or misses."""
    options = _parser().parse_args(arguments)
    options.suite = options.suite or ["dev", "hand", "made", "field"]
    if (options.misses or options.worst or options.json) and (sealed := SEALED.intersection(options.suite)):
        print(f"sums only: {', '.join(sorted(sealed))}", file=sys.stderr)
        return 2
    cases = select(
        cases_of(options.suite, size=options.size), groups=options.group, languages=options.lang, names=options.only
    )
    if not cases:
        print("no documents match", file=sys.stderr)
        return 2
    results = evaluate(cases, jobs=options.jobs)
    if options.json:
        print(json.dumps([_as_json(result) for result in results], ensure_ascii=False, indent=1))
    elif options.misses:
        print(tables.misses(results, options.misses))
        print("\n" + tables.fields(results))
    elif options.worst:
        print(tables.worst(results, options.worst))
    else:
        print(tables.overview(results))
        if not (options.group or options.lang or options.only):
            print(f"\n{order.table(order.evaluate())}\n\n{losses.table(losses.measure())}")
            print(f"\n{judgement.report()}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m parsing.evals", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--suite", action="append", choices=SUITES, default=None)
    parser.add_argument("--size", type=int, default=1, help="how many documents of every kind and language to make")
    parser.add_argument("--group", action="append", help="a folder, a suite, or suite/folder; may be repeated")
    parser.add_argument("--lang", action="append", help="ISO 639-1; may be repeated")
    parser.add_argument("--only", default="", metavar="TEXT", help="documents with this in suite/group/name")
    parser.add_argument("--misses", metavar="FIELD", help='"job.title", "job", "start", "skills", "all"')
    parser.add_argument("--worst", type=int, metavar="N", help="the N documents with the lowest score")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true", help="answers, scores and misses, for programs")
    return parser


def _as_json(result: Result) -> dict[str, object]:
    return {
        "id": result.case.id,
        "language": result.case.language,
        "ms": round(result.ms, 1),
        "error": result.error,
        "micro_f1": round(result.score.micro.f1, 4),
        "fields": {name: [count.right, count.answered, count.true] for name, count in result.score.counts.items()},
        "misses": [[miss.field, miss.expected, miss.got, miss.why] for miss in result.score.misses],
    }


if __name__ == "__main__":
    sys.exit(main())
