"""What compliance comes to in words: headline, subline and the title of the grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

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
from slm_analytics.review.tally import Tally

_LONG_RUN = 3  # months in a row worth a headline
_DONE = {"resolution": "resolved in time", "response": "answered in time",
         "holding": "handed on in time"}  # fmt: skip
_WHO = {"resolution": "service", "response": "service", "holding": "holder"}
_AGREED = "agreed share"
Tallies = Mapping[tuple[str | None, date], Tally]


def headline(
    clock: str,
    tallies: Tallies,
    totals: Mapping[Month, Tally],
    span: Sequence[Month],
    data: Coverage,
) -> str:
    """Return the finding: who has missed for long, else who did this month, else how many met."""
    month, total = span[-1], totals[span[-1]]
    if data.begins is not None and month < data.begins:
        return f"{month_name(month)} is only partly in the data"
    if not total.decided:
        return f"Nothing {_DONE[clock]} or late is known of {month_name(month)}"
    runs = _runs(tallies, span, data)
    longest = max(runs.values(), default=0)
    if longest >= _LONG_RUN:
        names = sorted(name for name, run in runs.items() if run == longest)
        verb, whose = ("has", "its") if len(names) == 1 else ("have", "their")
        return f"{listed(names)} {verb} missed {whose} {_AGREED} for {number_word(longest)} months"
    missed = sorted(name for name, run in runs.items() if run)
    if missed:
        whose = "its" if len(missed) == 1 else "their"
        return f"{listed(missed)} missed {whose} {_AGREED} in {month_name(month)}"
    judged = [name for name in runs if _at(tallies, name, month).kept is not None]
    if len(judged) > 1:
        return f"All {number_word(len(judged))} {_WHO[clock]}s kept their {_AGREED}"
    return f"{_met_text(total)} {_DONE[clock]} in {month_name(month)}"


def _met_text(total: Tally) -> str:
    counts = f"{grouped(total.met)} of {grouped(total.decided)}"
    return counts if total.is_few else share_text(total.share)


def subline(clock: str, total: Tally, open_late: int | None, month: Month, data: Coverage) -> str:
    """Return what the month counts, what it had to, and what is open and late now."""
    if not total.decided:
        return f"{month_name(month)}: no ticket has a verdict of its {clock} clock."
    counts = f"{grouped(total.met)} of {grouped(total.decided)} {_DONE[clock]}"
    parts = [counts if total.is_few else f"{counts} = {share_text(total.share)}"]
    parts.append(f"{grouped(total.missed)} missed")
    if open_late is not None:
        parts.append(f"{grouped(open_late)} open past target now")
    partly = "" if data.is_whole(month) else " is only partly in the data"
    return f"{month_name(month)}{partly}: {'; '.join(parts)}."


def grid_title(clock: str, tallies: Tallies, month: Month) -> str:
    """Return how many names kept what is agreed with them in the month."""
    kept = [tally.kept for (name, day), tally in tallies.items() if day == month.first and name]
    judged = [each for each in kept if each is not None]
    if not judged:
        return f"{_DONE[clock].capitalize()}, by {_WHO[clock]} and month"
    good = sum(judged)
    return (
        f"{good} of {counted(len(judged), _WHO[clock])} kept"
        f" {'its' if len(judged) == 1 else 'their'} {_AGREED} in {month_name(month)}"
    )


def _at(tallies: Tallies, name: str | None, month: Month) -> Tally:
    return tallies.get((name, month.first), Tally())


def _runs(tallies: Tallies, span: Sequence[Month], data: Coverage) -> dict[str, int]:
    """Return for how many months in a row, up to the last, each name missed what is agreed."""
    counting = [month for month in span if data.is_whole(month) or month == span[-1]]
    runs: dict[str, int] = {}
    for name in {name for name, _ in tallies if name is not None}:
        kept = [_at(tallies, name, month).kept if month in counting else None for month in span]
        runs[name] = run_length([None if each is None else not each for each in kept])
    return runs
