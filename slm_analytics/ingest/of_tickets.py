"""Records that tell something of tickets must name them as lists do."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.local_time import Mask
from slm_analytics.ingest.row_ledger import RowLedger
from slm_analytics.ingest.typed_columns import TypedColumns

INTERNAL_KEY = r"^[0-9a-fA-F]{32}$"


def check_named(columns: TypedColumns, ledger: RowLedger) -> None:
    """Set aside records that name their ticket by a key of the database; count values that are."""
    hidden = _keys(columns.values["ticket_id"])
    ledger.set_aside(
        hidden, "ticket_id", "internal key",
        "is a key of the database, in no list of tickets: export the ticket's number in its place",
    )  # fmt: skip
    if "new_value" in columns.values:
        found = int((_keys(columns.values["new_value"]) & ledger.kept).sum())
        words = "keys of the database stand for names of groups, people or services: not used"
        if found:
            ledger.note("internal keys", words, "new_value", found)


def _keys(texts: pa.Array) -> Mask:
    matched = pc.fill_null(pc.match_substring_regex(texts.cast(pa.string()), INTERNAL_KEY), False)
    return np.asarray(matched.to_numpy(zero_copy_only=False), bool)
