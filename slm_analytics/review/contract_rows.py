"""Guesses as a table that people read and save."""

from __future__ import annotations

import pandas as pd

from slm_analytics.review.contract_guess import Guess
from slm_analytics.review.contract_proposal import length_words
from slm_analytics.review.rows import Rows
from slm_analytics.review.sentences import counted, spoken


def guess_rows(guess: Guess) -> Rows:
    """Return the proposals, one row each, with their count and the next best."""
    frame = pd.DataFrame(
        [
            {
                "Customer": each.customer or "any",
                "Record type": spoken(each.record_type) if each.record_type else "any",
                "Priority": each.priority,
                "Target": length_words(each.target_seconds),
                "Calendar": each.calendar_words,
                "Explains": each.explained,
                "Of tickets": each.of,
                "Share": each.share,
                "From": each.basis.value,
                "Left out (priority changed)": each.left_out,
                "Next best": each.runner_up,
                "Share of next best": each.runner_up_explained / each.of,
                "Thin evidence": "; ".join(each.doubts),
            }
            for each in guess.proposals
        ]
    )
    return Rows(frame, shares=("Share", "Share of next best") if len(frame) else ())


def guess_title(guess: Guess) -> str:
    """Return the finding: how many lines of a contract the tool's own words tell."""
    if not guess.proposals:
        return "The tool's due times and verdicts tell no contract"
    sure = [each for each in guess.proposals if not each.doubts]
    lines = counted(len(guess.proposals), "line")
    if len(sure) == len(guess.proposals):
        return f"{lines} of a contract explain what the tool says"
    return f"{lines} of a contract explain what the tool says, {len(sure)} of them clearly"
