"""Rows as people read them, on screen and in files: titles for names, months as `2026-10`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from slm_analytics.domain.scope import NONE, Dimension
from slm_analytics.domain.unit import Unit
from slm_analytics.review.tile import Tile


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows to be shown and saved.

    Attributes:
        frame: columns under the titles that people read.
        shares: titles of the columns that hold shares, 0 to 1.
    """

    frame: pd.DataFrame
    shares: tuple[str, ...] = ()


def verdict_rows(verdicts: pd.DataFrame) -> Rows:
    """Return the verdicts of `Overview.verdicts`, one row per service and month."""
    frame = pd.DataFrame(
        {
            "Service": _named(verdicts["service"]),
            "Month": _months(verdicts["month"]),
            "Met": verdicts["numerator"].astype(int),
            "With verdict": verdicts["denominator"].astype(int),
            "Share met": verdicts["value"],
            "95 % low": verdicts["low"],
            "95 % high": verdicts["high"],
        }
    )
    return Rows(frame, shares=("Share met", "95 % low", "95 % high"))


def tile_rows(tile: Tile) -> Rows:
    """Return the trend of a tile, one row per month; a month without a figure has none.

    Beside a share stands what was counted of how many, beside a median or mean
    the number of tickets.
    """
    first = tile.month.plus(1 - len(tile.trend))
    title = tile.metric.title
    if tile.metric.unit is Unit.HOURS:
        title += ", hours"
    months = [str(first.plus(step)) for step in range(len(tile.trend))]
    frame = pd.DataFrame({"Month": months, title: list(tile.trend)})
    if tile.counts_of and tile.metric.unit is Unit.SHARE:
        frame["Numerator"] = [int(hits) for hits, _ in tile.counts_of]
        frame["Denominator"] = [int(n) for _, n in tile.counts_of]
    elif tile.counts_of and tile.metric.unit is not Unit.COUNT:
        frame["Tickets"] = [int(n) for _, n in tile.counts_of]
    return Rows(frame, shares=(title,) if tile.metric.unit is Unit.SHARE else ())


def group_rows(groups: pd.DataFrame, by: Dimension) -> Rows:
    """Return the groups of `tickets.ticket_groups`, one row per value of `by`."""
    judged = groups["judged"]
    frame = pd.DataFrame(
        {
            by.value.replace("_", " ").capitalize(): _named(groups[by.value]),
            "Tickets": groups["tickets"],
            "Open now": groups["open"],
            "With verdict": judged,
            "Share met": groups["met"] / judged.where(judged > 0),
            "Median time to resolve, hours": groups["median_hours"],
        }
    )
    return Rows(frame, shares=("Share met",))


def load_rows(loads: pd.DataFrame) -> Rows:
    """Return the loads of `loads.loads`, instants in UTC."""
    titles = {
        "file_name": "File",
        "title": "Kind",
        "zone": "Time zone",
        "rows": "Rows",
        "loaded": "Loaded",
        "set_aside": "Set aside",
        "duplicates": "Duplicate",
        "tickets": "Tickets",
        "first_opened_at": "First opened (UTC)",
        "last_opened_at": "Last opened (UTC)",
        "received_at": "Loaded at (UTC)",
        "load_id": "Load",
    }
    return Rows(loads[list(titles)].rename(columns=titles))


def history_rows(history: pd.DataFrame) -> Rows:
    """Return the updates of `TicketStory.history`, instants in UTC."""
    titles = {
        "updated_at": "Updated (UTC)",
        "state_word": "State",
        "hold_reason": "Hold reason",
        "priority": "Priority",
        "service": "Service",
        "assignment_group": "Group",
        "vendor": "Vendor",
    }
    return Rows(history[list(titles)].rename(columns=titles))


def child_rows(children: pd.DataFrame) -> Rows:
    """Return the tickets of `TicketStory.children`, instants in UTC."""
    titles = {
        "ticket_id": "Ticket",
        "short_description": "Short description",
        "service": "Service",
        "priority": "Priority",
        "state": "State",
        "opened_at": "Opened (UTC)",
        "made_sla": "Met (tool's verdict)",
    }
    return Rows(children[list(titles)].rename(columns=titles))


def volume_rows(flow: pd.DataFrame) -> Rows:
    """Return the volumes of `Overview.flow`, one row per month."""
    return _flow(flow, {"opened": "Opened", "resolved": "Resolved"})


def backlog_rows(flow: pd.DataFrame) -> Rows:
    """Return the open tickets of `Overview.flow`, one row per month."""
    return _flow(flow, {"backlog": "Open at the month's end"})


def ticket_rows(tickets: pd.DataFrame) -> Rows:
    """Return the tickets of `TicketList.rows`, instants in UTC."""
    titles = {
        "ticket_id": "Ticket",
        "short_description": "Short description",
        "customer": "Customer",
        "service": "Service",
        "priority": "Priority",
        "state": "State",
        "assignment_group": "Group",
        "opened_at": "Opened (UTC)",
        "stopped_at": "Resolved (UTC)",
        "hours": "Elapsed hours",
        "made_sla": "Met (tool's verdict)",
        "reopen_count": "Reopened",
        "reassignment_count": "Reassigned",
        "flags": "Marks",
        "system": "Tool",
    }
    return Rows(tickets[list(titles)].rename(columns=titles))


def aside_rows(rows: pd.DataFrame) -> Rows:
    """Return rows set aside (columns of `loads.set_aside`): where, what and why."""
    titles = {"line": "Line", "heading": "Column", "value": "Value", "reason": "Reason"}
    return Rows(rows[list(titles)].rename(columns=titles))


def _flow(flow: pd.DataFrame, titles: dict[str, str]) -> Rows:
    counts = {title: flow[name].astype("Int64") for name, title in titles.items()}
    return Rows(pd.DataFrame({"Month": _months(flow["month"]), **counts}))


def _named(names: pd.Series[Any]) -> list[str]:
    return [NONE if pd.isna(name) else str(name) for name in names]


def _months(days: pd.Series[date]) -> list[str]:
    return [f"{day:%Y-%m}" for day in days]
