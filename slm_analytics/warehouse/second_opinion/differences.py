"""Why tools differ from what was computed, ticket by ticket, by trying other rules on them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from slm_analytics.domain.difference import NEAR_SECONDS
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.variation import Difference, Variation, together, variations
from slm_analytics.warehouse.clock.answers import run, ticket_clocks

_FOLDER = Path(__file__).parent
_DIFFERING = "rowid IN (SELECT ticket_no FROM differing)"
_FEW = 20_000
_CLASSES = {
    "rounding": Difference.ROUNDING,
    "no_clock": Difference.NO_CLOCK,
    "history": Difference.HISTORY,
    "twice": Difference.TWICE,
    "unexplained": Difference.UNEXPLAINED,
}


def tool_differences(connection: duckdb.DuckDBPyConnection, rules: Rules) -> str:
    """Make the temporary tables that the classes need, and return their SELECT.

    The same answers as `domain.difference`: each ticket that differs is
    counted again under every changed rule, all of them in one pass.
    """
    tried = variations(rules)
    _name(connection, tried)
    run(connection, _filled("differing"))
    count = connection.execute("SELECT count(*) FROM differing").fetchall()[0][0]
    if tried and count:
        few = count < _FEW  # look-ups are quicker for each ticket, but take seconds to plan
        clocks = ticket_clocks(connection, together(tried), scope=_DIFFERING, walk_all=few)
        run(connection, _filled("varied", clocks=clocks))
    return _filled("differences")


def _name(connection: duckdb.DuckDBPyConnection, tried: tuple[Variation, ...]) -> None:
    """Make the table of the changes that are tried."""
    rows = pa.table(
        {
            "variation_no": pa.array(range(len(tried)), pa.int32()),
            "difference": pa.array([each.difference.value for each in tried], pa.string()),
            "words": pa.array([each.words for each in tried], pa.string()),
        }
    )
    connection.register("incoming_rows", rows)
    connection.execute("CREATE OR REPLACE TEMP TABLE variation AS FROM incoming_rows")
    connection.unregister("incoming_rows")


def _filled(name: str, **slots: str) -> str:
    """Return a statement with its slots filled; they take our own words only."""
    text = _text(name)
    slots |= {name: difference.value for name, difference in _CLASSES.items()}
    slots["near"] = str(NEAR_SECONDS)
    for slot, words in slots.items():
        text = text.replace(f"{{{slot}}}", words)
    return text


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text("utf-8")
