"""What was typed in for a line of a contract, with its evidence."""

from __future__ import annotations

import pandas as pd

from slm_analytics.review.queries import statement
from slm_analytics.review.scorecard import ScoreLine
from slm_analytics.warehouse.connection import Warehouse


def typed_rows(warehouse: Warehouse, line: ScoreLine) -> pd.DataFrame:
    """Return the rows of the register that a line was judged by, one each.

    Returns:
        what (the deliverable, or the month), due_on, delivered_on, accepted_on, value, base,
        evidence: texts as they are written, absent where they are blank; line: the row.
    """
    return warehouse.query(
        statement("typed_rows"),
        {"level_id": line.level.level_id, "first": str(line.first), "last": str(line.last)},
    )
