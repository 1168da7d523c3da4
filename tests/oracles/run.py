"""`python -m tests.oracles.run FOLDER`: every case of the files in a folder, by every form.

A case has passed when every form that supports its operation gives the
expected answer. A disputed case must give the default answer, and the
source's own where its convention is one that the product offers.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from tests.oracles.availability_set_based import ask_availability
from tests.oracles.cases import Case, instant, read_cases
from tests.oracles.forms import FORMS
from tests.oracles.set_based import ask_at_once

_NINE_DECIMALS = 5e-10  # the files round percentages to nine


def failures(case: Case) -> list[str] | None:
    """Return what is wrong with our answers to a case; None when no form supports it."""
    forms = {name: form[case.operation] for name, form in FORMS.items() if case.operation in form}
    if not forms:
        return None
    wrong = []
    for name, answer in forms.items():
        for expected in case.expectations:
            got = answer(case, expected.convention)
            under = f", {expected.convention}" if expected.convention else ""
            wrong += [
                f"{case.name} ({case.operation}, {name} form{under}): {key}:"
                f" expected {value}, got {got.get(key)}"
                for key, value in expected.values.items()
                if not _same(got.get(key), _plain(value), case.said.get("tolerance", 0))
            ]
    return wrong


def _plain(value: Any) -> Any:
    """Return an expected value with its instants as seconds."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return instant(value) if isinstance(value, str) else value


def _same(got: Any, expected: Any, tolerance: float) -> bool:
    numbers = isinstance(got, int | float) and isinstance(expected, int | float)
    if numbers and not isinstance(expected, bool):
        rounded = _NINE_DECIMALS if isinstance(expected, float) else 0
        return bool(abs(got - expected) <= max(tolerance, rounded))
    return bool(got == expected)


def main(folder: Path) -> int:
    """Print the outcome of every file; return the exit code."""
    total: Counter[str] = Counter()
    for path in sorted(folder.glob("*.json")):
        counts, told = _file(path)
        words = ", ".join(
            f"{counts[word]} {word}" for word in ("passed", "failed", "disputed", "unsupported")
        )
        print(f"{path.name}: {words}")
        for line in told:
            print(f"  {line}")
        total += counts
    print(f"{total['passed']} passed, {total['failed']} failed")
    return 1 if total["failed"] or not total["passed"] else 0


def _file(path: Path) -> tuple[Counter[str], list[str]]:
    counts: Counter[str] = Counter()
    told = []
    cases = list(read_cases(path))
    ask_at_once(cases)
    ask_availability(cases)
    for case in cases:
        wrong = failures(case)
        if wrong is None:
            counts["unsupported"] += 1
            continue
        counts["failed" if wrong else "passed"] += 1
        counts["disputed"] += case.disputed
        told += wrong
    return counts, told


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Usage: python -m tests.oracles.run FOLDER")
    sys.exit(main(Path(sys.argv[1])))
