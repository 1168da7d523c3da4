"""The rows of the second opinion as people read them, on screen and in files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from slm_analytics.domain.scope import NONE
from slm_analytics.review.opinion_words import MEANINGS, Fields
from slm_analytics.review.rows import Rows

_MEANT = {each.value: words for each, words in MEANINGS.items()}
_VERDICTS = {True: "met", False: "missed"}


def field_rows(fields: Fields) -> Rows:
    """Return the four-field table, one row per pair of verdicts."""
    pairs = (
        ("met", "met", fields.both_met),
        ("met", "missed", fields.only_tool_met),
        ("missed", "met", fields.only_we_met),
        ("missed", "missed", fields.both_missed),
    )
    total = max(fields.total, 1)
    frame = pd.DataFrame(
        {
            "Tool": [tool for tool, _, _ in pairs],
            "Recomputed": [ours for _, ours, _ in pairs],
            "Tickets": [count for _, _, count in pairs],
            "Share": [count / total for _, _, count in pairs],
        }
    )
    return Rows(frame, shares=("Share",))


def class_rows(classes: pd.DataFrame) -> Rows:
    """Return the classes of `SecondOpinion.classes` with what they mean."""
    frame = pd.DataFrame(
        {
            "Class": classes["difference"],
            "Tickets": classes["tickets"],
            "Due time proves it": classes["proven"],
            "Tool says met": classes["tool_met"],
            "Meaning": [_MEANT.get(name, "") for name in classes["difference"]],
            "The tool": ["; ".join(words) for words in classes["words"]],
        }
    )
    return Rows(frame)


def cell_rows(cells: pd.DataFrame) -> Rows:
    """Return the verdicts by service and month."""
    frame = pd.DataFrame(
        {
            "Service": [NONE if pd.isna(name) else str(name) for name in cells["service"]],
            "Month": [f"{day:%Y-%m}" for day in cells["month"]],
            "Verdicts": cells["denominator"].astype(int),
            "Differ": (cells["denominator"] - cells["numerator"]).astype(int),
            "Share that agrees": cells["value"],
        }
    )
    return Rows(frame, shares=("Share that agrees",))


def due_rows(dues: pd.DataFrame, classes: pd.DataFrame, bands: Sequence[str]) -> Rows:
    """Return the bands of due times, and below them the classes of those that differ."""
    names = [f"Due time of the tool {bands[band]}" for band in dues["band"]]
    names += [f"Class: {name}" for name in classes["difference"]]
    return Rows(pd.DataFrame({"What": names, "Tickets": [*dues["tickets"], *classes["tickets"]]}))


def differing_rows(tickets: pd.DataFrame) -> Rows:
    """Return the tickets of `differing_tickets`, instants in UTC and seconds as told."""
    frame = pd.DataFrame(
        {
            "Ticket": tickets["ticket_id"],
            "Short description": tickets["short_description"],
            "Customer": tickets["customer"],
            "Service": tickets["service"],
            "Priority": tickets["priority"],
            "Ended (UTC)": tickets["ended_at"],
            "Tool": [_VERDICTS[bool(made)] for made in tickets["tool_made"]],
            "Recomputed": [_VERDICTS[bool(made)] for made in tickets["made"]],
            "Beyond target, seconds": tickets["over_seconds"].astype("Int64"),
            "Tool's due time later, seconds": tickets["due_later_seconds"].astype("Int64"),
            "Class": tickets["difference"],
            "The tool": tickets["words"],
            "Due time proves it": tickets["is_proven"],
            "System": tickets["system"],
        }
    )
    return Rows(frame)


def meanings() -> Mapping[str, str]:
    """Return class -> what it means."""
    return _MEANT
