"""Rows as people read them, on screen and in files: titles for names, months as `2026-10`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from slm_analytics.domain.scope import NONE, Dimension
from slm_analytics.domain.unit import Unit
from slm_analytics.review.tile import Tile

_CLOCK_TITLES = {
    "holder": "Held by",
    "cycle": "Cycle",
    "answer": "Verdict",
    "target_id": "Target",
    "due_at": "Due (UTC)",
    "service_hours": "Service hours",
    "paused_hours": "Paused hours",
    "allowed_hours": "Hours allowed",
    "overrun_hours": "Hours past target",
}


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


def compliance_rows(cells: pd.DataFrame, names: Sequence[str], by: Dimension) -> Rows:
    """Return the cells of `Compliance.cells`, one row per name and month; a total has none."""
    verdicts = {True: "kept", False: "missed"}
    frame = pd.DataFrame(
        {
            by.value.capitalize(): [("All", *names)[place] for place in cells["place"]],
            "Month": ["all" if pd.isna(day) else f"{day:%Y-%m}" for day in cells["month"]],
            "Met": cells["met"],
            "Decided": cells["decided"],
            "Share met": cells["met"] / cells["decided"],
            "Share agreed": cells["mark"],
            "Verdict": [None if pd.isna(kept) else verdicts[bool(kept)] for kept in cells["kept"]],
        }
    )
    return Rows(frame, shares=("Share met", "Share agreed"))


def band_rows(found: pd.DataFrame, labels: Sequence[str]) -> Rows:
    """Return breaches by band (`Breaches.severity`, `Breaches.lateness`)."""
    frame = pd.DataFrame(
        {
            "Band": labels,
            "Breaches": found["breaches"],
            "Service hours too long": found["overrun_hours"],
        }
    )
    return Rows(frame)


def cause_rows(causes: pd.DataFrame, names: Sequence[str], by: Dimension) -> Rows:
    """Return breaches by cause (`Breaches.causes`)."""
    frame = pd.DataFrame(
        {
            _title(by): names,
            "Breaches": causes["breaches"],
            "Decided": causes["decided"],
            "Share of all up to here": causes["so_far"],
            "Service hours too long": causes["overrun_hours"],
        }
    )
    return Rows(frame, shares=("Share of all up to here",))


def holder_rows(holders: pd.DataFrame, names: Sequence[str]) -> Rows:
    """Return who held late tickets (`Breaches.holders`)."""
    frame = pd.DataFrame(
        {
            "Group": names,
            "Late tickets": holders["tickets"],
            "Service hours held": holders["hours"],
            "Share": holders["share"],
        }
    )
    return Rows(frame, shares=("Share",))


def kept_rows(kept: pd.DataFrame) -> Rows:
    """Return compliance with and without pauses (`Pauses.kept`), one row per month."""
    frame = pd.DataFrame(
        {
            "Month": _months(kept["month"]),
            "Decided": kept["decided"],
            "Paused": kept["paused"],
            "Met": kept["met"],
            "Met without pauses": kept["met_without"],
            "Share met": kept["met"] / kept["decided"],
            "Share met without pauses": kept["met_without"] / kept["decided"],
        }
    )
    return Rows(frame, shares=("Share met", "Share met without pauses"))


def pause_rows(shares: pd.DataFrame, names: Sequence[str], by: Dimension) -> Rows:
    """Return shares of time paused (`Pauses.shares`)."""
    frame = pd.DataFrame(
        {
            _title(by): names,
            "Tickets": shares["tickets"].astype(int),
            "Service hours": shares["hours"],
            "Paused hours": shares["paused_hours"],
            "Share paused": shares["share"],
        }
    )
    return Rows(frame, shares=("Share paused",))


def begun_rows(begun: pd.DataFrame, names: Sequence[str]) -> Rows:
    """Return pauses begun shortly before the time was used up (`Pauses.begun`)."""
    frame = pd.DataFrame(
        {
            "Group": names,
            "Paused tickets": begun["tickets"],
            "Paused shortly before": begun["late"],
            "Of these in time": begun["met"],
        }
    )
    return Rows(frame)


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


def group_rows(groups: pd.DataFrame, by: Dimension, median: str = "time to resolve") -> Rows:
    """Return the groups of `tickets.ticket_groups`, one row per value of `by`.

    `median` says of what the median is.
    """
    judged = groups["judged"]
    frame = pd.DataFrame(
        {
            by.value.replace("_", " ").capitalize(): _named(groups[by.value]),
            "Tickets": groups["tickets"],
            "Open now": groups["open"],
            "With verdict": judged,
            "Share met": groups["met"] / judged.where(judged > 0),
            f"Median {median}, hours": groups["median_hours"],
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
    clocks = {name: title for name, title in _CLOCK_TITLES.items() if name in tickets}
    titles = titles | clocks
    return Rows(tickets[list(titles)].rename(columns=titles))


def aside_rows(rows: pd.DataFrame) -> Rows:
    """Return rows set aside (columns of `loads.set_aside`): where, what and why."""
    titles = {"line": "Line", "heading": "Column", "value": "Value", "reason": "Reason"}
    return Rows(rows[list(titles)].rename(columns=titles))


def _flow(flow: pd.DataFrame, titles: dict[str, str]) -> Rows:
    counts = {title: flow[name].astype("Int64") for name, title in titles.items()}
    return Rows(pd.DataFrame({"Month": _months(flow["month"]), **counts}))


def _title(by: Dimension) -> str:
    return by.value.replace("_", " ").capitalize()


def _named(names: pd.Series[Any]) -> list[str]:
    return [NONE if pd.isna(name) else str(name) for name in names]


def _months(days: pd.Series[date]) -> list[str]:
    return [f"{day:%Y-%m}" for day in days]
