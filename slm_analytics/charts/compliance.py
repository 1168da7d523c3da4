"""The grid of compliance: shares met by service and month, against what is agreed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from slm_analytics.charts.overview import month_label
from slm_analytics.charts.spec import Cell, Grid
from slm_analytics.domain.unit import Unit, figure_text, share_text

ALL = "All together"
_AGREED, _SPAN = "Agreed", "All months"
_ROW, _TALLEST_ROW, _GRID = 40, 54, 620  # pixels
_FEW = 5  # as review.tile: fewer say nothing as a share
_COLUMN, _LABELS = 82, 240  # pixels of a grid that scrolls
ROOMY = 13  # months that stand side by side; more scroll
Row = Mapping[Any, Any]


def compliance_grid(
    cells: pd.DataFrame, names: Sequence[str], months: Sequence[date], most: int, alt: str
) -> Grid:
    """Shares met, the counts below them; a row of all on top, a column of all months at the end.

    The shares agreed are those of the last month. A grid that scrolls has its
    labels beside its latest months.

    Args:
        cells: columns of `Compliance.cells`.
        names: the names of places 1 on, as they are shown.
        months: the columns, in order.
        most: rows at most below the first; the rest are added up in one row.
        alt: what can be seen, in words.
    """
    cells, shown = _folded(cells, names, most)
    found = {(row["place"], _day(row["month"])): row for row in cells.to_dict("records")}
    columns: list[date | None] = [*months, None]
    is_wide = len(months) > ROOMY
    rows = []
    for place, name in enumerate((ALL, *shown)):
        agreed = _agreed(found.get((place, months[-1])) or found.get((place, None)))
        cells_of = [_cell(found.get((place, day)), name, day, place) for day in columns]
        rows.append((*cells_of, agreed) if is_wide else (agreed, *cells_of))
    labels = (*(month_label(month) for month in months), _SPAN)
    marks = cells["mark"].dropna()
    return Grid(
        rows=(ALL, *shown),
        columns=(*labels, _AGREED) if is_wide else (_AGREED, *labels),
        cells=tuple(rows),
        mark=float(marks.min()) if len(marks) else 0.95,
        alt=alt,
        row_height=min(max(_ROW, _GRID // (len(shown) + 1)), _TALLEST_ROW),
        is_wide=is_wide,
    )


def grid_width(grid: Grid) -> int:
    """Return how many pixels a grid needs so that every cell can be read."""
    return _LABELS + _COLUMN * len(grid.columns)


def _folded(
    cells: pd.DataFrame, names: Sequence[str], most: int
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the cells with all places beyond `most` added up in one, which has no verdict."""
    if len(names) <= most + 1:
        return cells, tuple(names)
    beyond = cells["place"] > most
    rest = (
        cells[beyond]
        .groupby("month", dropna=False, sort=False)[["met", "decided", "agreed_met", "agreed"]]
        .sum()
    )
    rest = rest.reset_index().assign(place=most + 1, kept=None)
    rest[["mark", "low", "high"]] = math.nan
    kept = cells[~beyond].astype({"kept": object})
    return pd.concat([kept, rest], ignore_index=True), (
        *names[:most],
        f"and {len(names) - most} more",
    )


def _day(month: object) -> date | None:
    return month if isinstance(month, date) and not pd.isna(month) else None


def _agreed(row: Row | None) -> Cell:
    """Return the cell that says which shares are agreed."""
    text = "–"
    if row is not None and not math.isnan(_number(row, "low")):
        low, high = _percent(_number(row, "low")), _percent(_number(row, "high"))
        text = f"{low} %" if low == high else f"{low}–{high} %"
    return Cell(share=None, text=text, note="", key=("", ""), plain=True)


def _cell(row: Row | None, name: str, day: date | None, place: int) -> Cell | None:
    if row is None:
        return None
    met, decided = int(_number(row, "met")), int(_number(row, "decided"))
    share, mark = met / decided, _number(row, "mark")
    counts = f"{_grouped(met)} of {_grouped(decided)}"
    where = f"{name}, {_SPAN.lower() if day is None else month_label(day)}"
    note = f"{where}: {counts} met = {share_text(share)}"
    key = (str(place), "" if day is None else f"{day.year:04d}-{day.month:02d}")
    if decided < _FEW:
        return Cell(share=None, text=counts, note=f"{note} (few tickets)", key=key)
    if row["kept"] not in (True, False):
        text = _figure(share)
        return Cell(share=None, text=text, more=counts, note=f"{note}; no share agreed", key=key)
    kept, judged_met, judged = bool(row["kept"]), int(row["agreed_met"]), int(row["agreed"])
    if judged < decided:  # the verdict is about these
        share, counts = judged_met / judged, f"{_grouped(judged_met)} of {_grouped(judged)}"
        note += f"; {counts} with an agreed share = {share_text(share)}"
        counts += f" +{_grouped(decided - judged)}"
    note += f"; agreed {share_text(mark)}: {'kept' if kept else 'missed'}"
    return Cell(
        share=share, text=_figure(share) if kept else f"▼{_figure(share)}", more=counts,
        note=note, key=key, mark=mark, kept=kept,
    )  # fmt: skip


def _figure(share: float) -> str:
    return share_text(share).split("\u00a0")[0]


def _number(row: Row, name: str) -> float:
    return float(row[name])


def _grouped(number: float) -> str:
    return figure_text(number, Unit.COUNT)


def _percent(share: float) -> str:
    return f"{round(share * 100, 3):g}"
