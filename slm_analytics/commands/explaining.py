"""`explain`: why a target was met or missed, as a ledger of every second."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from slm_analytics import console
from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.commands.explaining_service import explain_service
from slm_analytics.commands.question import warehouse_in_force
from slm_analytics.review.civil_time import clock_words
from slm_analytics.review.explanation import Explanation, TicketExplanation, explanation
from slm_analytics.review.rule_words import duration
from slm_analytics.settings import DataFolder


def explain(folder: DataFolder, given: Arguments) -> Answer:
    """Explain the clocks of a ticket, or a service; JSON as `docs/explanation.md` says."""
    if given.what == "service":
        return explain_service(folder, given)
    told = explanation(warehouse_in_force(folder), given.id, given.system or "")
    return Answer(asdict(told), list(_lines(told)))


def _lines(told: TicketExplanation) -> Iterator[str]:
    zone = next((each.zone for each in told.clocks if each.lines), "UTC")
    yield f"{told.ticket_id} ({told.system}), as of {clock_words(told.as_of, zone)} {zone}"
    for each in told.clocks:
        yield ""
        yield f"{each.title}: {each.verdict}"
        if each.lines:
            yield from _indented(console.pairs(_facts(each)))
            yield from _ledger(each)
    if told.tool is not None:
        yield ""
        yield "What the export claims"
        yield from _indented(told.tool.words)


def _facts(told: Explanation) -> dict[str, str]:
    """Return what stands beside the ledger; what is not known is left out."""
    started, stopped = (clock_words(each, told.zone) for each in (told.started_at, told.stopped_at))
    found = {
        "Clock of": told.zone,
        "Started": f"{started} ({told.starts})",
        "Stopped": f"{stopped} ({told.stops})" if told.stopped_at else told.stops,
        "Due": clock_words(told.due_at, told.zone),
        "Elapsed": told.decided_by,
        "Paused": duration(told.paused_seconds) if told.paused_seconds else "",
        "Target": told.target,
        "Why this one": told.target_why,
        "Calendar": told.calendar,
    }
    found |= {rule.about: _rule(rule.words, usual=rule.is_usual) for rule in told.policies}
    changes = [f"{clock_words(each.at, told.zone)}: {each.words}" for each in told.changes]
    found["On the way"] = "; ".join(changes)
    found["History"] = "; ".join(told.irregularities)
    return {name: words for name, words in found.items() if words}


def _rule(words: str, *, usual: bool) -> str:
    return words if usual else f"{words} (agreed otherwise than usual)"


def _ledger(told: Explanation) -> Iterator[str]:
    rows = [
        {
            "From": clock_words(line.start_at, told.zone),
            "To": clock_words(line.until_at, told.zone),
            "Length": duration(line.seconds),
            "Counts": duration(line.counted_seconds) if line.counted_seconds else "–",
            "Kind": line.kind.value,
            "Rule": line.rule,
            "State": line.state,
        }
        for line in told.lines
    ]
    if rows:
        yield ""
        yield from _indented(console.table(rows))
        counted = sum(line.counted_seconds for line in told.lines)
        yield f"  Counted in all: {duration(counted)}"


def _indented(lines: Iterator[str] | list[str] | tuple[str, ...]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
