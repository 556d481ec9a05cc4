"""Speed of webhook deliveries, with servers of its own: python -m parsing.soak.webhook_bench"""

import sys

from parsing.soak.harness import databases, prove

SETTINGS = "parsing.soak.webhook_settings"


def main() -> None:
    """Print what was measured beside what is wanted."""
    database = databases()[-1]
    found = prove("webhook_speed", database=database, settings=SETTINGS, timeout_s=600)
    rows = [
        ("deliveries a second, two processes", f"{found['per_second']}", "1000"),
        ("CPU of the delivering processes, a delivery", f"{found['deliverer_cpu_ms']} ms", "-"),
        ("CPU of the receiver, a delivery", f"{found['receiver_cpu_ms']} ms", "-"),
    ]
    sys.stdout.write(f"Webhooks to a server on loopback, {database}: {found['delivered']} delivered, ")
    sys.stdout.write(f"{found['attempts']} attempts written down, in {found['seconds']} s\n")
    for what, measured, target in rows:
        sys.stdout.write(f"{what:50} {measured:>10}   target {target}\n")


if __name__ == "__main__":
    main()
