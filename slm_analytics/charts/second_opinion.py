"""The charts of the second opinion: classes of differences, due times, where verdicts differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from slm_analytics.charts.overview import month_label
from slm_analytics.charts.spec import Bar, Cell, Grid, Ranking, Role
from slm_analytics.domain.unit import Unit, figure_text, share_text

_MARK = 0.95  # agreement below this is marked
_BAND, _ROW, _TALLEST_ROW, _GRID = 30, 32, 52, 380  # pixels


def classes(found: pd.DataFrame, meanings: dict[str, str]) -> Ranking:
    """Differences by class, commonest first (columns of `SecondOpinion.classes`)."""
    total = int(found["tickets"].sum()) if len(found) else 0
    return Ranking(
        bars=tuple(
            Bar(
                label=str(row["difference"]),
                value=float(row["tickets"]),
                text=f"{_count(row['tickets'])} · {share_text(row['tickets'] / total)}",
                note=_note(str(row["difference"]), meanings, row["tickets"], row["proven"]),
                role=Role.QUIET if row["difference"] == "unexplained" else Role.FIRST,
            )
            for row in found.to_dict("records")
        ),
        alt="Bars: differing verdicts by what lies behind them",
        bar_height=_BAND,
    )


def due_times(found: pd.DataFrame, bands: Sequence[str], same: int) -> Ranking:
    """Due times of the tool against ours by band (`band`, `tickets`); `same`: the equal one."""
    total = max(int(found["tickets"].sum()), 1)
    return Ranking(
        bars=tuple(
            Bar(
                label=bands[int(row["band"])],
                value=float(row["tickets"]),
                text=f"{_count(row['tickets'])} · {share_text(row['tickets'] / total)}",
                note=f"{_count(row['tickets'])} due times of the tool: {bands[int(row['band'])]}",
                role=Role.QUIET if row["band"] == same else Role.MISSED,
            )
            for row in found.to_dict("records")
        ),
        alt="Bars: due times of the tool by how much they differ from the recomputed ones",
        bar_height=_BAND - 4,
    )


def difference_grid(cells: pd.DataFrame, months: Sequence[date], few: int, most: int) -> Grid:
    """Differing verdicts by service and month, the service with most of them first.

    Args:
        cells: columns of `SecondOpinion.cells`.
        months: the columns, in order.
        few: with fewer verdicts than this a cell has no colour.
        most: rows at most.
    """
    found = {
        (None if pd.isna(row["service"]) else str(row["service"]), row["month"]): (
            int(row["numerator"]),
            int(row["denominator"]),
        )
        for row in cells.to_dict("records")
    }
    counts: dict[str | None, int] = {}
    for (name, _), (same, total) in found.items():
        counts[name] = counts.get(name, 0) + total - same
    names = sorted(counts, key=lambda name: (-counts[name], name or ""))[:most]
    return Grid(
        rows=tuple(name or "(no service)" for name in names),
        columns=tuple(month_label(month) for month in months),
        cells=tuple(
            tuple(_cell(name, month, found.get((name, month)), few) for month in months)
            for name in names
        ),
        mark=_MARK,
        alt="Grid: differing verdicts by service and month",
        row_height=min(max(_ROW, _GRID // max(len(names), 1)), _TALLEST_ROW),
    )


def _cell(name: str | None, month: date, counts: tuple[int, int] | None, few: int) -> Cell | None:
    if counts is None:
        return None
    same, total = counts
    differing = total - same
    where = f"{name or '(no service)'}, {month_label(month)}"
    return Cell(
        share=same / total if total >= few else None,
        text=_count(differing) if differing else "0",
        note=f"{where}: {_count(differing)} of {_count(total)} verdicts differ",
        key=(name or "", f"{month.year:04d}-{month.month:02d}"),
    )


def _note(name: str, meanings: dict[str, str], tickets: float, proven: float) -> str:
    words = f"{_count(tickets)}: {meanings.get(name, name)}"
    return f"{words}; of {_count(proven)} its due time comes out too" if proven else words


def _count(number: float) -> str:
    return figure_text(number, Unit.COUNT)
