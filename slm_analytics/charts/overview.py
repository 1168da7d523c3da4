"""The charts of the overview: volumes, open tickets, the tool's own verdicts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import pandas as pd

from slm_analytics.charts.spec import Cell, Grid, Mark, Role, Series, Trend
from slm_analytics.domain.unit import Unit, figure_text, share_text

_ROW, _TALLEST_ROW, _GRID = 32, 52, 416  # pixels; few rows may be taller
_WIDE = 12  # with more months than this a cell has room for whole per cent only
_Limits = tuple[float, int, bool]  # mark, few, whether there is room for whole per cent only
_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_label(month: date) -> str:
    """Return `Oct ’26`: without the sign the year would read as a day."""
    return f"{_SHORT[month.month - 1]} ’{month.year % 100:02d}"


def volumes(flow: pd.DataFrame) -> Trend:
    """Tickets in and out per month, side by side (columns of `Overview.flow`)."""
    flow = _known(flow, ["opened", "resolved"])
    return Trend(
        categories=tuple(month_label(month) for month in flow["month"]),
        series=(
            _counts("Opened", flow["opened"], Mark.BAR, Role.FIRST),
            _counts("Resolved", flow["resolved"], Mark.BAR, Role.SECOND),
        ),
        unit=Unit.COUNT,
        alt="Bars: tickets opened and resolved per month",
        height=240,
    )


def open_tickets(flow: pd.DataFrame) -> Trend:
    """Tickets open at each month's end (columns of `Overview.flow`)."""
    flow = _known(flow, ["backlog"])
    return Trend(
        categories=tuple(month_label(month) for month in flow["month"]),
        series=(_counts("Open", flow["backlog"], Mark.AREA, Role.FIRST),),
        unit=Unit.COUNT,
        alt="Area: tickets open at the end of each month",
        height=160,
    )


def verdict_grid(
    verdicts: pd.DataFrame, months: Sequence[date], mark: float, few: int, most: int
) -> Grid:
    """The tool's own verdicts by service and month, the lowest latest month first.

    Args:
        verdicts: columns of `Overview.verdicts`.
        months: the columns, in order.
        mark: share below which a cell is marked.
        few: with fewer tickets than this a cell shows counts and no colour.
        most: rows at most.
    """
    found = {
        (None if pd.isna(row["service"]) else str(row["service"]), row["month"]): (
            int(row["numerator"]),
            int(row["denominator"]),
        )
        for row in verdicts.to_dict("records")
    }
    names = sorted(
        {name for name, _ in found}, key=lambda name: _urgency(found, name, months, few)
    )[:most]
    limits = (mark, few, len(months) > _WIDE)
    rows = tuple("(no service)" if name is None else str(name) for name in names)
    cells = tuple(
        tuple(_cell(name, month, found.get((name, month)), limits) for month in months)
        for name in names
    )
    return Grid(
        rows=rows,
        columns=tuple(month_label(month) for month in months),
        cells=cells,
        mark=mark,
        alt="Grid: share met by service and month, by the tool's own verdict",
        row_height=min(max(_ROW, _GRID // max(len(rows), 1)), _TALLEST_ROW),
    )


def _known(flow: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Return the months from the first on in which anything is known."""
    known = flow[columns].notna().any(axis=1)
    return flow[known.cummax()] if known.any() else flow


def _grouped(number: float) -> str:
    return figure_text(number, Unit.COUNT)


def _counts(name: str, values: pd.Series, mark: Mark, role: Role) -> Series:
    known = tuple(None if math.isnan(value) else float(value) for value in values)
    notes = tuple(
        "no data" if value is None else f"{_grouped(value)} {name.lower()}" for value in known
    )
    return Series(name=name, mark=mark, role=role, values=known, notes=notes)


def _urgency(
    found: dict[tuple[str | None, date], tuple[int, int]],
    name: str | None,
    months: Sequence[date],
    few: int,
) -> tuple[bool, float, str]:
    """Return the sort key: measured services first, the lowest share of the latest month first."""
    hits, count = found.get((name, months[-1]), (0, 0))
    measured = count >= few and name is not None
    return (not measured, hits / count if measured else 0.0, str(name or ""))


def _cell(
    name: str | None, month: date, counts: tuple[int, int] | None, limits: _Limits
) -> Cell | None:
    mark, few, wide = limits
    if counts is None:
        return None
    hits, count = counts
    share = hits / count
    where = f"{name or '(no service)'}, {month_label(month)}"
    note = f"{where}: {_grouped(hits)} of {_grouped(count)} met = {share_text(share)}"
    key = ("" if name is None else name, f"{month.year:04d}-{month.month:02d}")
    if count < few:
        text = f"{hits}/{count}" if wide else f"{hits} of {count}"
        return Cell(share=None, text=text, note=f"{note} (few tickets)", key=key)
    text = share_text(share, 0 if wide else 1).split("\u00a0")[0]
    return Cell(share=share, text=f"▼{text}" if share < mark else text, note=note, key=key)
