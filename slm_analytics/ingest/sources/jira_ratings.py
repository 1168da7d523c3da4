"""Jira Service Management: the ratings that stand in the list of issues, a second reading.

Facts of this format the mapping depends on (seen in code that reads the export):

* `Satisfaction rating` is 1 to 5, also as `Custom field (Satisfaction rating)` or
  `Custom field (Satisfaction)`; an issue without one is no answer and no row. Whether its
  reporter was asked stands nowhere: there is no share of those who answered;
* `Custom field (Satisfaction date)` is when it was given.

The list itself loads as Jira Service Management issues: the same file is read twice, and both
loads stay. It is read for its ratings only when a person says so.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.ratings import HIGHEST, LOWEST, Scale, rated
from slm_analytics.ingest.wide_tables import never
from slm_analytics.warehouse.archive import RawTable

_SCORE = (
    "Satisfaction rating",
    "Custom field (Satisfaction rating)",
    "Custom field (Satisfaction)",
)


def _scale(words: frozenset[str]) -> Scale:
    del words
    return "1", "5"


def _ratings(raw: RawTable) -> RawTable:
    return rated(raw, _SCORE, _scale)


MAPPING = SourceMapping(
    name="jira_ratings",
    title="Jira Service Management ratings (in the list of issues)",
    system="jira",
    columns={
        "ticket_id": ("Issue key",),
        "customer": ("Custom field (Organizations)", "Organizations"),
        "service": ("Custom field (Affected services)", "Affected services"),
        "assignment_group": ("Custom field (Team)",),
        "answered_at": ("Custom field (Satisfaction date)", "Satisfaction date"),
        "score": _SCORE,
        "scale_min": (LOWEST,),
        "scale_max": (HIGHEST,),
    },
    signature=("ticket_id", "score"),
    fixed={"instrument": "csat"},
    repeated=frozenset({"customer", "service"}),
    contract="survey_responses",
    shape=_ratings,
    fits=never,
    recipe=(
        "The same list as Jira Service Management issues, with Satisfaction rating and"
        " Satisfaction date: upload it once more and choose this form under Read it in another"
        " way. Issues without a rating are no answers and are not counted as rows."
    ),
)
