"""Try many mutants and print what came of them: `python -m tests.mutations --count 5000`."""

import argparse
import sys

from tests.mutations.trial import tried


def main() -> int:
    """Try them, print the figures, and say by the exit code whether all was well."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=5000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--elsewhere", action="store_true", help="name what points elsewhere")
    given = asked.parse_args()
    tally = tried(range(given.seed, given.seed + given.count))
    bad = [*tally.harmful, *tally.crashes, *tally.unclear]
    for line in (*bad, *(tally.elsewhere if given.elsewhere else ())):
        print(line)
    print(tally)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
