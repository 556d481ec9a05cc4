"""Speed of the API around the engine, from a server of its own: python -m parsing.soak.api_bench"""

import sys

from parsing.soak.harness import prove


def main() -> None:
    """Print what was measured beside what is wanted."""
    found = prove("api_speed", database="sqlite", settings="cvault.settings")
    rows = [
        ("API around the engine, one small PDF, median", f"{found['overhead_median_ms']} ms", "25 ms"),
        ("API around the engine, one small PDF, p95", f"{found['overhead_p95_ms']} ms", "-"),
        ("API around the engine, computing", f"{found['parse_cpu_ms']} ms", "-"),
        ("whole answer, median", f"{found['answer_median_ms']} ms", "-"),
        ("status poll, computing", f"{found['poll_cpu_ms']} ms", "-"),
        ("status polls, 200 a second while parsing, median", f"{found['polls_median_ms']} ms", "-"),
        ("status polls, 200 a second while parsing, p99", f"{found['polls_p99_ms']} ms", "50 ms"),
    ]
    sys.stdout.write(f"API over loopback HTTP, warm: {found['parses']} parses, {found['polls']} polls during ")
    sys.stdout.write(f"{found['parsed_meanwhile']} more\n")
    for what, measured, target in rows:
        sys.stdout.write(f"{what:50} {measured:>10}   target {target}\n")


if __name__ == "__main__":
    main()
