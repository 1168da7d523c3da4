"""The same clocks by other engines: polars (streaming), pandas, businesstimedelta.

They get more than our own form has: for each ticket its target, its calendar
and its times on hold are found for them, and their tables are in memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

import businesstimedelta
import pandas as pd
import polars as pl
import pytz

DAY = 86_400
Grid = Mapping[str, Any]  # days, chunks: Arrow tables; and the numbers of their keys
Sums = tuple[int, int, int, int]  # rows, elapsed, due, missed
_INSTANTS = ("start_s", "end_s", "from_1", "to_1", "from_2", "to_2")


def polars_clock(tickets: pl.DataFrame, grid: Grid) -> pl.DataFrame:
    """Return elapsed and paused seconds, due time and verdict of every ticket."""
    frame = tickets.lazy().with_columns(
        **{f"from_{n}": pl.min_horizontal(f"hold_{n}_s", "end_s") for n in "12"}
    )
    frame = frame.with_columns(
        **{
            f"from_{n}": pl.when(pl.col(f"hold_{n}_s").is_not_null()).then(f"from_{n}")
            for n in "12"
        },
        **{
            f"to_{n}": pl.when(pl.col(f"hold_{n}_s").is_not_null()).then(
                pl.min_horizontal(f"hold_{n}_until_s", "end_s")
            )
            for n in "12"
        },
    )
    for name in _INSTANTS:
        frame = _polars_open(frame, name, grid)
    before_1, before_2 = (pl.col(f"open_from_{n}") - pl.col("open_start_s") for n in "12")
    paused = {
        f"paused_{n}": (pl.col(f"open_to_{n}") - pl.col(f"open_from_{n}")).fill_null(0)
        for n in "12"
    }
    frame = frame.with_columns(**paused, before_1=before_1, before_2=before_2)
    elapsed = (
        pl.col("open_end_s") - pl.col("open_start_s") - pl.col("paused_1") - pl.col("paused_2")
    )
    y = (
        pl.col("open_start_s") + pl.col("seconds")
        + pl.when(pl.col("before_1") < pl.col("seconds")).then("paused_1").otherwise(0)
        + pl.when(pl.col("before_2") - pl.col("paused_1") < pl.col("seconds"))
        .then("paused_2")
        .otherwise(0)
    )  # fmt: skip
    frame = frame.with_columns(elapsed=elapsed, y=y)
    place = (pl.col("y") - 1) // grid["chunk"]
    frame = frame.with_columns(key=(pl.col("chunk_begin") + place).cast(pl.Int32)).join(
        pl.from_arrow(grid["chunks"]).lazy(), left_on="key", right_on="chunk_no", how="left"
    )
    second, due = (pl.col("y") - 1) % grid["chunk"], pl.lit(None, pl.Int64)
    for number in range(grid["chunk_pieces"], 0, -1):
        reached = pl.col("y") + pl.col(f"add_{number}")
        due = pl.when(second < pl.col(f"up_to_{number}")).then(reached).otherwise(due)
    done = frame.select(
        "ticket_no", "elapsed", pl.col("paused_1") + pl.col("paused_2"), "seconds",
        due.alias("due"), (pl.col("elapsed") > pl.col("seconds")).alias("missed"),
    )  # fmt: skip
    return done.collect(engine="streaming")


def _polars_open(frame: pl.LazyFrame, name: str, grid: Grid) -> pl.LazyFrame:
    day = pl.col(name) // DAY - grid["first_day"]
    key = (pl.col("calendar_no") * grid["day_count"] + day).cast(pl.Int32)
    joined = frame.with_columns(key=key).join(
        pl.from_arrow(grid["days"]).lazy(), left_on="key", right_on="grid_no", how="left"
    )
    total = pl.col("open_before").cast(pl.Int64)
    for place in range(1, grid["pieces"] + 1):
        within = pl.col(name) % DAY - pl.col(f"start_{place}")
        total = total + within.clip(0, pl.col(f"length_{place}"))
    pieces = [f"{side}_{n}" for n in range(1, grid["pieces"] + 1) for side in ("start", "length")]
    return joined.with_columns(total.alias(f"open_{name}")).drop("open_before", *pieces)


def pandas_clock(tickets: pd.DataFrame, grid: Grid) -> pd.DataFrame:
    """Return the same by merges of frames."""
    frame = tickets.copy()
    for n in "12":
        frame[f"from_{n}"] = (
            frame[[f"hold_{n}_s", "end_s"]].min(axis=1).where(frame[f"hold_{n}_s"].notna())
        )
        frame[f"to_{n}"] = (
            frame[[f"hold_{n}_until_s", "end_s"]].min(axis=1).where(frame[f"hold_{n}_s"].notna())
        )
    days = grid["days"].to_pandas()
    for name in _INSTANTS:
        frame[f"open_{name}"] = _pandas_open(frame, name, days, grid)
    for n in "12":
        frame[f"paused_{n}"] = (frame[f"open_to_{n}"] - frame[f"open_from_{n}"]).fillna(0)
        frame[f"before_{n}"] = frame[f"open_from_{n}"] - frame["open_start_s"]
    spent = frame["open_end_s"] - frame["open_start_s"]
    frame["elapsed"] = spent - frame["paused_1"] - frame["paused_2"]
    frame["y"] = (
        frame["open_start_s"] + frame["seconds"]
        + frame["paused_1"].where(frame["before_1"] < frame["seconds"], 0)
        + frame["paused_2"].where(frame["before_2"] - frame["paused_1"] < frame["seconds"], 0)
    ).astype("int64")  # fmt: skip
    frame["chunk_no"] = frame["chunk_begin"] + (frame["y"] - 1) // grid["chunk"]
    found = frame[["chunk_no", "y"]].merge(grid["chunks"].to_pandas(), on="chunk_no", how="left")
    due = pd.Series(pd.NA, index=found.index, dtype="Int64")
    for number in range(grid["chunk_pieces"], 0, -1):
        inside = (found["y"] - 1) % grid["chunk"] < found[f"up_to_{number}"]
        due = due.mask(inside, found["y"] + found[f"add_{number}"])
    frame["due"] = due.to_numpy()
    frame["missed"] = frame["elapsed"] > frame["seconds"]
    return frame[["ticket_no", "elapsed", "seconds", "due", "missed"]]


def _pandas_open(frame: pd.DataFrame, name: str, days: pd.DataFrame, grid: Grid) -> pd.Series:
    key = frame["calendar_no"] * grid["day_count"] + frame[name] // DAY - grid["first_day"]
    found = key.rename("grid_no").to_frame().merge(days, on="grid_no", how="left")
    second = (frame[name] % DAY).reset_index(drop=True)
    total = found["open_before"]
    for place in range(1, grid["pieces"] + 1):
        within = (second - found[f"start_{place}"]).clip(lower=0)
        total = total + within.where(within < found[f"length_{place}"], found[f"length_{place}"])
    return total.where(second.notna()).set_axis(frame.index)


def sums_of(frames: list[Any]) -> Sums:
    """Return the checksums of the frames of the clocks."""
    return (
        sum(len(frame) for frame in frames),
        sum(int(frame["elapsed"].sum()) for frame in frames),
        sum(int(frame["due"].sum()) for frame in frames),
        sum(int(frame["missed"].sum()) for frame in frames),
    )


def businesstimedelta_elapsed(pairs: list[tuple[int, int]]) -> list[int]:
    """Return the seconds between instants on a New York office day (9:00 to 17:30)."""
    workday = businesstimedelta.WorkDayRule(
        start_time=time(9),
        end_time=time(17, 30),
        working_days=[0, 1, 2, 3, 4],
        tz=pytz.timezone("America/New_York"),
    )
    rules = businesstimedelta.Rules([workday])
    found = []
    for start, until in pairs:
        passed = rules.difference(
            datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(until, UTC)
        )
        found.append(passed.hours * 3600 + passed.seconds)
    return found
