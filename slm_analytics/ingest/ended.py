"""Tickets that have ended, by the words of their source: whose verdict is final, whose end is told.

Before the end, what a tool says of a target can still change.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.domain.ticket import ENDED_STATES
from slm_analytics.ingest.cell_texts import coded
from slm_analytics.ingest.local_time import Mask
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.row_ledger import RowLedger
from slm_analytics.ingest.typed_columns import TypedColumns


def keep_final_verdicts(columns: TypedColumns, mapping: SourceMapping, ledger: RowLedger) -> None:
    """Take out the verdicts of tickets that have not ended, and say how many.

    Tickets that ended at no time are marked: months cannot count them.
    """
    stopped = _stopped(columns, len(ledger.kept))
    ended = _ended(columns, mapping, stopped)
    if "resolved_at" in columns.values:
        effect = "it counts in no month as resolved"
        ledger.flag(ended & ~stopped, "ended at a time not told", "resolved_at", effect)
    verdicts = columns.values.get("made_sla")
    if verdicts is None:
        return
    early = verdicts.is_valid().to_numpy(zero_copy_only=False) & ~ended
    if early.any():
        none = pa.scalar(None, pa.bool_())
        columns.values["made_sla"] = pc.if_else(pa.array(early), none, verdicts)
        words = "the verdict on tickets that have not ended is not final and not taken"
        ledger.note("verdict not final", words, "made_sla", int((early & ledger.kept).sum()))


def _stopped(columns: TypedColumns, count: int) -> Mask:
    """Return which tickets have a time of resolving or closing."""
    stopped = np.zeros(count, bool)
    for name in ("resolved_at", "closed_at"):
        if name in columns.values:
            stopped |= columns.values[name].is_valid().to_numpy(zero_copy_only=False)
    return stopped


def _ended(columns: TypedColumns, mapping: SourceMapping, stopped: Mask) -> Mask:
    """Return which tickets have ended: by their state; where no rule knows it, `stopped`."""
    if "state" not in columns.values:
        return stopped
    meanings = mapping.words()["state"]
    states = coded(columns.values["state"])
    index = states.indices.fill_null(len(states.dictionary)).to_numpy(zero_copy_only=False)
    words = [word or "" for word in (*states.dictionary.to_pylist(), "")]
    known = [meanings.get(word.lower(), "").partition("/")[0] for word in words]
    is_known = np.array([bool(state) for state in known])[index]
    is_ended = np.array([state in ENDED_STATES for state in known])[index]
    found: Mask = np.where(is_known, is_ended, stopped)
    return found
