"""The charts of pauses: compliance with and without them, shares of time, when they begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from slm_analytics.charts.overview import month_label
from slm_analytics.charts.spec import Bar, Mark, Ranking, Role, Series, Trend
from slm_analytics.domain.unit import Unit, figure_text, share_text

_SHARES = 280  # pixels


def with_and_without(kept: pd.DataFrame, months: Sequence[date]) -> Trend:
    """Share resolved in time, pauses taken off or not (columns of `Pauses.kept`)."""
    rows = {row["month"]: row for row in kept.to_dict("records")}
    return Trend(
        categories=tuple(month_label(month) for month in months),
        series=tuple(
            Series(
                name=name,
                mark=Mark.LINE,
                role=role,
                values=tuple(_share(rows.get(month), column) for month in months),
                notes=tuple(_note(rows.get(month), column, name) for month in months),
            )
            for name, column, role in (
                ("Pauses taken off", "met", Role.FIRST),
                ("Without pauses", "met_without", Role.SECOND),
            )
        ),
        unit=Unit.SHARE,
        alt="Lines: share resolved in time per month, with pauses taken off and without",
        height=_SHARES,
        from_zero=False,
    )


def _share(row: Mapping[Any, Any] | None, column: str) -> float | None:
    return None if row is None else row[column] / row["decided"]


def _note(row: Mapping[Any, Any] | None, column: str, name: str) -> str:
    if row is None:
        return "no data"
    counts = f"{_count(row[column])} of {_count(row['decided'])}"
    return f"{counts} = {share_text(row[column] / row['decided'])}, {name.lower()}"


def paused_shares(shares: pd.DataFrame, names: Sequence[str], most: int) -> Ranking:
    """Share of service time paused, the largest first (columns of `Pauses.shares`)."""
    rows = list(zip(names, shares.to_dict("records"), strict=True))[:most]
    return Ranking(
        bars=tuple(
            Bar(
                label=name,
                value=float(row["share"]),
                text=share_text(row["share"]),
                note=f"{name}: {_count(row['paused_hours'])} of {_count(row['hours'])} hours"
                f" in {_count(row['tickets'])} tickets",
                role=Role.SECOND,
            )
            for name, row in rows
        ),
        alt="Bars: share of service time paused",
    )


def begun_late(begun: pd.DataFrame, names: Sequence[str], most: int) -> Ranking:
    """Tickets paused shortly before their time was used up (columns of `Pauses.begun`)."""
    rows = [
        (name, row)
        for name, row in zip(names, begun.to_dict("records"), strict=True)
        if row["late"]
    ]
    return Ranking(
        bars=tuple(
            Bar(
                label=name,
                value=float(row["late"]),
                text=f"{_count(row['late'])} of {_count(row['tickets'])}",
                note=f"{name}: {_count(row['late'])} of {_count(row['tickets'])} paused tickets;"
                f" {_count(row['met'])} of them resolved in time",
                role=Role.SECOND,
            )
            for name, row in rows[:most]
        ),
        alt="Bars: tickets paused shortly before their time was used up, by group",
    )


def _count(number: float) -> str:
    return figure_text(number, Unit.COUNT)
