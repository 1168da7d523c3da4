"""The same clocks by other engines: polars (streaming), pandas, businesstimedelta.

They read what our own form reads and answer with the same columns. They get
more than it has: rules as tables ready to be joined, and their own in memory.
Only what befell nobody in this data is left out: reopenings, changes of
priority, days instead of hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

import businesstimedelta
import pandas as pd
import polars as pl
import pytz

DAY = 86_400
SCALE = 1_000_000
Known = Mapping[str, Any]  # tables of the rules, and the numbers of their keys (see clock.inputs)
Sums = tuple[int, ...]  # rows, elapsed, due, late, paused, days of the civil dates
_ANSWERS = ["met", "missed", "open", "no target"]
INSTANTS = ("start_s", "end_s", "from_1", "to_1", "from_2", "to_2")


def polars_clock(moments: pl.DataFrame, known: Known, clock: int) -> pl.DataFrame:
    """Return the clocks of one kind: 0 response, 1 resolution."""
    frame = _polars_matched(moments.lazy(), known, clock)
    frame = frame.with_columns(_polars_stop(clock).alias("stop_s")).with_columns(
        end_s=pl.coalesce("stop_s", pl.max_horizontal("start_s", pl.lit(known["as_of"])))
    )
    holds = ("1", "2") if clock else ()
    for n in holds:
        is_paused = pl.col(f"hold_{n}_word").is_in(known["pause_words"])
        frame = frame.with_columns(
            pl.when(is_paused).then(pl.min_horizontal(f"hold_{n}_s", "end_s")).alias(f"from_{n}"),
            pl.when(is_paused)
            .then(pl.min_horizontal(f"hold_{n}_until_s", "end_s"))
            .alias(f"to_{n}"),
        )
    for name in INSTANTS[: 2 + 2 * len(holds)]:
        frame = _polars_open(frame, name, known)
    if not holds:
        frame = frame.with_columns(
            **{f"{side}_{n}": pl.lit(None, pl.Int64) for n in "12" for side in ("from", "to")},
            **{f"open_{side}_{n}": pl.lit(None, pl.Int64) for n in "12" for side in ("from", "to")},
        )
    return _polars_answers(_polars_due(frame, known), known, clock).collect(engine="streaming")


def _polars_matched(frame: pl.LazyFrame, known: Known, clock: int) -> pl.LazyFrame:
    """Find target and calendar by keys and epoch."""
    epoch = sum((pl.col("opened_s") >= each).cast(pl.Int32) for each in known["boundaries"])
    match = (clock * known["keys"] + pl.col("key_no")) * known["epochs"] + epoch
    frame = frame.with_columns(start_s="opened_s", epoch=epoch, match_no=match.cast(pl.Int32))
    frame = frame.join(pl.from_arrow(known["match"]).lazy(), on="match_no", how="left")
    frame = frame.join(pl.from_arrow(known["targets"]).lazy(), on="target_no", how="left")
    pick = (pl.col("target_no") * known["epochs"] + pl.col("epoch")).cast(pl.Int32)
    frame = frame.with_columns(pick_no=pick)
    frame = frame.join(pl.from_arrow(known["picks"]).lazy(), on="pick_no", how="left")
    return frame.join(pl.from_arrow(known["calendars"]).lazy(), on="calendar_no", how="left")


def _polars_stop(clock: int) -> pl.Expr:
    stop = pl.col("ended_s")
    if not clock:
        answered = pl.min_horizontal("first_response_s", "ended_s")
        stop = pl.when(answered.is_not_null()).then(pl.max_horizontal(answered, "opened_s"))
    return pl.when(pl.col("target_no") < 0).then("ended_for_good_s").otherwise(stop)


def _polars_open(frame: pl.LazyFrame, name: str, known: Known) -> pl.LazyFrame:
    """Add the open seconds before an instant."""
    day = pl.col(name) // DAY - known["first_day"]
    key = (pl.col("calendar_no") * known["day_count"] + day).cast(pl.Int32)
    joined = frame.with_columns(key=key).join(
        pl.from_arrow(known["days"]).lazy(), left_on="key", right_on="grid_no", how="left"
    )
    total = pl.col("open_before").cast(pl.Int64)
    for place in range(1, known["pieces"] + 1):
        within = pl.col(name) % DAY - pl.col(f"start_{place}")
        total = total + within.clip(0, pl.col(f"length_{place}"))
    pieces = [f"{side}_{n}" for n in range(1, known["pieces"] + 1) for side in ("start", "length")]
    return joined.with_columns(total.alias(f"open_{name}")).drop("open_before", *pieces)


def _polars_due(frame: pl.LazyFrame, known: Known) -> pl.LazyFrame:
    """Add elapsed, calendar and paused seconds, and the instant at which the clock is due."""
    for n in "12":
        frame = frame.with_columns(
            (pl.col(f"open_to_{n}") - pl.col(f"open_from_{n}")).fill_null(0).alias(f"paused_{n}"),
            (pl.col(f"open_from_{n}") - pl.col("open_start_s")).alias(f"before_{n}"),
            (pl.col(f"to_{n}") - pl.col(f"from_{n}")).fill_null(0).alias(f"wall_{n}"),
        )
    open_s = pl.col("open_end_s") - pl.col("open_start_s")
    frame = frame.with_columns(
        elapsed=open_s - pl.col("paused_1") - pl.col("paused_2"),
        wall=pl.col("end_s") - pl.col("start_s") - pl.col("wall_1") - pl.col("wall_2"),
        paused=pl.col("paused_1") + pl.col("paused_2"),
        y=pl.col("open_start_s") + pl.col("seconds")
        + pl.when(pl.col("before_1") < pl.col("seconds")).then("paused_1").otherwise(0)
        + pl.when(pl.col("before_2") - pl.col("paused_1") < pl.col("seconds"))
        .then("paused_2").otherwise(0),
    )  # fmt: skip
    place = pl.col("chunk_begin") + (pl.col("y") - 1) // known["chunk"]
    frame = frame.with_columns(key=place.cast(pl.Int32)).join(
        pl.from_arrow(known["chunks"]).lazy(), left_on="key", right_on="chunk_no", how="left"
    )
    second, due = (pl.col("y") - 1) % known["chunk"], pl.lit(None, pl.Int64)
    for number in range(known["chunk_pieces"], 0, -1):
        reached = pl.col("y") + pl.col(f"add_{number}")
        due = pl.when(second < pl.col(f"up_to_{number}")).then(reached).otherwise(due)
    return frame.with_columns(due_s=due)


def _polars_civil(frame: pl.LazyFrame, name: str, known: Known) -> pl.LazyFrame:
    """Add the civil date of an instant."""
    day = pl.col(name) // DAY - known["first_zone_day"]
    key = (pl.col("zone_no") * known["zone_day_count"] + day).cast(pl.Int32)
    joined = frame.with_columns(key=key).join(
        pl.from_arrow(known["zone_days"]).lazy(), left_on="key", right_on="zone_day_no", how="left"
    )
    is_after = pl.col(name) % DAY >= pl.col("changes_at")
    offset = pl.when(is_after).then("offset_after").otherwise("offset_before")
    civil = ((pl.col(name) + offset) // DAY).cast(pl.Int32).cast(pl.Date)
    named = name.removesuffix("_s") + "_on"
    return joined.with_columns(civil.alias(named)).drop(
        "changes_at", "offset_after", "offset_before"
    )


def _polars_answers(frame: pl.LazyFrame, known: Known, clock: int) -> pl.LazyFrame:
    for name in ("stop_s", "due_s"):
        frame = _polars_civil(frame, name, known)
    late = (pl.col("elapsed") > pl.col("seconds")).fill_null(value=False)
    answer = pl.when(pl.col("target_no") < 0).then(pl.lit("no target"))
    answer = answer.when(pl.col("stop_s").is_null()).then(pl.lit("open"))
    for name in ("wall", "paused"):
        counted = pl.when(pl.col("target_no") >= 0).then(name).alias(name)
        frame = frame.with_columns(counted)
    return frame.select(
        "ticket_no", pl.lit(known["clock_names"][clock]).alias("clock"),
        pl.lit("").alias("holder"), pl.lit(1).alias("cycle"), "target_id",
        pl.col("line").alias("target_line"), "calendar",
        answer.when(late).then(pl.lit("missed")).otherwise(pl.lit("met")).alias("answer"),
        late.alias("is_late"), pl.lit(value=False).alias("is_tied"),
        *(pl.from_epoch(f"{name}_s", time_unit="s").alias(f"{name}_at")
          for name in ("start", "stop", "due")),
        "stop_on", "due_on", "due_s", "elapsed", "wall", "paused", "seconds", "flags",
    )  # fmt: skip


def pandas_clock(moments: pd.DataFrame, known: Known, clock: int) -> pd.DataFrame:
    """Return the same by merges of frames."""
    frame = _pandas_matched(moments, known, clock)
    frame["stop_s"] = frame["ended_s"]
    if not clock:
        answered = frame[["first_response_s", "ended_s"]].min(axis=1)
        frame["stop_s"] = answered.clip(lower=frame["opened_s"])
    has_target = frame["target_no"] >= 0
    frame["stop_s"] = frame["stop_s"].where(has_target, frame["ended_for_good_s"])
    frame["end_s"] = frame["stop_s"].fillna(frame["start_s"].clip(lower=known["as_of"]))
    for n in "12":
        if clock:
            is_paused = frame[f"hold_{n}_word"].isin(known["pause_words"])
            for side, name in (("from", f"hold_{n}_s"), ("to", f"hold_{n}_until_s")):
                frame[f"{side}_{n}"] = frame[[name, "end_s"]].min(axis=1).where(is_paused)
    days = known["days"].to_pandas()
    for name in INSTANTS[: 6 if clock else 2]:
        frame[f"open_{name}"] = _pandas_open(frame, name, days, known)
    frame["open_s"] = frame["open_end_s"] - frame["open_start_s"]
    frame["paused"] = 0.0
    frame["wall"] = frame["end_s"] - frame["start_s"]
    frame["y"] = frame["open_start_s"] + frame["seconds"]
    for n in "12" if clock else "":
        paused = (frame[f"open_to_{n}"] - frame[f"open_from_{n}"]).fillna(0)
        before = frame[f"open_from_{n}"] - frame["open_start_s"] - frame["paused"]
        frame["y"] += paused.where(before < frame["seconds"], 0)
        frame["paused"] += paused
        frame["wall"] -= (frame[f"to_{n}"] - frame[f"from_{n}"]).fillna(0)
    frame["elapsed"] = frame["open_s"] - frame["paused"]
    frame["due_s"] = _pandas_due(frame, known)
    return _pandas_answers(frame, known, clock)


def _pandas_matched(moments: pd.DataFrame, known: Known, clock: int) -> pd.DataFrame:
    frame = moments.assign(start_s=moments["opened_s"])
    frame["epoch"] = sum((frame["opened_s"] >= each).astype(int) for each in known["boundaries"])
    frame["match_no"] = (clock * known["keys"] + frame["key_no"]) * known["epochs"] + frame["epoch"]
    for table in ("match", "targets"):
        frame = frame.merge(known[table].to_pandas(), how="left")
    frame["pick_no"] = frame["target_no"] * known["epochs"] + frame["epoch"]
    for table in ("picks", "calendars"):
        frame = frame.merge(known[table].to_pandas(), how="left")
    return frame


def _pandas_open(frame: pd.DataFrame, name: str, days: pd.DataFrame, known: Known) -> pd.Series:
    key = frame["calendar_no"] * known["day_count"] + frame[name] // DAY - known["first_day"]
    found = key.rename("grid_no").to_frame().merge(days, on="grid_no", how="left")
    second = frame[name] % DAY
    total = found["open_before"]
    for place in range(1, known["pieces"] + 1):
        within = (second - found[f"start_{place}"]).clip(lower=0)
        total = total + within.where(within < found[f"length_{place}"], found[f"length_{place}"])
    return total.where(second.notna())


def _pandas_due(frame: pd.DataFrame, known: Known) -> pd.Series:
    place = frame["chunk_begin"] + (frame["y"] - 1) // known["chunk"]
    found = place.rename("chunk_no").to_frame()
    found = found.merge(known["chunks"].to_pandas(), on="chunk_no", how="left")
    due = pd.Series(pd.NA, index=found.index, dtype="Int64")
    for number in range(known["chunk_pieces"], 0, -1):
        inside = (frame["y"] - 1) % known["chunk"] < found[f"up_to_{number}"]
        due = due.mask(inside, (frame["y"] + found[f"add_{number}"]).astype("Int64"))
    return due


def _pandas_civil(frame: pd.DataFrame, name: str, zones: pd.DataFrame, known: Known) -> pd.Series:
    instant = frame[name].astype("float64")
    day = instant // DAY - known["first_zone_day"]
    key = (frame["zone_no"] * known["zone_day_count"] + day).rename("zone_day_no").to_frame()
    found = key.merge(zones, on="zone_day_no", how="left")
    is_after = instant % DAY >= found["changes_at"]
    local = instant + found["offset_after"].where(is_after, found["offset_before"])
    return pd.to_datetime(local // DAY, unit="D")


def _pandas_answers(frame: pd.DataFrame, known: Known, clock: int) -> pd.DataFrame:
    zones = known["zone_days"].to_pandas()
    is_late = frame["elapsed"] > frame["seconds"]
    has_target = frame["target_no"] >= 0
    answer = pd.Series("met", index=frame.index).mask(is_late, "missed")
    answer = answer.mask(frame["stop_s"].isna(), "open").where(has_target, "no target")
    for name in ("wall", "paused"):
        frame[name] = frame[name].where(has_target)
    done = frame[["ticket_no", "target_id", "calendar", "elapsed", "wall", "paused", "seconds"]]
    return done.assign(
        clock=known["clock_names"][clock],
        holder="",
        cycle=1,
        target_line=frame["line"],
        answer=answer,
        is_late=is_late,
        is_tied=False,
        start_at=pd.to_datetime(frame["start_s"], unit="s"),
        stop_at=pd.to_datetime(frame["stop_s"], unit="s"),
        due_at=pd.to_datetime(frame["due_s"].astype("float64"), unit="s"),
        stop_on=_pandas_civil(frame, "stop_s", zones, known),
        due_on=_pandas_civil(frame, "due_s", zones, known),
        due_s=frame["due_s"],
        flags=frame["flags"],
    )


def polars_sums(frames: list[pl.DataFrame]) -> Sums:
    """Return the checksums of the clocks of all kinds."""
    parts = [
        frame.select(
            pl.len().alias("rows"), pl.col("elapsed").sum(), pl.col("due_s").sum(),
            pl.col("is_late").sum(), pl.col("paused").sum(), pl.col("wall").sum(),
            *(pl.col(name).cast(pl.Int32).cast(pl.Int64).sum() for name in ("stop_on", "due_on")),
            *((pl.col("answer") == each).sum().alias(each) for each in _ANSWERS),
        ).row(0)
        for frame in frames
    ]  # fmt: skip
    return tuple(int(sum(column)) for column in zip(*parts, strict=True))


def pandas_sums(frames: list[pd.DataFrame]) -> Sums:
    """Return the same of frames of pandas."""
    parts = [
        (
            len(frame), frame["elapsed"].sum(), frame["due_s"].sum(), frame["is_late"].sum(),
            frame["paused"].sum(), frame["wall"].sum(),
            *((frame[name] - pd.Timestamp(0)).dt.days.sum() for name in ("stop_on", "due_on")),
            *((frame["answer"] == each).sum() for each in _ANSWERS),
        )
        for frame in frames
    ]  # fmt: skip
    return tuple(int(sum(column)) for column in zip(*parts, strict=True))


def businesstimedelta_elapsed(
    pairs: list[tuple[int, int]], closed: Mapping[date, str]
) -> list[int]:
    """Return the seconds between instants on a New York office day (9:00 to 17:30)."""
    zone = pytz.timezone("America/New_York")
    workday = businesstimedelta.WorkDayRule(
        start_time=time(9), end_time=time(17, 30), working_days=[0, 1, 2, 3, 4], tz=zone
    )
    rules = businesstimedelta.Rules(
        [workday, businesstimedelta.HolidayRule(closed, tz=zone)]
    )  # fmt: skip
    found = []
    for start, until in pairs:
        passed = rules.difference(
            datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(until, UTC)
        )
        found.append(passed.hours * 3600 + passed.seconds)
    return found
