"""`python -m bench imports [HOW MANY]`: Word files broken on purpose; how each ends, how long, how much memory."""

from __future__ import annotations

import resource
import sys
import time
import traceback
from collections import Counter

from . import ROOT

sys.path.insert(0, str(ROOT))

BOUND = 20.0  # seconds
MEMORY = 1_500  # megabytes


def main(count: int = 1_000) -> None:
    """Print what became of `count` mutants; exit 1 if one was neither read nor refused, took too long or too much."""
    from tests.intake.mutations import MUTATIONS, mutant
    from tests.intake.test_import_hostile import cupboard, outcome, word_automatic, word_typed

    library = cupboard.library()
    good = [word_automatic(library, r) for r in library.regulations] + [
        word_typed(library, r, titles=False) for r in library.regulations
    ]
    ended: Counter[str] = Counter()
    slowest: list[tuple[float, int]] = []
    failed = 0
    for number in range(count):
        data = mutant(good[number // len(MUTATIONS) % len(good)], number)
        start = time.monotonic()
        try:
            ended[outcome(data)] += 1
        except BaseException:
            failed += 1
            print(f"{number} {MUTATIONS[number % len(MUTATIONS)].__name__}\n{traceback.format_exc()}")
        slowest.append((time.monotonic() - start, number))
    slowest.sort(reverse=True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{count} mutants: {dict(ended)}, {failed} failed; peak {memory} MB; slowest:")
    for seconds, number in slowest[:8]:
        print(f"  {seconds:6.2f} s  {number} {MUTATIONS[number % len(MUTATIONS)].__name__}")
    sys.exit(1 if failed or slowest[0][0] > BOUND or memory > MEMORY else 0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
