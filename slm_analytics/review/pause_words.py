"""Pauses in words, as they are: nobody is accused of anything."""

from __future__ import annotations

import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.domain.unit import share_text
from slm_analytics.review.coverage import Coverage
from slm_analytics.review.sentences import counted, grouped, month_name


def pause_headline(kept: pd.DataFrame, month: Month, data: Coverage) -> str:
    """Return how many verdicts of the month hang on a pause (columns of `Pauses.kept`)."""
    row = _row(kept, month)
    when = month_name(month)
    if data.begins is not None and month < data.begins:
        return f"{when} is only partly in the data"
    if row is None:
        return f"No resolution clock was decided in {when}"
    if not row["paused"]:
        return f"No clock was paused in {when}"
    changed = int(row["met"] - row["met_without"])
    if not changed:
        return f"No verdict of {when} hangs on a pause"
    verb = "is" if changed == 1 else "are"
    tickets = counted(changed, "ticket")
    return f"{tickets} of {grouped(row['decided'])} {verb} in time because of a pause, in {when}"


def pause_subline(kept: pd.DataFrame, shares: pd.DataFrame, month: Month) -> str:
    """Return compliance with and without pauses, and the share of time paused."""
    row = _row(kept, month)
    if row is None:
        return ""
    parts = [
        f"{share_text(row['met'] / row['decided'])} resolved in time with pauses taken off,"
        f" {share_text(row['met_without'] / row['decided'])} without"
    ]
    hours = float(shares["hours"].sum())
    if hours:
        share = share_text(float(shares["paused_hours"].sum()) / hours)
        parts.append(f"{share} of the service time was paused")
    parts.append(f"{grouped(row['paused'])} of {counted(int(row['decided']), 'ticket')} paused")
    return f"{month_name(month)}: {'; '.join(parts)}."


def kept_title(kept: pd.DataFrame, month: Month) -> str:
    """Return how far apart both shares are in the month."""
    row = _row(kept, month)
    if row is None:
        return "Resolved in time, with and without pauses"
    points = (row["met"] - row["met_without"]) / row["decided"] * 100
    return f"Pauses are worth {points:.1f} points in {month_name(month)}"


def shares_title(shares: pd.DataFrame) -> str:
    """Return where most of the time was paused."""
    first = shares.iloc[0]
    if not first["share"]:
        return "No service time was paused"
    name = "tickets without a value" if first["name"] is None else str(first["name"])
    return f"{name}: {share_text(first['share'])} of the service time paused"


def begun_title(begun: pd.DataFrame) -> str:
    """Return how many tickets were paused shortly before their time was used up."""
    late, tickets = int(begun["late"].sum()), int(begun["tickets"].sum())
    if not late:
        return "No pause began shortly before the time was used up"
    return (
        f"{grouped(late)} of {counted(tickets, 'paused ticket')}"
        f" {'was' if late == 1 else 'were'} paused shortly before the time was used up"
    )


def _row(kept: pd.DataFrame, month: Month) -> pd.Series | None:
    found = kept[kept["month"] == month.first]
    return None if found.empty else found.iloc[0]
