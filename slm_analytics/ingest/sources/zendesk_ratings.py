"""Zendesk: the ratings that stand in the list of tickets, a second reading of that file.

Facts of this format the mapping depends on:

* `Satisfaction Score` is `Good` or `Bad`, or 1 to 5 of newer surveys; `Offered` was asked and
  not answered; blank was not asked and is no row (told). One file holds one kind of them: words
  are a scale from 0 to 1, numbers one from 1 to 5;
* `Good with comment` and the like are of the API (told) and mean the same;
* when it was answered stands in no column: an answer is dated by its ticket.

The list of tickets itself loads as Zendesk tickets: the same file is read twice, and both
loads stay. It is read for its ratings only when a person says so.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import MISSING_WORDS, SourceMapping
from slm_analytics.ingest.ratings import HIGHEST, LOWEST, Scale, rated
from slm_analytics.ingest.wide_tables import never
from slm_analytics.warehouse.archive import RawTable

_SCORE = ("Satisfaction Score",)
_WORDS = {
    word: number
    for said, number in (("good", "1"), ("bad", "0"))
    for word in (said, f"{said} with comment", f"{said}_with_comment", f"{said}_without_comment")
}


def _scale(words: frozenset[str]) -> Scale:
    return ("0", "1") if words & _WORDS.keys() else ("1", "5")


def _ratings(raw: RawTable) -> RawTable:
    return rated(raw, _SCORE, _scale)


MAPPING = SourceMapping(
    name="zendesk_ratings",
    title="Zendesk ratings (in the list of tickets)",
    system="zendesk",
    columns={
        "ticket_id": ("Id",),
        "customer": ("Organization",),
        "service": ("Service [list]", "Brand"),
        "assignment_group": ("Group",),
        "score": _SCORE,
        "scale_min": (LOWEST,),
        "scale_max": (HIGHEST,),
    },
    signature=("ticket_id", "score"),
    values={"score": _WORDS},
    fixed={"instrument": "csat"},
    missing=MISSING_WORDS | {"offered"},
    contract="survey_responses",
    shape=_ratings,
    fits=never,
    recipe=(
        "The same list as Zendesk tickets, with the column Satisfaction Score: upload it once"
        " more and choose this form under Read it in another way. Tickets that nobody was asked"
        " about are no answers and are not counted as rows."
    ),
)
