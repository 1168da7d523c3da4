"""The availability part of the sample: outages, windows, changes, components and two monitors."""

from collections.abc import Iterator, Sequence
from typing import cast

from sample_data.changes import Change, change_calendar, changes
from sample_data.components import dependency_list
from sample_data.failover_tests import failover_list
from sample_data.monitors import HALVORSEN_SITES, NORDLICHT_SITES, event_logs, site_history
from sample_data.outage import MINUTE, Outage, number, outage_list
from sample_data.outages import Diary, ordinary_outages
from sample_data.stories_of_causes import outages_with_a_cause
from sample_data.stories_of_outages import single_outages
from sample_data.stories_of_targets import missed_by_seconds, months_and_lists, quiet_times
from sample_data.story import Story
from sample_data.ticket import Ticket
from sample_data.windows import Window, planned_outages, window_list, windows

AFTER_CHANGE = 240 * MINUTE


class Availability:
    """All of it, told from the tickets and their stories; numbers are given.

    Attributes:
        stories: What was planted.
    """

    def __init__(self, tickets: Sequence[Ticket], told: Sequence[Story]) -> None:
        planted = [*single_outages(told), *outages_with_a_cause(tickets)]
        planted += months_and_lists(tickets)
        self._windows = windows()
        self._diary = _kept_free(tickets, planted, self._windows)
        outages = [each for story in planted for each in outages_of(story)]
        outages += planned_outages(self._windows)
        outages += ordinary_outages(tickets, self._diary)
        self._outages = number(outages)
        self._changes = changes(self._windows, self._outages)
        self.stories = [*planted, *_of_lists(self._windows, self._outages, self._changes)]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file: its name and its bytes."""
        for half in dict.fromkeys(each.half_year for each in self._outages):
            mine = [each for each in self._outages if each.half_year == half]
            yield f"outages_{half}.csv", outage_list(mine)
        yield "maintenance.csv", window_list(self._windows)
        yield "changes.csv", change_calendar(self._changes)
        yield "dependencies.csv", dependency_list()
        yield "failover_tests.csv", failover_list()
        for name, sites in (("nordlicht", NORDLICHT_SITES), ("halvorsen", HALVORSEN_SITES)):
            yield f"upptime_{name}.csv", site_history(sites, self._outages, self._diary)
        for half, content in event_logs(self._outages, self._windows, self._diary).items():
            yield f"uptimerobot_{half}.csv", content


def outages_of(story: Story) -> list[Outage]:
    """The outages that a story plants."""
    return cast("list[Outage]", story.facts["outages"])


def _kept_free(
    tickets: Sequence[Ticket], planted: Sequence[Story], told: Sequence[Window]
) -> Diary:
    """A diary in which stories and windows stand already."""
    diary = Diary()
    for story in planted:
        diary.note(outages_of(story))
    for window in told:
        diary.keep(window.round.service, window.started_at, window.ended_at)
    for service, start, stop in quiet_times(tickets):
        diary.keep(service, start, stop)
    return diary


def _of_lists(
    told: Sequence[Window], outages: Sequence[Outage], made: Sequence[Change]
) -> list[Story]:
    """The stories that are found in the finished lists."""
    late = [window for window in told if window.is_late]
    refused = [window for window in told if window.approved_at is None]
    return [
        _doubtful("maintenance_too_late", "told the day before", late, outages),
        _doubtful("maintenance_not_approved", "that nobody agreed to", refused, outages),
        _after_changes(outages, made),
        missed_by_seconds(outages),
    ]


def _doubtful(name: str, why: str, chosen: Sequence[Window], outages: Sequence[Outage]) -> Story:
    numbers = [window.number for window in chosen]
    inside = [
        each
        for each in outages
        if each.kind == "planned" and each.what.rpartition("(")[2].rstrip(")") in numbers
    ]
    return Story(
        name=name,
        title=f"{len(chosen)} maintenance windows {why}",
        what="Whether such a window is maintenance is a matter of the agreement. In each the "
        "service was away for a while, which the list of outages holds as planned.",
        tickets=[],
        facts={"windows": numbers, "outages": inside},
    )


def _after_changes(outages: Sequence[Outage], made: Sequence[Change]) -> Story:
    pairs = [
        (outage, change)
        for outage in outages
        for change in made
        if outage.service == change.service
        and outage.kind == "unplanned"
        and change.outcome != "successful"
        and change.ended_at <= outage.started_at < change.ended_at + AFTER_CHANGE
    ]
    return Story(
        name="after_a_change",
        title=f"{len(pairs)} outages that began within hours of a change that went wrong",
        what="Each began within two and a half hours of the end of a change of its service; "
        "`changes` has them in the same order.",
        tickets=[],
        facts={
            "outages": [outage for outage, _ in pairs],
            "changes": [change.number for _, change in pairs],
        },
    )
