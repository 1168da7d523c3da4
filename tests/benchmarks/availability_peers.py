"""The same downtime by service and local day, and by month, in polars and in pandas.

They read what our own form reads: services, outages, maintenance, and the
pieces of local days, which they get cut at the midnights of UTC. They do less:
each outage counts in full, and nothing but maintenance is taken off.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

from tests.benchmarks.availability_data import DAY, START, UNTIL, Services

Known = Mapping[str, pl.DataFrame]
KnownToPandas = Mapping[str, pd.DataFrame]
Sums = tuple[int, ...]
_OF_DAY = ["unit_no", "day_no"]
_OF_MONTH = ["unit_no", "month"]
_PIECE = ["unit_no", "utc_day", "day_no", "is_open"]


def known_of(asked: Services) -> dict[str, pl.DataFrame]:
    """Return what the engines read, as frames of polars."""
    pieces = _cut_pieces(asked.days.pieces)
    inside = pl.min_horizontal("end_s", UNTIL) - pl.max_horizontal("begin_s", START)
    return {
        "units": _frame(asked.units.select(["unit_no", "calendar_no"])),
        "claims": _frame(asked.claims.select(["unit_no", "start_s", "until_s"])),
        "masks": _frame(asked.masks.select(["unit_no", "start_s", "until_s"])),
        "pieces": pieces,
        "months": pieces.filter("is_open")
        .with_columns(month=_month())
        .group_by("calendar_no", "month")
        .agg(inside.clip(lower_bound=0).sum().alias("open")),
    }


def _frame(table: pa.Table) -> pl.DataFrame:
    made = pl.from_arrow(table)
    assert isinstance(made, pl.DataFrame)
    return made


def _month() -> pl.Expr:
    day = pl.from_epoch("day_no", time_unit="d")
    return day.dt.year() * 12 + day.dt.month()


def _cut_pieces(pieces: pa.Table) -> pl.DataFrame:
    days = pl.int_ranges(pl.col("begin_s") // DAY, (pl.col("end_s") - 1) // DAY + 1)
    begin = pl.max_horizontal("begin_s", pl.col("utc_day") * DAY)
    end = pl.min_horizontal("end_s", (pl.col("utc_day") + 1) * DAY)
    return (
        _frame(pieces)
        .with_columns(utc_day=days)
        .explode("utc_day")
        .select("calendar_no", "utc_day", "day_no", "is_open", begin_s=begin, end_s=end)
    )


def polars_days(known: Known) -> tuple[pl.DataFrame, int]:
    """Return what was down or maintained of local days, and how many outages there were."""
    down = _polars_merged(known["claims"]).collect(engine="streaming")
    work = _polars_merged(known["masks"])
    parts, less = (
        _polars_parts(each, known).collect(engine="streaming").lazy()
        for each in (down.lazy(), work)
    )
    both = parts.join(less, on=_PIECE, suffix="_off").with_columns(
        seconds=pl.min_horizontal("end_s", "end_s_off")
        - pl.max_horizontal("begin_s", "begin_s_off")
    )
    days = _polars_summed(parts, wall="seconds", down=_open_seconds())
    off = _polars_summed(less, left=_open_seconds())
    both = _polars_summed(both.filter(pl.col("seconds") > 0), both=_open_seconds())
    days = days.join(off, on=_OF_DAY, how="full", coalesce=True)
    days = days.join(both, on=_OF_DAY, how="left").with_columns(
        pl.col("wall", "down", "left", "both").fill_null(0)
    )
    days = days.select(*_OF_DAY, "wall", "left", down=pl.col("down") - pl.col("both"))
    return days.collect(engine="streaming"), len(down)


def polars_months(days: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Return the agreed and the down seconds of each service and month."""
    found = days.lazy().with_columns(month=_month()).group_by(_OF_MONTH).agg(
        pl.col("left", "down").sum()
    )  # fmt: skip
    return (
        known["units"].lazy()
        .join(known["months"].lazy(), on="calendar_no")
        .join(found, on=_OF_MONTH, how="left")
        .with_columns(pl.col("left", "down").fill_null(0))
        .select(*_OF_MONTH, "down", base=pl.col("open") - pl.col("left"))
        .collect(engine="streaming")
    )  # fmt: skip


def _polars_merged(frame: pl.DataFrame) -> pl.LazyFrame:
    """Join what overlaps or touches."""
    reached = pl.col("until_s").cum_max().shift().over("unit_no")
    begins = (pl.col("start_s") > reached).fill_null(value=True)
    return (
        frame.lazy()
        .sort("unit_no", "start_s")
        .with_columns(group=begins.cum_sum())
        .group_by("group")
        .agg(pl.col("unit_no").first(), pl.col("start_s").min(), pl.col("until_s").max())
    )


def _polars_parts(frame: pl.LazyFrame, known: Known) -> pl.LazyFrame:
    """Cut to the life of services and to the pieces of their days."""
    days = pl.int_ranges(pl.col("start_s") // DAY, (pl.col("until_s") - 1) // DAY + 1)
    begin = pl.max_horizontal("start_s", "begin_s")
    end = pl.min_horizontal("until_s", "end_s")
    return (
        frame.with_columns(pl.col("start_s").clip(START), pl.col("until_s").clip(None, UNTIL))
        .filter(pl.col("start_s") < pl.col("until_s"))
        .join(known["units"].lazy(), on="unit_no")
        .with_columns(utc_day=days)
        .explode("utc_day")
        .join(known["pieces"].lazy(), on=["calendar_no", "utc_day"])
        .select(*_PIECE, begin_s=begin, end_s=end, seconds=end - begin)
        .filter(pl.col("seconds") > 0)
    )


def _polars_summed(frame: pl.LazyFrame, **sums: str | pl.Expr) -> pl.LazyFrame:
    of_rows = {n: pl.col(each) if isinstance(each, str) else each for n, each in sums.items()}
    return frame.group_by(_OF_DAY).agg(**{name: each.sum() for name, each in of_rows.items()})


def _open_seconds() -> pl.Expr:
    return pl.col("seconds") * pl.col("is_open")


def pandas_days(known: KnownToPandas) -> tuple[pd.DataFrame, int]:
    """Return the same of local days by pandas."""
    down, work = (_pandas_merged(known[name]) for name in ("claims", "masks"))
    parts, less = (_pandas_parts(each, known) for each in (down, work))
    both = parts.merge(less, on=_PIECE, suffixes=("", "_off"))
    end = np.minimum(both["end_s"], both["end_s_off"])
    seconds = (end - np.maximum(both["begin_s"], both["begin_s_off"])).clip(lower=0)
    both["both"] = seconds * both["is_open"]
    parts["down"] = parts["seconds"] * parts["is_open"]
    less["left"] = less["seconds"] * less["is_open"]
    days = parts.rename(columns={"seconds": "wall"}).groupby(_OF_DAY, sort=False)
    days = days[["wall", "down"]].sum().reset_index()
    for frame, name, how in ((less, "left", "outer"), (both, "both", "left")):
        sums = frame.groupby(_OF_DAY, sort=False)[name].sum().reset_index()
        days = days.merge(sums, on=_OF_DAY, how=how)
    days = days.fillna(0).astype("int64")
    days["down"] -= days["both"]
    return days, len(down)


def pandas_months(days: pd.DataFrame, known: KnownToPandas) -> pd.DataFrame:
    """Return the same of months by pandas."""
    of_day = pd.to_datetime(days["day_no"], unit="D")
    days = days.assign(month=of_day.dt.year * 12 + of_day.dt.month)
    sums = days.groupby(_OF_MONTH, sort=False)[["left", "down"]].sum().reset_index()
    answer = known["units"].merge(known["months"], on="calendar_no")
    answer = answer.merge(sums, on=_OF_MONTH, how="left").fillna({"left": 0, "down": 0})
    return answer.assign(base=answer["open"] - answer["left"])


def _pandas_merged(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.sort_values(["unit_no", "start_s"])
    reached = frame.groupby("unit_no")["until_s"].cummax()
    reached = reached.groupby(frame["unit_no"]).shift()
    group = (~(frame["start_s"] <= reached)).cumsum().rename("group")
    return (
        frame.groupby(group, sort=False)
        .agg(unit_no=("unit_no", "first"), start_s=("start_s", "min"), until_s=("until_s", "max"))
        .reset_index(drop=True)
    )


def _pandas_parts(frame: pd.DataFrame, known: KnownToPandas) -> pd.DataFrame:
    frame = frame.assign(
        start_s=frame["start_s"].clip(lower=START), until_s=frame["until_s"].clip(upper=UNTIL)
    )
    frame = frame[frame["start_s"] < frame["until_s"]].merge(known["units"], on="unit_no")
    first = frame["start_s"] // DAY
    days = (frame["until_s"] - 1) // DAY - first + 1
    frame = frame.assign(utc_day=first).loc[frame.index.repeat(days)]
    frame["utc_day"] += frame.groupby(level=0, sort=False).cumcount()
    frame = frame.merge(known["pieces"], on=["calendar_no", "utc_day"])
    frame["begin_s"] = np.maximum(frame["start_s"], frame["begin_s"])
    frame["end_s"] = np.minimum(frame["until_s"], frame["end_s"])
    frame["seconds"] = frame["end_s"] - frame["begin_s"]
    return frame.loc[frame["seconds"] > 0, [*_PIECE, "begin_s", "end_s", "seconds"]]


def sums_of(days: pl.DataFrame, months: pl.DataFrame, outages: int) -> Sums:
    """Return checksums that tell rows of one service or time from those of another."""
    return (
        outages,
        *_sums(days, "day_no", ("wall", "left", "down")),
        *_sums(months.filter(pl.col("base") > 0), "month", ("base", "down")),
    )


def _sums(frame: pl.DataFrame, time: str, names: tuple[str, ...]) -> Sums:
    place = pl.col("unit_no").cast(pl.Int64) % 89 + pl.col(time).cast(pl.Int64) % 97
    values = [pl.col(name).cast(pl.Int64) for name in names]
    found = frame.select(
        *(each.sum() for each in values),
        *((each * place).sum().name.suffix("_by_place") for each in values),
    )
    return (len(frame), *(int(each) for each in found.row(0)))
