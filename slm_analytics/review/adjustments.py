"""What has changed since months were signed off: told in the month in which it came up."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.review.queries import statement
from slm_analytics.review.sentences import counted
from slm_analytics.warehouse.connection import Warehouse


def adjustments(warehouse: Warehouse, levels: Collection[str], month: Month) -> pd.DataFrame:
    """Return the adjustments of lines that are told in a month, one per ticket and condition.

    Returns:
        level_id, signed_month, system, ticket_id, what (came later, changed, counts no
        longer, would count in another month), condition_no, was_within and is_within
        (None: no answer, or not counted), short_description.
    """
    asked = {"levels": sorted(levels), "month": month.first}
    return warehouse.query(statement("adjustments"), asked)


def side_words(before: object, after: object) -> str:
    """Return how a ticket changed sides: `in time → late`."""
    words = ["–" if side is None or pd.isna(side) else "in time" if side else "late"  # type: ignore[call-overload]
             for side in (before, after)]  # fmt: skip
    return " → ".join(words)


def adjustment_words(rows: pd.DataFrame) -> str:
    """Return how many tickets of months that were signed off have changed since."""
    tickets = len(rows[["system", "ticket_id"]].drop_duplicates())
    months = rows["signed_month"].nunique()
    return f"{counted(tickets, 'ticket')} of {counted(months, 'month')} changed after sign-off"
