"""`python -m parsing.evals.judgement`: the figures of the judgement; `--misses` shows what is wrong."""

import argparse

from parsing.evals.judgement import descriptions, ranking, report


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m parsing.evals.judgement", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show every description that is not read as annotated")
    parser.add_argument("--pairs", type=int, default=200, help="how many documents with a spoiled twin")
    options = parser.parse_args()
    if options.misses:
        for folder in (descriptions.FOLDER, descriptions.APART):
            print("\n".join(descriptions.misses(descriptions.descriptions(folder))))
        return
    print(report.report(pairs=options.pairs))
    print(f"\nRelations between skills cost {ranking.relation_us():.1f} microseconds a question")


if __name__ == "__main__":
    main()
