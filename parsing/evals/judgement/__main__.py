"""`python -m parsing.evals.judgement`: the figures of the judgement; `--misses` shows what is wrong."""

import argparse

from parsing.evals.judgement import descriptions, ranking


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m parsing.evals.judgement", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show every description that is not read as annotated")
    options = parser.parse_args()
    annotated = descriptions.descriptions()
    if options.misses:
        print("\n".join(descriptions.misses(annotated)))
        return
    print(f"Skills of {len(annotated)} job descriptions: precision, recall, right list")
    for language, counts in descriptions.measure(annotated).items():
        print(f"  {language:4s} {counts.precision:.3f}  {counts.recall:.3f}  {counts.placing:.3f}")
    print(f"\nRanking, nDCG@10 over {len(ranking.roles())} roles x {ranking.CANDIDATES} candidates")
    for name, value in ranking.compare().items():
        print(f"  {name:16s} {value:.3f}")


if __name__ == "__main__":
    main()
