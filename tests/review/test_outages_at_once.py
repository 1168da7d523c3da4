"""What is worked out for all outages at once is what one after the other comes to."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import duckdb
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.reliability import Instants, life_cycle, stage_means
from slm_analytics.review.outage_stages import stages_of
from slm_analytics.review.outages_together import APART
from slm_analytics.review.queries import statement

_told = st.none() | st.integers(-50, 200)
_failure = st.tuples(
    st.sampled_from(["Mail", "Shop", "Web"]), st.integers(0, 20_000), st.integers(1, 9_000)
)


@given(st.lists(st.tuples(st.integers(0, 100), _told, _told, _told, _told), max_size=20))
def test_stages_are_those_of_each_life_cycle(told: list[tuple[int | None, ...]]) -> None:
    columns = ["start_s", "detected_s", "diagnosed_s", "repaired_s", "restored_s"]
    found = stages_of(pd.DataFrame(told, columns=columns, dtype="Int64"))
    cycles = [
        life_cycle(
            Instants(
                started_at=start or 0, detected_at=detected, diagnosed_at=diagnosed,
                repaired_at=repaired, restored_at=restored,
            )
        )
        for start, detected, diagnosed, repaired, restored in told
    ]  # fmt: skip
    assert found.means == stage_means(cycles)
    assert found.failures == len(told)
    assert found.out_of_order == sum(each.is_out_of_order for each in cycles)


@settings(max_examples=40)
@given(st.lists(_failure, max_size=12, unique=True))
def test_pairs_are_those_of_every_two_outages(told: list[tuple[str, int, int]]) -> None:
    spans = [(service, start, start + length) for service, start, length in told]
    expected: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for one, two in combinations(sorted(spans), 2):
        (service, start, until), (other, begin, end) = one, two
        apart = abs(start - begin)
        together = max(min(until, end) - max(start, begin), 0)
        if service != other and (together or apart <= APART):
            expected[service, other].append((max(start, begin), apart, together))
    found: dict[tuple[str, str], list[tuple[int, int, int]]] = defaultdict(list)
    for row in _asked(spans):
        pair = (row["service"], row["other"])
        found[pair].append((row["start_s"], row["apart_s"], row["together_s"]))
        assert row["meetings"] == len(expected[pair])
        assert row["at_once"] == sum(apart <= APART for _, apart, _ in expected[pair])
        assert row["of_all"] == len(expected)
    assert {pair: sorted(rows) for pair, rows in found.items()} == {
        pair: sorted(rows) for pair, rows in expected.items()
    }


def _asked(spans: list[tuple[str, int, int]]) -> list[dict[str, object]]:
    """Return the rows of the statement over failures alone."""
    frame = pd.DataFrame(spans, columns=["service", "start_s", "until_s"])
    frame = frame.astype({"service": "object", "start_s": "int64", "until_s": "int64"})
    more = "'UTC' AS zone, NULL::VARCHAR AS at_component, NULL::VARCHAR AS cause"
    with duckdb.connect(":memory:") as connection:
        connection.register("told", frame)
        found = connection.execute(
            f"WITH scoped AS (SELECT *, true AS is_failure, {more} FROM told)\n"
            + statement("outage_pairs"),
            {"apart": APART, "pairs": 100, "most": 1000},
        ).df()
    rows: list[dict[str, object]] = found.to_dict("records")  # type: ignore[assignment]
    return rows
