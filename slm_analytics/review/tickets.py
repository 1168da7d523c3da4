"""Tickets: lists that can be filtered, sorted and grouped, and all that is known of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from slm_analytics.domain.history import HistoryFlag
from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.errors import UsageError
from slm_analytics.metrics.compute import instants_of
from slm_analytics.metrics.metric import Metric
from slm_analytics.metrics.statement import Parameters, column_of, rows_statement
from slm_analytics.review.listing import listing_of
from slm_analytics.review.queries import statement
from slm_analytics.review.sentences import spoken
from slm_analytics.warehouse.connection import Warehouse

PAGE_ROWS = 200


class Order(StrEnum):
    """How a list of tickets is sorted."""

    NEWEST = "newest first"
    OLDEST = "oldest first"
    LONGEST = "longest first"
    SHORTEST = "shortest first"
    REASSIGNED = "most reassigned"
    LATEST = "furthest past the target"


_ORDER_SQL = {
    Order.NEWEST: "opened_at DESC NULLS LAST",
    Order.OLDEST: "opened_at NULLS LAST",
    Order.LONGEST: "age_seconds DESC NULLS LAST",
    Order.SHORTEST: "age_seconds NULLS LAST",
    Order.REASSIGNED: "reassignment_count DESC NULLS LAST",
    Order.LATEST: "overrun_seconds DESC NULLS LAST",
}


class Verdict(StrEnum):
    """Which tickets of a share are shown."""

    ALL = "all counted"
    HIT = "met"
    MISS = "not met"


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which of the tickets behind a figure are listed; as it stands, all.

    Attributes:
        verdict: of a share, those that count as met or as not met.
        history: of a figure that counts clocks, those with this irregularity in their history.
        search: a part of the ticket number; case does not count.
    """

    verdict: Verdict = Verdict.ALL
    history: HistoryFlag | None = None
    search: str = ""


_CONDITIONS = {
    Verdict.ALL: "true",
    Verdict.HIT: "coalesce(hit, false)",
    Verdict.MISS: "NOT coalesce(hit, false)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketList:
    """One page of a list, and how many tickets the whole list has.

    `rows`: system, ticket_id, short_description, customer, service, priority,
    state, assignment_group, opened_at, stopped_at, hours (elapsed; to the
    as-of time while open), made_sla, is_open, reopen_count, reassignment_count, flags, zone (of
    its load). Of a figure that counts clocks also holder, cycle, answer, is_late, target_id,
    due_at, service_hours, paused_hours, allowed_hours, overrun_hours (negative: time left);
    such a list has a row for each clock and cycle.
    """

    rows: pd.DataFrame
    total: int


def ticket_list(
    warehouse: Warehouse,
    metric: Metric,
    scope: Scope,
    *,
    which: Which = Which(),
    order: Order = Order.NEWEST,
    offset: int = 0,
    limit: int | None = PAGE_ROWS,
) -> TicketList:
    """Return the tickets that `metric` counts in `scope`: exactly the rows behind the figure."""
    common, parameters = _common(warehouse, metric, scope)
    condition = _condition(which)
    if "$search" in condition:
        parameters["search"] = which.search.strip()
    counting = statement("ticket_count", condition=condition)
    total = warehouse.query(f"{common}\n{counting}", parameters)["n"].iloc[0]
    window = "" if limit is None else f"LIMIT {int(limit)} OFFSET {int(offset)}"
    shown = listing_of(metric)
    listing = statement(
        "ticket_list",
        condition=condition,
        order=_ORDER_SQL[order],
        apart=shown.apart,
        window=window,
        elapsed=shown.elapsed,
        stopped=shown.stopped,
        overrun=shown.overrun,
        clock=shown.clock,
    )
    rows = warehouse.query(f"{common}\n{listing}", parameters)
    return TicketList(rows=rows, total=int(total))


def ticket_groups(
    warehouse: Warehouse, metric: Metric, scope: Scope, by: Dimension, which: Which
) -> pd.DataFrame:
    """Return the tickets behind a figure, grouped.

    Returns:
        One row per value of `by`, largest first: the value under its name
        (None: no value), `tickets`, `open`, `met`, `judged` (tickets with a
        verdict: the clock's where the figure counts clocks, else the tool's),
        `median_hours`: the median time to resolve of those that the metric of
        that name does not leave out; of clocks their median service time.
    """
    common, parameters = _common(warehouse, metric, scope)
    shown = listing_of(metric)
    grouping = statement(
        "ticket_groups",
        column=column_of(by),
        condition=_condition(which),
        met=shown.met,
        judged=shown.judged,
        counted=shown.counted,
    )
    frame = warehouse.query(f"{common}\n{grouping}", parameters)
    frame["name"] = frame["name"].astype(object).where(frame["name"].notna(), None)
    return frame.rename(columns={"name": by.value})


def _condition(which: Which) -> str:
    parts = [_CONDITIONS[which.verdict]]
    if which.history:
        parts.append(f"history_flags & {which.history.bit} <> 0")
    if which.search.strip():
        parts.append("contains(lower(ticket_id), lower($search))")
    return " AND ".join(parts)


def _common(warehouse: Warehouse, metric: Metric, scope: Scope) -> tuple[str, Parameters]:
    instants = instants_of(warehouse, scope, ()) if metric.at_instant else None
    return rows_statement(metric, scope, instants)


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStory:
    """All that is known of one ticket.

    Attributes:
        facts: the ticket in canonical words, one value per column of
            `ticket_fact` (times UTC, None where unknown).
        said: the tool's own words, one value per column of `ticket`.
        history: one row per update, oldest first: updated_at, state,
            state_word, hold_reason, priority, service, assignment_group,
            assigned_to, vendor.
        lanes: one row per stretch of one state, group or priority: lane,
            label, kind (the canonical state), start, until (UTC), hours. The
            last ends at the as-of time while the ticket is open.
        children: one row per ticket that names this one as its parent, oldest
            first: ticket_id, short_description, customer, service, priority,
            state, opened_at, made_sla, is_open.
        load_id, line: where the row stands in the file it came in.
    """

    facts: dict[str, Any]
    said: dict[str, Any]
    history: pd.DataFrame
    lanes: pd.DataFrame
    children: pd.DataFrame
    load_id: str
    line: int


def ticket_story(warehouse: Warehouse, ticket_id: str, system: str = "") -> TicketStory:
    """Return all that is known of a ticket.

    Raises:
        UsageError: no ticket has that number, or several tools have one and
            `system` does not say which is meant.
    """
    facts = _found(warehouse, ticket_id, system)
    known = _plain(facts)
    key: dict[str, object] = {"ticket_id": ticket_id, "system": known["system"]}
    said = _plain(warehouse.query(statement("ticket_said"), key))
    history = warehouse.query(statement("ticket_history"), key)
    return TicketStory(
        facts=known,
        said=said,
        history=history,
        lanes=_lanes(warehouse, known, history),
        children=warehouse.query(statement("ticket_children"), key),
        load_id=str(said["load_id"]),
        line=int(said["line"]),
    )


def system_of(warehouse: Warehouse, ticket_id: str, system: str = "") -> str:
    """Return the tool that a ticket lives in.

    Raises:
        UsageError: as `ticket_story`.
    """
    return str(_found(warehouse, ticket_id, system)["system"].iloc[0])


def _found(warehouse: Warehouse, ticket_id: str, system: str) -> pd.DataFrame:
    """Return the one row of a ticket."""
    key: dict[str, object] = {"ticket_id": ticket_id, "system": system or None}
    facts = warehouse.query(statement("ticket_fact"), key)
    if facts.empty:
        raise UsageError(
            f"There is no ticket {ticket_id!r}.", remedy="Check the number; case counts."
        )
    if len(facts) > 1:
        tools = ", ".join(sorted(facts["system"]))
        raise UsageError(
            f"Several tools have a ticket {ticket_id!r}: {tools}.", remedy="Say which tool."
        )
    return facts


def _lanes(warehouse: Warehouse, facts: dict[str, Any], history: pd.DataFrame) -> pd.DataFrame:
    """Return the stretches of state, group and priority; without history those that are known."""
    as_of = warehouse.query("SELECT as_of FROM generation")["as_of"].iloc[0]
    if history.empty:
        return _known_times(facts, as_of)
    told = history.copy()
    told.loc[told.index[0], "updated_at"] = min(facts["opened_at"], told["updated_at"].iloc[0])
    last = as_of if facts["is_open"] else told["updated_at"].iloc[-1]
    held = told["hold_reason"].notna() & (told["state"] == "on_hold")
    told["State"] = told["state"].map(spoken)
    told.loc[held, "State"] = "On hold, " + told.loc[held, "hold_reason"].map(spoken).str.lower()
    told["Group"], told["Priority"] = told["assignment_group"], told["priority"]
    lanes = [_lane(told, lane, last) for lane in ("State", "Group", "Priority")]
    return pd.concat([lane for lane in lanes if not lane.empty], ignore_index=True)


def _lane(told: pd.DataFrame, lane: str, last: Any) -> pd.DataFrame:
    """Return the stretches over which one column keeps its value."""
    known = told.dropna(subset=[lane])
    changed = known[lane] != known[lane].shift()
    parts = known.loc[changed, ["updated_at", lane, "state"]]
    parts = parts.rename(columns={"updated_at": "start", lane: "label", "state": "kind"})
    parts["lane"] = lane
    if lane != "State":
        parts["kind"] = ""
    if len(parts):
        parts["until"] = [*parts["start"].iloc[1:], max(last, parts["start"].iloc[-1])]
        parts["hours"] = (parts["until"] - parts["start"]).dt.total_seconds() / 3600
    return parts


def _known_times(facts: dict[str, Any], as_of: Any) -> pd.DataFrame:
    marks = [("in_progress", facts["opened_at"])]
    for state, name in (("resolved", "resolved_at"), ("closed", "closed_at")):
        if facts[name] is not None and not facts["is_open"]:
            marks.append((state, facts[name]))
    starts = [moment for _, moment in marks]
    end = as_of if facts["is_open"] else starts[-1]
    frame = pd.DataFrame(
        {
            "lane": "State",
            "kind": [state for state, _ in marks],
            "label": ["Open", *(spoken(state) for state, _ in marks[1:])],
            "start": starts,
            "until": [*starts[1:], max(end, starts[-1])],
        }
    )
    frame["hours"] = (frame["until"] - frame["start"]).dt.total_seconds() / 3600
    return frame


def _plain(frame: pd.DataFrame) -> dict[str, Any]:
    """Return the first row as plain values: None for nothing, dates for civil dates."""
    row = frame.iloc[0]
    known = {str(name): None if pd.isna(row[name]) else row[name] for name in frame.columns}
    for name, value in known.items():
        if name.endswith("_on") and value is not None:
            known[name] = value.date()
    return known
