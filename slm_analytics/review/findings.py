"""The findings of a month in words: headline, subline, and the titles of the cards."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from slm_analytics.domain.period import Month
from slm_analytics.domain.unit import share_text
from slm_analytics.review.coverage import Coverage
from slm_analytics.review.sentences import (
    counted,
    grouped,
    listed,
    month_name,
    number_word,
    run_length,
)
from slm_analytics.review.tile import FEW, Tile

_LONG_RUN = 3  # months in a row worth a headline
_USUAL = 3  # earlier months that make something usual
_JUDGED = "by the tool's own verdict"
_PARTLY = "is only partly in the data"


def headline(
    tiles: Sequence[Tile], runs: dict[str, int], month: Month, mark: float, data: Coverage
) -> str:
    """Return the finding of the month: who has been below the mark for long, else who is now.

    Args:
        tiles: opened, resolved, backlog and the tool's own verdict, in this order.
        runs: `verdict_runs`.
        month, mark, data: as in `Overview`.
    """
    if data.begins is not None and month < data.begins:
        return f"{month_name(month)} {_PARTLY}"
    longest = max(runs.values(), default=0)
    if longest >= _LONG_RUN:
        names = sorted(name for name, run in runs.items() if run == longest)
        verb = "has" if len(names) == 1 else "have"
        words = f"{verb} been below {_mark_text(mark)} for {number_word(longest)} months"
        return f"{listed(names)} {words}"
    below = sorted(name for name, run in runs.items() if run > 0)
    if below:
        verb = "was" if data.is_over(month) else "is"
        verb = verb if len(below) == 1 else {"was": "were", "is": "are"}[verb]
        return f"{listed(below)} {verb} below {_mark_text(mark)} in {month_name(month)} {_JUDGED}"
    flag = tiles[3]
    if flag.n >= FEW and flag.value < mark:
        missed = counted(int(flag.n - flag.numerator), "ticket")
        return f"{flag.text} met: {missed} missed {_JUDGED}"
    return _plain_headline(tiles, month)


def _plain_headline(tiles: Sequence[Tile], month: Month) -> str:
    opened, _, backlog = tiles[:3]
    if np.isnan(opened.value):
        return f"No tickets are known of {month_name(month)}"
    change = backlog.change
    if np.isnan(change) or change == 0:
        end = f"{backlog.text} open at the end" if backlog.value else "none open at the end"
        return f"{counted(int(opened.value), 'ticket')} opened, {end}"
    more = "more ticket" if change > 0 else "fewer ticket"
    return f"{counted(int(abs(change)), more)} open than a month before"


def subline(month: Month, tiles: Sequence[Tile], data: Coverage) -> str:
    """Return what came in, went out and stayed, and how far the data reaches."""
    opened, resolved, backlog, flag = tiles[:4]
    parts = [
        f"{opened.text} opened, {resolved.text} resolved",
        f"{backlog.text} open{_until(month, data)}",
    ]
    if not np.isnan(flag.value):
        parts.append(f"{flag.counts} met {_JUDGED}")
    leads_in = data.begins is not None and month < data.begins
    partly = "" if data.is_whole(month) or leads_in else f" {_PARTLY}"
    text = f"{month_name(month)}{partly}: {'; '.join(parts)}."
    if leads_in and data.begins is not None:  # the headline names it
        return f"{text} The data begins in {month_name(data.begins)}."
    if month == data.review_month and data.last is not None and data.last > month:
        return f"{text} The data reaches into {month_name(data.last)}."
    return text


def _until(month: Month, data: Coverage) -> str:
    clock = data.as_of_local
    if clock is None or data.is_over(month):
        return " at month end"
    return f", data to {clock.day} {clock:%b %H:%M}"


def flow_title(flow: pd.DataFrame) -> str:
    """Return how the month's volume stands among the whole months (columns of `Overview.flow`)."""
    last = flow.iloc[-1]
    if np.isnan(last["opened"]):
        return "No volumes are known"
    now, month = int(last["opened"]), month_name(last["month"])
    plain = f"{counted(now, 'ticket')} opened in {month}"
    if not last["whole"]:
        return f"{plain}, which {_PARTLY}"
    whole = flow[flow["whole"]].dropna(subset=["opened"])
    opened = whole["opened"]
    if len(opened) == 1:
        return plain
    others = opened.iloc[:-1]
    if len(opened) > _LONG_RUN:
        many = f"of {number_word(len(opened))} months: {grouped(now)} opened"
        if now > others.max():
            return f"{month} was the busiest {many}"
        if now < others.min():
            return f"{month} was the quietest {many}"
        if others.min() == others.max():
            return f"{plain}, as in each of the {number_word(len(others))} months before"
    return _against_usual(plain, now, whole)


def _against_usual(plain: str, now: int, whole: pd.DataFrame) -> str:
    """Return how many more tickets came than on average, or than in the one month before."""
    others = whole["opened"].iloc[:-1]
    is_usual = len(others) >= _USUAL
    against = int(others.mean()) if is_usual else int(others.iloc[-1])
    if now == against:
        return plain
    way = "more ticket" if now > against else "fewer ticket"
    amount = counted(abs(now - against), way)
    verb = "was" if abs(now - against) == 1 else "were"
    month, before = (month_name(day) for day in (whole["month"].iloc[-1], whole["month"].iloc[-2]))
    if is_usual:
        return f"{amount} than usual {verb} opened in {month}"
    return f"{amount} {verb} opened in {month} than in {_without_year_of(before, month)}"


def _without_year_of(before: str, month: str) -> str:
    name, year = before.split(" ")
    return name if month.endswith(year) else before


def backlog_title(flow: pd.DataFrame) -> str:
    """Return how many tickets are open, against the first whole month of the span."""
    known = flow.dropna(subset=["backlog"])
    if known.empty:
        return "No open tickets are known"
    last = int(known["backlog"].iloc[-1])
    now = f"{counted(last, 'ticket')} open" if last else "No ticket open"
    whole = known[known["whole"]]
    if not known["whole"].iloc[-1] or int(whole["backlog"].iloc[0]) == last:
        return now
    first = int(whole["backlog"].iloc[0])
    way = "more" if last > first else "fewer"
    since = month_name(whole["month"].iloc[0])
    return f"{now}, {grouped(abs(last - first))} {way} than at the end of {since}"


def verdict_runs(
    verdicts: pd.DataFrame, span: Sequence[Month], mark: float, data: Coverage
) -> dict[str, int]:
    """Return for how many months in a row, up to the last, each service has been below the mark.

    A month that is only partly in the data counts when it is the last of the
    span, and ends a run when it is not.
    """
    runs: dict[str, int] = {}
    counting = [month for month in span if data.is_whole(month) or month == span[-1]]
    for service, rows in verdicts.dropna(subset=["service"]).groupby("service"):
        found = {
            row["month"]: bool(row["value"] < mark) if row["denominator"] >= FEW else None
            for row in rows.to_dict("records")
            if Month.of(row["month"]) in counting
        }
        runs[str(service)] = run_length([found.get(month.first) for month in span])
    return runs


def verdict_title(verdicts: pd.DataFrame, month: Month, mark: float) -> str:
    """Return how many services are at the mark this month, and which is lowest."""
    rows = verdicts[(verdicts["month"] == month.first) & verdicts["service"].notna()]
    rows = rows[rows["denominator"] >= FEW]
    if rows.empty:
        return "The tool's own verdict, by service and month"
    good = int((rows["value"] >= mark).sum())
    total = f"{good} of {counted(len(rows), 'service')}"
    verb = "is" if good == 1 else "are"
    text = f"{total} {verb} at {_mark_text(mark)} or above in {month_name(month)}"
    return text + (f"; {_lowest(rows)}" if good < len(rows) else "")


def _lowest(rows: pd.DataFrame) -> str:
    """Return who is lowest; only how many where several are."""
    share = share_text(rows["value"].min())
    lowest = rows[rows["value"] == rows["value"].min()]
    if len(lowest) == 1:
        return f"{lowest['service'].iloc[0]} is lowest with {share}"
    if len(lowest) == len(rows):
        return f"each has {share}"
    return f"{number_word(len(lowest))} are lowest with {share}"


def _mark_text(mark: float) -> str:
    return share_text(mark, 0 if float(mark * 100).is_integer() else 1)
