"""What was typed in, or told by a list, for a line of a contract, with its evidence."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from slm_analytics.domain.typed import why_not_counted
from slm_analytics.review.queries import statement
from slm_analytics.review.scorecard import ScoreLine
from slm_analytics.warehouse.connection import Warehouse

REGISTER = "Register"


def typed_rows(warehouse: Warehouse, line: ScoreLine) -> pd.DataFrame:
    """Return the rows of the register, and of lists that were loaded, that a line was judged by.

    Returns:
        what (the deliverable, or the month), due_on, delivered_on, accepted_on, value, base,
        evidence: texts as they are written, absent where they are blank; line: the row;
        told_by: Register, or the name of the file. Figures of a file that cannot be one of
        the line are left out, as they are in its result.
    """
    rows = warehouse.query(
        statement("typed_rows"),
        {"level_id": line.level.level_id, "first": str(line.first), "last": str(line.last)},
    )
    return rows[[_counts(row, line) for row in rows.to_dict("records")]].reset_index(drop=True)


def _counts(row: Mapping[Hashable, Any], line: ScoreLine) -> bool:
    if row["told_by"] == REGISTER or pd.isna(row["value"]):
        return True
    base = "" if pd.isna(row["base"]) else row["base"]
    return not why_not_counted(row["value"], base, is_percentage=line.level.is_percentage)
