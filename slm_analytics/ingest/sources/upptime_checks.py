"""Upptime: the checks that it keeps as changes of its repository, one row each.

Facts of this format the mapping depends on (seen: 1,835 rows of a real
repository's history; told: the tool's documents):

* a row is one change of a site's file: the time of the check, in UTC with
  thousandths (seen: `2024-05-06T23:07:21.349Z`), not that of the change;
  `commit_time` may be half a day later (seen) and is not used;
* Upptime checks every few minutes (told) but keeps a check where the state changes, and
  else about once a day (seen: 24 hours between most rows, once 36 days). A state holds
  until the next row: so counted, the minutes down of a day are those that the monitor
  itself tells (seen: within 2 minutes on 75 of 77 days);
* status is up, down or degraded: slower than agreed (told);
* without an answer `http_code` and `response_time_ms` are 0 (seen): that is
  no answer in no time but none, and its time is left out;
* a site that is down may still have answered with a code (seen: 500, 502);
* the first rows of a repository are often the examples of the template
  (seen: google, hacker-news): they are other services.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping

COLUMNS = {
    "service": ("service", "slug"),
    "checked_at": ("checked_at",),
    "state": ("status",),
    "response_ms": ("response_time_ms",),
    "code": ("http_code",),
    "message": ("commit_subject",),
}


def _without_stand_in(text: str) -> str:
    """Return nothing for the 0 ms of a check that nobody answered."""
    return "" if text == "0" else text


MAPPING = SourceMapping(
    name="upptime_checks",
    title="Upptime checks",
    system="upptime",
    columns=COLUMNS,
    signature=("service", "checked_at", "state", "response_ms", "code"),
    contract="checks",
    rewritten={"response_ms": _without_stand_in},
    recipe=(
        "In a clone of the repository: the history of the files history/*.yml, one row for each"
        " change (git log -p --reverse -- history), with the columns service, status, http_code,"
        " response_time_ms and checked_at (lastUpdated of the file, in UTC). Export the whole"
        " history, or from the 1st of last month on and the last change before it: a state holds"
        " until the next row. Upptime keeps no paused times."
    ),
)
